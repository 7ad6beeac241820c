"""`python -m benchmarks.success`: how often networks learn XOR here, and in a plain PyTorch loop.

The loop draws its own weights, as `nn.Linear` does, and its own batches; only the points are the
same. Both look at the validation points at the same steps. Wilson's intervals at 95 % must overlap.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from explorer.config import RunConfig
from explorer.engine import sample
from explorer.sweeps import Axis, Sweep, results
from explorer.sweeps.intervals import wilson
from explorer.sweeps.playing import NEVER

SEEDS = 256
KINDS = {"relu": nn.ReLU, "tanh": nn.Tanh}
XOR = Sweep(
    RunConfig(dataset="xor", hidden=(2,), learning_rate=0.03, steps=300),
    (Axis("width", (2, 8)), Axis("activation", tuple(KINDS))),
    SEEDS,
)


class Rate(NamedTuple):
    """How many of some networks have learnt."""

    learnt: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's at 95 %."""
        low, high = wilson(np.array(self.learnt), np.array(self.of))
        return float(low), float(high)

    def overlaps(self, other: "Rate") -> bool:
        """Whether both intervals have a number in common."""
        (low, high), (its_low, its_high) = self.interval, other.interval
        return low <= its_high and its_low <= high

    def __str__(self) -> str:
        """In per cent, with the interval."""
        low, high = self.interval
        return f"{100 * self.learnt / self.of:.0f} % ({100 * low:.0f}–{100 * high:.0f} %)"


def ours(sweep: Sweep) -> list[Rate]:
    """The rate of each cell."""
    learnt = [0] * sweep.cells
    for found in results(sweep, sweep.chunks()):
        for place, step in zip(found.places, found.reached(sweep), strict=True):
            learnt[place // sweep.seeds] += int(step != NEVER)
    return [Rate(one, sweep.seeds) for one in learnt]


def plain(sweep: Sweep, cell: int, seeds: int) -> Rate:
    """The rate of one cell, trained one by one by a plain loop."""
    width, activation = sweep.values(cell)
    with torch.random.fork_rng():
        torch.manual_seed(cell)
        return Rate(sum(learns(sweep, width, KINDS[activation]()) for _ in range(seeds)), seeds)


def learns(sweep: Sweep, width: int, activation: nn.Module) -> bool:
    """Whether a network reaches the target at a step that is looked at."""
    run, data = sweep.run, sample(sweep.run)
    network = nn.Sequential(nn.Linear(2, width), activation, nn.Linear(width, 1))
    optimiser = torch.optim.Adam(network.parameters(), lr=run.learning_rate)
    criterion, batches = nn.BCEWithLogitsLoss(), iter(())
    for step in range(run.steps + 1):
        if step in sweep.looked_at:
            with torch.no_grad():
                right = (network(data.x_validation)[:, 0] > 0) == (data.y_validation > 0)
            if right.float().mean() >= sweep.target:
                return True
        if (chosen := next(batches, None)) is None:
            batches = shuffled(len(data.x_train), run.batch_size or len(data.x_train))
            chosen = next(batches)
        optimiser.zero_grad()
        criterion(network(data.x_train[chosen])[:, 0], data.y_train[chosen].float()).backward()
        optimiser.step()
    return False


def shuffled(points: int, size: int) -> Iterator[torch.Tensor]:
    """The batches of an epoch."""
    return iter(torch.randperm(points).split(size))


def main() -> None:
    """Print both rates of each cell."""
    torch.set_num_threads(1)
    print(f"{SEEDS} seeds, {XOR.run.steps} steps, {XOR.target:.0%} of the validation points\n")
    print("| network | activation | here | plain PyTorch loop | overlap |")
    print("| --- | --- | --- | --- | --- |")
    for cell, mine in enumerate(ours(XOR)):
        width, activation = XOR.values(cell)
        other = plain(XOR, cell, SEEDS)
        same = "yes" if mine.overlaps(other) else "NO"
        print(f"| 2-{width}-1 | {activation} | {mine} | {other} | {same} |", flush=True)


if __name__ == "__main__":
    main()
