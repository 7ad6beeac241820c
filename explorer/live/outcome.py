"""What a network has come to, in one or two sentences: the first thing that is said of it."""

import numpy as np

from explorer.engine import Snapshot, Trainer
from explorer.words import BY_CHANCE, GAP, LEARNT, OVERFIT, WORSE, number, percent

Best = tuple[float, int]  # the lowest test loss so far, and the first step that had it


def outcome(trainer: Trainer, snapshot: Snapshot, member: int = 0, best: Best | None = None) -> str:
    """The result of one network by its losses and accuracies, in training and in the test.

    `snapshot` is the trainer's latest. Only with `best` can a network be told to overfit.
    """
    label, diverged_at = trainer.config.titles[member], snapshot.diverged_at[member]
    if diverged_at == 0:
        return f"{label} diverged at step 0: as it is drawn, its numbers are not finite."
    if diverged_at is not None:
        return (
            f"{label} diverged at step {diverged_at:,}: its numbers stopped being finite, and "
            "it is shown as it was the step before."
        )
    test_right, train_right = (
        percent(shares[member]) for shares in (snapshot.test_accuracy, snapshot.train_accuracy)
    )
    right = f"{test_right} of the test points right and {train_right} of the training points"
    if snapshot.step == 0:
        return f"{label} has not been trained yet: it gets {right}."
    if _rate(trainer, member) == 0:
        return f"{label} has not been trained, for its learning rate is 0: it gets {right}."
    return _trained(trainer, snapshot, member, right, best)


def _trained(
    trainer: Trainer, snapshot: Snapshot, member: int, right: str, best: Best | None
) -> str:
    """The result of a network that has been trained and is finite."""
    label = trainer.config.titles[member]
    result = f"{label} gets {right}"
    train, test = snapshot.train_loss[member], snapshot.test_loss[member]
    chance = trainer.guessing
    beside = f"its train loss is {number(train)}, and guessing gives {number(chance)}"
    if not train <= WORSE * chance:
        return f"{result}. By its loss it is worse than guessing: {beside}."
    if train >= LEARNT * chance:
        if snapshot.train_accuracy[member] <= _prior_share(trainer) + BY_CHANCE:
            return f"{label} is no better than guessing: {beside}. It gets {right}."
        return f"{result}, hardly surer than guessing: {beside}."
    worst = OVERFIT * chance
    gap = snapshot.train_accuracy[member] - snapshot.test_accuracy[member]
    if best is not None and gap > GAP and test - max(best[0], train) > worst:
        return (
            f"{result}: it overfits. Its test loss was best at step {best[1]:,}, "
            f"{number(best[0])}, and is {number(test)} now."
        )
    return f"{result}."


def _rate(trainer: Trainer, member: int) -> float:
    own = trainer.config.members[member].learning_rate
    return trainer.config.learning_rate if own is None else own


def _prior_share(trainer: Trainer) -> float:
    """The share of the training points that the commonest class alone gets right."""
    counts = np.bincount(trainer.samples.y_train.numpy())
    return float(counts.max() / counts.sum())
