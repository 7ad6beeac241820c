"""The one training loop: a stack, its data and an optimiser, advanced step by step."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from explorer.choices.losses import together
from explorer.config import RunConfig
from explorer.engine.data import Samples, sample
from explorer.engine.early import Best
from explorer.engine.edits import check_number, check_unit
from explorer.engine.evaluation import decision_map
from explorer.engine.layout import learning_rates, losses
from explorer.engine.learners import Learners, Unit
from explorer.engine.seen import NUMBERS, Judged, Show, Snapshot
from explorer.engine.stack import Stack
from explorer.engine.standing import Standing
from explorer.engine.stepping import Stepping


@dataclass
class StackTrainer:
    """A run in progress whose networks train in one stack: no member has settings of its own.

    A member whose training loss or parameters stop being finite is frozen at its last finite
    state, and `diverged_at` says at which step; the others go on. One that is stopped early has the
    weights of the step that `best_step` says, which were its best. `frozen` are the units, as
    (member, layer, unit), that are held as they are. `device` is where the run is computed: the
    config's, or the CPU where there is no such card or its memory is full, and then `notice` says
    so. In another `dtype` than float32 PyTorch trains it. Raises ValueError as `sample` does.
    """

    config: RunConfig
    dtype: torch.dtype = torch.float32
    step: int = field(default=0, init=False)
    notice: str = field(default="", init=False)
    samples: Samples = field(init=False)
    stack: Stack = field(init=False)  # all members, also those that diverged
    diverged_at: list[int | None] = field(init=False)
    best_step: list[int | None] = field(init=False)
    frozen: frozenset[Unit] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        """Draw the data and the weights."""
        self.samples, self.device = sample(self.config), self.config.device
        self.diverged_at = [None] * len(self.config.members)
        self.best_step = self.diverged_at.copy()
        if self.device == "cuda" and not torch.cuda.is_available():
            self.device, self.notice = "cpu", "There is no CUDA device here: the CPU takes over."
        self._loss = together(losses(self.config))
        try:
            self._start()
        except torch.OutOfMemoryError:
            self._say_memory_is_full()
            self._start()

    def _start(self) -> None:
        self.stack = Stack(self.config, self.device, self.dtype)
        self._learners = Learners.of(self.config, self.stack)
        self._learning = torch.ones(len(self.config.members), dtype=torch.bool)
        self._place_data()
        self._stop(self._learning & ~self._is_sound(), self.step)
        self._best = None
        if self.config.patience is not None:
            self._best = Best(self.config.patience, self.steps_per_epoch, self.stack.parameters)
            self._best.look(0, self._judge(), self.stack.parameters, self._learning)

    @property
    def rows(self) -> list[np.ndarray]:
        """A copy of each member's numbers, (n,) float32."""
        return list(self.stack.parameters.cpu().numpy().copy())

    @property
    def arithmetic(self) -> str:
        """What trains the run from its first step to its last: "compiled" code, or "torch"."""
        return "compiled" if self._stepping.path else "torch"

    def _place_data(self) -> None:
        data = self.samples.to(self.device, self.dtype)
        self._stepping = Stepping.of(self.config, self.stack, data, self._loss, not self.step)
        self._learning = self._learning.to(self.device)
        self._note()

    def _note(self) -> None:
        """Note where the run stands: there it goes back to where steps fail."""
        self._checkpoint, self._judged = (self._learners.saved(), self.step), None

    def _say_memory_is_full(self) -> None:
        self.notice = f"The memory of the {self.device} device is full: the CPU takes over."
        self.device = "cpu"

    def _move_to_cpu(self) -> None:
        """Carry on, from the last checkpoint, on the CPU."""
        self._say_memory_is_full()
        saved, self.step = self._checkpoint
        self._learners.restore(saved, self._learning)
        self._learners = self._learners.to("cpu")
        self.stack = self._learners.stack
        self._place_data()
        torch.cuda.empty_cache()

    @cached_property
    def guessing(self) -> list[float]:
        """Each member's loss of answering all training points alike."""
        return self._stepping.guessing()

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which every training point is used once."""
        return self._stepping.steps_per_epoch

    def set_rate(self, rate: float) -> None:
        """Have all without a rate of their own learn at this one; raises ValueError as a config."""
        self.config = replace(self.config, learning_rate=rate)
        self._learners.learning_rate.copy_(torch.tensor(learning_rates(self.config))[:, None])
        self._note()

    def set_data(self, config: RunConfig) -> None:
        """Learn from this config's points from here on; raises ValueError as `sample` does."""
        self.samples, self.config = sample(config), config
        self._stepping = self._stepping.on(config, self.samples.to(self.device, self.dtype))
        vars(self).pop("guessing", None)
        if self._best:
            self._best.forget(self.step, self.stack.parameters)
        self._note()
        self._stop(self._learning & ~self._is_sound(), self.step)

    def set_parameter(self, member: int, index: int, value: float) -> None:
        """Write one number of a member's row of `stack.parameters`; the optimiser's state stays.

        Raises ValueError, with the value in the sentence, where a number is out of range and where
        the member has diverged.
        """
        check_number(self.stack, member, index, value, self.diverged_at)
        self.stack.parameters[member, index] = value
        self._note()
        self._stop(self._learning & ~self._is_sound(), self.step)

    def freeze(self, member: int, layer: int, unit: int, frozen: bool = True) -> None:
        """Hold, or let go again, the weights and the bias into one unit, hidden or output.

        Its norm's γ and β are held with them; what its layer's activation learns, when all units of
        the layer are. Raises ValueError, with the value in the sentence, where there is no such
        unit.
        """
        check_unit(self.stack, (member, layer, unit))
        one = {(member, layer, unit)}
        self.frozen = self.frozen | one if frozen else self.frozen - one
        self._learners.hold(self.frozen)
        self._note()

    @property
    def standing(self) -> Standing:
        """A copy of where it stands, for `restore`."""
        ended, best = (tuple(self.diverged_at), tuple(self.best_step)), self._best
        saved = self._learners.saved()
        return Standing(self.step, *saved, *ended, self.frozen, best and best.saved())

    def restore(self, standing: Standing) -> None:
        """Stand where another run of this config stood: it goes on exactly as that one would."""
        self.step, self.frozen = standing.step, standing.frozen
        self.diverged_at, self.best_step = list(standing.diverged_at), list(standing.best_step)
        self._learning = standing.learning.to(self.device)
        self._learners.resume(standing.saved, self.frozen)
        if self._best and standing.best:
            self._best.restore(standing.best)
        self._note()
        self._stop(self._learning & ~self._is_sound(), self.step)

    def advance(
        self, steps: int, want: Set[str] = frozenset({"probability"}), grid: int = 64
    ) -> Snapshot:
        """Train `steps` steps, then look: `want` names what beside losses and accuracies."""
        goal = self.step + steps
        self.train(steps)
        try:
            return self._look(want, grid)
        except torch.OutOfMemoryError:
            if self.device == "cpu":
                raise
        self._move_to_cpu()
        return self.advance(goal - self.step, want, grid)

    def train(self, steps: int) -> None:
        """Train `steps` steps and look at nothing: `advance(0)` looks later."""
        goal = self.step + steps
        while self.step < goal:
            try:
                self._advance_to(goal)
            except torch.OutOfMemoryError:
                if self.device == "cpu":
                    raise
                self._move_to_cpu()

    def film(self, goals: Sequence[int], show: Show, singly: bool = False) -> None:
        """Train to each of these steps in turn and show what is seen; end where `show` says so.

        It is what an `advance` to each would be, but in one go where that is possible: then the
        run may be further than what is shown, unless `singly`.
        """
        seen = [] if singly else self._in_one_go(goals)
        for snapshot, numbers in seen:
            if show(snapshot, list(numbers)):
                self._return_to(snapshot.step)
                return
        for goal in [] if seen else goals:
            if show(self.advance(goal - self.step, NUMBERS), self.rows):
                return

    def _in_one_go(self, goals: Sequence[int]) -> list[tuple[Snapshot, np.ndarray]]:
        """The film of the compiled path; nothing, with the run as it was, where somebody breaks."""
        is_possible = self._stepping.path and not self._best  # who stops early is not known before
        if not (is_possible and self._learning.any()) or goals[0] <= self.step:
            return []
        known = self._judge()
        self._note()
        seen = self._stepping.film(self._learners, self._learning, self.step, goals, known)
        if not seen:
            self._learners.restore(self._checkpoint[0], self._learning)
            return []
        self.step, self._judged = seen[-1].step, seen[-1].judged
        return [(self._snapshot(one.step, one.judged), one.parameters) for one in seen]

    def _return_to(self, step: int) -> None:
        """Go back to a step of the last chunk: training is the same each time."""
        if step < self.step:
            saved, since = self._checkpoint
            self._learners.restore(saved, self._learning)
            self.step, self._judged = since, None
            self._advance_to(step)

    def _advance_to(self, goal: int) -> None:
        while self._best and self._best.next_look(self.step) <= goal and self._learning.any():
            self._train_to(self._best.next_look(self.step))
            self._stop_early(self._best)
        self._train_to(goal)

    def _stop_early(self, best: Best) -> None:
        """Let those that have had their time stay as they were at their best."""
        who = best.look(self.step, self._judge(), self.stack.parameters, self._learning)
        if who.any():
            best.give(self.stack.parameters, who)
            for member in who.nonzero().flatten().tolist():
                self.best_step[member], self._learning[member] = int(best.step[member]), False
            self._note()

    def _train_to(self, goal: int) -> None:
        while self.step < goal and self._learning.any():
            steps = min(self._stepping.chunk, goal - self.step)
            self._note()
            sound = self._stepping.take(self._learners, self._learning, self.step, steps)
            self.step += steps
            if self.step == goal:  # the last step may break somebody where no batch shows it
                sound &= self._is_sound()
            self._repeat(self._learning & ~sound)
        self.step = goal

    def _is_sound(self) -> Tensor:
        """Which members (P,) have a finite training loss and finite parameters."""
        return self._stepping.is_sound(self._learners, self._judge())

    def _judge(self) -> Judged:
        """How well each member does, found out once a state."""
        if self._judged is None:
            self._judged = self._stepping.judge(self.stack)
        return self._judged

    def _repeat(self, who: Tensor) -> None:
        """Take the last chunk of steps again, with care, with those (P,) that were not sound."""
        if not who.any():
            return
        saved, since = self._checkpoint
        self._learners.restore(saved, who)
        for one in self._stepping.take_with_care(self._learners, who, since, self.step - since):
            self._stop(one.member, one.step)
        self._judged = None

    def _stop(self, who: Tensor | int, step: int) -> None:
        """Let them stay for good as they are: at this step they stopped being finite."""
        everyone = torch.arange(len(self.diverged_at), device=self._learning.device)
        for member in everyone[who].flatten().tolist():
            self.diverged_at[member], self._learning[member] = step, False

    def _look(self, want: Set[str], grid: int) -> Snapshot:
        if "probability" not in want:
            return self._snapshot(self.step, self._judge())
        square = grid, self.samples, self._loss, self.config.problem == "labels"
        return self._snapshot(self.step, self._judge(), *decision_map(self.stack, *square))

    def _snapshot(self, step: int, judged: Judged, *maps: np.ndarray | None) -> Snapshot:
        ended = tuple(self.diverged_at), tuple(self.best_step)
        return Snapshot(step, step / self.steps_per_epoch, *judged, *ended, *maps)

    def gradient(self) -> Tensor:
        """The gradient (P, n) of each member's own loss on all training points; the run stays."""
        return self._stepping.gradient(self.stack)
