"""How large signals are deep in a wide random network, and whether gradients grow there.

A layer takes the variance q of its pre-activations to σ_w² E[f(√q z)²] + σ_b², z ~ N(0, 1); at the
value q* where this settles, a gradient's square grows by χ₁ = σ_w² E[f'(√q* z)²] a layer: ordered
below 1, chaotic above. Poole et al., Exponential Expressivity in Deep Neural Networks Through
Transient Chaos, 2016; Schoenholz et al., Deep Information Propagation, 2017.

One contract everywhere: q* and χ₁ are numbers from 0 to ∞, and only questions without an answer
raise MeanFieldError. q* is where the iteration heads that starts at q = 1: the first fixed point
above 1 if the variance grows there, the first below 1 if it shrinks, and 1 itself where nothing
changes it (to 1e-12). Where none is met it is 0 or ∞, and χ₁ is the limit on the way there.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.activations import Activation
from explorer.meanfield.gaussian import Bound, MeanFieldError, bind
from explorer.numerics.roots import changes
from explorer.words import number

# ln q on a grid; q = 1 is one of its points. Below and above, q counts as 0 and as ∞.
STEP = 0.1
START = 276
LOG_Q = STEP * np.arange(-START, 185)  # (Q,), q from 1e-12 to 1e8
UNCHANGED = 1e-12  # relative change of q by a layer that counts as none
MAX_VARIANCE = 1e6  # of weights and biases
ACCURACY = 1e-11  # of a root within its cell: ln q to 1e-12

# Between grid points: the polynomial through the three neighbours on either side.
_NEIGHBOURS = np.arange(-2, 4)
_TO_POLYNOMIAL = np.linalg.inv(np.vander(_NEIGHBOURS, increasing=True)).T  # (6, 6)


@dataclass(frozen=True)
class Gains:
    """What a layer makes of the variance and of gradients, for σ_w² = 1 and σ_b² = 0."""

    bound: Bound

    def at(self, log_q: np.ndarray) -> np.ndarray:
        """E f(√q z)²/q and E f'(√q z)² at ln q (…, N), (2, …, N); past the grid, as at its end."""
        q = np.exp(np.clip(log_q, LOG_Q[0], LOG_Q[-1]))
        signal, gradient = self.bound.mean_squares(q.ravel()).reshape(2, *q.shape)
        return np.stack([signal / q, gradient])

    @cached_property
    def grid(self) -> np.ndarray:
        """Both on the grid, (2, Q)."""
        return self.at(LOG_Q)


