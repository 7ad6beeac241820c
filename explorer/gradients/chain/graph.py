"""The chain rule by hand: a small graph of numbers, each with its value and the slopes into it.

Every operation stands in OPERATIONS with its value and its slopes side by side. Values run forward
through the graph; then each node's gradient, the slope of the last value by this one, is the sum
over the nodes that use it of their gradient times the slope on the edge between.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch

from explorer.activations import Activation

MAX_UNITS = 6


def _times_all_but(numbers: Sequence[float], left_out: int) -> float:
    return math.prod(number for i, number in enumerate(numbers) if i != left_out)


# What each operation makes of its inputs, and its slope by each of them.
OPERATIONS: dict[str, tuple[Callable[..., float], Callable[..., tuple[float, ...]]]] = {
    "w·a + b": (lambda w, a, b: w * a + b, lambda w, a, b: (a, w, 1.0)),
    "−": (lambda a, b: a - b, lambda a, b: (1.0, -1.0)),
    "+": (lambda a, b: a + b, lambda a, b: (1.0, 1.0)),
    "×": (lambda *a: math.prod(a), lambda *a: tuple(_times_all_but(a, i) for i in range(len(a)))),
    "( )²": (lambda a: a * a, lambda a: (2 * a,)),
    "( )³": (lambda a: a * a * a, lambda a: (3 * a * a,)),
    "2( )": (lambda a: 2 * a, lambda a: (2.0,)),
    "5( )": (lambda a: 5 * a, lambda a: (5.0,)),
}


@dataclass(frozen=True)
class Node:
    """One number of the graph; `inputs` are places in the graph's nodes, all before this one."""

    label: str
    operation: str  # of OPERATIONS, an activation's key, or "" for a number that is given
    value: float
    inputs: tuple[int, ...] = ()
    slopes: tuple[float, ...] = ()  # of this value by each input
    gradient: float = 0.0  # the slope of the graph's last value by this one
    column: int = 0  # from left to right: every node stands right of its inputs
    row: int = 0  # from the top; a chain's signal runs along row 0, its weights above at row -1


@dataclass(frozen=True)
class Graph:
    """Nodes in the order of computation; the last one is the result."""

    nodes: tuple[Node, ...]

    def __getitem__(self, label: str) -> Node:
        """The node of this label; raises KeyError with the labels there are."""
        for node in self.nodes:
            if node.label == label:
                return node
        raise KeyError(f"no node {label!r}; there are {', '.join(n.label for n in self.nodes)}")

    @property
    def result(self) -> Node:
        """The last node."""
        return self.nodes[-1]

    @property
    def edges(self) -> tuple[tuple[int, int, float, float], ...]:
        """Each use of a number: (from, to, slope on the edge, share of the gradient it carries).

        The shares that leave a node, from all its uses, add up to its gradient.
        """
        return tuple(
            (source, place, slope, node.gradient * slope)
            for place, node in enumerate(self.nodes)
            for source, slope in zip(node.inputs, node.slopes, strict=True)
        )

    @property
    def ways(self) -> tuple[tuple[tuple[Node, float], ...], ...]:
        """Each way from the first node to the result: the nodes it enters, with the slopes there.

        The gradient of the first node is the sum over the ways of the product of their slopes.
        """
        ways: list[list[tuple[tuple[Node, float], ...]]] = [[()]]
        for node in self.nodes[1:]:
            entries = zip(node.inputs, node.slopes, strict=True)
            ways.append([(*way, (node, slope)) for i, slope in entries for way in ways[i]])
        return tuple(ways[-1])


