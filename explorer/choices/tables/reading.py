"""Text or bytes → a table: its rows made even, its header found, its columns read."""

import re
from collections import Counter
from dataclasses import replace

import numpy as np

from explorer.choices.tables import numbers
from explorer.choices.tables.columns import Cells, cells_of, column, truth_pair
from explorer.choices.tables.decoding import text_of
from explorer.choices.tables.faults import TableError, unnamed
from explorer.choices.tables.numbers import is_number
from explorer.choices.tables.splitting import MOST_COLUMNS, SEPARATORS, Rows, rows_of, trimmed
from explorer.choices.tables.table import Column, Table, counts, usable_feature
from explorer.choices.tables.types import DATE, is_gap
from explorer.words import listed

LEAST_ROWS = 2
SHOWN_ROWS = 10  # as they are written, for a preview
_TRIED = 200  # rows that tell whether there is a header
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_LONGEST_NAME = 60
_TITLED = 3  # columns from which on a row with one filled cell, above the others, is a title


def read(data: bytes | str, header: bool | None = None) -> Table:
    """The table in a file or in a text that was pasted.

    Separator, decimal mark and types are found, and so is whether the first row is a `header`,
    unless that is told. Columns of which nothing can be learnt say so in `refused`. Raises
    TableError, one sentence with row and column where known, for what is no table, for fewer than 2
    rows, and where no column is left to predict or to predict from.
    """
    said: list[str] = []
    rows = _even(_without_titles(rows_of(text_of(data)), said))
    if header is None:
        header = _has_header(rows.cells)
    names = [" ".join(cell.split()) for cell in rows.cells[0]] if header else []
    cells, numbered = rows.cells[header:], rows.numbers[header:]
    if len(cells) < LEAST_ROWS:
        have = "only a header, and no row" if header and not cells else "only one row"
        raise TableError(
            f"The table has {have}; a network needs at least {LEAST_ROWS} to learn from."
        )
    raw = [list(each) for each in zip(*cells, strict=True)]
    keep = _kept(names, raw, said) if header else range(len(raw))
    if len(keep) > MOST_COLUMNS:
        raise TableError(
            f"there are {len(keep)} columns; at most {MOST_COLUMNS} are read.", rows.numbers[0]
        )
    if len(keep) < 2:
        raise TableError(
            "The table has one column, and a network needs two, one to predict and one to predict "
            "it from: separate them by commas, semicolons, tabs, bars or blanks."
        )
    titles = _names([names[i] if header else "" for i in keep], said)
    parts = [cells_of(name, raw[i], numbered) for name, i in zip(titles, keep, strict=True)]
    columns = _columns(parts, rows.separator, said)
    first = tuple(
        tuple(part.cells[i] for part in parts) for i in range(min(len(cells), SHOWN_ROWS))
    )
    told = "the first row names them" if header else "no row names them"
    between = SEPARATORS[rows.separator]
    said.insert(0, f"{len(cells)} rows of {len(columns)} columns between {between}; {told}.")
    table = Table(columns, np.array(numbered), header, rows.separator, first, tuple(said))
    _check(table)
    return table


def _without_titles(rows: Rows, said: list[str]) -> Rows:
    """The rows without those above the table that have one filled cell alone."""
    most = max(Counter(map(len, rows.cells)).items(), key=lambda item: item[1])[0]
    start = 0
    if most >= _TITLED:
        while start < len(rows.cells) and sum(bool(c.strip()) for c in rows.cells[start]) < 2:
            start += 1
    if start and start < len(rows.cells):
        what = f"Row {rows.numbers[0]} is" if start == 1 else f"The first {start} rows are"
        said.append(f"{what} left out, as a title of the table.")
        return replace(rows, cells=rows.cells[start:], numbers=rows.numbers[start:])
    return rows


def _even(rows: Rows) -> Rows:
    """The rows with equally many cells each; a first row that leaves out the row names gets one."""
    cells = rows.cells
    width = max(Counter(map(len, cells)).items(), key=lambda item: (item[1], item[0]))[0]
    while width > 1 and all(len(row) < width or not row[width - 1].strip() for row in cells):
        width -= 1
    even = [row if len(row) == width else trimmed(row, width) for row in cells]
    if len(even[0]) == width - 1 > 0 and _row_names([row[0] for row in even[1:]]):
        unlike = not any(map(_is_value, even[0]))
        even[0] = ["", *even[0]] if unlike else even[0]
    for row, number in zip(even, rows.numbers, strict=True):
        if len(row) != width:
            have = "one cell" if len(row) == 1 else f"{len(row)} cells"
            raise TableError(f"it has {have}, and most rows have {width}.", number)
    return replace(rows, cells=even)


