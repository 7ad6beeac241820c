"""What a function does far out: the limit of its values and of its slopes, and how fast."""

from dataclasses import dataclass

import numpy as np

from explorer import words
from explorer.formula.careful import FAR_ENOUGH
from explorer.properties.nearby import Array
from explorer.properties.record import interval, number
from explorer.properties.study import FAR, Piece

SETTLED = 1e-3  # a swing within one decade of x, as a share of the spread, that may count as none
POWERS = {1: "1/|x|", 2: "1/x²", 3: "1/|x|³", 4: "1/x⁴"}


@dataclass(frozen=True)
class Tendency:
    """Where samples go: `limit`, ±∞ included, or None; `low` and `high` bound the last of them."""

    limit: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Tail:
    """One end of the line, in numbers and in words."""

    value: Tendency
    slope: Tendency
    text: str


def tail(piece: Piece, side: int, values: tuple[float, float], slopes: tuple[float, float]) -> Tail:
    """How the last piece on the left (side −1) or on the right (+1) ends.

    `values` and `slopes` are the ranges of f and f′, to which the bounds of a wave are set where
    its samples come within 1 % of them.
    """
    value = _within(tendency(piece, piece.y, side), *values)
    slope = tendency(piece, piece.slope, side)
    slope = _within(slope, *slopes)
    if piece.straight:
        slope = Tendency(float(piece.slope[0]), float(piece.slope[0]), float(piece.slope[0]))
    return Tail(value, slope, _words(piece, side, value, slope))


def tendency(piece: Piece, y: Array, side: int) -> Tendency:
    """Judge samples by decades of |x|: settled, growing without end, or swinging."""
    distance, y = piece.x * side, y
    if side < 0:
        distance, y = distance[::-1], y[::-1]
    last, outer = float(y[-1]), y[distance >= 1]
    spread = float(np.ptp(outer)) if len(outer) else 0.0
    if distance[-1] < FAR:  # float64 gives no numbers further out
        if abs(last) > 1e100:
            return Tendency(float(np.copysign(np.inf, last)), last, last)
        half = y[distance > distance[-1] / 2]
        settled = np.ptp(half) <= 1e-9 * spread
        return Tendency(last if settled else None, float(half.min()), float(half.max()))
    decades = [y[(distance >= 10.0**k) & (distance <= 10.0 ** (k + 1))] for k in range(4, 8)]
    lows, highs = (np.array([edge(part) for part in decades]) for edge in (np.min, np.max))
    width = highs - lows
    low, high = float(lows[-1]), float(highs[-1])
    if width[-1] <= 1e-13 * spread:
        return Tendency(0.0 if abs(last) < 1e-13 * spread else last, low, high)
    if width[-1] <= SETTLED * spread and width[-1] <= 0.1 * width[0]:
        if low < 0 < high:
            return Tendency(0.0, low, high)
        by_decade = y[np.searchsorted(distance, [1e6, 1e7, 1e8])]
        return Tendency(_beyond(by_decade, spread), low, high)
    # A wave that is sampled too thinly creeps outwards too, but never leaves its first decade.
    for sign, ends, passed in ((1, lows, highs[0]), (-1, -highs, -lows[0])):
        steps = np.diff(ends)
        leaves = ends[-1] > passed
        if leaves and (steps > 0).all() and (steps[1:] >= 0.6 * steps[:-1]).all():
            return Tendency(sign * np.inf, low, high)
    wider = width[-1] > 3 * width[0]
    bounds = (-np.inf, np.inf) if wider else (float(min(lows)), float(max(highs)))
    return Tendency(None, *bounds)


def _within(found: Tendency, low: float, high: float) -> Tendency:
    close = 0.01 * (found.high - found.low)
    if found.limit is not None or not np.isfinite(close):
        return found
    return Tendency(
        None,
        low if abs(found.low - low) <= close else found.low,
        high if abs(found.high - high) <= close else found.high,
    )


def _beyond(y: Array, spread: float) -> float:
    """The limit of three values a decade apart that near it by a constant ratio (Aitken)."""
    first, second = np.diff(y)
    bend = second - first
    limit = float(y[2] - second**2 / bend) if bend else float(y[2])
    return 0.0 if abs(limit) < 1e-9 * min(spread, 1.0) else float(f"{limit:.13g}")


def _words(piece: Piece, side: int, value: Tendency, slope: Tendency) -> str:
    where = interval(piece.low, piece.high)
    if piece.flat:
        return f"exactly {number(piece.y[0])} for {where}"
    if value.limit is None:
        if np.isinf(value.high):
            return "swings ever wider"
        return f"oscillates between {number(value.low)} and {number(value.high)}"
    if np.isfinite(value.limit):
        return f"saturates at {number(value.limit)}, {_rate(piece, side, value.limit)}"
    to = f"→ {number(value.limit)}"
    if piece.straight:
        return f"{to}, slope exactly {number(piece.slope[0])} for {where}"
    if slope.limit is None:
        return f"{to}, slope swings between {number(slope.low)} and {number(slope.high)}"
    if slope.limit == 0:
        return f"{to}, ever more slowly"
    if np.isinf(slope.limit):
        return f"{to}, ever more steeply"
    return f"{to}, slope → {number(slope.limit)}"


def _rate(piece: Piece, side: int, limit: float) -> str:
    """How fast f nears its limit: as a power of x, exponentially, or faster than that."""
    distance, left = piece.x * side, np.abs(piece.y - limit)
    left[left <= 2 * FAR_ENOUGH * abs(limit)] = 0  # rounding
    near, far = (
        left[(distance >= 10.0**k) & (distance <= 10.0 ** (k + 1))].max(initial=0) for k in (2, 3)
    )
    power = float(np.log10(near / far)) if far > 0 else np.inf
    if not power > 0:
        return "very slowly"
    if power < 12:
        whole = abs(power - round(power)) < 0.05 and round(power) in POWERS
        form = POWERS[round(power)] if whole else f"|x|^−{words.number(power, 2)}"
        swinging = np.ptp(np.sign(piece.y[distance > 100] - limit)) > 1
        return f"swinging, as {form}" if swinging else f"as {form}"
    outward = distance[::side], left[::side]
    x, gap = (values[outward[0] > 0] for values in outward)
    close = np.flatnonzero(gap >= 1e-2 * gap.max())[-1] + 1
    fading = (gap > 1e-13 * gap.max()) & (np.arange(len(gap)) >= close)
    if fading.sum() < 9:
        return "faster than exponentially"
    decay = -np.log(gap[fading])
    at = np.interp(np.linspace(decay[0], decay[-1], 4), decay, x[fading])
    faster = at[1] - at[0] > 1.5 * (at[3] - at[2])  # the last third of the fall is the shortest
    return "faster than exponentially" if faster else "exponentially"
