"""A checked tree → a PyTorch expression that a reader can copy, with {name} places."""

import ast
import math
from collections.abc import Callable

from explorer.formula.functions import FUNCTIONS, WHERE, is_constant, may_break, name_of
from explorer.formula.values import compiled

LARGEST = 1e38  # beyond it a plain number does not fit into float32

Written = tuple[ast.expr, bool]  # an expression, and whether it is a tensor


def expression(node: ast.expr) -> str:
    """The source of a function of x that computes a formula, its parameters as {name}.

    It gives the numbers and the gradients of the formula's own `f`.
    """
    written, varies = _write(node)
    if not any(isinstance(part, ast.Name) and part.id == "x" for part in ast.walk(node)):
        filled = ast.unparse(written)
        return (
            f"lambda x: torch.full_like(x, {filled})"
            if not varies
            else (f"lambda x: ({filled}).expand_as(x)")
        )
    return f"lambda x: {ast.unparse(written)}"


def _write(node: ast.expr) -> Written:
    """This part's source. A constant is worked out; a number that no float32 holds is a tensor."""
    if is_constant(node):
        return _constant(node)
    match node:
        case ast.Name(id="x"):
            return ast.Name("x"), True
        case ast.Name(id=name):
            return ast.Name(f"{{{name}}}"), False
        case ast.UnaryOp(op=op, operand=operand):
            return ast.UnaryOp(op, _tensor(operand)), True
        case ast.BinOp(left=left, op=op, right=right):
            first, varies = _write(left)
            second, also = _write(right)
            if not varies and not also:
                first = _new_tensor(first)
            elif isinstance(op, ast.Pow) and not varies and not is_constant(left):
                first = ast.Name(f"({ast.unparse(first)})")  # −2 ** x would be −(2 ** x)
            return ast.BinOp(first, op, second), True
        case ast.Compare():
            return _method(_comparison(node), "to", ast.Name("x.dtype")), True
        case ast.Call(args=[condition, chosen, other]) if name_of(node) == WHERE:
            return _where(condition, chosen, other), True
        case ast.Call(args=[u]) if name_of(node) == "softplus":
            # F.softplus is a straight line from 20 on, short by up to 2.1e-9.
            negative = ast.UnaryOp(ast.USub(), _tensor(u))
            return ast.UnaryOp(ast.USub(), _call("F.logsigmoid", negative)), True
        case ast.Call(args=args):
            name = FUNCTIONS[name_of(node)].torch
            written = _tensor(args[0])
            for arg in args[1:]:
                written = _call(name, written, _tensor(arg))
            return (written if len(args) > 1 else _call(name, written)), True
    raise TypeError(f"a formula has no {type(node).__name__}")


def _constant(node: ast.expr) -> Written:
    if isinstance(node, ast.Name):
        return ast.Name(f"torch.{node.id}"), False
    if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value < LARGEST:
        return node, False
    value = compiled(node)({}).item()
    if not math.isfinite(value):
        name = "nan" if math.isnan(value) else "inf"
        number: ast.expr = ast.Name(f"torch.{name}")
    else:
        size = abs(value)
        is_whole = 0 < size < 1e6 and size % 1 == 0
        number = ast.Constant(int(size) if is_whole else size)  # −0 must stay a float
    if math.copysign(1, value) < 0 and not math.isnan(value):
        number = ast.UnaryOp(ast.USub(), number)
    if LARGEST < abs(value) < math.inf:
        return _new_tensor(number), True
    return number, False


def _tensor(node: ast.expr) -> ast.expr:
    """This part's source as a tensor, also where it is but a number."""
    written, varies = _write(node)
    return written if varies else _new_tensor(written)


def _new_tensor(number: ast.expr) -> ast.expr:
    return _call("x.new_tensor", number)


def _call(name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name), list(args), [])


def _method(value: ast.expr, name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(value, name), list(args), [])


def _comparison(node: ast.Compare) -> ast.expr:
    """The source of a comparison; each value between two signs is written once."""
    sides = [_tensor(node.left), *(_write(side)[0] for side in node.comparators)]
    if len(sides) == 2:
        return ast.Compare(sides[0], node.ops, sides[1:])
    names = [f"u{i}" for i in range(len(sides))]
    tests: list[ast.expr] = [
        ast.Compare(ast.Name(left), [op], [ast.Name(right)])
        for left, op, right in zip(names[:-1], node.ops, names[1:], strict=True)
    ]
    both = tests[0]
    for test in tests[1:]:
        both = ast.BinOp(both, ast.BitAnd(), test)
    sides[1:] = [_tensor(side) for side in node.comparators]
    return _bound(names, both, sides)


def _bound(names: list[str], body: ast.expr, values: list[ast.expr]) -> ast.expr:
    """`(lambda names: body)(values)`."""
    arguments = ast.arguments([], [ast.arg(n) for n in names], None, [], [], None, [])
    return ast.Call(ast.Lambda(arguments, body), values, [])


def _where(condition: ast.expr, chosen: ast.expr, other: ast.expr) -> ast.expr:
    """As `values` computes it: a branch that may break gets no gradient where it is not taken."""
    if isinstance(condition, ast.Compare):
        holds = _comparison(condition)
    else:
        holds = ast.Compare(_tensor(condition), [ast.NotEq()], [ast.Constant(0)])
    x, cut = ast.Name("x"), ast.Name("x.detach()")
    guards: tuple[tuple[ast.expr, Callable[[ast.expr], list[ast.expr]]], ...] = (
        (chosen, lambda test: [test, x, cut]),
        (other, lambda test: [test, cut, x]),
    )
    if not any(may_break(branch) for branch, _ in guards):
        return _call("torch.where", holds, *(_tensor(branch) for branch, _ in guards))
    test = ast.Name("holds")
    branches = [
        _bound(["x"], _tensor(branch), [_call("torch.where", *guard(test))])
        if may_break(branch)
        else _tensor(branch)
        for branch, guard in guards
    ]
    return _bound(["holds"], _call("torch.where", test, *branches), [holds])
