"""Rows about the shape of the curve: its values, where it rises, its symmetry, its ends."""

import math
from typing import cast

import numpy as np

from explorer.numerics.roots import roots
from explorer.properties.extremes import Extreme, greatest
from explorer.properties.nearby import infinite
from explorer.properties.record import Interval, Property, inside, interval, number
from explorer.properties.study import NEAR, Piece, Study, sides
from explorer.properties.tails import Tail, tail
from explorer.words import listed

FOUND = "Searched at places 1/128 apart, then narrowed down: right to about 10⁻⁹."
Span = tuple[float, float]
MIDDLE = 4.0
PAIR = ((-1.0, -1.0), (1.0, 1.0))  # two places that show a symmetry
SHOWN_PARTS = 3  # intervals of rise and fall that a text still lists


def values(study: Study) -> dict[str, Property]:
    """The rows range, minimum and maximum."""
    low, high = greatest(study, "value", -1), greatest(study, "value")
    return {
        "range": _span(low, high),
        "minimum": extreme_row(low),
        "maximum": extreme_row(high),
    }


def slopes(study: Study) -> dict[str, Property]:
    """The rows lipschitz and slope_range."""
    low, high = greatest(study, "slope", -1), greatest(study, "slope")
    return {
        "lipschitz": extreme_row(greatest(study, "steepness")),
        "slope_range": _span(low, high),
    }


def extreme_row(extreme: Extreme) -> Property:
    """An extreme as a row of the card."""
    value, where = number(extreme.value), extreme.where
    if math.isinf(extreme.value):
        text = f"{value}, {where}"
    elif extreme.at is None:
        text = f"{value}, never reached: {where.removeprefix('as ')}"
    else:
        text = f"{value} {where}"
    how = "computed" if extreme.at is not None and math.isfinite(extreme.value) else "limit"
    return Property(extreme.value, extreme.at, how, text, extreme.marks, FOUND)


def _span(low: Extreme, high: Extreme) -> Property:
    ends = (low, high)
    reached = [end.at is not None and math.isfinite(end.value) for end in ends]
    text = f"{'[' if reached[0] else '('}{number(low.value)}, {number(high.value)}"
    text += "]" if reached[1] else ")"
    finite = [math.isfinite(end.value) for end in ends]
    if low.value == high.value:
        text = f"only {number(low.value)}"
    elif all(finite):
        both = {(True, True): "both reached", (False, False): "never reached"}
        open_end = low if reached[1] else high
        one = f"{number(open_end.value)} never reached"
        text += f", {both.get((reached[0], reached[1]), one)}"
    elif any(finite):
        end = finite.index(True)
        word = "reached" if reached[end] else "never reached"
        text += f", {number(ends[end].value)} {word}"
    at = tuple(float(end.at) for end in ends if end.at is not None) or None
    marks = tuple(dict.fromkeys(low.marks + high.marks))
    how = "computed" if any(reached) else "limit"
    return Property((low.value, high.value), at, how, text, marks, FOUND)


def dead(study: Study) -> Property:
    """The row dead_interval: between two kinks f is analytic, so there it is dead or nowhere."""
    spans = [(piece.low, piece.high) for piece in study.pieces if piece.flat]
    note = "In exact arithmetic; slopes that only underflow are not dead."
    if not spans:
        return Property(None, None, "computed", "none", (), note)
    widest = max(spans, key=lambda span: (round(span[1] - span[0], 6), -abs(inside(*span))))
    nearest = sorted(spans, key=lambda span: abs(inside(*span)))[:SHOWN_PARTS]
    text = listed(interval(*span) for span in sorted(nearest))
    text += " and elsewhere" if len(spans) > SHOWN_PARTS else ""
    return Property(widest, inside(*widest), "computed", text, tuple(spans), note)


