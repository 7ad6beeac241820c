"""A sweep: every combination of some settings with some seeds, and how it is cut into chunks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, prod

import numpy as np

from explorer.choices.sizes import plain_size
from explorer.config import MAX_SEED, Member, RunConfig, check_range, check_whole
from explorer.limits import limits
from explorer.sweeps.axes import Axis, set_field

MOST_SEEDS = 256
MOST = 100_000_000  # networks
TARGET = 0.95  # share of the validation points right, from which on a network has learnt
LOOKS = 20  # at each network on its way
SEEDS = 8  # of one combination in a chunk: all of them have some before one has all
CHUNK = {"cpu": 256, "cuda": 16_384}  # networks; a card is fast with many


@dataclass(frozen=True)
class Sweep:
    """Networks that differ in the axes and in their seeds; all else is as in `run`.

    The first member of `run` is the network that the axes change; the seeds go up from its own.
    Every network sees the same points in the same batches, for `run.steps` steps. It has learnt
    where `target`, a share of the validation points, are right at one of the `looks` steps, evenly
    apart, at which it is looked at. A `precise` sweep computes in float64, by PyTorch.

    A cell is a combination of the axes' values, numbered with the last axis running fastest; a
    place is a network's number among all: cell · seeds + number of the seed. Raises ValueError,
    with the value in the sentence.
    """

    run: RunConfig
    axes: tuple[Axis, ...] = ()
    seeds: int = 1
    target: float = TARGET
    looks: int = LOOKS
    precise: bool = False

    def __post_init__(self) -> None:
        """Check all fields, and each value of each axis."""
        check_whole("number of seeds", self.seeds, 1, MOST_SEEDS)
        check_range("target", self.target, 0.0, 1.0)
        check_whole("number of looks", self.looks, 1, 1000)
        check_whole("last seed", self.run.members[0].seed + self.seeds - 1, 0, MAX_SEED)
        names = [axis.field for axis in self.axes]
        if len(set(names)) < len(names):
            raise ValueError(f"the axes are {', '.join(names)}; expected each of them once")
        if self.count > MOST:
            raise ValueError(f"a sweep of {self.count:,} networks; at most {MOST:,} are trained")
        for number, axis in enumerate(self.axes):
            stride = prod(self.shape[number + 1 :])
            for value in range(len(axis.values)):
                self.config([value * stride * self.seeds])

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many values each axis has."""
        return tuple(len(axis.values) for axis in self.axes)

    @cached_property
    def cells(self) -> int:
        """How many combinations of the axes' values there are."""
        return prod(self.shape)

    @property
    def count(self) -> int:
        """How many networks there are."""
        return self.cells * self.seeds

    @cached_property
    def looked_at(self) -> tuple[int, ...]:
        """The steps at which each network is looked at: the first, and `looks` more, evenly."""
        return tuple(sorted({ceil(self.run.steps * k / self.looks) for k in range(self.looks + 1)}))

    def values(self, cell: int) -> tuple:
        """The value that each axis has in a cell."""
        at = np.unravel_index(cell, self.shape) if self.axes else ()
        return tuple(axis.values[int(k)] for axis, k in zip(self.axes, at, strict=True))

    def member(self, place: int) -> Member:
        """The network at a place; raises ValueError where its settings do not go together."""
        cell, seed = divmod(place, self.seeds)
        made = self._of_cell(cell)
        return replace(made, seed=made.seed + seed) if seed else made

    def _of_cell(self, cell: int) -> Member:
        made = self.run.members[0]
        pairs = zip(self.axes, self.values(cell), strict=True)
        # The activation comes first: what it has of parameters is checked with it.
        for axis, value in sorted(pairs, key=lambda pair: pair[0].field != "activation"):
            if axis.field == "activation":
                made = replace(made, parameters=())
            made = set_field(self.run, made, axis.field, value)
        return made

    def config(self, places: Sequence[int]) -> RunConfig:
        """The run of the networks at these places."""
        return replace(self.run, members=tuple(self.member(int(place)) for place in places))

    def alone(self, place: int) -> RunConfig:
        """The run of the network at a place alone, with all that it has of its own as the run's."""
        member = self.member(place)
        run = self.run.alone(member)
        (only,) = run.members
        if only.learning_rate is None:
            return run
        only = replace(only, learning_rate=None)
        return replace(run, learning_rate=member.learning_rate, members=(only,))

    def chunks(
        self, cells: Sequence[int] | None = None, size: int | None = None
    ) -> Iterator[tuple[int, ...]]:
        """The places of these cells, or of all, in chunks that share a stack.

        A chunk has at most `size` networks, or as many as suit the device. All cells have their
        first seeds before one of them has its next.
        """
        order = np.arange(self.cells) if cells is None else np.asarray(cells)
        for first in range(0, self.seeds, SEEDS):
            seeds = np.arange(first, min(first + SEEDS, self.seeds))
            many = max(1, (size or CHUNK[self.run.device]) // len(seeds))
            for start in range(0, len(order), many):
                yield from self._together(order[start : start + many], seeds)

    def _together(self, cells: np.ndarray, seeds: np.ndarray) -> Iterator[tuple[int, ...]]:
        """The places of these cells with these seeds, in chunks for each stack that they need.

        Large networks need more of them: no stack is larger than this server allows.
        """
        apart = [number for number, axis in enumerate(self.axes) if axis.is_apart]
        stacks: dict[tuple, list[int]] = {}
        fit = max(1, limits().stack // self.largest)
        if apart:
            at = np.stack([np.unravel_index(cells, self.shape)[number] for number in apart], axis=1)
            for cell, key in zip(cells.tolist(), map(tuple, at.tolist()), strict=True):
                stacks.setdefault(key, []).append(cell)
        else:
            stacks[()] = cells.tolist()
        for some in stacks.values():
            places = [int(cell * self.seeds + seed) for cell in some for seed in seeds]
            yield from (tuple(places[k : k + fit]) for k in range(0, len(places), fit))

    @cached_property
    def largest(self) -> int:
        """How many weights and biases the largest network has."""
        shapes = [
            axis if axis.shapes else replace(axis, values=axis.values[:1]) for axis in self.axes
        ]
        some = replace(self, axes=tuple(shapes), seeds=1)
        runs = (self.run.alone(some.member(place)) for place in range(some.cells))
        return max(plain_size(run.widths) for run in runs)
