"""The chunks of a sweep, trained by the workers of a Dask cluster, however many there are."""

import gc
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from itertools import islice
from time import perf_counter
from typing import Any

from explorer.engine.compiled.cores import on_one_core
from explorer.sweeps.playing import Found, play
from explorer.sweeps.sweep import Sweep

AHEAD = 3  # chunks for each thread of a worker: one under way, others on their way to it
RECOUNT = 1.0  # seconds after which the workers are counted again: some come, some go
CONNECTING = 10.0  # seconds that a scheduler has to answer
JOINING = 60.0  # seconds that the first worker has to join


class NoScheduler(RuntimeError):
    """There is no Dask scheduler with workers where one was asked for."""


class LostCluster(RuntimeError):
    """A Dask cluster that was there does not go on."""


def on_cluster(sweep: Sweep, chunks: Iterable[Sequence[int]], address: str) -> Generator[Found]:
    """What the networks of each chunk came to, as they are done, in any order.

    A chunk whose worker is lost is trained by another one. Raises NoScheduler where none answers,
    LostCluster where it does not go on, and ValueError as `play` does.
    """
    with _connected(address) as client:
        from distributed import wait

        waiting, futures, room, alive = iter(chunks), set(), 0, perf_counter()
        counted = -RECOUNT
        while True:
            if perf_counter() - counted >= RECOUNT:
                room, counted = AHEAD * sum(client.nthreads().values()), perf_counter()
                alive = counted if room else alive
                if counted - alive > JOINING:
                    raise LostCluster(f"the Dask scheduler at {address!r} has lost all its workers")
            for one in islice(waiting, max(0, max(1, room) - len(futures))):
                futures.add(client.submit(_on_worker, sweep, one, pure=False))
            if not futures:
                return
            try:
                ended: Any = wait(futures, RECOUNT, "FIRST_COMPLETED")
            except TimeoutError:
                continue  # some workers may have come or gone
            futures = ended.not_done
            yield from client.gather(list(ended.done))


def _on_worker(sweep: Sweep, places: Sequence[int]) -> Found:
    """A worker's threads and its neighbours have the other cores."""
    with on_one_core():
        return play(sweep, places)


@contextmanager
def _connected(address: str) -> Generator[Any]:
    """A client of this scheduler, once it has a worker; what breaks it is one sentence."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise NoScheduler(
            "Dask is not installed; pip install distributed, or leave --scheduler out"
        ) from None
    gc.collect()  # a client that was given up before waits for ever where it goes while one starts
    try:
        client: Any = Client(address, timeout=CONNECTING)
    except (OSError, ValueError) as error:
        raise NoScheduler(f"there is no Dask scheduler at {address!r}: {error}") from None
    with client:
        try:
            _check(client, address)
            yield client
        except (NoScheduler, LostCluster, ValueError, MemoryError):
            raise
        except KilledWorker as error:
            raise LostCluster(f"workers at {address!r} end again and again: {error}") from None
        except Exception as error:
            raise LostCluster(
                f"the Dask scheduler at {address!r} is lost ({type(error).__name__})"
            ) from error


def _check(client: Any, address: str) -> None:
    """Raise NoScheduler where no worker joins, or one cannot find this package."""
    try:
        client.wait_for_workers(1, timeout=JOINING)
    except TimeoutError:
        raise NoScheduler(f"the Dask scheduler at {address!r} has no worker") from None

    def finds() -> bool:  # travels whole, and not by its name
        from importlib.util import find_spec

        return find_spec("explorer") is not None

    places = {"its scheduler": client.run_on_scheduler(finds)} | client.run(finds)
    if lacking := [str(place) for place, is_there in places.items() if not is_there]:
        raise NoScheduler(
            f"the Dask cluster at {address!r} does not find the package explorer: start "
            f"{lacking[0]} with the project's folder in PYTHONPATH"
        )
