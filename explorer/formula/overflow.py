"""A formula where one of its parts overflows: numbers as a sign and a logarithm, which cannot.

A number is a pair of tensors: its sign, and the natural logarithm of its size. So exp(x)·exp(−x)
is 1 at 1000 too, and 0 times what overflows is 0.
"""

import math
from collections.abc import Callable
from typing import Any

import torch

Tensor = torch.Tensor
Number = tuple[Tensor, Tensor]  # sign and logarithm of the size
ROUNDING = 1e-14


def number(value: float) -> Number:
    """A number."""
    return large(torch.tensor(float(value), dtype=torch.float64))


def constant(value: float | str) -> Number:
    """A number, or the constant of this name."""
    return number(getattr(math, value) if isinstance(value, str) else value)


def large(value: Tensor) -> Number:
    """A tensor's numbers, as signs and logarithms; both NaN where it is no number."""
    sign = torch.sign(value).masked_fill(value.isnan(), math.nan)
    return sign, torch.log(value.abs())


def plain(u: Number) -> Tensor:
    """The numbers themselves; ±∞ where they are too large."""
    sign, size = u
    return torch.where(sign == 0, 0.0, sign * torch.exp(size))


def _by(function: Callable[[Tensor], Tensor]) -> Callable[[Number], Number]:
    """A function that neither overflows nor needs more than its argument's plain value."""
    return lambda u: large(function(plain(u)))


def multiply(u: Number, v: Number) -> Number:
    """u · v; 0 where one of them is 0."""
    sign = u[0] * v[0]
    return sign, torch.where(sign == 0, -math.inf, u[1] + v[1])


def divide(u: Number, v: Number) -> Number:
    """u / v."""
    sign = torch.where(v[0] == 0, u[0] / v[0], u[0] * v[0])
    return sign, torch.where(u[0] == 0, -math.inf, u[1] - v[1])


def negative(u: Number) -> Number:
    """−u."""
    return -u[0], u[1]


def add(u: Number, v: Number) -> Number:
    """u + v."""
    most, least = torch.maximum(u[1], v[1]), torch.minimum(u[1], v[1])
    sign = torch.where(u[1] >= v[1], u[0], v[0])
    apart = torch.where(most == least, 0.0, least - most)
    same = torch.where(u[0] * v[0] == 0, 0.0, u[0] * v[0])
    size = most + torch.log1p(same * torch.exp(apart))
    sign = torch.where(torch.isinf(most) & (most > 0) & (same < 0) & (apart == 0), math.nan, sign)
    gone = (size == -math.inf) | ((u[0] == 0) & (v[0] == 0))
    return torch.where(gone, 0.0, sign), torch.where(gone, -math.inf, size)


def power(u: Number, v: Number) -> Number:
    """u to the power of v."""
    exponent, nearest = plain(v), plain(v).round()
    whole = (exponent - nearest).abs() <= ROUNDING * exponent.abs()  # its logarithm was rounded
    exponent = torch.where(whole, nearest, exponent)
    odd = nearest.remainder(2) == 1
    below = torch.where(whole, torch.where(odd, -1.0, 1.0), math.nan)
    sign = torch.where(u[0] < 0, below, torch.ones_like(exponent))
    size = torch.where(exponent == 0, 0.0, exponent * u[1])
    return torch.where(size == -math.inf, 0.0, sign), size


def exp(u: Number) -> Number:
    """e to the power of u."""
    size = plain(u)
    return torch.where(size == -math.inf, 0.0, torch.ones_like(size)), size


def _log(u: Number) -> Number:
    return large(torch.where(u[0] < 0, math.nan, u[1]))


def _expm1(u: Number) -> Number:
    value = plain(u)
    large_one = value + torch.log1p(-torch.exp(-value.clamp(min=1)))
    sign, size = large(torch.expm1(value.clamp(max=1)))
    return torch.where(value > 1, 1.0, sign), torch.where(value > 1, large_one, size)


def _sqrt(u: Number) -> Number:
    return torch.where(u[0] < 0, math.nan, u[0]), u[1] / 2


def _hyperbolic(sign: float) -> Callable[[Number], Number]:
    """cosh (1) or sinh (−1)."""

    def value(u: Number) -> Number:
        first, second = exp(u), exp(negative(u))
        return multiply(number(0.5), add(first, (sign * second[0], second[1])))

    return value


def _density(u: Number) -> Number:
    half = multiply(number(-0.5), multiply(u, u))
    return multiply(number(1 / math.sqrt(2 * math.pi)), exp(half))


def _relu(u: Number) -> Number:
    return torch.where(u[0] < 0, 0.0, u[0]), torch.where(u[0] < 0, -math.inf, u[1])


def _softplus(u: Number) -> Number:
    value = plain(u)
    return large(torch.where(value > 0, value, 0.0) + torch.log1p(torch.exp(-value.abs())))


def where(condition: Number, u: Number, v: Number) -> Number:
    """u where the condition is not 0, v elsewhere."""
    holds = condition[0] != 0
    return torch.where(holds, u[0], v[0]), torch.where(holds, u[1], v[1])


def _compared(holds: Callable[[Tensor], Tensor]) -> Callable[[Number, Number], Number]:
    return lambda u, v: large(holds(add(u, negative(v))[0]).to(torch.float64))


def table(tensors: dict[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Every operation on such numbers: those that `tensors` has and that need nothing else too."""
    above = _compared(lambda sign: sign > 0)
    return {key: _by(function) for key, function in tensors.items()} | {
        "add": add,
        "sub": lambda u, v: add(u, negative(v)),
        "neg": negative,
        "mul": multiply,
        "div": divide,
        "pow": power,
        "where": where,
        "abs": lambda u: (u[0].abs(), u[1]),
        "sign": lambda u: large(u[0]),
        "relu": _relu,
        "exp": exp,
        "expm1": _expm1,
        "log": _log,
        "sqrt": _sqrt,
        "phi": _density,
        "cosh": _hyperbolic(1.0),
        "sinh": _hyperbolic(-1.0),
        "softplus": _softplus,
        "sigmoid": lambda u: (torch.ones_like(u[0]), -plain(_softplus(negative(u)))),
        "log1p": lambda u: _log(add(number(1.0), u)),
        "max": lambda u, v: where(above(u, v), u, v),
        "min": lambda u, v: where(above(u, v), v, u),
        "gt": above,
        "lt": lambda u, v: above(v, u),
        "ge": _compared(lambda sign: sign >= 0),
        "le": _compared(lambda sign: sign <= 0),
        "eq": _compared(lambda sign: sign == 0),
        "ne": _compared(lambda sign: sign != 0),
    }
