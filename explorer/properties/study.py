"""A function cut at every place where it breaks, and sampled between: what all rows read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
import torch

from explorer.activations import Activation, Kink
from explorer.formula.keys import split
from explorer.properties.nearby import (
    HUGE,
    Array,
    Curve,
    approach,
    infinite,
    limits,
)
from explorer.properties.record import Interval

NEAR = 64.0  # evenly sampled on both sides of 0 as far as this
STEP = 1 / 128
FAR = 1e8  # then ever more widely, as far as this
# Where numbers end this far out or further, they overflowed; nearer, the function ends there.
OVERFLOW_FROM = 30.0

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

    `breaks` are the kinks the entry declares and, in a function that declares none, those that
    the samples show. `gaps` are the closed intervals where f gives no number.
    """

    f: Curve
    df: Curve
    breaks: tuple[Kink, ...]
    gaps: tuple[Interval, ...]
    pieces: tuple[Piece, ...]
    found: bool  # whether breaks or gaps were found rather than declared
    wild: tuple[bool, bool]  # whether poles follow each other without end, far left and far right


def study(activation: Activation, parameters: dict[str, float]) -> Study:
    """Sample the function between its breaks."""
    f = _on_arrays(activation.f, parameters)
    df = _on_arrays(activation.df, parameters)
    declared = activation.kinks(**parameters)
    breaks, gaps, reach = list(declared), [], (-FAR, FAR)
    places = [kink.at for kink in declared]
    x = np.unique(np.concatenate([_even(), *_tail_samples(), *map(approach, places)]))
    x = x[~np.isin(x, places)]
    y, slope = f(x), df(x)
    bad = ~(np.isfinite(y) & np.isfinite(slope))
    if bad.any():
        holes, gaps, reach = _undefined(f, df, x, bad, np.array(places))
        holes = [hole for hole in holes if hole not in places]
        breaks += [Kink(hole, 1 if np.isfinite(f(np.array([hole]))[0]) else 0) for hole in holes]
    known = [*(kink.at for kink in breaks), *(end for gap in gaps for end in gap)]
    shown, odd = _shown(f, df, x, y, slope, np.array(known))
    breaks += shown
    keep = ~np.isin(x, odd)
    x, y, slope = x[keep], y[keep], slope[keep]
    extra = [kink.at for kink in breaks[len(declared) :]]
    extra += [end for gap in gaps for end in gap if np.isfinite(end)]
    if extra:
        x = np.unique(np.concatenate([x, *map(approach, extra)]))
        x = x[~np.isin(x, extra)]
        y, slope = f(x), df(x)
    breaks.sort(key=lambda kink: kink.at)
    good = np.isfinite(y) & np.isfinite(slope) & (x >= reach[0]) & (x <= reach[1])
    x, y, slope = x[good], y[good], slope[good]
    edges = sorted({kink.at for kink in breaks} | {end for gap in gaps for end in gap})
    edges = [-np.inf, *(edge for edge in edges if np.isfinite(edge)), np.inf]
    pieces = []
    for low, high in pairwise(edges):
        at = slice(*np.searchsorted(x, [low, high]))
        in_gap = any(start <= low and high <= end for start, end in gaps)
        if not in_gap and at.stop - at.start > 2:
            pieces.append(Piece(float(low), float(high), x[at], y[at], slope[at]))
    # The breaks of a formula are found too, only by itself.
    found = len(breaks) > len(declared) or bool(gaps) or split(activation.key).typed
    breaks = [_at_end(f, kink, gaps) for kink in breaks]
    poles = [kink.at for kink in breaks if kink.order == 0 and infinite(limits(f, kink.at))]
    wild = (_endless(pieces, poles, -1), _endless(pieces, poles, 1))
    return Study(f, df, tuple(breaks), tuple(gaps), tuple(pieces), found, wild)


def sides(study: Study, place: float, slope: bool = False) -> tuple[float, float]:
    """f, or f′, just left and just right of a place; ±∞ where it grows without end."""
    return limits(study.df if slope else study.f, place)


def _at_end(f: Curve, kink: Kink, gaps: list[Interval]) -> Kink:
    """A break at the edge of a gap is no jump where f has a value there, and nears it."""
    if kink.order or all(kink.at not in gap for gap in gaps):
        return kink
    value = f(np.array([kink.at]))[0]
    ends = any(abs(side - value) <= 1e-5 * (1 + abs(value)) for side in limits(f, kink.at))
    return Kink(kink.at, 1) if ends else kink


def _endless(pieces: list[Piece], poles: list[float], side: int) -> bool:
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


def root(g: Curve, low: Array, high: Array) -> Array:
    """Where g changes sign in each of the intervals (R,), by halving them 60 times."""
    low, high = low.astype(float), high.astype(float)
    positive = g(low) > 0
    for _ in range(60):
        middle = (low + high) / 2
        left = (g(middle) > 0) == positive
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    return (low + high) / 2


