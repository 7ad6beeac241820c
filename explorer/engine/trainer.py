"""All networks of a run, whatever their shapes: a stack for each that differ, trained in step."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import numpy as np
import torch

from explorer.config import RunConfig, check_whole
from explorer.config.differences import in_points_alone
from explorer.engine import batches
from explorer.engine.data import Samples
from explorer.engine.learners import Unit
from explorer.engine.one_stack import StackTrainer
from explorer.engine.seen import NUMBERS, Judged, Show, Snapshot
from explorer.engine.stack import Stack
from explorer.engine.standing import Standing


@dataclass
class Trainer:
    """A run in progress: its members by number, each in the stack that its settings ask for.

    Networks of one shape that learn alike are one stack; all stacks see the same points, and where
    their batches are equally large the same batches, step for step. In another `dtype` than float32
    PyTorch trains them. Raises ValueError as `sample` does.
    """

    config: RunConfig
    dtype: torch.dtype = torch.float32
    parts: list[StackTrainer] = field(init=False)

    def __post_init__(self) -> None:
        """Draw the data and the weights."""
        stacks = self.config.stacks
        self.parts = [StackTrainer(config, self.dtype) for config, _ in stacks]
        self._places = [places for _, places in stacks]
        self._order = np.argsort(np.concatenate(self._places))  # of all parts' members, one by one

    def of(self, member: int) -> tuple[StackTrainer, int]:
        """Who trains a member, and its number there; raises ValueError where there is none."""
        check_whole("member", member, 0, len(self.config.members) - 1)
        part, places = next(one for one in self.placed if member in one[1])
        return part, places.index(member)

    @property
    def placed(self) -> Iterable[tuple[StackTrainer, tuple[int, ...]]]:
        """Each part, with the numbers of its members among all."""
        return zip(self.parts, self._places, strict=True)

    def _in_order(self, parts: Sequence[Sequence]) -> list:
        """What is known of each part's members, as a list of all members' in their order."""
        known = list(chain.from_iterable(parts))
        return [known[place] for place in self._order]

    @property
    def stack(self) -> Stack:
        """The stack of all members; raises ValueError where they are of several."""
        if len(self.parts) > 1:
            raise ValueError(f"the networks of this run stand in {len(self.parts)} stacks")
        return self.parts[0].stack

    @property
    def step(self) -> int:
        """Steps taken."""
        return self.parts[0].step

    @property
    def samples(self) -> Samples:
        """The points of the run."""
        return self.parts[0].samples

    @property
    def device(self) -> str:
        """Where the run is computed: "cpu" where a part had to go there."""
        return "cpu" if any(part.device == "cpu" for part in self.parts) else self.config.device

    @property
    def notice(self) -> str:
        """A sentence where the run is not computed where it was meant to be."""
        return " ".join(dict.fromkeys(part.notice for part in self.parts if part.notice))

    @property
    def arithmetic(self) -> str:
        """What trains the run: "compiled" code, or "torch" where a part is trained by PyTorch."""
        each = {part.arithmetic for part in self.parts}
        return "compiled" if each == {"compiled"} else "torch"

    @property
    def frozen(self) -> frozenset[Unit]:
        """The units, as (member, layer, unit), that are held as they are."""
        return frozenset(
            (places[member], layer, unit)
            for part, places in self.placed
            for member, layer, unit in part.frozen
        )

    @property
    def diverged_at(self) -> list[int | None]:
        """The step at which each member stopped being finite."""
        return self._in_order([part.diverged_at for part in self.parts])

    @property
    def best_step(self) -> list[int | None]:
        """The step of each member's weights, where it was stopped early."""
        return self._in_order([part.best_step for part in self.parts])

    @property
    def guessing(self) -> list[float]:
        """Each member's loss of answering all training points alike."""
        return self._in_order([part.guessing for part in self.parts])

    @property
    def rows(self) -> list[np.ndarray]:
        """A copy of each member's numbers, (n,) float32; n is that of its own shape."""
        return self._in_order([part.rows for part in self.parts])

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which every training point is used once, with the run's own batches."""
        return batches.steps_per_epoch(self.config, len(self.samples.x_train))

    def set_rate(self, rate: float) -> None:
        """Learn at this rate from the next step on; raises ValueError as `StackTrainer` does."""
        for part in self.parts:
            part.set_rate(rate)
        self.config = replace(self.config, learning_rate=rate)

    def set_data(self, config: RunConfig) -> None:
        """Learn from the points of this config from the next step on; nothing else changes.

        Weights, the optimiser's state and the step stay. Raises ValueError as `sample` does, and
        where more than the points would be others.
        """
        if not in_points_alone(self.config, config):
            raise ValueError(f"data set {config.dataset[:40]!r} needs another run")
        for part, (one, _) in zip(self.parts, config.stacks, strict=True):
            part.set_data(one)
        self.config = config

    def set_parameter(self, member: int, index: int, value: float) -> None:
        """Write one number of a member; raises ValueError as `StackTrainer` does."""
        part, number = self.of(member)
        part.set_parameter(number, index, value)

    def freeze(self, member: int, layer: int, unit: int, frozen: bool = True) -> None:
        """Hold a unit, or let it go again; raises ValueError as `StackTrainer` does."""
        part, number = self.of(member)
        part.freeze(number, layer, unit, frozen)

    @property
    def standing(self) -> list[Standing]:
        """A copy of where each part stands, for `restore`."""
        return [part.standing for part in self.parts]

    def restore(self, standing: Sequence[Standing]) -> None:
        """Stand where another run of this config stood: it goes on exactly as that one would."""
        for part, its in zip(self.parts, standing, strict=True):
            part.restore(its)

    def advance(
        self, steps: int, want: Set[str] = frozenset({"probability"}), grid: int = 64
    ) -> Snapshot:
        """Train `steps` steps, then look: `want` names what beside losses and accuracies."""
        return self._merged([part.advance(steps, want, grid) for part in self.parts])

    def train(self, steps: int) -> None:
        """Train `steps` steps and look at nothing: `advance(0)` looks later."""
        for part in self.parts:
            part.train(steps)

    def film(self, goals: Sequence[int], show: Show, singly: bool = False) -> None:
        """Train to each of these steps in turn and show what is seen; end where `show` says so.

        It is what an `advance` to each would be, but in one go where that is possible: then the
        run may be further than what is shown, unless `singly`.
        """
        if len(self.parts) == 1:
            self.parts[0].film(goals, show, singly)
            return
        for goal in goals:
            seen = self.advance(goal - self.step, NUMBERS)
            if show(seen, self.rows):
                return

    def _merged(self, parts: Sequence[Snapshot]) -> Snapshot:
        """What was seen of all parts, as of one."""
        first = parts[0]
        if len(parts) == 1:
            return first
        arrays: dict[str, Any] = {
            name: np.concatenate([getattr(part, name) for part in parts])[self._order]
            for name in (*Judged._fields, "probability", "winner")
            if getattr(first, name) is not None
        }
        return Snapshot(
            step=first.step,
            epoch=first.step / self.steps_per_epoch,
            diverged_at=tuple(self.diverged_at),
            best_step=tuple(self.best_step),
            **arrays,
        )
