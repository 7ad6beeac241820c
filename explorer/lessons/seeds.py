"""A lesson on fair comparison: what first weights alone decide."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from explorer.config import Member, RunConfig
from explorer.lessons import checks
from explorer.lessons.places import (
    Computed,
    Numbers,
    Watched,
    beside,
    drawn,
    right,
    run,
)
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task
from explorer.sweeps import Sweep, play
from explorer.sweeps.sweep import MOST_SEEDS

SMALL = run("relu", dataset="circles", hidden=(3,), learning_rate=0.03)
PAIR = beside(Member("relu"), {"activation": "tanh"}, hidden=(3,), learning_rate=0.03)
MANY, FOUR = 20, 4  # seeds of the weights


@lru_cache(32)
def over_seeds(config: RunConfig, seed: int, seeds: int = MANY) -> np.ndarray:
    """The validation accuracy of a run's first network for so many seeds of its weights."""
    moved = drawn(config, seed * MOST_SEEDS)
    sweep = Sweep(replace(moved, data_seed=moved.seed), seeds=seeds, looks=1)
    places = range(sweep.count)
    return play(sweep, list(places)).judged.validation_accuracy[-1].astype(float)


def _spread(seed: int) -> Numbers:
    each = over_seeds(SMALL, seed)
    return {"worst": each.min(), "best": each.max(), "spread": each.max() - each.min()}


def _turned(seed: int) -> Numbers:
    """How often ReLU and tanh are ahead of the other, seed by seed, and by how much on average."""
    relu, tanh = (over_seeds(PAIR.alone(member), seed) for member in PAIR.members)
    difference = tanh - relu
    error = difference.std(ddof=1) / np.sqrt(MANY)
    return {
        "relu": (difference < 0).mean(),
        "tanh": (difference > 0).mean(),
        "both": min((difference < 0).mean(), (difference > 0).mean()),
        "mean": difference.mean(),
        "error": error,
        "errors": abs(difference.mean()) / error,
    }


def _shrinks(seed: int) -> Numbers:
    """How much runs spread around their mean, and how many times less means of FOUR do."""
    each = over_seeds(SMALL, seed, MOST_SEEDS)
    means = each.reshape(-1, FOUR).mean(axis=1)
    one, mean = each.std(ddof=1), means.std(ddof=1)
    return {"seeds": len(each), "one": one, "mean": mean, "times": one / mean}


_FAIR = Lesson(
    "fair",
    "Fair comparison",
    "You can say whether one network is better than another, or was luckier in its first weights.",
    ("tuning",),
    (
        Step(
            "spread",
            "Three ReLU units learn the circles 20 times, each time from other first weights. How "
            "far apart are the best and the worst run?",
            Computed("training", Watched(SMALL, right("right")).link, _spread),
            (
                Choice("Below 2 points in a hundred", lambda n: n["spread"] < 0.02),
                Choice("Over 15 points", lambda n: n["spread"] > 0.15),
            ),
            "the worst gets {worst:percent} right, the best {best:percent}.",
            "Points and batches are the same: the first weights decide where the folds end up.",
            {"spread": (0.151, 0.7)},
        ),
        Step(
            "turned",
            "ReLU against tanh, three units each, 20 seeds: is one of them ahead in every seed?",
            Computed("training", Watched(PAIR, right("relu", "tanh")).link, _turned),
            (
                Choice("Yes, the better one always wins", lambda n: n["both"] == 0),
                Choice("No, each wins some", lambda n: n["both"] > 0),
            ),
            "ReLU is ahead in {relu:percent} of the seeds, tanh in {tanh:percent}.",
            "One seed could have shown either. Compare over many, with the same seeds for both.",
            {"both": (0.1, 0.5)},
        ),
        Step(
            "mean",
            "The mean of four seeds instead of one: how many times less does it spread?",
            Computed("training", Watched(SMALL, right("right")).link, _shrinks),
            Asked("times", 1, 4, 0.5, 0.5, "times"),
            "over {seeds:whole} seeds one run spreads by {one:percent}, the mean of four by "
            "{mean:percent}: {times:factor} times less.",
            "A mean of n spreads √n times less. That is its standard error: four seeds halve it.",
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
