"""The points of a run: drawn, split in three shares and ready for the networks."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from explorer.choices.datasets import DATASETS, Dataset
from explorer.choices.inputs import features
from explorer.choices.points import CURVE_HEIGHT
from explorer.config import RunConfig

LEAST = 2  # points of each class to train on
SHARES = ("train", "validation", "test")
RIM = 1.08  # half the side of the square shown, in units of the farthest point


@dataclass(frozen=True)
class Samples:
    """Points of a run in three shares, each as what a network is given, x, and its target, y.

    x is (N, F) float32; y is (N,) int64 of classes, (N, K) int64 of several labels, and (N,)
    float32 of a regression. `places` are those of all points in the square that is shown, in the
    order of the shares: of a regression over one input the value stands upright there.
    """

    x_train: Tensor
    y_train: Tensor
    x_validation: Tensor
    y_validation: Tensor
    x_test: Tensor
    y_test: Tensor
    places: Tensor  # (N, 2) float32
    extent: float  # half the side of the square that holds all points

    def share(self, name: str) -> tuple[Tensor, Tensor]:
        """x and y of one of SHARES."""
        return getattr(self, f"x_{name}"), getattr(self, f"y_{name}")

    def to(self, device: str) -> "Samples":
        """The same points on a device."""
        points = {name: t.to(device) for name, t in vars(self).items() if isinstance(t, Tensor)}
        return replace(self, **points)


def sample(config: RunConfig) -> Samples:
    """Draw the run's data; each class gives the same share to validation and test.

    Nobody writes to them: equal data are drawn once for all runs. Raises ValueError, with the value
    in the sentence, where the split leaves a class fewer than 2 points to train on or none to
    validate or to test on.
    """
    seed = config.seed if config.data_seed is None else config.data_seed
    fractions = config.validation_fraction, config.test_fraction
    share, inputs = config.class_share, config.features
    return _drawn(config.dataset, config.samples, config.noise, share, fractions, inputs, seed)


@lru_cache(64)
def _drawn(
    key: str,
    count: int,
    noise: float,
    class_share: float | None,
    fractions: tuple[float, float],
    inputs: tuple[str, ...],
    seed: int,
) -> Samples:
    dataset = DATASETS[key]
    x, y = dataset.make(count, noise, seed, class_share)
    order = np.random.RandomState(seed).permutation(len(y))
    x, y = x[order].astype(np.float32), y[order]
    share = _split(dataset, y, fractions)
    whole = y.dtype == np.int64
    numbers = torch.from_numpy(y if whole else y.astype(np.float32))
    given = features(torch.from_numpy(x), inputs)
    parts = {}
    for place, name in enumerate(SHARES):
        mine = torch.from_numpy(share == place)
        parts |= {f"x_{name}": given[mine], f"y_{name}": numbers[mine]}
    extent = float(np.abs(x).max()) * RIM
    places = torch.from_numpy(_places(dataset, x, y, extent)[np.argsort(share, kind="stable")])
    return Samples(**parts, places=places, extent=extent)


def _places(dataset: Dataset, x: np.ndarray, y: np.ndarray, extent: float) -> np.ndarray:
    """Where the points lie in the square that is shown, (N, 2) float32."""
    if dataset.axes == 2:
        return x
    return np.column_stack([x[:, 0], CURVE_HEIGHT * extent * dataset.upright(y)]).astype(np.float32)


def _split(dataset: Dataset, y: np.ndarray, fractions: tuple[float, float]) -> np.ndarray:
    """The share (N,) of each point: 0 to train on, 1 to validate, 2 to test."""
    share, count = np.zeros(len(y), dtype=np.int64), len(y)
    by_class = y if dataset.problem in ("binary", "classes") else np.zeros(count)
    for k in range(dataset.classes if by_class is y else 1):
        index = np.flatnonzero(by_class == k)
        tests, others = (round(part * len(index)) for part in reversed(fractions))
        train = len(index) - tests - others
        if min(tests, others) < 1 or train < LEAST:
            who = f"class {k}" if by_class is y else "the run"
            raise ValueError(
                f"shares of {fractions[0]:g} to validate and {fractions[1]:g} to test of {count} "
                f"points leave {who} with {train} to train on, "
                f"{others} to validate and {tests} to test on; take more points or other shares"
            )
        share[index[:tests]], share[index[tests : tests + others]] = 2, 1
    return share
