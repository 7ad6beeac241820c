"""What a race has come to, contestant by contestant: success rates, courses, medians and costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.sweeps.intervals import wilson
from explorer.sweeps.playing import NEVER, Found, joined
from explorer.sweeps.sweep import Sweep

QUARTERS = (0.25, 0.5, 0.75)  # lower quartile, median, upper quartile


@dataclass(frozen=True)
class Standings:
    """The networks of a sweep by contestant and seed: C cells of S seeds, looked at T times.

    What is not known yet is NaN, or NEVER; a network that diverged has an infinite loss from then
    on, and an accuracy of 0. Quantiles are values that some network has: the lower of two.
    """

    sweep: Sweep
    known: np.ndarray  # (C, S) bool
    reached: np.ndarray  # (C, S) int64, the step with the target reached; NEVER where there is none
    diverged: np.ndarray  # (C, S) bool
    loss: np.ndarray  # (T, C, S) float32, of the validation points
    accuracy: np.ndarray  # (T, C, S) float32, of the validation points
    test: np.ndarray  # (C, S) float32, the accuracy of the end on the test points
    cost: np.ndarray  # (C,) float64, µs that a network's step takes; NaN where it is not measured

    @cached_property
    def trained(self) -> np.ndarray:
        """How many seeds of each contestant are known, (C,) int64."""
        return self.known.sum(axis=1)

    @cached_property
    def successes(self) -> np.ndarray:
        """How many of them have reached the target, (C,) int64."""
        return (self.reached != NEVER).sum(axis=1)

    @cached_property
    def rates(self) -> np.ndarray:
        """The share of the known seeds that have reached it, (C,) float64; NaN without a seed."""
        return _share(self.successes, self.trained)

    @cached_property
    def intervals(self) -> np.ndarray:
        """Between which shares the true rate lies, (C, 2) float64; 0 and 1 without a seed."""
        return wilson(self.successes, self.trained)

    @cached_property
    def risen(self) -> np.ndarray:
        """The share that has reached the target by each look, and its bounds: (3, T, C) float64.

        The bounds come first and last, as with quartiles; at the last look it is the rate. NaN
        where no seed is known.
        """
        steps = np.array(self.sweep.looked_at)[:, None, None]
        counts = ((self.reached != NEVER) & (self.reached <= steps)).sum(axis=2)
        bounds = wilson(counts, np.broadcast_to(self.trained, counts.shape))
        bounds[:, self.trained == 0] = np.nan
        share = _share(counts, self.trained)
        return np.stack([bounds[..., 0], share, bounds[..., 1]])

    @cached_property
    def half(self) -> np.ndarray:
        """The first look by which half of the known seeds have reached it, (C,); or NEVER."""
        there = self.risen[1] >= 0.5
        steps = np.array(self.sweep.looked_at)
        return np.where(there.any(axis=0), steps[there.argmax(axis=0)], NEVER)

    def quartiles(self, values: np.ndarray) -> np.ndarray:
        """Lower quartile, median and upper quartile of (…, C, S) over the seeds: (3, …, C)."""
        ordered = np.sort(values, axis=-1)  # what is not known comes last
        place = [np.maximum(np.floor(q * (self.trained - 1)), 0).astype(int) for q in QUARTERS]
        index = [np.broadcast_to(one, ordered.shape[:-1])[..., None] for one in place]
        return np.stack([np.take_along_axis(ordered, one, -1)[..., 0] for one in index])

    def median_seed(self, cell: int) -> int | None:
        """The number of the seed whose last validation loss is the median, the lower of two.

        None where no seed is known.
        """
        if not self.trained[cell]:
            return None
        order = np.argsort(self.loss[-1, cell], kind="stable")
        return int(order[(self.trained[cell] - 1) // 2])

    @cached_property
    def order(self) -> list[int]:
        """The contestants, the best first: by their rates, then by `half`, then as they stand."""
        half = np.where(self.half == NEVER, np.inf, self.half)
        return np.lexsort((half, -np.nan_to_num(self.rates, nan=-1.0))).tolist()

    def rivals(self) -> list[int]:
        """The best, and the others whose intervals reach into its own; who has no seed is none."""
        best = self.order[0]
        near = (self.intervals[:, 1] >= self.intervals[best, 0]) & (self.trained > 0)
        return [cell for cell in self.order if cell == best or near[cell]]


def gather(sweep: Sweep, found: Iterable[Found]) -> Standings:
    """The standings of what is found so far; each network may be found once.

    A chunk's time counts for the cost where its networks, in order, are of one contestant.
    """
    chunks = list(found)
    shape, looks = sweep.cells * sweep.seeds, len(sweep.looked_at)
    known, diverged = np.zeros(shape, bool), np.zeros(shape, bool)
    reached, test = np.full(shape, NEVER), np.full(shape, np.nan, np.float32)
    loss, accuracy = (np.full((looks, shape), np.nan, np.float32) for _ in range(2))
    if chunks:
        one = joined(chunks)
        at, ended = one.places, one.diverged_at
        gone = (ended != NEVER) & (ended <= np.array(sweep.looked_at)[:, None])
        known[at], diverged[at] = True, ended != NEVER
        reached[at] = one.reached(sweep)
        loss[:, at] = np.where(gone, np.inf, one.judged.validation_loss)
        accuracy[:, at] = np.where(gone, 0, one.judged.validation_accuracy)
        test[at] = np.where(gone[-1], 0, one.judged.test_accuracy[-1])
    costs: dict[int, list[float]] = {}
    for one in chunks:
        first, last = one.places[[0, -1]] // sweep.seeds
        if first == last and sweep.run.steps:
            took = 1e6 * one.seconds / len(one.places) / sweep.run.steps
            costs.setdefault(int(first), []).append(took)
    cost = [float(np.median(costs[c])) if c in costs else np.nan for c in range(sweep.cells)]
    by_seed = sweep.cells, sweep.seeds
    return Standings(
        sweep,
        known.reshape(by_seed),
        reached.reshape(by_seed),
        diverged.reshape(by_seed),
        loss.reshape(looks, *by_seed),
        accuracy.reshape(looks, *by_seed),
        test.reshape(by_seed),
        np.array(cost),
    )


def _share(counts: np.ndarray, of: np.ndarray) -> np.ndarray:
    return np.where(of > 0, counts / np.maximum(of, 1), np.nan)
