"""The chunks of a sweep, mapped over the cores of this machine or over a Dask cluster."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from threading import Semaphore
from time import perf_counter
from typing import Any

from joblib import Parallel, delayed

from explorer.engine.compiled.cores import on_one_core
from explorer.limits import CORES
from explorer.sweeps.cluster import on_cluster
from explorer.sweeps.playing import Found, play
from explorer.sweeps.sweep import Sweep

_turns = Semaphore(CORES)  # sweeps that run at once take turns, chunk by chunk


def results(
    sweep: Sweep, chunks: Iterable[Sequence[int]], scheduler: str | None = None
) -> Generator[Found]:
    """What the networks of each chunk came to, as they are done, in any order.

    They are trained in threads of this process, since the engine leaves Python's lock, or by the
    workers of the Dask `scheduler` at this address. Where `chunks` ends early, so does all of it,
    after what is under way. Raises as `on_cluster` does, and ValueError as `play` does.
    """
    if scheduler is not None:
        yield from on_cluster(sweep, chunks, scheduler)
        return
    pool = Parallel(
        n_jobs=at_once(sweep),
        backend="threading",
        return_as="generator_unordered",
        pre_dispatch="n_jobs",
    )
    found: Any = pool(delayed(_in_turn)(sweep, one) for one in chunks)
    yield from found


def at_once(sweep: Sweep) -> int:
    """How many chunks of a sweep this machine trains at once: one on a card, one on each core."""
    return CORES if sweep.run.device == "cpu" else 1


def _in_turn(sweep: Sweep, places: Sequence[int]) -> Found:
    asked = perf_counter()
    with _turns, on_one_core():  # the other cores have chunks of their own
        waited = perf_counter() - asked
        return replace(play(sweep, places), waited=waited)