def between(grid: np.ndarray, cells: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """The values on the grid (Q,) as a function of ln q (N,), inside the given cells (N,)."""
    middle = np.clip(cells, 2, len(grid) - 4)
    with np.errstate(invalid="ignore"):
        polynomial = grid[middle[:, None] + _NEIGHBOURS] @ _TO_POLYNOMIAL  # (N, 6)

    def value(log_q: np.ndarray) -> np.ndarray:
        t = (log_q - LOG_Q[middle]) / STEP
        result = polynomial[:, -1]
        for column in polynomial.T[-2::-1]:
            result = result * t + column
        return result

    return value


def root(state: Callable[[np.ndarray], np.ndarray], cells: np.ndarray) -> np.ndarray:
    """ln q (N,) in each cell where `state(ln q)`, (…, N) to (…, N), changes."""
    below, above = changes(state, LOG_Q[cells], LOG_Q[cells + 1], ACCURACY)
    return (below + above) / 2


def settle(
    gains: Gains, weight: np.ndarray, bias: np.ndarray, *, exact: bool
) -> tuple[np.ndarray, np.ndarray]:
    """ln q* and χ₁ for σ_w² (N,) and σ_b² (N,), each (N,); q* may be 0 or ∞.

    Exact integrals, or the grid's polynomial: within 1e-8 of them and far faster.
    """
    signal, gradient = gains.grid
    growth = _times(weight[:, None], signal) + bias[:, None] * np.exp(-LOG_Q) - 1  # (N, Q)
    side = np.sign(np.where(np.abs(growth) <= UNCHANGED, 0.0, growth))
    start = side[:, START]
    other = side != start[:, None]
    above, below = other[:, START:].argmax(axis=1), other[:, START::-1].argmax(axis=1)
    steps = np.where(start > 0, above, below)
    cells = np.clip(START + np.where(start > 0, above - 1, -below), 0, len(LOG_Q) - 2)

    interpolated = between(signal, cells)

    def rises(log_q: np.ndarray) -> np.ndarray:
        gain = gains.at(log_q)[0] if exact else interpolated(log_q)
        return _times(weight, gain) + bias * np.exp(-log_q) > 1

    log_q = np.where(start == 0, 0.0, root(rises, cells))
    log_q = np.where((start != 0) & (steps == 0), np.copysign(np.inf, start), log_q)

    if exact:
        slope = gains.at(log_q)[1]
    else:
        inside = np.clip(log_q, LOG_Q[0], LOG_Q[-1])
        nearest = np.clip(((inside - LOG_Q[0]) / STEP).astype(int), 0, len(LOG_Q) - 2)
        with np.errstate(invalid="ignore"):
            slope = between(gradient, nearest)(inside).clip(min=0)
        # Beside an infinite moment there is no polynomial.
        slope = np.where(np.isfinite(slope), slope, gradient[nearest])
    return log_q, _times(weight, slope)


def _times(weight: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """The product, with 0 · ∞ = 0: no weights, no signal."""
    with np.errstate(invalid="ignore"):
        return np.where(weight == 0, 0.0, weight * gain)


def check(name: str, value: float) -> float:
    """The variance as a float; raises MeanFieldError unless it lies in [0, MAX_VARIANCE]."""
    if not 0 <= value <= MAX_VARIANCE:
        raise MeanFieldError(
            f"{name} is {value}; expected a number from 0 to {number(MAX_VARIANCE)}"
        )
    return float(value)


def checked(name: str, values: np.ndarray) -> np.ndarray:
    """Variances as a float64 array (N,), each checked."""
    return np.array([check(name, value) for value in np.asarray(values).ravel()])


def _settle_one(
    activation: Activation, weight: float, bias: float, parameters: dict[str, float]
) -> tuple[float, float]:
    pair = checked("σ_w²", np.array([weight])), checked("σ_b²", np.array([bias]))
    log_q, chi = settle(Gains(bind(activation, parameters)), *pair, exact=True)
    return float(np.exp(log_q[0])), float(chi[0])


def fixed_point(
    activation: Activation, weight_variance: float, bias_variance: float, **parameters: float
) -> float:
    """q*, the pre-activations' variance deep in the network, from 0 to ∞.

    `weight_variance` σ_w² is that of a weight times fan-in, `bias_variance` σ_b² that of a bias.
    Raises MeanFieldError as the module says. Poole et al., 2016, equation 3.
    """
    return _settle_one(activation, weight_variance, bias_variance, parameters)[0]


def chi(
    activation: Activation, weight_variance: float, bias_variance: float, **parameters: float
) -> float:
    """χ₁ at q*, the factor by which a layer multiplies a gradient's square, from 0 to ∞.

    A jump adds nothing to it, as it adds nothing to a gradient; `correlation_map` sees jumps.
    Raises MeanFieldError as the module says. Schoenholz et al., 2017, equation 5.
    """
    return _settle_one(activation, weight_variance, bias_variance, parameters)[1]


def chi_map(
    activation: Activation,
    weight_variances: np.ndarray,
    bias_variances: np.ndarray,
    **parameters: float,
) -> np.ndarray:
    """χ₁ for every σ_w² (A,) and σ_b² (B,): (B, A) float64, as `chi` gives to 1e-6.

    Raises MeanFieldError as the module says.
    """
    weights = checked("σ_w²", weight_variances)
    biases = checked("σ_b²", bias_variances)
    bias, weight = np.meshgrid(biases, weights, indexing="ij")  # (B, A)
    gains = Gains(bind(activation, parameters))
    return settle(gains, weight.ravel(), bias.ravel(), exact=False)[1].reshape(bias.shape)


def variance_through_depth(
    activation: Activation,
    weight_variance: float,
    bias_variance: float,
    depth: int,
    start: float = 1.0,
    **parameters: float,
) -> np.ndarray:
    """q after 0 … depth layers, (depth + 1,), from q = `start`; ∞ from where it passes 1e8.

    Raises MeanFieldError as the module says.
    """
    weight, bias = check("σ_w²", weight_variance), check("σ_b²", bias_variance)
    bound = bind(activation, parameters)
    lowest, highest = np.exp(LOG_Q[[0, -1]])
    variances = [check("the first variance", start)]
    for _ in range(depth):
        q = variances[-1]
        if weight == 0 or q > highest:
            variances.append(bias if weight == 0 else math.inf)
            continue
        value = float(bound.mean_squares(np.array([max(q, lowest)]))[0, 0])
        # Below the grid a function that is 0 at 0 shrinks with its input.
        value *= min(q / lowest, 1.0) if value < math.sqrt(lowest) else 1.0
        variances.append(weight * value + bias)
    return np.array(variances)


def depth_scale(chi: float) -> float:
    """1/|ln χ₁|, the layers over which gradients change e-fold: 0 at χ₁ = 0 or ∞, ∞ at 1.

    Schoenholz et al., 2017, equation 9.
    """
    if chi == 1:
        return math.inf
    return 1 / abs(math.log(chi)) if 0 < chi < math.inf else 0.0
