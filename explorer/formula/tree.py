"""A formula as a tree of parts, in which equal parts are one object."""

import threading
from collections.abc import Iterator
from typing import Any
from weakref import WeakValueDictionary

NUMBER, NAME = "number", "name"
PI, E = "pi", "e"
COMPARISONS = ("lt", "le", "gt", "ge", "eq", "ne")

_known: WeakValueDictionary[tuple, "Node"] = WeakValueDictionary()
_lock = threading.Lock()


class Node:
    """One part: an operation on other parts, a number, or the name of x or a parameter.

    `op` is "number" or "name" (then `value` holds it), "pi", "e", or the key of one of
    `explorer.formula.operations`. A comparison has the value 1 where it holds, and 0 elsewhere.
    """

    __slots__ = ("__weakref__", "names", "op", "parts", "value")

    op: str
    parts: tuple["Node", ...]
    value: Any
    names: frozenset[str]  # x and the parameters that it depends on

    def __repr__(self) -> str:
        if self.op in (NUMBER, NAME):
            return str(self.value)
        return f"{self.op}({', '.join(map(repr, self.parts))})" if self.parts else self.op

    @property
    def is_constant(self) -> bool:
        """Whether it has neither x nor a parameter in it."""
        return not self.names

    @property
    def varies(self) -> bool:
        """Whether it has x in it."""
        return "x" in self.names


def node(op: str, *parts: Node, value: Any = None) -> Node:
    """The one part of this operation and these operands, as it is written."""
    key = (op, tuple(map(id, parts)), type(value), value)
    with _lock:
        found = _known.get(key)
        if found is None:
            found = Node()
            found.op, found.parts, found.value = op, parts, value
            found.names = frozenset().union(*(part.names for part in parts))
            if op == NAME:
                found.names = frozenset((value,))
            _known[key] = found
    return found


def number(value: float) -> Node:
    """A number; whole ones below 2⁵³ are kept as integers, so that they are folded exactly."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    return node(NUMBER, value=value)


def name(text: str) -> Node:
    """x, or a parameter."""
    return node(NAME, value=text)


X = name("x")
ZERO, ONE = number(0), number(1)


def walk(root: Node) -> Iterator[Node]:
    """Every part once, operands before what is made of them; the root is the last."""
    seen: set[Node] = set()
    stack = [(root, False)]
    while stack:
        part, finished = stack.pop()
        if finished:
            yield part
        elif part not in seen:
            seen.add(part)
            stack.append((part, True))
            stack += [(below, False) for below in reversed(part.parts) if below not in seen]


def replaced(root: Node, table: dict[Node, Node]) -> Node:
    """The tree with some parts in place of others."""
    done = dict(table)
    for part in walk(root):
        if part not in done:
            parts = tuple(done[below] for below in part.parts)
            done[part] = part if parts == part.parts else node(part.op, *parts, value=part.value)
    return done[root]
