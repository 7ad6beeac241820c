"""The race that a session has under way: begun, stopped, gone on with, and looked at."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

import streamlit as st

from explorer.limits import CORES
from explorer.sweeps import Found, Sweep
from explorer.sweeps.boundaries import Boundary, boundary
from explorer.sweeps.contest import Contest
from explorer.sweeps.estimating import is_light, seconds
from explorer.sweeps.race import Standings, gather
from explorer.sweeps.running import Running
from explorer.ui.shared.settling import Settling

LARGE = 10.0  # seconds from which on a race is begun only when asked for
TOGETHER = 8  # networks of a chunk,
CHUNK = 1.0  # which takes about so many seconds at most
MOST_FILMS = 64  # that are kept


@dataclass
class Live:
    """A race and what was found of it; `picked` has the seed that was clicked on, by contestant."""

    contest: Contest
    number: int  # of the races of this session
    estimate: float  # seconds
    running: Running | None = None  # None: it waits to be begun
    earlier: list[Found] = field(default_factory=list)  # before it was gone on with
    films: dict[int, Future[Boundary]] = field(default_factory=dict)  # by place
    picked: dict[int, int] = field(default_factory=dict)
    row: int = 0  # of the table, the one shown in full
    tested: bool = False  # the test accuracy may be seen
    stopped: bool = False
    opens: int | None = None  # the place of a network that Training is to open
    said: str = ""
    settling: Settling = field(default_factory=Settling)

    @property
    def sweep(self) -> Sweep:
        """Its networks."""
        return self.contest.sweep

    @property
    def found(self) -> list[Found]:
        """What is found so far."""
        return self.earlier + (list(self.running.found) if self.running else [])

    @property
    def standings(self) -> Standings:
        """The same, by contestant."""
        return gather(self.sweep, self.found)

    @property
    def moves(self) -> bool:
        """Whether networks are trained."""
        return self.running is not None and not self.running.is_over

    def go(self) -> None:
        """Begin, or go on with what is not found yet."""
        self.earlier, self.stopped = self.found, False
        done = {int(place) for one in self.earlier for place in one.places}
        each = self.estimate * CORES / self.sweep.count
        size = max(1, min(TOGETHER, int(CHUNK / each) if each else TOGETHER))
        seeds = self.sweep.seeds
        todo = (p for chunk in self.sweep.chunks(size=TOGETHER) for p in chunk if p not in done)
        # Each of one contestant, whose cost its time is.
        by_cell = [list(some) for _, some in groupby(todo, lambda place: place // seeds)]
        chunks = [tuple(one[k : k + size]) for one in by_cell for k in range(0, len(one), size)]
        self.running = Running(self.sweep, chunks)

    def stop(self) -> None:
        """End; what is found stays."""
        self.stopped = self.moves
        if self.running:
            self.running.end()

    def attend(self) -> None:
        """Somebody looks: without that for a while it ends."""
        if self.running:
            self.running.attend()

    @property
    def left_alone(self) -> bool:
        """Whether it ended because nobody looked."""
        running = self.running
        ended = running is not None and running.is_over and not (running.error or self.stopped)
        return ended and running is not None and running.done < running.total

    def film(self, place: int) -> tuple[Boundary | None, bool]:
        """The maps of a network where they are made, and whether they are still to come."""
        if place not in self.films:
            while len(self.films) >= MOST_FILMS:
                self.films.pop(next(iter(self.films))).cancel()
            self.films[place] = _threads().submit(boundary, self.sweep, place)
        made = self.films[place]
        if not made.done():
            return None, True
        return (None if made.exception() else made.result()), False


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(CORES, "boundaries")


KEY = "race_live"  # in the session


def open_race(contest: Contest) -> Live:
    """Have this race under way; another one ends. Raises ValueError as `Sweep` and `sample` do."""
    state = st.session_state
    before: Live | None = state.get(KEY)
    if before and before.contest == contest:
        if before.left_alone:
            before.go()
        return before
    sweep = contest.sweep
    estimate = 0.0 if is_light(sweep) else estimated(sweep)
    if before:
        before.stop()
    live = Live(contest, before.number + 1 if before else 1, estimate)
    if estimate <= LARGE:
        live.go()
    state[KEY] = live
    return live


@st.cache_data(max_entries=64, show_spinner="Measuring how long it takes …")
def estimated(sweep: Sweep) -> float:
    """About how many seconds a race takes."""
    return seconds(sweep)
