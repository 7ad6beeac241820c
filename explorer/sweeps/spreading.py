"""The chunks of a sweep, mapped over the cores of this machine or over a Dask cluster by joblib."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from joblib import Parallel, delayed, parallel_config

from explorer.limits import CORES
from explorer.sweeps.playing import Found, play
from explorer.sweeps.sweep import Sweep


class NoScheduler(RuntimeError):
    """There is no Dask scheduler where one was asked for."""


def results(
    sweep: Sweep, chunks: Iterable[Sequence[int]], scheduler: str | None = None
) -> Iterator[Found]:
    """What the networks of each chunk came to, as they are done, in any order.

    They are trained in threads of this process, since the engine leaves Python's lock, or by the
    workers of the Dask `scheduler` at this address. Whoever closes the iterator ends it after the
    chunks under way. Raises NoScheduler, and ValueError as `play` does.
    """
    with _backend(scheduler):
        tasks = (delayed(play)(sweep, chunk) for chunk in chunks)
        found: Any = Parallel(return_as="generator_unordered")(tasks)
        yield from found


def _backend(scheduler: str | None) -> AbstractContextManager:
    if scheduler is None:
        return parallel_config("threading", n_jobs=CORES)
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
