"""Lessons on a network's end: from logit to label, and the loss that learns from its mistakes."""

from collections.abc import Callable

import torch

from explorer.config import RunConfig
from explorer.formula.keys import typed
from explorer.lessons import checks
from explorer.lessons.curves import gap, looked_at, value
from explorer.lessons.places import Computed, Numbers, Watched, drawn, right, run, trained
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task
from explorer.outputs import slopes, wrong_start
from explorer.outputs.losses import get
from explorer.outputs.thresholds import logit

_AREAS = {"dataset": "two_areas", "noise": 0.0, "learning_rate": 0.03}
SHARE = typed("exp(x) / (exp(0) + exp(x))")  # softmax of (0, x), its second output
ERRORS = torch.tensor([-2.0, -1.0, 1.0, 2.0], dtype=torch.float64)


def _outputs(link: dict[str, str], compute: Callable[[], Numbers]) -> Computed:
    """A tab of the page Outputs, where no seed matters."""
    return Computed("outputs", dict(link), lambda seed: compute())


def _threshold(probability: float) -> Computed:
    """The tab of logits at this threshold, and the logit that stands there."""
    link = {"outputs_tab": "logits", "outputs_threshold": str(probability)}
    return _outputs(link, lambda: {"z": logit(probability)})


_LOGIT = Lesson(
    "logit",
    "Logit to label",
    "You can go from a logit to a probability and a label and back, for one class or several.",
    ("logit_to_label", "softmax", "kinds", "last_layer"),
    (
        Step(
            "probability",
            "The last layer says z = 2. What is the probability of class 1?",
            looked_at(lambda key: {"p": value(key, 2), "minus": value(key, -2)}, "sigmoid"),
            (
                Choice("2: it is the output itself", lambda n: n["p"] > 1),
                Choice("About 0.88", lambda n: abs(n["p"] - 0.88) < 0.01),
                Choice("About 0.12", lambda n: abs(n["p"] - 0.12) < 0.01),
            ),
            "σ(2) is {p}, and σ(−2) is {minus}.",
            "σ turns any number into one between 0 and 1; −2 gives what is missing to 1.",
            {"p": (0.88, 0.881)},
        ),
        Step(
            "threshold",
            "A point is called 1 only if its probability is above 0.9. Above which logit is that?",
            _threshold(0.9),
            Asked("z", -4.0, 4.0, 0.1, 0.3),
            "σ(z) is 0.9 at z = {z}.",
            "z = ln(p/(1 − p)), the log-odds: 9 to 1 are ln 9. At ½ the logit is 0.",
            {"z": (2.19, 2.2)},
        ),
        Step(
            "softmax",
            "Softmax over the two logits 0 and z: what is its second output?",
            looked_at(lambda one, two: {"gap": gap(one, two)}, "sigmoid", SHARE),
            (
                Choice("σ(z)", lambda n: n["gap"] < 1e-12),
                Choice("Something smaller", lambda n: n["gap"] >= 1e-12),
            ),
            "eᶻ/(e⁰ + eᶻ) differs from σ(z) by {gap} at most, where z is from −6 to 6.",
            "eᶻ/(1 + eᶻ) is σ(z): softmax is the sigmoid of many, and shares out one whole.",
            {"gap": (0.0, 1e-15)},
        ),
        Step(
            "both",
            "Two labels, each of a disc; the discs overlap, so a point may have both. Which last "
            "layer can say so?",
            Watched(run("tanh", **_AREAS, loss="cross_entropy"), right("softmax")),
            (
                Choice("Softmax over the two", lambda n: n["softmax"] > 0.7),
                Choice("Not softmax", lambda n: n["softmax"] < 0.6),
            ),
            "with softmax {softmax:percent} of the validation points get all their labels.",
            "Softmax's outputs sum to 1: one label more likely makes the other less.",
            {"softmax": (0.1, 0.55)},
        ),
        Step(
            "sigmoids",
            "And a sigmoid for each label?",
            Watched(run("tanh", **_AREAS), right("sigmoids")),
            (
                Choice("No better", lambda n: n["sigmoids"] < 0.6),
                Choice("Most points get all their labels", lambda n: n["sigmoids"] > 0.75),
            ),
            "{sigmoids:percent} of the validation points get all their labels.",
            "Each label is a question of its own, yes or no, and has its own probability.",
            {"sigmoids": (0.76, 1.0)},
        ),
    ),
    (
        Task(
            "Two labels at once, and softmax's loss. Give 85 % of the points all their labels.",
            run("tanh", **_AREAS, loss="cross_entropy"),
            checks.reached(0.85, checks.data("two_areas")),
        ),
    ),
)


def _slopes_at() -> Numbers:
    bce, mse = (abs(get(key).exactly(slopes.WRONG, 1)[1]) for key in ("bce", "mse_sigmoid"))
    return {"bce": bce, "mse": mse, "part": mse / bce}


