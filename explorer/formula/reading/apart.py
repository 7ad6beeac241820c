"""Names that run together or fall apart: `sinx` is sin x, `ax` is a·x, `Leaky ReLU` is one."""

import re
from dataclasses import replace
from itertools import pairwise

from explorer.formula.operations import FUNCTIONS
from explorer.formula.reading.aliases import ELSEWHERE, VARIABLES
from explorer.formula.reading.functions import function, is_constant, may_be_parameter
from explorer.formula.reading.tokens import Token

_CALLED = {name for name in FUNCTIONS if not may_be_parameter(name)} | {"ln", "arctan", "sgn"}
_FUNCTION = "|".join(sorted(_CALLED, key=len, reverse=True))
_PIECE = re.compile(rf"{_FUNCTION}|(?<=[a-z])[0-9]+(?=x)|pi|e|x")
_PIECES = re.compile(f"(?:{_PIECE.pattern})+")
_DOUBTFUL = re.compile("e[0-9]*x$|.*(?:log|pi|x)[0-9]")  # eˣ that lost its ^, log₂ x, x²
_FACTOR = re.compile("[a-ceijk-wyzA-WYZ]x|x[a-z]")  # not dx, nor fx for f(x)
_OF_NUMBER = re.compile("(ln|sqrt)([0-9]+)", re.IGNORECASE)  # ln2; Math.SQRT2


def apart(found: list[Token]) -> tuple[list[Token], bool]:
    """The tokens with such names in pieces, and whether one of them has a letter of its own."""
    result: list[Token] = []
    letters = False
    for token, after in pairwise([*_together(found), Token("end", "", 0, 0)]):
        name = token.text
        pieces = [name]
        if token.kind == "name" and after.text != "(" and (parts := _OF_NUMBER.fullmatch(name)):
            pieces = list(parts.groups())
        if token.kind == "name" and "x" in name and not _is_known(name):
            if _PIECES.fullmatch(name):
                pieces = _PIECE.findall(name)
            elif _FACTOR.fullmatch(name):
                pieces, letters = list(name), True
        if len(pieces) == 1:
            result.append(token)
            continue
        start = token.start
        for piece in pieces:
            kind = "number" if piece.isdigit() else "name"
            spaced = token.spaced and start == token.start
            result.append(Token(kind, piece, start, start + len(piece), spaced))
            start += len(piece)
    return result, letters


def _together(found: list[Token]) -> list[Token]:
    """The tokens with two names as one where they are those of one function, as in a menu."""
    result: list[Token] = []
    for token in found:
        before = result[-1] if result else token
        names = (before.text, token.text)
        two = before.kind == token.kind == "name" and token.spaced and min(map(len, names)) > 2
        if two and before is not token and function("".join(names)):
            result[-1] = replace(before, text=function("".join(names)), end=token.end)
        else:
            result.append(token)
    return result


def _is_known(name: str) -> bool:
    known = name in VARIABLES or is_constant(name) or function(name) or _DOUBTFUL.match(name)
    return bool(known) or name.lower() in ELSEWHERE or len(name) == 1
