"""Where a formula is not smooth: where one of its switches changes sides, told by what jumps."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch

from explorer.formula.algebra import simplified
from explorer.formula.budget import DERIVED, Budget, TooWild
from explorer.formula.derivative import U, V, derivative
from explorer.formula.evaluation import OnTensors
from explorer.formula.exact import Exact, OutOfReach, context
from explorer.formula.notation import tree_of
from explorer.formula.operations import COMPARISONS, OPERATIONS
from explorer.formula.stable import stable
from explorer.formula.tree import NUMBER, Node, name, number, replaced, walk
from explorer.numerics.roots import changes

REACH = 50.0  # switches that are no straight lines are searched on [−REACH, REACH]
PER_UNIT = 64  # samples, each switch found at most once between two of them
HIGHEST = 5  # derivative that is looked at
MOST_PARTS = 800  # of a derivative that is looked at
MOST_PLACES = 160
WORK = 0.4  # seconds of work; the places that are nearest to 0 come first
DIGITS = 100
MORE_DIGITS = 50  # for each derivative of a quotient of two numbers that vanish
# A derivative is compared on both sides so far from the place, times 1 + |place|: a difference
# that stays is a jump, and what goes on growing has no limit.
NEAR, FAR = 1e-40, 1e-20
SAME = 1e-9
GROWING, LARGE = 1.5, 10.0


@dataclass(frozen=True)
class Kink:
    """A place where f or one of its derivatives jumps: from the left and the right they differ.

    `order` is that of the lowest derivative that jumps or has no finite limit: 0 where f itself
    does, 1 where f′ does (a corner), 2 where f″ does, and so on.
    """

    at: float
    order: int


@lru_cache(maxsize=1024)
def breaks(root: Node, parameters: tuple[tuple[str, float], ...]) -> tuple[Kink, ...]:
    """Every kink of a formula at these parameters, from left to right.

    Switches that are straight lines are found wherever they are, others on [−50, 50], at most one
    of each within 1/64. Removable holes are no kinks.
    """
    root = fixed(root, parameters)
    if not root.varies:
        return ()
    budget = Budget(WORK)
    budget.start(WORK / 2)
    orders: list[Exact | None] = [Exact(root, {}, budget)]
    found = []
    places = _places(root, budget)
    budget.start(WORK)
    for at in sorted(places, key=abs)[:MOST_PLACES]:
        try:
            order = _order(root, orders, at, places[at], budget)
        except OutOfReach:
            continue
        except TooWild:
            break
        if order <= HIGHEST:
            found.append(Kink(float(at) + 0.0, order))
    return tuple(sorted(dict.fromkeys(found), key=lambda kink: kink.at))


@lru_cache(maxsize=1024)
def fixed(root: Node, parameters: tuple[tuple[str, float], ...]) -> Node:
    """The formula with numbers in place of its parameters."""
    numbers = {name(key): number(value) for key, value in parameters}
    return simplified(replaced(root, numbers))


def switches(root: Node) -> list[Node]:
    """The parts of a formula that change sides, or have no value, where it is not smooth."""
    found = []
    for part in walk(root):
        text = OPERATIONS[part.op].switch if part.op in OPERATIONS else ""
        if not text or (part.op == "where" and part.parts[0].op in COMPARISONS.values()):
            continue
        if part.op == "pow" and _is_whole(part.parts[1]):
            continue
        switch = simplified(replaced(tree_of(text), dict(zip((U, V), part.parts, strict=False))))
        if switch.varies:
            found.append(switch)
    return list(dict.fromkeys(found))


def _is_whole(exponent: Node) -> bool:
    return exponent.op == NUMBER and isinstance(exponent.value, int) and exponent.value >= 0


def _places(root: Node, budget: Budget) -> dict[Any, bool]:
    """Where a switch is 0 or begins to have a value; and whether it is but a divisor's zero."""
    found: list[tuple[Any, bool]] = []
    divisors = {part.parts[1] for part in walk(root) if part.op == "div"}
    for switch in switches(root):
        slope = derivative(switch)
        if slope.is_constant:
            rise = Exact(slope, {})(0, DIGITS)
            zeros = [-Exact(switch, {})(0, DIGITS) / rise] if rise else []
        else:
            zeros = _searched(switch, slope, budget)
        found += [(at, switch in divisors) for at in zeros if context().isfinite(at)]
    places: dict[Any, bool] = {}
    last = None
    for at, only_divisor in sorted(found):
        if last is not None and at - last < 1e-12 * (1 + abs(at)):
            places[last] = places[last] and only_divisor
        else:
            places[at], last = only_divisor, at
    return places


