"""Tables of functions: curves, slopes, differences and property cards."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import torch

from explorer.activations import Activation, Function
from explorer.properties import ROWS, Property

LEAP = 1e-6  # relative change across a gap of about 1e-12 that counts as a discontinuity
PARTS = 32  # a gap is narrowed to the part of 1/32 over which a function changes most


def curve(
    activation: Activation, parameters: Mapping[str, float], limit: int, per_unit: int
) -> pd.DataFrame:
    """An activation and its slope for x in [−limit, limit], with honest gaps at discontinuities.

    Columns: x; value f(x); slope f′(x); sample (bool): one of the `per_unit` evenly spaced x in
    each unit, where a read-out may stop. The other rows stand at the two sides of a jump and, as
    NaN, between them, so that no line is drawn across it.
    """
    x = torch.arange(-limit * per_unit, limit * per_unit + 1, dtype=torch.float64) / per_unit

    def f(at: torch.Tensor) -> torch.Tensor:
        return activation.f(at, **parameters)

    def df(at: torch.Tensor) -> torch.Tensor:
        return activation.df(at, **parameters)

    left, right = _jumps((f, df), x)
    gap = (left + right) / 2
    at = torch.cat([x, left, right, gap])
    value, slope = f(at), df(at)
    for y, g in ((value, f), (slope, df)):
        y[len(at) - len(gap) :] = torch.where(_leaps(g(left), g(right)), torch.nan, g(left))
    sample = torch.arange(len(at)) < len(x)
    order = torch.argsort(at, stable=True)
    return pd.DataFrame(
        {
            "x": at[order].numpy(),
            "value": value[order].numpy(),
            "slope": slope[order].numpy(),
            "sample": sample[order].numpy(),
        }
    )


def curves(activations: Sequence[Activation], limit: int, per_unit: int) -> pd.DataFrame:
    """Several activations at their defaults, in the order given.

    Columns: function (the label); place (0, 1, … in that order); and those of `curve`.
    """
    return pd.concat(
        [
            curve(activation, {}, limit, per_unit).assign(function=activation.label, place=place)
            for place, activation in enumerate(activations)
        ],
        ignore_index=True,
    ).reindex(columns=["function", "place", "x", "value", "slope", "sample"])


def apart(
    labels: Sequence[str], sides: Sequence[Function], limit: int, per_unit: int
) -> pd.DataFrame:
    """Two functions and their difference at the samples of [−limit, limit].

    Columns: function (the two labels, then "difference"), place, x, value, sample (always true).
    """
    x = torch.arange(-limit * per_unit, limit * per_unit + 1, dtype=torch.float64) / per_unit
    left, right = (side(x) for side in sides)
    rows = zip((*labels, "difference"), (left, right, left - right), strict=True)
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "function": label,
                    "place": place,
                    "x": x.numpy(),
                    "value": value.numpy(),
                    "sample": True,
                }
            )
            for place, (label, value) in enumerate(rows)
        ],
        ignore_index=True,
    )


def cards(
    activations: Sequence[Activation], cards: Sequence[Mapping[str, Property]]
) -> pd.DataFrame:
    """The property cards of several functions, a row each.

    Columns: Function, Family, then the labels of `explorer.properties.ROWS`: numbers (missing
    where there is none) for the rows that are one, the card's own words for the others.
    """
    columns: dict[str, list[Any]] = {
        "Function": [activation.label for activation in activations],
        "Family": [activation.family for activation in activations],
    }
    for key, row in ROWS.items():
        facts = [card[key] for card in cards]
        if row.number:
            columns[row.label] = [
                float(fact.value) if isinstance(fact.value, int | float) else math.nan
                for fact in facts
            ]
        else:
            columns[row.label] = [fact.text for fact in facts]
    return pd.DataFrame(columns)


def settings(activation: Activation) -> list[dict[str, float]]:
    """The defaults, then each parameter at each end of its range while the others keep theirs."""
    return [
        activation.defaults,
        *(
            activation.defaults | {parameter.name: end}
            for parameter in activation.parameters
            for end in (parameter.low, parameter.high)
        ),
    ]


def window(
    tables: Iterable[pd.DataFrame], columns: Sequence[str], low: float, high: float
) -> tuple[float, float]:
    """The y axis that shows these columns of the tables: whole halves, never beyond low and high.

    Zero is always inside, and a margin lies between a curve's end and the frame.
    """
    values = [table[column].to_numpy(dtype=float) for table in tables for column in columns]
    margin = 0.1
    bottom = min(0.0, *(float(np.nanmin(y)) for y in values)) - margin
    top = max(0.0, *(float(np.nanmax(y)) for y in values)) + margin
    return max(low, bottom * 2 // 1 / 2), min(high, -(-top * 2 // 1) / 2)


def _leaps(before: torch.Tensor, after: torch.Tensor) -> torch.Tensor:
    """Whether a function changes across a gap too narrow for a continuous one to change in."""
    return (after - before).abs() > LEAP * (1 + before.abs())


def _narrowed(
    f: Function, left: torch.Tensor, right: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Of each interval (S,) the part over which f changes most: its two ends and the change."""
    shares = torch.linspace(0, 1, PARTS + 1, dtype=left.dtype)
    at = torch.lerp(left[:, None], right[:, None], shares)  # (S, PARTS + 1)
    change = f(at).diff(dim=1).abs()
    most = change.argmax(dim=1, keepdim=True)
    left, right, change = (y.gather(1, most)[:, 0] for y in (at[:, :-1], at[:, 1:], change))
    return left, right, change


def _jumps(functions: Sequence[Function], x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The two sides (J,) of each discontinuity of any of the functions between samples x (S,).

    Where a continuous function is narrowed, its change shrinks with the interval; across a jump
    it stays. Each function may jump once between two samples.
    """
    sides: list[tuple[float, float]] = []
    for f in functions:
        left, right, wide = _narrowed(f, x[:-1], x[1:])
        left, right, narrow = _narrowed(f, left, right)
        suspect = narrow > wide / 2
        if not suspect.any():
            continue
        left, right = left[suspect], right[suspect]
        for _ in range(5):
            left, right, _change = _narrowed(f, left, right)
        found = _leaps(f(left), f(right))
        sides += zip(left[found].tolist(), right[found].tolist(), strict=True)
    merged: list[tuple[float, float]] = []
    for side in sorted(sides):
        if not merged or side[0] >= merged[-1][1]:
            merged.append(side)
        else:
            merged[-1] = (merged[-1][0], max(merged[-1][1], side[1]))
    pairs = torch.tensor(merged, dtype=x.dtype).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
