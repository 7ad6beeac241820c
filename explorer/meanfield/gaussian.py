"""Averages of a function over Gaussian input, exact to rounding, with or without kinks.

Gauss–Legendre panels weighted with the normal density, and every kink or jump is a panel's edge:
Gauss–Hermite rules converge only like 1/n there.
A wave of wavelength λ is exact up to √q = 3 λ; from √q = 10 λ its mean square is off by up to 1 %.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from explorer.activations import Activation, Function
from explorer.words import number

REACH = 12.0  # the density beyond is below 1e-31
ORDER = 10  # points in a panel
CHUNK = 2_000_000  # points evaluated at once

# 1/√|x| grows by this much from 1e-6 to 1e-12 of its pole; what grows faster has no mean square.
POLE = 900.0


class MeanFieldError(ValueError):
    """The question has no answer; one sentence says why, with the values."""


@dataclass(frozen=True)
class Bound:
    """An activation with its parameters fixed, and the points where it or its slope jumps."""

    activation: Activation
    parameters: dict[str, float]
    kinks: Tensor  # (J,) float64, ascending

    def f(self, x: Tensor) -> Tensor:
        """The function."""
        return self.activation.f(x, **self.parameters)

    def df(self, x: Tensor) -> Tensor:
        """Its slope."""
        return self.activation.df(x, **self.parameters)


def bind(activation: Activation, parameters: dict[str, float]) -> Bound:
    """Fix the parameters and find the kinks; raises MeanFieldError on an unknown parameter."""
    for name in parameters:
        if name not in activation.defaults:
            known = ", ".join(activation.defaults) or "none"
            raise MeanFieldError(f"{activation.label} has no parameter {name!r}; it has {known}")
    chosen = activation.defaults | parameters
    places = sorted({kink.at for kink in activation.kinks(**chosen) if kink.order <= 1})
    return Bound(activation, parameters, torch.tensor(places, dtype=torch.float64))


_POINTS, _WEIGHTS = (torch.from_numpy(a) for a in np.polynomial.legendre.leggauss(ORDER))

# Panels narrow towards 0, because a function's own scale may be far below that of its input.
_NEAR_0 = 2.0 ** -np.arange(3.0, 18.0)
_HALF = np.concatenate([_NEAR_0, np.arange(0.25, 5, 0.25), np.arange(5, REACH + 0.5, 0.5)])
_EDGES = torch.from_numpy(np.concatenate([-_HALF, [0.0], _HALF]))


def rule(edges: Tensor) -> tuple[Tensor, Tensor]:
    """Points z and weights of E[g(z)] = Σ weight · g(z), z ~ N(0, 1), both (…, (E − 1) · ORDER).

    `edges` (…, E) are the panels' ends, ascending.
    """
    half = edges.diff(dim=-1).unsqueeze(-1) / 2
    middle = (edges[..., 1:] + edges[..., :-1]).unsqueeze(-1) / 2
    z = (middle + half * _POINTS).flatten(-2)
    density = torch.exp(z.square() / -2) / math.sqrt(2 * math.pi)
    return z, (half * _WEIGHTS).flatten(-2) * density


def mean_square(bound: Bound, g: Function, variances: Tensor) -> Tensor:
    """E g(√q z)² for every variance q > 0 (Q,), where g is `bound.f` or `bound.df`: (Q,) float64.

    ∞ where the moment is infinite, or needs input more than REACH deviations out. A jump counts
    with the slope beside it, as in training. Raises MeanFieldError where g is not a number.
    """
    rows = max(1, CHUNK // (ORDER * (len(_EDGES) + len(bound.kinks))))
    moments = torch.cat([_mean_square(bound, g, chunk) for chunk in variances.split(rows)])
    for side in (-1.0, 1.0):
        close, further = g(bound.kinks + side * 1e-12).abs(), g(bound.kinks + side * 1e-6).abs()
        if (close > POLE * (1 + further)).any():
            return torch.full_like(moments, torch.inf)
    return moments


def _mean_square(bound: Bound, g: Function, variances: Tensor) -> Tensor:
    deviation = variances.sqrt().unsqueeze(-1)  # (Q, 1)
    kinks = (bound.kinks / deviation).clamp(-REACH, REACH)  # (Q, J)
    edges = torch.cat([_EDGES.expand(len(variances), -1), kinks], dim=-1).sort(dim=-1).values
    z, weight = rule(edges)
    x = deviation * z
    value = g(x)
    if value.isnan().any():
        raise MeanFieldError(
            f"{bound.activation.label} is not a number at x = {number(x[value.isnan()][0].item())}"
        )
    share = value.square() * weight
    total = share.sum(dim=-1)
    tail = (share * (z.abs() > REACH - 0.5)).sum(dim=-1)
    # Where only the far tail is past a threshold, all of a moment near 0 lies there.
    broken = ~total.isfinite() | ((tail > 1e-9 * total) & (total > 1e-15))
    return total.masked_fill(broken, torch.inf)
