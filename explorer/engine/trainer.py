"""The one training loop: a stack, its data and an optimiser, advanced step by step."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from explorer.config import RunConfig
from explorer.engine.data import Samples, sample
from explorer.engine.evaluation import decision_map, judge
from explorer.engine.stack import Stack
from explorer.losses import LOSSES
from explorer.optimisers import OPTIMISERS
from explorer.randomness import generator

CHUNK = 32  # steps between two looks at whether all numbers are still finite
SNAPSHOTS = 60  # of one `train`


@dataclass(frozen=True)
class Snapshot:
    """The state of a run after `step` steps; arrays are float32 unless said otherwise."""

    step: int
    epoch: float
    train_loss: np.ndarray  # (P,)
    test_loss: np.ndarray  # (P,)
    train_accuracy: np.ndarray  # (P,), in [0, 1]
    test_accuracy: np.ndarray  # (P,), in [0, 1]
    diverged_at: tuple[int | None, ...]  # the step at which a member stopped being finite
    # On demand, over the square [−extent, extent]², row 0 at the bottom, (P, G, G):
    probability: np.ndarray | None = None  # of class 1; with K > 2, of the likeliest class
    winner: np.ndarray | None = None  # int64, the likeliest class; None with two classes


@dataclass
class _Live:
    """The members still learning: their stack, optimiser state and learning rates."""

    index: list[int]
    stack: Stack
    state: Tensor  # (slots, P, n)
    learning_rate: Tensor  # (P, 1)

    def take(self, keep: list[int], device: str | None = None) -> "_Live":
        device = device or str(self.state.device)
        return _Live(
            [self.index[i] for i in keep],
            self.stack.take(keep, device),
            self.state[:, keep].to(device),
            self.learning_rate[keep].to(device),
        )


@dataclass
class Trainer:
    """A run in progress.

    A member whose logits or parameters stop being finite is frozen at its last finite state, and
    `diverged_at` says at which step; the others go on. `device` is where the run is computed: the
    config's, or the CPU where there is no such card or its memory is full, and then `notice` is a
    sentence that says so. Raises ValueError as `sample` does.
    """

    config: RunConfig
    step: int = field(default=0, init=False)
    notice: str = field(default="", init=False)
    samples: Samples = field(init=False)
    stack: Stack = field(init=False)  # all members, also those that diverged
    diverged_at: list[int | None] = field(init=False)

    def __post_init__(self) -> None:
        """Draw the data and the weights."""
        self.samples = sample(self.config)
        self.diverged_at = [None] * len(self.config.members)
        self.device = self.config.device
        if self.device == "cuda" and not torch.cuda.is_available():
            self.device, self.notice = "cpu", "There is no CUDA device here: the CPU takes over."
        self._loss = LOSSES[self.config.objective]
        self._optimiser = OPTIMISERS[self.config.optimizer]
        self._epoch: tuple[int, Tensor, Tensor] | None = None
        try:
            self._start()
        except torch.OutOfMemoryError:
            self._say_memory_is_full()
            self._start()

    def _start(self) -> None:
        self.stack = Stack(self.config, self.device)
        members, slots = self.config.members, self._optimiser.slots
        rates = [
            self.config.learning_rate if m.learning_rate is None else m.learning_rate
            for m in members
        ]
        self._live = _Live(
            list(range(len(members))),
            self.stack.take(list(range(len(members)))),
            torch.zeros(slots, *self.stack.parameters.shape, device=self.device),
            torch.tensor(rates, dtype=torch.float32, device=self.device)[:, None],
        )
        self._place_data()

    def _place_data(self) -> None:
        self._data = self.samples.to(self.device)
        self._x = self._data.x_train
        self._target = self._loss.target(self._data.y_train, self.config.classes)
        self._epoch = None

    def _say_memory_is_full(self) -> None:
        self.notice = f"The memory of the {self.device} device is full: the CPU takes over."
        self.device = "cpu"

    def _move_to_cpu(self) -> None:
        """Carry on, from the same numbers, on the CPU."""
        self._say_memory_is_full()
        self.stack = self.stack.take(list(range(len(self.config.members))), "cpu")
        self._live = self._live.take(list(range(len(self._live.index))), "cpu")
        self._place_data()
        torch.cuda.empty_cache()

    @property
    def batch(self) -> int:
        """Points in one step."""
        return min(self.config.batch_size or len(self._x), len(self._x))

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which every training point is used once; the last may have fewer points."""
        return -(-len(self._x) // self.batch)

    def advance(
        self, steps: int, want: Set[str] = frozenset({"probability"}), grid: int = 64
    ) -> Snapshot:
        """Train `steps` steps, then look: `want` names what beside losses and accuracies."""
        goal = self.step + steps
        try:
            self._advance_to(goal)
            return self._look(want, grid)
        except torch.OutOfMemoryError:
            if self.device == "cpu":
                raise
        self._move_to_cpu()
        return self.advance(goal - self.step, want, grid)

    def _advance_to(self, goal: int) -> None:
        while self.step < goal and self._live.index:
            steps = min(CHUNK, goal - self.step)
            before, start = (
                (self._live.stack.parameters.clone(), self._live.state.clone()),
                self.step,
            )
            try:
                finite = self._steps(steps)
            except torch.OutOfMemoryError:
                self._restore(before, start)
                raise
            if not finite.all():
                self._restore(before, start)
                self._steps_with_care(steps)
            self.stack.parameters[self._live.index] = self._live.stack.parameters
        self.step = goal

    def _restore(self, before: tuple[Tensor, Tensor], step: int) -> None:
        self._live.stack.parameters.copy_(before[0])
        self._live.state.copy_(before[1])
        self.step = step

    def _steps(self, steps: int) -> Tensor:
        """Take some steps; which live members (P,) were finite in all of them, as bool."""
        live, logits = self._live, []
        for _ in range(steps):
            x, target = self._next_batch()
            self.step += 1
            logits.append(live.stack.backward(x, target, self._loss, self.step))
            self._optimiser.update(
                live.stack.parameters,
                live.stack.gradient,
                live.state,
                live.learning_rate,
                self.step,
            )
        finite = torch.cat(logits, dim=1).isfinite().flatten(1).all(dim=1)
        return finite & live.stack.parameters.isfinite().all(dim=1)

    def _steps_with_care(self, steps: int) -> None:
        """Take the steps one by one, and freeze each member before the step that breaks it."""
        for _ in range(steps):
            if not self._live.index:
                return
            before = self._live.stack.parameters.clone()
            finite = self._steps(1).tolist()
            if all(finite):
                continue
            for place, member in enumerate(self._live.index):
                if not finite[place]:
                    self.stack.parameters[member] = before[place]
                    self.diverged_at[member] = self.step
            self._live = self._live.take([i for i, good in enumerate(finite) if good])

    def _next_batch(self) -> tuple[Tensor, Tensor]:
        """The points of the next step, the same for all members; each epoch is shuffled anew."""
        epoch, turn = divmod(self.step, self.steps_per_epoch)
        if self._epoch is None or self._epoch[0] != epoch:
            owner = generator(self.config.seed, epoch)
            order = torch.randperm(len(self._x), generator=owner).to(self.device)
            self._epoch = epoch, self._x[order], self._target[order]
        _, x, target = self._epoch
        span = slice(turn * self.batch, (turn + 1) * self.batch)
        return x[span], target[span]

    def _look(self, want: Set[str], grid: int) -> Snapshot:
        data, classes = self._data, self.config.classes
        train = judge(self.stack, data.x_train, data.y_train, self._loss, classes)
        test = judge(self.stack, data.x_test, data.y_test, self._loss, classes)
        seen = (
            decision_map(self.stack, grid, data.extent) if "probability" in want else (None, None)
        )
        return Snapshot(
            step=self.step,
            epoch=self.step / self.steps_per_epoch,
            train_loss=train[0],
            test_loss=test[0],
            train_accuracy=train[1],
            test_accuracy=test[1],
            diverged_at=tuple(self.diverged_at),
            probability=seen[0],
            winner=seen[1],
        )


def train(
    config: RunConfig, want: Set[str] = frozenset({"probability"}), grid: int = 64
) -> Iterator[Snapshot]:
    """Train from the first draw to `config.steps`, and yield evenly spaced snapshots."""
    trainer = Trainer(config)
    yield trainer.advance(0, want, grid)
    for k in range(1, SNAPSHOTS + 1):
        steps = config.steps * k // SNAPSHOTS - trainer.step
        if steps:
            yield trainer.advance(steps, want, grid)
