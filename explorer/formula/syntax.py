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
# What to write instead, with places for what was given: x, a and b where nothing was.
_OTHER_NAMES = {
    "ln": "log({0})",
    "log2": "log({0})/log(2)",
    "log10": "log({0})/log(10)",
    "expm1": "exp({0}) - 1",
    "arctan": "atan({0})",
    "sinh": "(exp({0}) - exp(-{0}))/2",
    "cosh": "(exp({0}) + exp(-{0}))/2",
    "pow": "{0}**{1}",
    "clip": "min(max({0}, {1}), {2})",
    "clamp": "min(max({0}, {1}), {2})",
    "step": "({0} > 0)",
    "heaviside": "({0} > 0)",
    "relu6": "min(max({0}, 0), 6)",
    "elu": "where({0} > 0, {0}, exp({0}) - 1)",
    "celu": "where({0} > 0, {0}, exp({0}) - 1)",
    "selu": "1.0507*where({0} > 0, {0}, 1.6733*(exp({0}) - 1))",
    "prelu": "where({0} > 0, {0}, a*{0})",
    "swish": "{0}*sigmoid(b*{0})",
    "silu": "{0}*sigmoid({0})",
    "gelu": "{0}*(1 + erf({0}/sqrt(2)))/2",
    "mish": "{0}*tanh(softplus({0}))",
}
_NOTHING_NEAR = ("asin", "acos", "arcsin", "arccos")  # sin and cos are something else
_NO_NAMES = {"nan": "take it out", "inf": "write a large number such as 1e30"}
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

    def _typed(self, node: ast.expr) -> str:
        """A part as it was typed, in brackets where it is more than a name, number or call."""
        text = self._bytes[node.col_offset : node.end_col_offset].decode()
        return text if isinstance(node, ast.Name | ast.Constant | ast.Call) else f"({text})"

    def _check_name(self, node: ast.Name) -> None:
        typed, name = node.id, "".join(GREEK.get(letter, letter) for letter in node.id)
        node.id = name
        if name in ("x", *CONSTANTS, *self.parameters):
            return
        if name in _CALLABLE:
            raise self._fault(node, f"`{name}` is a function; write {name}(…)")
        if name.lower() in _NO_NAMES:
            advice = _NO_NAMES[name.lower()]
            raise self._fault(node, f"`{typed}` has no place in a formula; {advice}")
        if name.startswith("__"):
            raise self._fault(node, f"unknown name `{typed}`; a name starts with one letter")
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
            near = next(_intended(name, *(self._typed(part) for part in args)), None)
            if near or name.startswith("_"):
                hint = f"; did you mean `{near}`?" if near else ""
                raise self._fault(called, f"unknown name `{name}`{hint}")
            choices = ", ".join(_CALLABLE)
            raise self._fault(called, f"unknown name `{name}`; did you mean one of {choices}?")
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


def _intended(name: str, *given: str) -> Iterator[str]:
    """What a name that is not known, and what it was given, were probably meant to be."""
    if name.lower() in _OTHER_NAMES:
        yield _OTHER_NAMES[name.lower()].format(*given, *("x", "a", "b")[len(given) :])
    if name.lower() in _NOTHING_NEAR:
        return
    if name.lower() in _KNOWN:
        yield name.lower()
    if name in GREEK.values():
        return
    if product := re.fullmatch(r"([A-Za-wyz]|x)x|x([A-Za-wyz])", name):
        yield f"{name[0]}*{name[1]}" if product[0] != "xx" else "x*x"
    if power := re.fullmatch(r"x_?([0-9]+)", name):
        yield f"x**{power[1]}"
    if name.startswith("_"):
        plain = name.strip("_")
        if len(plain) <= 1 or plain in _CALLABLE:
            yield plain or "x"
        return
    if len(name) >= 3:
        yield from get_close_matches(name.lower(), _CALLABLE, n=1, cutoff=0.75)
