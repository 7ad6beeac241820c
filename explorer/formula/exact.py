"""Values of a formula to any number of digits, and arrays of float64 that are right to the last."""

import math
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from mpmath import MPContext, mpf

from explorer.formula.budget import Budget, TooWild
from explorer.formula.compiling import compiled
from explorer.formula.tree import NUMBER, Node, node, number, walk

LARGEST_ANGLE = 1e40  # whose sine is worked out; beyond it a function is too wild to tell
LARGEST_EXPONENT = 1e16  # e to a larger power counts as infinite
FADED = mpf("1e700")  # 1 over a larger number counts as 0
ODD = 2.0**53  # float64 has no odd numbers beyond


class OutOfReach(TooWild):
    """A sine of so large a number that no digits are left to tell it by."""


_own = threading.local()


def context() -> Any:
    """This thread's own arithmetic: mpmath's shared one has one precision for all threads."""
    if not hasattr(_own, "context"):
        _own.context = MPContext()
        _own.context.dps = 50
    return _own.context


def _function(name: str) -> Callable[[Any], Any]:
    return lambda u: getattr(u.context, name)(u)


def _angle(name: str) -> Callable[[Any], Any]:
    def at(u: Any) -> Any:
        if not abs(u) < LARGEST_ANGLE:
            if u.context.isfinite(u):
                raise OutOfReach(f"{name} of a number above {LARGEST_ANGLE:g}")
            return u.context.nan
        return getattr(u.context, name)(u)

    return at


def exp(u: Any) -> Any:
    c = u.context
    if abs(u) > LARGEST_EXPONENT:
        return c.inf if u > 0 else c.zero
    return c.exp(u)


def _expm1(u: Any) -> Any:
    return u.context.expm1(u) if abs(u) < 1 else exp(u) - 1


def _sigmoid(u: Any) -> Any:
    power = exp(-abs(u))
    return 1 / (1 + power) if u > 0 else power / (1 + power)


def _softplus(u: Any) -> Any:
    return (u if u > 0 else u.context.zero) + u.context.log1p(exp(-abs(u)))


def _tanh(u: Any) -> Any:
    power = _expm1(-2 * abs(u))
    size = -power / (2 + power)
    return size if u > 0 else -size


def _sinh(u: Any) -> Any:
    return u.context.sinh(u) if abs(u) < 1 else (exp(u) - exp(-u)) / 2


def _error(u: Any) -> Any:
    c = u.context
    return c.erf(u) if abs(u) < LARGEST_EXPONENT else c.sign(u)


def _error_left(u: Any) -> Any:
    c = u.context
    if abs(u) > 1e8:
        return c.zero if u > 0 else 2 * c.one
    return c.erfc(u)


def _real(name: str, low: float, high: float) -> Callable[[Any], Any]:
    """A function that has real values on [low, high] alone."""
    return lambda u: getattr(u.context, name)(u) if low <= u <= high else u.context.nan


def _log(u: Any) -> Any:
    return u.context.log(u) if u > 0 else u.context.nan if u else -u.context.inf


def _sinc_slope(u: Any) -> Any:
    c = u.context
    if abs(u) < 1e-6:
        return -u / 3 + u**3 / 30 - u**5 / 840 + u**7 / 45360 - u**9 / 3991680
    return c.zero if _fades(u) else (c.cos(u) - c.sin(u) / u) / u


def _sinc(u: Any) -> Any:
    c = u.context
    return c.one if not u else c.zero if _fades(u) else c.sin(u) / u


def _fades(u: Any) -> bool:
    """Whether 1/u is 0 in float64, whatever it is multiplied with there; NaN does not fade."""
    return bool(abs(u) > FADED)


def _divide(u: Any, v: Any) -> Any:
    c = u.context
    if v == 0:
        return c.nan if u == 0 or c.isnan(u) else c.inf * c.sign(u)
    return u / v


def _power(u: Any, v: Any) -> Any:
    c = u.context
    whole = c.isint(v)
    if u == 0:
        return c.one if v == 0 else c.zero if v > 0 else c.inf
    if u < 0 and not whole:
        return c.nan
    if not whole or abs(v) > 64:
        power = exp(v * c.log(abs(u)))
        return -power if u < 0 and whole and abs(v) < ODD and v % 2 == 1 else power
    return u ** int(v)


