"""How long a race will take, measured on a few steps of its own networks."""

from collections.abc import Callable
from time import perf_counter, thread_time
from typing import Any

import numpy as np

from explorer.engine import Trainer
from explorer.engine.paths import wait_for
from explorer.sweeps.spreading import at_once
from explorer.sweeps.sweep import Sweep

TIMED = 0.01  # seconds that the timed steps take, at least
FIRST, MOST_STEPS = 1, 10_000  # steps that are timed: so many, and twice as many until it is TIMED
LOOKS = 2
MOST_CELLS = 8  # that are tried
LIGHT_STEPS, LIGHT_WORK = 1e6, 1e9  # up to both of them nothing needs to be measured


def is_light(sweep: Sweep) -> bool:
    """Whether it certainly takes a few seconds only: by its steps, and by what they multiply."""
    run = sweep.run
    steps, points = sweep.count * run.steps, min(run.batch_size or run.samples, run.samples)
    return steps <= LIGHT_STEPS and steps * sweep.largest * points <= LIGHT_WORK


def seconds(sweep: Sweep) -> float:
    """About how many seconds all its networks take on this machine's cores.

    One network of each of some cells, evenly apart, is timed over a few steps and looks. Raises
    ValueError as `sample` does.
    """
    cells = np.unique(np.linspace(0, sweep.cells - 1, MOST_CELLS).astype(int))
    each = [_of_one(sweep, int(cell) * sweep.seeds) for cell in cells]
    return float(np.mean(each)) * sweep.count / at_once(sweep)


def _of_one(sweep: Sweep, place: int) -> float:
    config = sweep.config([place])
    wait_for(config)
    trainer, steps = Trainer(config), FIRST
    # On cores that others keep busy, as a server that starts does, only its own time counts.
    clock = thread_time if config.device == "cpu" else perf_counter
    trainer.train(1)
    while (took := _timed(clock, trainer.train, steps)) < TIMED and steps < MOST_STEPS:
        steps *= 2
    looks = range(trainer.step + 1, trainer.step + 1 + LOOKS)
    look = (
        _timed(clock, trainer.film, looks, lambda snapshot, numbers: False) / LOOKS - took / steps
    )
    return took / steps * sweep.run.steps + max(look, 0.0) * len(sweep.looked_at)


def _timed(clock: Callable[[], float], act: Callable[..., None], *what: Any) -> float:
    begun = clock()
    act(*what)
    return clock() - begun
