"""Threads of the process that work for all sessions: each job in its turn, a slice at a time."""

import atexit
from collections import deque
from functools import cache
from threading import Condition, Thread
from time import perf_counter
from typing import Protocol

from explorer.limits import CORES

SLICE = 0.008  # seconds of one turn


class Job(Protocol):
    """Work that is done in slices."""

    @property
    def wanted(self) -> bool:
        """Whether there is something to do."""
        ...

    def work(self, until: float) -> None:
        """Do a part of it, until this time of `perf_counter`; what it raises it keeps to itself."""
        ...


class Pool:
    """Threads, as many as `workers`, that start with the first job.

    A job is in the hands of one thread at a time, or of none: between `hold` and the next `put`
    only who held it touches what it works at.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._threads: list[Thread] = []
        self._line: deque[Job] = deque()
        self._busy: list[Job] = []
        self._held: list[Job] = []  # busy still, and not to come back
        self._changed = Condition()
        self._stopped = False

    def put(self, job: Job) -> None:
        """Have the job worked at while it is wanted; call it again where it is wanted anew."""
        with self._changed:
            while len(self._threads) < self._workers:
                name = f"pool-{len(self._threads)}"
                self._threads.append(Thread(target=self._serve, name=name, daemon=True))
                self._threads[-1].start()
            if job in self._held:
                self._held.remove(job)
            if job.wanted and job not in self._line and job not in self._busy:
                self._line.append(job)
                self._changed.notify_all()

    def hold(self, job: Job) -> None:
        """Take the job out; on return no thread works at it. It waits for one slice at most."""
        with self._changed:
            if job in self._line:
                self._line.remove(job)
            if job in self._busy:
                self._held.append(job)
                self._changed.wait_for(lambda: job not in self._busy)

    def stop(self) -> None:
        """End all threads, each after its slice."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._line or self._stopped)
                if self._stopped:
                    return
                job = self._line.popleft()
                self._busy.append(job)
            job.work(perf_counter() + SLICE)
            with self._changed:
                self._busy.remove(job)
                if job in self._held:
                    self._held.remove(job)
                elif job.wanted:
                    self._line.append(job)
                self._changed.notify_all()


@cache
def pool() -> Pool:
    """The pool of this process: a thread for each core."""
    made = Pool(CORES)
    atexit.register(made.stop)  # a thread that is cut off inside PyTorch aborts the process
    return made
