"""A trainability map: one network for each pair of two settings' values, the coarse grid first.

Sohl-Dickstein, The boundary of neural network trainability is fractal, 2024.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from explorer.choices.sizes import plain_size
from explorer.config import Member, RunConfig
from explorer.sweeps.axes import PARAMETER, Axis
from explorer.sweeps.quantities import QUANTITIES, Quantity, of_parameter
from explorer.sweeps.sweep import Sweep

SIDES = (64, 128, 256, 512)  # pixels
COARSEST = 8  # pixels of a side, before finer ones
LOOKS = 32  # at each network: enough for its loss curve
NUMBERS = 20_000  # that the networks of a chunk have; small chunks, so that the map fills evenly
CHUNK, FIRST = 64, 16  # networks in a chunk at most, and of the coarsest grid
APART = 256  # cells of a function in turn, where few of them share a stack
START = RunConfig(
    dataset="circles",
    samples=50,  # 16 of them to train on
    validation_fraction=0.34,
    test_fraction=0.34,
    hidden=(16, 16),
    members=(Member("tanh"),),
    init="lecun",
    optimizer="sgd",
    batch_size=None,
    learning_rate=1.0,  # where it is on no axis
    steps=200,
)

Window = tuple[float, float, float, float]  # left, right, lower and upper edge


@dataclass(frozen=True)
class Map:
    """The networks of `side` × `side` pixels for each function, from the same first draw.

    `across` and `up` are keys of QUANTITIES, whose values lie at the pixels' centres; `window` None
    shows their whole range. `run` says the rest. Raises ValueError, with the value in the sentence,
    and TooDeep of `quantities`.

    A place is a network's number: (function · side + row) · side + column, the row at the bottom
    first.
    """

    run: RunConfig = START
    functions: tuple[str, ...] = ("tanh",)
    across: str = "rate"
    up: str = "scale"
    window: Window | None = None
    side: int = SIDES[0]

    def __post_init__(self) -> None:
        """Check both axes, the window and the side."""
        if self.side not in range(COARSEST, SIDES[-1] + 1) or self.side & (self.side - 1):
            raise ValueError(
                f"side is {self.side!r}; expected a power of 2 from {COARSEST} to {SIDES[-1]}"
            )
        across, up = self.quantities
        if across.field == up.field:
            same = across.label if across == up else f"{across.label} and {up.label}"
            what = "is on both axes" if across == up else "set the same weights"
            raise ValueError(f"{same} {what}; choose another quantity for one of them")
        for one, low, high in zip(self.quantities, self.ends[::2], self.ends[1::2], strict=True):
            one.check(low, high, self.side)

    @cached_property
    def quantities(self) -> tuple[Quantity, Quantity]:
        """What lies across, and what goes up; raises ValueError where a function has it not."""
        found = []
        for key in (self.across, self.up):
            if key not in QUANTITIES:
                raise ValueError(f"unknown axis {key!r}; expected one of {', '.join(QUANTITIES)}")
            one = QUANTITIES[key]
            found.append(of_parameter(self.functions) if one.field == PARAMETER else one)
        return found[0], found[1]

    @cached_property
    def ends(self) -> Window:
        """The window, or the whole range."""
        across, up = self.quantities
        return self.window or (*across.span, *up.span)

    @cached_property
    def values(self) -> tuple[np.ndarray, np.ndarray]:
        """What both quantities are at the pixels' centres, (side,) each."""
        across, up = self.quantities
        left, right, lower, upper = self.ends
        return across.values(left, right, self.side), up.values(lower, upper, self.side)

    @cached_property
    def precise(self) -> bool:
        """Whether it is computed in float64: float32 cannot tell two neighbours apart."""
        axes = zip(self.quantities, self.ends[::2], self.ends[1::2], strict=True)
        return not all(one.tells(low, high, self.side, np.float32) for one, low, high in axes)

    @cached_property
    def sweep(self) -> Sweep:
        """The networks: a function, a row and a column each."""
        across, up = self.quantities
        needs = {name: value for one in (across, up) for name, value in one.needs}
        first = replace(self.run.members[0], activation=self.functions[0], parameters=())
        return Sweep(
            replace(self.run, members=(first,), **needs),
            (
                Axis("activation", self.functions),
                *(
                    Axis(one.field, tuple(one.made(values).tolist()))
                    for one, values in zip((up, across), self.values[::-1], strict=True)
                ),
            ),
            looks=min(LOOKS, max(1, self.run.steps)),
            precise=self.precise,
        )

    @property
    def count(self) -> int:
        """How many networks there are."""
        return len(self.functions) * self.side**2

    def alone(self, place: int) -> RunConfig:
        """The run of the network at a place."""
        return self.sweep.alone(place)

    def at(self, place: int) -> tuple[float, float]:
        """What both quantities are at a place."""
        row, column = divmod(place % self.side**2, self.side)
        return float(self.values[0][column]), float(self.values[1][row])

    def chunks(self, known: np.ndarray) -> Iterator[tuple[int, ...]]:
        """The places not `known` (count,) bool in chunks, the coarsest grid first, in turns.

        Each function has its turn.
        """
        many = max(1, min(CHUNK, NUMBERS // plain_size(self.sweep.run.widths)))
        for number, level in enumerate(levels(self.side, by_column=self.sweep.axes[2].is_apart)):
            # Networks that differ in more than their numbers share a stack with few others.
            apart = any(axis.is_apart for axis in self.sweep.axes)
            size = min(many, FIRST) if number == 0 else many
            step = APART if apart else size
            each = [function * self.side**2 + level for function in range(len(self.functions))]
            missing = [cells[~known[cells]] for cells in each]
            for start in range(0, max(map(len, missing)), step):
                for cells in missing:
                    some = cells[start : start + step].tolist()
                    yield from self.sweep.chunks(some, size=step)

    def zoomed(self, window: Sequence[float]) -> "Map":
        """The map of this window, as far as its quantities reach; raises as the map does."""
        left, right, lower, upper = map(float, window)
        across, up = self.quantities
        return replace(self, window=(*across.within(left, right), *up.within(lower, upper)))


def levels(side: int, by_column: bool = False) -> list[np.ndarray]:
    """The cells row · side + column of a square, those of the coarsest grid first, each once.

    At each level they go row by row, or column by column.
    """
    row, column = np.divmod(np.arange(side * side), side)
    found, known = [], np.zeros(side * side, bool)
    step = max(1, side // COARSEST)
    while step:
        fresh = (row % step == 0) & (column % step == 0) & ~known
        cells = np.flatnonzero(fresh)
        found.append(cells[np.lexsort((row[cells], column[cells]))] if by_column else cells)
        known |= fresh
        step //= 2
    return found
