"""Lessons on what units add up to: bumps, and folds that cut the plane into regions."""

from collections.abc import Sequence

import torch

from explorer.config import Member
from explorer.engine import Snapshot, Trainer
from explorer.engine.folds import kink, lines, most_regions, regions
from explorer.formula.keys import typed
from explorer.lessons import checks
from explorer.lessons.curves import looked_at, value
from explorer.lessons.places import Numbers, Watched, beside, right, run
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task

BUMP = typed("sigmoid(8 * (x + 1)) - sigmoid(8 * (x - 1))")


def _regions(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """The lines and regions of the first network's hidden layer of ReLU, in the data's square."""
    relu = torch.relu
    bend = kink(relu, lambda z: (z > 0).double())
    assert bend is not None
    count, cut = regions(lines(trainer.parts[0].stack, 0, bend[0]), trainer.samples.extent)
    units = trainer.config.hidden[0]
    return {"units": units, "lines": count, "regions": cut, "most": most_regions(units)}


def _bump(key: str) -> Numbers:
    """How high a function is in the middle and far to the right."""
    return {"middle": value(key, 0), "far": value(key, 5)}


_BUMPS = Lesson(
    "bump",
    "Two sigmoids make a bump",
    "You can build a bump of two units, and say why enough units follow any curve.",
    ("regression",),
    (
        Step(
            "middle",
            "σ(8(x + 1)) − σ(8(x − 1)): how high is it at x = 0?",
            looked_at(_bump, BUMP),
            (
                Choice("0: they cancel", lambda n: abs(n["middle"]) < 0.1),
                Choice("1: only the first is on", lambda n: abs(n["middle"] - 1) < 0.1),
                Choice("2: they add up", lambda n: abs(n["middle"] - 2) < 0.1),
            ),
            "it is {middle} at 0.",
            "The first step is up at −1, the second goes down at 1: between them it is a bump.",
            {"middle": (0.99, 1.0)},
        ),
        Step(
            "far",
            "And far to the right, at x = 5?",
            looked_at(_bump, BUMP),
            (
                Choice("0: what went up came down", lambda n: abs(n["far"]) < 0.01),
                Choice("1: it stays up", lambda n: abs(n["far"] - 1) < 0.01),
            ),
            "it is {far} at 5.",
            "There both sigmoids are 1, and 1 − 1 = 0: a bump is local, as a single step is not.",
            {"far": (-1e-6, 1e-6)},
        ),
        Step(
            "wave",
            "A network is to learn a wave, with hills and valleys. How good is one hidden unit?",
            Watched(
                beside(
                    Member("tanh"),
                    {"changes": (("hidden", (8,)),)},
                    dataset="wave",
                    hidden=(1,),
                    learning_rate=0.03,
                ),
                right("one", "eight"),
            ),
            (
                Choice("R² above 0.9, as good as eight", lambda n: n["one"] > 0.9),
                Choice(
                    "R² below 0.7: one step is no wave",
                    lambda n: n["one"] < 0.7,
                ),
            ),
            "R² is {one} with one unit and {eight} with eight.",
            "One unit is one step. Two make a bump, and a wave needs a bump for each turn.",
            {"one": (-1.0, 0.69), "eight": (0.85, 1.0)},
        ),
        Step(
            "identity",
            "The same eight units without an activation. What do they make of the wave?",
            Watched(
                run("identity", "tanh", dataset="wave", hidden=(8,), learning_rate=0.03),
                right("straight", "bent"),
            ),
            (
                Choice("The same wave", lambda n: n["straight"] > 0.85),
                Choice("A straight line through it", lambda n: n["straight"] < 0.6),
            ),
            "R² is {straight} without and {bent} with tanh.",
            "A sum of lines is a line. Only bent units add up to a bent curve.",
            {"straight": (-1.0, 0.5), "bent": (0.85, 1.0)},
        ),
    ),
    (
        Task(
            "Learn the wave to an R² of 0.9 with at most four hidden units in one layer.",
            run("tanh", dataset="wave", hidden=(1,)),
            checks.reached(0.9, checks.data("wave"), checks.at_most(4), checks.layers(most=1)),
        ),
    ),
)

_FOLDS = Lesson(
    "folds",
    "Folds and regions",
    "You can count the regions that ReLU units fold the plane into, and say what depth adds.",
    ("size", "bottleneck", "circles_and_moons"),
    (
        Step(
            "most",
            "Each ReLU unit folds the plane along a line. Into how many regions can three lines "
            "cut it at most?",
            Watched(run("relu", hidden=(3,), learning_rate=0.03), _regions, view="folds"),
            Asked("most", 3, 9, 1, 0.4, "regions"),
            "{units:whole} lines make {most:whole} regions at most; of this network {lines:whole} "
            "enter the square and make {regions:whole} there.",
            "The first line makes two, and each further one cuts as many regions as it crosses "
            "lines, and one more: 1 + 1 + 2 + 3.",
            {"units": (3, 3), "most": (7, 7), "regions": (1, 7)},
        ),
        Step(
            "closed",
            "How many lines are needed to close a boundary around the inner circle: is one unit "
            "of ReLU enough?",
            Watched(
                beside(
                    Member("relu"),
                    {"changes": (("hidden", (8,)),)},
                    hidden=(1,),
                    learning_rate=0.03,
                ),
                right("one", "eight"),
                view="folds",
            ),
            (
                Choice("Yes, it bends at once", lambda n: n["one"] > 0.9),
                Choice("No, it needs more", lambda n: n["one"] < 0.9),
            ),
            "{one:percent} of the validation points are right with one unit, {eight:percent} with "
            "eight.",
            "A unit of ReLU is flat on one side of its line and rises on the other: its boundary "
            "is one straight line.",
            {"one": (0.3, 0.85), "eight": (0.9, 1.0)},
        ),
        Step(
            "size",
            "Two spirals. Four units in one layer against two layers of 16: who can wind along?",
            Watched(
                beside(
                    Member("tanh"),
                    {"changes": (("hidden", (16, 16)),)},
                    dataset="spirals",
                    noise=0.05,
                    hidden=(4,),
                ),
                right("small", "large"),
            ),
            (
                Choice("Both", lambda n: n["small"] > 0.9),
                Choice("Only the larger", lambda n: n["small"] < 0.85 < n["large"]),
                Choice("Neither", lambda n: n["large"] < 0.85),
            ),
            "{small:percent} of the validation points are right with 4 units, {large:percent} with "
            "16 and 16.",
            "Each unit bends the boundary once. A second layer bends what is bent already.",
            {"small": (0.4, 0.84), "large": (0.86, 1.0)},
        ),
        Step(
            "narrow",
            "Ten clouds go through a layer of one unit, then through 16 again. What is lost?",
            Watched(
                beside(
                    Member("relu"),
                    {"changes": (("hidden", (16, 8, 16)),)},
                    dataset="ten_blobs",
                    hidden=(16, 1, 16),
                ),
                right("one", "eight"),
            ),
            (
                Choice("Nothing: 16 units follow", lambda n: n["one"] > n["eight"] - 0.05),
                Choice("Clouds melt into each other", lambda n: n["one"] <= n["eight"] - 0.05),
            ),
            "{one:percent} of the validation points are right through one unit, {eight:percent} "
            "through eight.",
            "All that later layers get of a point is one number; what it lost does not come back.",
            {"one": (0.0, 0.85), "eight": (0.92, 1.0)},
        ),
    ),
    (
        Task(
            "Get at least 95 % of the spirals right with at most 16 hidden units.",
            run("relu", dataset="spirals", hidden=(8,)),
            checks.reached(0.95, checks.data("spirals"), checks.at_most(16)),
        ),
    ),
)

SHAPES = (_BUMPS, _FOLDS)
