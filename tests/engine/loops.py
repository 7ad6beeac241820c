"""A small run, torch's optimisers, and when two snapshots are the same."""

import numpy as np
import torch

from explorer.config import RunConfig

SMALL = RunConfig(samples=100, hidden=(6, 5), learning_rate=0.05)


def same(first, second):
    """Whether two snapshots hold the same bits."""
    return all(
        np.array_equal(a, b, equal_nan=True) if isinstance(a, np.ndarray) else a == b
        for a, b in zip(vars(first).values(), vars(second).values(), strict=True)
    )


def torch_optimiser(key, parameters, learning_rate):
    """Torch's own optimiser of this key."""
    return {
        "sgd": lambda: torch.optim.SGD(parameters, learning_rate),
        "momentum": lambda: torch.optim.SGD(parameters, learning_rate, momentum=0.9),
        "adam": lambda: torch.optim.Adam(parameters, learning_rate),
    }[key]()
