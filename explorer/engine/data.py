"""The points of a run: drawn, split in three shares and ready for the networks."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import torch
from torch import Tensor

from explorer.choices.datasets import Dataset, get
from explorer.choices.given import is_drawn, is_table
from explorer.choices.inputs import features
from explorer.choices.planes import plane_of, projected
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
    order of the shares: of a regression over one input the value stands upright there, and of more
    than two inputs they are projected to the `plane`, (3, F): its origin and its two directions.
    """

    x_train: Tensor
    y_train: Tensor
    x_validation: Tensor
    y_validation: Tensor
    x_test: Tensor
    y_test: Tensor
    places: Tensor  # (N, 2) float32
    extent: float  # half the side of the square that holds all points
    rows: Tensor  # (N,) int64, each point's place among those that the data set made
    inputs: tuple[str, ...]  # keys of FEATURES, or names of a table's columns
    plane: Tensor | None = None  # (3, F) float32; None where a place is a point itself

    def share(self, name: str) -> tuple[Tensor, Tensor]:
        """x and y of one of SHARES."""
        return getattr(self, f"x_{name}"), getattr(self, f"y_{name}")

    def given(self, places: Tensor) -> Tensor:
        """What a network is given (N, F) at places (N, 2) of the square."""
        if self.plane is None:
            return features(places, self.inputs)
        return self.plane[0] + places @ self.plane[1:]

    def square(self, grid: int) -> Tensor:
        """Places (grid², 2) all over the square that is shown, row after row from the bottom."""
        axis = torch.linspace(-self.extent, self.extent, grid)
        up, across = torch.meshgrid(axis, axis, indexing="ij")
        return torch.stack([across.flatten(), up.flatten()], dim=1)

    def to(self, device: str, dtype: torch.dtype = torch.float32) -> "Samples":
        """The same points on a device, with numbers of this kind."""
        points = {
            name: t.to(device, dtype if t.is_floating_point() else t.dtype)
            for name, t in vars(self).items()
            if isinstance(t, Tensor)
        }
        return replace(self, **points)


class _Asked(NamedTuple):
    """What of a config decides which points there are, and how they are shown."""

    dataset: str
    samples: int
    noise: float
    class_share: float | None
    factor: float
    raw: bool
    validation_fraction: float
    test_fraction: float
    features: tuple[str, ...]
    plane: tuple[int, ...]
    seed: int


def sample(config: RunConfig) -> Samples:
    """Draw the run's data; each class gives the same share to validation and test.

    A table or drawing that is too small for shares of their own has all points in all three.
    Nobody writes to them: equal data are drawn once for all runs. Raises ValueError, with the value
    in the sentence, where the split leaves a class fewer than 2 points to train on or none to
    validate or to test on.
    """
    seed = config.seed if config.data_seed is None else config.data_seed
    asked = _Asked._make([*(getattr(config, name) for name in _Asked._fields[:-1]), seed])
    if not is_table(config.dataset):
        return _split_once(asked)
    before = _OF_TABLES.get(config.data)
    found = before[1] if before and before[0] == asked else _split_anew(asked)
    _OF_TABLES[config.data] = asked, found
    return found


def _split_anew(asked: _Asked) -> Samples:
    dataset, seed = get(asked.dataset), asked.seed
    drawn = asked.samples, asked.noise, seed, asked.class_share, asked.factor, not asked.raw
    x, y = dataset.make(*drawn)
    order = _order(asked.dataset, len(y), seed)
    x, y = x[order].astype(np.float32), y[order]
    shares = _shares(dataset, y, (asked.validation_fraction, asked.test_fraction))
    whole = y.dtype == np.int64
    numbers = torch.from_numpy(y if whole else y.astype(np.float32))
    plane = plane_of(x, asked.plane) if dataset.axes > 2 else None
    points = torch.from_numpy(x)
    given = points if plane is not None else features(points, asked.features)
    parts = {}
    for index, name in zip(shares, SHARES, strict=True):
        parts |= {f"x_{name}": given[index], f"y_{name}": numbers[index]}
    flat = x if plane is None else projected(x, plane)
    extent = dataset.extent or float(np.abs(flat).max()) * RIM or 1.0
    everyone = np.concatenate(shares)
    return Samples(
        **parts,
        places=torch.from_numpy(_places(dataset, flat, y, extent)[everyone]),
        rows=torch.from_numpy(order[everyone]),
        extent=extent,
        inputs=asked.features,
        plane=None if plane is None else torch.from_numpy(plane),
    )


_split_once = lru_cache(64)(_split_anew)
# Of a table of somebody's own the last that was asked for: it does not outlive the table.
_OF_TABLES: WeakKeyDictionary[Dataset, tuple[_Asked, Samples]] = WeakKeyDictionary()


def _order(key: str, count: int, seed: int) -> np.ndarray:
    """The order in which points are dealt out: shuffled, or as they were drawn by hand."""
    return np.arange(count) if is_drawn(key) else np.random.RandomState(seed).permutation(count)


def _first(count: int, fractions: tuple[float, float]) -> np.ndarray:
    """The shares of so many shuffled points, by their places in SHARES: the first ones to test."""
    others, tests = (round(part * count) for part in fractions)
    return np.repeat([2, 1, 0], [tests, others, max(0, count - tests - others)])[:count]


def _in_turn(count: int, fractions: tuple[float, float]) -> np.ndarray:
    """The same of points as they were drawn: one more leaves those before it in their shares."""
    dealt = np.zeros(count, dtype=np.int64)
    for n in range(count):
        due = [
            int((n + 1) * part + 0.5) > np.sum(dealt == k) for k, part in enumerate(fractions, 1)
        ]
        dealt[n] = 2 if due[1] else int(due[0])
    return dealt


def _places(dataset: Dataset, x: np.ndarray, y: np.ndarray, extent: float) -> np.ndarray:
    """Where the points lie in the square that is shown, (N, 2) float32."""
    if dataset.axes >= 2:
        return x
    return np.column_stack([x[:, 0], CURVE_HEIGHT * extent * dataset.upright(y)]).astype(np.float32)


def _shares(dataset: Dataset, y: np.ndarray, fractions: tuple[float, float]) -> list[np.ndarray]:
    """The indices of the points to train on, to validate and to test on, in rising order."""
    share, count = np.zeros(len(y), dtype=np.int64), len(y)
    by_class = y if dataset.problem in ("binary", "classes") else np.zeros(count)
    for k in range(dataset.classes if by_class is y else 1):
        index = np.flatnonzero(by_class == k)
        dealt = (_in_turn if is_drawn(dataset.key) else _first)(len(index), fractions)
        train, others, tests = np.bincount(dealt, minlength=len(SHARES))
        if min(tests, others) < 1 or train < LEAST:
            if dataset.rows:
                return [np.arange(count)] * len(SHARES)
            who = f"class {k}" if by_class is y else "the run"
            raise ValueError(
                f"shares of {fractions[0]:g} to validate and {fractions[1]:g} to test of {count} "
                f"points leave {who} with {train} to train on, "
                f"{others} to validate and {tests} to test on; take more points or other shares"
            )
        share[index] = dealt
    return [np.flatnonzero(share == place) for place in range(len(SHARES))]
