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


def _dead(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """The share of the hidden units of two networks that are dead."""
    found = dead(trainer.stack, trainer.samples.x_train)
    shares = np.concatenate([layer.T for layer in found]).mean(axis=0)
    return dict(zip(("relu", "leaky"), shares.tolist(), strict=True))


def _stuck(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """How far the weights of dead units of layer 1 move in 200 steps more, and those of others."""
    again = Trainer(trainer.config)
    again.train(trainer.step)
    part = again.parts[0]
    off = dead(part.stack, again.samples.x_train)[0][0]
    before = part.stack.weights[0][0].clone()
    again.train(200)
    moved = (part.stack.weights[0][0] - before).abs().amax(dim=0).numpy()
    return {
        "units": float(off.sum()),
        "moved": float(moved[off].max()) if off.any() else 0.0,
        "others": float(moved[~off].max()) if (~off).any() else 0.0,
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
            Watched(_RUN, _dead),
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
            Watched(_RUN, _stuck),
            (
                Choice("Not at all", lambda n: n["moved"] == 0),
                Choice("Back, little by little", lambda n: n["moved"] > 0),
            ),
            "the weights of {units:whole} dead units moved by {moved}.",
            "No point gives the unit a slope, so no gradient reaches its weights: SGD cannot "
            "bring it back.",
            {"moved": (0.0, 0.0), "units": (1, 16)},
        ),
        Step(
            "leaky",
            "The same start with leaky ReLU, whose slope is 0.01 on the left. How many units are "
            "dead?",
            Watched(_RUN, _dead),
            (
                Choice("About as many", lambda n: n["leaky"] > 0),
                Choice("None", lambda n: n["leaky"] == 0),
            ),
            "{leaky:percent} of the leaky units are dead.",
            "A slope of 0.01 is small, but it is never 0.",
            {"leaky": (0, 0)},
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
