"""Text → a checked syntax tree: nothing in the tree but what a formula may hold."""

import ast
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from explorer.formula.faults import FormulaError
from explorer.formula.functions import CONSTANTS, FUNCTIONS, WHERE
from explorer.formula.tokens import GREEK, check_length, checked

MOST_NODES = 100
MOST_PARAMETERS = 4
LONGEST_NAME = 12

_CALLABLE = (*FUNCTIONS, WHERE)
_KNOWN = ("x", *CONSTANTS, *_CALLABLE)
_OTHER_NAMES = {
    "ln": "log(…)",
    "arctan": "atan(…)",
    "pow": "u**v",
    "clip": "min(max(u, a), b)",
    "clamp": "min(max(u, a), b)",
    "step": "(u > 0)",
    "heaviside": "(u > 0)",
    "swish": "u*sigmoid(b*u)",
    "silu": "u*sigmoid(u)",
    "gelu": "u*(1 + erf(u/sqrt(2)))/2",
}
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


@dataclass(frozen=True)
class Tree:
    """A formula that was checked: its body, its text in normal form, its parameters' names."""

    body: ast.expr
    text: str
    parameters: tuple[str, ...]


def read(text: str) -> Tree:
    """The tree of a text, whose normal form reads back as itself.

    Raises FormulaError at the column of the first fault.
    """
    plain = checked(text)
    start = len(plain) - len(plain.lstrip())
    source = plain.strip()
    try:
        body = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None) or 1
        raise FormulaError(start + column, "this cannot be read as a formula") from None
    reader = _Reader(source, start)
    reader.check(body)
    text = ast.unparse(body)
    check_length(text)  # it can be longer than what was typed: 1e15 becomes 1000000000000000.0
    return Tree(body, text, tuple(reader.parameters))


class _Reader:
    """Walks a tree from left to right, and refuses what it does not know."""

    def __init__(self, source: str, start: int) -> None:
        self._bytes, self._start = source.encode(), start
        self._nodes = 0
        self.parameters: list[str] = []

    def check(self, node: ast.expr) -> None:
        """Raise FormulaError unless this part and all below are allowed."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._fault(node, f"the formula has more than {MOST_NODES} parts")
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                if math.isinf(float(value)):
                    raise self._fault(node, "this number is too large; the largest is 1.8e308")
            case ast.Name():
                self._check_name(node)
            case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
                self.check(operand)
            case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _OPERATORS):
                self.check(left)
                self.check(right)
            case ast.Compare(left=left, ops=ops, comparators=others) if all(
                isinstance(op, _COMPARISONS) for op in ops
            ):
                for part in (left, *others):
                    self.check(part)
            case ast.Call(func=ast.Name() as called, args=args, keywords=[]):
                self._check_call(called, args)
            case _:
                raise self._fault(node, "this has no place in a formula")

    def _fault(self, node: ast.expr, reason: str) -> FormulaError:
        before = self._bytes[: node.col_offset].decode()  # Python counts bytes here
        return FormulaError(self._start + len(before) + 1, reason)

    def _check_name(self, node: ast.Name) -> None:
        typed, name = node.id, "".join(GREEK.get(letter, letter) for letter in node.id)
        node.id = name
        if name in ("x", *CONSTANTS, *self.parameters):
            return
        if name in _CALLABLE:
            raise self._fault(node, f"`{name}` is a function; write {name}(…)")
        if intended := next(_intended(name), None):
            raise self._fault(node, f"unknown name `{typed}`; did you mean `{intended}`?")
        if len(name) > LONGEST_NAME:
            raise self._fault(
                node, f"the name `{typed}` has {len(name)} letters; at most {LONGEST_NAME} are read"
            )
        if len(self.parameters) == MOST_PARAMETERS:
            raise self._fault(
                node,
                f"`{typed}` would be parameter number {MOST_PARAMETERS + 1}; at most "
                f"{MOST_PARAMETERS} are possible",
            )
        self.parameters.append(name)

    def _check_call(self, called: ast.Name, args: list[ast.expr]) -> None:
        name = called.id
        if name not in _CALLABLE:
            if len(name) == 1 or name in CONSTANTS or name in self.parameters:
                raise self._fault(called, f"`{name}` is no function; write {name}*(…) to multiply")
            near = next(_intended(name), None)
            choice = f"`{near}`" if near else f"one of {', '.join(_CALLABLE)}"
            raise self._fault(called, f"unknown name `{name}`; did you mean {choice}?")
        if wrong := _arguments_fault(name, len(args)):
            raise self._fault(called, wrong)
        for part in args:
            self.check(part)


def _arguments_fault(name: str, given: int) -> str:
    """What is wrong with so many values for a function; "" where nothing is."""
    values = f"{given} values" if given != 1 else "1 value"
    if name == WHERE:
        return "" if given == 3 else f"where takes a condition and two values, not {values} in all"
    if FUNCTIONS[name].most is None:
        return "" if given >= 2 else f"{name} takes two or more values, not {values}"
    return "" if given == 1 else f"{name} takes one value, not {values}"


def _intended(name: str) -> Iterator[str]:
    """What a name that is not known was probably meant to be."""
    if name in _OTHER_NAMES:
        yield _OTHER_NAMES[name]
    if name.lower() in _KNOWN:
        yield name.lower()
    if name in GREEK.values():
        return
    if product := re.fullmatch(r"([A-Za-wyz]|x)x|x([A-Za-wyz])", name):
        yield f"{name[0]}*{name[1]}" if product[0] != "xx" else "x*x"
    if power := re.fullmatch(r"x_?([0-9]+)", name):
        yield f"x**{power[1]}"
    if name.startswith("_"):
        yield name.strip("_") or "x"
    if len(name) >= 3:
        yield from get_close_matches(name.lower(), _CALLABLE, n=1, cutoff=0.75)
