"""A lesson on first weights: too large, too small, and the edge of chaos between."""

from dataclasses import replace

import numpy as np

from explorer.activations import get
from explorer.config import Member
from explorer.config.link import Parameters
from explorer.gradients.ledger import LedgerConfig
from explorer.lessons import checks
from explorer.lessons.places import (
    Computed,
    Watched,
    beside_guessing,
    right,
    run,
    together,
)
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task
from explorer.lessons.stacks import (
    stacked,
    what_is_left,
)
from explorer.meanfield import critical_weight_variance
from explorer.words import LEARNT, WORSE

_DEEP = LedgerConfig(("tanh",), depth=50, init="mean_field", draws=3)


def _edge(key: str, bias_variance: float = 0.0) -> Computed:
    """The tab Edge of chaos, and the variance of the weights where χ₁ is 1."""
    link: Parameters = {
        "gradients_view": "chaos",
        "chaos_activation": key,
        "chaos_bias": str(bias_variance),
    }
    return Computed(
        "gradients", link, lambda seed: {"edge": critical_weight_variance(get(key), bias_variance)}
    )


_EDGE = Lesson(
    "edge",
    "Initialisation and the edge of chaos",
    "You can choose first weights with which a signal and its gradient survive fifty layers.",
    ("deep",),
    (
        Step(
            "large",
            "Fifty layers of tanh whose weights have variance 4/fan-in. What does the gradient do "
            "on its way back?",
            stacked(replace(_DEEP, weight_variance=4.0), what_is_left),
            (
                Choice("It fades", lambda n: n["left"] < 0.1),
                Choice("It stays as it is", lambda n: 0.1 < n["left"] < 10),
                Choice("It grows", lambda n: n["left"] > 10),
            ),
            "layer 1 gets {left:factor} times what layer 50 gets.",
            "The weights enlarge it by more than tanh's slopes shrink it: chaos.",
            {"left": (11.0, np.inf)},
        ),
        Step(
            "small",
            "And with variance ½/fan-in?",
            stacked(replace(_DEEP, weight_variance=0.5), what_is_left),
            (
                Choice("It fades", lambda n: n["left"] < 1e-3),
                Choice("It stays as it is", lambda n: 1e-3 < n["left"] < 10),
                Choice("It grows", lambda n: n["left"] > 10),
            ),
            "layer 1 gets {left:fraction} of what layer 50 gets.",
            "Small sums leave tanh's slopes near 1, but weights of variance ½ halve a gradient's "
            "square in every layer: order.",
            {"left": (0.0, 1e-4)},
        ),
        Step(
            "edge",
            "Without biases, at which variance σ_w² (times 1/fan-in) does tanh pass a gradient on "
            "as it is?",
            _edge("tanh"),
            Asked("edge", 0.25, 4.0, 0.25, 0.1),
            "χ₁ is 1 at σ_w² = {edge}.",
            "Near 0 tanh's slope is 1, so weights of variance 1/fan-in keep a square as it is: "
            "the edge between order and chaos. LeCun's weights stand there.",
            {"edge": (0.999, 1.001)},
        ),
        Step(
            "relu",
            "And for ReLU?",
            _edge("relu"),
            Asked("edge", 0.25, 4.0, 0.25, 0.1),
            "χ₁ is 1 at σ_w² = {edge}.",
            "Half of its slopes are 0, so the weights must have twice the variance: that is He's "
            "initialiser.",
            {"edge": (1.999, 2.001)},
        ),
        Step(
            "zero",
            "All first weights are 0, so nothing explodes. What does the network learn?",
            Watched(
                run("tanh", hidden=(8, 8), init="xavier").alone(Member("tanh", init_scale=0.0)),
                together(right("right"), beside_guessing("loss")),
            ),
            (
                Choice("As much as others", lambda n: n["loss"] < 0.9),
                Choice("Nothing but how common the classes are", lambda n: n["loss"] >= LEARNT),
            ),
            "its loss is {loss:percent} of guessing's.",
            "With weights of 0 no gradient passes back, and all units of a layer are alike. "
            "Weights must differ, so they are drawn.",
            {"loss": (LEARNT, WORSE)},
        ),
    ),
    (
        Task(
            "Thirty hidden layers of tanh, without norm or residual connections: get 90 % of the "
            "moons right.",
            run("tanh", dataset="moons", hidden=(16,) * 30),
            checks.reached(
                0.9,
                checks.data("moons"),
                checks.activation("tanh"),
                checks.layers(least=30),
                checks.plain,
            ),
        ),
    ),
)

EDGE = (_EDGE,)
