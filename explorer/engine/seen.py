"""What is seen of a run at one step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

NUMBERS = frozenset[str]()  # to be seen: losses and accuracies alone


class Seen(NamedTuple):
    """A step of a film: how well each member does, and all parameters (P, n)."""

    step: int
    judged: "Judged"
    parameters: np.ndarray


class Judged(NamedTuple):
    """How well each member does on the three shares, (P,) float32 each.

    An accuracy is the share of the points that are right, in [0, 1]; of a regression R², at most 1.
    """

    train_loss: np.ndarray
    validation_loss: np.ndarray
    test_loss: np.ndarray
    train_accuracy: np.ndarray
    validation_accuracy: np.ndarray
    test_accuracy: np.ndarray


@dataclass(frozen=True)
class Snapshot:
    """The state of a run after `step` steps; arrays are float32 unless said otherwise."""

    step: int
    epoch: float
    train_loss: np.ndarray  # (P,)
    validation_loss: np.ndarray  # (P,)
    test_loss: np.ndarray  # (P,)
    train_accuracy: np.ndarray  # (P,), in [0, 1]; of a regression R²
    validation_accuracy: np.ndarray
    test_accuracy: np.ndarray
    diverged_at: tuple[int | None, ...]  # the step at which a member stopped being finite
    best_step: tuple[int | None, ...]  # of its weights, where a member was stopped early
    # On demand, over the square [−extent, extent]², row 0 at the bottom, (P, G, G):
    probability: np.ndarray | None = None  # of class 1; with K > 2, of the likeliest class; a value
    winner: np.ndarray | None = None  # int64, the likeliest class; None with two classes


Show = Callable[[Snapshot, list[np.ndarray]], bool]  # takes P parameters (n,), too


def among(everyone: np.ndarray, index: np.ndarray, some: np.ndarray) -> np.ndarray:
    """A copy of what is known of everyone (P, …), with some of them, by number, as given."""
    found = everyone.copy()
    found[index] = some
    return found
