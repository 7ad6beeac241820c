"""A sweep under way in a thread: what it has found so far, and how long it still takes."""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from math import inf
from threading import Event, Thread
from time import perf_counter

from explorer.limits import limits
from explorer.sweeps.playing import Found
from explorer.sweeps.spreading import results
from explorer.sweeps.sweep import Sweep

GONE = 15.0  # seconds without anybody who looks on, after which a sweep ends


def check_size(sweep: Sweep) -> None:
    """Raise ValueError where a network is larger than this server allows."""
    if sweep.largest > (most := limits().stack):
        raise ValueError(
            f"a network has {sweep.largest:,} parameters, and this server trains {most:,} at most"
        )


class Running:
    """A sweep that was begun, or some chunks of it.

    `found` grows while it runs, and stays when it is ended or fails. `error` is one sentence where
    it failed. It ends, too, where nobody attends to it for a while: its page is gone.
    """

    def __init__(self, sweep: Sweep, chunks: Iterable[Sequence[int]] | None = None) -> None:
        """Begin; without `chunks` with all of them.

        Raises ValueError as `check_size` does.
        """
        check_size(sweep)
        self.sweep, self.found, self.error = sweep, list[Found](), ""
        self._chunks = list(sweep.chunks() if chunks is None else chunks)
        self.total = sum(map(len, self._chunks))
        self._start, self._took, self._ending = perf_counter(), 0.0, Event()
        self._attended = self._start
        self._thread = Thread(target=self._run, name="sweep", daemon=True)
        self._thread.start()

    @property
    def done(self) -> int:
        """How many networks are trained."""
        return sum(len(one.places) for one in self.found)

    @property
    def is_over(self) -> bool:
        """Whether no network is trained any more."""
        return not self._thread.is_alive()

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return self._took if self.is_over else perf_counter() - self._start

    @property
    def left(self) -> float | None:
        """About how many seconds it still takes; None before the first chunk is done."""
        return self.seconds * (self.total / self.done - 1) if self.done else None

    def attend(self) -> None:
        """Somebody looks on."""
        self._attended = perf_counter()

    def end(self) -> None:
        """Let it end after the chunks under way; what is found stays."""
        self._ending.set()

    def wait(self, seconds: float | None = None) -> None:
        """Attend to it until it is over, for so many seconds at most."""
        end = inf if seconds is None else perf_counter() + seconds
        while not self.is_over and (rest := end - perf_counter()) > 0:
            self.attend()
            self._thread.join(min(rest, GONE / 2))

    def _is_wanted(self) -> bool:
        return not self._ending.is_set() and perf_counter() - self._attended < GONE

    def _run(self) -> None:
        wanted = takewhile(lambda chunk: self._is_wanted(), self._chunks)
        try:
            for found in results(self.sweep, wanted):
                self.found.append(found)  # one by one: others look on
        except (ValueError, RuntimeError, MemoryError) as error:
            self.error = str(error) or f"The memory is full after {self.done:,} networks."
        finally:
            self._took = perf_counter() - self._start
