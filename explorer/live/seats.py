"""Who may train now, where more want to than a server allows: the others stand in line."""

from collections.abc import Callable
from functools import cache
from threading import Lock
from time import monotonic

from explorer.limits import limits

GONE = 20.0  # seconds without asking after which a run has left, also on a slow server


class Seats:
    """So many seats, taken in the order in which the runs first asked."""

    def __init__(self, number: int, clock: Callable[[], float] = monotonic) -> None:
        self.number = number
        self._clock = clock
        self._asked: dict[object, float] = {}  # who → when last, in the order of their coming
        self._lock = Lock()

    def ask(self, who: object) -> int:
        """Its place in line, from 1, or 0 where it has a seat; who does not ask again leaves."""
        with self._lock:
            now = self._clock()
            self._asked[who] = now
            self._asked = {one: at for one, at in self._asked.items() if now - at < GONE}
            return max(0, list(self._asked).index(who) + 1 - self.number)

    def leave(self, who: object) -> None:
        """Give the seat to the next in line."""
        with self._lock:
            self._asked.pop(who, None)

    @property
    def taken(self) -> int:
        """Seats that are taken."""
        return min(len(self._asked), self.number)


@cache
def seats() -> Seats:
    """The seats of this server."""
    return Seats(limits().sessions)
