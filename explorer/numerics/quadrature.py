"""Integrals by Gauss–Legendre panels; every kink or jump must be a panel's edge.

There Gauss–Hermite rules, made for the normal density, converge only like 1/n.
"""

import math
from collections.abc import Callable

import numpy as np

Array = np.ndarray

ORDER = 10  # points in a panel
TOLERANCE = 1e-13  # the error that one panel may keep, absolute and relative to the sum
HALVINGS = 45
MOST_PANELS = 20_000

_POINTS, _WEIGHTS = np.polynomial.legendre.leggauss(ORDER)


def points(edges: Array) -> tuple[Array, Array]:
    """Points and weights of ∫ g = Σ weight · g(point), both (…, (E − 1) · ORDER).

    `edges` (…, E) are the panels' ends, ascending.
    """
    half, middle = np.diff(edges)[..., None] / 2, (edges[..., 1:] + edges[..., :-1])[..., None] / 2
    shape = (*edges.shape[:-1], -1)
    return (middle + half * _POINTS).reshape(shape), (half * _WEIGHTS).reshape(shape)


def normal_points(edges: Array) -> tuple[Array, Array]:
    """The same for E g(z), z ~ N(0, 1)."""
    z, weight = points(edges)
    return z, weight * density(z)


def density(z: Array) -> Array:
    """That of the standard normal distribution."""
    return np.exp(z * z / -2) / math.sqrt(2 * math.pi)


def integrals(integrands: Callable[[Array], Array], edges: Array) -> tuple[Array, Array]:
    """The integrals (K,) over all panels, and whether each settled (K,).

    `integrands` takes points (X,) and gives K functions there, (K, X). Panels are halved where
    ORDER points and twice as many disagree.
    """
    low, high = edges[:-1], edges[1:]
    coarse = _each(integrands, low, high)
    total, settled = np.zeros(len(coarse)), np.ones(len(coarse), dtype=bool)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        left, right = _each(integrands, low, middle), _each(integrands, middle, high)
        fine = left + right
        size = np.abs(np.nansum(fine, axis=1)) + np.abs(total)
        unsure = ~(np.abs(fine - coarse) <= TOLERANCE * (1 + size[:, None]))
        keep = unsure[settled].any(axis=0)
        total += fine[:, ~keep].sum(axis=1)
        if not keep.any():
            return total, settled & np.isfinite(total)
        settled &= np.isfinite(fine).all(axis=1)
        coarse = np.concatenate([left[:, keep], right[:, keep]], axis=1)
        low, high = (
            np.concatenate([low[keep], middle[keep]]),
            np.concatenate([middle[keep], high[keep]]),
        )
        if len(low) > MOST_PANELS:
            break
    return total + coarse.sum(axis=1), settled & ~unsure[:, keep].any(axis=1)


def _each(integrands: Callable[[Array], Array], low: Array, high: Array) -> Array:
    """The integrals over each panel, (K, P)."""
    x, weight = points(np.stack([low, high], axis=-1))  # (P, ORDER)
    values = integrands(x.ravel())
    return (values.reshape(len(values), *x.shape) * weight).sum(axis=-1)
