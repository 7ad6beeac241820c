"""Text → rows of cells: the separator found, comments and empty rows left out."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from explorer.choices.tables.faults import TableError
from explorer.choices.tables.numbers import NUMBER
from explorer.choices.tables.types import DATE

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas", " ": "blanks"}
MOST_COLUMNS = 64
MOST_ROWS = 100_000
MOST_CELLS = 500_000
MOST_LINES = 2 * MOST_ROWS  # with those that are empty, and breaks within cells
_WIDEST = 2_000  # cells of a row, empty ones at its end included
LONGEST_ROW = 100_000  # characters, line breaks within its cells included
_ROW_NAMES = 1  # columns that may stand before the others and are left out
_TRIED, _SAMPLE = 100, 100_000  # rows, and characters, that tell the separator

_HINT = re.compile(r'"?sep=(.)"?[;,\t|]*\n', re.I)  # Excel's own first line
_COMMENT = re.compile(r"\s*#(?!\s*[;,\t|]|[A-ZÄÖÜ/]{2,}(0?[!?]|\b(?=[;,\t|]|$)))")
_RULE = re.compile(r":?-{2,}:?")  # below the header of a table in Markdown
_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class Rows:
    """The rows of a table that have something in them."""

    cells: list[list[str]]
    numbers: list[int]  # of each row in the file, from 1
    separator: str


def rows_of(text: str) -> Rows:
    """The cells of each row, as they are written but for quotation marks.

    Raises TableError where there is nothing, too much of it, or a quotation mark that is not
    closed; the sentence has the row.
    """
    hint = _HINT.match(text)
    text = text[hint.end() :] if hint else text
    lines = text.count("\n")
    if lines > MOST_LINES:
        raise TableError(
            f"The file has {lines:,} lines; at most {MOST_ROWS:,} rows are read: take a part of it."
        )
    separator = hint[1] if hint and hint[1] in SEPARATORS else _separator(text)
    cells, numbers, count = [], [], 0
    for number, row in _split(text, separator, 1 + bool(hint)):
        if len(row) > MOST_COLUMNS + _ROW_NAMES:
            raise TableError(
                f"there are {len(row)} columns; at most {MOST_COLUMNS} are read.", number
            )
        count += len(row)
        if count > MOST_CELLS:
            raise TableError(
                f"The table has more than {MOST_CELLS:,} cells: take fewer rows or columns."
            )
        cells.append(row)
        numbers.append(number)
    if not cells:
        raise TableError("There is nothing in it: paste rows, or take a file that has some.")
    if len(cells) > MOST_ROWS + 1:
        raise TableError(
            f"The table has {len(cells):,} rows; at most {MOST_ROWS:,} are read: take a part of it."
        )
    return Rows(cells, numbers, separator)


class _Lines:
    """The lines of a text, one at a time, which know where the row began that they belong to."""

    def __init__(self, text: str, separator: str, row: int) -> None:
        self.text, self.blanks = text, separator == " "
        self.at = 0  # where the next line begins
        self.begin = 0  # where the row began
        self.row = row  # its number
        self.inside = False  # whether part of it has been given

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            if end - self.begin > LONGEST_ROW:
                self._refuse()
            line = self.text[self.at : end]
            self.at = end + 1
            if not self.inside and (not line or line.isspace() or _COMMENT.match(line)):
                self.next()
                continue
            self.inside = True
            yield (_BLANKS.sub(" ", line.strip(" \t")) if self.blanks else line) + "\n"

    def next(self) -> None:
        """The row is over: what follows belongs to another."""
        self.begin, self.row, self.inside = self.at, self.row + 1, False

    def open(self) -> bool:
        """Whether a quotation mark of the row is not closed, so far as counting tells."""
        row = self.text[self.begin : self.at]
        return row.count("\n") > 1 and row.count('"') % 2 == 1

    def _refuse(self) -> None:
        if self.inside:
            raise TableError("a quotation mark is opened and not closed.", self.row)
        raise TableError(
            f"there are more than {LONGEST_ROW:,} characters in it, which no table has.", self.row
        )


def _split(text: str, separator: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row that has something in it."""
    lines = _Lines(text, separator, first)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=separator != " ")
    try:
        for row in reader:
            if lines.at >= len(text) and lines.open():
                raise TableError("a quotation mark is opened and not closed.", lines.row)
            number = lines.row
            lines.next()
            if len(row) > MOST_COLUMNS:
                row = _narrowed(row, number)
            written = "".join(row)
            if written and not written.isspace() and not _is_rule(written, row):
                yield number, row
    except csv.Error as error:
        raise TableError(f"it cannot be split into cells ({error}).", lines.row) from None


def _narrowed(row: list[str], number: int) -> list[str]:
    """A wide row without the empty cells at its end. Raises TableError where there are too many."""
    if len(row) > _WIDEST:
        raise TableError(
            f"there are {len(row):,} columns; at most {MOST_COLUMNS} are read.", number
        )
    return trimmed(row, MOST_COLUMNS)


def _is_rule(written: str, row: list[str]) -> bool:
    """Whether a row is the line below a header in Markdown."""
    return written.strip("-: ") == "" and all(
        _RULE.fullmatch(cell.strip()) for cell in row if cell.strip()
    )


def trimmed(row: list[str], width: int) -> list[str]:
    """The row without those cells beyond a width that are empty, from its end."""
    length = len(row)
    while length > width and not row[length - 1].strip():
        length -= 1
    return row[:length]


def _separator(text: str) -> str:
    """The separator under which the first rows are most alike and hold most numbers."""
    text = text[: text.find("\n", _SAMPLE) + 1] or text
    best, chosen = 0.0, ","
    for separator in SEPARATORS:
        score = _score(text, separator)
        if score > best + 1e-9:
            best, chosen = score, separator
    return chosen


def _score(text: str, separator: str) -> float:
    """Share of rows of one width, above 1, and share of cells that are numbers, together."""
    rows = []
    try:
        for _, row in _split(text, separator, 1):
            rows.append(row[: MOST_COLUMNS + 2])
            if len(rows) == _TRIED:
                break
    except TableError:
        pass  # it is raised when all rows are read; those before it tell enough
    widths = Counter(len(row) for row in rows)
    width, alike = widths.most_common(1)[0] if rows else (0, 0)
    if width < 2:
        return 0.0
    cells = [cell for row in rows for cell in map(str.strip, row) if cell]
    numbers = [cell for cell in cells if NUMBER.fullmatch(cell)]
    dates = sum(DATE.fullmatch(cell) is not None for cell in cells)
    # Of "3,9 yes", commas and blanks make as many numbers: a decimal comma is the likelier.
    decimals = 0.01 * (separator == " " and any("," in cell for cell in numbers))
    return alike / len(rows) + (len(numbers) + dates) / max(1, len(cells)) + decimals
