"""The table of a formula's operations for compiled code on float32."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.engine.compiled.arithmetic import (
    DENSITY_AT_0,
    HALF,
    INFINITY,
    NAN,
    ONE,
    TWO,
    ZERO,
    choose,
    exp,
    expm1,
    f32,
    i32,
    log,
    log1p,
    sigmoid,
    softplus,
    tanh,
)
from explorer.engine.compiled.making import inlined, inner

ROUND_64 = 1.5 * 2**52  # added and taken away again, it leaves a whole number
QUARTERS = 2 / math.pi
QUARTER_HIGH, QUARTER_LOW = math.pi / 2, 6.123233995736766e-17  # of a turn, exact to 33 digits
LARGEST_ANGLE = f32(2.0**30)  # beyond it two neighbours are many turns apart
S0, S1, S2 = f32(-1.9515295891e-4), f32(8.3321608736e-3), f32(-1.6666654611e-1)
C0, C1, C2 = f32(2.443315711809948e-5), f32(-1.388731625493765e-3), f32(4.166664568298827e-2)
A0, A1 = f32(8.05374449538e-2), f32(-1.38776856032e-1)
A2, A3 = f32(1.99777106478e-1), f32(-3.33329491539e-1)
STEEP, HALF_STEEP = f32(2.414213562373095), f32(0.4142135623730950)
QUARTER_PI, HALF_PI = f32(math.pi / 4), f32(math.pi / 2)
SERIES_BELOW = f32(0.8)
ROOT_HALF = f32(math.sqrt(0.5))
# erf(x)/x in x² (Cephes, erff), and the logarithm of erfc (Press et al., Numerical Recipes, 6.2).
ERROR = tuple(map(f32, (7.853861353153693e-5, -8.010193625184903e-4, 5.188327685732524e-3,
                        -2.685381193529856e-2, 1.128358514861418e-1, -3.761262582423300e-1,
                        1.128379165726710)))  # fmt: skip
TAIL = tuple(map(f32, (0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806,
                       0.09678418, 0.37409196, 1.00002368, -1.26551223)))  # fmt: skip
E0, E1, E2, E3, E4, E5, E6 = ERROR
T0, T1, T2, T3, T4, T5, T6, T7, T8, T9 = TAIL


@inlined
def _turned(u: Any) -> Any:
    """The quarter turn that u is nearest to, and what is left of it (any finite u)."""
    near = abs(u) < LARGEST_ANGLE
    angle = np.float64(choose(near, u, ZERO))
    k = (angle * QUARTERS + ROUND_64) - ROUND_64
    return i32(k), f32((angle - k * QUARTER_HIGH) - k * QUARTER_LOW)


@inlined
def _wave(quarter: Any, r: Any) -> Any:
    """sin of r and so many quarter turns (Cephes, sinf and cosf)."""
    w = r * r
    odd = ((S0 * w + S1) * w + S2) * w * r + r
    even = ((C0 * w + C1) * w + C2) * w * w - HALF * w + ONE
    y = choose((quarter & i32(1)) != i32(0), even, odd)
    return choose((quarter & i32(2)) != i32(0), -y, y)


@inlined
def _sin(u: Any) -> Any:
    quarter, r = _turned(u)
    return choose(abs(u) < INFINITY, _wave(quarter, r), NAN)


@inlined
def _cos(u: Any) -> Any:
    quarter, r = _turned(u)
    return choose(abs(u) < INFINITY, _wave(quarter + i32(1), r), NAN)


@inlined
def _sinc(u: Any) -> Any:
    near, w = abs(u) < SERIES_BELOW, u * u
    series = ONE - w / f32(6) * (
        ONE - w / f32(20) * (ONE - w / f32(42) * (ONE - w / f32(72) * (ONE - w / f32(110))))
    )
    return choose(near, series, _sin(u) / u)


@inlined
def _sinc_slope(u: Any) -> Any:
    near, w = abs(u) < SERIES_BELOW, u * u
    series = ONE - w / f32(10) * (
        ONE - w / f32(28) * (ONE - w / f32(54) * (ONE - w / f32(88) * (ONE - w / f32(130))))
    )
    return choose(near, u / f32(-3) * series, (_cos(u) - _sin(u) / u) / u)


@inlined
def _atan(u: Any) -> Any:
    """Turned to below an eighth of a turn (Cephes, atanf)."""
    size = abs(u)
    steep, middle = size > STEEP, size > HALF_STEEP
    r = choose(steep, -ONE / size, choose(middle, (size - ONE) / (size + ONE), size))
    turned = choose(steep, HALF_PI, choose(middle, QUARTER_PI, ZERO))
    w = r * r
    y = turned + ((((A0 * w + A1) * w + A2) * w + A3) * w * r + r)
    return choose(u < ZERO, -y, y)


@inlined
def _erfc(u: Any) -> Any:
    size = abs(u)
    t = ONE / (ONE + HALF * size)
    p = ((((T0 * t + T1) * t + T2) * t + T3) * t + T4) * t + T5
    p = (((p * t + T6) * t + T7) * t + T8) * t + T9
    y = t * exp(p - size * size)
    return choose(u < ZERO, TWO - y, y)


@inlined
def _erf(u: Any) -> Any:
    w = u * u
    near = ((((((E0 * w + E1) * w + E2) * w + E3) * w + E4) * w + E5) * w + E6) * u
    return choose(abs(u) < ONE, near, ONE - _erfc(u))


@inlined
def _pow(u: Any, v: Any) -> Any:
    """u^v; a small whole v, which the compiler knows, is multiplied out."""
    if v == f32(2):
        return u * u
    if v == f32(3):
        return u * u * u
    if v == f32(4):
        return (u * u) * (u * u)
    if v == f32(1):
        return u
    if v == f32(-1):
        return ONE / u
    if v == f32(-2):
        return ONE / (u * u)
    if v == f32(0.5):
        return np.sqrt(u)
    return f32(np.float64(u) ** np.float64(v))


def _in_float64(function: Callable[..., float]) -> Any:
    """A function of the C library, on float64 in between."""
    plain = inner(function)
    return inner(lambda u: f32(plain(np.float64(u))))


OPERATIONS: dict[str, Any] = {
    "acos": _in_float64(lambda u: math.acos(u)),
    "acosh": _in_float64(lambda u: math.acosh(u)),
    "asin": _in_float64(lambda u: math.asin(u)),
    "asinh": _in_float64(lambda u: math.asinh(u)),
    "atanh": _in_float64(lambda u: math.atanh(u)),
    "cosh": _in_float64(lambda u: math.cosh(u)),
    "sinh": _in_float64(lambda u: math.sinh(u)),
    "tan": _in_float64(lambda u: math.tan(u)),
    "abs": inlined(lambda u: abs(u)),
    "atan": _atan,
    "cos": _cos,
    "dsinc": _sinc_slope,
    "erf": _erf,
    "erfc": _erfc,
    "exp": exp,
    "expm1": expm1,
    "log": log,
    "log1p": log1p,
    "logsigmoid": inlined(lambda u: -softplus(-u)),
    "phi": inlined(lambda u: DENSITY_AT_0 * exp(-HALF * u * u)),
    "Phi": inlined(lambda u: HALF * _erfc(-u * ROOT_HALF)),
    "relu": inlined(lambda u: choose(u <= ZERO, ZERO, u)),
    "sigmoid": sigmoid,
    "sign": inlined(lambda u: choose(u > ZERO, ONE, choose(u < ZERO, -ONE, u))),
    "sin": _sin,
    "sinc": _sinc,
    "softplus": softplus,
    "sqrt": inlined(lambda u: np.sqrt(u)),
    "tanh": tanh,
    "div": inlined(lambda u, v: u / v),
    "pow": _pow,
    "max": inlined(lambda u, v: choose((u >= v) | (u != u), u, v)),
    "min": inlined(lambda u, v: choose((u <= v) | (u != u), u, v)),
    "where": inlined(lambda holds, u, v: choose(holds != ZERO, u, v)),
    "lt": inlined(lambda u, v: choose(u < v, ONE, ZERO)),
    "le": inlined(lambda u, v: choose(u <= v, ONE, ZERO)),
    "gt": inlined(lambda u, v: choose(u > v, ONE, ZERO)),
    "ge": inlined(lambda u, v: choose(u >= v, ONE, ZERO)),
    "eq": inlined(lambda u, v: choose(u == v, ONE, ZERO)),
    "ne": inlined(lambda u, v: choose(u != v, ONE, ZERO)),
}
