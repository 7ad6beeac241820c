"""Where a run stands: with its config, all that it needs to go on exactly as it would have."""

from typing import NamedTuple

import torch
from torch import Tensor

from explorer.engine.early import SavedBest
from explorer.engine.learners import Saved, Unit


class Standing(NamedTuple):
    """Of one stack. Points, batches and whatever is drawn follow from the config and the step."""

    step: int
    parameters: Tensor  # (P, n)
    state: Tensor  # (slots, P, n), what the optimiser remembers
    diverged_at: tuple[int | None, ...]  # of each member
    best_step: tuple[int | None, ...]
    frozen: frozenset[Unit]
    best: SavedBest | None  # where the run stops early

    @property
    def saved(self) -> Saved:
        """The numbers that steps change."""
        return self.parameters, self.state

    @property
    def learning(self) -> Tensor:
        """Which members (P,) go on."""
        pairs = zip(self.diverged_at, self.best_step, strict=True)
        return torch.tensor([pair == (None, None) for pair in pairs])
