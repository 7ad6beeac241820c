"""A lesson on thresholds and unbalanced data."""

from collections.abc import Sequence
from dataclasses import replace

from explorer.config import Member, RunConfig
from explorer.engine import Snapshot, Trainer
from explorer.lessons import checks
from explorer.lessons.places import Computed, Numbers, See, drawn, trained
from explorer.lessons.record import Choice, Lesson, Step, Task
from explorer.outputs import measures
from explorer.outputs.answers import answers, classical
from explorer.outputs.link import START, write
from explorer.outputs.thresholds import roc

RARE = replace(
    START,
    dataset="circles",
    noise=0.1,
    class_share=0.05,
    samples=2000,
    members=(Member("identity"),),
)
MIXED = replace(START, noise=0.5, class_share=0.1, samples=2000, members=(Member("tanh"),))
LOW, HALF = 0.1, 0.5  # thresholds


def _judged(config: RunConfig, see: See, threshold: float = HALF) -> Computed:
    """The tab Thresholds with this run at its end, and what is seen there."""

    def compute(seed: int) -> Numbers:
        return see(*trained(drawn(config, seed), config.steps))

    return Computed("outputs", write(config, "thresholds", threshold), compute)


def _rare(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """Accuracy, and what of class 1 the first network finds, on the validation points."""
    said = answers(trainer, trainer.rows)
    found = measures(said.y, said.probability[0])
    return {"accuracy": found["accuracy"], "recall": found["recall"], "base": found["base_rate"]}


def _thresholds(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """Recall and precision of the first network at ½ and at a low threshold, and its AUC."""
    said = answers(trainer, trainer.rows)
    half, low = (measures(said.y, said.probability[0], at) for at in (HALF, LOW))
    area = roc(said.y, said.logits[0]).auc
    return {
        "recall": half["recall"],
        "precision": half["precision"] or 0.0,
        "low_recall": low["recall"],
        "low_precision": low["precision"] or 0.0,
        "gain": low["recall"] - half["recall"],
        "price": (half["precision"] or 0.0) - (low["precision"] or 0.0),
        "auc": area or 0.0,
    }


def _areas(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """The AUC of the network's logits and of logistic regression on the same points."""
    said = answers(trainer, trainer.rows)
    own, other = roc(said.y, said.logits[0]).auc, roc(said.y, classical(trainer.config)).auc
    return {"auc": own or 0.0, "logistic": other or 0.0, "lead": (own or 0.0) - (other or 0.0)}


_THRESHOLDS = Lesson(
    "thresholds",
    "Thresholds and unbalanced data",
    "You can see through an accuracy of 95 %, and choose a threshold by what mistakes cost.",
    ("base_rate", "confusion", "threshold", "classical"),
    (
        Step(
            "accuracy",
            "5 % of the points are of class 1, in the middle of the others. One line is to find "
            "them. How many points does it get right?",
            _judged(RARE, _rare),
            (
                Choice("About half", lambda n: n["accuracy"] < 0.7),
                Choice("About 95 %", lambda n: n["accuracy"] > 0.9),
            ),
            "{accuracy:percent} of the validation points are right.",
            "{base:percent} are of class 0: who always says 0 is right for all of those.",
            {"accuracy": (0.91, 0.99)},
        ),
        Step(
            "recall",
            "And how many of the points of class 1 does it find?",
            _judged(RARE, _rare),
            (
                Choice("About 95 %", lambda n: n["recall"] > 0.9),
                Choice("About half", lambda n: 0.3 < n["recall"] <= 0.9),
                Choice("None", lambda n: n["recall"] == 0),
            ),
            "its recall is {recall:percent}.",
            "Accuracy counts all points alike. Recall asks of those of class 1 alone, and there "
            "the line is useless.",
            {"recall": (0, 0)},
        ),
        Step(
            "lower",
            "Two moons mix, 10 % of the points are of class 1. A point is now called 1 from a "
            "probability of 0.1, not ½. What happens?",
            _judged(MIXED, _thresholds, LOW),
            (
                Choice(
                    "More of class 1 is found, and nothing is lost",
                    lambda n: n["gain"] > 0 and n["price"] <= 0,
                ),
                Choice(
                    "More is found, and more false alarms come with it",
                    lambda n: n["gain"] > 0 and n["price"] > 0,
                ),
                Choice("Nothing: it is the same network", lambda n: n["gain"] == 0),
            ),
            "recall goes from {recall:percent} to {low_recall:percent}, precision from "
            "{precision:percent} to {low_precision:percent}.",
            "A threshold trades missed points for false alarms. What each costs decides it.",
            {"gain": (0.15, 1.0), "price": (0.1, 1.0)},
        ),
        Step(
            "area",
            "The area under the ROC curve looks at all thresholds at once. How far is the network "
            "from logistic regression here?",
            _judged(MIXED, _areas),
            (
                Choice("Far ahead: it is a network", lambda n: n["lead"] > 0.04),
                Choice("They are as good", lambda n: abs(n["lead"]) < 0.03),
                Choice("Far behind", lambda n: n["lead"] < -0.04),
            ),
            "the area is {auc} for the network and {logistic} for logistic regression.",
            "So much noise blurs the moons' bend: a line finds nearly all there is to find. Hold a "
            "network against the simple method first.",
            {"auc": (0.7, 1.0), "lead": (-0.025, 0.025)},
        ),
    ),
    (
        Task(
            "5 % of the points are of class 1. Find 80 % of them at the threshold ½, and be right "
            "with 80 % of those called 1.",
            RARE,
            checks.found(0.8, 0.8, checks.data("circles"), checks.same(RARE, "class_share")),
        ),
    ),
)

JUDGING = (_THRESHOLDS,)
