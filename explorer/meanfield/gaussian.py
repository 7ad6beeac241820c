"""Mean squares of a function over Gaussian input, for every variance from one set of samples.

E f(√q z)² = ∫ f(x)² φ(x/√q)/√q dx: f is sampled once, on panels that widen with |x| and end at
every kink, and each q weights the samples anew. Exact to rounding for what changes no faster than
the panels are wide, a quarter as far as |x| = 12 and |x|/6 far out; a faster wave's mean square is
off by up to 1 %.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from explorer.activations import Activation
from explorer.numerics.quadrature import Array, points
from explorer.words import number

REACH = 12.0  # the density beyond is below 1e-31
MOST_DEVIATION = 1e4
CHUNK = 100_000  # samples weighted at once, which stay in a cache
NORMAL = 1 / math.sqrt(2 * math.pi)

# 1/√|x| grows by this much from 1e-6 to 1e-12 of its pole; what grows faster has no mean square.
POLE = 900.0

EDGES = np.concatenate([
    [0.0],
    2.0 ** np.arange(-28, 0.5, 0.25),
    np.arange(1.5, 12.1, 0.25),
    np.arange(13, 64.5, 1.0),
    2.0 ** np.arange(6.25, np.log2(REACH * MOST_DEVIATION) + 0.25, 0.25),
])  # fmt: skip


class MeanFieldError(ValueError):
    """The question has no answer; one sentence says why, with the values."""


@dataclass(frozen=True, eq=False)
class Bound:
    """An activation with its parameters fixed, and the points where it or its slope jumps."""

    activation: Activation
    parameters: dict[str, float]
    kinks: Array  # (J,), ascending

    def f(self, x: Array) -> Array:
        """The function."""
        return self.activation.f(torch.from_numpy(x), **self.parameters).numpy()

    def df(self, x: Array) -> Array:
        """Its slope."""
        return self.activation.df(torch.from_numpy(x), **self.parameters).numpy()

    def mean_squares(self, variances: Array) -> Array:
        """E f(√q z)² and E f′(√q z)² for every variance q > 0 (Q,): (2, Q).

        ∞ where the moment is infinite, or needs input more than REACH deviations out. A jump counts
        with the slope beside it, as in training. Raises MeanFieldError where f is not a number.
        """
        rows = max(1, CHUNK // len(self._samples[0]))
        parts = np.split(variances, range(rows, len(variances), rows))
        return np.concatenate([self._averages(part) for part in parts], axis=1)

    @cached_property
    def _samples(self) -> tuple[Array, Array, Array, Array]:
        """Points x (X,), f² and f′² at x and −x, weighted and 0 where they are not finite (2, X),
        and the first point at which each is not a number, and infinite, both (2,)."""
        x, weight = points(np.unique(np.concatenate([EDGES, np.abs(self.kinks)])))
        both = np.concatenate([x, -x])
        with np.errstate(over="ignore"):
            squares = np.square([self.f(both), self.df(both)]).reshape(2, 2, -1).sum(axis=1)
        weighted = np.where(np.isfinite(squares), squares, 0.0) * weight * NORMAL
        return x, weighted, _first(np.isnan(squares)), _first(np.isinf(squares))

    @cached_property
    def _poles(self) -> Array:
        """Whether f and f′ grow too fast beside a kink for their squares to have a mean, (2,)."""
        found = np.zeros(2, dtype=bool)
        for side in (-1.0, 1.0):
            for index, g in enumerate((self.f, self.df)):
                close, further = (np.abs(g(self.kinks + side * gap)) for gap in (1e-12, 1e-6))
                found[index] |= (close > POLE * (1 + further)).any()
        return found

    def _averages(self, variances: Array) -> Array:
        x, weighted, undefined, infinite = self._samples
        deviation = np.sqrt(variances)  # (Q,)
        last = np.searchsorted(x, REACH * deviation)
        used = int(last.max(initial=0))
        if used > undefined.min():
            at = float(x[undefined.min()])
            at = at if np.isnan(self.f(np.array([at]))[0]) else -at
            raise MeanFieldError(f"{self.activation.label} is not a number at x = {number(at)}")
        z = x[:used] / deviation[:, None]  # (Q, X)
        share = np.exp(z * z * -0.5)
        total = weighted[:, :used] @ share.T / deviation  # (2, Q)
        share *= z > REACH - 0.5
        tail = weighted[:, :used] @ share.T / deviation
        # Where only the far tail is past a threshold, all of a moment near 0 lies there.
        broken = (tail > 1e-9 * total) & (total > 1e-15)
        broken |= (last > infinite[:, None]) | self._poles[:, None]
        return np.where(broken, np.inf, total)


def _first(there: Array) -> Array:
    """The first column of each row (K, X) where it is true; X where nowhere: (K,)."""
    return np.where(there.any(axis=1), there.argmax(axis=1), there.shape[1])


def bind(activation: Activation, parameters: dict[str, float]) -> Bound:
    """Fix the parameters and find the kinks; raises MeanFieldError on an unknown parameter."""
    for name in parameters:
        if name not in activation.defaults:
            known = ", ".join(activation.defaults) or "none"
            raise MeanFieldError(f"{activation.label} has no parameter {name!r}; it has {known}")
    chosen = activation.defaults | parameters
    places = sorted({kink.at for kink in activation.kinks(**chosen) if kink.order <= 1})
    return Bound(activation, parameters, np.array(places, dtype=float))
