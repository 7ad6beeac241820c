"""A tree → a PyTorch expression that a reader can copy, with {name} places."""

import ast
import copy
import math

from explorer.formula.evaluation import MAY_BREAK
from explorer.formula.exact import Exact
from explorer.formula.notation import BINARY, TESTS
from explorer.formula.operations import COMPARISONS, OPERATIONS
from explorer.formula.tree import NAME, NUMBER, ZERO, Node, node, walk

LARGEST = 1e38  # beyond it a plain number does not fit into float32
Written = tuple[ast.expr, bool]  # an expression, and whether it is a tensor


def expression(root: Node) -> str:
    """The source of a function of x that computes a formula, its parameters as {name}.

    It gives the numbers and the gradients of the formula's own `f`.
    """
    written, varies = _write(root)
    text = ast.unparse(written)
    if root.varies:
        return f"lambda x: {text}"
    return f"lambda x: ({text}).expand_as(x)" if varies else f"lambda x: torch.full_like(x, {text})"


def _write(part: Node) -> Written:
    """This part's source. A constant is worked out; a number that no float32 holds is a tensor."""
    if part.is_constant:
        return _constant(part)
    if part.op == NAME:
        return ast.Name(part.value if part.value == "x" else f"{{{part.value}}}"), part.varies
    if part.op == "neg":
        return ast.UnaryOp(ast.USub(), _tensor(part.parts[0])), True
    if part.op in BINARY:
        return _binary(part), True
    if part.op in TESTS:
        return _method(_comparison(part), "to", ast.Name("x.dtype")), True
    if part.op == "where":
        return _where(part), True
    if part.op in ("max", "min"):
        return _choice(part), True
    return _filled(OPERATIONS[part.op].source, _tensor(part.parts[0])), True


def _binary(part: Node) -> ast.expr:
    left, right = part.parts
    (first, varies), (second, also) = _write(left), _write(right)
    if not varies and not also:
        first = _new_tensor(first)
    elif part.op == "pow" and not varies and not left.is_constant:
        first = ast.Name(f"({ast.unparse(first)})")  # −2 ** x would be −(2 ** x)
    return ast.BinOp(first, BINARY[part.op](), second)


def _choice(part: Node) -> ast.expr:
    """max and min; with a number as PyTorch's functions that have the formula's slope at a tie."""
    if (clipped := _clipped(part)) is not None:
        return clipped
    return _call(f"torch.{part.op}imum", *map(_tensor, part.parts))


def _clipped(part: Node) -> ast.expr | None:
    """max or min with a number, or both of them; None where both sides vary."""
    number, u = sorted(part.parts, key=lambda side: side.varies)
    if not number.is_constant or not u.varies:
        return None
    infinity = ast.Name("torch.inf")
    if part.op == "max":
        if number is ZERO:
            return _call("torch.relu", _tensor(u))
        return _call("F.hardtanh", _tensor(u), _constant(number)[0], infinity)
    if number is ZERO:
        return ast.BinOp(_tensor(u), ast.Sub(), _call("torch.relu", _tensor(u)))
    low: ast.expr = ast.UnaryOp(ast.USub(), infinity)
    if u.op == "max" and any(side.is_constant for side in u.parts):
        bound, inner = sorted(u.parts, key=lambda side: side.varies)
        if Exact(bound, {})(0) <= Exact(number, {})(0):
            low, u = _constant(bound)[0], inner
    return _call("F.hardtanh", _tensor(u), low, _constant(number)[0])


def _constant(part: Node) -> Written:
    if part.op in ("pi", "e"):
        return ast.Name(f"torch.{part.op}"), False
    value = part.value if part.op == NUMBER else float(Exact(part, {})(0))
    if isinstance(value, int) and abs(value) < LARGEST:
        return ast.Constant(value), False
    if not math.isfinite(value):
        number: ast.expr = ast.Name("torch.nan" if math.isnan(value) else "torch.inf")
    else:
        number = ast.Constant(abs(value))
    if value < 0:
        number = ast.UnaryOp(ast.USub(), number)
    if LARGEST < abs(value) < math.inf:
        return _new_tensor(number), True
    return number, False


def _tensor(part: Node) -> ast.expr:
    """This part's source as a tensor, also where it is but a number."""
    written, varies = _write(part)
    return written if varies else _new_tensor(written)


def _new_tensor(number: ast.expr) -> ast.expr:
    return _call("x.new_tensor", number)


def _call(name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name), list(args), [])


def _method(value: ast.expr, name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(value, name), list(args), [])


def _filled(source: str, operand: ast.expr) -> ast.expr:
    """An operation's source with its operand in the place of u."""
    template = ast.parse(source.format(u="u"), mode="eval").body

    class Fill(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            return copy.deepcopy(operand) if name.id == "u" else name

    return Fill().visit(template)


def _comparison(part: Node) -> ast.expr:
    left, right = part.parts
    return ast.Compare(_tensor(left), [TESTS[part.op]()], [_write(right)[0]])


def _bound(names: list[str], body: ast.expr, values: list[ast.expr]) -> ast.expr:
    """`(lambda names: body)(values)`."""
    arguments = ast.arguments([], [ast.arg(n) for n in names], None, [], [], None, [])
    return ast.Call(ast.Lambda(arguments, body), values, [])


def _where(part: Node) -> ast.expr:
    """`torch.where` sends a gradient of 0 through the branch that is not taken too, and 0 · ∞ there
    would be NaN: a branch that may break gets x without a gradient where it is not taken.
    """
    condition, chosen, other = part.parts
    test = condition if condition.op in COMPARISONS.values() else node("ne", condition, ZERO)
    holds, x, cut = ast.Name("holds"), ast.Name("x"), ast.Name("x.detach()")
    breaking = {side for side in (chosen, other) if _may_break(side)}
    if not breaking:
        return _call("torch.where", _comparison(test), _tensor(chosen), _tensor(other))
    branches = [
        _bound(["x"], _tensor(side), [_call("torch.where", holds, *kept)])
        if side in breaking
        else _tensor(side)
        for side, kept in ((chosen, (x, cut)), (other, (cut, x)))
    ]
    return _bound(["holds"], _call("torch.where", holds, *branches), [_comparison(test)])


def _may_break(root: Node) -> bool:
    """Whether it can be undefined or overflow at a finite x."""
    return any(
        part.op in MAY_BREAK and part.varies and not (part.op == "div" and not part.parts[1].varies)
        for part in walk(root)
    )
