"""A lesson on units of ReLU that die."""

from collections.abc import Sequence

import numpy as np

from explorer.config import RunConfig
from explorer.engine import Snapshot, Trainer
from explorer.engine.units import dead
from explorer.gradients.ledger import LedgerConfig
from explorer.lessons import checks
from explorer.lessons.places import (
    Numbers,
    Watched,
    run,
)
from explorer.lessons.record import Choice, Lesson, Step, Task
from explorer.lessons.stacks import born_dead, stacked

STEPS, MORE = 1000, 200  # of the run, and behind them


def _dead(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """The share of the hidden units of the first network that are dead."""
    (layer,) = dead(trainer.stack, trainer.samples.x_train)
    return {"relu": float(layer[0].mean())}


def _off(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """Units of ReLU and of leaky ReLU that were off at every training point MORE steps ago.

    How many there were, and how far their weights have moved since: of ReLU the farthest, of leaky
    ReLU the least and the most.
    """
    again = Trainer(trainer.config)
    again.train(trainer.step - MORE)
    stack = again.stack
    off = (next(stack.slopes(again.samples.x_train)) < 1).all(dim=1)  # (P, units)
    before = stack.weights[0].clone()
    again.train(MORE)
    relu, leaky = (
        far[units].tolist()
        for far, units in zip((stack.weights[0] - before).abs().amax(dim=1), off, strict=True)
    )
    return {
        "relu": len(relu),
        "relu_moved": max(relu, default=0.0),
        "leaky": len(leaky),
        "least": min(leaky, default=0.0),
        "most": max(leaky, default=0.0),
    }


_RUN: RunConfig = run(
    "relu", "leaky_relu", dataset="moons", hidden=(16,), optimizer="sgd", learning_rate=4.0
)
_DEAD = Lesson(
    "dead",
    "Dead units",
    "You can say what kills a ReLU unit, why it stays dead, and what keeps it alive.",
    ("relu_family", "parameters"),
    (
        Step(
            "rate",
            "16 ReLU units learn at a rate far too large. What becomes of some of them?",
            Watched(_RUN, _dead, steps=STEPS),
            (
                Choice("Their sums jump about, but all stay on", lambda n: n["relu"] == 0),
                Choice("They are off at every training point", lambda n: n["relu"] > 0),
            ),
            "{relu:percent} of the ReLU units are dead.",
            "One long step may push a unit's line past all points: then its slope is 0 at each.",
            {"relu": (0.05, 1.0)},
        ),
        Step(
            "stuck",
            "Train 200 steps more. How far do the weights of a dead unit move?",
            Watched(_RUN, _off, steps=STEPS + MORE),
            (
                Choice("Not at all", lambda n: n["relu_moved"] == 0),
                Choice("Back, little by little", lambda n: n["relu_moved"] > 0),
            ),
            "the weights of {relu:whole} dead units moved by {relu_moved}.",
            "No point gives the unit a slope, so no gradient reaches its weights: SGD cannot "
            "bring it back.",
            {"relu_moved": (0.0, 0.0), "relu": (1, 16)},
        ),
        Step(
            "leaky",
            "Leaky ReLU's slope is 0.01 on the left. At this rate some of its units are off at "
            "every training point, too. Do their weights move in those 200 steps?",
            Watched(_RUN, _off, steps=STEPS + MORE),
            (
                Choice("Not at all: they are dead", lambda n: n["most"] == 0),
                Choice("Some move, some are dead", lambda n: n["least"] == 0 < n["most"]),
                Choice("All of them move", lambda n: n["least"] > 0),
            ),
            "there are {leaky:whole}; the slowest moved by {least}, the fastest by {most}.",
            "A slope of 0.01 is small, but not 0: a little of the gradient still reaches them.",
            {"leaky": (1, 16), "least": (1e-9, np.inf), "most": (1e-9, np.inf)},
        ),
        Step(
            "born",
            "Ten layers of two ReLU units each, with He's weights. How many such networks are "
            "dead before a step is taken?",
            stacked(
                LedgerConfig(
                    ("relu",), depth=10, width=2, init="he", inputs="circles", loss="bce", draws=16
                ),
                born_dead,
            ),
            (
                Choice("Next to none", lambda n: n["dead"] < 0.1),
                Choice("More than a third", lambda n: n["dead"] > 1 / 3),
            ),
            "{dead:percent} of them have a layer that is off for every input.",
            "Where both units of a layer are off, nothing passes, forward or back. Wider layers "
            "hardly ever have that.",
            {"dead": (0.5, 1.0)},
        ),
    ),
    (
        Task(
            "Make a ReLU unit die while it trains.",
            run(
                "relu",
                dataset="moons",
                hidden=(16,),
                init="he",
                optimizer="sgd",
                learning_rate=0.1,
            ),
            checks.any_dead,
        ),
        Task(
            "Units die at this rate. Keep ReLU and save them: after 500 steps or more no unit is "
            "dead, and 95 % of the moons are right.",
            run(
                "relu",
                dataset="moons",
                hidden=(16,),
                init="he",
                optimizer="sgd",
                learning_rate=10.0,
            ),
            checks.none_dead(500, 0.95, checks.data("moons"), checks.activation("relu")),
        ),
    ),
)

DYING = (_DEAD,)
