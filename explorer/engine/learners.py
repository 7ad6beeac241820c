"""A stack that learns: what the optimiser remembers of it, and what of it is held."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from explorer.choices.losses import AnyLoss
from explorer.config import RunConfig
from explorer.engine.layout import learning_rates
from explorer.engine.stack import Stack
from explorer.engine.update import Update

Unit = tuple[int, int, int]  # member, layer and place in it, all from 0
Saved = tuple[Tensor, Tensor]  # parameters (P, n) and state (slots, P, n)


@dataclass
class Learners:
    """The members of a run with the optimiser's state; whoever takes no step stays as it is.

    `held` tells which parameters do not move; None where all do.
    """

    stack: Stack
    update: Update
    learning_rate: Tensor  # (P, 1)
    penalised: Tensor  # (n,), 1 where a regulariser pulls and 0 elsewhere
    state: Tensor  # (slots, P, n)
    held: Tensor | None = field(default=None, init=False)  # (P, n) bool

    @staticmethod
    def of(config: RunConfig, stack: Stack) -> "Learners":
        """The members of a run before the first step; they learn in this stack itself."""
        parameters = stack.parameters
        update = Update(config, np.float64 if parameters.dtype == torch.float64 else np.float32)
        rates = parameters.new_tensor(learning_rates(config))[:, None]
        state = parameters.new_zeros(update.optimiser.slots, *parameters.shape)
        penalised = torch.zeros_like(parameters[:1])
        for weights in stack.views(penalised).weights:
            weights.fill_(1)
        return Learners(stack, update, rates, penalised[0], state)

    def to(self, device: str) -> "Learners":
        """A copy of all of them on a device."""
        everyone = list(range(len(self.stack.members)))
        copy = Learners(
            self.stack.take(everyone, device),
            self.update,
            self.learning_rate.to(device),
            self.penalised.to(device),
            self.state.to(device),
        )
        copy.held = None if self.held is None else self.held.to(device)
        return copy

    def hold(self, frozen: Set[Unit]) -> None:
        """Let the weights and bias into these units move no more, and all others move.

        A unit's γ and β stop with them; its running statistics go on to follow what comes in. What
        an activation learns belongs to its layer, and stops when all units there do. The optimiser
        forgets what it remembers of the numbers held.
        """
        held = torch.zeros_like(self.stack.parameters, dtype=torch.bool)
        masks = self.stack.views(held)
        for member, layer, unit in frozen:
            masks.weights[layer][member, :, unit] = True
            masks.biases[layer][member, :, unit] = True
        for bias, slopes, norm in zip(masks.biases, masks.learnt, masks.norms, strict=False):
            for slope in slopes.values():
                slope.copy_(bias.all(dim=2, keepdim=True))
            for name in norm.keys() & {"scale", "shift"}:
                norm[name].copy_(bias)
        self.state.masked_fill_(held, 0)
        self.held = held if held.any() else None

    def step(self, x: Tensor, target: Tensor, loss: AnyLoss, number: int, who: Tensor) -> Tensor:
        """Let those of `who` (P,) take step `number`; the logits (P, N, K or 1) before it."""
        whole = self.update.whole(np.array([number]))[0]
        if self.state.device.type == "cpu":
            return self.take(x, target, loss, whole.tolist(), who, bool(who.all()), number)
        on_card = torch.from_numpy(whole).to(self.state.device).unbind()
        return self.take(x, target, loss, on_card, who, bool(who.all()), number)

    def take(
        self,
        x: Tensor,
        target: Tensor,
        loss: AnyLoss,
        whole: Sequence[float | Tensor],
        who: Tensor,
        everyone: bool,
        number: int,
    ) -> Tensor:
        """A step as `step` takes it, that asks the device nothing: it can be recorded there.

        `whole` is what the update reads of it, and `everyone` whether `who` are all.
        """
        saved = None if everyone else self.saved()
        logits = self.stack.backward(x, target, loss, number)
        if self.held is not None:
            self.stack.gradient.masked_fill_(self.held, 0)  # not ·0, which keeps NaN and ∞
        self._move(whole)
        if saved:
            stays = ~who[:, None]
            for numbers, before in zip((self.stack.parameters, self.state), saved, strict=True):
                numbers.copy_(torch.where(stays, before, numbers))
        return logits

    def _move(self, whole: Sequence[float | Tensor]) -> None:
        stack, held = self.stack, self.held
        before = None if held is None else stack.parameters.clone()  # without a gradient, it decays
        numbers = stack.parameters, stack.gradient, self.state
        self.update.move(*numbers, self.learning_rate, whole, self.penalised)
        if held is not None and before is not None:
            stack.parameters.copy_(torch.where(held, before, stack.parameters))
            self.state.masked_fill_(held, 0)

    def saved(self) -> Saved:
        """A copy of all numbers, for `restore`."""
        return self.stack.parameters.clone(), self.state.clone()

    def restore(self, saved: Saved, who: Tensor) -> None:
        """Let those of `who` (P,) go back to the numbers of a copy."""
        self.stack.parameters[who] = saved[0][who]
        self.state[:, who] = saved[1][:, who]

    def resume(self, saved: Saved, frozen: Set[Unit]) -> None:
        """Let all of them take these numbers, and hold these units."""
        for mine, given in zip((self.stack.parameters, self.state), saved, strict=True):
            mine.copy_(given)
        self.hold(frozen)

    def finite(self) -> Tensor:
        """Whether each member's parameters are all finite, (P,) bool."""
        return torch.isfinite(self.stack.parameters).all(dim=1)
