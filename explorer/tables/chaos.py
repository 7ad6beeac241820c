"""Tables of the plane of weight and bias variance, and of signals through depth."""

import math

import numpy as np
import pandas as pd

from explorer.gradients.chaos import (
    BIASES,
    EDGE_BIASES,
    MARKS,
    MOST_BIAS,
    MOST_WEIGHT,
    WEIGHTS,
    Plane,
)
from explorer.words import factor, number

STRONG = math.log(4)  # |ln χ₁| of the strongest colours
LIFT = 18  # pixels between the names of two initialisers

# Half a cell, and for right and upper ends a bit more, so that no light shows between two cells.
_WIDE, _HIGH = (WEIGHTS[1] - WEIGHTS[0]) / 2, (BIASES[1] - BIASES[0]) / 2
_OVERLAP = 1.1


def chaos_cells(plane: Plane) -> pd.DataFrame:
    """One row a cell. Columns: one (1), weight, bias, left, right, lower, upper (the cell's ends),

    strength (ln χ₁, cut at ±STRONG), diverges (bool), chi (its text).
    """
    bias, weight = (a.ravel() for a in np.meshgrid(BIASES, WEIGHTS, indexing="ij"))
    chi = plane.chi.ravel()
    with np.errstate(divide="ignore"):
        strength = np.log(chi).clip(-STRONG, STRONG)
    return pd.DataFrame(
        {
            "one": 1,
            "weight": weight.round(6),
            "bias": bias.round(6),
            "left": (weight - _WIDE).clip(0),
            "right": (weight + _WIDE * _OVERLAP).clip(max=MOST_WEIGHT),
            "lower": (bias - _HIGH).clip(0),
            "upper": (bias + _HIGH * _OVERLAP).clip(max=MOST_BIAS),
            "strength": strength,
            "diverges": plane.diverges.ravel(),
            "chi": [factor(value, 3) for value in chi],
        }
    )


def chaos_edge(plane: Plane) -> pd.DataFrame:
    """The points of the edge that have a σ_w². Columns: weight, bias, reached (bool)."""
    rows = [
        (point.weight_variance, bias, point.reached)
        for point, bias in zip(plane.edge, EDGE_BIASES, strict=True)
        if point.weight_variance < math.inf
    ]
    return pd.DataFrame(rows, columns=["weight", "bias", "reached"])


def chaos_marks() -> pd.DataFrame:
    """The usual initialisers. Columns: name, weight, bias, lift (pixels from mark to name)."""
    rows = [
        (mark.label, mark.weight_variance, mark.bias_variance, LIFT * (1 + place))
        for place, mark in enumerate(reversed(MARKS))
    ]
    return pd.DataFrame(rows, columns=["name", "weight", "bias", "lift"])


def chaos_here(weight: float, bias: float) -> pd.DataFrame:
    """The network looked at. Columns: one (1), weight, bias."""
    return pd.DataFrame({"one": [1], "weight": [weight], "bias": [bias]})


def chaos_depths(theory: np.ndarray | None, measured: np.ndarray) -> pd.DataFrame:
    """A quantity after 0 … D layers: theory (D + 1,) or None, measured (draws, D + 1).

    Columns: layer, theory, measured (median of the draws), low, high (their range), and the texts
    of the first two.
    """
    told = np.full(measured.shape[1], np.nan) if theory is None else theory
    median = np.median(measured, axis=0)
    return pd.DataFrame(
        {
            "layer": np.arange(measured.shape[1]),
            "theory": np.where(np.isinf(told), np.nan, told),
            "theory_text": [number(value) for value in told],
            "measured": median,
            "measured_text": [number(value) for value in median],
            "low": measured.min(axis=0),
            "high": measured.max(axis=0),
        }
    )
