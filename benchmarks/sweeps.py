"""`python -m benchmarks.sweeps`: what a race and a map cost, and what a second Dask worker brings.

The race is that of the pages: 8 activations × 32 seeds × 1,000 steps, 2-8-8-1 on circles, batches
of 10. A plain PyTorch loop takes turns with it on a sample, one of its networks for some steps, and
is scaled to all. The map is 64 × 64 networks 2-16-16-1 with 16 training points, 200 steps of the
full batch, on one Dask worker of one thread and on two in turns. Only the ratios mean anything.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import torch

from benchmarks.peers import Case, plain_torch
from explorer.config import Member, RunConfig
from explorer.engine.paths import wait_for
from explorer.limits import CORES
from explorer.sweeps import Axis, Sweep, results

ROUNDS = 7
RACING = ("relu", "leaky_relu", "elu", "gelu", "silu", "tanh", "sigmoid", "softplus")
RACE = Sweep(RunConfig(steps=1000), (Axis("activation", RACING),), 32)
POINTS = RunConfig(
    samples=50,
    validation_fraction=0.34,
    test_fraction=0.34,
    batch_size=None,
    hidden=(16, 16),
    members=(Member("tanh"),),
    steps=200,
)
MAP = Sweep(
    POINTS,
    (
        Axis("learning_rate", tuple(np.geomspace(0.001, 1, 64).tolist())),
        Axis("init_scale", tuple(np.geomspace(0.1, 10, 64).tolist())),
    ),
)


def timed(sweep: Sweep, scheduler: str | None = None) -> float:
    """Seconds that all of a sweep takes."""
    start = perf_counter()
    for _ in results(sweep, sweep.chunks(), scheduler):
        pass
    return perf_counter() - start


def in_turns(*each: Callable[[], float]) -> list[list[float]]:
    """What each takes, round after round, once all are warm."""
    for one in each:
        one()
    return [[one() for one in each] for _ in range(ROUNDS)]


def race() -> None:
    """Print the race beside the loop, and the map."""
    case = Case(optimizer=RACE.run.optimizer)
    steps = RACE.count * RACE.run.steps
    loop = plain_torch(case)
    for sweep in (RACE, MAP):
        wait_for(sweep.config(range(0, sweep.count, sweep.seeds)))
    turns = in_turns(lambda: timed(RACE), lambda: steps * loop(), lambda: timed(MAP))
    mine, others, maps = map(median, zip(*turns, strict=True))
    ratio = median(b / a for a, b, _ in turns)
    print(f"race: {mine:.2f} s; plain PyTorch loop: {others:.0f} s; ratio {ratio:.0f}")
    each = maps / MAP.count
    print(
        f"map: {maps:.2f} s; {1 / each:,.0f} networks a second, "
        f"{1e6 * each / MAP.run.steps:.2f} µs a network and step"
    )


def cluster() -> None:
    """Print one Dask worker beside two."""
    from distributed import LocalCluster

    quiet: dict[str, Any] = {"threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(n_workers=1, **quiet) as single, LocalCluster(n_workers=2, **quiet) as double:
        both: tuple[Any, ...] = (single, double)
        addresses = [each.scheduler_address for each in both]
        turns = in_turns(*(lambda at=at: timed(MAP, at) for at in addresses))
    one, two = map(median, zip(*turns, strict=True))
    ratio = median(a / b for a, b in turns)
    print(f"map on one Dask worker: {one:.2f} s, on two: {two:.2f} s; ratio {ratio:.2f}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    print(f"{CORES} cores, medians of {ROUNDS} rounds\n")
    race()
    cluster()
