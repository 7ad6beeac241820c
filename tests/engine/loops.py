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


def torch_optimiser(key, parameters, learning_rate, decay=0.0):
    """Torch's own optimiser of this key; `decay` pulls at parameters with more than one axis."""
    made = {
        "sgd": (torch.optim.SGD, {}),
        "momentum": (torch.optim.SGD, {"momentum": 0.9}),
        "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
        "adagrad": (torch.optim.Adagrad, {}),
        "rmsprop": (torch.optim.RMSprop, {}),
        "adam": (torch.optim.Adam, {}),
        "adamw": (torch.optim.AdamW, {}),
    }
    kind, more = made[key]
    matrices, others = [], []
    for one in parameters:
        (matrices if one.dim() > 1 else others).append(one)
    groups = [
        {"params": matrices, "weight_decay": decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return kind(groups, learning_rate, **more)
