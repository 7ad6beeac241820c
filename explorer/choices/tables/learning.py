"""Points made ready from a table → a data set that networks learn."""

import re

import numpy as np

from explorer.choices.given import table_key
from explorer.choices.points import Dataset, Points
from explorer.choices.tables.preparing import Prepared

MOST_ROWS = 5000  # learnt and shown; of more, so many are taken evenly
LONGEST = 40  # signs of a table's name
_MARKS = re.compile(r"[\\`*\[\]<>$|~#]")  # that Markdown would read


def dataset_of(prepared: Prepared, name: str) -> Dataset:
    """The data set of a table that is called so, with a key of its own for other content.

    It is found by that key only while somebody has it at hand: see `explorer.choices.given`.
    """
    (x, y), called = _taken(prepared), _quiet(name)
    regression = prepared.problem == "regression"
    what = "a number" if regression else f"{len(prepared.classes)} classes"
    inputs = len(prepared.inputs)
    low, high = (float(y.min()), float(y.max())) if regression else (0.0, len(prepared.classes) - 1)
    text = "\0".join((name, prepared.label, *prepared.inputs, "", *prepared.classes))
    return Dataset(
        table_key(text.encode(), x.tobytes(), y.tobytes()),
        called if len(called) <= LONGEST else called[: LONGEST - 1] + "…",
        1 if regression else len(prepared.classes),
        _quiet(
            f"{len(y):,} rows: {prepared.label}, {what}, from {inputs} input{'s' * (inputs > 1)}"
            f"{_named(prepared)}."
        ),
        lambda n, noise, random: (x, y),
        kind="regression" if regression else "",
        axes=inputs,
        low=low,
        high=high,
        rows=len(y),
        columns=lambda: prepared.inputs,
        answers=tuple(map(_quiet, _answers(prepared))),
        scaled=False,
    )


def _taken(prepared: Prepared) -> Points:
    """x and y of all rows, or of MOST_ROWS of them."""
    count = len(prepared.y)
    some = np.linspace(0, count - 1, min(count, MOST_ROWS)).astype(int)
    return prepared.x[some].astype(np.float64), prepared.y[some]


def _answers(prepared: Prepared) -> tuple[str, ...]:
    """What the classes are called; a number alone says too little."""
    numbers = all(name.replace(".", "").lstrip("-").isdigit() for name in prepared.classes)
    label = prepared.label
    return tuple(f"{label} {name}" if numbers else name for name in prepared.classes)


def _named(prepared: Prepared) -> str:
    """Which inputs x₁ and x₂ are, where there are no more."""
    if len(prepared.inputs) > 2:
        return ""
    pairs = zip(("x₁", "x₂"), prepared.inputs, strict=False)
    return ": " + ", ".join(f"{axis} is {name}" for axis, name in pairs)


def _quiet(text: str) -> str:
    """Text of a file without what Markdown would read in it."""
    return " ".join(_MARKS.sub("", text).split())