def _is_value(cell: str) -> bool:
    """Whether a cell is a number or a date, as no name of a column is."""
    bare = cell.strip()
    return is_number(bare) or DATE.fullmatch(bare) is not None


def _has_header(cells: list[list[str]]) -> bool:
    """Whether the first row names the columns: words stand there, and other things below."""
    first = [cell.strip() for cell in cells[0]]
    rest = [list(each) for each in zip(*cells[1:_TRIED], strict=True)]
    if not rest:
        return not any(map(_is_value, first))
    if first[0] == "" and first[1:] == [str(i) for i in range(len(first) - 1)] != []:
        return True  # as pandas names columns that have no names
    below = [cells_of("", each, []) for each in rest]
    if _years(first, below):
        return True
    if any(_differs(cell, part) for cell, part in zip(first, below, strict=True)):
        return True
    named = [cell for cell in first if cell]
    alone = all(cell not in part.counted for cell, part in zip(first, below, strict=True))
    alike = any(
        part.kind == "truth" and truth_pair(part.counted + Counter([cell]))
        for cell, part in zip(first, below, strict=True)
    )
    values = any(map(_is_value, first))
    return bool(named) and not values and alone and not alike and len(set(named)) == len(named)


def _years(first: list[str], below: list[Cells]) -> bool:
    """Whether the numbers of the first row are years, and what stands below them is not."""
    places = [place for place, cell in enumerate(first) if _is_value(cell)]
    return bool(places) and all(
        _YEAR.fullmatch(first[place]) and not any(map(_YEAR.fullmatch, below[place].counted))
        for place in places
    )


def _differs(cell: str, below: Cells) -> bool:
    """Whether a cell is a word above numbers or dates."""
    return below.kind in ("number", "date") and not is_gap(cell) and not _is_value(cell)


def _kept(names: list[str], raw: list[list[str]], said: list[str]) -> list[int]:
    """The places of the columns without those that have no name and no use."""
    keep = [i for i, name in enumerate(names) if name or any(cell.strip() for cell in raw[i])]
    if len(keep) > 2 and names[keep[0]].lower() in ("", "unnamed: 0") and _row_names(raw[keep[0]]):
        said.append("The first column has no name and only names the rows; it is left out.")
        return keep[1:]
    return keep


def _row_names(cells: list[str]) -> bool:
    """Whether a column counts the rows, or has another word in each."""
    if all(cell.isascii() and cell.isdigit() for cell in cells):
        return counts([int(cell) if len(cell) < 10 else -1 for cell in cells])
    return len(set(cells)) == len(cells) and not any(map(_is_value, cells))


def _names(given: list[str], said: list[str]) -> list[str]:
    """A name for each column, each another, without signs that cannot be seen."""
    names: list[str] = []
    twice: list[str] = []
    for place, name in enumerate(given, 1):
        name = "".join(sign for sign in name if sign.isprintable())[:_LONGEST_NAME].strip()
        base, count = name or unnamed(place), 1
        name = base
        while name in names:
            count += 1
            name = f"{base} ({count})"
        if count > 1 and base not in twice:
            twice.append(base)
        names.append(name)
    if twice:
        said.append(f"Several columns are named {listed(twice)}; the later ones are numbered.")
    return names


def _columns(parts: list[Cells], separator: str, said: list[str]) -> tuple[Column, ...]:
    """The columns; where one leaves its decimal mark open, the others tell it."""
    marks = {part.written.mark for part in parts if part.written is not None} - {None, ""}
    mark = marks.pop() if len(marks) == 1 else ""
    columns = tuple(column(part, mark or "", separator) for part in parts)
    commas = [p.name for p in parts if p.written is not None and p.written.mark == ","]
    if commas:
        said.append(f"Numbers of {listed(commas)} are read with a decimal comma.")
    for part in parts:
        how = part.written
        sign = numbers.unit(how.figures) if how and how.bare is not how.figures else ""
        if sign:
            said.append(
                f"The sign {sign} of {part.name} is left out; the numbers stay as they are."
            )
    return columns


def _check(table: Table) -> None:
    """Raises TableError where no column can be predicted, or none is left to predict it from."""
    labels = [one for one in table.columns if one.problem is not None]
    if labels and any(usable_feature(one) for one in table.columns if one.name != table.label):
        return
    for one in table.columns:
        if one.refused is not None:
            raise one.refused
    raise TableError(
        "Nothing can be learnt from this table: it needs a column with 2 to 10 different values or "
        "with numbers, and another one, of numbers or of 2 to 20 words, to predict it from."
    )
