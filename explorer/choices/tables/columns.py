"""The cells of a column → its type and values."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from explorer.choices.tables import numbers
from explorer.choices.tables.faults import TableError, quoted
from explorer.choices.tables.numbers import Written, is_number
from explorer.choices.tables.table import Column
from explorer.choices.tables.types import DATE, LONGEST_GAP, TRUTHS, is_gap

LARGEST = 1e18  # float32 cannot square what is larger
_TRIED = 1_000  # cells that tell the type of a column
_MOSTLY = 0.5  # share of the cells, from which on the others are faults


@dataclass(frozen=True)
class Cells:
    """The cells of a column before its numbers are read."""

    name: str
    cells: list[str]  # N, without blanks around them
    rows: list[int]  # of each in the file
    kind: str  # of KINDS; "number" for whole numbers too
    written: Written | None  # how its numbers are written

    @cached_property
    def counted(self) -> Counter[str]:
        """How often each text occurs, gaps left out."""
        counted = Counter(self.cells)
        for text in [text for text in counted if len(text) <= LONGEST_GAP and is_gap(text)]:
            del counted[text]
        return counted

    def first(self, texts: Collection[str]) -> str:
        """That of some texts which occurs first."""
        return next(text for text in self.cells if text in texts)

    def where(self, text: str) -> int:
        """The first row that has this text."""
        return self.rows[self.cells.index(text)]

    def fault(self, text: str, reason: str) -> TableError:
        """What is wrong with the first cell of this text."""
        return TableError(f"{quoted(text)} {reason}", self.where(text), self.name)


def cells_of(name: str, raw: list[str], rows: list[int]) -> Cells:
    """The cells of a column with the type that most of them have."""
    if plain := numbers.plainly_written(raw):
        return Cells(name, raw, rows, "number", plain)
    bare = {text: text.strip() for text in set(raw)}
    cells = Cells(name, [bare[text] for text in raw], rows, "empty", None)
    counted = cells.counted
    if not counted:
        return cells
    if plain := numbers.plainly_written(list(counted)):
        return replace(cells, kind="number", written=plain)
    if truth_pair(counted):
        return replace(cells, kind="truth")
    some = [text for text in cells.cells if text in counted]
    some = some[:: max(1, len(some) // _TRIED)]
    if sum(map(is_number, some)) > _MOSTLY * len(some):
        return replace(cells, kind="number", written=numbers.written(numbers.figures(counted)))
    dates = sum(DATE.fullmatch(text) is not None for text in some)
    return replace(cells, kind="date" if dates > _MOSTLY * len(some) else "words")


def truth_pair(texts: Counter[str]) -> tuple[str, str] | None:
    """The pair of truth values that all texts are of, what is false first, in small letters."""
    if len(texts) > 4:  # in capitals and in small letters
        return None
    small = {text.lower() for text in texts}
    return next((pair for pair in TRUTHS if small <= set(pair)), None)


def column(cells: Cells, mark: str, separator: str) -> Column:
    """The column; where its numbers leave its decimal mark open, it is `mark` ("" if unknown)."""
    if cells.kind == "number":
        return _numbers(cells, mark, separator)
    if cells.kind == "truth":
        return _truths(cells)
    if cells.kind == "words":
        return _words(cells)
    empty = np.full(len(cells.cells), np.nan)
    if cells.kind == "date":
        values = np.array([0.0 if text in cells.counted else np.nan for text in cells.cells])
        reason = "holds dates, which a network cannot read: leave it out, or turn them into numbers"
        return Column(cells.name, "date", values, refused=_about(cells.name, reason))
    return Column(cells.name, "empty", empty, refused=_about(cells.name, "is empty"))


def _about(name: str, reason: str) -> TableError:
    return TableError(f"it {reason}.", column=name)


def _numbers(cells: Cells, mark: str, separator: str) -> Column:
    how = cells.written
    assert how is not None
    figures = how.figures
    chosen = how.mark if how.mark is not None else _chosen(how, mark, separator)
    fault = _stray(cells, how) or (None if chosen is not None else _unclear(cells, how, figures))
    found = np.zeros(0)
    if fault is None:
        found = how.values(chosen or ".")
        large = np.abs(found) > LARGEST
        if large.any():
            text = figures[int(large.argmax())]
            fault = cells.fault(text, "is too large a number to learn from.")
    if fault is not None:
        filled = np.array([0.0 if text in cells.counted else np.nan for text in cells.cells])
        return Column(cells.name, "number", filled, refused=fault)
    values = found
    if figures is not cells.cells:
        table = dict(zip(figures, found.tolist(), strict=True))
        values = np.array([table.get(text, np.nan) for text in cells.cells])
    whole = bool((found == np.round(found)).all())
    return Column(cells.name, "whole" if whole else "number", values)


def _chosen(how: Written, mark: str, separator: str) -> str | None:
    """The decimal mark of a column whose numbers leave it open, as 1,234 does; None if unclear."""
    if len(how.marks) < 2 or len(how.marked) != 1:
        return None
    if mark:
        return mark
    return "." if how.marked == {"."} else "," if separator == ";" else None


def _stray(cells: Cells, how: Written) -> TableError | None:
    """The first cell that is no number in a column of numbers."""
    if how.figures is cells.cells or len(how.figures) == len(cells.counted):
        return None
    strays = set(cells.counted).difference(how.figures)
    text = cells.first(strays)
    if text.startswith("="):
        return cells.fault(text, "is a formula, which is not worked out: export the values.")
    return cells.fault(
        text, "is no number, as most of its column are; leave it empty if it is missing."
    )


def _unclear(cells: Cells, how: Written, figures: list[str]) -> TableError:
    """Why it is not clear what the marks of a column's numbers mean."""
    if len(how.marks) == 2:
        text = cells.first({text for text in figures if "." in text or "," in text})
        bare = text.replace(",", "").replace(".", "")
        other = text.replace(",", ".")
        return cells.fault(text, f"may be {bare} or {other}: write it without a thousands mark.")
    count = {
        mark: sum(cells.counted[text] for text in figures if mark in numbers.marks_of(text))
        for mark in ".,"
    }
    mark = max(count, key=lambda each: count[each])
    odd = {text for text in figures if mark not in numbers.marks_of(text)}
    word = {".": "point", ",": "comma"}[mark]
    return cells.fault(
        cells.first(odd),
        f"has no decimal {word}, as the other numbers of its column have.",
    )


def _truths(cells: Cells) -> Column:
    pair = truth_pair(cells.counted)
    assert pair is not None
    shown = {text.lower(): text for text in cells.counted}
    words = tuple(shown.get(word, word) for word in pair)
    values = [
        float(pair.index(text.lower())) if text in cells.counted else np.nan for text in cells.cells
    ]
    return Column(cells.name, "truth", np.array(values), words)


def _words(cells: Cells) -> Column:
    words = tuple(sorted(cells.counted))
    place = {word: float(index) for index, word in enumerate(words)}
    values = np.array([place.get(text, np.nan) for text in cells.cells])
    return Column(cells.name, "words", values, words)
