"""A run on the compiled path: its members take many steps in one call, on all cores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from explorer import activations
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.randomness import generator
from explorer.config import RunConfig
from explorer.engine.compiled import functions, kernel
from explorer.engine.compiled.cores import over_cores
from explorer.engine.compiled.plan import lay_out, members
from explorer.engine.compiled.tables import DRAWS, NONE, Batches, Learning, Rules
from explorer.engine.layout import settings
from explorer.engine.learners import Learners
from explorer.engine.stack import Stack

MOST_STEPS = 512  # in one call
MOST_DRAWN = 2**21  # numbers drawn for one call


@dataclass
class CompiledPath:
    """The tables of a run, and its points x (N, F) with target (N, K), both on the CPU."""

    config: RunConfig
    stack: Stack  # all members
    x: Tensor
    target: Tensor

    def __post_init__(self) -> None:
        """Make, or find, the code of all that the run is made of."""
        config, stack = self.config, self.stack
        loss, self._optimiser = LOSSES[config.objective], OPTIMISERS[config.optimizer]
        keys = {key for one in stack.members for key in one.keys(len(config.hidden))}
        self._addresses = {
            key: (functions.activation_code(key), functions.drawn_code(key)) for key in keys
        }
        self._members = members(config, stack, self._addresses)
        self._batch = min(config.batch_size or len(self.x), len(self.x))
        self._places = lay_out(stack, self._batch, self._optimiser.slots)
        self._rules = Rules(
            functions.loss_code(loss),
            functions.optimiser_code(self._optimiser),
            self._optimiser.slots,
            "p" in loss.slope,
        )
        self._points = (
            np.ascontiguousarray(self.x.numpy()).reshape(-1),
            np.ascontiguousarray(self.target.numpy()).reshape(-1),
        )

    @property
    def chunk(self) -> int:
        """How many steps are taken in one call."""
        drawn = len(self.stack.members) * self._batch * sum(self.config.hidden)
        return max(1, min(MOST_STEPS, MOST_DRAWN // drawn)) if self._is_random else MOST_STEPS

    @property
    def _is_random(self) -> bool:
        return bool((self._members.uses[..., DRAWS] != NONE).any())

    def train(self, learners: Learners, step: int, steps: int) -> Tensor:
        """Take some steps from `step` on; which learners (p,) met only finite numbers."""
        layers, scratch = self._places
        numbers = learners.stack.parameters.numpy()
        held = None if learners.held is None else learners.held.numpy()
        learning = self._learning(numbers, learners.index, learners.state.numpy(), held)
        batches = self._batches(learners, step, steps)

        def part(first: int, stop: int, room: np.ndarray) -> None:
            kernel.train(
                first,
                stop,
                room,
                layers,
                self._members,
                scratch,
                self._rules,
                batches,
                learning,
                steps,
            )

        work = steps * self._batch * learning.length
        over_cores(part, len(numbers), scratch.size, work)
        return torch.from_numpy(learning.done == steps) & learners.finite()

    def _learning(
        self,
        numbers: np.ndarray,
        who: Sequence[int],
        state: np.ndarray | None = None,
        held: np.ndarray | None = None,
    ) -> Learning:
        return Learning(
            np.array(who, dtype=np.int64),
            numbers.reshape(-1),
            np.empty(0, dtype=np.float32) if state is None else state.reshape(-1),
            np.empty(0, dtype=bool) if held is None else held.reshape(-1),
            numbers.shape[1],
            np.empty(len(numbers), dtype=np.int64),
        )

    def gradient(self, stack: Stack) -> Tensor:
        """The gradient (P, n) of each member's own loss on all points; nothing is moved."""
        numbers = stack.parameters.numpy()
        found = np.empty(numbers.size, dtype=np.float32)
        layers, scratch = lay_out(stack, len(self.x), 0)
        learning = self._learning(numbers, range(len(numbers)))
        batches = Batches(
            *self._points,
            order=np.arange(len(self.x)),
            points=len(self.x),
            batch=len(self.x),
            turn=0,
            factors=np.empty((1, 0), dtype=np.float32),
            draws=np.empty((1, 1), dtype=np.float32),
            draw_starts=np.zeros(1, dtype=np.int64),
        )

        def part(first: int, stop: int, room: np.ndarray) -> None:
            kernel.look(room, layers, self._members, scratch, self._rules, batches, learning, found)

        over_cores(part, 1, scratch.size, 0)
        return torch.from_numpy(found).view(stack.parameters.shape)

    def _batches(self, learners: Learners, step: int, steps: int) -> Batches:
        count, seed = len(self.x), self.config.seed
        each = -(-count // self._batch)
        epochs = range(step // each, (step + steps - 1) // each + 1)
        orders = [torch.randperm(count, generator=generator(seed, one)).numpy() for one in epochs]
        numbers = np.arange(step + 1, step + steps + 1, dtype=np.float64)
        factors = np.array(self._optimiser.factors(numbers), dtype=np.float32)
        draws, starts = self._draws(learners, step, steps)
        return Batches(
            *self._points,
            order=np.concatenate(orders),
            points=count,
            batch=self._batch,
            turn=step % each,
            factors=np.ascontiguousarray(factors.reshape(-1, steps).T),
            draws=draws,
            draw_starts=starts,
        )

    def _draws(self, learners: Learners, step: int, steps: int) -> tuple[np.ndarray, np.ndarray]:
        """What activations draw in training, as the stack draws it, (p, any)."""
        starts = np.zeros(steps, dtype=np.int64)
        if not self._is_random:
            return np.empty((1, 1), dtype=np.float32), starts
        count, each = len(self.x), -(-len(self.x) // self._batch)
        turns = (step + np.arange(steps)) % each
        points = np.minimum(self._batch, count - turns * self._batch)
        drawn = [
            [self._draws_of(member, step + k + 1, int(points[k])) for k in range(steps)]
            for member in learners.index
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
