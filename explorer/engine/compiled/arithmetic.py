"""Every operation of a formula on float32, in steps that the compiler can do for many at once.

Constants are float32, for one number of Python would make the whole float64; choices are made
without branches. NaN stays NaN: a member that diverged is known by it.
"""

import math
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types

from explorer.engine.compiled.making import inlined, intrinsic

f32 = np.float32
i32 = np.int32

ZERO, HALF, ONE, TWO = f32(0), f32(0.5), f32(1), f32(2)
NAN, INFINITY = f32(math.nan), f32(math.inf)
ROUND = f32(1.5 * 2**23)  # added and taken away again, it leaves a whole number
BIAS, MANTISSA = i32(127), i32(23)  # of a float32's exponent; bits below it
LOG2_E = f32(math.log2(math.e))
LN2_HIGH, LN2_LOW = f32(0.693359375), f32(-2.12194440e-4)  # their sum is ln 2
HIGHEST, LOWEST = f32(89), f32(-104)  # powers of e: above is ∞, below 0
SMALLEST = f32(2.0**-126)  # number with all its digits
ROOT_HALF = f32(math.sqrt(0.5))
DENSITY_AT_0 = f32(1 / math.sqrt(2 * math.pi))
E0, E1, E2 = f32(1.9875691500e-4), f32(1.3981999507e-3), f32(8.3334519073e-3)
E3, E4, E5 = f32(4.1665795894e-2), f32(1.6666665459e-1), f32(5.0000001201e-1)
T0, T1, T2 = f32(-5.70498872745e-3), f32(2.06390887954e-2), f32(-5.37397155531e-2)
T3, T4, TANH_NEAR = f32(1.33314422036e-1), f32(-3.33332819422e-1), f32(0.625)
L0, L1, L2 = f32(7.0376836292e-2), f32(-1.1514610310e-1), f32(1.1676998740e-1)
L3, L4, L5 = f32(-1.2420140846e-1), f32(1.4249322787e-1), f32(-1.6668057665e-1)
L6, L7, L8 = f32(2.0000714765e-1), f32(-2.4999993993e-1), f32(3.3333331174e-1)


@intrinsic
def _float_of_bits(typing: Any, bits: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.bitcast(given[0], ir.FloatType())

    return types.float32(types.int32), code


@intrinsic
def _bits_of_float(typing: Any, value: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.bitcast(given[0], ir.IntType(32))

    return types.int32(types.float32), code


@intrinsic
def choose(typing: Any, holds: Any, u: Any, v: Any) -> Any:
    """u where it holds, else v; both are computed, for a branch would stop the others."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.select(*given)

    return u(types.boolean, u, u), code


@inlined
def _two_to(k: Any) -> Any:
    return _float_of_bits((k + BIAS) << MANTISSA)


@inlined
def _powers(u: Any) -> Any:
    """k and p with e^u = 2^k·(1 + p) and p small, u within the powers (Cephes, expf)."""
    c = choose(u < HIGHEST, u, HIGHEST)
    c = choose(c > LOWEST, c, LOWEST)
    k = (c * LOG2_E + ROUND) - ROUND
    r = (c - k * LN2_HIGH) - k * LN2_LOW
    p = ((((E0 * r + E1) * r + E2) * r + E3) * r + E4) * r + E5
    return i32(k), p * (r * r) + r


@inlined
def exp(u: Any) -> Any:
    """e^u."""
    k, p = _powers(u)
    half = k >> i32(1)  # 2^k in two, for 2^128 is none
    y = (ONE + p) * _two_to(half) * _two_to(k - half)
    return choose(u == u, y, u)


@inlined
def expm1(u: Any) -> Any:
    """e^u − 1."""
    k, p = _powers(u)
    half = k >> i32(1)
    low, high = _two_to(half), _two_to(k - half)
    y = (low * p) * high + ((low * high) - ONE)
    y = choose(k < i32(60), y, (ONE + p) * low * high)
    return choose(u == u, y, u)


@inlined
def _log_of(u: Any, less: Any) -> Any:
    """ln(u + less) for u > 0, where `less` is what rounding took from u (Cephes, logf)."""
    tiny = u < SMALLEST
    scaled = choose(tiny, u * f32(2**25), u)
    bits = _bits_of_float(scaled)
    e = f32(((bits >> MANTISSA) & i32(255)) - i32(126)) - (choose(tiny, f32(25), ZERO))
    m = _float_of_bits((bits & i32(0x007FFFFF)) | i32(0x3F000000))  # in [0.5, 1)
    low = m < ROOT_HALF
    e = choose(low, e - ONE, e)
    r = choose(low, m + m - ONE, m - ONE)
    w = r * r
    p = (((((((L0 * r + L1) * r + L2) * r + L3) * r + L4) * r + L5) * r + L6) * r + L7) * r + L8
    y = p * r * w + e * LN2_LOW - HALF * w + less / u
    return (r + y) + e * LN2_HIGH


@inlined
def log(u: Any) -> Any:
    """ln u; −∞ at 0, NaN below."""
    y = _log_of(u, ZERO)
    y = choose(u < INFINITY, y, u)
    y = choose(u > ZERO, y, NAN)
    return choose(u == ZERO, -INFINITY, y)


@inlined
def log1p(u: Any) -> Any:
    """ln(1 + u), also of a small u."""
    whole = ONE + u
    less = u - (whole - ONE)
    y = _log_of(whole, choose(whole < f32(2**24), less, ZERO))
    y = choose(abs(u) > f32(2 ** (-24)), y, u)
    y = choose(u < INFINITY, y, u)
    y = choose(u > -ONE, y, NAN)
    return choose(u == -ONE, -INFINITY, y)


@inlined
def sigmoid(u: Any) -> Any:
    """1/(1 + e^−u), with all digits of a small value."""
    power = exp(-abs(u))
    whole = ONE + power
    less = power - (whole - ONE)  # what rounding took
    y = choose(u > ZERO, ONE, power) / whole
    return y - y * less * choose(u > ZERO, y, ONE - y)  # the last is 1/whole


@inlined
def softplus(u: Any) -> Any:
    """ln(1 + e^u)."""
    more = log1p(exp(-abs(u)))
    return choose(u > ZERO, u + more, more)


@inlined
def tanh(u: Any) -> Any:
    """Near 0 an odd polynomial (Cephes, tanhf), elsewhere by a power of e."""
    size, w = abs(u), u * u
    near = ((((T0 * w + T1) * w + T2) * w + T3) * w + T4) * w * u + u
    far = ONE - TWO / (exp(size + size) + ONE)
    far = choose(u > ZERO, far, -far)
    return choose(size < TANH_NEAR, near, far)
