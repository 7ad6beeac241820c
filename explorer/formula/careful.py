"""Arrays of a formula's values that rounding, overflow and cancellation did not decide.

Each step keeps a bound on its error beside its value. Where the bound says that too few digits are
left, the value is worked out again with as many digits as it takes.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch

from explorer.formula.algebra import simplified
from explorer.formula.breaks import fixed
from explorer.formula.budget import Budget
from explorer.formula.compiling import compiled
from explorer.formula.evaluation import OnTensors
from explorer.formula.exact import Exact, OutOfReach, worked_out
from explorer.formula.stable import precise
from explorer.formula.tensors import FUNCTIONS, prepared
from explorer.formula.tree import Node, walk

Tensor = torch.Tensor
Pair = tuple[Tensor, Tensor]  # values, and a bound on the error of each

ROUNDING = 4e-16  # relative error of one step
LEAST = 5e-324  # what an underflow may hide
UNSURE = 1e300  # the error of a comparison that could be otherwise
ENOUGH = 1e-8  # relative error with which a value is taken
# And far out, where little may be left of a function, if that many functions with digits will do.
FAR_OUT, FAR_ENOUGH, FAR_WORK = 64.0, 1e-14, 600
MENDED = 60  # steps that a step takes where it has to be computed without overflow
DIGITS = (50, 100, 400)  # tried until two agree; 0 to the last of them is 0 in float64
AGREE = 1e-13
TRIED = 9  # values by signs and logarithms that are worked out too
HOLDS = 1e-6  # relative error with which they hold


class Careful:
    """A formula at fixed parameters, as a function of arrays (any shape) of float64."""

    def __init__(self, root: Node, parameters: Mapping[str, float], budget: Budget) -> None:
        root = precise(simplified(fixed(root, tuple(parameters.items()))))
        self._exact, self._budget = Exact(root, {}, budget), budget
        root = simplified(worked_out(root))
        self._value = compiled([prepared(root)], ["x"], PAIRS, _number)
        self._steps = sum(1 for _ in walk(root))
        self._plain = OnTensors(root, {})
        self._tensors = OnTensors(root, {}, guarded=True)

    def quick(self, x: np.ndarray) -> np.ndarray:
        """The values at x as float64 gives them, to look for places by; raises TooWild."""
        y = self.plain(x)
        bad = int(np.count_nonzero(~np.isfinite(y)))
        if not bad:
            return y
        self._budget.on_arrays(MENDED * self._steps, bad)
        return self._tensors(torch.from_numpy(np.array(x, dtype=float))).numpy()

    def plain(self, x: np.ndarray) -> np.ndarray:
        """The values at x where no part overflows, and no hole is filled; raises TooWild."""
        self._budget.on_arrays(self._steps, np.size(x))
        return self._plain(torch.from_numpy(np.array(x, dtype=float))).numpy()

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """The values at x; NaN where there is none, ±∞ beyond 1.8e308. Raises TooWild."""
        self._budget.on_arrays(4 * self._steps, np.size(x))
        x = np.asarray(x, dtype=float)
        given = torch.from_numpy(x.copy())
        ((value, error),) = self._value((given, torch.zeros_like(given)))
        value, error = torch.broadcast_tensors(value, error)
        value, error = (part.expand(given.shape).numpy().copy() for part in (value, error))
        sure = np.isfinite(error) & (error <= ENOUGH * np.abs(value) + 1e-305)
        sure |= np.isnan(value) & (error == 0)
        large = ~sure & np.isinf(error)  # something overflowed on the way
        if large.any():
            value[large], sure[large] = self._without_overflow(x[large])
        unsure = ~sure
        vague = sure & (np.abs(x) > FAR_OUT) & (error > FAR_ENOUGH * np.abs(value))
        if np.count_nonzero(vague) * self._exact.work <= FAR_WORK:
            unsure |= vague
        for place in np.argwhere(unsure):
            at = tuple(place)
            value[at] = self._worked_out(float(x[at]))
        return value

    def _without_overflow(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The values at x (N,) by signs and logarithms, and which of them hold.

        Their digits may cancel too: none holds where one of those that are worked out does not.
        """
        value = self._tensors.large(x).copy()
        known = ~np.isnan(value)
        order = np.flatnonzero(known)[np.argsort(x[known])]
        for at in order[np.linspace(0, len(order) - 1, min(TRIED, len(order))).astype(int)]:
            exact = self._worked_out(float(x[at]))
            if exact != value[at] and not abs(exact - value[at]) <= HOLDS * abs(exact):
                return value, np.zeros(len(x), dtype=bool)
        return value, known

    def _worked_out(self, x: float) -> float:
        """One value to as many digits as it takes; NaN where those would be too many."""
        last = None
        for digits in DIGITS:
            try:
                now = self._exact(x, digits)
            except OutOfReach:
                return math.nan
            if last is not None and last != 0 and abs(now - last) <= AGREE * abs(now):
                break
            if last is not None and now != now and last != last:
                break
            last = now
        return float(now)


def _number(value: Any) -> Pair:
    """A constant; one of many digits may stand for a number that has no end, such as log(2)."""
    number = torch.tensor(float(value), dtype=torch.float64)
    short = float(f"{value:.12g}") == value
    return number, torch.zeros_like(number) if short else number.abs() * 2.0**-53


def _bounded(value: Tensor, error: Tensor) -> Pair:
    """The pair, with no bound at all where the value is infinite, or no number of its own."""
    error = error + ROUNDING * value.abs() + LEAST
    return value, torch.where(value.isinf() | error.isnan(), math.inf, error)


