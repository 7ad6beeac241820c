"""Losses of one weight over a few points, as curves: convex ones, and one with a second minimum."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

GRID = 2001  # samples of the window in which minima are sought
SPEEDS = ("small", "right", "large")  # what the three rates of a landscape are called in a link
STEPS = 60  # of a ball on one, at most


@dataclass(frozen=True)
class Landscape:
    """The loss of one weight w, the mean over points; `model` and `loss` are LaTeX.

    `low` and `high` are the window in which it is shown, `start` where a ball begins, and `rates`
    learning rates of plain gradient descent that are too small, right and too large from there.
    """

    key: str
    label: str
    model: str
    loss: str
    points: tuple[tuple[float, float], ...]  # (x, y)
    each: Callable[[Tensor, Tensor], Tensor]  # of w·x and y, the loss of a point
    low: float
    high: float
    start: float
    rates: tuple[float, float, float]
    remark: str

    def __call__(self, w: Tensor) -> Tensor:
        """The loss at weights w of any shape, in their dtype."""
        x, y = self._columns
        return self.each(w[..., None] * x.to(w.dtype), y.to(w.dtype)).mean(dim=-1)

    @cached_property
    def _columns(self) -> tuple[Tensor, Tensor]:
        """x and y of the points, (N,) float64 both."""
        x, y = torch.tensor(self.points, dtype=torch.float64).T
        return x, y

    def curve(self, samples: int = 401) -> tuple[np.ndarray, np.ndarray]:
        """w (samples,) over the window and the loss there, float64."""
        w = torch.linspace(self.low, self.high, samples, dtype=torch.float64)
        return w.numpy(), self(w).numpy()

    @cached_property
    def minima(self) -> tuple[tuple[float, float], ...]:
        """Each (w, loss) inside the window that is lower than all around it, the lowest first."""
        from scipy.optimize import minimize_scalar

        def loss(w: float) -> float:
            return float(self(torch.tensor(w, dtype=torch.float64)))

        w, values = self.curve(GRID)
        inner = values[1:-1]
        found = []
        for place in np.flatnonzero((inner < values[:-2]) & (inner <= values[2:])):
            near: tuple[float, float] = (w[place], w[place + 2])
            least = minimize_scalar(loss, bounds=near, method="bounded", options={"xatol": 1e-10})
            found.append((float(least.x), float(least.fun)))  # type: ignore[attr-defined]
        return tuple(sorted(found, key=lambda one: one[1]))

    @cached_property
    def convex(self) -> bool:
        """Whether the curve bends upward all over the window, found by its second differences."""
        _, values = self.curve(GRID)
        return bool((np.diff(values, 2) > 0).all())


def _logistic(z: Tensor, y: Tensor) -> Tensor:
    return F.softplus(z) - y * z


_ENTRIES = (
    Landscape(
        "linear",
        "Linear regression",
        r"\hat{y} = w x",
        r"(\hat{y} - y)^2",
        ((1.0, 1.2), (2.0, 2.1), (-1.0, -0.6)),
        lambda z, y: (z - y) ** 2,
        -3.0,
        5.0,
        -2.0,
        (0.01, 0.2, 0.6),
        "A parabola. A step overshoots from a learning rate of 1/L″ on, and from 2/L″ on each step "
        "lands farther away than it started.",
    ),
    Landscape(
        "logistic",
        "Logistic regression",
        r"\hat{y} = \sigma(w x)",
        r"-y \ln \hat{y} - (1 - y) \ln(1 - \hat{y})",
        ((-2.0, 0.0), (-1.0, 0.0), (-0.5, 1.0), (0.5, 0.0), (1.0, 1.0), (2.0, 1.0)),
        _logistic,
        -6.0,
        8.0,
        -4.0,
        (0.05, 2.0, 16.0),
        "Convex: one minimum, and every start leads to it. Far away the slope is nearly constant, "
        "because a wrong answer pulls with a slope of 1.",
    ),
    Landscape(
        "tanh",
        "One tanh unit",
        r"\hat{y} = \tanh(w x)",
        r"(\hat{y} - y)^2",
        ((0.5, 0.6), (0.4, 0.7), (3.0, -0.6)),
        lambda z, y: (torch.tanh(z) - y) ** 2,
        -3.0,
        5.0,
        3.0,
        (0.05, 10.0, 60.0),
        "Not convex: two minima, and a start on the right ends in the higher one. Far away tanh is "
        "flat, the slope is next to 0, and a ball there hardly moves.",
    ),
)

LANDSCAPES: dict[str, Landscape] = {entry.key: entry for entry in _ENTRIES}
