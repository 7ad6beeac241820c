"""The largest value of f, of its slope or of its slope's size, and whether it is ever reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.numerics.roots import roots
from explorer.properties.nearby import Array, Curve, approached
from explorer.properties.record import Interval, inside, interval, number
from explorer.properties.study import NEAR, Piece, Study, sides
from explorer.properties.tails import tendency
from explorer.words import listed

TIE = 1e-9  # relative difference below which two values are the same
SHOWN = 4  # places that a text still lists
Quantity = Literal["value", "slope", "steepness"]


@dataclass(frozen=True)
class Extreme:
    """A supremum (or infimum) and its place.

    `at` is None where it is only approached. `where` says the place in words, as in "at x = 2"
    or "as x → ∞"; `marks` are the places themselves.
    """

    value: float
    at: float | None
    where: str
    marks: tuple[Interval, ...]


def greatest(study: Study, quantity: Quantity, sign: int = 1) -> Extreme:
    """The supremum of f, f′ or |f′| over the line; of its negative, negated, where sign is −1.

    Found on the samples and at the ends of each piece, then narrowed until two neighbours are
    1e-9 apart: the value is right to about 1e-12, a place to about 1e-7.
    """
    values: list[Extreme] = []
    for piece in study.pieces:
        values += _of_piece(study, piece, quantity, sign)
    if quantity == "value":
        ends = [end for gap in study.gaps for end in gap if np.isfinite(end)]
        at = np.array([*(kink.at for kink in study.breaks), *ends])
        y = study.f(at) if len(at) else at
        values += [_point(sign * v, x) for x, v in zip(at, y, strict=True) if np.isfinite(v)]
    elif quantity == "steepness":
        values += [
            Extreme(np.inf, kink.at, f"as f jumps at x = {number(kink.at)}", ((kink.at, kink.at),))
            for kink in study.breaks
            if kink.order == 0 and _jumps(*sides(study, kink.at))
        ]
    best = max(extreme.value for extreme in values)
    near = best - TIE * (1 + abs(best)) if np.isfinite(best) else best
    tied = [extreme for extreme in values if extreme.value >= near]
    tied.sort(key=lambda e: min(abs(end) for mark in e.marks for end in mark))
    chosen = min(tied, key=lambda e: (e.at is None, abs(e.at or 0), -(e.at or 0)))
    marks = {mark for e in tied if (e.at is None) == (chosen.at is None) for mark in e.marks}
    points = {low for low, high in marks if low == high}
    spans = sorted(span for span in marks if span[0] < span[1])
    where = chosen.where
    if chosen.at is None:
        places = list(dict.fromkeys(e.where for e in tied))
        where = listed([*places[:SHOWN], *(["elsewhere"] if len(places) > SHOWN else [])])
    elif spans:
        words = (interval(low, high, low in points, high in points) for low, high in spans)
        where = "for " + listed(words)
    alone = points - {end for span in spans for end in span}
    shown = tuple(sorted([*spans, *((point, point) for point in alone)]))
    return Extreme(float(sign * chosen.value + 0.0), chosen.at, where, shown)


def _jumps(left: float, right: float) -> bool:
    """Whether f jumps between two values: not where it ends, misses a value or has a pole."""
    return np.isfinite(left) and np.isfinite(right) and left != right


def _point(value: float, x: float) -> Extreme:
    x = float(x) + 0.0
    return Extreme(float(value), x, f"at x = {number(x)}", ((x, x),))


def _of_piece(study: Study, piece: Piece, quantity: Quantity, sign: int) -> Sequence[Extreme]:
    base = study.f if quantity == "value" else study.df
    samples = piece.y if quantity == "value" else piece.slope
    steep = quantity == "steepness"

    def told(y: Array) -> Array:
        return sign * (np.abs(y) if steep else y)

    def g(x: Array) -> Array:
        return told(base.quick(x))

    y = sign * (np.abs(samples) if steep else samples)
    if piece.flat if quantity == "value" else piece.straight:
        span = (piece.low, piece.high)
        at = inside(*span)
        return [Extreme(float(y[0]), at, f"for {interval(*span)}", (span,))]
    ends = [_end(study, piece, y, side, quantity) for side in (-1, 1)]
    limits = [end for end in ends if end is not None]
    limit = max((end.value for end in limits), default=-np.inf)
    return [*limits, *_peaks(g, lambda x: told(base(x)), study, piece, y, quantity, limit)]


def _end(study: Study, piece: Piece, y: Array, side: int, quantity: Quantity) -> Extreme | None:
    """What y nears at one end of its piece; None where it swings."""
    edge = piece.low if side < 0 else piece.high
    if np.isinf(edge):
        if study.wild[side > 0]:
            return None
        going = tendency(piece, y, side)
        limit = going.high if going.limit is None and np.isinf(going.high) else going.limit
        mark = (-np.inf, -NEAR) if side < 0 else (NEAR, np.inf)
        where = f"as x → {number(edge)}"
        return None if limit is None else Extreme(limit, None, where, (mark,))
    nearer = (y[::-1] if side > 0 else y)[:10][::-1]  # the last is nearest to the edge
    limit = approached(nearer)
    sign = "⁻" if side > 0 else "⁺"
    place = f"x = {number(edge)}{sign}"
    if quantity == "value" or np.isinf(limit):
        to = number(edge) + sign
        return Extreme(limit, None, f"as x → {to}", ((edge, edge),))
    return Extreme(limit, edge + 0.0, f"at {place}", ((edge, edge),))


def _peaks(
    g: Curve,
    careful: Curve,
    study: Study,
    piece: Piece,
    y: Array,
    quantity: Quantity,
    limit: float,
) -> list[Extreme]:
    """The highest inner peak nearest to 0, unless it is only rounding on the way to the limit."""
    inner = np.flatnonzero((y[1:-1] >= y[:-2]) & (y[1:-1] >= y[2:])) + 1
    inner = inner[np.abs(piece.x[inner]) <= NEAR]
    inner = inner[(y[inner] > y[inner - 1]) | (y[inner] > y[inner + 1])]  # no plateau's middle
    if not len(inner):
        return []
    top = y[inner].max()
    inner = inner[y[inner] >= top - 1e-2 * (1 + abs(top))]
    inner = inner[np.argsort(np.abs(piece.x[inner]), kind="stable")][:64]
    low, high = piece.x[inner - 1], piece.x[inner + 1]
    for _ in range(8):
        at = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, 17)
        best = g(at).argmax(axis=1)
        rows = np.arange(len(at))
        low, high = at[rows, np.maximum(best - 1, 0)], at[rows, np.minimum(best + 1, 16)]
    place = (low + high) / 2
    if quantity == "value":
        low, high = piece.x[inner - 1], piece.x[inner + 1]
        turns = np.sign(study.df.quick(low)) * np.sign(study.df.quick(high)) < 0
        # Of a fast wave it may be another turn than this peak.
        turn = roots(study.df.quick, low, high)
        place = np.where(turns & (g(turn) >= g(place) - 1e-9), turn, place)
    value = g(place)
    top = value.max()
    tie = TIE * (1 + abs(top))
    tied = value >= top - tie
    if top > 1e9 * (1 + np.abs(y[inner]).max()):
        pole = float(place[value.argmax()])
        return [Extreme(np.inf, None, f"as x → {number(pole)}", ((pole, pole),))]
    if top <= limit + tie:
        # Only a peak with lower ground on both sides is one: else f has met its limit in rounding.
        left, right = np.minimum.accumulate(y), np.minimum.accumulate(y[::-1])[::-1]
        tied &= np.maximum(left[inner], right[inner]) < top - tie
    if not tied.any():
        return []
    chosen = min(place[tied], key=lambda x: (round(abs(x), 6), -x))
    height = float(careful(np.array([chosen]))[0])
    beside = np.abs(y[inner[0] - 1])
    return [_point(0.0 if abs(height) < 1e-12 * beside else height, _clean(g, chosen))]


def _clean(g: Curve, x: float) -> float:
    """A place found by narrowing, set to a short number near it where g is as high."""
    high = g(np.array([x]))[0]
    for digits in (1, 3):
        short = round(float(x), digits)
        if abs(x - short) < 1e-3 and g(np.array([short]))[0] >= high - 1e-15 * (1 + abs(high)):
            return short + 0.0
    return float(x)
