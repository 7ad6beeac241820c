"""A run on the compiled path: its members take many steps in one call, on all cores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from explorer import activations
from explorer.choices.losses import LOSSES
from explorer.choices.outputs import OUTPUTS
from explorer.choices.randomness import generator
from explorer.config import RunConfig
from explorer.engine import batches
from explorer.engine.compiled import functions, kernel
from explorer.engine.compiled.cores import over_cores
from explorer.engine.compiled.plan import lay_out, members
from explorer.engine.compiled.tables import (
    DRAWS,
    JUDGINGS,
    NONE,
    NUMBERS,
    Batches,
    Learning,
    Looks,
    Rules,
)
from explorer.engine.dropout import WHOLE
from explorer.engine.evaluation import Points
from explorer.engine.layout import losses, settings
from explorer.engine.learners import Learners
from explorer.engine.seen import Judged
from explorer.engine.stack import Stack
from explorer.engine.update import Update

MOST_STEPS = 512  # in one call
MOST_DRAWN = 2**21  # numbers drawn for one call


class Taken(NamedTuple):
    """What came of some steps: who met only finite numbers, and what was seen on the way."""

    sound: Tensor  # (P,) bool; who took no step is sound
    parameters: np.ndarray  # (F, p, n) float32, of those that trained
    judged: list[Judged]  # of those that trained, (p,), at each look


@dataclass
class CompiledPath:
    """The tables of a run, and its points: to train on, and to be judged on besides."""

    config: RunConfig
    stack: Stack
    points: Sequence[Points]  # of each share, those to train on first

    def __post_init__(self) -> None:
        """Make, or find, the code of all that the run is made of."""
        config, stack = self.config, self.stack
        loss, self._update = LOSSES[config.objective], Update(config)
        judging = JUDGINGS[OUTPUTS[config.problem].judging]
        slots = self._update.optimiser.slots
        keys = {key for one in stack.members for key in one.keys(len(config.hidden))}
        self._addresses = {
            key: (functions.activation_code(key), functions.drawn_code(key)) for key in keys
        }
        self._members = members(stack, self._addresses, losses(config))
        self._count = len(self.points[0].x)
        self._batch = batches.size(config, self._count)
        self._places = lay_out(stack, self._batch, slots)
        self._rules = Rules(
            judging,
            np.float32(1 / (stack.widths[-1] if loss.single else 1)),
            functions.update_code(self._update),
            slots,
            np.float32(np.inf if config.clip is None else config.clip),
            np.uint32(config.dropout * WHOLE),
            np.float32(1 / (1 - config.dropout)),
        )
        sets = self.points
        self._trained = _flat(sets[0].x), _flat(sets[0].target)
        x, target, y = (_flat(torch.cat(parts)) for parts in zip(*sets, strict=True))
        borders = np.cumsum([0, *(len(one.x) for one in sets)])
        labels = y if y.dtype == np.int64 else np.empty(0, dtype=np.int64)
        self._judged = x, target, labels, np.arange(borders[-1]), borders
        self._spread = _spread(sets) if judging == NUMBERS else None

    @property
    def chunk(self) -> int:
        """How many steps are taken in one call."""
        drawn = len(self.stack.members) * self._batch * sum(self.config.hidden)
        return max(1, min(MOST_STEPS, MOST_DRAWN // drawn)) if self._is_random else MOST_STEPS

    @property
    def _is_random(self) -> bool:
        return bool((self._members.uses[..., DRAWS] != NONE).any())

    def take(
        self, learners: Learners, who: Tensor, step: int, steps: int, after: Sequence[int] = ()
    ) -> Taken:
        """Let those of `who` (P,) take steps from `step` on, and look `after` so many of them."""
        learning = self._learning(learners.stack, who, learners)
        batches, looks = self._batches(learning.who, step, steps), self._looks(learning, after)
        fixed = self._members, self._places[1], self._rules, batches, learning, looks, steps

        def part(first: int, stop: int, room: np.ndarray) -> None:
            kernel.train(first, stop, room, self._places[0], *fixed)

        work = steps * self._batch * learning.length
        over_cores(part, len(learning.who), self._places[1].size, work)
        sound = learners.finite()
        sound[learning.who] &= torch.from_numpy(learning.done == steps)
        sound |= ~who
        shape = len(after), len(learning.who), learning.length
        return Taken(sound, looks.parameters.reshape(shape), self._judgements(looks, shape[:2]))

    def judge(self, stack: Stack) -> Judged:
        """The losses and accuracies of all members as they stand."""
        everyone = torch.ones(len(stack.members), dtype=torch.bool)
        learning = self._learning(stack, everyone)
        looks = self._looks(learning, [0])
        batches = self._whole(self._batch)
        fixed = self._members, self._places[1], self._rules, batches, learning, looks

        def part(first: int, stop: int, room: np.ndarray) -> None:
            kernel.judge(first, stop, room, self._places[0], *fixed)

        work = len(self._judged[0]) * learning.length
        over_cores(part, len(learning.who), self._places[1].size, work)
        return self._judgements(looks, (1, len(learning.who)))[0]

    def _judgements(self, looks: Looks, shape: tuple[int, int]) -> list[Judged]:
        """What was seen at each look of each of p members; `shape` is (F, p)."""
        sizes = np.diff(looks.borders)
        share = looks.right.reshape(*shape, len(sizes)) / sizes
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):  # as on float32
            losses = looks.losses.reshape(share.shape).astype(np.float32)
            scores = share if self._spread is None else 1 - share / self._spread
            found = np.concatenate([losses, scores.astype(np.float32)], axis=2)
        return [Judged(*look.T) for look in found]

    def _learning(self, stack: Stack, who: Tensor, learners: Learners | None = None) -> Learning:
        numbers = stack.parameters.numpy()
        index = who.numpy().nonzero()[0]
        held = learners.held if learners else None
        empty = np.empty(0, dtype=np.float32)
        pulls = learners is not None and "u" in self._update.names[0]
        return Learning(
            index,
            numbers.reshape(-1),
            learners.state.numpy().reshape(-1) if learners else empty,
            np.empty(0, dtype=bool) if held is None else held.numpy().reshape(-1),
            learners.penalised.numpy() if learners and pulls else empty,
            learners.learning_rate.numpy().reshape(-1) if learners else empty,
            numbers.shape[1],
            np.empty(len(index), dtype=np.int64),
        )

    def _looks(self, learning: Learning, after: Sequence[int]) -> Looks:
        seen = len(after) * len(learning.who)
        x, target, labels, order, borders = self._judged
        return Looks(
            np.array(after, dtype=np.int64),
            x,
            target,
            labels,
            order,
            borders,
            np.empty(seen * learning.length, dtype=np.float32),
            np.full(seen * (len(borders) - 1), np.nan),  # who breaks before a look stays so
            np.zeros(seen * (len(borders) - 1)),
        )

    def gradient(self, stack: Stack) -> Tensor:
        """The gradient (P, n) of each member's own loss on the training points; nothing moves."""
        everyone = torch.ones(len(stack.members), dtype=torch.bool)
        learning, batches = self._learning(stack, everyone), self._whole(self._count)
        found = np.empty(learning.parameters.size, dtype=np.float32)
        layers, scratch = lay_out(stack, self._count, 0)
        fixed = self._members, scratch, self._rules, batches, learning, found

        def part(first: int, stop: int, room: np.ndarray) -> None:
            kernel.look(room, layers, *fixed)

        over_cores(part, 1, scratch.size, 0)
        return torch.from_numpy(found).view(stack.parameters.shape)

    def _whole(self, batch: int) -> Batches:
        """All training points in their own order, without anything drawn."""
        return Batches(
            *self._trained,
            order=np.arange(self._count),
            points=self._count,
            batch=batch,
            turn=0,
            number=1,
            factors=np.empty(1, dtype=np.float32),
            numbers=np.empty((1, 0), dtype=np.float32),
            draws=np.empty((1, 1), dtype=np.float32),
            draw_starts=np.zeros(1, dtype=np.int64),
        )

    def _batches(self, who: np.ndarray, step: int, steps: int) -> Batches:
        count, seed = self._count, self.config.seed
        each = -(-count // self._batch)
        epochs = range(step // each, (step + steps - 1) // each + 1)
        orders = [batches.order(seed, one, count).numpy() for one in epochs]
        numbers = np.arange(step + 1, step + steps + 1)
        draws, starts = self._draws(who, step, steps)
        return Batches(
            *self._trained,
            order=np.concatenate(orders),
            points=count,
            batch=self._batch,
            turn=step % each,
            number=step + 1,
            factors=self._update.factors(numbers),
            numbers=self._update.numbers(numbers),
            draws=draws,
            draw_starts=starts,
        )

    def _draws(self, who: np.ndarray, step: int, steps: int) -> tuple[np.ndarray, np.ndarray]:
        """What activations draw in training, as the stack draws it, (p, any)."""
        starts = np.zeros(steps, dtype=np.int64)
        if not self._is_random:
            return np.empty((1, 1), dtype=np.float32), starts
        count, each = self._count, -(-self._count // self._batch)
        turns = (step + np.arange(steps)) % each
        points = np.minimum(self._batch, count - turns * self._batch)
        drawn = [
            [self._draws_of(member, step + k + 1, int(points[k])) for k in range(steps)]
            for member in who
        ]
        longest = np.array([max(len(row[k]) for row in drawn) for k in range(steps)])
        starts[1:] = np.cumsum(longest)[:-1]
        draws = np.zeros((len(drawn), longest.sum()), dtype=np.float32)
        for place, row in enumerate(drawn):
            for start, numbers in zip(starts, row, strict=True):
                draws[place, start : start + len(numbers)] = numbers
        return draws, starts

    def _draws_of(self, member: int, step: int, points: int) -> np.ndarray:
        one, found = self.stack.members[member], [np.empty(0, dtype=np.float32)]
        owner = None
        for layer, key in enumerate(one.keys(len(self.config.hidden))):
            activation = activations.get(key)
            if activation.training_parameters is None:
                continue
            owner = owner or generator(one.seed, step)
            z = torch.empty(1, points, self.config.hidden[layer])
            chosen = activation.training_parameters(z, [owner], **settings(one, key))
            for value in (settings(one, key) | chosen).values():
                found.append(torch.as_tensor(value).expand(z.shape).numpy().reshape(-1))
        return np.concatenate(found)


def _flat(numbers: Tensor) -> np.ndarray:
    """The numbers in one row."""
    return np.ascontiguousarray(numbers.numpy()).reshape(-1)


def _spread(sets: Sequence[Points]) -> np.ndarray:
    """The variance of each set's numbers, which R² measures errors by."""
    return np.array([one.y.double().var(correction=0).item() for one in sets])
