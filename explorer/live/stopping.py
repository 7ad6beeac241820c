"""When a run stops by itself, and why, in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.config import MAX_STEPS, check_whole
from explorer.engine import Snapshot
from explorer.words import PROGRESS, percent

EARLY = "no network's validation loss gets better, and each has its best weights"


@dataclass(frozen=True)
class StopRule:
    """When a run is to stop; None where a condition is not asked for.

    `accuracy`: every network has reached this validation accuracy, in (0, 1]. `plateau`: so many
    steps in which no network's best validation loss fell by more than 1 %. `steps`, `epochs`: this
    one is reached. `divergence`: all networks have diverged or were stopped early. Raises
    ValueError with the value in the sentence.
    """

    accuracy: float | None = None
    plateau: int | None = None
    steps: int | None = None
    epochs: int | None = None
    divergence: bool = True

    def __post_init__(self) -> None:
        """Check every field."""
        accuracy = self.accuracy
        if accuracy is not None and (isinstance(accuracy, bool) or not 0 < accuracy <= 1):
            raise ValueError(f"accuracy is {accuracy!r}; expected a number above 0 and up to 1")
        if self.plateau is not None:
            check_whole("plateau", self.plateau, 1, MAX_STEPS)
        if self.steps is not None:
            check_whole("steps", self.steps, 0, MAX_STEPS)
        if self.epochs is not None:
            check_whole("epochs", self.epochs, 1, MAX_STEPS)

    def counted(self, steps_per_epoch: int) -> "StopRule":
        """The same rule with its epochs as steps, where they come first."""
        if self.epochs is None:
            return self
        end = self.epochs * steps_per_epoch
        if self.steps is not None and self.steps < end:
            return replace(self, epochs=None)
        return replace(self, steps=end)

    @property
    def looks_back(self) -> bool:
        """Whether it is about more of a run than its latest snapshot."""
        return self.accuracy is not None or self.plateau is not None


def reason(rule: StopRule, history: Sequence[Snapshot]) -> str | None:
    """Why a run with these snapshots, in order, is to stop, in one sentence; None: it goes on."""
    if not history:
        return None
    latest = history[-1]
    ends = zip(latest.diverged_at, latest.best_step, strict=True)
    if rule.divergence and (None, None) not in ends and None in latest.diverged_at:
        return f"Stopped: {EARLY}."
    if rule.divergence and None not in latest.diverged_at:
        several = len(latest.diverged_at) > 1
        return f"Stopped: {'all networks have' if several else 'the network has'} diverged."
    if rule.accuracy is not None and (said := _reached(rule.accuracy, history)):
        return said
    if rule.plateau is not None and (flat := _steps_without_gain(history)) >= rule.plateau:
        return (
            f"Stopped: no validation loss has fallen by more than {percent(PROGRESS)} for "
            f"{flat:,} steps."
        )
    if rule.steps is not None and latest.step >= rule.steps:
        late = f" (asked for: {rule.steps:,})" if latest.step > rule.steps else ", as asked"
        where = (
            f"step {latest.step:,}" if rule.epochs is None else f"the end of epoch {rule.epochs:,}"
        )
        return f"Stopped at {where}{late}."
    return None


def _reached(accuracy: float, history: Sequence[Snapshot]) -> str | None:
    # Accuracies are float32 means, which may lie a rounding below the share meant.
    reached = np.stack([snapshot.validation_accuracy for snapshot in history])  # (S, P)
    good = reached >= accuracy - 1e-6
    open_ = ~good.any(axis=0)
    lost = open_ & np.array([step is not None for step in history[-1].diverged_at])
    if open_.all() or (open_ & ~lost).any():
        return None
    step = history[int(good.argmax(axis=0)[~open_].max())].step
    share = f"{percent(accuracy)} validation accuracy"
    if good.shape[1] == 1:
        return f"Stopped: the network has reached {share}, at step {step:,}."
    but = f" but the {lost.sum()} that diverged" if lost.any() else ""
    return f"Stopped: every network{but} has reached {share}, the last one at step {step:,}."


def _steps_without_gain(history: Sequence[Snapshot]) -> int:
    """Steps since any network's validation loss last fell more than 1 % below its best before."""
    best = np.full_like(history[0].validation_loss, np.inf)
    since = history[0].step
    for snapshot in history:
        better = snapshot.validation_loss < (1 - PROGRESS) * best
        if better.any():
            best, since = np.where(better, snapshot.validation_loss, best), snapshot.step
    return history[-1].step - since