def monotone(study: Study) -> Property:
    """The row monotone."""
    parts: list[tuple[int, Interval]] = []  # where f rises (1), stands (0) and falls (−1)
    for piece in study.pieces:
        parts += _turns(study, piece)
    jumps, across = _jumps(study)
    signs = {sign for sign, _span in parts} | {sign for sign, _place in jumps}
    flat = 0 in signs
    note = FOUND
    if signs == {0}:
        return Property("constant", None, "computed", "constant", (), note)
    one_way = signs <= {0, 1} or signs <= {0, -1}
    against = [place for sign, place in across if one_way and -sign in signs]
    if against:
        verb = "rises" if 1 in signs else "falls"
        shown = sorted(sorted(against, key=abs)[:SHOWN_PARTS])
        text = f"not monotone: {verb} on both sides of "
        more = ["elsewhere"] if len(against) > SHOWN_PARTS else []
        text += listed([*(f"x = {number(place)}" for place in shown), *more])
        marks = tuple((place, place) for place in against)
        return Property("not monotone", None, "computed", text, marks, note)
    if one_way:
        moving = tuple(span for sign, span in parts if sign)
        moving += tuple((place, place) for sign, place in jumps if sign)
        word = (
            ("nondecreasing" if flat else "increasing")
            if 1 in signs
            else ("nonincreasing" if flat else "decreasing")
        )
        text = word + (" where f gives a number" if study.gaps or across else "")
        return Property(word, None, "computed", text, moving, note)

    def length(sign: int) -> float:
        return sum(min(b, 1e9) - max(a, -1e9) for s, (a, b) in parts if s == sign)

    shares = {sign: length(sign) for sign in (-1, 1)}
    other = 1 if shares[1] < shares[-1] else -1
    spans = [span for sign, span in parts if sign == other]
    spans += [(place, place) for sign, place in jumps if sign == other]
    spans.sort()
    nearest = min(spans, key=lambda span: abs(_near(span)))
    verb = "falls" if other < 0 else "rises"
    if len(spans) > SHOWN_PARTS:
        text = "not monotone: rises and falls again and again"
    else:
        pieces = [f"at x = {number(a)}" if a == b else f"for {interval(a, b)}" for a, b in spans]
        text = f"not monotone: {verb} {listed(pieces)}"
    return Property("not monotone", _near(nearest), "computed", text, tuple(spans), note)


def _near(span: Interval) -> float:
    return span[0] if span[0] == span[1] else inside(*span)


def _turns(study: Study, piece: Piece) -> list[tuple[int, Interval]]:
    """Where f rises and falls within a piece; slopes that underflow to 0 are passed over."""
    if piece.flat:
        return [(0, (piece.low, piece.high))]
    near = np.abs(piece.x) <= NEAR
    near = near if near.any() else np.ones(len(piece.x), dtype=bool)
    x, slope = piece.x[near], piece.slope[near]
    # A slope this small beside those around 0 is rounding.
    middle = np.abs(x) <= MIDDLE
    floor = 1e-13 * np.abs(slope[middle] if middle.any() else slope).max()
    moving = np.abs(slope) > floor
    if not moving.any():
        return [(0, (piece.low, piece.high))]
    x, sign = x[moving], np.sign(slope[moving])
    turns = np.flatnonzero(sign[1:] != sign[:-1])
    at = roots(study.df.quick, x[turns], x[turns + 1]) if len(turns) else np.zeros(0)
    at = np.where(np.abs(at) < 1e-12, 0.0, at)
    signs = [*sign[turns].tolist(), sign[-1]]
    # Where it goes on turning further out, the intervals listed end with the even samples.
    left, right = piece.slope[piece.x < -NEAR], piece.slope[piece.x > NEAR]
    low = -NEAR if (left * signs[0] < -floor).any() else piece.low
    high = NEAR if (right * signs[-1] < -floor).any() else piece.high
    edges = [low, *at.tolist(), high]
    return [(int(s), (a, b)) for s, a, b in zip(signs, edges[:-1], edges[1:], strict=True)]


def _jumps(study: Study) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """The direction of each jump of f and its place; then the same across each place where f has
    no value or a pole."""
    jumps, across = [], []
    for kink in study.breaks:
        if kink.order == 0:
            left, right = sides(study, kink.at)
            if right > left or right < left:  # neither where f ends there
                hole = infinite((left, right, float(study.f(np.array([kink.at]))[0])))
                (across if hole else jumps).append((1 if right > left else -1, kink.at))
    return jumps, across