def _compared(holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
    return lambda u, v: u.context.one if holds(u, v) else u.context.zero


_INFINITE = math.inf
EXACT: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "acos": _real("acos", -1, 1),
    "acosh": _real("acosh", 1, _INFINITE),
    "asin": _real("asin", -1, 1),
    "asinh": _function("asinh"),
    "atan": _function("atan"),
    "atanh": lambda u: u.context.atanh(u) if abs(u) < 1 else u.context.nan,
    "cos": _angle("cos"),
    "cosh": lambda u: (exp(u) + exp(-u)) / 2,
    "dsinc": _sinc_slope,
    "erf": _error,
    "erfc": _error_left,
    "exp": exp,
    "expm1": _expm1,
    "log": _log,
    "log1p": lambda u: u.context.log1p(u) if u > -1 else _log(1 + u),
    "logsigmoid": lambda u: -_softplus(-u),
    "phi": lambda u: exp(-u * u / 2) / u.context.sqrt(2 * u.context.pi),
    "Phi": lambda u: _error_left(-u / u.context.sqrt(2)) / 2,
    "relu": lambda u: u if u > 0 else 0 * u,
    "sigmoid": _sigmoid,
    "sign": lambda u: u.context.sign(u),
    "sin": _angle("sin"),
    "sinc": _sinc,
    "sinh": _sinh,
    "softplus": _softplus,
    "sqrt": _real("sqrt", 0, _INFINITE),
    "tan": _angle("tan"),
    "tanh": _tanh,
    "div": _divide,
    "pow": _power,
    "max": lambda u, v: u if u >= v or u != u else v,  # what is no number stays none
    "min": lambda u, v: u if u <= v or u != u else v,
    "where": lambda c, u, v: u if c != 0 else v,
    "lt": _compared(lambda u, v: u < v),
    "le": _compared(lambda u, v: u <= v),
    "gt": _compared(lambda u, v: u > v),
    "ge": _compared(lambda u, v: u >= v),
    "eq": _compared(lambda u, v: u == v),
    "ne": _compared(lambda u, v: u != v),
}


# How long an operation takes beside exp; sums, products and comparisons are short.
_SHORT = ("neg", "add", "sub", "mul", "div", "number", "name", "abs", "relu", "sign", "max", "min",
          "where", "lt", "le", "gt", "ge", "eq", "ne")  # fmt: skip
_WORK = dict.fromkeys(_SHORT, 0.1) | {"erf": 5.0, "erfc": 5.0, "Phi": 5.0, "tan": 2.0, "asin": 2.0}


def _constant(value: float | str) -> Any:
    return +getattr(context(), value) if isinstance(value, str) else context().mpf(value)


class Exact:
    """A formula at fixed parameters, exact to `digits` of its thread's context."""

    def __init__(
        self, root: Node, parameters: Mapping[str, float], budget: Budget | None = None
    ) -> None:
        self._root, self._parameters, self._budget = root, dict(parameters), budget
        self.work = sum(_WORK.get(part.op, 1.0) for part in walk(root))
        self._series = 4.0 * sum(part.op in ("erf", "erfc", "Phi") for part in walk(root))
        self._made: dict[tuple[int, int], tuple[Callable[..., Any], list[Any]]] = {}

    def __call__(self, x: Any, digits: int = 50) -> Any:
        """The value at x, as a number of mpmath; NaN where there is none. Raises TooWild."""
        if self._budget is not None:
            self._budget.with_digits(self.work + self._series * (digits / 100) ** 2, digits)
        c = context()
        c.dps = digits
        made = self._made.get((id(c), digits))
        if made is None:
            names = ["x", *self._parameters]
            function = compiled([self._root], names, EXACT, _constant)
            given = [c.mpf(value) for value in self._parameters.values()]
            made = self._made[id(c), digits] = (function, given)
        function, given = made
        try:
            (value,) = function(c.mpf(x), *given)
        except (ZeroDivisionError, ValueError):
            return c.nan
        return value


@lru_cache(maxsize=4096)
def _constant_value(part: Node) -> float:
    """The value of a constant; 0 where it only fades with more digits, as sin(π) does."""
    few, many = (Exact(part, {})(0, digits) for digits in (50, 100))
    return 0.0 if abs(many) < 1e-30 * abs(few) else float(many)


def worked_out(root: Node) -> Node:
    """The tree with a number in place of each part that has neither x nor a parameter in it.

    Raises TooWild.
    """
    done: dict[Node, Node] = {}
    for part in walk(root):
        parts = tuple(done[below] for below in part.parts)
        if part.is_constant:
            done[part] = part if part.op == NUMBER else number(_constant_value(part))
        else:
            done[part] = node(part.op, *parts, value=part.value)
    return done[root]