def _searched(switch: Node, slope: Node, budget: Budget) -> list[Any]:
    """The zeros of a switch, and the ends of where it has values, on [−REACH, REACH]."""
    steps = int(REACH * PER_UNIT)
    x = np.arange(-steps, steps + 1) / PER_UNIT
    g = OnTensors(switch, {})
    starts = _changes(g, x)
    # What touches 0 and turns back, as x² does, is 0 where its slope changes sign.
    turns = _changes(OnTensors(slope, {}), x)
    small = np.abs(g(torch.from_numpy(turns)).numpy()) < 1e-9 * (1 + np.abs(turns))
    exact, exact_slope = Exact(switch, {}, budget), Exact(slope, {}, budget)
    found = []
    for at in sorted([*starts, *turns[small]], key=abs)[:MOST_PLACES]:
        try:
            found.append(_polished(exact, exact_slope, at))
        except TooWild:
            break
    return found


def _changes(g: OnTensors, x: np.ndarray) -> np.ndarray:
    """Where g changes its sign, or begins or stops being 0 or defined, between samples (C,)."""

    def values(at: np.ndarray) -> np.ndarray:
        return g(torch.from_numpy(at)).numpy()

    def state(at: np.ndarray) -> np.ndarray:
        y = values(at)
        return np.where(np.isnan(y), 2.0, np.sign(y))

    sides = state(x)
    changing = np.flatnonzero(sides[1:] != sides[:-1])
    changing = changing[np.abs(x[changing]).argsort(kind="stable")[:MOST_PLACES]]
    low, high = changes(state, x[changing], x[changing + 1])
    low_size, high_size = (np.nan_to_num(np.abs(values(end)), nan=np.inf) for end in (low, high))
    return np.where(low_size < high_size, low, high)


def _polished(g: Exact, slope: Exact, start: float) -> Any:
    """The zero of g near a double, to DIGITS digits, by Newton's method; a short one is tried."""
    c = context()
    c.dps = DIGITS
    at = c.mpf(start)
    short = c.mpf(round(start, 9))
    try:
        if abs(at - short) < 1e-13 * (1 + abs(at)) and g(short, DIGITS) == 0:
            return short
        for _ in range(8):
            rise = slope(at, DIGITS)
            step = g(at, DIGITS) / rise if rise else c.zero
            if not c.isfinite(step) or abs(step) > 1e-9 * (1 + abs(at)):
                return c.mpf(start)
            at -= step
            if abs(step) < 1e-40:
                break
    except OutOfReach:
        return c.mpf(start)
    return at


def _order(
    root: Node, orders: list[Exact | None], at: Any, only_divisor: bool, budget: Budget
) -> int:
    """The lowest derivative that jumps at a place; HIGHEST + 1 where none is seen to."""
    size = 1 + abs(at)
    c = context()
    hole = False
    for order in range(HIGHEST + 1):
        if order == len(orders):
            orders.append(_next(root, order, budget))
        g = orders[order]
        if g is None:
            break
        digits = DIGITS + (MORE_DIGITS * (order + 1) if hole else 0)
        near = [g(at + side * NEAR * size, digits) for side in (-1, 1)]
        far = [g(at + side * FAR * size, digits) for side in (-1, 1)]
        if not all(map(c.isfinite, (*near, *far))):
            return order
        if any(abs(n) > max(GROWING * abs(f), LARGE) for n, f in zip(near, far, strict=True)):
            return order
        gap = abs(near[1] - near[0])
        if gap > SAME * (1 + min(map(abs, near))) and gap > abs(far[1] - far[0]) / 2:
            return order
        if order == 0:
            value = g(at, DIGITS)
            hole = not c.isfinite(value)
            if hole and only_divisor:  # a quotient of analytic functions, so it is analytic
                break
            if not hole and abs(value - near[0]) > 1e-6 * (1 + abs(value)):
                return 0
    return HIGHEST + 1


@lru_cache(maxsize=512)
def nth_derivative(root: Node, order: int) -> Node:
    """The derivative of this order, as a tree."""
    return root if order == 0 else stable(derivative(nth_derivative(root, order - 1)))


def _next(root: Node, order: int, budget: Budget) -> Exact | None:
    budget.spend(DERIVED * sum(1 for _ in walk(nth_derivative(root, order - 1))))
    tree = nth_derivative(root, order)
    return Exact(tree, {}, budget) if sum(1 for _ in walk(tree)) <= MOST_PARTS else None
