"""The registry of optimisers: each a rule that moves a number against its gradient."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from explorer.formula.notation import tree_of
from explorer.formula.tree import Node, name, replaced

SLOTS, FACTORS = ("m", "v", "w"), ("a", "b", "c")  # their names in a rule
Constants = Mapping[str, float]


@dataclass(frozen=True)
class Optimiser:
    """A rule that moves parameters against their gradient, as torch.optim's of the same name.

    `rule`, in the little language, is for one number: its state's new values in order, from m, v,
    …, and then its own, from x. They are in the old numbers, the gradient g, the learning rate
    `rate`, the settings of a run that `settings` names, and what `factors(step, settings)` gives
    for the step, as a, b, …; a formula meets the state's values as the formulas before it leave
    them. The first step is number 1. In a rule with `decay` weights shrink by themselves: it is the
    strength of weight decay, and u is 1 for a weight and 0 for what does not decay. `code` is the
    call of torch.optim's, with {parameters}, {rate} and {settings} to be filled in.
    """

    key: str
    label: str
    rule: tuple[str, ...]
    code: str
    settings: tuple[str, ...] = ()
    factors: Callable[[Any, Constants], tuple[Any, ...]] = lambda step, settings: ()

    @property
    def slots(self) -> int:
        """How many numbers it remembers of each parameter, all 0 before the first step."""
        return len(self.rule) - 1

    @cached_property
    def trees(self) -> list[Node]:
        """The new number and then its new state, all from the old ones."""
        state, new = SLOTS[: self.slots], dict[Node, Node]()
        for slot, text in zip((*state, "x"), self.rule, strict=True):
            new[name(slot)] = replaced(tree_of(text), new)
        return [new[name(slot)] for slot in ("x", *state)]

    @property
    def decays(self) -> bool:
        """Whether weight decay is part of its rule."""
        return any("decay" in tree.names for tree in self.trees)


def _corrections(step: Any, settings: Constants) -> tuple[Any, ...]:
    """What the running means of Adam lack of the whole, for they begin at 0."""
    return 1 - settings["beta1"] ** step, 1 - settings["beta2"] ** step


_MEANS = ("m + (1 - beta1) * (g - m)", "beta2 * v + (1 - beta2) * g**2")
_ENTRIES = (
    Optimiser("sgd", "SGD", ("x - rate * g",), "SGD({parameters}, lr={rate})"),
    Optimiser(
        "momentum",
        "SGD with momentum",
        ("beta * m + g", "x - rate * m"),
        "SGD({parameters}, lr={rate}, momentum={beta})",
        ("beta",),
    ),
    Optimiser(
        "nesterov",
        "Nesterov momentum",
        ("beta * m + g", "x - rate * (g + beta * m)"),
        "SGD({parameters}, lr={rate}, momentum={beta}, nesterov=True)",
        ("beta",),
    ),
    Optimiser(
        "adagrad",
        "Adagrad",
        ("m + g**2", "x - rate * (g / (sqrt(m) + 1e-10))"),
        "Adagrad({parameters}, lr={rate})",
    ),
    Optimiser(
        "rmsprop",
        "RMSprop",
        ("0.99 * m + 0.01 * g**2", "x - rate * (g / (sqrt(m) + 1e-8))"),
        "RMSprop({parameters}, lr={rate})",
    ),
    Optimiser(
        "adam",
        "Adam",
        (*_MEANS, "x - rate / a * (m / (sqrt(v / b) + 1e-8))"),
        "Adam({parameters}, lr={rate}, betas=({beta1}, {beta2}))",
        ("beta1", "beta2"),
        _corrections,
    ),
    Optimiser(
        "adamw",
        "AdamW",
        (*_MEANS, "x * (1 - rate * decay * u) - rate / a * (m / (sqrt(v / b) + 1e-8))"),
        "AdamW({parameters}, lr={rate}, betas=({beta1}, {beta2}), weight_decay=0)",
        ("beta1", "beta2"),
        _corrections,
    ),
)

OPTIMISERS: dict[str, Optimiser] = {entry.key: entry for entry in _ENTRIES}
