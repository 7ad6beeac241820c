"""What is wrong with a table, and where."""

import re

_UNNAMED = re.compile(r"column \d+")
_SHOWN = 40  # characters of a cell that a sentence repeats


class TableError(ValueError):
    """A table that cannot be read or learnt from: one sentence, with row and column where known."""

    def __init__(self, reason: str, row: int | None = None, column: str | None = None) -> None:
        super().__init__(reason, row, column)
        self.reason = reason
        self.row = row  # from 1, as a spreadsheet counts: header, empty rows and comments too
        self.column = column  # the column's name

    def __str__(self) -> str:
        places = [] if self.row is None else [f"row {self.row}"]
        if self.column is not None:
            places.append(titled(self.column))
        if not places:
            return self.reason
        where = ", ".join(places)
        return f"{where[0].upper()}{where[1:]}: {self.reason}"


def unnamed(place: int) -> str:
    """The name of a column that has none; `place` counts from 1."""
    return f"column {place}"


def titled(name: str) -> str:
    """A column in a sentence: column "age", or column 3 where it has no name."""
    return name if _UNNAMED.fullmatch(name) else f'column "{name}"'


def quoted(cell: str) -> str:
    """A cell in a sentence, in one line and cut where it is long."""
    text = " ".join(cell.split())
    return f'"{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"}"'
