"""Parts of a formula while it is read: as text in normal form and as a tree, side by side."""

import ast
import copy
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from explorer.formula.exact import EXACT, TooWild, context
from explorer.formula.faults import FormulaError
from explorer.formula.library import Definition
from explorer.formula.notation import BINARY, CONSTANTS, KEYS, TESTS, tree_of
from explorer.formula.operations import COMPARISONS, OPPOSITES
from explorer.formula.tree import NUMBER, E, Node, name, node, number, replaced, walk

MOST_PARTS = 100  # of a formula in normal form
MOST_WRITTEN_OUT = 600  # parts, where the entries' formulas stand in place of their names
_DIGITS = 30
_OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "div", "**": "pow"}
_ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "neg": operator.neg,
}


@dataclass(frozen=True)
class Part:
    """One value: how it is written in normal form, its tree, where it was typed, and its size.

    `holds` says that it is 1 or 0, as a comparison is.
    """

    written: ast.expr
    tree: Node
    start: int
    end: int
    size: int = 1
    holds: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        """Where it was typed."""
        return self.start, self.end

    def at(self, start: int, end: int) -> "Part":
        """The same where it was typed with more around it."""
        return replace(self, start=start, end=end)


class Maker:
    """Makes parts of parts; refuses what is too large, and constants that have no value."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._values: dict[Node, Any] = {}
        self._sizes: dict[Node, int] = {}

    def typed(self, start: int, end: int) -> str:
        """A piece of the text as it was typed."""
        return re.sub(r"\s+", " ", self._source[start:end]).strip()

    def number(self, value: float, start: int, end: int) -> Part:
        """A number."""
        if math.isinf(float(value)):
            reason = "this number is too large; the largest is 1.8e308"
            raise FormulaError(start + 1, reason)
        return self._part(ast.Constant(value), number(value), start, end)

    def name(self, text: str, start: int, end: int) -> Part:
        """x, a parameter or a constant."""
        tree = CONSTANTS.get(text) or name(text)
        return self._part(ast.Name(text), tree, start, end)

    def negative(self, part: Part, start: int) -> Part:
        """−u."""
        written = ast.UnaryOp(ast.USub(), part.written)
        return self._part(written, node("neg", part.tree), start, part.end, part)

    def joined(self, sign: str, left: Part, right: Part) -> Part:
        """A sum, difference, product, quotient or power; of e, the exponential function."""
        op = _OPERATORS[sign]
        tree = node(op, left.tree, right.tree)
        if sign == "**" and left.tree.op == E:
            tree = node("exp", right.tree)
        written = ast.BinOp(left.written, BINARY[op](), right.written)
        holds = sign == "*" and left.holds and right.holds
        return self._part(written, tree, left.start, right.end, left, right, holds=holds)

    def compared(self, signs: list[str], parts: list[Part]) -> Part:
        """One comparison, or several in a row, which must hold together."""
        trees = [
            node(COMPARISONS[sign], left.tree, right.tree)
            for sign, left, right in zip(signs, parts[:-1], parts[1:], strict=True)
        ]
        tree = trees[0]
        for other in trees[1:]:
            tree = node("mul", tree, other)
        written = ast.Compare(
            parts[0].written,
            [TESTS[COMPARISONS[sign]]() for sign in signs],
            [part.written for part in parts[1:]],
        )
        return self._part(written, tree, parts[0].start, parts[-1].end, *parts, holds=True)

    def both(self, left: Part, right: Part) -> Part:
        """Two conditions that must hold together."""
        if left.holds and right.holds:
            return self.joined("*", left, right)
        return self.choice(left, right, self.number(0, right.start, right.end))

    def either(self, left: Part, right: Part) -> Part:
        """Two conditions of which one must hold."""
        if left.holds and right.holds:
            return self.called("max", [left, right], left.start, right.end, holds=True)
        again = replace(left, written=copy.deepcopy(left.written))
        return self.choice(left, again, right)

    def opposite(self, part: Part, start: int) -> Part:
        """1 where the part is 0, and 0 elsewhere."""
        match part.written:
            case ast.Compare(left=left, ops=[test], comparators=[right]):
                other = OPPOSITES[KEYS[type(test)]]
                written = ast.Compare(left, [TESTS[other]()], [right])
                tree = node(other, *part.tree.parts)
                return self._part(written, tree, start, part.end, part, holds=True)
        return self.compared(["=="], [part, self.number(0, part.end, part.end)])

    def choice(self, condition: Part, chosen: Part, other: Part) -> Part:
        """`chosen` where the condition is not 0, `other` elsewhere."""
        parts = [condition, chosen, other]
        start, end = min(part.start for part in parts), max(part.end for part in parts)
        return self.called("where", parts, start, end, holds=chosen.holds and other.holds)

    def called(self, op: str, parts: list[Part], start: int, end: int, holds: bool = False) -> Part:
        """A function of the language; `max` and `min` take two at a time."""
        trees = [part.tree for part in parts]
        if op in ("max", "min"):
            tree = trees[0]
            for other in trees[1:]:
                tree = node(op, tree, other)
        else:
            tree = node(op, *trees)
        written = ast.Call(ast.Name(op), [part.written for part in parts], [])
        return self._part(written, tree, start, end, *parts, holds=holds)

    def entry(self, entry: Definition, parts: list[Part], start: int, end: int) -> Part:
        """An entry of the registry, its parameters after x; what is left out is at its default."""
        values = [part.tree for part in parts]
        values += [number(value) for value in list(entry.parameters.values())[len(parts) - 1 :]]
        names = [name(text) for text in ("x", *entry.parameters)]
        tree = replaced(tree_of(entry.value), dict(zip(names, values, strict=True)))
        written = ast.Call(ast.Name(entry.key), [part.written for part in parts], [])
        return self._part(written, tree, start, end, *parts)

    def template(self, text: str, given: Mapping[str, Part], start: int, end: int) -> Part:
        """A text in u, v and w with these parts in their places."""
        written = _Put({key: part.written for key, part in given.items()}).visit(
            ast.parse(text, mode="eval").body
        )
        table = {name(key): part.tree for key, part in given.items()}
        size = sum(
            given[n.id].size if isinstance(n, ast.Name) and n.id in given else 1
            for n in ast.walk(ast.parse(text, mode="eval").body)
            if isinstance(n, ast.expr)
        )
        holds = isinstance(written, ast.Compare)
        tree = replaced(tree_of(text), table)
        return self._part(written, tree, start, end, more=size - 1, holds=holds)

    def _part(
        self,
        written: ast.expr,
        tree: Node,
        start: int,
        end: int,
        *parts: Part,
        more: int = 0,
        holds: bool = False,
    ) -> Part:
        size = 1 + more + sum(part.size for part in parts)
        if size > MOST_PARTS:
            raise FormulaError(start + 1, f"the formula has more than {MOST_PARTS} parts")
        for below in walk(tree):
            if below not in self._sizes:
                self._sizes[below] = 1 + sum(self._sizes[part] for part in below.parts)
        if self._sizes[tree] > MOST_WRITTEN_OUT:
            reason = f"written out, the formula has more than {MOST_WRITTEN_OUT} parts"
            raise FormulaError(start + 1, reason)
        if tree.is_constant and tree.parts:
            self._check_value(tree, start, end)
        return Part(written, tree, start, end, size, holds)

    def _check_value(self, tree: Node, start: int, end: int) -> None:
        """Refuse a constant that overflows or has no value."""
        shown = f"`{self.typed(start, end)}`"
        try:
            value = float(self._value(tree))
        except (TooWild, ZeroDivisionError, ValueError, OverflowError):
            value = math.nan
        if math.isinf(value) and tree.op not in ("div", "log", "log1p", "atanh"):
            reason = f"{shown} is larger than any number here; the largest is 1.8e308"
            raise FormulaError(start + 1, reason)
        if not math.isfinite(value):
            raise FormulaError(start + 1, f"{shown} has no value")

    def _value(self, tree: Node) -> Any:
        c = context()
        c.dps = _DIGITS
        for part in walk(tree):
            if part not in self._values:
                given = [self._values[below] for below in part.parts]
                if part.op == NUMBER:
                    self._values[part] = c.mpf(part.value)
                elif not given:
                    self._values[part] = +getattr(c, part.op)
                else:
                    self._values[part] = (EXACT | _ARITHMETIC)[part.op](*given)
        return self._values[tree]


class _Put(ast.NodeTransformer):
    """Puts expressions in the place of names."""

    def __init__(self, table: Mapping[str, ast.expr]) -> None:
        self._table = table

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """The expression of this name, if it has one."""
        return copy.deepcopy(self._table.get(node.id, node))  # each place has its own brackets
