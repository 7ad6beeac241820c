"""Points of one input with a line to set by hand, and how likely a model makes them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch

from explorer.choices.losses import LOSSES
from explorer.choices.regressions import ADMISSION, PASSED

POINTS = 30  # that pass or do not
MEASURED = 12  # numbers around a mean
GOALS = {"bernoulli": "bce", "gauss": "mse"}  # what points are said to be → the loss that follows


class Likelihood(NamedTuple):
    """The natural logarithm of the likelihood of N points, and their mean loss."""

    log: float
    loss: float


@dataclass(frozen=True)
class Parameter:
    """A number of a model that is set by hand: where it starts, and its slider's ends."""

    name: str
    start: float
    low: float
    high: float
    step: float
    remark: str


@dataclass(frozen=True)
class Study:
    """Points of one input from `low` to `high` that are 1 with a chance of σ(mx + n).

    `truth` are the m and n that the points are drawn with.
    """

    key: str
    label: str
    axis: str
    unit: str
    event: str
    low: float
    high: float
    truth: tuple[float, float]
    m: Parameter
    n: Parameter

    def points(self, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """x (N,) and y (N,), 0 or 1, float64: the first draw that has a fit within the sliders."""
        return _points(self.key, seed)

    def holds(self, m: float, n: float) -> bool:
        """Whether both sliders reach these."""
        return self.m.low <= m <= self.m.high and self.n.low <= n <= self.n.high


_SLOPE = "m, slope: how z grows with x"
_SHIFT = "n, intercept: z at x = 0"
_ENTRIES = (
    Study(
        "hours",
        "Hours of study → passed",
        "hours of study",
        "hour",
        "passed",
        0.0,
        8.0,
        (1.2, -4.8),
        Parameter("m", 0.5, -1.0, 3.0, 0.01, _SLOPE),
        Parameter("n", -1.0, -12.0, 4.0, 0.05, _SHIFT),
    ),
    Study(
        "grades",
        "Grade average → admission",
        "grade average, 1 is best",
        "grade",
        "admitted",
        1.0,
        4.0,
        (-ADMISSION, ADMISSION * PASSED),
        Parameter("m", -1.0, -8.0, 2.0, 0.02, _SLOPE),
        Parameter("n", 4.0, -4.0, 20.0, 0.1, _SHIFT),
    ),
)
STUDIES: dict[str, Study] = {entry.key: entry for entry in _ENTRIES}

AROUND, SPREAD = 5.0, 1.5  # of the numbers that are measured
MEAN = Parameter("mean", 3.0, 0.0, 10.0, 0.05, "μ, mean: what is said of all")
SIGMA = Parameter("sigma", SPREAD, 0.8, 3.0, 0.05, "σ, spread: held, not looked for")


@lru_cache(maxsize=64)
def _points(key: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    study, random = STUDIES[key], np.random.RandomState(seed)
    m, n = study.truth
    while True:
        x = np.sort(random.uniform(study.low, study.high, POINTS)).round(2)
        y = (random.uniform(size=POINTS) < 1 / (1 + np.exp(-(m * x + n)))).astype(float)
        if overlap(x, y) and study.holds(*fit(x, y)):
            return x, y


def numbers(seed: int) -> np.ndarray:
    """MEASURED numbers y (N,), float64, drawn from a Gauss curve, all on the axis."""
    drawn = np.random.RandomState(seed).normal(AROUND, SPREAD, MEASURED)
    return drawn.clip(MEAN.low, MEAN.high).round(2)


def overlap(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether no place on the axis parts the points (N,) that are 0 from those that are 1."""
    zeros, ones = x[y == 0], x[y == 1]
    if not (len(zeros) and len(ones)):
        return False
    return bool(zeros.max() > ones.min() and ones.max() > zeros.min())


def fit(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The m and n that scikit-learn finds most likely for x (N,) and y (N,), without a penalty.

    Raises ValueError where the points do not overlap: there the likelihood has no highest point.
    """
    from sklearn.linear_model import LogisticRegression

    if not overlap(x, y):
        raise ValueError("the points of the two labels do not overlap: the steeper, the likelier")
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10)
    model.fit(x[:, None], y)
    return tuple(np.append(model.coef_, model.intercept_).tolist())


def bernoulli(m: float, n: float, x: np.ndarray, y: np.ndarray) -> Likelihood:
    """Of labels y (N,) that are 1 with a chance of σ(mx + n), and their BCE."""
    z = m * x + n
    chances = np.where(y == 1, -np.logaddexp(0, -z), -np.logaddexp(0, z))
    return Likelihood(float(chances.sum()), _mean("bernoulli", z, y))


def gauss(mean: float, sigma: float, y: np.ndarray) -> Likelihood:
    """Of numbers y (N,) drawn from a Gauss curve around the mean, and their MSE."""
    density = -(((y - mean) / sigma) ** 2) / 2 - np.log(sigma * np.sqrt(2 * np.pi))
    return Likelihood(float(density.sum()), _mean("gauss", np.full_like(y, mean), y))


def _mean(model: str, z: np.ndarray, y: np.ndarray) -> float:
    """The mean loss that belongs to a model, of what it says z (N,) of y (N,)."""
    said, asked = torch.from_numpy(z)[None, :, None], torch.from_numpy(y)[:, None]
    return LOSSES[GOALS[model]].mean(said, asked).item()
