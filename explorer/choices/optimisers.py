"""The registry of optimisers: one update of all members' parameters at once, as torch.optim's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from torch import Tensor

from explorer.formula.notation import tree_of
from explorer.formula.tensors import of_many
from explorer.formula.tree import Node, name, replaced

SLOTS, FACTORS = ("m", "v", "w"), ("a", "b", "c")  # their names in a rule


@dataclass(frozen=True)
class Optimiser:
    """A rule that moves parameters against their gradient.

    `rule`, in the little language, is for one number: its state's new values in order, from m, v,
    …, and then its own, from x. They are in the old numbers, the gradient g, the learning rate
    `rate`, and what `factors(step)` gives for the step, as a, b, …; a formula meets the state's
    values as the formulas before it leave them. The first step is number 1.
    """

    key: str
    label: str
    rule: tuple[str, ...]
    factors: Callable[[Any], tuple[Any, ...]] = lambda step: ()

    @property
    def slots(self) -> int:
        """How many numbers it remembers of each parameter, all 0 before the first step."""
        return len(self.rule) - 1

    @cached_property
    def trees(self) -> list[Node]:
        """The new number and then its new state, all from the old ones."""
        state, new = SLOTS[: self.slots], {}
        for slot, text in zip((*state, "x"), self.rule, strict=True):
            new[name(slot)] = replaced(tree_of(text), new)
        return [new[name(slot)] for slot in ("x", *state)]

    @cached_property
    def names(self) -> tuple[Sequence[str], Sequence[str]]:
        """What the trees read: of each number, and of the whole step."""
        state, factors = SLOTS[: self.slots], FACTORS[: len(self.factors(1))]
        return ("x", "g", *state), ("rate", *factors)

    def update(
        self, parameters: Tensor, gradient: Tensor, state: Tensor, learning_rate: Tensor, step: int
    ) -> None:
        """Move parameters (P, n) and state (slots, P, n) in place; the learning rate is (P, 1)."""
        new, *remembered = self._on_tensors(
            parameters, gradient, *state, learning_rate, *self.factors(step)
        )
        parameters.copy_(new)
        for slot, numbers in zip(state, remembered, strict=True):
            slot.copy_(numbers)

    @cached_property
    def _on_tensors(self) -> Callable[..., tuple[Any, ...]]:
        each, shared = self.names
        return of_many(self.trees, [*each, *shared])


_ENTRIES = (
    Optimiser("sgd", "SGD", ("x - rate * g",)),
    Optimiser("momentum", "SGD with momentum 0.9", ("0.9 * m + g", "x - rate * m")),
    Optimiser(
        "adam",
        "Adam",
        (
            "m + 0.1 * (g - m)",
            "0.999 * v + 0.001 * g**2",
            "x - rate / a * (m / (sqrt(v / b) + 1e-8))",
        ),
        lambda step: (1 - 0.9**step, 1 - 0.999**step),
    ),
)

OPTIMISERS: dict[str, Optimiser] = {entry.key: entry for entry in _ENTRIES}
