"""Python's syntax → a tree: the little language that entries are written in and users type."""

import ast
from functools import lru_cache

from explorer.formula.operations import FUNCTIONS
from explorer.formula.tree import PI, E, Node, name, node, number

CONSTANTS = {"pi": node(PI), "e": node(E)}
# Each operation's class in Python's syntax.
BINARY: dict[str, type[ast.operator]] = {
    "add": ast.Add, "sub": ast.Sub, "mul": ast.Mult, "div": ast.Div, "pow": ast.Pow,
}  # fmt: skip
TESTS: dict[str, type[ast.cmpop]] = {
    "lt": ast.Lt, "le": ast.LtE, "gt": ast.Gt, "ge": ast.GtE, "eq": ast.Eq, "ne": ast.NotEq,
}  # fmt: skip
KEYS: dict[type[ast.AST], str] = {kind: key for key, kind in (BINARY | TESTS).items()}


@lru_cache(maxsize=1024)
def tree_of(text: str) -> Node:
    """The tree of a text of our own, such as an entry's value."""
    return tree(ast.parse(text, mode="eval").body)


def tree(part: ast.expr) -> Node:
    """The tree of a syntax tree that holds nothing but formulas.

    Several comparisons in a row are the product of each; `max` and `min` take two at a time.
    Raises TypeError where there is something else in it.
    """
    match part:
        case ast.Constant(value=int() | float() as value):
            return number(value)
        case ast.Name(id=text):
            return CONSTANTS.get(text) or name(text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return node("neg", tree(operand))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return tree(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in KEYS:
            return node(KEYS[type(op)], tree(left), tree(right))
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = [tree(left), *map(tree, others)]
            tests = [
                node(KEYS[type(op)], first, second)
                for op, first, second in zip(ops, sides[:-1], sides[1:], strict=True)
            ]
            return _joined("mul", tests)
        case ast.Call(func=ast.Name(id="where"), args=[condition, chosen, other]):
            return node("where", tree(condition), tree(chosen), tree(other))
        case ast.Call(func=ast.Name(id=("max" | "min") as op), args=args):
            return _joined(op, [tree(arg) for arg in args])
        case ast.Call(func=ast.Name(id=op), args=[argument]) if op in FUNCTIONS:
            return node(op, tree(argument))
    raise TypeError(f"a formula has no {ast.unparse(part)}")


def _joined(op: str, parts: list[Node]) -> Node:
    first, *rest = parts
    for part in rest:
        first = node(op, first, part)
    return first
