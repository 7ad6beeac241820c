"""What a table is once it is read: columns with names, types and values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.choices.points import MOST_CLASSES
from explorer.choices.tables.faults import TableError, titled
from explorer.words import listed

MOST_WORDS = 20  # different words of a column, each of which becomes an input
KINDS = {
    "number": "numbers",
    "whole": "whole numbers",
    "words": "words",
    "truth": "true or false",
    "date": "dates",
    "empty": "nothing",
}
COUNTERS = frozenset(
    ("id", "index", "nr", "nr.", "no", "no.", "#", "row", "rownum", "lfd. nr.", "unnamed: 0", "key")
)  # names of columns that number the rows, in small letters


@dataclass(frozen=True)
class Column:
    """A column of N rows.

    `values` (N,) float64 are its numbers; of words and truth values each one's place in `words`,
    where what is false comes first; NaN where there is a gap. `refused` says why nothing can be
    learnt from the column, where that is so.
    """

    name: str
    kind: str  # of KINDS
    values: np.ndarray
    words: tuple[str, ...] = ()
    refused: TableError | None = None

    @property
    def gaps(self) -> int:
        """In how many rows there is no value."""
        return int(np.isnan(self.values).sum())

    @property
    def different(self) -> np.ndarray:
        """The values that occur, sorted."""
        return np.unique(self.values[~np.isnan(self.values)])

    @property
    def problem(self) -> str | None:
        """The key, in OUTPUTS, of what a network that predicts it is asked; None if nothing can be.

        Whole numbers are classes where there are at most 10 and each stands in two rows or more on
        average.
        """
        count = len(self.different)
        if self.refused or count < 2:
            return None
        if self.kind in ("words", "truth"):
            classes = count <= MOST_CLASSES
        else:
            filled = len(self.values) - self.gaps
            classes = self.kind == "whole" and count <= MOST_CLASSES and 2 * count <= filled
            if not classes:
                return "regression"
        return ("binary" if count == 2 else "classes") if classes else None


@dataclass(frozen=True)
class Table:
    """A table of N rows: its columns, the rows' numbers in the file, and how it was read."""

    columns: tuple[Column, ...]
    rows: np.ndarray  # (N,) int64, from 1, as a spreadsheet counts
    header: bool
    separator: str
    first: tuple[tuple[str, ...], ...]  # the first rows as they are written
    said: tuple[str, ...]  # what was done to read it, in sentences

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, each another."""
        return tuple(column.name for column in self.columns)

    @property
    def label(self) -> str:
        """The column to predict, if nobody chooses: the last that can be."""
        return next(c.name for c in reversed(self.columns) if c.problem is not None)

    def features(self, label: str) -> tuple[str, ...]:
        """The columns to predict it from, if nobody chooses: all that can be but for counters."""
        usable = [c for c in self.columns if c.name != label and usable_feature(c)]
        chosen = [c for c in usable if not _counts(c)]
        return tuple(c.name for c in chosen or usable)

    def column(self, name: str) -> Column:
        """The column of this name. Raises TableError naming the choices."""
        for column in self.columns:
            if column.name == name:
                return column
        raise TableError(f"The table has no {titled(name)}; it has {listed(self.names)}.")


def usable_feature(column: Column) -> bool:
    """Whether a network can be given a column: it has two values or more, and not many words."""
    several = len(column.different) > 1
    return column.refused is None and several and len(column.words) <= MOST_WORDS


def _counts(column: Column) -> bool:
    """Whether a column numbers the rows."""
    return column.name.lower() in COUNTERS and counts(column.values)


def counts(values: Sequence[float] | np.ndarray) -> bool:
    """Whether these are 0, 1, 2 … or 1, 2, 3 … in order."""
    values = np.asarray(values)
    return any(np.array_equal(values, np.arange(len(values)) + start) for start in (0, 1))
