"""A lesson on fair comparison: what first weights alone decide."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from explorer.config import Member
from explorer.lessons import checks
from explorer.lessons.places import Computed, Numbers, beside, drawn
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task
from explorer.sweeps import play
from explorer.sweeps.contest import RUN, Contest
from explorer.sweeps.intervals import wilson
from explorer.sweeps.link import write
from explorer.sweeps.playing import NEVER
from explorer.sweeps.race import Standings, gather
from explorer.sweeps.sweep import MOST_SEEDS

SMALL = Contest(replace(RUN, dataset="circles", hidden=(3,)), values=("relu",), seeds=20)
PAIR = replace(SMALL, values=("relu", "tanh"))
MANY = replace(SMALL, seeds=MOST_SEEDS)
FEWER = 64  # of its seeds, a fourth


@lru_cache(8)
def standings(contest: Contest) -> Standings:
    """What a race has come to at its end."""
    sweep = contest.sweep
    return gather(sweep, [play(sweep, places) for places in sweep.chunks()])


def _raced(contest: Contest, see: Callable[[Standings], Numbers]) -> Computed:
    """The page Race with this race, and what is seen at its end."""

    def compute(seed: int) -> Numbers:
        run = drawn(contest.run, seed * MOST_SEEDS)
        return see(standings(replace(contest, run=run)))

    return Computed("race", write(contest), compute)


def spread(found: Standings) -> Numbers:
    """How many seeds reach the target, and what the worst and the best come to."""
    each = found.accuracy[-1, 0].astype(float)
    return {
        "reached": int(found.successes[0]),
        "seeds": found.sweep.seeds,
        "rate": found.rates[0],
        "worst": each.min(),
        "best": each.max(),
    }


def turned(found: Standings) -> Numbers:
    """The rates of ReLU and tanh, how many of them are near the best; seeds of one alone."""
    relu, tanh = found.reached != NEVER
    return {
        "relu": found.rates[0],
        "tanh": found.rates[1],
        "near": len(found.rivals()),
        "relu_alone": int((relu & ~tanh).sum()),
        "tanh_alone": int((tanh & ~relu).sum()),
    }


def narrowed(found: Standings) -> Numbers:
    """How wide the interval of a rate is with FEWER seeds, and with all."""
    few = wilson((found.reached[:, :FEWER] != NEVER).sum(axis=1), np.array([FEWER]))[0]
    all_of_them = found.intervals[0]
    wide, narrow = few[1] - few[0], all_of_them[1] - all_of_them[0]
    return {
        "fewer": FEWER,
        "seeds": found.sweep.seeds,
        "wide": wide,
        "narrow": narrow,
        "times": wide / narrow,
    }


_FAIR = Lesson(
    "fair",
    "Fair comparison",
    "You can say whether one network is better than another, or was luckier in its first weights.",
    ("tuning",),
    (
        Step(
            "spread",
            "Three ReLU units learn the same circles 20 times, each time from other first weights. "
            "How many of the 20 runs get 95 % right?",
            _raced(SMALL, spread),
            (
                Choice("All of them, or none", lambda n: not 0 < n["rate"] < 1),
                Choice("Some do, some do not", lambda n: 0 < n["rate"] < 1),
            ),
            "{reached:whole} of {seeds:whole} do; in the end the worst gets {worst:percent} right, "
            "the best {best:percent}.",
            "Points and batches are the same: the first weights decide where the folds end up.",
            {"rate": (0.1, 0.9)},
        ),
        Step(
            "turned",
            "ReLU against tanh, three units each, the same 20 seeds for both. Which of the two "
            "does the race call better?",
            _raced(PAIR, turned),
            (
                Choice("ReLU", lambda n: n["near"] == 1 and n["relu"] > n["tanh"]),
                Choice("Tanh", lambda n: n["near"] == 1 and n["relu"] < n["tanh"]),
                Choice("Neither: too close to call", lambda n: n["near"] == 2),
            ),
            "ReLU reaches 95 % in {relu:percent} of the seeds, tanh in {tanh:percent}. In "
            "{relu_alone:whole} seeds ReLU alone does, in {tanh_alone:whole} tanh alone.",
            "One seed could have shown either ahead. Compare over many, with the same seeds for "
            "both, and look whether the intervals overlap.",
            {"near": (2, 2), "relu_alone": (1, 19), "tanh_alone": (1, 19)},
        ),
        Step(
            "interval",
            "The bar of a success rate has an interval of 95 %. With 256 seeds instead of 64, how "
            "many times narrower is it?",
            _raced(MANY, narrowed),
            Asked("times", 1, 4, 0.5, 0.5, "times"),
            "with {fewer:whole} seeds it is {wide:percent} wide, with {seeds:whole} "
            "{narrow:percent}: {times:factor} times narrower.",
            "A mean of n spreads √n times less. That is its standard error: four times the seeds "
            "halve it.",
            {"times": (1.6, 2.4)},
        ),
    ),
    (
        Task(
            "Show luck: two networks that differ in the seed of their weights alone, and are 15 "
            "points in a hundred apart after 500 steps or more.",
            beside(Member("relu"), {"seed": 1}, hidden=(16, 16)),
            checks.after(500, checks.apart(0.15)),
        ),
    ),
)

SEEDS = (_FAIR,)