def parity(study: Study) -> Property:
    """The row parity."""
    x = np.concatenate([[1.0, 2.0, 0.5, 3.0], np.arange(1, 1025) / 128, [20.3, 101.7, 1003.1]])
    right, left = study.f(x), study.f(-x)
    for low, high in study.gaps:  # in one, f may have numbers at single places, as x**x has
        right[(low < x) & (x < high)] = left[(low < -x) & (-x < high)] = np.nan
    finite = np.isfinite(right) & np.isfinite(left)
    size = 1e-12 * (1 + np.abs(np.where(finite, right, 0)) + np.abs(np.where(finite, left, 0)))
    one_sided = np.isfinite(right) != np.isfinite(left)
    at_zero = float(study.f(np.zeros(1))[0])
    even = ~(np.abs(right - left) > size) & ~one_sided
    odd = ~(np.abs(right + left) > size) & ~one_sided
    note = "Compared at 1,031 pairs x, −x; equal to 1e-12."
    odd_at_zero = not np.isfinite(at_zero) or abs(at_zero) <= 1e-12
    if even.all() and odd.all() and odd_at_zero:
        return Property("even", None, "computed", "even and odd: it is 0", (), note)
    if even.all():
        return Property("even", None, "computed", "even: f(−x) = f(x)", PAIR, note)
    if odd.all() and odd_at_zero:
        return Property("odd", None, "computed", "odd: f(−x) = −f(x)", PAIR, note)
    fails = np.flatnonzero(~even & ~odd)
    if len(fails):
        at = float(x[fails[0]])
        pairs = ((-at, float(left[fails[0]])), (at, float(right[fails[0]])))
        values = (f"f({number(z)}) = {number(y)}" for z, y in pairs)
        text = "neither: " + ", ".join(values)
        return Property("neither", at, "computed", text, ((-at, -at), (at, at)), note)
    places = [float(x[~even][0]), float(x[~odd][0]) if (~odd).any() else 0.0]
    text = f"neither: not even at x = {number(places[0])}, not odd at x = {number(places[1])}"
    return Property("neither", tuple(places), "computed", text, tuple((p, p) for p in places), note)


def ends(study: Study, values: Property, slopes: Property) -> dict[str, Property]:
    """The rows left_limit and right_limit, given the rows range and slope_range."""
    spans = cast(Span, values.value), cast(Span, slopes.value)
    rows = {}
    for key, side, edge in (("left_limit", -1, -np.inf), ("right_limit", 1, np.inf)):
        piece = study.pieces[0 if side < 0 else -1]
        if study.wild[side > 0]:
            mark = (-np.inf, -NEAR) if side < 0 else (NEAR, np.inf)
            note = f"There are poles as far as |x| = {number(NEAR)}, where the search ends."
            text = "goes to ±∞ again and again"
            rows[key] = Property(None, None, "computed", text, (mark,), note)
            continue
        if (piece.low if side < 0 else piece.high) != edge:
            last = piece.low if side < 0 else piece.high
            rest = f"x < {number(last)}" if side < 0 else f"x > {number(last)}"
            rows[key] = Property(None, None, "computed", f"no number for {rest}", (), "")
            continue
        far = tail(piece, side, *spans)
        close = _half_line(piece, side, far)
        note = "Judged from values as far out as |x| = 1e8; the mark is where it is within 1 %."
        if abs(piece.x[0 if side < 0 else -1]) < 1e8:
            last = piece.x[0 if side < 0 else -1]
            note = f"Beyond x = {number(last)} float64 gives no finite value."
        how = "computed" if piece.flat else "limit"
        at = inside(piece.low, piece.high) if piece.flat else None
        rows[key] = Property(far.value.limit, at, how, far.text, close, note)
    return rows


def _half_line(piece: Piece, side: int, far: Tail) -> tuple[Interval, ...]:
    """From where on f stays within 1 % of its limit, or f′ of its own."""
    if far.value.limit is not None and math.isfinite(far.value.limit):
        y, limit = piece.y, far.value.limit
    elif far.slope.limit is not None and math.isfinite(far.slope.limit):
        y, limit = piece.slope, far.slope.limit
    else:
        return ((-np.inf, -NEAR) if side < 0 else (NEAR, np.inf),)
    near = y[np.abs(piece.x) <= NEAR]
    size = min(1.0, float(np.ptp(near))) if len(near) else 1.0
    off = np.flatnonzero(np.abs(y - limit) > 0.01 * size)
    if side < 0:
        return ((-np.inf, float(piece.x[off[0]]) if len(off) else piece.high),)
    return ((float(piece.x[off[-1]]) if len(off) else piece.low, np.inf),)
