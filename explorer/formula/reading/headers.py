"""What stands around a formula in other languages: `f(x) =`, `lambda x:`, `return … ;`."""

import re
from dataclasses import dataclass

from explorer.formula.reading.signs import GREEK

_NAME = rf"[A-Za-z_{''.join(GREEK)}][\w]*"
_VARIABLE = rf"(?:(?:double|float|real)\s+)?(?P<v>{_NAME})(?:\s*:\s*\w+)?(?P<more>\s*[,;][^()]*)?"
_ARROW = r"(?:=>|->|↦|→|\\mapsto|\\to)\s*\{?"
_NAMED = rf"(?:\\(?:text|mathrm|operatorname|mathbf|mathit)\{{{_NAME}\}}|\\?{_NAME})'?"
_TYPE = r"(?:\s*(?:->|::?)\s*\w+)?"
# Each is tried at the start, again and again, until none fits.
_HEADERS = [
    re.compile(pattern.replace("VARIABLE", _VARIABLE).replace("NAME", _NAME))
    for pattern in (
        r"return\b",
        r"(?:const|let|var|double|float|auto|static|inline|fn|fun|func|def)\s+(?=NAME)",
        r"lambda\s+VARIABLE\s*:(?!=)",
        r"function\b\s*(?:NAME)?\s*\(\s*VARIABLE\s*\)\s*\{?",
        r"@\s*\(\s*VARIABLE\s*\)",
        r"@\.",
        r"\\\(\s*(?P<v>NAME)\s*\)(?=\s*[\w(-])(?!.*\\\))",
        rf"\(\s*VARIABLE\s*\)\s*{_ARROW}",
        rf"(?P<v>NAME)\s*{_ARROW}(?=.*(?P=v))",
        rf"{_NAMED}\s*(?:\\left)?\(\s*VARIABLE\s*(?:\\right)?\){_TYPE}\s*"
        r"(?::=|&?=(?![=<>])|<-|:(?!:)|\{)",
        rf"(?!x\s*=){_NAMED}\s*(?::=|&?=(?![=<>]))",
        r"NAME\s*<-\s*(?=function\b|\\\()",
        r"[yfgh]\s*<-\s",
        r"=(?!=)",
    )
]
_DEFAULT = re.compile(r"(\w+)\s*(?::\s*\w+\s*)?=\s*([^,;=]*[^,;=\s])")
_STOP = re.compile(r"[\w)}]\s*\.$")
_START = re.compile(r"(?:\s|\$|\\\[|\\\((?=.*\\\)))+", re.DOTALL)


@dataclass(frozen=True)
class Framed:
    """Where the formula itself starts and ends in a text, and the variable that was named."""

    start: int
    end: int
    dropped: str
    variable: str
    defaults: dict[str, str]  # of the parameters after the variable


def framed(text: str) -> Framed:
    """The formula inside what other languages write around one."""
    variable, more, opened = "", "", 0
    first = start = _after(_START, text, 0)
    found = True
    while found:
        found = False
        for header in _HEADERS:
            match = header.match(text, start)
            if match and match.end() > start:
                variable = match.groupdict().get("v") or variable
                more = match.groupdict().get("more") or more
                opened += match[0].count("{")
                start, found = _after(_START, text, match.end()), True
                break
    dropped = re.sub(r"\s+", " ", text[first:start].strip())
    return Framed(start, _end(text, start, opened), dropped, variable, dict(_DEFAULT.findall(more)))


def _end(text: str, start: int, opened: int) -> int:
    """Where the formula ends, before what only closes a line, a sentence or a block."""
    end = len(text)
    while True:
        rest = text[start:end].rstrip()
        end = start + len(rest)
        if rest.endswith((";", "$", "\\)", "\\]")):
            end -= 2 if rest[-1] in ")]" else 1
        elif opened and rest.endswith("}"):
            opened, end = opened - 1, end - 1
        elif _STOP.search(rest):
            end -= 1
        else:
            return end


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start
