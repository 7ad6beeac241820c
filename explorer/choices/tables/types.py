"""How gaps, truth values and dates are written."""

import re

GAPS = frozenset(
    (
        "",
        "na",
        "n/a",
        "nan",
        "null",
        "?",
        "-",
        "–",
        "—",
        "#n/a",
        "#nv",
        "<na>",
        r"\n",
        "n.a.",
        "k.a.",
    )
)  # in small letters
LONGEST_GAP = max(map(len, GAPS))
NO_VALUE = "None"  # as Python writes it; "none" in small letters may be a word

TRUTHS = (
    ("false", "true"),
    ("no", "yes"),
    ("n", "y"),
    ("f", "t"),
    ("falsch", "wahr"),
    ("nein", "ja"),
    ("faux", "vrai"),
    ("non", "oui"),
    ("falso", "verdadero"),
    ("no", "sí"),
)  # in small letters, what is false first

_MONTH = r"(jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\w*\.?"
_TIME = r"\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]\.?m\.?)?( ?(z|utc|[+-]\d{2}:?\d{2}))?"
_DAY = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    r"\d{1,2}[-/]\d{1,2}[-/](\d{4}|\d{2})",
    r"\d{1,2}\. ?\d{1,2}\. ?(\d{4}|\d{2})",
    r"\d{4}-\d{2}",
    rf"\d{{1,2}}[-. ]{{1,2}}{_MONTH}[-. ]{{1,2}}\d{{2,4}}",
    rf"{_MONTH} \d{{1,2}},? \d{{4}}",
)
DATE = re.compile(rf"(({'|'.join(_DAY)})([t ,]{{1,2}}{_TIME})?|{_TIME})", re.I | re.ASCII)


def is_gap(cell: str) -> bool:
    """Whether a cell, without blanks around it, says that there is no value."""
    return cell.lower() in GAPS or cell == NO_VALUE
