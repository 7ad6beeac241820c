"""The one training loop: a stack, its data and an optimiser, advanced step by step."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from explorer.choices.losses import LOSSES
from explorer.config import RunConfig, check_range, check_whole
from explorer.engine.data import Samples, sample
from explorer.engine.evaluation import decision_map, judge
from explorer.engine.learners import Learners, Unit
from explorer.engine.paths import path_for
from explorer.engine.stack import Stack
from explorer.engine.stepping import Stepping

SNAPSHOTS = 60  # of one `train`
LARGEST = 1e9  # number that a parameter may be set to


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
class Trainer:
    """A run in progress.

    A member whose training loss or parameters stop being finite is frozen at its last finite
    state, and `diverged_at` says at which step; the others go on. `frozen` are the units, as
    (member, layer, unit), that are held as they are. `device` is where the run is
    computed: the config's, or the CPU where there is no such card or its memory is full, and then
    `notice` is a sentence that says so. Raises ValueError as `sample` does.
    """

    config: RunConfig
    step: int = field(default=0, init=False)
    notice: str = field(default="", init=False)
    samples: Samples = field(init=False)
    stack: Stack = field(init=False)  # all members, also those that diverged
    diverged_at: list[int | None] = field(init=False)
    frozen: frozenset[Unit] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        """Draw the data and the weights."""
        self.samples = sample(self.config)
        self.diverged_at = [None] * len(self.config.members)
        self.device = self.config.device
        if self.device == "cuda" and not torch.cuda.is_available():
            self.device, self.notice = "cpu", "There is no CUDA device here: the CPU takes over."
        self._loss = LOSSES[self.config.objective]
        try:
            self._start()
        except torch.OutOfMemoryError:
            self._say_memory_is_full()
            self._start()

    def _start(self) -> None:
        self.stack = Stack(self.config, self.device)
        self._learners = Learners.of(self.config, self.stack)
        self._place_data()

    @property
    def arithmetic(self) -> str:
        """What trains the run from its first step to its last: "compiled" code, or "torch"."""
        return "compiled" if self._stepping.path else "torch"

    def _place_data(self) -> None:
        self._data = self.samples.to(self.device)
        x, y = self._data.x_train, self._data.y_train
        target = self._loss.target(y, self.config.classes)
        is_possible = self.device == "cpu" and not self.step
        path = path_for(self.config, self.stack, x, target) if is_possible else None
        self._stepping = Stepping(self.config, self._loss, x, target, path)
        self._checkpoint = self._learners.saved(), self.step

    def _say_memory_is_full(self) -> None:
        self.notice = f"The memory of the {self.device} device is full: the CPU takes over."
        self.device = "cpu"

    def _move_to_cpu(self) -> None:
        """Carry on, from the last checkpoint, on the CPU."""
        self._say_memory_is_full()
        self._return()
        self.stack = self.stack.take(list(range(len(self.config.members))), "cpu")
        self._learners = self._learners.take(list(range(len(self._learners.index))), "cpu")
        self._place_data()
        torch.cuda.empty_cache()

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which every training point is used once."""
        return self._stepping.steps_per_epoch

    def set_parameter(self, member: int, index: int, value: float) -> None:
        """Write one number of a member's row of `stack.parameters`; the optimiser's state stays.

        Raises ValueError, with the value in the sentence, where a number is out of range and where
        the member has diverged.
        """
        check_whole("member", member, 0, len(self.config.members) - 1)
        check_whole("parameter's index", index, 0, self.stack.parameters.shape[1] - 1)
        check_range("parameter", value, -LARGEST, LARGEST)
        if value < 0 and self._is_variance(index):
            raise ValueError(f"running variance is {value!r}; expected a number of at least 0")
        if self.diverged_at[member] is not None:
            raise ValueError(
                f"member {member} diverged at step {self.diverged_at[member]:,}: "
                "its numbers can no longer be changed"
            )
        self.stack.parameters[member, index] = value
        self._learners.stack.parameters[self._learners.index.index(member), index] = value
        self._checkpoint = self._learners.saved(), self.step

    def _is_variance(self, index: int) -> bool:
        places = torch.arange(self.stack.parameters.shape[1])[None]
        norms = self.stack.views(places).norms
        return any((norm["variance"] == index).any() for norm in norms if "variance" in norm)

    def freeze(self, member: int, layer: int, unit: int, frozen: bool = True) -> None:
        """Hold, or let go again, the weights and the bias into one unit, hidden or output.

        Its norm's γ and β are held with them; what its layer's activation learns, when all units of
        the layer are. Raises ValueError, with the value in the sentence, where there is no such
        unit.
        """
        check_whole("member", member, 0, len(self.config.members) - 1)
        check_whole("layer", layer, 0, len(self.stack.weights) - 1)
        check_whole("unit", unit, 0, self.stack.widths[layer + 1] - 1)
        one = {(member, layer, unit)}
        self.frozen = self.frozen | one if frozen else self.frozen - one
        self._learners.hold(self.frozen)
        self._checkpoint = self._learners.saved(), self.step

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

    def train(self, steps: int) -> None:
        """Train `steps` steps and look at nothing: `advance(0)` looks later."""
        goal = self.step + steps
        try:
            self._advance_to(goal)
        except torch.OutOfMemoryError:
            if self.device == "cpu":
                raise
            self._move_to_cpu()
            self._advance_to(goal)

    def _advance_to(self, goal: int) -> None:
        while self.step < goal and self._learners.index:
            steps = min(self._stepping.chunk, goal - self.step)
            self._checkpoint = self._learners.saved(), self.step
            sound = self._stepping.take(self._learners, self.step, steps)
            self.step += steps
            if not sound.all():
                self._repeat(sound.tolist())
            self.stack.parameters[self._learners.index] = self._learners.stack.parameters
        self.step = goal

    def _return(self) -> None:
        """Go back to where the last chunk of steps began."""
        saved, self.step = self._checkpoint
        self._learners.restore(saved)

    def _repeat(self, sound: list[bool]) -> None:
        """Take the last chunk again, with care, with those learners that were not sound."""
        saved, since = self._checkpoint
        places = [place for place, good in enumerate(sound) if not good]
        part = self._learners.take(places)
        part.restore((saved[0][places], saved[1][:, places]))
        part, broken = self._stepping.take_with_care(part, since, self.step - since)
        for place, member in enumerate(part.index):
            self._learners.put(self._learners.index.index(member), part, place)
        for one in broken:
            self.stack.parameters[one.member] = one.parameters
            self.diverged_at[one.member] = one.step
        index = self._learners.index
        self._learners = self._learners.take(
            [place for place, member in enumerate(index) if self.diverged_at[member] is None]
        )

    def _look(self, want: Set[str], grid: int) -> Snapshot:
        data = self._data
        train = self._judge(data.x_train, data.y_train)
        sound = np.isfinite(train[0][self._learners.index])
        if not sound.all():  # the last step itself broke somebody
            self._repeat(sound.tolist())
            self.stack.parameters[self._learners.index] = self._learners.stack.parameters
            self._checkpoint = self._learners.saved(), self.step
            train = self._judge(data.x_train, data.y_train)
        test = self._judge(data.x_test, data.y_test)
        shown = "probability" in want
        maps = decision_map(self.stack, grid, data.extent) if shown else (None, None)
        return Snapshot(
            step=self.step,
            epoch=self.step / self.steps_per_epoch,
            train_loss=train[0],
            test_loss=test[0],
            train_accuracy=train[1],
            test_accuracy=test[1],
            diverged_at=tuple(self.diverged_at),
            probability=maps[0],
            winner=maps[1],
        )

    def gradient(self) -> Tensor:
        """The gradient (P, n) of each member's own loss on the whole training set, at this moment.

        It has the layout of the stack's parameters; the run itself is left as it is.
        """
        steps = self._stepping
        if steps.path and (found := steps.path.gradient(self.stack)).isfinite().all():
            return found
        stack = self.stack.take(list(range(len(self.config.members))))
        stack.backward(steps.x, steps.target, self._loss)
        return stack.gradient

    def _judge(self, x: Tensor, y: Tensor) -> tuple[np.ndarray, np.ndarray]:
        return judge(self.stack, x, y, self._loss, self.config.classes)


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
