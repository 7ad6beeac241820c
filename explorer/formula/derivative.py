"""The slope of a formula, by rule on its tree."""

from functools import lru_cache

from explorer.formula.algebra import add, choose, divide, multiply, simplified
from explorer.formula.notation import tree_of
from explorer.formula.operations import COMPARISONS, OPERATIONS
from explorer.formula.tree import ONE, ZERO, Node, name, node, number, replaced, walk

U, V = name("u"), name("v")


def derivative(root: Node, by: str = "x") -> Node:
    """The derivative by x, or by a parameter.

    At a kink it is the slope that `torch.autograd` gives: that of the branch a `where` chooses,
    0 of |u|, of relu(u) and of a number that `max` or `min` falls to, the mean where both sides of
    `max` or `min` vary and meet. min(0, u) has the slope of u there, so that what max(0, u) leaves
    out is whole.
    """
    slopes: dict[Node, Node] = {}
    for part in walk(root):
        slopes[part] = _slope(part, [slopes[below] for below in part.parts], by)
    return slopes[root]


def _slope(part: Node, below: list[Node], by: str) -> Node:
    """The slope of one part, given the slopes of its operands."""
    if by not in part.names or part.op in COMPARISONS.values():
        return ZERO
    if part.op == "name":
        return ONE
    if part.op == "where":
        return choose(part.parts[0], below[1], below[2])
    if part.op in ("max", "min"):
        return _of_choice(part, *below)
    total = ZERO
    if part.op == "div" and below[1] is ZERO:
        return divide(below[0], part.parts[1])
    for place, slope in enumerate(below):
        if slope is not ZERO:
            outer = replaced(rule(part.op, place), dict(zip((U, V), part.parts, strict=False)))
            total = add(total, multiply(simplified(outer), slope))
    return total


def _of_choice(part: Node, first: Node, second: Node) -> Node:
    """The slope of max(u, v) or min(u, v), each side with its own."""
    u, v = part.parts
    chosen, other = ("gt", "lt") if part.op == "max" else ("lt", "gt")
    if u.is_constant:
        u, v, first, second = v, u, second, first
    if v.is_constant:
        if part.op == "min" and v is ZERO:
            chosen = "le"
        return choose(node(chosen, u, v), first, ZERO)
    mean = divide(add(first, second), number(2))
    return choose(node(chosen, u, v), first, choose(node(other, u, v), second, mean))


@lru_cache(maxsize=256)
def rule(op: str, place: int) -> Node:
    """The derivative of an operation by its operand at this place, in u and v."""
    return simplified(tree_of(OPERATIONS[op].slopes[place]))
