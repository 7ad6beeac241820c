"""A function cut at every place where it breaks, and sampled between: what all rows read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from explorer.activations import Activation, Kink
from explorer.formula.budget import Budget, TooWild
from explorer.formula.careful import FAR_OUT, Careful
from explorer.numerics.roots import roots
from explorer.properties.nearby import (
    HUGE,
    Array,
    Curve,
    approach,
    infinite,
    limits,
)
from explorer.properties.record import Interval

NEAR = FAR_OUT  # evenly sampled on both sides of 0 as far as this
STEP = 1 / 128
FAR = 1e8  # then ever more widely, as far as this
# Where numbers end this far out or further, they overflowed; nearer, the function ends there.
OVERFLOW_FROM = 30.0

MOST_GAPS = 24
APPROACHED = 8  # breaks that are sampled nearer and nearer, those next to 0
BREAKS_TO = 50.0  # as far as breaks are certain to be found


@dataclass(frozen=True)
class Piece:
    """An open interval in which f is smooth, with samples x, y = f(x) and slope = f′(x), all (S,).

    Samples rise from just right of `low` to just left of `high`; towards an infinite end they
    reach as far as float64 gives numbers, 1e8 at most.
    """

    low: float
    high: float
    x: Array
    y: Array
    slope: Array

    @property
    def flat(self) -> bool:
        """Whether f is constant: it is analytic, so once its samples are equal all values are."""
        return bool((self.slope == 0).all() and np.ptp(self.y) <= 1e-12 * (1 + abs(self.y[0])))

    @property
    def straight(self) -> bool:
        """Whether f′ is constant."""
        return bool(np.ptp(self.slope) == 0)


@dataclass(frozen=True)
class Study:
    """A function at chosen parameters.

    `breaks` are its kinks, and `gaps` the closed intervals where f gives no number. f and df raise
    TooWild once their budget is spent.
    """

    f: Careful
    df: Careful
    breaks: tuple[Kink, ...]
    gaps: tuple[Interval, ...]
    pieces: tuple[Piece, ...]

    @cached_property
    def value_sides(self) -> dict[float, tuple[float, float]]:
        """f on both sides of each break."""
        return _sides(self.f, self.breaks)

    @cached_property
    def slope_sides(self) -> dict[float, tuple[float, float]]:
        """f′ on both sides of each break."""
        return _sides(self.df, self.breaks)

    @cached_property
    def wild(self) -> tuple[bool, bool]:
        """Whether poles follow each other without end, far left and far right."""
        poles = [k.at for k in self.breaks if k.order == 0 and infinite(self.value_sides[k.at])]
        return _endless(self.pieces, poles, -1), _endless(self.pieces, poles, 1)


def study(activation: Activation, parameters: dict[str, float], budget: Budget) -> Study:
    """Sample the function between its breaks. Raises TooWild where the budget is spent."""
    f = Careful(activation.tree, parameters, budget)
    df = Careful(activation.slope_tree, parameters, budget)
    breaks = list(activation.kinks(**parameters))
    places = [kink.at for kink in breaks]
    nearest = sorted(places, key=abs)[:APPROACHED]
    x = np.unique(np.concatenate([_even(), *_tail_samples(), *map(approach, nearest)]))
    x = x[~np.isin(x, places)]
    y, slope = f(x), df(x)
    odd = _odd(x, slope)
    x, y, slope = x[~odd], y[~odd], slope[~odd]
    bad = ~(np.isfinite(y) & np.isfinite(slope))
    gaps, reach = _undefined(f, df, x, bad, np.array(places)) if bad.any() else ([], (-FAR, FAR))
    ends = [end for gap in gaps for end in gap if np.isfinite(end) and end not in places]
    if ends:
        x = np.unique(np.concatenate([x, *map(approach, ends)]))
        x = x[~np.isin(x, [*places, *ends])]
        y, slope = f(x), df(x)
    good = np.isfinite(y) & np.isfinite(slope) & (x >= reach[0]) & (x <= reach[1])
    x, y, slope = x[good], y[good], slope[good]
    edges = sorted({*places, *ends})
    pieces = []
    for low, high in pairwise([-np.inf, *edges, np.inf]):
        at = slice(*np.searchsorted(x, [low, high]))
        in_gap = any(start <= low and high <= end for start, end in gaps)
        if not in_gap and at.stop - at.start > 2:
            pieces.append(Piece(float(low), float(high), x[at], y[at], slope[at]))
    breaks = [_at_end(f, kink, gaps) for kink in breaks]
    return Study(f, df, tuple(breaks), tuple(gaps), tuple(pieces))


def _sides(g: Careful, breaks: tuple[Kink, ...]) -> dict[float, tuple[float, float]]:
    """Those next to 0 with all digits; of many poles the others are told by float64."""
    places = sorted((kink.at for kink in breaks), key=abs)
    near, far = places[:APPROACHED], places[APPROACHED:]
    return dict(zip(places, [*limits(g, near), *limits(g.quick, far)], strict=True))


def _odd(x: Array, slope: Array) -> Array:
    """Where f′ alone differs from both of its neighbours, which agree: a switch was hit there."""
    odd = np.zeros(len(x), dtype=bool)
    left, here, right = slope[:-2], slope[1:-1], slope[2:]
    alike = np.abs(right - left) <= 1e-9 * (1 + np.abs(left))
    odd[1:-1] = alike & (np.abs(here - left) > 1e-3 * (1 + np.abs(left))) & (np.abs(x[1:-1]) < NEAR)
    return odd


def sides(study: Study, place: float, slope: bool = False) -> tuple[float, float]:
    """f, or f′, just left and just right of a place; ±∞ where it grows without end."""
    known = study.slope_sides if slope else study.value_sides
    return known.get(place) or limits(study.df if slope else study.f, [place])[0]


def _at_end(f: Curve, kink: Kink, gaps: list[Interval]) -> Kink:
    """A break at the edge of a gap is no jump where f has a value there, and nears it."""
    if kink.order or all(kink.at not in gap for gap in gaps):
        return kink
    value = f(np.array([kink.at]))[0]
    ends = any(abs(side - value) <= 1e-5 * (1 + abs(value)) for side in limits(f, [kink.at])[0])
    return Kink(kink.at, 1) if ends else kink


def _endless(pieces: Sequence[Piece], poles: list[float], side: int) -> bool:
    """Whether the last poles come within a gap of where breaks are looked for, and the samples
    beyond go against their slopes, as they do where there are more poles between."""
    places = sorted(side * pole for pole in poles)
    if len(places) < 2 or not pieces or places[-1] + 1.1 * (places[-1] - places[-2]) < BREAKS_TO:
        return False
    piece = pieces[0 if side < 0 else -1]
    far = piece.x * side >= NEAR
    y, slope = piece.y[far], piece.slope[far]
    rise = np.diff(y)
    against = (slope[:-1] * slope[1:] > 0) & (rise * slope[1:] < -1e-6 * np.abs(slope[1:]))
    return bool(against.any())


def _even() -> Array:
    return np.arange(-NEAR / STEP, NEAR / STEP + 1) * STEP


def _tail_samples() -> tuple[Array, Array]:
    powers = np.arange(np.log10(NEAR), np.log10(FAR), 0.0317)  # no multiple of a period of f
    tail = np.concatenate([10 ** powers[1:], [1e6, 1e7, FAR]])
    return -tail, tail


def _undefined(
    f: Careful, df: Careful, x: Array, bad: Array, kinks: Array
) -> tuple[list[Interval], Interval]:
    """The intervals without a number, and how far out there are any."""

    def fine(at: Array) -> Array:
        return np.where(np.isfinite(f.plain(at)) & np.isfinite(df.plain(at)), 1.0, -1.0)

    def border(good: int, wrong: int) -> float:
        place = float(roots(fine, x[[good]], x[[wrong]])[0])
        exact = np.append(kinks, x[wrong])
        nearest = float(exact[np.abs(exact - place).argmin()])
        return nearest if abs(place - nearest) < 1e-9 * max(1, abs(place)) else place

    huge = np.abs(f(x)) > HUGE
    changes = np.flatnonzero(np.diff(np.concatenate([[0], bad.astype(int), [0]])))
    gaps, low, high = [], -FAR, FAR
    if len(changes) > 2 * MOST_GAPS:
        raise TooWild(f"it has more than {MOST_GAPS} gaps")
    for start, stop in changes.reshape(-1, 2):
        left = -np.inf if start == 0 else border(start - 1, start)
        right = np.inf if stop == len(x) else border(stop, stop - 1)
        if np.isinf(left) and stop < len(x) and (right <= -OVERFLOW_FROM or huge[stop]):
            low = float(x[stop])
        elif np.isinf(right) and start > 0 and (left >= OVERFLOW_FROM or huge[start - 1]):
            high = float(x[start - 1])
        elif right - left > 1e-8 * max(1, min(abs(left), abs(right))):
            gaps.append((left, right))
    return gaps, (low, high)
