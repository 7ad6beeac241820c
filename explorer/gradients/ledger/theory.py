"""What theory says of the same stacks: bounds that hold, and the mean of very wide networks."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer import activations, meanfield
from explorer.choices.initialisers import INITIALISERS
from explorer.gradients.ledger.config import MEAN_FIELD, LedgerConfig
from explorer.gradients.ledger.formats import NUMBER_FORMATS, underflow_depth
from explorer.meanfield import MeanFieldError
from explorer.properties import card
from explorer.words import listed, number, raised

SIGMOID_BOUND = 0.25  # sup |σ′|


@dataclass(frozen=True)
class Theory:
    """Shares of the last hidden layer's gradient, (L,) by hidden layer and 1 at the last.

    `steepest` bounds what the slopes alone leave, sup|f′| for each layer between; `quarter` is
    the same for the sigmoid. `mean_field` is √χ₁ for each layer between, the share in networks of
    infinite width whose signal has settled (Schoenholz et al., Deep Information Propagation,
    2017). None where there is no such number; `remark` says why.
    """

    weight_variance: float  # σ_w² of a hidden layer
    bias_variance: float  # σ_b²
    lipschitz: float | None  # sup |f′|; may be ∞
    chi: float | None  # χ₁; may be ∞
    steepest: np.ndarray | None
    quarter: np.ndarray
    mean_field: np.ndarray | None
    remark: str = ""


def variances(config: LedgerConfig) -> tuple[float, float]:
    """σ_w² and σ_b² of a hidden layer as this config's initialiser draws it."""
    if config.init == MEAN_FIELD:
        return config.weight_variance, config.bias_variance
    return INITIALISERS[config.init].variances(config.width, config.width, config.init_std)


def theory(config: LedgerConfig, activation: str) -> Theory:
    """What theory says of one activation of a config; at most about 0.1 s the first time."""
    weight, bias = variances(config)
    steepest = _lipschitz(activation)
    chi, remark = None, "Mean-field theory is told here for plain layers: no norm, no way around."
    if not config.residual and config.norm is None:
        chi, remark = _chi(activation, weight, bias)
    between = np.arange(config.depth - 1, -1, -1.0)
    return Theory(
        weight,
        bias,
        steepest,
        chi,
        _powers(steepest, between),
        SIGMOID_BOUND**between,
        _powers(None if chi is None else chi**0.5, between),
        remark,
    )


def best_case(depth: int) -> str:
    """What the sigmoid's slopes leave at layer 1 of the last layer's gradient, and where that is 0.

    The power is that of the layers between, as `Theory.quarter` has it and the chart draws it.
    """
    least = {key: underflow_depth(key, SIGMOID_BOUND) for key in NUMBER_FORMATS}
    ends = [f"{_power(zero)} in {key}" for key, zero in least.items() if zero and key != "float64"]
    return (
        f"The sigmoid's best case at layer 1, {depth - 1} layers from the last: "
        f"{_power(depth - 1)} = {number(SIGMOID_BOUND ** (depth - 1), 2)}. Such powers are "
        f"exactly 0 from {listed(ends)}."
    )


def _power(exponent: int) -> str:
    return f"{SIGMOID_BOUND}{raised(exponent)}"


def _powers(factor: float | None, exponents: np.ndarray) -> np.ndarray | None:
    """factor^exponents (L,), ∞ where that is too large."""
    if factor is None:
        return None
    with np.errstate(over="ignore", under="ignore"):
        return np.float64(factor) ** exponents


@lru_cache(maxsize=256)
def _lipschitz(key: str) -> float | None:
    value = card(activations.get(key))["lipschitz"].value
    return value if isinstance(value, float) else None


@lru_cache(maxsize=1024)
def _chi(key: str, weight_variance: float, bias_variance: float) -> tuple[float | None, str]:
    try:
        return meanfield.chi(activations.get(key), weight_variance, bias_variance), ""
    except MeanFieldError as error:
        return None, f"{str(error)[:1].upper()}{str(error)[1:]}."
