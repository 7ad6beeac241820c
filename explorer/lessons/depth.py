"""Lessons on what depth does to a gradient: vanishing, and its cures."""

from dataclasses import replace

from explorer.config import Member
from explorer.gradients.ledger import LedgerConfig
from explorer.lessons import checks
from explorer.lessons.places import (
    Watched,
    beside,
    beside_guessing,
    right,
    run,
    together,
)
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task
from explorer.lessons.stacks import (
    MILLIONTH,
    layer_factors,
    layers_to_a_millionth,
    stacked,
    what_is_left,
)
from explorer.words import LEARNT, WORSE

_SIGMOIDS = LedgerConfig(("sigmoid",), depth=12)
_TEN = replace(_SIGMOIDS, depth=10)
_VANISHING = Lesson(
    "vanishing",
    "Vanishing through ten sigmoids",
    "You can say how much of a gradient is left after so many layers, and what took the rest.",
    ("deep",),
    (
        Step(
            "ten",
            "Ten layers of sigmoids, fresh from PyTorch. How much of the gradient at layer 10 is "
            "left at layer 1?",
            stacked(_TEN, what_is_left),
            (
                Choice("About a tenth", lambda n: n["left"] > 0.01),
                Choice("About a thousandth", lambda n: 1e-5 < n["left"] <= 0.01),
                Choice("Less than a millionth", lambda n: n["left"] < MILLIONTH),
            ),
            "{left:fraction} is left.",
            "Each layer multiplies the gradient by slope times weights, and nine of them are "
            "multiplied.",
            {"left": (0.0, 1e-7)},
        ),
        Step(
            "millionth",
            "After how many layers, counted back from the last, is less than a millionth left?",
            stacked(_SIGMOIDS, layers_to_a_millionth),
            Asked("layers", 1, 12, 1, 0.5, "layers"),
            "after {layers:whole} layers.",
            "A layer multiplies it by {slope} × {weight} = {layer}, and the "
            "next one multiplies what is left by as much again.",
            {"layers": (7, 8)},
        ),
        Step(
            "factors",
            "Slopes or weights: which of them takes more of the gradient in a layer?",
            stacked(_TEN, layer_factors),
            (
                Choice("The slopes", lambda n: n["slope"] < n["weight"]),
                Choice("The weights", lambda n: n["slope"] >= n["weight"]),
            ),
            "a layer's slopes multiply it by {slope}, its weights by {weight}.",
            "A sigmoid's slope is ¼ at most. PyTorch's weights shrink the gradient, too, but less.",
            {"slope": (0.2, 0.25), "weight": (0.5, 0.65)},
        ),
        Step(
            "training",
            "Ten layers of 16 sigmoids train for 1,000 steps beside ten of ReLU. What does the "
            "loss of the sigmoids do?",
            Watched(
                run("relu", "sigmoid", hidden=(16,) * 10),
                together(beside_guessing("relu_loss", "sigmoids"), right("relu", "right")),
            ),
            (
                Choice("It falls, but later", lambda n: n["sigmoids"] < 0.9),
                Choice("It stays at that of guessing", lambda n: n["sigmoids"] >= LEARNT),
            ),
            "it is {sigmoids:percent} of guessing's; with ReLU {relu:percent} of the validation "
            "points are right.",
            "Layer 1 gets next to no gradient, so it stays as it was drawn, and what comes out of "
            "ten fresh sigmoids hardly depends on the input.",
            {"sigmoids": (LEARNT, WORSE), "relu": (0.9, 1.0)},
        ),
    ),
    (
        Task(
            "Find sigmoids that still learn: 90 % of the circles right with three hidden layers of "
            "them at least, and no residual connections or norm.",
            run("sigmoid", dataset="circles", hidden=(8,) * 10),
            checks.reached(
                0.9,
                checks.data("circles"),
                checks.activation("sigmoid"),
                checks.layers(least=3),
                checks.plain,
            ),
        ),
    ),
)

_TWENTY = LedgerConfig(("relu",), depth=20)
_CURES = Lesson(
    "cures",
    "What cures it",
    "You can choose a cure for a vanishing gradient, and say which factor it changes.",
    ("deep",),
    (
        Step(
            "relu",
            "Half of ReLU's slopes are 1. Is ReLU alone, with PyTorch's weights, enough for 20 "
            "layers?",
            stacked(_TWENTY, what_is_left),
            (
                Choice("Yes, a tenth or more is left", lambda n: n["left"] > 0.1),
                Choice("No, less than 1/100,000 is left", lambda n: n["left"] < 1e-5),
            ),
            "{left:fraction} is left at layer 1.",
            "Its slopes multiply by {slope} a layer, PyTorch's weights by {weight}: "
            "together {layer}.",
            {"left": (0.0, 1e-6)},
        ),
        Step(
            "he",
            "He's weights are √6 times as large as PyTorch's. And now?",
            stacked(replace(_TWENTY, init="he"), what_is_left),
            (
                Choice("It still vanishes", lambda n: n["left"] < 0.01),
                Choice("It passes, within a factor of five", lambda n: 0.2 < n["left"] < 5),
                Choice("It explodes", lambda n: n["left"] > 100),
            ),
            "{left:factor} of the last layer's gradient is left at layer 1.",
            "He's weights multiply by {weight} a layer, ReLU's slopes by {slope}: "
            "together {layer}.",
            {"left": (0.21, 4.9)},
        ),
        Step(
            "residual",
            "Twenty layers of sigmoids, each with its input added to its output. What reaches "
            "layer 1?",
            stacked(LedgerConfig(("sigmoid",), depth=20, residual=True), what_is_left),
            (
                Choice("Still next to nothing", lambda n: n["left"] < 0.01),
                Choice("About as much as layer 20 gets", lambda n: 0.3 < n["left"] < 3),
            ),
            "{left:factor} of the last layer's gradient.",
            "Around a layer the gradient passes whole: small slopes shrink only what goes through.",
            {"left": (0.5, 2.0)},
        ),
        Step(
            "training",
            "Ten layers of 8 sigmoids: plain, with residual connections, with batch norm. Who "
            "learns the circles in 1,000 steps?",
            Watched(
                beside(
                    Member("sigmoid"),
                    {"residual": True},
                    {"norm": "batch"},
                    dataset="circles",
                    hidden=(8,) * 10,
                ),
                right("plain", "residual", "norm"),
            ),
            (
                Choice("All of them", lambda n: n["plain"] > 0.9),
                Choice(
                    "Those that are cured",
                    lambda n: n["plain"] < 0.65 and min(n["residual"], n["norm"]) > 0.75,
                ),
                Choice("None", lambda n: max(n["residual"], n["norm"]) < 0.7),
            ),
            "{plain:percent} of the validation points are right as it is, {residual:percent} with "
            "residual connections and {norm:percent} with batch norm.",
            "A way around, or sums held where the slopes are steep: either lets the gradient "
            "through to layer 1.",
            {"plain": (0.3, 0.64), "residual": (0.8, 1.0), "norm": (0.76, 1.0)},
        ),
    ),
    (
        Task(
            "Ten hidden layers of sigmoids learn nothing. Get 95 % of the circles right with them.",
            run("sigmoid", dataset="circles", hidden=(8,) * 10),
            checks.reached(
                0.95, checks.data("circles"), checks.activation("sigmoid"), checks.layers(least=10)
            ),
        ),
    ),
)

DEPTH = (_VANISHING, _CURES)
