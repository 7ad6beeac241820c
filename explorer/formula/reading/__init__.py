"""What people type → a formula: a text in normal form, its tree, and what was understood of it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from explorer.formula.faults import FormulaError
from explorer.formula.reading.aliases import MODULES, VARIABLES
from explorer.formula.reading.apart import apart
from explorer.formula.reading.functions import function, is_constant
from explorer.formula.reading.grammar import Grammar
from explorer.formula.reading.headers import Framed, framed
from explorer.formula.reading.signs import GREEK
from explorer.formula.reading.tokens import Token, plain, tokens, too_long
from explorer.formula.tree import NAME, Node, walk
from explorer.words import listed

MOST_TOLD = 2  # signs and brackets that were put in; with more the whole is shown


@dataclass(frozen=True)
class Reading:
    """A formula that was read.

    `tree` is as it was written, entries written out; `text` is its normal form, which reads back as
    itself. `notes` are sentences, one for each thing that was understood otherwise than it stands.
    """

    tree: Node
    text: str
    parameters: tuple[str, ...]
    notes: tuple[str, ...]


def read(text: str) -> Reading:
    """The formula of a text. Raises FormulaError at the column of the first fault."""
    if fault := too_long(text):
        raise fault
    same = plain(text)
    frame = framed(same)
    found, letters = apart(tokens(_decimal_points(same[: frame.end]), frame.start))
    found, defaults = _with_defaults(found, frame)
    found, taken = _with_x(found, frame)
    grammar = Grammar(found, text, frame.end, is_sheet=frame.dropped == "=" or _is_cell(taken))
    part = grammar.whole()
    _refuse_words(part.tree, found)
    normal = ast.unparse(part.written)
    if fault := too_long(normal):  # 1e15 becomes 1000000000000000.0
        raise fault
    notes = [f"`{frame.dropped}` was dropped."] if frame.dropped else []
    notes += grammar.names.notes
    notes += [f"{taken} is taken for x."] if taken else []
    notes += defaults
    own = list(dict.fromkeys(grammar.added))
    if "\\" in text or len(own) > MOST_TOLD:
        own = [f"It is read as `{normal}`."]
    parameters = tuple(dict.fromkeys(_parameters(part.written)))
    if letters and parameters:
        own.append(f"{listed(parameters)} can be moved; or write numbers, as in 0.5x + 1.")
    return Reading(part.tree, normal, parameters, tuple(dict.fromkeys([*notes, *own])))


def from_link(text: str) -> str:
    """A link's text, in which a plus that somebody typed has become a space."""
    try:
        found = tokens(plain(text))
    except FormulaError:
        return text
    for before, token in reversed(list(pairwise(found))):
        called = token.text == "(" or (before.kind == "name" and function(before.text))
        if token.spaced and before.ends_operand and token.starts_operand and not called:
            text = f"{text[: before.end]} + {text[token.start :]}"
    return text


def _decimal_points(text: str) -> str:
    """The text of a spreadsheet that parts values by ; and writes 0,1 for 0.1."""
    return re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text) if ";" in text else text


def _refuse_words(tree: Node, found: list[Token]) -> None:
    """Raise FormulaError for names that make no formula of x, such as `hello`."""
    if tree.varies:
        return
    names = {one.value for one in walk(tree) if one.op == NAME}
    for token in found:
        if token.text in names and len(token.text) > 2 and token.text not in GREEK.values():
            reason = f"unknown name `{token.text}`, and there is no x here"
            raise FormulaError(token.start + 1, reason)


def _with_defaults(found: list[Token], frame: Framed) -> tuple[list[Token], list[str]]:
    """The tokens with the defaults of `def f(x, a=0.1):` in the place of their names, and words."""
    result: list[Token] = []
    used: dict[str, str] = {}
    for token in found:
        value = frame.defaults.get(token.text) if token.kind == "name" else None
        if value is None:
            result.append(token)
            continue
        used[token.text] = value
        result += [replace(one, start=token.start, end=token.end) for one in tokens(f"({value})")]
    return result, [f"{name} is taken at {value}, its default." for name, value in used.items()]


def _with_x(found: list[Token], frame: Framed) -> tuple[list[Token], str]:
    """The tokens with the formula's variable called x, and what it was called."""
    names = [token.text for token in _plain_names(found)]
    if "x" in names:
        return found, ""
    usual = dict.fromkeys(name for name in names if name in VARIABLES or _is_cell(name))
    if frame.variable in names:
        taken = frame.variable
    elif len(usual) == 1:
        (taken,) = usual
    elif usual:
        first = next(token for token in found if token.text in usual)
        listed = " or ".join(usual)
        raise FormulaError(first.start + 1, f"there is no x here; write x for {listed}")
    else:
        return found, ""
    return [
        Token("name", "x", token.start, token.end, token.spaced)
        if token.kind == "name" and token.text == taken
        else token
        for token in found
    ], taken


def _plain_names(found: list[Token]) -> Iterator[Token]:
    """The names that may be a variable's: of no function, module, keyword or constant."""
    for token, after in zip_longest(found, found[1:]):
        follows = after.text if after is not None and after.kind == "sign" else ""
        if token.kind != "name" or is_constant(token.text) or follows == "=":
            continue
        is_called = follows in ("(", "[", "{") and function(token.text)
        if not is_called and not (follows == "." and token.text in MODULES):
            yield token


def _is_cell(name: str) -> bool:
    return bool(re.fullmatch("[A-Z]{1,2}[0-9]{1,3}", name))


def _parameters(written: ast.expr) -> Iterator[str]:
    """The parameters' names, as they stand from left to right."""
    if isinstance(written, ast.Name):
        if written.id not in ("x", "pi", "e"):
            yield written.id
        return
    below = written.args if isinstance(written, ast.Call) else ast.iter_child_nodes(written)
    for part in below:
        if isinstance(part, ast.expr):
            yield from _parameters(part)
