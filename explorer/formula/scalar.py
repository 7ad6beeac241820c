"""A tree → a plain function of floats, in forms that a compiler of numeric Python can take."""

import math
from collections.abc import Callable, Sequence

from explorer.formula.compiling import compiled
from explorer.formula.exact import worked_out
from explorer.formula.tree import Node

LARGEST_POWER = 709.78  # of e in float64
SERIES_BELOW = 0.1  # |u| below which sinc and its slope are taken from their power series


def _exp(u: float) -> float:
    return math.exp(u) if u < LARGEST_POWER else u * math.inf if u == u else u


def _expm1(u: float) -> float:
    return math.expm1(u) if u < LARGEST_POWER else u * math.inf if u == u else u


def _log(u: float) -> float:
    return math.log(u) if u > 0 else -math.inf if u == 0 else math.nan


def _log1p(u: float) -> float:
    return math.log1p(u) if u > -1 else -math.inf if u == -1 else math.nan


def _sigmoid(u: float) -> float:
    power = math.exp(-abs(u))
    return 1 / (1 + power) if u > 0 else power / (1 + power)


def _softplus(u: float) -> float:
    return (u if u > 0 else 0.0) + math.log1p(math.exp(-abs(u)))


def _hyperbolic(u: float, sign: float) -> float:
    half = 0.5 * _exp(abs(u))
    return half + sign * 0.25 / half


def _sinh(u: float) -> float:
    return math.sinh(u) if abs(u) < LARGEST_POWER else math.copysign(_hyperbolic(u, -1.0), u)


def _cosh(u: float) -> float:
    return _hyperbolic(u, 1.0)


def _sinc(u: float) -> float:
    w = u * u
    if abs(u) < SERIES_BELOW:
        return 1 - w / 6 * (1 - w / 20 * (1 - w / 42 * (1 - w / 72)))
    return math.sin(u) / u


def _sinc_slope(u: float) -> float:
    w = u * u
    if abs(u) < SERIES_BELOW:
        return u / -3 * (1 - w / 10 * (1 - w / 28 * (1 - w / 54)))
    return (math.cos(u) - math.sin(u) / u) / u


def _divide(u: float, v: float) -> float:
    if v != 0:
        return u / v
    return math.nan if u == 0 or u != u else math.copysign(math.inf, u)


def _power(u: float, v: float) -> float:
    if u == 0 and v < 0:
        return math.inf
    if u < 0 and v != math.floor(v):
        return math.nan
    size = 1.0 if u == 0 else v * math.log(abs(u))
    return u**v if size < LARGEST_POWER else math.inf


def _sign(u: float) -> float:
    return 1.0 if u > 0 else -1.0 if u < 0 else 0.0


SCALAR: dict[str, Callable[..., float]] = {
    "abs": math.fabs,
    "acos": lambda u: math.acos(u) if abs(u) <= 1 else math.nan,
    "acosh": lambda u: math.acosh(u) if u >= 1 else math.nan,
    "asin": lambda u: math.asin(u) if abs(u) <= 1 else math.nan,
    "asinh": math.asinh,
    "atan": math.atan,
    "atanh": lambda u: math.atanh(u) if abs(u) < 1 else math.nan,
    "cos": math.cos,
    "cosh": _cosh,
    "dsinc": _sinc_slope,
    "erf": math.erf,
    "erfc": math.erfc,
    "exp": _exp,
    "expm1": _expm1,
    "log": _log,
    "log1p": _log1p,
    "logsigmoid": lambda u: -_softplus(-u),
    "phi": lambda u: math.exp(-0.5 * u * u) / math.sqrt(2 * math.pi),
    "Phi": lambda u: 0.5 * math.erfc(-u * math.sqrt(0.5)),
    "relu": lambda u: u if u > 0 else 0.0,
    "sigmoid": _sigmoid,
    "sign": _sign,
    "sin": math.sin,
    "sinc": _sinc,
    "sinh": _sinh,
    "softplus": _softplus,
    "sqrt": lambda u: math.sqrt(u) if u >= 0 else math.nan,
    "tan": math.tan,
    "tanh": math.tanh,
    "div": _divide,
    "pow": _power,
    "max": lambda u, v: u if u >= v or u != u else v,
    "min": lambda u, v: u if u <= v or u != u else v,
    "where": lambda holds, u, v: u if holds != 0 else v,
    "lt": lambda u, v: 1.0 if u < v else 0.0,
    "le": lambda u, v: 1.0 if u <= v else 0.0,
    "gt": lambda u, v: 1.0 if u > v else 0.0,
    "ge": lambda u, v: 1.0 if u >= v else 0.0,
    "eq": lambda u, v: 1.0 if u == v else 0.0,
    "ne": lambda u, v: 1.0 if u != v else 0.0,
}


def scalar(roots: Sequence[Node], parameters: Sequence[str]) -> Callable[..., tuple[float, ...]]:
    """A function of x and the parameters, all floats, that gives the value of each formula.

    What several formulas share, such as a value and its slope, is computed once.
    """
    return compiled([worked_out(root) for root in roots], ["x", *parameters], SCALAR, float)
