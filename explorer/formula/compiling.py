"""A tree → one Python function of straight steps, each part computed once."""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from explorer.formula.notation import BINARY
from explorer.formula.tree import NAME, NUMBER, Node, walk

HERE: dict[str, Any] = {
    "lineno": 1,
    "col_offset": 0,
}  # every step wants a place in a text; there is none


def compiled(
    roots: Sequence[Node],
    names: Sequence[str],
    table: Mapping[str, Callable[..., Any]],
    number: Callable[[Any], Any],
) -> Callable[..., Any]:
    """A function of values for these names that gives the value of each root, as a tuple.

    `table` computes the operations; one that is not in it is Python's own operator. `number` makes
    a number of the table's kind. The steps are made from the tree's own parts: no text is run.
    Raises KeyError for an operation that is in neither.
    """
    places: dict[Node, ast.expr] = {}
    known: dict[str, Any] = {}
    steps: list[ast.stmt] = []
    for root in roots:
        for part in walk(root):
            if part in places:
                continue
            if part.op == NAME:
                places[part] = _name(part.value)
                continue
            place = f"_{len(places)}"  # a name starts with a letter
            if part.op == NUMBER or not part.parts:
                known[place] = number(part.value if part.op == NUMBER else part.op)
            else:
                step = _step(part, [places[below] for below in part.parts], table, known)
                target = ast.Name(place, ast.Store(), **HERE)
                steps.append(ast.Assign([target], step, **HERE))
            places[part] = _name(place)
    result = ast.Return(ast.Tuple([places[root] for root in roots], ast.Load(), **HERE), **HERE)
    module = ast.parse("def value(): pass")
    function = module.body[0]
    assert isinstance(function, ast.FunctionDef)
    function.args.args = [ast.arg(name, **HERE) for name in names]
    function.body = [*steps, result]
    exec(compile(module, "<formula>", "exec"), known)
    return known["value"]


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load(), **HERE)


def _step(
    part: Node, operands: list[ast.expr], table: Mapping[str, Any], known: dict[str, Any]
) -> ast.expr:
    if part.op in table:
        name = f"_{part.op}"
        known[name] = table[part.op]
        return ast.Call(_name(name), operands, [], **HERE)
    if part.op == "neg":
        return ast.UnaryOp(ast.USub(), *operands, **HERE)
    return ast.BinOp(operands[0], BINARY[part.op](), operands[1], **HERE)
