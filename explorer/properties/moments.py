"""Averages over standard normal input, by quadrature that is cut at every break."""

from dataclasses import dataclass

import numpy as np
import torch

from explorer.numerics.quadrature import density, integrals
from explorer.numerics.roots import roots
from explorer.properties.nearby import Array
from explorer.properties.record import interval
from explorer.properties.study import Study
from explorer.words import listed

REACH = 38.0  # beyond it the density is 0 in float64
OUTER = np.array([12.0, 15.0, 20.0, 28.0, REACH])
EDGES = np.concatenate([-OUTER[::-1], np.arange(-10, 10.25, 0.25), OUTER])
SAME_SHARE = 1e-6
NOTE = "By quadrature cut at every kink; right to about 1e-9."


@dataclass(frozen=True)
class Moments:
    """E f(z), E f(z)², E f′(z)² for z ~ N(0, 1); None where there is none, and why."""

    mean: float | None
    second: float | None
    slope: float | None
    reason: str


def moments(study: Study) -> Moments:
    """The three averages of a study."""
    if study.gaps:
        missing = listed(interval(*gap) for gap in study.gaps)
        return Moments(None, None, None, f"f gives no number for {missing}, so it has no average.")
    total, settled = _integrals(study)
    mean, second, slope = (float(v) if ok else None for v, ok in zip(total, settled, strict=True))
    growing = "It is infinite or undefined: the integral does not settle."
    return Moments(mean, second, slope, "" if all(settled) else growing)


def _integrals(study: Study) -> tuple[Array, Array]:
    """The three integrals (3,), and whether each settled."""

    def integrands(z: Array) -> Array:
        root = np.sqrt(density(z))
        value, slope = study.f.quick(z) * root, study.df.quick(z) * root
        return np.stack([value * root, value * value, slope * slope])

    places = [kink.at for kink in study.breaks if -REACH < kink.at < REACH]
    total, settled = integrals(integrands, np.unique(np.concatenate([EDGES, places])))
    # What still weighs at |z| = 38 does not fall with the density: the integral has no end.
    ends = np.abs(integrands(np.array([-REACH, REACH])))
    return total, settled & (ends.max(axis=1) <= 1e-11 * (1 + np.abs(total)))


def small_slope_share(study: Study, bound: float) -> tuple[float | None, str]:
    """P(|f′(z)| < bound) for z ~ N(0, 1), or None and why there is none.

    The crossings are located, the rest is Φ. Twice as many samples must give the same.
    """
    if study.gaps:
        return None, "f gives no number on an interval."
    once, twice = (_share(study, bound, finer) for finer in (False, True))
    if abs(once - twice) > SAME_SHARE:
        return None, "f′ turns faster than the samples, 1/128 apart, can follow."
    return once, ""


def _share(study: Study, bound: float, finer: bool) -> float:
    def excess(x: Array) -> Array:
        return np.abs(study.df.quick(x)) - bound

    crossings = [np.array([kink.at for kink in study.breaks])]
    for piece in study.pieces:
        x = piece.x[np.abs(piece.x) <= REACH]
        if finer:
            x = np.sort(np.concatenate([x, x[:-1] + 0.4831 * np.diff(x)]))
        slope = study.df.quick(x)
        through = np.flatnonzero(slope[1:] * slope[:-1] < 0)  # the slope is small between these
        if len(through):
            x = np.sort(np.append(x, roots(study.df.quick, x[through], x[through + 1])))
        sign = excess(x) > 0
        turns = np.flatnonzero(sign[1:] != sign[:-1])
        if len(turns):
            crossings.append(roots(excess, x[turns], x[turns + 1]))
    edges = np.unique(np.clip(np.concatenate([[-REACH, REACH], *crossings]), -REACH, REACH))
    # Not the middles: a slope may be odd at a round place such as 0.
    small = excess(edges[:-1] + 0.4831 * np.diff(edges)) < 0
    share = torch.special.ndtr(torch.from_numpy(edges)).diff().numpy()
    return float(share[small].sum())
