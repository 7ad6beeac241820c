"""Lessons on what bends a boundary: why a line is not enough, and what a unit sums."""

import math
from collections.abc import Sequence

from explorer.engine import Snapshot, Trainer
from explorer.engine.units import linear_difference
from explorer.formula.keys import typed
from explorer.lessons import checks
from explorer.lessons.curves import crossing, looked_at, slope, value
from explorer.lessons.places import Numbers, Watched, right, run
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task

UNIT = {"hidden": (), "learning_rate": 0.1}  # no hidden layer: one unit
STEEP, MOVED = typed("sigmoid(10 * x)"), typed("sigmoid(2 * x - 4)")
RAMP = typed("relu(x) - relu(x - 1)")


def _bent(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """How far a network is from the product of its layers, beside its largest output."""
    stack = trainer.parts[0].stack
    difference, largest = linear_difference(stack, trainer.samples.x_test)
    return {"bent": difference / largest}


_LINE = Lesson(
    "line",
    "Why a line is not enough",
    "You can say why layers without an activation draw one straight line, however many they are.",
    ("base_model", "logistic_regression", "perceptron", "circles_and_moons"),
    (
        Step(
            "circle",
            "One class lies inside the other. How many points can one unit, without a hidden "
            "layer, get right?",
            Watched(run("identity", dataset="circles", **UNIT), right("right")),
            (
                Choice("Nearly all", lambda n: n["right"] > 0.85),
                Choice("About half of them", lambda n: n["right"] <= 0.75),
            ),
            "{right:percent} of the validation points are right.",
            "One unit asks on which side of a line a point lies; no line has one circle to itself.",
            {"right": (0.2, 0.75)},
        ),
        Step(
            "layers",
            "Two hidden layers of ten units are put before it, without an activation. What does "
            "the boundary do?",
            Watched(
                run("identity", dataset="circles", hidden=(10, 10)),
                _bent,
            ),
            (
                Choice("It bends a little", lambda n: n["bent"] > 1e-3),
                Choice("It stays a straight line", lambda n: n["bent"] <= 1e-3),
            ),
            "the three layers differ from one layer by less than a millionth of their output: "
            "rounding.",
            "A matrix times a matrix is a matrix: without an activation three layers are one.",
            {"bent": (0.0, 1e-6)},
        ),
        Step(
            "relu",
            "Now ReLU stands behind each hidden layer; all else is the same. What changes?",
            Watched(
                run("identity", "relu", dataset="circles", hidden=(10, 10)),
                right("straight", "relu"),
            ),
            (
                Choice(
                    "Next to nothing: the weights are the same",
                    lambda n: n["relu"] < n["straight"] + 0.1,
                ),
                Choice(
                    "The boundary closes around the circle",
                    lambda n: n["relu"] >= n["straight"] + 0.1,
                ),
            ),
            "{relu:percent} of the validation points are right with ReLU, {straight:percent} "
            "without.",
            "ReLU bends each unit's plane at a line, and bends add up to a closed boundary.",
            {"straight": (0.3, 0.75), "relu": (0.93, 1.0)},
        ),
        Step(
            "xor",
            "XOR: the four corners of a square, opposite ones alike. How much can one line get "
            "right?",
            Watched(
                run("identity", dataset="gate_xor", samples=200, validation_fraction=0.4, **UNIT),
                right("right"),
            ),
            (
                Choice("All four corners", lambda n: n["right"] > 0.9),
                Choice("Three corners at best", lambda n: n["right"] <= 0.8),
            ),
            "{right:percent} of the validation points are right.",
            "Whatever line parts two corners from the others leaves unlike corners together.",
            {"right": (0.0, 0.8)},
        ),
    ),
    (
        Task(
            "Get at least 98 % of XOR, four points, right with at most four hidden units.",
            run("identity", dataset="gate_xor", samples=200, hidden=(4,)),
            checks.reached(0.98, checks.data("gate_xor"), checks.at_most(4)),
        ),
    ),
)

_SUM = Lesson(
    "sum",
    "What an activation does to a sum",
    "You can read a unit f(w·x + b): the weight sets how steep it is, the bias where it bends.",
    ("perceptron", "logistic_regression"),
    (
        Step(
            "weight",
            "σ(x) against σ(10x): how steep is the second one at 0?",
            looked_at(
                lambda plain, steep: {"plain": slope(plain, 0), "steep": slope(steep, 0)},
                "sigmoid",
                STEEP,
            ),
            (
                Choice("As steep", lambda n: n["steep"] < 2 * n["plain"]),
                Choice("Ten times as steep", lambda n: math.isclose(n["steep"], 10 * n["plain"])),
            ),
            "the slope at 0 is {steep}, against {plain} of σ(x).",
            "A weight stretches the input: ten times the weight is ten times the slope, and nearer "
            "to a step.",
            {"plain": (0.25, 0.25), "steep": (2.5, 2.5)},
        ),
        Step(
            "bias",
            "At which x is σ(2x − 4) exactly ½?",
            looked_at(lambda moved: {"x": crossing(moved, 0.5)}, MOVED),
            Asked("x", -4.0, 4.0, 0.5, 0.1),
            "σ(2x − 4) is ½ at x = {x}.",
            "A sigmoid is ½ where its sum is 0, so at x = −b/w: the bias moves the bend.",
            {"x": (1.999, 2.001)},
        ),
        Step(
            "ramp",
            "Two ReLUs: max(0, x) − max(0, x − 1). How large is their sum at x = 100?",
            looked_at(
                lambda ramp: {"far": value(ramp, 100), "middle": value(ramp, 0.5)}, RAMP, reach=20
            ),
            (
                Choice("100", lambda n: n["far"] > 50),
                Choice("1", lambda n: abs(n["far"] - 1) < 0.01),
                Choice("0", lambda n: abs(n["far"]) < 0.01),
            ),
            "it is {far} at 100, and {middle} at ½.",
            "From 1 on one slope of 1 is taken from the other: the next layer adds and subtracts "
            "units, and makes new shapes of them.",
            {"far": (1.0, 1.0), "middle": (0.5, 0.5)},
        ),
        Step(
            "and",
            "A unit weighs two inputs, 0 or 1 each. Can it learn AND: 1 where both are 1?",
            Watched(run("identity", dataset="and", samples=200, **UNIT), right("right")),
            (
                Choice("No, it needs a hidden layer", lambda n: n["right"] < 0.9),
                Choice("Yes, one unit is enough", lambda n: n["right"] >= 0.95),
            ),
            "{right:percent} of the validation points are right.",
            "One corner against three: w·x + b is above 0 on one side of a line, and a line parts "
            "them. Such a unit is a perceptron.",
            {"right": (0.97, 1.0)},
        ),
    ),
    (
        Task(
            "Get at least 97 % of the circles right without a hidden layer: choose what is summed.",
            run("identity", dataset="circles", **UNIT),
            checks.reached(0.97, checks.data("circles"), checks.layers(most=0)),
        ),
    ),
)

BENDING = (_LINE, _SUM)
