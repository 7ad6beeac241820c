"""A table and a choice of columns → the numbers that networks are given."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.choices.points import MOST_CLASSES, MOST_INPUTS
from explorer.choices.tables.faults import TableError, titled
from explorer.choices.tables.table import MOST_WORDS, Column, Table
from explorer.words import listed, number

_TOLD = 5  # numbers of rows, or words, that a sentence lists
_NUMBERS = ("number", "whole")


@dataclass(frozen=True)
class Prepared:
    """Points to learn from: M of the N rows of a table.

    x is (M, F) float32; y is (M,) int64 of classes 0 … K − 1, and (M,) float32 of a regression. The
    number that a table has is `shift` + `scale` times what stands in x, or in y of a regression.
    """

    x: np.ndarray
    y: np.ndarray
    inputs: tuple[str, ...]  # F names
    label: str
    problem: str  # key in OUTPUTS: "binary", "classes" or "regression"
    classes: tuple[str, ...]  # K names; none of a regression
    shift: np.ndarray  # (F,) float64
    scale: np.ndarray  # (F,) float64
    label_shift: float
    label_scale: float
    rows: np.ndarray  # (M,) int64, the rows' numbers in the file
    said: tuple[str, ...]  # what was done, in sentences


def prepare(
    table: Table,
    label: str,
    features: Sequence[str],
    standardise: bool,
    problem: str | None = None,
    fill: bool = True,
) -> Prepared:
    """x and y of a table for these columns.

    Words become one input each, two words one. Gaps are filled with the median, of words with the
    commonest; if not `fill`, their rows are left out. `standardise` gives every number mean 0 and
    variance 1, those of a regression's label too. `problem` is found from the label if not given.
    Raises TableError for a column that cannot be used, and where fewer than 2 rows or no input are
    left.
    """
    said: list[str] = []
    target = table.column(label)
    chosen = [table.column(name) for name in dict.fromkeys(features)]
    problem = _problem(target, problem)
    for column in chosen:
        _check(column, label)
    keep = _rows(target, chosen, fill, said)
    if len(np.unique(target.values[keep])) < 2:
        raise TableError(
            f"The rows without gaps have fewer than 2 values of {titled(label)}: fill the gaps, or "
            "leave a column out."
        )
    parts = [part for column in chosen if (part := _inputs(column, keep, standardise, said))]
    count = sum(len(part.names) for part in parts)
    if not parts:
        raise TableError(f"No column is left to predict {titled(label)} from: choose one or more.")
    if count > MOST_INPUTS:
        raise TableError(
            f"The columns make {count} inputs; at most {MOST_INPUTS} are taken: choose fewer."
        )
    y, classes, label_shift, label_scale = _target(target, keep, problem, standardise, said)
    return Prepared(
        np.column_stack([part.x for part in parts]).astype(np.float32),
        y,
        tuple(name for part in parts for name in part.names),
        label,
        "binary" if len(classes) == 2 else problem,
        classes,
        np.concatenate([part.shift for part in parts]),
        np.concatenate([part.scale for part in parts]),
        label_shift,
        label_scale,
        table.rows[keep],
        tuple(said),
    )


@dataclass(frozen=True)
class _Inputs:
    """What one column becomes: f inputs x (M, f) with their names."""

    x: np.ndarray
    names: list[str]
    shift: np.ndarray
    scale: np.ndarray


def _problem(target: Column, wanted: str | None) -> str:
    """What is asked of a network that predicts this column. Raises TableError if nothing can be."""
    if target.refused is not None:
        raise target.refused
    count = len(target.different)
    if count < 2:
        reason = "it has the same value in every row, so there is nothing to predict."
        raise TableError(reason, column=target.name)
    found = wanted or target.problem
    if found == "regression" and target.kind not in _NUMBERS:
        raise TableError(
            "it holds words, so it cannot be predicted as a number.", column=target.name
        )
    if found != "regression" and count > MOST_CLASSES:
        reason = f"it has {count} different values; at most {MOST_CLASSES} classes are told apart."
        raise TableError(reason, column=target.name)
    if found not in ("binary", "classes", "regression"):
        raise ValueError(f"unknown problem {found!r}; expected binary, classes or regression")
    return "regression" if found == "regression" else "classes"


def _check(column: Column, label: str) -> None:
    """Raises TableError for a column that cannot be an input."""
    if column.name == label:
        raise TableError("it is to be predicted, so it cannot be an input too.", column=label)
    if column.refused is not None:
        raise column.refused
    if len(column.words) > MOST_WORDS:
        raise TableError(
            f"it has {len(column.words)} different words, each of which would be an input; at most "
            f"{MOST_WORDS} are taken.",
            column=column.name,
        )


def _rows(target: Column, chosen: list[Column], fill: bool, said: list[str]) -> np.ndarray:
    """Which rows (N,) are taken: those with a label, and without gaps if these are not filled."""
    labelled = ~np.isnan(target.values)
    if not labelled.all():
        said.append(_left_out(~labelled, f"without a value of {titled(target.name)}"))
    if fill:
        return labelled
    full = ~np.isnan(np.array([column.values for column in chosen])).any(axis=0) if chosen else True
    gaps = labelled & ~np.asarray(full)
    if gaps.any():
        said.append(_left_out(gaps, "with gaps"))
    return labelled & full


def _left_out(rows: np.ndarray, why: str) -> str:
    return f"{_rows_of(rows)} {why} {'is' if rows.sum() == 1 else 'are'} left out."


def _rows_of(rows: np.ndarray) -> str:
    count = int(rows.sum())
    return "1 row" if count == 1 else f"{count} rows"


def _inputs(column: Column, keep: np.ndarray, standardise: bool, said: list[str]) -> _Inputs | None:
    """The inputs of a column in the rows taken; None where it has the same value in all of them."""
    values = column.values[keep]
    gaps = np.isnan(values)
    if gaps.all() or np.ptp(values[~gaps]) == 0:
        said.append(f"{_titled(column)} has the same value in every row and is left out.")
        return None
    if gaps.any():
        values = _filled(column, values, gaps, said)
    if column.words:
        return _words(column, values, said)
    shift, scale = (float(values.mean()), float(values.std())) if standardise else (0.0, 1.0)
    x = ((values - shift) / scale)[:, None]
    return _Inputs(x, [column.name], np.array([shift]), np.array([scale]))


def _titled(column: Column) -> str:
    """The column at the beginning of a sentence."""
    title = titled(column.name)
    return title[0].upper() + title[1:]


def _filled(column: Column, values: np.ndarray, gaps: np.ndarray, said: list[str]) -> np.ndarray:
    """The values with their gaps filled."""
    seen = values[~gaps]
    if column.words:
        common, counts = np.unique(seen, return_counts=True)
        value = float(common[counts.argmax()])
        what = f'its commonest word, "{column.words[int(value)]}"'
    else:
        value = float(np.median(seen))
        what = f"its median, {number(value)}"
    count = int(gaps.sum())
    many = "1 gap" if count == 1 else f"{count} gaps"
    said.append(f"{_titled(column)} has {many}, filled with {what}.")
    return np.where(gaps, value, values)


def _words(column: Column, values: np.ndarray, said: list[str]) -> _Inputs:
    """Words as numbers 0 and 1: of two words one input, of more one each."""
    words = column.words
    if len(words) == 2:
        said.append(f'{_titled(column)} is 0 for "{words[0]}" and 1 for "{words[1]}".')
        chosen = [1]
    else:
        names = (
            listed(f'"{word}"' for word in words) if len(words) <= _TOLD else "one for each word"
        )
        said.append(
            f"{_titled(column)} becomes {len(words)} inputs, {names}: the one of the row's word is "
            "1, the others 0."
        )
        chosen = list(range(len(words)))
    x = np.column_stack([values == place for place in chosen]).astype(np.float64)
    names = [f"{column.name} = {words[place]}" for place in chosen]
    return _Inputs(x, names, np.zeros(len(chosen)), np.ones(len(chosen)))


def _target(
    target: Column, keep: np.ndarray, problem: str, standardise: bool, said: list[str]
) -> tuple[np.ndarray, tuple[str, ...], float, float]:
    """y, the names of its classes, and the shift and scale of a regression's numbers."""
    values = target.values[keep]
    if problem == "regression":
        shift, scale = (float(values.mean()), float(values.std())) if standardise else (0.0, 1.0)
        if standardise:
            said.append(
                f"{_titled(target)}, to be predicted, is in units of its spread, {number(scale)}, "
                f"from its mean, {number(shift)}."
            )
        return ((values - shift) / scale).astype(np.float32), (), shift, scale
    different, y = np.unique(values, return_inverse=True)
    names = tuple(target.words[int(v)] if target.words else f"{v:g}" for v in different)
    told = listed(f"{name} ({_rows_of(y == k)})" for k, name in enumerate(names))
    said.append(f"{_titled(target)} has {len(names)} classes: {told}.")
    return y.astype(np.int64), names, 0.0, 1.0
