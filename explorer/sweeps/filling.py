"""A map that fills in while one watches: what is known of its pixels, and how long it takes."""

from functools import cached_property
from typing import Literal

import numpy as np

from explorer.sweeps.edge import edges
from explorer.sweeps.map import COARSEST, Map
from explorer.sweeps.outcomes import OUTCOMES, outcomes, shades, shares_of_guessing
from explorer.sweeps.playing import Found
from explorer.sweeps.running import Running
from explorer.sweeps.spreading import at_once

PIECE = 2048  # networks trained before somebody must have looked again
PATIENCE = 90.0  # seconds that a map may take without being asked for twice
LEAST, MOST = 1e-4, 1e2  # losses of guessing, between which a loss curve is drawn
NO_NUMBER = 255  # in a packed loss curve, whose numbers go from 0 to 254

State = Literal["filling", "asking", "stopped", "full", "failed"]


class Filling:
    """A map of which more and more is known.

    It goes on for as long as `collect` is called, and comes to rest when it is full, stopped, or,
    before it takes longer than PATIENCE, until `go_on` is called. What is known of a place stays:
    `outcome` and `shade` (count,) uint8, `end` (count,) float32 and `curve` (count, T) uint8, of
    the places in `order` (n,), the first known first. `error` is one sentence where it failed.
    """

    def __init__(self, chart: Map) -> None:
        """Begin with the coarsest grid."""
        self.chart, self.error = chart, ""
        looks, count = len(chart.sweep.looked_at), chart.count
        self.outcome = np.zeros(count, np.uint8)
        self.shade = np.zeros(count, np.uint8)
        self.end = np.zeros(count, np.float32)
        self.curve = np.zeros((count, looks), np.uint8)
        self._order = np.zeros(count, np.uint32)
        self._known = np.zeros(count, bool)
        self.done = self._taken = 0
        self._seconds = self._took = 0.0
        self._allowed = self._stopped = self._resting = False
        self._chunks = chart.chunks(self._known)
        first = len(chart.functions) * COARSEST**2
        self._running = self._piece(first)

    @property
    def order(self) -> np.ndarray:
        """The places known, (n,) uint32, the first known first."""
        return self._order[: self.done]

    @cached_property
    def edge(self) -> np.ndarray | None:
        """The edge of chaos by theory, as `edges` has it."""
        return edges(self.chart)

    @property
    def nbytes(self) -> int:
        """How much memory what is known of it takes."""
        each = self.outcome, self.shade, self.end, self.curve, self._order, self._known
        return sum(array.nbytes for array in each)

    @property
    def state(self) -> State:
        """Whether it goes on by itself, and if not, why."""
        if self.error:
            return "failed"
        if self.done == self.chart.count:
            return "full"
        if self._stopped:
            return "stopped"
        return "asking" if self._running is None else "filling"

    @property
    def seconds(self) -> float:
        """How long its networks have trained."""
        return self._seconds + (self._running.seconds if self._running else 0.0)

    @property
    def rate(self) -> float | None:
        """Networks trained in a second, as measured; None before the first.

        A network takes its training, and its wait for a core that others have.
        """
        return at_once(self.chart.sweep) * self.done / self._took if self.done else None

    @property
    def left(self) -> float | None:
        """About how many seconds it still takes; None before the first network is known."""
        return (self.chart.count - self.done) / self.rate if self.rate else None

    def shares(self) -> np.ndarray:
        """The share (functions, outcomes) that each outcome has of the networks known."""
        of = self.order // self.chart.side**2
        kinds = [
            np.bincount(self.outcome[self.order[of == k]], minlength=len(OUTCOMES))
            for k in range(len(self.chart.functions))
        ]
        return np.array([found / max(1, found.sum()) for found in kinds])

    def wait(self, seconds: float) -> None:
        """Wait until the coarsest grid is known, for so many seconds at most."""
        if self._running and not self.done:
            self._running.wait(seconds)

    def collect(self) -> None:
        """Take in what is trained, and have more trained where there is nothing against it."""
        running = self._running
        if running is None:
            return
        running.attend()
        is_over = running.is_over  # before what it found: nothing is overlooked
        for found in running.found[self._taken :]:
            self._take(found)
            self._taken += 1
        if not is_over:
            return
        self.error = running.error
        self._seconds += running.seconds
        self._running = None
        if not self.error:
            self._proceed()

    def stop(self) -> None:
        """Rest after the networks under way; what is known stays."""
        self._stopped = True
        self.rest()

    def rest(self) -> None:
        """Train no more than what is under way, until `wake` or `go_on`."""
        if self._running:
            self._running.end()
        self._resting = True

    def wake(self) -> None:
        """Go on, unless it was stopped."""
        self._resting = self._stopped
        if self._running is None:
            self._proceed()

    def go_on(self) -> None:
        """Train what is missing, however long it takes."""
        self._stopped, self._allowed, self.error = False, True, ""
        self.wake()

    def _proceed(self) -> None:
        lasting = (self.left or 0.0) > PATIENCE and not self._allowed
        if self._resting or lasting or self.done == self.chart.count:
            return
        self._running = self._piece(PIECE)
        if not self._running.total:  # a stop left out some of those before
            self._chunks = self.chart.chunks(self._known)
            self._running = self._piece(PIECE)

    def _piece(self, networks: int) -> Running:
        """Train the next chunks, of about so many networks."""
        self._taken, chunks = 0, list[tuple[int, ...]]()
        for chunk in self._chunks:
            chunks.append(chunk)
            networks -= len(chunk)
            if networks <= 0:
                break
        return Running(self.chart.sweep, chunks)

    def _take(self, found: Found) -> None:
        places = found.places
        ratio = shares_of_guessing(found, np.array(self.chart.sweep.looked_at))
        self.outcome[places] = kinds = outcomes(ratio)
        self.shade[places] = shades(ratio, kinds)
        self.end[places] = ratio[-1]
        self.curve[places] = packed(ratio).T
        self._order[self.done : self.done + len(places)] = places
        self._known[places] = True
        self.done += len(places)
        self._took += found.waited + found.seconds


def packed(ratio: np.ndarray) -> np.ndarray:
    """Losses in those of guessing as bytes: 0 … 254 by their logarithm from LEAST to MOST."""
    span = np.log10(MOST / LEAST)
    with np.errstate(divide="ignore"):
        share = np.log10(np.clip(ratio, LEAST, MOST) / LEAST) / span
    return np.where(np.isfinite(ratio), np.round((NO_NUMBER - 1) * share), NO_NUMBER).astype(
        np.uint8
    )
