"""Early stopping: each network's best weights by its validation loss, and when it has had its time.

Prechelt, Early Stopping — But When?, 1998.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from explorer.engine.seen import Judged


class SavedBest(NamedTuple):
    """What is remembered of the best of P members."""

    parameters: Tensor  # (P, n)
    step: np.ndarray  # (P,) int64
    loss: np.ndarray  # (P,) float64, of the validation points; ∞ before one was finite


@dataclass
class Best:
    """The best weights of P members so far; they are looked at once an epoch."""

    patience: int  # steps without a better validation loss, after which a member stops
    every: int  # steps between two looks
    parameters: Tensor  # (P, n), the best
    step: np.ndarray = field(init=False)  # (P,) int64, of the best

    def __post_init__(self) -> None:
        """Nothing has been seen."""
        self.parameters, members = self.parameters.clone(), len(self.parameters)
        self.step, self._loss = np.zeros(members, dtype=np.int64), np.full(members, np.inf)

    def forget(self, step: int, parameters: Tensor) -> None:
        """Other points from this step on: what was best on those before tells no more."""
        self.parameters = parameters.clone()
        self.step[:], self._loss[:] = step, np.inf

    def next_look(self, step: int) -> int:
        """The step after this one at which to look."""
        return step - step % self.every + self.every

    def look(self, step: int, judged: Judged, parameters: Tensor, who: Tensor) -> Tensor:
        """Note those of `who` (P,) that do better than ever; which (P,) have had their time."""
        better = (judged.validation_loss < self._loss) & who.cpu().numpy()
        self._loss[better], self.step[better] = judged.validation_loss[better], step
        index = torch.from_numpy(better)
        self.parameters[index] = parameters[index].to(self.parameters)
        return who & torch.from_numpy(step - self.step >= self.patience).to(who)

    def give(self, parameters: Tensor, who: Tensor) -> None:
        """Give those of `who` (P,) their best weights."""
        parameters[who] = self.parameters[who.cpu()].to(parameters)

    def saved(self) -> SavedBest:
        """A copy of all that is remembered, for `restore`."""
        return SavedBest(self.parameters.clone(), self.step.copy(), self._loss.copy())

    def restore(self, saved: SavedBest) -> None:
        """Remember what was saved."""
        self.parameters.copy_(saved.parameters)
        self.step, self._loss = saved.step.copy(), saved.loss.copy()