def _on_arrays(function: Callable[..., torch.Tensor], parameters: dict[str, float]) -> Curve:
    bound = partial(function, **parameters)
    return lambda x: bound(torch.from_numpy(np.ascontiguousarray(x, dtype=float))).detach().numpy()


def _even() -> Array:
    return np.arange(-NEAR / STEP, NEAR / STEP + 1) * STEP


def _tail_samples() -> tuple[Array, Array]:
    powers = np.arange(np.log10(NEAR), np.log10(FAR), 0.0317)  # no multiple of a period of f
    tail = np.concatenate([10 ** powers[1:], [1e6, 1e7, FAR]])
    return -tail, tail


def _undefined(
    f: Curve, df: Curve, x: Array, bad: Array, kinks: Array
) -> tuple[list[float], list[Interval], Interval]:
    """Single places without a number, intervals without one, and how far out there are any."""

    def fine(at: Array) -> Array:
        return np.where(np.isfinite(f(at)) & np.isfinite(df(at)), 1.0, -1.0)

    def border(good: int, wrong: int) -> float:
        place = float(root(fine, x[[good]], x[[wrong]])[0])
        exact = np.append(kinks, x[wrong])
        nearest = float(exact[np.abs(exact - place).argmin()])
        return nearest if abs(place - nearest) < 1e-9 * max(1, abs(place)) else place

    huge = np.abs(f(x)) > HUGE
    changes = np.flatnonzero(np.diff(np.concatenate([[0], bad.astype(int), [0]])))
    holes, gaps, low, high = [], [], -FAR, FAR
    for start, stop in changes.reshape(-1, 2):
        left = -np.inf if start == 0 else border(start - 1, start)
        right = np.inf if stop == len(x) else border(stop, stop - 1)
        if np.isinf(left) and stop < len(x) and (right <= -OVERFLOW_FROM or huge[stop]):
            low = float(x[stop])
        elif np.isinf(right) and start > 0 and (left >= OVERFLOW_FROM or huge[start - 1]):
            high = float(x[start - 1])
        elif right - left < 1e-8 * max(1, abs(left)):
            holes.append((left + right) / 2)
        else:
            gaps.append((left, right))
    return holes, gaps, (low, high)


def _shown(
    f: Curve, df: Curve, x: Array, y: Array, slope: Array, known: Array
) -> tuple[list[Kink], list[float]]:
    """Breaks that nobody declared: where f or f′ changes by far more than its neighbours say.

    Also the places where f′ alone is odd while both sides of it agree.
    """
    near = np.abs(x) <= NEAR
    x, y, slope = x[near], y[near], slope[near]
    width, rise, turn = np.diff(x), np.abs(np.diff(y)), np.abs(np.diff(slope))
    steepest = np.maximum(np.abs(slope[:-1]), np.abs(slope[1:]))
    jumps = rise > 3 * width * steepest + 1e-9 * (1 + np.abs(y[1:]))
    # Rising between two slopes that fall: a pole lies between.
    against = (slope[:-1] * slope[1:] > 0) & (np.diff(y) * slope[1:] < 0) & (rise > 1e-6)
    jumps |= against
    # Two cells away, for a kink on a sample bends the cells on both sides of it.
    far = np.pad(turn, 2)
    around = np.maximum(far[:-4], far[4:])
    bends = turn > 4 * around + 1e-6 * (1 + steepest)
    kinks: dict[float, Kink] = {}
    odd: list[float] = []
    untouched = np.isfinite(rise + turn)
    for place in known:
        untouched &= np.abs(x[:-1] - place) >= 2 * STEP
    for g, order, suspects in ((f, 0, jumps), (df, 1, bends)):
        chosen = np.flatnonzero(suspects & untouched)
        low, high = x[chosen], x[chosen + 1]
        first = np.abs(g(high) - g(low))
        for _ in range(9):  # each time to the part of 1/32 over which g changes most
            at = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, 33)
            change = np.abs(np.diff(g(at), axis=1))
            most = np.nan_to_num(change, nan=-1).argmax(axis=1)
            rows = np.arange(len(at))
            low, high = at[rows, most], at[rows, most + 1]
        places = (low + high) / 2
        round_ones = np.round(places, 9)
        places = np.where(np.abs(places - round_ones) < 1e-12, round_ones, places)
        stays = np.abs(g(high) - g(low)) > 0.2 * first
        across = np.abs(g(places + 1e-9) - g(places - 1e-9)) > 0.2 * first
        for place in places[stays & across].tolist():
            kinks.setdefault(place + 0.0, Kink(place + 0.0, order))
        odd += places[stays & ~across].tolist()
    return list(kinks.values()), odd
