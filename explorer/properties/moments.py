"""Averages over standard normal input, by quadrature that is cut at every break."""

import math
from dataclasses import dataclass

import numpy as np
import torch

from explorer.properties.nearby import Array
from explorer.properties.record import interval
from explorer.properties.study import Study, root
from explorer.words import listed

NODES, WEIGHTS = np.polynomial.legendre.leggauss(12)
OUTER = np.array([12.0, 15.0, 20.0, 28.0, 38.0])  # beyond 38 the density is 0 in float64
EDGES = np.concatenate([-OUTER[::-1], np.arange(-10, 10.25, 0.25), OUTER])
TOLERANCE = 1e-13  # the error one panel may keep, absolute and relative to the sum
HALVINGS = 45
MOST_PANELS = 20_000
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
    """Panels are halved where twelve nodes and twice twelve disagree."""
    if study.gaps:
        missing = listed(interval(*gap) for gap in study.gaps)
        return Moments(None, None, None, f"f gives no number for {missing}, so it has no average.")
    total, settled = _integrals(study)
    mean, second, slope = (float(v) if ok else None for v, ok in zip(total, settled, strict=True))
    growing = "It is infinite or undefined: the integral does not settle."
    return Moments(mean, second, slope, "" if all(settled) else growing)


def _integrals(study: Study) -> tuple[Array, Array]:
    """The three integrals (3,), and whether each settled."""
    places = [kink.at for kink in study.breaks if -38 < kink.at < 38]
    edges = np.unique(np.concatenate([EDGES, places]))
    low, high = edges[:-1], edges[1:]
    total, settled = np.zeros(3), np.ones(3, dtype=bool)
    coarse = _panels(study, low, high)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        left, right = _panels(study, low, middle), _panels(study, middle, high)
        fine = left + right
        size = np.abs(np.nansum(fine, axis=1)) + np.abs(total)
        unsure = ~(np.abs(fine - coarse) <= TOLERANCE * (1 + size[:, None]))
        keep = unsure[settled].any(axis=0)
        total += fine[:, ~keep].sum(axis=1)
        if not keep.any():
            break
        broken = ~np.isfinite(fine).all(axis=1)
        settled &= ~broken
        low, middle, high = low[keep], middle[keep], high[keep]
        coarse = np.concatenate([left[:, keep], right[:, keep]], axis=1)
        low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
        if len(low) > MOST_PANELS:
            break
    else:
        total += coarse.sum(axis=1)
    if keep.any():
        settled &= ~unsure.any(axis=1)
    # What still weighs at |z| = 38 does not fall with the density: the integral has no end.
    ends = _panels(study, np.array([-38.0, 37.9]), np.array([-37.9, 38.0]))
    settled &= (np.abs(ends) <= 1e-12 * (1 + np.abs(total[:, None]))).all(axis=1)
    return total, settled & np.isfinite(total)


def _panels(study: Study, low: Array, high: Array) -> Array:
    """Over each panel (P,), the integrals (3, P) of f φ, f² φ and f′² φ."""
    half = (high - low)[:, None] / 2
    z = (low + high)[:, None] / 2 + half * NODES  # (P, 12)
    root_density = np.exp(-z * z / 4) / (2 * math.pi) ** 0.25
    value, slope = study.f.quick(z) * root_density, study.df.quick(z) * root_density
    weights = half * WEIGHTS
    integrands = (value * root_density, value * value, slope * slope)
    return np.stack([(part * weights).sum(axis=1) for part in integrands])


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
        x = piece.x[np.abs(piece.x) <= 38]
        if finer:
            x = np.sort(np.concatenate([x, x[:-1] + 0.4831 * np.diff(x)]))
        slope = study.df.quick(x)
        through = np.flatnonzero(slope[1:] * slope[:-1] < 0)  # the slope is small between these
        if len(through):
            x = np.sort(np.append(x, root(study.df.quick, x[through], x[through + 1])))
        sign = excess(x) > 0
        turns = np.flatnonzero(sign[1:] != sign[:-1])
        if len(turns):
            crossings.append(root(excess, x[turns], x[turns + 1]))
    edges = np.unique(np.clip(np.concatenate([[-38.0, 38.0], *crossings]), -38, 38))
    # Not the middles: a slope may be odd at a round place such as 0.
    small = excess(edges[:-1] + 0.4831 * np.diff(edges)) < 0
    share = torch.special.ndtr(torch.from_numpy(edges)).diff().numpy()
    return float(share[small].sum())
