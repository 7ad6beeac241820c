"""The points of a run: drawn, split and ready for the networks."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from explorer.choices.datasets import DATASETS
from explorer.config import RunConfig


@dataclass(frozen=True)
class Samples:
    """Standardised points of a run, split by class into training and test."""

    x_train: Tensor  # (N, 2) float32
    y_train: Tensor  # (N,) int64
    x_test: Tensor
    y_test: Tensor
    extent: float  # half the side of the square that holds all points

    def to(self, device: str) -> "Samples":
        """The same points on a device."""
        points = {name: t.to(device) for name, t in vars(self).items() if isinstance(t, Tensor)}
        return replace(self, **points)


def sample(config: RunConfig) -> Samples:
    """Draw the run's data; each class gives the same share to the test set.

    Nobody writes to them: equal data are drawn once for all runs. Raises ValueError where the split
    leaves a class fewer than 2 points to train on or none to test on.
    """
    return _drawn(config.dataset, config.samples, config.noise, config.test_fraction, config.seed)


@lru_cache(64)
def _drawn(key: str, count: int, noise: float, test_fraction: float, seed: int) -> Samples:
    dataset = DATASETS[key]
    x, y = dataset.make(count, noise, seed)
    order = np.random.RandomState(seed).permutation(len(y))
    x, y = x[order].astype(np.float32), y[order]
    is_test = np.zeros(len(y), dtype=bool)
    for k in range(dataset.classes):
        mine = np.flatnonzero(y == k)
        tests = round(test_fraction * len(mine))
        if tests < 1 or len(mine) - tests < 2:
            raise ValueError(
                f"a test share of {test_fraction:g} of {count} points leaves class "
                f"{k} with {len(mine) - tests} to train on and {tests} to test on; take more "
                "points or another share"
            )
        is_test[mine[:tests]] = True
    points = torch.from_numpy(x), torch.from_numpy(y)
    train, test = torch.from_numpy(~is_test), torch.from_numpy(is_test)
    extent = float(np.abs(x).max()) * 1.08
    return Samples(points[0][train], points[1][train], points[0][test], points[1][test], extent)
