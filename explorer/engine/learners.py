"""The members of a run that still learn: their stack, and what the optimiser remembers of them."""

from collections.abc import Set
from dataclasses import dataclass

import torch
from torch import Tensor

from explorer.choices.losses import Loss
from explorer.choices.optimisers import OPTIMISERS, Optimiser
from explorer.config import RunConfig
from explorer.engine.layout import learning_rates
from explorer.engine.stack import Stack

Unit = tuple[int, int, int]  # member, layer and place in it, all from 0
Saved = tuple[Tensor, Tensor]  # parameters (p, n) and state (slots, p, n)


@dataclass
class Learners:
    """A stack of p members with the optimiser's state; `index` are their numbers in the run.

    `held` tells which parameters do not move; None where all do.
    """

    index: list[int]
    stack: Stack
    optimiser: Optimiser
    state: Tensor  # (slots, p, n)
    learning_rate: Tensor  # (p, 1)
    held: Tensor | None = None  # (p, n) bool

    @staticmethod
    def of(config: RunConfig, stack: Stack) -> "Learners":
        """All members of a run, with copies of the stack's numbers, before the first step."""
        optimiser, everyone = OPTIMISERS[config.optimizer], list(range(len(config.members)))
        parameters = stack.parameters
        return Learners(
            everyone,
            stack.take(everyone),
            optimiser,
            parameters.new_zeros(optimiser.slots, *parameters.shape),
            parameters.new_tensor(learning_rates(config))[:, None],
        )

    def take(self, keep: list[int], device: str | None = None) -> "Learners":
        """Some of them, by place, on this device or the same."""
        device = device or str(self.state.device)
        return Learners(
            [self.index[i] for i in keep],
            self.stack.take(keep, device),
            self.optimiser,
            self.state[:, keep].to(device).contiguous(),
            self.learning_rate[keep].to(device),
            None if self.held is None else self.held[keep].to(device),
        )

    def hold(self, frozen: Set[Unit]) -> None:
        """Let the weights and bias into these units move no more, and all others move.

        A unit's γ and β stop with them; its running statistics go on to follow what comes in. What
        an activation learns belongs to its layer, and stops when all units there do. The optimiser
        forgets what it remembers of the numbers held.
        """
        held = torch.zeros_like(self.stack.parameters, dtype=torch.bool)
        masks = self.stack.views(held)
        place = {member: place for place, member in enumerate(self.index)}
        for member, layer, unit in frozen:
            if member in place:
                masks.weights[layer][place[member], :, unit] = True
                masks.biases[layer][place[member], :, unit] = True
        for bias, slopes, norm in zip(masks.biases, masks.learnt, masks.norms, strict=False):
            for slope in slopes.values():
                slope.copy_(bias.all(dim=2, keepdim=True))
            for name in norm.keys() & {"scale", "shift"}:
                norm[name].copy_(bias)
        self.state.masked_fill_(held, 0)
        self.held = held if held.any() else None

    def step(self, x: Tensor, target: Tensor, loss: Loss, number: int) -> Tensor:
        """Take step `number` on these points; returns the logits before it, (p, N, K or 1)."""
        logits = self.stack.backward(x, target, loss, number)
        if self.held is not None:
            self.stack.gradient.masked_fill_(self.held, 0)  # not ·0, which keeps NaN and ∞
        self.optimiser.update(
            self.stack.parameters, self.stack.gradient, self.state, self.learning_rate, number
        )
        return logits

    def saved(self) -> Saved:
        """A copy of all numbers, for `restore`."""
        return self.stack.parameters.clone(), self.state.clone()

    def restore(self, saved: Saved) -> None:
        """Go back to the numbers of a copy."""
        self.stack.parameters.copy_(saved[0])
        self.state.copy_(saved[1])

    def put(self, place: int, other: "Learners", own: int) -> None:
        """Let the learner at `place` have the numbers of another's at `own`."""
        self.stack.parameters[place] = other.stack.parameters[own]
        self.state[:, place] = other.state[:, own]

    def finite(self) -> Tensor:
        """Whether each member's parameters are all finite, (p,) bool."""
        return torch.isfinite(self.stack.parameters).all(dim=1)
