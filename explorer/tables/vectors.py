"""Tables of a vector function: its outputs, and its Jacobian with the sums at its edges."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import torch

from explorer.words import fixed

SUM = "Σ"


class Edges(NamedTuple):
    """Whether the sums of rows stand at the right of a Jacobian, and those of columns below it."""

    rows: bool
    columns: bool


def cell(value: float) -> str:
    """A value in at most six characters, and 0.000 for all that rounds to it."""
    return fixed(value, 3 if abs(value) < 9.9995 else 1)


def vector_outputs(y: torch.Tensor, names: Sequence[str], low: float, high: float) -> pd.DataFrame:
    """The outputs y (m,). Columns: output (its name), value, number (its text).

    A value outside [low, high], where the frame ends, has an arrow beside its number.
    """
    values = y.tolist()
    marks = ["◂ " if value < low else "▸ " if value > high else "" for value in values]
    words = [mark + cell(value) for mark, value in zip(marks, values, strict=True)]
    return pd.DataFrame({"output": list(names), "value": values, "number": words})


def vector_slopes(
    jacobian: torch.Tensor,
    inputs: Sequence[str],
    outputs: Sequence[str],
    raised: str,
    edges: Edges,
) -> pd.DataFrame:
    """A Jacobian (m, n) and the sums of its rows and columns that `edges` asks for.

    Columns: output, input (names, or Σ where the number is a sum), slope, number (its text),
    sum (bool), raised (bool: the column of the input named).
    """
    cells = [
        (output, name, slope)
        for output, row in zip(outputs, jacobian.tolist(), strict=True)
        for name, slope in zip(inputs, row, strict=True)
    ]
    if edges.rows:
        cells += zip(outputs, [SUM] * len(outputs), jacobian.sum(dim=1).tolist(), strict=True)
    if edges.columns:
        cells += zip([SUM] * len(inputs), inputs, jacobian.sum(dim=0).tolist(), strict=True)
    table = pd.DataFrame(cells, columns=["output", "input", "slope"])
    total = (table["output"] == SUM) | (table["input"] == SUM)
    return table.assign(
        number=[cell(slope) for slope in table["slope"]],
        sum=total,
        raised=(table["input"] == raised) & ~total,
    )
