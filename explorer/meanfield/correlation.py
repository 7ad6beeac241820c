"""How alike two inputs stay as they pass through a wide random network.

Two pre-activations of variance q* and correlation c leave a layer with correlation
(σ_w² E[f(u) f(v)] + σ_b²) / q*, whose slope at c = 1 is χ₁: below 1 every two inputs end alike,
above 1 the closest ones part. Poole et al., Exponential Expressivity in Deep Neural Networks
Through Transient Chaos, 2016, equation 5.
"""

import math

import numpy as np

from explorer.activations import Activation
from explorer.meanfield.gaussian import Bound, MeanFieldError, bind
from explorer.meanfield.variance import LOG_Q, fixed_point
from explorer.numerics.quadrature import normal_points
from explorer.words import number

REACH = 9.0
ALIKE = 1e-15  # 1 − |c| below this is treated as this

_WIDE = np.arange(-REACH, REACH + 0.5, 1.0)
_DOUBLING = 2.0 ** np.arange(-2.0, 5.0)
_AROUND_0 = np.concatenate([-_DOUBLING, [0.0], _DOUBLING])


def _panels(*edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rule whose panels end at all these edges (…, E), cut off at REACH."""
    return normal_points(np.sort(np.concatenate(edges, axis=-1).clip(-REACH, REACH)))


def _mean_product(bound: Bound, q: float, correlation: float) -> float:
    """E[f(u) f(v)] for u, v ~ N(0, q) with this correlation.

    u = √(q|c|) s + √(q(1 − |c|)) a and v = ±√(q|c|) s + √(q(1 − |c|)) a′ share only s, so the mean
    is E_s[m(s) m(±s)] with m(s) = E_a f(u): two nested one-dimensional rules, split at the kinks.
    """
    apart = max(1 - abs(correlation), ALIKE)
    shared = math.sqrt(q * max(abs(correlation), 1e-30))
    own = math.sqrt(q * apart)
    centres = np.concatenate([bound.kinks, -bound.kinks, [0.0]])
    near_kinks = (centres[:, None] + own * _AROUND_0).ravel() / shared
    s, weight = _panels(_WIDE, near_kinks, _AROUND_0 / shared)
    mean = (shared * s)[:, None]  # (S, 1)
    corners = (np.concatenate([bound.kinks, _AROUND_0]) - mean) / own  # (S, J + 15)
    a, density = _panels(np.broadcast_to(_WIDE, (len(s), len(_WIDE))), corners)
    m = (bound.f(mean + own * a) * density).sum(axis=-1)  # (S,)
    return float((weight * m * (m if correlation >= 0 else m[::-1])).sum())


class _Layer:
    """One layer at its fixed point."""

    def __init__(
        self,
        activation: Activation,
        weight_variance: float,
        bias_variance: float,
        parameters: dict[str, float],
    ) -> None:
        self.bound = bind(activation, parameters)
        self.weight, self.bias = weight_variance, bias_variance
        q = fixed_point(activation, weight_variance, bias_variance, **parameters)
        place = f"σ_w² = {number(weight_variance)}, σ_b² = {number(bias_variance)}"
        where = f"{activation.label} at {place}"
        if math.isinf(q):
            raise MeanFieldError(f"the variance of {where} grows without bound")
        self.q = max(q, math.exp(LOG_Q[0]))
        square = float(self.bound.mean_squares(np.array([self.q]))[0, 0])
        self.total = weight_variance * square + bias_variance
        if self.total == 0:
            raise MeanFieldError(f"the signal of {where} is exactly 0 after a layer")

    def __call__(self, correlation: float) -> float:
        if not -1 <= correlation <= 1:
            raise MeanFieldError(f"correlation is {correlation}; expected a number from -1 to 1")
        if correlation == 1:
            return 1.0
        product = _mean_product(self.bound, self.q, correlation) if self.weight else 0.0
        return float(np.clip((self.weight * product + self.bias) / self.total, -1.0, 1.0))


def correlation_map(
    correlations: np.ndarray,
    activation: Activation,
    weight_variance: float,
    bias_variance: float,
    **parameters: float,
) -> np.ndarray:
    """The correlation after one layer for every correlation before it (C,): (C,) float64.

    At q* = 0 it is the limit q* → 0. Raises MeanFieldError where the variance grows without bound,
    where no signal is left, and for a correlation outside [−1, 1].
    """
    layer = _Layer(activation, weight_variance, bias_variance, parameters)
    return np.array([layer(float(c)) for c in np.asarray(correlations).ravel()])


def correlation_through_depth(
    activation: Activation,
    weight_variance: float,
    bias_variance: float,
    correlation: float,
    depth: int,
    **parameters: float,
) -> np.ndarray:
    """The correlation after 0 … depth layers, (depth + 1,), of two inputs whose variance is q*.

    Raises MeanFieldError as `correlation_map` does.
    """
    layer = _Layer(activation, weight_variance, bias_variance, parameters)
    correlations = [float(correlation)]
    for _ in range(depth):
        correlations.append(layer(correlations[-1]))
    return np.array(correlations)
