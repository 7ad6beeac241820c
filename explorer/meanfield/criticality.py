"""The edge between order and chaos: the weight variance at which χ₁ is exactly 1.

Along q, χ₁ = 1 asks for σ_w² = 1 / E[f'(√q z)²], and q is then a fixed point for
σ_b² = q − σ_w² E[f(√q z)²]. Hayou, Doucet and Rousseau, On the Impact of the Activation Function
on Deep Neural Networks Training, 2019.
"""

import math
from dataclasses import dataclass

import numpy as np

from explorer.activations import Activation
from explorer.meanfield.gaussian import Bound, bind
from explorer.meanfield.variance import (
    LOG_Q,
    MAX_VARIANCE,
    UNCHANGED,
    Gains,
    checked,
    root,
    settle,
)

NO_SLOPE = 1e9  # σ_w²; past it a function counts as flat
REACHED = 1e-4  # how close to 1 χ₁ must come from q = 1


@dataclass(frozen=True)
class Critical:
    """The point of the edge at one σ_b²."""

    weight_variance: float  # σ_w²; ∞ where no weight variance is critical
    variance: float  # q*, from 0 to ∞
    reached: bool  # whether signals that start at q = 1 settle there, so that `chi` says 1


def critical_points(
    activation: Activation, bias_variances: np.ndarray, **parameters: float
) -> list[Critical]:
    """The edge at every σ_b² (B,).

    Of several, the point with the smallest q; at σ_b² = 0 and f(0) = 0 that is the limit q → 0,
    1/f'(0)². Where only unbounded variance is critical (ReLU with biases) q is ∞. A point that is
    not `reached` repels: a GELU network is ordered until its variance explodes, with no edge that
    it could stay on. Raises MeanFieldError for a σ_b² outside [0, 1e6].
    """
    biases = checked("σ_b²", bias_variances)
    gains = Gains(bind(activation, parameters))
    log_q, weights = _smallest(gains, biases)
    inside = np.isfinite(weights)
    usable = np.where(inside, np.minimum(weights, MAX_VARIANCE), 0.0)
    settled, chi = settle(gains, usable, biases, exact=False)
    inside &= np.isfinite(log_q) | (log_q == -np.inf) | (settled == np.inf)
    reached = inside & (np.abs(chi - 1) < REACHED)
    return [
        Critical(float(weight) if found else math.inf, float(q) if found else math.inf, bool(there))
        for weight, q, found, there in zip(weights, np.exp(log_q), inside, reached, strict=True)
    ]


def _smallest(gains: Gains, biases: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """ln q and σ_w² of the point with the smallest q, each (B,); ∞ where there is none."""

    def short(gain: np.ndarray, log_q: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Whether q, made critical, would need a smaller σ_b² than b."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return ~(1 - gain[0] / gain[1] - b * np.exp(-log_q) > UNCHANGED)

    lowest_signal = gains.grid[0, 0] * np.exp(LOG_Q[0])
    at_0, far_out = (_both_sides(gains.bound, at) for at in (1e-300, 1e8))
    from_0 = (biases == 0) & (lowest_signal < 1e-6) & (at_0 > 1e-9)
    log_q = np.where(from_0, -np.inf, np.inf)
    slope = np.full(len(biases), at_0)
    if not from_0.all():
        others = biases[~from_0]
        grid_short = short(gains.grid, LOG_Q, others[:, None])  # (B, Q)
        first = (~grid_short).argmax(axis=1)
        cells = np.clip(first - 1, 0, len(LOG_Q) - 2)
        found = root(lambda u: short(gains.at(u), u, others), cells)
        log_q[~from_0] = np.where(grid_short.all(axis=1), np.inf, found)
        found = gains.at(log_q[~from_0])[1]
        found = np.where(log_q[~from_0] == np.inf, far_out, found)
        # Where even the smallest signals would need a negative σ_b², none keep their size.
        slope[~from_0] = np.where(grid_short[:, 0], found, 0.0)
    with np.errstate(divide="ignore", over="ignore"):
        weights = 1 / slope
    return log_q, np.where(weights > NO_SLOPE, np.inf, weights)


def _both_sides(bound: Bound, at: float) -> float:
    """The mean of f′² left and right of 0, which is E f′(√q z)² as q → 0 or q → ∞."""
    return float(np.square(bound.df(np.array([-at, at]))).mean())


def critical_line(
    activation: Activation, bias_variances: np.ndarray, **parameters: float
) -> np.ndarray:
    """The critical σ_w² at every σ_b² (B,): (B,) float64, ∞ where there is none.

    Raises MeanFieldError as `critical_points` does, which also says which of these are reached.
    """
    points = critical_points(activation, bias_variances, **parameters)
    return np.array([point.weight_variance for point in points])


def critical_weight_variance(
    activation: Activation, bias_variance: float, **parameters: float
) -> float:
    """The σ_w² at which χ₁ = 1 for this σ_b²; ∞ where there is none.

    ReLU 2, tanh 1 at σ_b² = 0. Raises MeanFieldError as `critical_points` does.
    """
    return float(critical_line(activation, np.array([bias_variance]), **parameters)[0])
