"""What a network has come to, in one or two sentences: the first thing that is said of it."""

from explorer.engine import Snapshot, Trainer
from explorer.engine.overfitting import overfits
from explorer.words import BY_CHANCE, LEARNT, WORSE, number, percent

Best = tuple[float, int]  # the lowest validation loss so far, and the first step that had it


def outcome(trainer: Trainer, snapshot: Snapshot, member: int = 0, best: Best | None = None) -> str:
    """The result of one network by its losses and accuracies, in training and in validation.

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
    right = _right(trainer.config.problem, snapshot, member)
    if snapshot.step == 0:
        return f"{label} has not been trained yet: it {right}."
    if _rate(trainer, member) == 0:
        return f"{label} has not been trained, for its learning rate is 0: it {right}."
    return _trained(trainer, snapshot, member, right, best)


def _right(problem: str, snapshot: Snapshot, member: int) -> str:
    """How many points a network gets right, to validate and to train on; of numbers its R²."""
    found = snapshot.validation_accuracy[member], snapshot.train_accuracy[member]
    if problem.startswith("regression"):
        validation, train = (number(value) for value in found)
        return f"reaches an R² of {validation} on the validation points and {train} in training"
    validation, train = map(percent, found)
    if problem == "labels":
        return f"gives {validation} of the validation points all their labels, in training {train}"
    return f"gets {validation} of the validation points right and {train} of the training points"


def _trained(
    trainer: Trainer, snapshot: Snapshot, member: int, right: str, best: Best | None
) -> str:
    """The result of a network that has been trained and is finite."""
    label = trainer.config.titles[member]
    result = f"{label} {right}"
    train, validation = snapshot.train_loss[member], snapshot.validation_loss[member]
    chance = trainer.guessing[member]
    beside = f"its train loss is {number(train)}, and guessing gives {number(chance)}"
    if not train <= WORSE * chance:
        return f"{result}. By its loss it is worse than guessing: {beside}."
    if train >= LEARNT * chance:
        if snapshot.train_accuracy[member] <= _prior_share(trainer) + BY_CHANCE:
            return f"{label} is no better than guessing: {beside}. It {right}."
        return f"{result}, hardly surer than guessing: {beside}."
    shares = snapshot.train_accuracy[member], snapshot.validation_accuracy[member]
    count = len(trainer.samples.y_validation)
    if best is not None and overfits(shares, (train, validation), best[0], chance, count):
        return (
            f"{result}: it overfits. Its validation loss was best at step {best[1]:,}, "
            f"{number(best[0])}, and is {number(validation)} now."
        )
    early = snapshot.best_step[member]
    if early is not None:
        return f"{result}. It was stopped early, and has its best weights, those of step {early:,}."
    return f"{result}."


def _rate(trainer: Trainer, member: int) -> float:
    own = trainer.config.members[member].learning_rate
    return trainer.config.learning_rate if own is None else own


def _prior_share(trainer: Trainer) -> float:
    """The share of the training points that the commonest answer alone gets right; of numbers 0."""
    y = trainer.samples.y_train
    if y.is_floating_point():
        return 0.0
    counts = y.unique(dim=0, return_counts=True)[1]
    return (counts.max() / len(y)).item()
