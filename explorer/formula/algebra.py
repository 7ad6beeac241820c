"""Sums, products and powers of parts, with what is plain done at once: u + 0, 1 · u, −(−u) …"""

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from explorer.formula.tree import NUMBER, ONE, ZERO, Node, node, number, walk

LARGEST_POWER = 64  # that is worked out
LARGEST = 1e15  # number that is worked out
_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
    "eq": operator.eq, "ne": operator.ne,
}  # fmt: skip
_ODD = ("asin", "asinh", "atan", "atanh", "erf", "sign", "sin", "sinh", "tan", "tanh", "dsinc")
_EVEN = ("abs", "cos", "cosh", "sinc", "phi")


def add(u: Node, v: Node) -> Node:
    """u + v."""
    if folded := _folded(operator.add, u, v):
        return folded
    if u is ZERO:
        return v
    if v is ZERO:
        return u
    if v.op == "neg":
        return subtract(u, v.parts[0])
    if u.op == "neg":
        return subtract(v, u.parts[0])
    if (opposite := _opposite(v)) is not None:
        return subtract(u, opposite)
    if (gathered := _gathered(add, u, v) or _gathered(add, v, u)) is not None:
        return gathered
    return multiply(number(2), u) if u is v else node("add", u, v)


def subtract(u: Node, v: Node) -> Node:
    """u − v."""
    if folded := _folded(operator.sub, u, v):
        return folded
    if v is ZERO:
        return u
    if u is ZERO:
        return negative(v)
    if v.op == "neg":
        return add(u, v.parts[0])
    if (opposite := _opposite(v)) is not None:
        return add(u, opposite)
    if (gathered := _gathered(subtract, u, v)) is not None:
        return gathered
    if u.op == NUMBER and v.op in ("add", "sub") and v.parts[0].op == NUMBER:  # a − (b ± w)
        folded = _number_of(subtract, u, v.parts[0])
        if folded is not None:
            return (subtract if v.op == "add" else add)(folded, v.parts[1])
    return ZERO if u is v and u.is_constant else node("sub", u, v)


def negative(u: Node) -> Node:
    """−u, the sign moved to where it costs nothing."""
    if u.op == NUMBER:
        return number(-u.value)
    if u.op == "neg":
        return u.parts[0]
    if u.op == "sub":
        return subtract(u.parts[1], u.parts[0])
    if u.op in ("mul", "div") and u.parts[0].op == NUMBER:
        return node(u.op, negative(u.parts[0]), u.parts[1])
    return node("neg", u)


def multiply(u: Node, v: Node) -> Node:
    """u · v, a number in front; 0 wherever one of them is 0."""
    if folded := _folded(operator.mul, u, v):
        return folded
    if v is ONE or (v.op == NUMBER and u.op != NUMBER):
        u, v = v, u
    if u is ZERO:
        return ZERO
    if u is ONE:
        return v
    if u.op == NUMBER and u.value == -1:
        return negative(v)
    if u.op == "neg":
        return negative(multiply(u.parts[0], v))
    if v.op == "neg":
        return negative(multiply(u, v.parts[0]))
    if v.op == "mul" and v.parts[0].op == NUMBER:
        return multiply(multiply(u, v.parts[0]), v.parts[1])
    if u.op == "mul" and u.parts[0].op == NUMBER and u.parts[1].op != NUMBER:
        return multiply(u.parts[0], multiply(u.parts[1], v))
    if v.op == "div" and v.parts[0] is ONE:
        return divide(u, v.parts[1])
    if u.op == "div" and u.parts[0] is ONE:
        return divide(v, u.parts[1])
    for one, other in ((u, v), (v, u)):
        if one.op == "where" and other.op != "where" and ZERO in one.parts[1:]:
            condition, chosen, rest = one.parts
            return choose(condition, multiply(other, chosen), multiply(other, rest))
        if one.op == "gt" and other is node("relu", one.parts[0]) and one.parts[1] is ZERO:
            return other
        if one.op == "sign" and other is node("abs", one.parts[0]):
            return one.parts[0]
    (base, power), (other_base, other_power) = _power(u), _power(v)
    if base is other_base and not base.is_constant:
        return raise_to(base, add(power, other_power))
    return node("mul", u, v)


