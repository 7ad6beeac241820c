"""How people write numbers: with a point or a comma, thousands marks, a minus sign, a unit."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

_EXPONENT = r"(?:[eE][+-]?[0-9]{1,3})?"
_UNIT = r"[%€$£]"
# What may be a number; whether its marks are points of decimals or of thousands is asked later.
NUMBER = re.compile(
    rf"(?:{_UNIT} ?)?[+−-]?(?:{_UNIT} ?)?(?:"
    r"[0-9]{1,3}(?:[ \u00a0\u202f'’][0-9]{3})+(?:[.,][0-9]+)?|"
    r"[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]+)?|"
    r"[0-9]+(?:[.,][0-9]+)?|[0-9]+\.|[.,][0-9]+"
    rf"){_EXPONENT}(?:[ \u00a0\u202f]?{_UNIT})?"
)
_SPACES = re.compile(r"[ \u00a0\u202f'’%€$£]")
_PLAIN = re.compile(r"[0-9+\-.,eE\n]*")
# A point that cannot stand between thousands: other than three digits behind it, or a 0 or more
# than three digits before it.
_DECIMAL_POINT = re.compile(r"\.(?![0-9]{3}$)|^[+-]?0*\.|[0-9]{4}\.", re.MULTILINE)


def _read_with(mark: str, other: str) -> str:
    """The pattern of numbers with decimals behind a mark and thousands by the other."""
    mark, other = re.escape(mark), re.escape(other)
    grouped = rf"[1-9][0-9]{{0,2}}(?:{other}[0-9]{{3}})+(?:{mark}[0-9]*{_EXPONENT})?"
    return rf"[+-]?(?:{grouped}|(?:[0-9]+(?:{mark}[0-9]*)?|{mark}[0-9]+){_EXPONENT})"


_MARKED = {mark: re.compile(_read_with(mark, other)) for mark, other in (".,", ",.")}
# The same for many texts at once, a line each.
_LINES = re.compile(rf"^(?:{NUMBER.pattern})$", re.MULTILINE)
_MARKED_LINES = {m: re.compile(rf"^(?:{p.pattern})$", re.MULTILINE) for m, p in _MARKED.items()}
LONGEST = 60  # characters of a number


@dataclass(frozen=True)
class Written:
    """The different texts of a column that are numbers, and how they are written.

    `marks` are those, of "." and ",", that decimals may stand behind for all texts to be numbers;
    `marked` are those that occur at all. `bare` are the texts without their unit and the blanks
    between thousands.
    """

    figures: list[str]
    bare: list[str]
    marks: frozenset[str]
    marked: frozenset[str]

    @property
    def mark(self) -> str | None:
        """The decimal mark; "" where there is none, None where the texts leave it open."""
        if not self.marked:
            return ""
        return next(iter(self.marks)) if len(self.marks) == 1 else None

    def values(self, mark: str) -> np.ndarray:
        """The numbers (n,) float64 of the n texts, decimals behind this mark."""
        return _floats(self.bare, mark, "," in self.marked)


def plainly_written(texts: list[str]) -> Written | None:
    """How numbers are written, where all are as programs write them, with one kind of mark.

    The short way for long columns; None where a text may be something else.
    """
    joined = "\n".join(texts)
    if not _PLAIN.fullmatch(joined) or ("." in joined and "," in joined):
        return None
    mark = "," if "," in joined else "."
    try:
        _floats(texts, mark)
    except ValueError:
        return None  # two points, as in 1.234.567, or no number
    sure = _DECIMAL_POINT.search(joined.replace(",", ".")) is not None
    marked = frozenset((mark,) if mark in joined else ())
    return Written(texts, texts, frozenset(mark if sure else ".,"), marked)


def written(texts: list[str]) -> Written:
    """How numbers are written; each text is to match `NUMBER`."""
    joined = _SPACES.sub("", "\n".join(texts)).replace("−", "-")
    marks = frozenset(m for m, p in _MARKED_LINES.items() if len(p.findall(joined)) == len(texts))
    marked = frozenset(mark for mark in ".," if mark in joined)
    return Written(texts, joined.split("\n"), marks, marked)


def figures(texts: Collection[str]) -> list[str]:
    """Those of the texts that may be numbers, in their order."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):  # breaks within cells
        return [text for text in texts if is_number(text)]
    return [text for text in _LINES.findall(joined) if len(text) <= LONGEST]


def is_number(text: str) -> bool:
    """Whether a text, without blanks around it, may be a number."""
    return len(text) <= LONGEST and NUMBER.fullmatch(text) is not None


def _floats(bare: list[str], mark: str, grouped: bool = False) -> np.ndarray:
    """Numbers (n,); `grouped` if commas may stand between thousands. Raises ValueError."""
    if mark == ",":
        bare = [text.replace(".", "").replace(",", ".") for text in bare]
    elif grouped:
        bare = [text.replace(",", "") for text in bare]
    return np.array(bare, dtype=np.float64)


def marks_of(text: str) -> frozenset[str]:
    """The marks that decimals may stand behind for this text, or its bare form, to be a number."""
    text = _SPACES.sub("", text).replace("−", "-")
    return frozenset(mark for mark, pattern in _MARKED.items() if pattern.fullmatch(text))


def unit(texts: Iterable[str]) -> str:
    """The sign that stands with a number of the column, such as % or €; "" where there is none."""
    found = re.search(_UNIT, "\n".join(texts))
    return found[0] if found else ""
