"""Graphs with a target: z is computed from a few numbers, E = (z − t)², and a step makes E less."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from explorer.gradients.chain.graph import Builder, Graph
from explorer.words import number

LIMIT = 100.0  # of every number that is chosen, or that a step arrives at


@dataclass(frozen=True)
class Target:
    """A graph with a target; `rate` is a learning rate that suits it where it starts.

    `build` adds z to a graph whose numbers are given, and returns its place; `value` is the same
    on tensors.
    """

    key: str
    label: str
    numbers: tuple[tuple[str, float], ...]
    target: float
    rate: float
    build: Callable[..., int]
    value: Callable[..., Tensor]

    def graph(self, numbers: Mapping[str, float], target: float) -> Graph:
        """The graph up to the error E; raises ValueError unless all numbers are finite."""
        builder = Builder()
        given = [builder.given(name, numbers[name], 0, row) for row, name in enumerate(self.names)]
        z = self.build(builder, *given)
        t = builder.given("t", target, builder.nodes[z].column, 1)
        builder.apply("E", "( )²", builder.apply("z − t", "−", z, t))
        return builder.graph()

    @property
    def names(self) -> tuple[str, ...]:
        """Of the numbers that a step moves."""
        return tuple(name for name, _ in self.numbers)

    def slopes(self, numbers: Mapping[str, float], target: float) -> dict[str, float]:
        """∂E by each number, from torch.autograd in float64."""
        leaves = [
            torch.tensor(numbers[name], dtype=torch.float64, requires_grad=True)
            for name in self.names
        ]
        found = torch.autograd.grad((self.value(*leaves) - target) ** 2, leaves)
        return {name: slope.item() for name, slope in zip(self.names, found, strict=True)}


def stepped(graph: Graph, names: tuple[str, ...], rate: float) -> dict[str, float]:
    """The numbers after a step against their gradient, none beyond the limit.

    What is no number stays where it was.
    """
    after = {}
    for name in names:
        node = graph[name]
        moved = node.value - rate * node.gradient
        moved = node.value if math.isnan(moved) else moved
        after[name] = max(-LIMIT, min(moved, LIMIT))
    return after


def told(graph: Graph, names: tuple[str, ...], rate: float) -> tuple[str, str]:
    """How far z is from its target, and what a step would do, in a sentence each."""
    z, t, error = graph["z"].value, graph["t"].value, graph["E"].value
    if not math.isfinite(error):
        return f"E is {number(error)}: there is nothing to step down.", ""
    where = "is at the target" if z == t else f"misses the target by {number(abs(z - t))}"
    headline = f"z = {number(z)} {where}: E = (z − t)² = {number(error)}."
    steps = [
        f"{name} ← {number(graph[name].value)} − {number(rate)} · "
        f"{_bracketed(graph[name].gradient)} = {number(after)}"
        for name, after in stepped(graph, names, rate).items()
    ]
    return headline, "A step: " + ", ".join(steps) + "."


def outcome(before: float, after: float) -> str:
    """What the last step did to the error."""
    if after > before:
        return (
            f"The last step took E up from {number(before)} to {number(after)}: it went too far, "
            "the learning rate is too large."
        )
    if after == before:
        return f"The last step left E at {number(after)}."
    return f"The last step took E from {number(before)} to {number(after)}."


def _bracketed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def _cube(builder: Builder, x: int) -> int:
    return builder.apply("z", "5( )", builder.apply("x³", "( )³", x))


def _squares(builder: Builder, a: int, b: int) -> int:
    left = builder.apply("2a²", "2( )", builder.apply("a²", "( )²", a))
    return builder.apply("z", "+", left, builder.apply("2b", "2( )", b, row=1))


_ENTRIES = (
    Target("cube", "z = 5x³", (("x", 1.0),), 2.0, 0.002, _cube, lambda x: 5 * x**3),
    Target(
        "squares",
        "z = 2a² + 2b",
        (("a", 1.0), ("b", -1.5)),
        3.0,
        0.02,
        _squares,
        lambda a, b: 2 * a**2 + 2 * b,
    ),
)

TARGETS: dict[str, Target] = {entry.key: entry for entry in _ENTRIES}
