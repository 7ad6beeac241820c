"""The registry of data sets: points on a plane, in classes, with labels, or with a number each."""

from typing import Any

import numpy as np

from explorer.choices.gates import GATES
from explorer.choices.given import given
from explorer.choices.labelled import LABELLED
from explorer.choices.points import Dataset, Points, disturbed, even_labels
from explorer.choices.regressions import REGRESSIONS
from explorer.choices.shipped import SHIPPED

FACTOR = 0.5  # radius of the inner of the two circles, in radii of the outer one


def _circles(n: int, noise: float, random: np.random.RandomState, factor: float = FACTOR) -> Any:
    from sklearn.datasets import make_circles

    return make_circles(n, noise=noise, factor=factor, random_state=random)


def _moons(n: int, noise: float, random: np.random.RandomState) -> Any:
    from sklearn.datasets import make_moons

    return make_moons(n, noise=noise, random_state=random)


def _xor(n: int, noise: float, random: np.random.RandomState) -> Points:
    y = even_labels(n, 2)
    x = random.uniform(0.08, 1.0, (n, 2)) * random.choice([-1.0, 1.0], (n, 1))
    x[:, 1] *= np.where(y == 0, 1.0, -1.0)
    return disturbed(x, noise, random), y


def _arms(n: int, noise: float, random: np.random.RandomState, arms: int, turns: float) -> Points:
    y = even_labels(n, arms)
    radius = np.sqrt(random.uniform(0.01, 1.0, n))
    angle = 2 * np.pi * (turns * radius + y / arms)
    x = radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return disturbed(x, noise / 3, random), y


def _spirals(n: int, noise: float, random: np.random.RandomState) -> Points:
    return _arms(n, noise, random, arms=2, turns=1.25)


def _three_arms(n: int, noise: float, random: np.random.RandomState) -> Points:
    return _arms(n, noise, random, arms=3, turns=0.75)


def _bumps(n: int, noise: float, random: np.random.RandomState, centres: np.ndarray) -> Any:
    from sklearn.datasets import make_blobs

    return make_blobs(n, centers=centres, cluster_std=0.15 + noise, random_state=random)[:2]


def _gaussians(n: int, noise: float, random: np.random.RandomState) -> Points:
    return _bumps(n, noise, random, np.array([[-1.0, -1.0], [1.0, 1.0]]))


def _ring_of(count: int, radius: float = 1.0) -> np.ndarray:
    """Places (count, 2) on a circle, the first on top."""
    angle = 2 * np.pi * np.arange(count) / count + np.pi / 2
    return radius * np.column_stack([np.cos(angle), np.sin(angle)])


def _blobs(n: int, noise: float, random: np.random.RandomState) -> Points:
    return _bumps(n, noise, random, _ring_of(5))


def _ten_blobs(n: int, noise: float, random: np.random.RandomState) -> Points:
    return _bumps(n, noise, random, np.concatenate([_ring_of(3, 0.8), _ring_of(7, 2.0)]))


def _linear(n: int, noise: float, random: np.random.RandomState) -> Points:
    y = even_labels(n, 2)
    x = random.uniform(-1.0, 1.0, (n, 2))
    across = np.array([1.0, 1.0]) / np.sqrt(2)
    distance = x @ across
    side = np.where(y == 0, -1.0, 1.0) * (0.08 + np.abs(distance))
    return disturbed(x + (side - distance)[:, None] * across, noise, random), y


def _rings(n: int, noise: float, random: np.random.RandomState) -> Points:
    y = even_labels(n, 3)
    angle = random.uniform(0.0, 2 * np.pi, n)
    x = ((1 + y) / 3)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return disturbed(x, noise / 2, random), y


def _checkerboard(n: int, noise: float, random: np.random.RandomState) -> Points:
    y = even_labels(n, 2)
    cell = random.randint(0, 4, (n, 2))
    cell[:, 1] += (cell.sum(axis=1) + y) % 2 * np.where(cell[:, 1] == 3, -1, 1)
    x = (cell + random.uniform(0.04, 0.96, (n, 2))) / 2 - 1
    return disturbed(x, noise / 2, random), y


_ENTRIES = (
    Dataset(
        "circles",
        "Circles",
        2,
        "One class inside the other: no line separates them.",
        _circles,
        factored=True,
    ),
    Dataset("moons", "Moons", 2, "Two half circles that reach into each other.", _moons),
    Dataset("xor", "XOR", 2, "Opposite quadrants share a class.", _xor),
    Dataset("spirals", "Spirals", 2, "Two arms, each wound around the other.", _spirals),
    Dataset("gaussians", "Gaussians", 2, "Two clouds: one line is enough.", _gaussians),
    Dataset("linear", "Linear", 2, "A gap along the diagonal: one line is enough.", _linear),
    Dataset(
        "checkerboard", "Checkerboard", 2, "Sixteen cells of alternating class.", _checkerboard
    ),
    Dataset("blobs", "Blobs", 5, "Five clouds on a ring.", _blobs),
    Dataset("rings", "Rings", 3, "Three rings, one inside the other.", _rings),
    Dataset("three_arms", "Three-arm spirals", 3, "Three arms wound together.", _three_arms),
    Dataset("ten_blobs", "Ten clouds", 10, "Ten clouds: three inside, seven around.", _ten_blobs),
    *GATES,
    *LABELLED,
    *REGRESSIONS,
    *SHIPPED,
)

DATASETS: dict[str, Dataset] = {entry.key: entry for entry in _ENTRIES}
# Those whose points lie on the plane in classes.
CLASSED = {
    key: one
    for key, one in DATASETS.items()
    if one.problem in ("binary", "classes") and not one.rows
}


def get(key: str) -> Dataset:
    """The data set of a key, in the registry or of somebody's own; see `explorer.choices.given`.

    Raises ValueError, with the value in the sentence, where there is none.
    """
    if key in DATASETS:
        return DATASETS[key]
    if (own := given(key)) is not None:
        return own
    raise ValueError(f"unknown data set {key!r}; expected one of {', '.join(DATASETS)}")
