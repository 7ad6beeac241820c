"""How a run moves one number: its optimiser's rule, the pull of its regulariser, its schedule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch
from torch import Tensor

from explorer.choices.optimisers import FACTORS, OPTIMISERS, SLOTS, Optimiser
from explorer.choices.regularisers import REGULARISERS
from explorer.choices.schedules import SCHEDULES
from explorer.config import RunConfig
from explorer.formula.notation import tree_of
from explorer.formula.tensors import of_many
from explorer.formula.tree import Node, name, node, number, replaced

SMALL = 1e-6  # beside a norm that divides, as torch.nn.utils.clip_grad_norm_ has it


@dataclass(frozen=True)
class Update:
    """The update of a run's parameters, on tensors and as formulas to be compiled.

    What it says of steps is of this `kind` of number, as the parameters are.
    """

    config: RunConfig
    kind: type = np.float32

    @property
    def optimiser(self) -> Optimiser:
        """Whose rule it is."""
        return OPTIMISERS[self.config.optimizer]

    @cached_property
    def trees(self) -> list[Node]:
        """A number's new value and then its new state, in the names of `names`."""
        chosen = REGULARISERS.get(self.config.regulariser or "")
        if chosen is None or (self.optimiser.decays and chosen.key == "l2"):
            return self.optimiser.trees
        x, g, u = name("x"), name("g"), name("u")
        pulled = node("add", g, node("mul", u, tree_of(chosen.pull)))
        new, *state = (replaced(tree, {g: pulled}) for tree in self.optimiser.trees)
        if chosen.stops:
            crosses = node("lt", node("mul", u, node("mul", x, new)), number(0))
            new = node("where", crosses, number(0), new)
        return [new, *state]

    @cached_property
    def names(self) -> tuple[list[str], list[str]]:
        """What the trees read: of each number, and of the whole step."""
        used = frozenset[str]().union(*(tree.names for tree in self.trees))
        each = ["x", "g", *SLOTS[: self.optimiser.slots], *(["u"] if "u" in used else [])]
        return each, ["rate", *sorted(used - {*each, "rate"})]

    def numbers(self, steps: np.ndarray) -> np.ndarray:
        """What the whole steps with these numbers read, (steps, any), but for the rate."""
        config, constants = self.config, dict[str, Any]()
        constants |= {one: getattr(config, one) for one in self.optimiser.settings}
        factors = self.optimiser.factors(steps.astype(np.float64), constants)
        constants |= dict(zip(FACTORS, factors, strict=False))
        constants["s"] = config.strength
        constants["decay"] = config.strength if config.regulariser == "l2" else 0.0
        rows = [np.broadcast_to(constants[one], steps.shape) for one in self.names[1][1:]]
        return np.array(rows, dtype=self.kind).reshape(len(rows), len(steps)).T.copy()

    def factors(self, steps: np.ndarray) -> np.ndarray:
        """What the learning rate is multiplied by in the steps with these numbers."""
        share = (steps - 1) / max(1, self.config.steps)
        return SCHEDULES[self.config.schedule].factor(share).astype(self.kind)

    def whole(self, steps: np.ndarray) -> np.ndarray:
        """What `move` reads in the steps with these numbers, (steps, any)."""
        return np.column_stack([self.factors(steps), self.numbers(steps)])

    def move(
        self,
        parameters: Tensor,
        gradient: Tensor,
        state: Tensor,
        rates: Tensor,
        whole: Sequence[float | Tensor],
        penalised: Tensor,
    ) -> None:
        """Take a step in place, with parameters and gradient (P, n), state (slots, P, n).

        `rates` (P, 1) are the members' learning rates before the schedule, `whole` what the method
        of this name tells of the step, and `penalised` (n,) is 1 where a regulariser pulls.
        """
        if self.config.clip is not None:
            norm = torch.linalg.vector_norm(gradient, dim=1, keepdim=True, dtype=torch.float64)
            gradient.mul_((self.config.clip / (norm + SMALL)).clamp(max=1).to(gradient.dtype))
        factor, *more = whole
        rate = rates * factor
        weights = [penalised] if "u" in self.names[0] else []
        new, *kept = self._on_tensors(parameters, gradient, *state, *weights, rate, *more)
        parameters.copy_(new)
        for slot, numbers in zip(state, kept, strict=True):
            slot.copy_(numbers)

    @cached_property
    def _on_tensors(self) -> Callable[..., tuple[Any, ...]]:
        each, shared = self.names
        return of_many(self.trees, [*each, *shared])
