"""Lessons on single functions: slopes and saturation, and the family of ReLU."""

from collections.abc import Sequence

from explorer.activations import get
from explorer.config import Member
from explorer.engine import Snapshot, Trainer
from explorer.engine.units import flat_share
from explorer.formula.keys import typed
from explorer.lessons import checks
from explorer.lessons.curves import gap, looked_at, slope, steepest
from explorer.lessons.places import Numbers, Watched, beside, right, run, together
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task

QUARTER = get("prelu").defaults["negative_slope"]
FOLDED, SAME = typed("relu(x) - min(0, x)"), typed("relu(x) + min(0, x)")


def _flat(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """The share of flat pairs of point and unit in the first layer of two networks, now."""
    shares = flat_share(trainer.stack, trainer.samples.x_train)[0].tolist()
    return dict(zip(("flat", "flat_large"), shares, strict=True))


def _learnt(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """PReLU's α in both layers, how far they are apart, and how far the farther has moved."""
    first, second = (float(one["negative_slope"].flatten()[0]) for one in trainer.stack.learnt)
    return {
        "start": QUARTER,
        "first": first,
        "second": second,
        "moved": max(abs(a - QUARTER) for a in (first, second)),
        "apart": abs(first - second),
    }


def _family(absolute: str, folded: str) -> Numbers:
    """How far a function is from three of the family."""
    return {key: gap(folded, key) for key in (absolute, "relu", "identity")}


_LARGE = beside(Member("tanh"), {"init_scale": 10.0}, hidden=(8, 8))
_SATURATION = Lesson(
    "saturation",
    "Slopes and saturation",
    "You can tell from a curve where its unit learns, and where it is flat and does not.",
    ("strong_gradient",),
    (
        Step(
            "steepest",
            "Where it is steepest, how steep is the sigmoid?",
            looked_at(lambda key: {"steepest": steepest(key)}, "sigmoid"),
            (
                Choice("¼", lambda n: abs(n["steepest"] - 0.25) < 1e-6),
                Choice("½", lambda n: abs(n["steepest"] - 0.5) < 1e-6),
                Choice("1", lambda n: abs(n["steepest"] - 1) < 1e-6),
            ),
            "its slope is {steepest} at most, at 0.",
            "σ′ = σ(1 − σ), a product that is largest where both are ½.",
            {"steepest": (0.25, 0.25)},
        ),
        Step(
            "tail",
            "How large is the sigmoid's slope at z = 10?",
            looked_at(lambda key: {"tail": slope(key, 10)}, "sigmoid", reach=20),
            (
                Choice("About 0.1", lambda n: n["tail"] > 0.05),
                Choice("About 0.005", lambda n: 0.001 < n["tail"] <= 0.05),
                Choice("Below 0.0001", lambda n: n["tail"] < 0.0001),
            ),
            "its slope is {tail} there.",
            "Far out a sigmoid is saturated: its value hardly changes, and a gradient that passes "
            "is multiplied by next to 0.",
            {"tail": (4e-5, 5e-5)},
        ),
        Step(
            "tanh",
            "How many times as steep as the sigmoid is tanh at 0?",
            looked_at(
                lambda one, other: {
                    "times": slope(other, 0) / slope(one, 0),
                    "tanh": slope(other, 0),
                },
                "sigmoid",
                "tanh",
            ),
            Asked("times", 1, 8, 1, 0.1, "times"),
            "tanh's slope at 0 is {tanh}, {times:factor} times the sigmoid's.",
            "tanh z = 2σ(2z) − 1: half as wide and twice as high, so four times as steep.",
            {"times": (4, 4)},
        ),
        Step(
            "weights",
            "The first weights are made ten times as large. What becomes of the tanh units of "
            "layer 1, before a step is taken?",
            Watched(_LARGE, _flat, steps=0),
            (
                Choice("Nothing: learning will set them right", lambda n: n["flat_large"] < 0.3),
                Choice("Most are flat at most points", lambda n: n["flat_large"] > 0.4),
            ),
            "{flat_large:percent} of the pairs of point and unit are flat, against {flat:percent} "
            "with the usual weights.",
            "Large weights make large sums, and there tanh is saturated: hardly a gradient passes.",
            {"flat_large": (0.5, 1.0), "flat": (0.0, 0.1)},
        ),
    ),
    (
        Task(
            "Two layers of tanh begin with weights ten times too large. Train tanh units to 95 % "
            "of the circles, with at most 30 % of layer 1 flat.",
            run("tanh", dataset="circles", hidden=(8, 8)).alone(Member("tanh", init_scale=10.0)),
            checks.steep(0.3, 0.95, checks.data("circles"), checks.activation("tanh")),
        ),
    ),
)

_FAMILY = Lesson(
    "relu_family",
    "The family of ReLU",
    "You can place ReLU, leaky ReLU, PReLU, the absolute value and the identity on one slider.",
    ("relu_family", "parameters"),
    (
        Step(
            "absolute",
            "max(0, z) + α·min(0, z): which function is it at α = −1?",
            looked_at(_family, "absolute", FOLDED),
            (
                Choice("ReLU", lambda n: n["relu"] < 1e-9),
                Choice("|z|", lambda n: n["absolute"] < 1e-9),
                Choice("The identity", lambda n: n["identity"] < 1e-9),
            ),
            "on [−6, 6] it differs from |z| by {absolute}, from ReLU by up to {relu}.",
            "α is the slope left of 0: −1 folds the line up.",
            {"absolute": (0, 0), "relu": (6, 6), "identity": (12, 12)},
        ),
        Step(
            "one",
            "And at α = 1: what can layers with it learn?",
            Watched(run(SAME, "relu", dataset="circles", hidden=(10, 10)), right("one", "relu")),
            (
                Choice("As much as ReLU", lambda n: n["one"] > n["relu"] - 0.1),
                Choice("No more than a line", lambda n: n["one"] <= 0.75),
            ),
            "{one:percent} of the validation points are right, with ReLU {relu:percent}.",
            "At α = 1 both slopes are 1: it is the identity, and nothing bends.",
            {"one": (0.3, 0.75), "relu": (0.9, 1.0)},
        ),
        Step(
            "leak",
            "At z = −3, how much of a gradient does leaky ReLU pass, whose α is 0.01?",
            looked_at(
                lambda relu, leaky: {"leaky": slope(leaky, -3), "relu": slope(relu, -3)},
                "relu",
                "leaky_relu",
            ),
            (
                Choice("Nothing, like ReLU", lambda n: n["leaky"] == 0),
                Choice("1 %", lambda n: abs(n["leaky"] - 0.01) < 1e-9),
                Choice("All of it", lambda n: n["leaky"] == 1),
            ),
            "its slope is {leaky} there, ReLU's is {relu}.",
            "However small: a unit that is off at every point goes on learning with it.",
            {"leaky": (0.01, 0.01), "relu": (0, 0)},
        ),
        Step(
            "learnt",
            "PReLU starts at α = ¼ in each layer and learns it beside its weights. What happens?",
            Watched(
                run("prelu", dataset="circles", hidden=(8, 8)), together(_learnt, right("right"))
            ),
            (
                Choice("α stays at ¼", lambda n: n["moved"] < 0.03),
                Choice(
                    "α moves, in each layer its own way",
                    lambda n: n["moved"] >= 0.03 and n["apart"] > 0.1,
                ),
                Choice(
                    "α moves, and alike in both layers",
                    lambda n: n["moved"] >= 0.03 and n["apart"] <= 0.1,
                ),
            ),
            "α is {first} in layer 1 and {second} in layer 2 now.",
            "α has a gradient like any weight, so training chooses the function, too.",
            {"start": (0.25, 0.25), "moved": (0.05, 3.0), "apart": (0.15, 3.0)},
        ),
    ),
    (
        Task(
            "Get at least 90 % of the circles right with two hidden units of ReLU's family.",
            run("relu", dataset="circles", hidden=(2,)),
            checks.reached(
                0.9,
                checks.data("circles"),
                checks.at_most(2),
                checks.activation("relu", "leaky_relu", "prelu", "absolute", "two_slopes"),
            ),
        ),
    ),
)

FAMILIES = (_SATURATION, _FAMILY)
