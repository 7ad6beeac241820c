"""Rewriting to forms that neither overflow nor cancel: log(1 + exp(u)) is softplus(u)."""

from collections.abc import Iterator
from functools import lru_cache

from explorer.formula.algebra import build, simplified
from explorer.formula.notation import tree_of
from explorer.formula.tree import NAME, ONE, Node, replaced, walk

Rules = tuple[tuple[str, str], ...]

# What is written → the same, computed well. u, v and w stand for any part.
# Tried in this order on each part, its operands first; sums, products and max in both orders.
RULES = (
    ("log(exp(u))", "u"),
    ("exp(u) * exp(v)", "exp(u + v)"),
    ("exp(u) / exp(v)", "exp(u - v)"),
    ("(exp(u) - exp(-u)) / (exp(u) + exp(-u))", "tanh(u)"),
    ("sinh(u) / cosh(u)", "tanh(u)"),
    ("(exp(u) - exp(-u)) / 2", "sinh(u)"),
    ("(exp(u) + exp(-u)) / 2", "cosh(u)"),
    ("exp(u) / (1 + exp(u))", "sigmoid(u)"),
    ("exp(u) / (exp(u) + exp(v))", "sigmoid(u - v)"),
    ("exp(u) / (v + exp(u))", "1 / (1 + v * exp(-u))"),
    ("1 / exp(u)", "exp(-u)"),
    ("exp(u) - 1", "expm1(u)"),
    ("1 - exp(u)", "-expm1(u)"),
    ("expm1(u) / (1 + exp(u))", "tanh(u / 2)"),
    ("w / (1 + exp(u))", "w * sigmoid(-u)"),
    ("log(1 + exp(u))", "softplus(u)"),
    ("log1p(exp(u))", "softplus(u)"),
    ("log(exp(u) + exp(v))", "v + softplus(u - v)"),
    ("log(sigmoid(u))", "logsigmoid(u)"),
    ("log(cosh(u))", "u + softplus(-2 * u) - log(2)"),
    ("u - softplus(u)", "logsigmoid(u)"),
    ("u + softplus(-u)", "softplus(u)"),
    ("relu(u) + softplus(-abs(u))", "softplus(u)"),
    ("max(0, u) + softplus(-abs(u))", "softplus(u)"),
    ("log(1 + u)", "log1p(u)"),
    ("log(1 - u)", "log1p(-u)"),
    ("log1p(-sigmoid(u))", "logsigmoid(-u)"),
    ("2 * sigmoid(u) - 1", "tanh(u / 2)"),
    ("1 - 2 * sigmoid(u)", "-tanh(u / 2)"),
    ("u - 2 * sigmoid(v) + 1", "u - tanh(v / 2)"),
    ("((1 + exp(u)) ** 2 - 1) / ((1 + exp(u)) ** 2 + 1)", "tanh(softplus(u))"),
    ("(exp(2*u) + 2*exp(u)) / (exp(2*u) + 2*exp(u) + 2)", "tanh(softplus(u))"),
    ("(1 + erf(u / sqrt(2))) / 2", "Phi(u)"),
    ("0.5 * (1 + erf(u / sqrt(2)))", "Phi(u)"),
    ("u * (1 + erf(v / sqrt(2))) / 2", "u * Phi(v)"),
    ("u / 2 * (1 + erf(v / sqrt(2)))", "u * Phi(v)"),
    ("0.5 * u * (1 + erf(v / sqrt(2)))", "u * Phi(v)"),
    ("1 - erf(u)", "erfc(u)"),
    ("cos(u - pi / 2)", "sin(u)"),
    ("sin(u + pi / 2)", "cos(u)"),
    ("sqrt(u ** 2)", "abs(u)"),
    ("abs(u) ** 2", "u ** 2"),
    ("u * sign(u)", "abs(u)"),
    ("sign(u) / u", "1 / abs(u)"),
    ("abs(u) / u ** 2", "1 / abs(u)"),
    ("u / u ** 2 * sign(u)", "1 / abs(u)"),
    ("1 / abs(u) - 1 / abs(u)", "0"),
    ("(sqrt(u ** 2 + 1) - 1) / u", "u / (sqrt(u ** 2 + 1) + 1)"),
    ("where(u == 0, 1, sin(u) / u)", "sinc(u)"),
    ("where(u != 0, sin(u) / u, 1)", "sinc(u)"),
    ("where(u == 0, 0, cos(u) / u - sin(u) / u ** 2)", "dsinc(u)"),
)
# These cost a function more and win digits where a slope fades, which a card looks at.
PRECISE = (
    ("1 - sigmoid(u)", "sigmoid(-u)"),
    ("1 - tanh(u) ** 2", "4 * sigmoid(2 * u) * sigmoid(-2 * u)"),
    ("1 + tanh(u)", "2 * sigmoid(2 * u)"),
    ("1 - tanh(u)", "2 * sigmoid(-2 * u)"),
    ("1 + sin(u)", "2 * cos(pi / 4 - u / 2) ** 2"),
    ("1 - sin(u)", "2 * cos(pi / 4 + u / 2) ** 2"),
    ("1 + cos(u)", "2 * cos(u / 2) ** 2"),
    ("1 - cos(u)", "2 * sin(u / 2) ** 2"),
)
_COMMUTE = ("add", "mul", "max")


