"""The chunks of a sweep, mapped over the cores of this machine or over a Dask cluster by joblib."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import AbstractContextManager
from threading import Semaphore
from typing import Any

from joblib import Parallel, delayed, parallel_config

from explorer.limits import CORES
from explorer.sweeps.playing import Found, play
from explorer.sweeps.sweep import Sweep


class NoScheduler(RuntimeError):
    """There is no Dask scheduler where one was asked for."""


_turns = Semaphore(CORES)  # sweeps that run at once take turns, chunk by chunk


def results(
    sweep: Sweep, chunks: Iterable[Sequence[int]], scheduler: str | None = None
) -> Generator[Found]:
    """What the networks of each chunk came to, as they are done, in any order.

    They are trained in threads of this process, since the engine leaves Python's lock, or by the
    workers of the Dask `scheduler` at this address. Where `chunks` ends early, so does all of it,
    after what is under way. Raises NoScheduler, and ValueError as `play` does.
    """
    task = delayed(_in_turn if scheduler is None else play)
    with _backend(scheduler, sweep.run.device):
        found: Any = Parallel(return_as="generator_unordered", pre_dispatch="n_jobs")(
            task(sweep, one) for one in chunks
        )
        yield from found


def _in_turn(sweep: Sweep, places: Sequence[int]) -> Found:
    with _turns:
        return play(sweep, places)


def _backend(scheduler: str | None, device: str) -> AbstractContextManager:
    if scheduler is None:
        return parallel_config("threading", n_jobs=CORES if device == "cpu" else 1)
    try:
        from dask.distributed import Client
    except ImportError:
        raise NoScheduler(
            "Dask is not installed; pip install distributed, or leave --scheduler out"
        ) from None
    try:
        client = Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise NoScheduler(f"there is no Dask scheduler at {scheduler!r}: {error}") from None
    return parallel_config("dask", client=client)
