"""Training steps on a card, recorded once and played again.

A small network's step is some fifty operations of a few microseconds each, and to start one from
Python takes ten times as long as it runs. A CUDA graph starts them all at once.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from explorer.choices.losses import AnyLoss
from explorer.engine.learners import Learners

LEAST = 8  # steps at a time that are worth a recording
WARM_UP = 3  # steps before it, in which libraries set up what may not be set up during it

Batch = tuple[Tensor, Tensor]  # x (B, F) and target (B, K or 1)


class Recorded:
    """One step of a stack on a batch of one size, to be played with other points and numbers.

    The same operations as `Learners.step`, in the same order, so the same numbers bit for bit.
    """

    def __init__(self, learners: Learners, loss: AnyLoss, batch: Batch, everyone: bool) -> None:
        """Record it; the learners stay as they are. Raises OutOfMemoryError as PyTorch does."""
        self._x, self._target = (one.clone() for one in batch)
        whole = torch.from_numpy(learners.update.whole(np.array([1]))[0])
        self._whole = whole.to(self._x.device)
        self._who = self._x.new_ones(len(learners.stack.members), dtype=torch.bool)
        self._finite = self._who.clone()
        saved = learners.saved()

        def step() -> None:
            given = self._x, self._target, loss, self._whole.unbind(), self._who
            logits = learners.take(*given, everyone, number=1)
            self._finite.logical_and_(logits.isfinite().flatten(1).all(dim=1))

        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(WARM_UP):
                step()
        torch.cuda.current_stream().wait_stream(aside)
        self._graph = torch.cuda.CUDAGraph()
        # Runs beside this one, in other threads, may use the card meanwhile.
        with torch.cuda.graph(self._graph, capture_error_mode="thread_local"):
            step()
        for numbers, before in zip((learners.stack.parameters, learners.state), saved, strict=True):
            numbers.copy_(before)

    def begin(self, who: Tensor) -> None:
        """Forget what was met, and let those of `who` (P,) take the next steps."""
        self._who.copy_(who)
        self._finite.fill_(True)

    def play(self, batch: Batch, whole: Tensor) -> None:
        """Take a step with these points, and what `Update.whole` tells of it, on the card."""
        self._x.copy_(batch[0])
        self._target.copy_(batch[1])
        self._whole.copy_(whole)
        self._graph.replay()

    @property
    def finite(self) -> Tensor:
        """Who (P,) met only finite numbers since it began."""
        return self._finite


class Recordings:
    """The recordings of a run on a card, made when they are first wanted."""

    def __init__(self, loss: AnyLoss) -> None:
        """Nothing is recorded."""
        self._loss = loss
        self._held: Tensor | None = None
        self._made: dict[tuple[int, bool], Recorded] = {}

    @staticmethod
    def serve(learners: Learners, steps: int) -> bool:
        """Whether so many steps of these learners are played rather than taken one by one."""
        on_card = learners.state.device.type == "cuda"
        return on_card and steps >= LEAST and not learners.stack.draws

    def take(
        self,
        learners: Learners,
        who: Tensor,
        numbers: Sequence[int],
        batch_of: Callable[[int], Batch],
    ) -> Tensor:
        """Let those of `who` (P,) take the steps after these; who (P,) met only finite numbers."""
        if learners.held is not self._held:
            self._made, self._held = {}, learners.held
        everyone, used = bool(who.all()), dict[int, Recorded]()
        table = torch.from_numpy(learners.update.whole(np.array(numbers) + 1)).to(who.device)
        for number, whole in zip(numbers, table, strict=True):
            batch = batch_of(number)
            size = len(batch[0])
            if size not in used:
                used[size] = self._of(learners, batch, everyone)
                used[size].begin(who)
            used[size].play(batch, whole)
        return torch.stack([one.finite for one in used.values()]).all(dim=0)

    def _of(self, learners: Learners, batch: Batch, everyone: bool) -> Recorded:
        key = len(batch[0]), everyone
        if key not in self._made:
            self._made[key] = Recorded(learners, self._loss, batch, everyone)
        return self._made[key]