def _through(function: Callable[[Tensor], Tensor]) -> Callable[[Pair], Pair]:
    """A function of one pair: its error is what the error of its argument can move it by."""

    def pair(u: Pair) -> Pair:
        value, near = u
        result = function(value)
        error = near
        if near.any():  # x itself has no error
            moved = [(function(value + side * near) - result).abs() for side in (-1, 1)]
            error = torch.maximum(*moved)
        certain = result.isnan() & (near < ENOUGH * value.abs() + LEAST) & ~value.isnan()
        certain |= value.isnan() & (near == 0)
        result, error = _bounded(result, error)
        return result, torch.where(certain, 0.0, error)

    return pair


def _sure_nan(u: Pair, v: Pair) -> Tensor:
    """Where one of both is certain to be no number."""
    return (u[0].isnan() & (u[1] == 0)) | (v[0].isnan() & (v[1] == 0))


def _both(operation: Callable[[Pair, Pair], Pair]) -> Callable[[Pair, Pair], Pair]:
    def pair(u: Pair, v: Pair) -> Pair:
        value, error = operation(u, v)
        error = torch.where(value.isinf() | error.isnan(), math.inf, error)
        return value, torch.where(_sure_nan(u, v), 0.0, error)

    return pair


@_both
def _add(u: Pair, v: Pair) -> Pair:
    """What rounding loses of a sum is known exactly (Knuth, The Art of Computer Programming 2)."""
    total = u[0] + v[0]
    of_v = total - u[0]
    lost = (u[0] - (total - of_v)) + (v[0] - of_v)
    return total, u[1] + v[1] + lost.abs()


def _subtract(u: Pair, v: Pair) -> Pair:
    return _add(u, (-v[0], v[1]))


@_both
def _multiply(u: Pair, v: Pair) -> Pair:
    value = u[0] * v[0]
    error = u[0].abs() * v[1] + v[0].abs() * u[1] + u[1] * v[1] + ROUNDING * value.abs() + LEAST
    exact = ((u[0] == 0) & (u[1] == 0)) | ((v[0] == 0) & (v[1] == 0))
    exact |= (u[1] == 0) & (v[1] == 0) & (u[0].float() == u[0]) & (v[0].float() == v[0])
    return value, torch.where(exact & ~value.isnan(), 0.0, error)


@_both
def _divide(u: Pair, v: Pair) -> Pair:
    ratio = u[0] / v[0]
    error = (u[1] + ratio.abs() * v[1]) / (v[0].abs() - v[1]) + ROUNDING * ratio.abs() + LEAST
    error = torch.where(v[0].abs() > v[1], error, math.inf)
    exact = (u[1] == 0) & (v[1] == 0) & (ratio * v[0] == u[0])
    exact &= (ratio.float() == ratio) & (v[0].float() == v[0])  # so their product is exact
    return ratio, torch.where(exact, 0.0, error)


@_both
def _power(u: Pair, v: Pair) -> Pair:
    value = torch.pow(u[0], v[0])
    moved = [
        (torch.pow(u[0] + a * u[1], v[0] + b * v[1]) - value).abs()
        for a in (-1, 1)
        for b in (-1, 1)
    ]
    error = torch.stack(torch.broadcast_tensors(*moved)).amax(0)
    error = error + 4 * ROUNDING * value.abs() + LEAST
    error = torch.where((u[0] == 0) & (u[1] == 0) & (value == 0), 0.0, error)
    certain = value.isnan() & (u[0] < -u[1]) & (v[1] == 0)
    return value, torch.where(certain, 0.0, error)


def _choice(pick: Callable[[Tensor, Tensor], Tensor]) -> Callable[[Pair, Pair], Pair]:
    def pair(u: Pair, v: Pair) -> Pair:
        value = pick(u[0], v[0])
        unsure = (u[0] - v[0]).abs() <= u[1] + v[1]
        own = torch.where(value == u[0], u[1], v[1])
        return value, torch.where(unsure, torch.maximum(u[1], v[1]), own)

    return _both(pair)


def _test(holds: Callable[[Tensor, Tensor], Tensor]) -> Callable[..., Pair]:
    """A comparison, which is certain where the errors are smaller than the difference."""

    def pair(u: Pair, v: Pair, *_: Pair) -> Pair:
        gap, error = (u[0] - v[0]).abs(), u[1] + v[1]
        certain = (gap > error) | (error == 0) | (u[0].isinf() & (u[1] < math.inf))
        return holds(u[0], v[0]).double(), (~certain).double() * UNSURE

    return pair


def _where(condition: Pair, u: Pair, v: Pair, *_: Pair) -> Pair:
    holds = condition[0] != 0
    error = torch.where(holds, u[1], v[1])
    return torch.where(holds, u[0], v[0]), torch.maximum(error, condition[1])


_TESTS = {"lt": torch.lt, "le": torch.le, "gt": torch.gt, "ge": torch.ge, "eq": torch.eq,
          "ne": torch.ne}  # fmt: skip
PAIRS: dict[str, Callable[..., Pair]] = (
    {key: _through(function) for key, function in FUNCTIONS.items()}
    | {key: _test(test) for key, test in _TESTS.items()}
    | {f"mask_{key}": _test(test) for key, test in _TESTS.items()}
    | {
        "neg": lambda u: (-u[0], u[1]),
        "abs": lambda u: (u[0].abs(), u[1]),
        "relu": lambda u: (torch.relu(u[0]), u[1]),
        "sign": lambda u: (torch.sign(u[0]), torch.where(u[0].abs() > u[1], 0.0, 2 * u[1])),
        "add": _add,
        "sub": _subtract,
        "mul": _multiply,
        "div": _divide,
        "pow": _power,
        "max": _choice(torch.maximum),
        "min": _choice(torch.minimum),
        "where": _where,
    }
)