def _lost() -> Numbers:
    quick, slow = (slopes.steps_until_learnt(key) or 0 for key in ("bce", "mse_sigmoid"))
    return {"quick": quick, "slow": slow, "times": slow / quick}


def _start(seed: int) -> Numbers:
    """How right each of the two networks from a wrong start is after 1,000 steps."""
    config: RunConfig = drawn(wrong_start.run(), seed)
    seen = trained(config, 1000)[1]
    bce, mse = seen[-1].validation_accuracy.tolist()
    return {"bce": bce, "mse": mse}


def _cancelled() -> Numbers:
    found = slopes.means(ERRORS)
    return {"mbe": found["mbe"], "mae": found["mae"]}


_LOSS = Lesson(
    "loss",
    "The loss that learns from its mistakes",
    "You can say why a sigmoid belongs with cross-entropy, and where a loss leaves a point alone.",
    ("strong_gradient", "stable_bce", "losses", "last_layer"),
    (
        Step(
            "slope",
            "The truth is 1, and the logit is −6: badly wrong. Which loss pulls the logit up?",
            _outputs({"outputs_tab": "losses"}, _slopes_at),
            (
                Choice("Both alike", lambda n: n["part"] > 0.5),
                Choice("BCE; MSE after σ hardly", lambda n: n["part"] < 0.05),
                Choice("MSE after σ; BCE hardly", lambda n: n["part"] > 20),
            ),
            "BCE's slope is {bce}, that of MSE after σ {mse}: {part:fraction} of it.",
            "The slope of MSE has σ's own slope in it, and σ is flat at −6. In BCE's the logarithm "
            "cancels it: what is left is the error.",
            {"part": (0.0, 0.01)},
        ),
        Step(
            "steps",
            "One logit learns from −6 at rate 1. How many times as many steps does MSE take?",
            _outputs({"outputs_tab": "losses"}, _lost),
            (
                Choice("Twice as many", lambda n: n["times"] < 5),
                Choice("Over ten times as many", lambda n: n["times"] > 10),
            ),
            "BCE takes {quick:whole} steps, MSE after a sigmoid {slow:whole}.",
            "As long as the answer is badly wrong, the slope is next to 0 and the steps are short.",
            {"times": (11, 1000)},
        ),
        Step(
            "networks",
            "Two networks from the same badly wrong start, BCE and MSE after σ, 1,000 steps each. "
            "Who finds the circle?",
            Computed("outputs", {"outputs_tab": "losses", "losses_picture": "start"}, _start),
            (
                Choice("Both", lambda n: n["mse"] > 0.9),
                Choice("BCE alone", lambda n: n["mse"] < 0.8 < 0.85 < n["bce"]),
                Choice("Neither", lambda n: n["bce"] < 0.8),
            ),
            "{bce:percent} of the validation points are right with BCE, {mse:percent} with MSE "
            "after a sigmoid.",
            "A strong gradient whenever the answer is wrong: that is what a loss is chosen for.",
            {"bce": (0.86, 1.0), "mse": (0.2, 0.79)},
        ),
        Step(
            "float32",
            "BCE is computed from σ(z) in float32, and the truth is 0. From which logit on is its "
            "slope exactly 0?",
            _outputs(
                {
                    "outputs_tab": "losses",
                    "losses_first": "bce_probability",
                    "losses_second": "bce",
                    "losses_reach": "20",
                },
                lambda: {"dead": slopes.breaks(0).dead},
            ),
            Asked("dead", 1.0, 100.0, 1.0, 4.0),
            "from z = {dead} on.",
            "There σ(z) is rounded to exactly 1, and 1 is flat. BCE with logits never makes the "
            "probability, and keeps its slope of 1.",
            {"dead": (16.0, 18.0)},
        ),
        Step(
            "cancel",
            "Four predictions are off by −2, −1, 1 and 2. What is their mean error (MBE)?",
            _outputs({"outputs_tab": "losses", "losses_first": "mbe"}, _cancelled),
            (
                Choice("0", lambda n: n["mbe"] == 0),
                Choice("1.5", lambda n: n["mbe"] == 1.5),
            ),
            "the mean error is {mbe}, the mean absolute error {mae}.",
            "Errors of both signs cancel: MBE tells a bias, and not how wrong a model is.",
            {"mbe": (0, 0), "mae": (1.5, 1.5)},
        ),
    ),
    (
        Task(
            "This network has BCE after a ReLU. Keep its layers and its rate, and get 95 % right.",
            run("tanh", dataset="circles", hidden=(8,), loss="bce_relu"),
            checks.reached(
                0.95, checks.same(run("tanh", hidden=(8,)), "dataset", "hidden", "learning_rate")
            ),
        ),
    ),
)

ENDS = (_LOGIT, _LOSS)