def stable(root: Node) -> Node:
    """The same function, in the form that is computed."""
    return _settled(root, RULES)


def precise(root: Node) -> Node:
    """The same function, in the form that keeps most digits."""
    return _settled(root, RULES + PRECISE)


def _settled(root: Node, rules: Rules) -> Node:
    before = None
    while root is not before:
        before, root = root, _pass(root, rules)
    return root


def _pass(root: Node, rules: Rules) -> Node:
    done: dict[Node, Node] = {}
    for part in walk(root):
        parts = tuple(done[below] for below in part.parts)
        done[part] = _rewritten(build(part.op, *parts), rules) if parts else part
    return done[root]


def _rewritten(part: Node, rules: Rules) -> Node:
    """The part by the first rule that fits it, or one of its factors, or as it is."""
    ways = [(part, ONE), *_factors(part)]
    for left, right in _trees(rules):
        for one, rest in ways:
            if left.op == one.op and (found := match(left, one, {})) is not None:
                return build("mul", rest, simplified(replaced(right, found)))
    return part


def _factors(part: Node) -> Iterator[tuple[Node, Node]]:
    """Of u · v / w: u / w beside v, and v / w beside u, whatever factors u and v have."""
    if part.op != "div":
        return
    upper, lower = part.parts
    waiting = [(upper, ONE)]
    while waiting:
        one, rest = waiting.pop()
        if one.op == "mul":
            u, v = one.parts
            waiting += [(v, build("mul", rest, u)), (u, build("mul", rest, v))]
        elif rest is not ONE:
            yield build("div", one, lower), rest


@lru_cache(maxsize=2)
def _trees(rules: Rules) -> tuple[tuple[Node, Node], ...]:
    """Every rule as two trees, the one it reads and the one it writes."""
    return tuple((simplified(tree_of(left)), tree_of(right)) for left, right in rules)


def match(pattern: Node, part: Node, found: dict[Node, Node]) -> dict[Node, Node] | None:
    """What each wildcard of the pattern stands for in this part; None where it does not fit."""
    if pattern.op == NAME:
        if pattern in found:
            return found if found[pattern] is part else None
        return found | {pattern: part}
    if pattern.op != part.op or len(pattern.parts) != len(part.parts):
        return None
    if not pattern.parts:
        return found if pattern is part else None
    orders = [part.parts]
    if part.op in _COMMUTE:
        orders.append(part.parts[::-1])
    for order in orders:
        result: dict[Node, Node] | None = found
        for below, given in zip(pattern.parts, order, strict=True):
            if result is not None:
                result = match(below, given, result)
        if result is not None:
            return result
    return None
