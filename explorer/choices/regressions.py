"""Points with a number each: curves over one input, and surfaces over the plane."""

from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.choices.points import Dataset, Points

PASSED = 2.7  # the grade average at which half are admitted
TOP, BOTTOM, WIDTH = np.array([0.5, 0.4]), np.array([-0.45, -0.4]), 0.12  # of hill and hollow
ADMISSION = 4.0  # how fast the share falls with the average


def _curve(value: Callable[[np.ndarray], np.ndarray], low: float, high: float) -> Any:
    """A maker of x (n, 1) between low and high, with the curve's value and noise on it."""

    def draw(n: int, noise: float, random: np.random.RandomState) -> Points:
        x = random.uniform(low, high, n)
        return x[:, None], value(x) + noise * random.standard_normal(n)

    return draw


def _admitted(n: int, noise: float, random: np.random.RandomState) -> Points:
    x = random.uniform(1.0, 4.0, n)
    share = 1 / (1 + np.exp(ADMISSION * (x - PASSED)))
    return x[:, None], np.clip(share + noise * random.standard_normal(n), 0.0, 1.0)


def _surface(value: Callable[[np.ndarray], np.ndarray]) -> Any:
    """A maker of x (n, 2) on a square, with the surface's value and noise on it."""

    def draw(n: int, noise: float, random: np.random.RandomState) -> Points:
        x = random.uniform(-1.0, 1.0, (n, 2))
        return x, value(x) + noise * random.standard_normal(n)

    return draw


def _hills(x: np.ndarray) -> np.ndarray:
    """A hill and a hollow of a Gauss curve's shape."""
    hill, hollow = (np.exp(-((x - at) ** 2).sum(axis=1) / WIDTH) for at in (TOP, BOTTOM))
    return hill - hollow


REGRESSIONS = (
    Dataset(
        "wave",
        "Wave",
        1,
        "A number y for one input x: sin x over one and a half periods.",
        _curve(np.sin, -1.5 * np.pi, 1.5 * np.pi),
        kind="regression",
        axes=1,
        low=-1.0,
        high=1.0,
    ),
    Dataset(
        "step",
        "Step",
        1,
        "A number y for one input x: −½ on the left, ½ on the right, with a jump between.",
        _curve(lambda x: np.where(x < 0, -0.5, 0.5), -1.0, 1.0),
        kind="regression",
        axes=1,
        low=-1.0,
        high=1.0,
    ),
    Dataset(
        "admission",
        "Admission",
        1,
        "A share from 0 to 1 for one input: how many are admitted, by their grade average.",
        _admitted,
        kind="regression_unit",
        axes=1,
    ),
    Dataset(
        "slope",
        "Tilted plane",
        1,
        "A number for each point of the plane, which rises along the diagonal.",
        _surface(lambda x: x.sum(axis=1) / 2),
        kind="regression",
        low=-1.0,
        high=1.0,
    ),
    Dataset(
        "hills",
        "Hill and hollow",
        1,
        "A number for each point of the plane: a hill, and a hollow across from it.",
        _surface(_hills),
        kind="regression",
        low=-1.0,
        high=1.0,
    ),
)