class Builder:
    """A graph in the making; each method adds one node and returns its place."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    def given(self, label: str, value: float, column: int, row: int) -> int:
        """A number that is given; raises ValueError unless it is finite."""
        if not math.isfinite(value):
            raise ValueError(f"{label} is {value}; expected a finite number")
        return self._add(Node(label, "", float(value), column=column, row=row))

    def apply(self, label: str, operation: str, *inputs: int, row: int = 0) -> int:
        """One of OPERATIONS."""
        value, slopes = OPERATIONS[operation]
        return self._compute(label, operation, inputs, value, slopes, row)

    def activate(self, label: str, activation: Activation, source: int) -> int:
        """An activation at its default parameters, in float64."""

        def number(g: Callable[[torch.Tensor], torch.Tensor], a: float) -> float:
            return g(torch.tensor(a, dtype=torch.float64)).item()

        return self._compute(
            label,
            activation.key,
            (source,),
            lambda a: number(activation.f, a),
            lambda a: (number(activation.df, a),),
            0,
        )

    def _compute(
        self,
        label: str,
        operation: str,
        inputs: tuple[int, ...],
        value: Callable[..., float],
        slopes: Callable[..., tuple[float, ...]],
        row: int,
    ) -> int:
        numbers = [self.nodes[i].value for i in inputs]
        column = 1 + max(self.nodes[i].column for i in inputs)
        result = value(*numbers)
        return self._add(
            Node(label, operation, result, inputs, slopes(*numbers), column=column, row=row)
        )

    def _add(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def graph(self) -> Graph:
        """The finished graph, with every gradient."""
        gradients = [0.0] * len(self.nodes)
        gradients[-1] = 1.0
        for place in reversed(range(len(self.nodes))):
            node = self.nodes[place]
            for source, slope in zip(node.inputs, node.slopes, strict=True):
                gradients[source] += gradients[place] * slope
        paired = zip(self.nodes, gradients, strict=True)
        return Graph(tuple(replace(node, gradient=gradient) for node, gradient in paired))


def chain(
    x: float,
    weights: Sequence[float],
    biases: Sequence[float],
    activations: Sequence[Activation],
) -> Graph:
    """x → w₁·x + b₁ → f₁ → w₂·a₁ + b₂ → f₂ → … for 1 to 6 units.

    Labels: x, then for unit i wᵢ, bᵢ, the sum zᵢ = wᵢ·a + bᵢ, and the output aᵢ, written w1, b1,
    z1, a1. Raises ValueError for another number of units, sequences of different
    lengths, or a number that is not finite.
    """
    lengths = len(weights), len(biases), len(activations)
    if len(set(lengths)) > 1 or not 1 <= lengths[0] <= MAX_UNITS:
        raise ValueError(
            "got {} weights, {} biases and {} activations; expected the same number of each, "
            "1 to {}".format(*lengths, MAX_UNITS)
        )
    builder = Builder()
    signal = builder.given("x", x, 0, 0)
    units = zip(weights, biases, activations, strict=True)
    for unit, (weight, bias, activation) in enumerate(units, start=1):
        column = builder.nodes[signal].column
        w = builder.given(f"w{unit}", weight, column, -1)
        b = builder.given(f"b{unit}", bias, column, 1)
        total = builder.apply(f"z{unit}", "w·a + b", w, signal, b)
        signal = builder.activate(f"a{unit}", activation, total)
    return builder.graph()


def polynomial(x: float, roots: Sequence[float]) -> Graph:
    """y = (x − r₁)(x − r₂) … for 1 to 6 roots, with x used once by every factor.

    Labels: x, r1, x − r1, …, y. Raises ValueError for another number of roots or a number that is
    not finite.
    """
    if not 1 <= len(roots) <= MAX_UNITS:
        raise ValueError(f"got {len(roots)} roots; expected 1 to {MAX_UNITS}")
    builder = Builder()
    start = builder.given("x", x, 0, 0)
    factors = []
    for i, root in enumerate(roots, start=1):
        place = builder.given(f"r{i}", root, 0, i)
        factors.append(builder.apply(f"x − r{i}", "−", start, place, row=i))
    builder.apply("y", "×", *factors)
    return builder.graph()
