"""A lesson on a table through sigmoids that learns only how common its classes are."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from explorer.config import Member
from explorer.engine import Snapshot, Trainer
from explorer.lessons import checks
from explorer.lessons.places import (
    Numbers,
    Watched,
    run,
)
from explorer.lessons.record import Choice, Lesson, Step, Task
from explorer.outputs import measures
from explorer.outputs.answers import answers

TRAP = run(
    "sigmoid",
    dataset="breast_cancer",
    hidden=(6, 4),
    optimizer="sgd",
    learning_rate=0.1,
    batch_size=None,
)
EPOCHS = 100
ADAM = replace(TRAP, optimizer="adam", learning_rate=0.01, batch_size=32)
BATCHES = 15  # an epoch, of ADAM


def _trap(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """How right the first network is, beside the base rate, and its loss beside guessing's."""
    said = answers(trainer, trainer.rows)
    found = measures(said.y, said.probability[0])
    return {
        "accuracy": found["accuracy"],
        "base": found["base_rate"],
        "above": found["accuracy"] - found["base_rate"],
        "loss": float(seen[-1].train_loss[0]),
        "guessing": trainer.guessing[0],
        "part": float(seen[-1].train_loss[0]) / trainer.guessing[0],
        "batches": float(trainer.steps_per_epoch),
        "answers": float(len(np.unique(said.label()[0]))),
    }


_TRAP = Lesson(
    "base_rate",
    "The base rate trap",
    "You can tell a network that has learnt only how common the classes are from one that learns.",
    ("table", "base_rate", "tuning", "logistic_regression"),
    (
        Step(
            "loss",
            "A table of 30 measures goes through layers of 6, 4 and 1 sigmoids; SGD at 0.1, full "
            "batch. After 100 epochs the printed loss has flattened. Where?",
            Watched(TRAP, _trap, steps=EPOCHS),
            (
                Choice("Near 0: it has learnt", lambda n: n["part"] < 0.2),
                Choice("At the loss of guessing", lambda n: abs(n["part"] - 1) < 0.09),
                Choice("Halfway: it needs more epochs", lambda n: 0.2 <= n["part"] < 0.9),
            ),
            "the loss is {loss}; always naming the classes' shares gives {guessing}.",
            "That number is the entropy of the classes: little but the last bias has learnt.",
            {"part": (0.92, 1.08)},
        ),
        Step(
            "accuracy",
            "And the accuracy?",
            Watched(TRAP, _trap, steps=EPOCHS),
            (
                Choice("About half", lambda n: n["accuracy"] < 0.5),
                Choice("That of the commonest class", lambda n: abs(n["above"]) < 1e-6),
                Choice("Well above it", lambda n: n["above"] > 0.1),
            ),
            "{accuracy:percent} of the validation points are right, and {base:percent} are of the "
            "commonest class.",
            "It says the same of every row. Hold an accuracy against the base rate first.",
            {"above": (0, 0), "accuracy": (0.55, 0.75)},
        ),
        Step(
            "adam",
            "The same layers with Adam and batches of 32, for as many epochs. And now?",
            Watched(
                ADAM,
                _trap,
                steps=EPOCHS * BATCHES,
            ),
            (
                Choice("The same: sigmoids vanish", lambda n: n["above"] < 0.1),
                Choice("It learns", lambda n: n["above"] > 0.15),
            ),
            "{accuracy:percent} of the validation points are right.",
            "The gradient was small, not gone: Adam's steps do not hang on its size, and an epoch "
            "has {batches:whole} of them now.",
            {"above": (0.16, 0.7), "batches": (BATCHES, BATCHES)},
        ),
        Step(
            "logistic",
            "No hidden layer at all, SGD at 0.1, full batch, 100 epochs. How good is that?",
            Watched(replace(TRAP, hidden=(), members=(Member("identity"),)), _trap, steps=EPOCHS),
            (
                Choice("No better than guessing", lambda n: n["above"] < 0.05),
                Choice("Over 90 % right", lambda n: n["accuracy"] > 0.9),
            ),
            "{accuracy:percent} of the validation points are right.",
            "Logistic regression has no layer for a gradient to vanish in. Try the simplest model "
            "first.",
            {"accuracy": (0.901, 1.0), "above": (0.2, 0.5)},
        ),
    ),
    (
        Task(
            "Keep 6 and 4 sigmoids. Get 90 % of the tumours right in at most 200 steps.",
            TRAP,
            checks.within(
                200,
                checks.reached(
                    0.9,
                    checks.data("breast_cancer"),
                    checks.activation("sigmoid"),
                    checks.same(TRAP, "hidden"),
                ),
            ),
        ),
    ),
)

TRAP_OF_THE_BASE_RATE = (_TRAP,)
