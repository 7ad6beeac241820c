"""How a run takes its steps and is judged: by compiled code where it is ready, or by PyTorch."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor

from explorer.choices.losses import AnyLoss, guessing
from explorer.config import RunConfig
from explorer.engine import batches
from explorer.engine.data import SHARES, Samples
from explorer.engine.evaluation import Points, judge
from explorer.engine.layout import losses
from explorer.engine.learners import Learners, Saved
from explorer.engine.paths import path_for
from explorer.engine.recorded import Recordings
from explorer.engine.seen import Judged, Seen, among
from explorer.engine.stack import Stack

if TYPE_CHECKING:
    from explorer.engine.compiled.path import CompiledPath

CHUNK = 32  # steps on PyTorch between two looks at whether all numbers are still finite


class Broken(NamedTuple):
    """A member that stopped being finite, and at which step."""

    member: int
    step: int


@dataclass
class Stepping:
    """Steps on the training points, on the compiled path or on PyTorch."""

    config: RunConfig
    loss: AnyLoss
    points: Sequence[Points]  # of each share, those to train on first
    path: "CompiledPath | None"
    _epoch: tuple[int, list[tuple[Tensor, Tensor]]] | None = field(default=None, init=False)
    _recordings: Recordings = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is recorded yet."""
        self._recordings = Recordings(self.loss)

    @staticmethod
    def of(config: RunConfig, stack: Stack, data: Samples, loss: AnyLoss, new: bool) -> "Stepping":
        """The steps of a run on these points, which are where the stack is.

        A `new` run in float32 is trained by compiled code where that is ready, and it is not on a
        card.
        """
        points = _points(config, data, loss)
        is_possible = new and stack.parameters.device.type == "cpu"
        is_possible &= stack.parameters.dtype == torch.float32
        path = path_for(config, stack, points) if is_possible else None
        return Stepping(config, loss, points, path)

    def on(self, config: RunConfig, data: Samples) -> "Stepping":
        """The same steps on other points, those of this config."""
        points = _points(config, data, self.loss)
        path = self.path and replace(self.path, config=config, points=points)
        return Stepping(config, self.loss, points, path)

    @property
    def train_points(self) -> Points:
        """Those that the steps are taken on."""
        return self.points[0]

    @property
    def chunk(self) -> int:
        """How many steps are taken at once."""
        return self.path.chunk if self.path else CHUNK

    @property
    def batch(self) -> int:
        """Points in one step."""
        return batches.size(self.config, len(self.train_points.x))

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which every training point is used once."""
        return batches.steps_per_epoch(self.config, len(self.train_points.x))

    def guessing(self) -> list[float]:
        """Each member's loss of answering all training points alike."""
        target, known = self.train_points.target.cpu(), losses(self.config)
        costs = {loss: guessing(loss, target) for loss in dict.fromkeys(known)}
        return [costs[loss] for loss in known]

    def judge(self, stack: Stack) -> Judged:
        """How well each member does as it stands."""
        if self.path:
            found = self.path.judge(stack)
            if np.isfinite(found[: len(self.points)]).all():
                return found  # else PyTorch works around parts that overflow
        losses, scores = zip(*(judge(stack, one, self.loss) for one in self.points), strict=True)
        return Judged(*losses, *scores)

    def gradient(self, stack: Stack) -> Tensor:
        """The gradient (P, n) of each member's own loss on all training points."""
        if self.path and (found := self.path.gradient(stack)).isfinite().all():
            return found
        stack.backward(self.train_points.x, self.train_points.target, self.loss)
        return stack.gradient.clone()

    def is_sound(self, learners: Learners, judged: Judged | None = None) -> Tensor:
        """Which members (P,) have a finite training loss, judged before or now, and parameters."""
        losses = torch.from_numpy((judged or self.judge(learners.stack)).train_loss)
        return losses.isfinite().to(learners.state.device) & learners.finite()

    def take(self, learners: Learners, who: Tensor, step: int, steps: int) -> Tensor:
        """Let those of `who` (P,) take steps from `step` on; who (P,) met only finite numbers."""
        if self.path:
            return self.path.take(learners, who, step, steps).sound
        if not Recordings.serve(learners, steps):
            return self._take_on_torch(learners, who, step, steps)
        numbers = range(step, step + steps)
        finite = self._recordings.take(learners, who, numbers, self._batch_of)
        return finite & learners.finite() | ~who

    def _take_on_torch(self, learners: Learners, who: Tensor, step: int, steps: int) -> Tensor:
        outputs = [
            learners.step(*self._batch_of(number), self.loss, number + 1, who)
            for number in range(step, step + steps)
        ]
        finite = torch.cat(outputs, dim=1).isfinite().flatten(1).all(dim=1)
        return finite & learners.finite() | ~who

    def film(
        self, learners: Learners, who: Tensor, step: int, goals: Sequence[int], known: Judged
    ) -> list[Seen]:
        """Let those of `who` (P,) take steps on the compiled path, and see each of the goals.

        `known` is how all do before. Nothing is seen, and the learners stand anywhere, where
        somebody meets what is not finite.
        """
        path, seen, index = self.path, list[Seen](), who.numpy().nonzero()[0]
        assert path is not None
        rows = learners.stack.parameters.numpy().copy()  # of those that take no step
        while step < goals[-1]:
            steps = min(path.chunk, goals[-1] - step)
            here = [goal for goal in goals if step < goal <= step + steps]
            taken = path.take(learners, who, step, steps, [goal - step for goal in here])
            losses = [one for judged in taken.judged for one in judged[: len(self.points)]]
            if not (taken.sound.all() and np.isfinite(losses).all()):
                return []
            for goal, judged, numbers in zip(here, taken.judged, taken.parameters, strict=True):
                everyone = Judged(*map(among, known, [index] * len(judged), judged))
                seen.append(Seen(goal, everyone, among(rows, index, numbers)))
            step += steps
        return seen

    def take_with_care(
        self, learners: Learners, who: Tensor, step: int, steps: int
    ) -> list[Broken]:
        """Let those of `who` (P,) take the steps, each until before the one that breaks it."""
        broken: list[Broken] = []
        stop = step + steps
        while stop - step > CHUNK and who.any():
            saved = learners.saved()
            if not self.take(learners, who, step, CHUNK).all():
                learners.restore(saved, who)
                who = self._one_by_one(learners, who, step, CHUNK, broken)
            step += CHUNK
        # The last steps are looked at with each point's loss, which may be what broke.
        self._one_by_one(learners, who, step, stop - step, broken)
        return broken

    def _one_by_one(
        self, learners: Learners, who: Tensor, step: int, steps: int, broken: list[Broken]
    ) -> Tensor:
        """Those of `who` (P,) that are left after the steps."""
        sound = self.is_sound(learners) | ~who
        broken += [Broken(member, step) for member in _numbers(~sound)]
        who = who & sound
        for number in range(step, step + steps):
            if not who.any():
                break
            saved = learners.saved()
            sound = self.take(learners, who, number, 1) & self.is_sound(learners) | ~who
            if self.path and not sound.all():
                sound |= self._mended(learners, saved, ~sound, number)
            learners.restore(saved, ~sound)
            broken += [Broken(member, number + 1) for member in _numbers(~sound)]
            who = who & sound
        return who

    def _mended(self, learners: Learners, saved: Saved, who: Tensor, step: int) -> Tensor:
        """Take a step that broke on PyTorch, which works around parts that overflow."""
        learners.restore(saved, who)
        return self._take_on_torch(learners, who, step, 1) & self.is_sound(learners) & who

    def _batch_of(self, step: int) -> tuple[Tensor, Tensor]:
        """The points of the step after `step`, for all members; each epoch is shuffled anew."""
        x, target, _ = self.train_points
        epoch, turn = divmod(step, self.steps_per_epoch)
        if self._epoch is None or self._epoch[0] != epoch:
            order = batches.order(self.config.seed, epoch, len(x)).to(x.device)
            dealt = zip(x[order].split(self.batch), target[order].split(self.batch), strict=True)
            self._epoch = epoch, list(dealt)
        return self._epoch[1][turn]


def _points(config: RunConfig, data: Samples, loss: AnyLoss) -> list[Points]:
    """Those of each share."""
    shares = map(data.share, SHARES)
    return [Points(x, loss.target(y, config.classes).to(x.dtype), y) for x, y in shares]


def _numbers(who: Tensor) -> list[int]:
    return who.nonzero().flatten().tolist()
