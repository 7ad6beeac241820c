"""A run of a whole page reaches the screen before a late tick of its fragment follows."""

from dataclasses import dataclass
from time import perf_counter, sleep

SETTLE = 0.15  # seconds that a run of the whole page takes to reach the screen


@dataclass
class Settling:
    """When a page last ran as a whole, kept in its session.

    The browser clears what a run no longer sends; of two runs that end together it may take the
    second for stale, and the picture would be gone.
    """

    whole: bool = True  # the next tick is part of a run of the whole page
    drawn: float = 0.0  # when the last such run drew the picture

    def page(self) -> None:
        """The page runs as a whole: its first tick comes with it."""
        self.whole = True

    def tick(self) -> None:
        """A tick begins: it waits if the page has run a moment ago."""
        if self.whole:
            self.whole, self.drawn = False, perf_counter()
        else:
            sleep(max(0.0, self.drawn + SETTLE - perf_counter()))