def divide(u: Node, v: Node) -> Node:
    """u / v."""
    if v is ONE:
        return u
    if u is ZERO and v.op == NUMBER:
        return ZERO
    if v is not ZERO and (folded := _folded(operator.truediv, u, v)):
        return folded
    if u.op == "mul" and v is not ZERO and (folded := _folded(operator.truediv, u.parts[0], v)):
        return multiply(folded, u.parts[1])
    if u.op == "neg":
        return negative(divide(u.parts[0], v))
    if v.op == "neg":
        return negative(divide(u, v.parts[0]))
    if v.op == "div" and v.parts[0] is ONE:
        return multiply(u, v.parts[1])
    return node("div", u, v)


def raise_to(u: Node, v: Node) -> Node:
    """u to the power of v."""
    if v is ONE:
        return u
    if v is ZERO:
        return ONE
    if v.op == NUMBER and v.value == 0.5:
        return node("sqrt", u)
    if v.op == NUMBER and isinstance(v.value, int):
        if 0 < v.value <= LARGEST_POWER and (folded := _folded(operator.pow, u, v)):
            return folded
        if u.op == "neg":
            even = raise_to(u.parts[0], v)
            return even if v.value % 2 == 0 else negative(even)
    return node("pow", u, v)


def choose(condition: Node, chosen: Node, other: Node) -> Node:
    """`chosen` where the condition holds, `other` elsewhere."""
    if condition.op == NUMBER:
        return chosen if condition.value != 0 else other
    if condition.op in _HOLDS and all(side.op == NUMBER for side in condition.parts):
        first, second = condition.parts
        return chosen if _HOLDS[condition.op](first.value, second.value) else other
    return chosen if chosen is other else node("where", condition, chosen, other)


BUILDERS = {
    "add": add,
    "sub": subtract,
    "neg": negative,
    "mul": multiply,
    "div": divide,
    "pow": raise_to,
    "where": choose,
}


def build(op: str, *parts: Node) -> Node:
    """This operation on these parts, simplified."""
    if op in BUILDERS:
        return BUILDERS[op](*parts)
    if op in _ODD and parts[0].op == "neg":
        return negative(node(op, *parts[0].parts))
    return node(op, *(parts[0].parts if op in _EVEN and parts[0].op == "neg" else parts))


def simplified(root: Node) -> Node:
    """The tree built again, so that what is plain in it is worked out."""
    done: dict[Node, Node] = {}
    for part in walk(root):
        parts = tuple(done[below] for below in part.parts)
        done[part] = build(part.op, *parts) if parts else part
    return done[root]


def _folded(operation: Callable[[Any, Any], Any], u: Node, v: Node) -> Node | None:
    """The number that two numbers make, unless it would be rounded."""
    if not u.op == v.op == NUMBER:
        return None
    exact = operation(Fraction(u.value), Fraction(v.value))
    if abs(exact) > LARGEST or exact != Fraction(float(exact)):
        return None
    return number(int(exact) if exact.denominator == 1 else float(exact))


def _gathered(operation: Callable[[Node, Node], Node], u: Node, v: Node) -> Node | None:
    """(a + u) ± b, (u + a) ± b or (u − a) ± b with one number in place of two."""
    if v.op != NUMBER or u.op not in ("add", "sub"):
        return None
    first, second = u.parts
    if first.op == NUMBER and (folded := _number_of(operation, first, v)) is not None:
        return add(folded, second) if u.op == "add" else subtract(folded, second)
    if second.op == NUMBER:
        own = second if u.op == "add" else number(-second.value)
        if (folded := _number_of(operation, own, v)) is not None:
            return add(first, folded)
    return None


def _opposite(u: Node) -> Node | None:
    """−u, where u is a negative number or one times something."""
    if u.op == NUMBER and u.value < 0:
        return number(-u.value)
    if u.op == "mul" and u.parts[0].op == NUMBER and u.parts[0].value < 0:
        return multiply(number(-u.parts[0].value), u.parts[1])
    return None


def _number_of(operation: Callable[[Node, Node], Node], u: Node, v: Node) -> Node | None:
    result = operation(u, v)
    return result if result.op == NUMBER else None


def _power(u: Node) -> tuple[Node, Node]:
    """The base and the power of a power with a whole exponent from 1 on."""
    if u.op == "pow" and isinstance(u.parts[1].value, int) and u.parts[1].value > 0:
        return u.parts[0], u.parts[1]
    return u, ONE
