"""A lesson on the learning rate and the optimisers."""

from collections.abc import Callable

import numpy as np

from explorer.config import Member
from explorer.config.link import Parameters
from explorer.lessons import checks
from explorer.lessons.places import (
    Computed,
    Numbers,
    Watched,
    beside,
    beside_guessing,
    right,
    run,
)
from explorer.lessons.record import Choice, Lesson, Step, Task
from explorer.outputs.descent import path
from explorer.outputs.landscapes import LANDSCAPES, SPEEDS, STEPS, Landscape
from explorer.words import WORSE

_RATES = beside(
    Member("tanh"),
    {"learning_rate": 0.1},
    {"learning_rate": 10.0},
    optimizer="sgd",
    learning_rate=0.001,
)
_OPTIMISERS = beside(
    Member("tanh"),
    {"changes": (("optimizer", "sgd"),)},
)


def _ball(
    landscape: str, optimiser: str, speed: str, see: Callable[[Landscape, str, float], Numbers]
) -> Computed:
    """A ball of the tab Descent, at one of its landscape's rates, and what is seen of it."""
    link: Parameters = {
        "outputs_tab": "descent",
        "descent_landscape": landscape,
        "descent_optimisers": optimiser,
        "descent_rate": speed,
    }
    down = LANDSCAPES[landscape]
    rate = down.rates[SPEEDS.index(speed)]
    return Computed("outputs", link, lambda seed: see(down, optimiser, rate))


def _overshoot(landscape: Landscape, optimiser: str, rate: float) -> Numbers:
    """How far from a parabola's minimum a ball is after its last step, in its first distance.

    It has `STEPS`, or fewer where it leaves the numbers that are drawn. Beside it the same at the
    rate that is right.
    """
    ((lowest, _),) = landscape.minima
    right_rate = landscape.rates[SPEEDS.index("right")]
    near, far = (
        path(landscape, landscape.start, optimiser, one, STEPS).w for one in (right_rate, rate)
    )
    first = abs(landscape.start - lowest)
    return {
        "steps": len(far) - 1,
        "near": abs(near[-1] - lowest) / first,
        "far": abs(far[-1] - lowest) / first,
        "rates": rate / right_rate,
    }


def _shrinking(landscape: Landscape, optimiser: str, rate: float) -> Numbers:
    """The last of `STEPS` beside the first, where the gradient stays about as it is."""
    weights = path(landscape, landscape.start, optimiser, rate, STEPS).w
    lengths = np.abs(np.diff(weights))
    return {"steps": len(lengths), "left": float(lengths[-1] / lengths[0])}


_RATE = Lesson(
    "rate",
    "Learning rate and optimisers",
    "You can tell from a loss curve whether the learning rate is too small, right or too large.",
    ("rate", "optimisers", "descent", "tuning"),
    (
        Step(
            "small",
            "Plain SGD at a rate of 0.001 for 1,000 steps. What has the loss come to?",
            Watched(run("tanh", optimizer="sgd", learning_rate=0.001), beside_guessing("small")),
            (
                Choice("It has hardly moved", lambda n: n["small"] > 0.9),
                Choice("It is near 0", lambda n: n["small"] < 0.3),
                Choice("It is above guessing's", lambda n: n["small"] > WORSE),
            ),
            "the loss is {small:percent} of guessing's.",
            "A step is rate times slope: these are too short to get anywhere.",
            {"small": (0.91, 1.09)},
        ),
        Step(
            "large",
            "The same network at a rate of 10: a hundred times the rate that works. And now?",
            Watched(_RATES, beside_guessing("small", "right", "large")),
            (
                Choice("It learns a hundred times as fast", lambda n: n["large"] < n["right"]),
                Choice("It ends above guessing", lambda n: n["large"] > 1),
            ),
            "the loss is {large:factor} times guessing's; at 0.1 it is {right:percent} of it.",
            "Each step leaps over the valley and may land higher than it began.",
            {"large": (1.0001, np.inf), "right": (0.0, 0.6)},
        ),
        Step(
            "overshoot",
            "A ball on a parabola, at three times a rate that leads to the minimum. Where does it "
            "end?",
            _ball("linear", "sgd", "large", _overshoot),
            (
                Choice("At the minimum, and earlier", lambda n: n["far"] < 0.01),
                Choice("Farther away than it began", lambda n: n["far"] > 1),
            ),
            "after {steps:whole} steps it is {far:count} times as far from the minimum as its "
            "start.",
            "Above 2 divided by the curvature, a rate makes every step overshoot by more than the "
            "one before.",
            {"near": (0.0, 0.01), "far": (1e4, np.inf), "rates": (2.999, 3.001)},
        ),
        Step(
            "adam",
            "Adam and plain SGD, both at 0.01, with the same weights and batches. Who closes the "
            "circle in 1,000 steps?",
            Watched(_OPTIMISERS, right("adam", "sgd")),
            (
                Choice("Both", lambda n: n["sgd"] > 0.9),
                Choice("Adam alone", lambda n: n["sgd"] < 0.8 and n["adam"] > 0.85),
                Choice("SGD alone", lambda n: n["adam"] < 0.8 < n["sgd"]),
            ),
            "{adam:percent} of the validation points are right with Adam, {sgd:percent} with SGD.",
            "Adam makes each weight's steps about as long as the rate, however small its gradient.",
            {"adam": (0.9, 1.0), "sgd": (0.3, 0.79)},
        ),
        Step(
            "adagrad",
            "Adagrad divides by the root of all squared gradients so far. How long are its steps "
            "after 60 of them?",
            _ball("logistic", "adagrad", "small", _shrinking),
            (
                Choice("As long as the first", lambda n: n["left"] > 0.5),
                Choice("About an eighth or less", lambda n: n["left"] < 0.15),
            ),
            "step {steps:whole} is {left:percent} of the first.",
            "The sum only grows, so the steps die. RMSprop and Adam forget old gradients.",
            {"steps": (60, 60), "left": (0.0, 0.14)},
        ),
    ),
    (
        Task(
            "Plain SGD has closed no circle. Get 95 % right with it in at most 2,000 steps.",
            run("tanh", dataset="circles", optimizer="sgd", hidden=(8, 8)),
            checks.within(
                2000,
                checks.reached(
                    0.95, checks.same(run("tanh", optimizer="sgd"), "dataset", "optimizer")
                ),
            ),
        ),
    ),
)

LEARNING = (_RATE,)
