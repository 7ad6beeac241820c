"""How learners take steps: many at once, or with care where one of them breaks."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

from explorer.choices.losses import Loss
from explorer.choices.randomness import generator
from explorer.config import RunConfig
from explorer.engine.evaluation import logits
from explorer.engine.learners import Learners, Saved

if TYPE_CHECKING:
    from explorer.engine.compiled.path import CompiledPath

CHUNK = 32  # steps on PyTorch between two looks at whether all numbers are still finite


class Broken(NamedTuple):
    """A member that stopped being finite: at which step, and its parameters (n,) before it."""

    member: int
    step: int
    parameters: Tensor


@dataclass
class Stepping:
    """Steps on training points x (N, F) with their target, on the compiled path or on PyTorch."""

    config: RunConfig
    loss: Loss
    x: Tensor
    target: Tensor
    path: "CompiledPath | None"
    _epoch: tuple[int, list[tuple[Tensor, Tensor]]] | None = field(default=None, init=False)

    @property
    def chunk(self) -> int:
        """How many steps are taken at once."""
        return self.path.chunk if self.path else CHUNK

    @property
    def batch(self) -> int:
        """Points in one step."""
        return min(self.config.batch_size or len(self.x), len(self.x))

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which every training point is used once; the last may have fewer points."""
        return -(-len(self.x) // self.batch)

    def take(self, learners: Learners, step: int, steps: int) -> Tensor:
        """Take some steps from `step` on; which learners (p,) met only finite numbers."""
        if self.path:
            return self.path.train(learners, step, steps)
        return self._take_on_torch(learners, step, steps)

    def _take_on_torch(self, learners: Learners, step: int, steps: int) -> Tensor:
        outputs = [
            learners.step(*self._batch_of(number), self.loss, number + 1)
            for number in range(step, step + steps)
        ]
        finite = torch.cat(outputs, dim=1).isfinite().flatten(1).all(dim=1)
        return finite & learners.finite()

    def take_with_care(
        self, learners: Learners, step: int, steps: int
    ) -> tuple[Learners, list[Broken]]:
        """Take the steps, and stop each learner before the step that breaks it.

        Returns the learners that are left, and those that broke.
        """
        broken: list[Broken] = []
        stop = step + steps
        while stop - step > CHUNK and learners.index:
            saved = learners.saved()
            if not self.take(learners, step, CHUNK).all():
                learners.restore(saved)
                learners = self._one_by_one(learners, step, CHUNK, broken)
            step += CHUNK
        # The last steps are looked at with each point's loss, which may be what broke.
        return self._one_by_one(learners, step, stop - step, broken), broken

    def _one_by_one(
        self, learners: Learners, step: int, steps: int, broken: list[Broken]
    ) -> Learners:
        if not learners.index:
            return learners
        now = learners.stack.parameters
        learners = _sound_ones(learners, self._is_sound(learners), now, step, broken)
        for number in range(step, step + steps):
            if not learners.index:
                break
            saved = learners.saved()
            sound = self.take(learners, number, 1) & self._is_sound(learners)
            if self.path:
                self._mend(learners, saved, number, sound)
            learners = _sound_ones(learners, sound, saved[0], number + 1, broken)
        return learners

    def _mend(self, learners: Learners, saved: Saved, step: int, sound: Tensor) -> None:
        """Take a step that broke on PyTorch, which works around parts that overflow."""
        for place in (~sound).nonzero().flatten().tolist():
            alone = learners.take([place])
            alone.restore((saved[0][[place]], saved[1][:, [place]]))
            sound[place] = (self._take_on_torch(alone, step, 1) & self._is_sound(alone)).item()
            if sound[place]:
                learners.put(place, alone, 0)

    def _is_sound(self, learners: Learners) -> Tensor:
        """Which learners (p,) have a finite training loss and finite parameters."""
        losses = self.loss.value(logits(learners.stack, self.x), self.target)
        return losses.isfinite() & learners.finite()

    def _batch_of(self, step: int) -> tuple[Tensor, Tensor]:
        """The points of the step after `step`, for all members; each epoch is shuffled anew."""
        epoch, turn = divmod(step, self.steps_per_epoch)
        if self._epoch is None or self._epoch[0] != epoch:
            owner = generator(self.config.seed, epoch)
            order = torch.randperm(len(self.x), generator=owner).to(self.x.device)
            x, target = self.x[order], self.target[order]
            batches = zip(x.split(self.batch), target.split(self.batch), strict=True)
            self._epoch = epoch, list(batches)
        return self._epoch[1][turn]


def _sound_ones(
    learners: Learners, sound: Tensor, before: Tensor, step: int, broken: list[Broken]
) -> Learners:
    """The learners without those that are not sound, which are noted with parameters `before`."""
    if sound.all():
        return learners
    for place in (~sound).nonzero().flatten().tolist():
        broken.append(Broken(learners.index[place], step, before[place].clone()))
    return learners.take(sound.nonzero().flatten().tolist())
