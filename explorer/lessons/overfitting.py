"""A lesson on overfitting and what eases it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from explorer.config import Member
from explorer.engine import Snapshot, Trainer
from explorer.lessons import checks
from explorer.lessons.places import Numbers, See, Watched, run
from explorer.lessons.record import Choice, Lesson, Step, Task

FEW = run(
    "tanh",
    dataset="moons",
    samples=150,
    noise=0.4,
    validation_fraction=0.6,
    test_fraction=0.2,
    hidden=(64,),
    learning_rate=0.01,
    batch_size=None,
)
CURED = replace(
    FEW,
    members=(
        Member("tanh"),
        Member("tanh", changes=(("regulariser", "l2"), ("strength", 0.1))),
        Member("tanh", changes=(("dropout", 0.5),)),
    ),
)


def _course(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
    """The losses of the first network at its end, and the look with its lowest validation loss."""
    losses = np.array([one.validation_loss[0] for one in seen])
    best = int(losses.argmin())
    return {
        "train": float(seen[-1].train_loss[0]),
        "train_right": float(seen[-1].train_accuracy[0]),
        "validation": float(losses[-1]),
        "best": float(losses[best]),
        "rise": float(losses[-1] / losses[best]),
        "step": float(seen[best].step),
        "looks": float(len(seen)),
        "gap": float(losses[-1] - seen[-1].train_loss[0]),
        "stopped": float(seen[-1].best_step[0] or 0),
    }


def _beside(*names: str) -> See:
    """The validation loss of each further network as a share of the first's."""

    def see(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
        first, *others = seen[-1].validation_loss.tolist()
        return {name: loss / first for name, loss in zip(names, others, strict=True)}

    return see


_OVERFITTING = Lesson(
    "overfitting",
    "Overfitting and its cures",
    "You can see overfitting in two curves, and ease it in four ways.",
    ("generalisation", "shares", "size"),
    (
        Step(
            "train",
            "64 units learn 30 noisy points. How many of those 30 do they get right in the end?",
            Watched(FEW, _course),
            (
                Choice("As many as anybody can: about 90 %", lambda n: n["train_right"] < 0.96),
                Choice("All of them, noise included", lambda n: n["train_right"] == 1),
            ),
            "{train_right:percent} of the training points are right, at a loss of {train}.",
            "257 numbers can follow 30 points one by one: they are learnt by heart.",
            {"train_right": (1.0, 1.0)},
        ),
        Step(
            "rise",
            "And the loss on the validation points, which it never learnt from?",
            Watched(FEW, _course),
            (
                Choice("It ends where it is lowest", lambda n: n["rise"] < 1.05),
                Choice("It falls, then rises again", lambda n: n["rise"] > 1.2),
            ),
            "of {looks:whole} looks it was lowest at step {step:whole}, {best}; now it is "
            "{validation}.",
            "What is learnt from about there on is noise, and on other points the noise is other.",
            {"rise": (1.5, np.inf)},
        ),
        Step(
            "l2",
            "L2 pulls every weight towards 0. What does it do to the validation loss at the end?",
            Watched(CURED, _beside("l2", "dropout")),
            (
                Choice("It makes it larger", lambda n: n["l2"] > 1),
                Choice("It makes it a good deal smaller", lambda n: n["l2"] < 0.8),
            ),
            "it is {l2:percent} of that without.",
            "Small weights cannot bend the boundary around a single point.",
            {"l2": (0.0, 0.75)},
        ),
        Step(
            "dropout",
            "Dropout leaves out half of the units in each step. And then?",
            Watched(CURED, _beside("l2", "dropout")),
            (
                Choice("The validation loss is larger", lambda n: n["dropout"] >= 1),
                Choice("It is smaller", lambda n: n["dropout"] < 1),
            ),
            "it is {dropout:percent} of that without.",
            "No few units can learn a point by heart when each may be missing.",
            {"dropout": (0.0, 0.95)},
        ),
        Step(
            "early",
            "Early stopping waits 100 steps for a better validation loss, then goes back. At which "
            "loss does the run end?",
            Watched(replace(FEW, patience=100), _course),
            (
                Choice("At its lowest", lambda n: n["rise"] < 1.05),
                Choice("Well above its lowest", lambda n: n["rise"] > 1.2),
            ),
            "it ends with the weights of step {stopped:whole}, at a loss of {validation}.",
            "All that was learnt after that step was noise. The validation points chose the step, "
            "so judge the end by test points.",
            {"rise": (0.0, 1.02)},
        ),
        Step(
            "points",
            "The best cure of all: 2,000 points instead of 150. How large is the gap between the "
            "two losses then?",
            Watched(replace(FEW, samples=2000, validation_fraction=0.3), _course),
            (
                Choice("As large: 64 units are 64 units", lambda n: n["gap"] > 0.3),
                Choice("Nearly gone", lambda n: n["gap"] < 0.15),
            ),
            "the validation loss is {validation}, the training loss {train}.",
            "What 1,000 training points have in common is the figure; what differs is the noise.",
            {"gap": (-0.15, 0.149)},
        ),
    ),
    (
        Task(
            "Keep the 64 units and the 150 points. End 1,000 steps or more with a validation loss "
            "of 0.6 at most.",
            FEW,
            checks.low(0.6, 1000, checks.same(FEW, "dataset", "samples", "noise", "hidden")),
        ),
    ),
)


OVERFITTING = (_OVERFITTING,)
