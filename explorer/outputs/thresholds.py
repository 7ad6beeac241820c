"""Every threshold at once: what each makes of the points, the ROC curve, and its area."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.outputs.measures import check_threshold, checked
from explorer.words import number

HUNDREDTHS = np.arange(1, 100) / 100  # 0.01 … 0.99


@dataclass(frozen=True)
class Thresholds:
    """Counts (T,) int64 at thresholds (T,) float64 in rising order; points are 1 from there on."""

    threshold: np.ndarray
    tn: np.ndarray
    fp: np.ndarray
    fn: np.ndarray
    tp: np.ndarray

    @property
    def fpr(self) -> np.ndarray:
        """FP of all that are 0, (T,); NaN where no point is 0."""
        return _rate(self.fp, self.tn)

    @property
    def tpr(self) -> np.ndarray:
        """TP of all that are 1, (T,); NaN where no point is 1."""
        return _rate(self.tp, self.fn)

    @property
    def accuracy(self) -> np.ndarray:
        """Share of the points that are right, (T,)."""
        return (self.tp + self.tn) / (self.tp[0] + self.tn[0] + self.fp[0] + self.fn[0])

    @property
    def precision(self) -> np.ndarray:
        """TP of all that are called 1, (T,); NaN where none is."""
        return _rate(self.tp, self.fp)

    @property
    def f1(self) -> np.ndarray:
        """(T,); NaN where no point is 1 and none is called 1."""
        return _rate(2 * self.tp, self.fp + self.fn)


@dataclass(frozen=True)
class Roc:
    """The ROC curve of scores: a point for each threshold that changes something, from (0, 0).

    `why` says in one sentence what is odd about it, and is "" where nothing is. With a class
    missing there is no curve: no point, and `auc` None.
    """

    threshold: np.ndarray  # (R,) float64, falling from ∞
    fpr: np.ndarray  # (R,) float64
    tpr: np.ndarray  # (R,) float64
    auc: float | None
    why: str


def table(y: Any, probability: Any, thresholds: Any = HUNDREDTHS) -> Thresholds:
    """What the points (N,) come to at each threshold, as `measures` counts at one.

    Raises ValueError, with the value in the sentence, where an argument is wrong.
    """
    labels, chances = checked(np.asarray(y), np.asarray(probability, dtype=float))
    at = np.sort(np.asarray(thresholds, dtype=float))
    for one in at:
        check_threshold(float(one))
    below = [np.searchsorted(np.sort(chances[labels == k]), at, side="right") for k in (0, 1)]
    zeros, ones = int((labels == 0).sum()), int((labels == 1).sum())
    return Thresholds(at, below[0], zeros - below[0], below[1], ones - below[1])


def exact(probability: Any) -> np.ndarray:
    """The thresholds at which something changes: 0, each value of the probabilities, and 1."""
    return np.unique(np.concatenate([[0.0, 1.0], np.asarray(probability, dtype=float)]))


def roc(y: Any, score: Any) -> Roc:
    """The ROC curve of scores (N,), which may be probabilities or logits, and the area under it.

    Points on a straight line between two others are left out. Raises ValueError where an argument
    is wrong.
    """
    from sklearn.metrics import roc_auc_score, roc_curve

    scores = np.asarray(score, dtype=float)
    labels, _ = checked(np.asarray(y), np.where(np.isfinite(scores), 0.5, scores))
    here = np.unique(labels)
    if len(here) < 2:
        nothing = np.empty(0)
        missing, rate = (0, "false") if here[0] else (1, "true")
        why = (
            f"No point is of class {missing} here, so there is no {rate} positive rate, and no "
            "ROC curve."
        )
        return Roc(nothing, nothing, nothing, None, why)
    fpr, tpr, at = roc_curve(labels, scores)
    area = float(roc_auc_score(labels, scores))
    return Roc(at, fpr, tpr, area, _oddity(scores, area))


def _oddity(scores: np.ndarray, area: float) -> str:
    if (scores == scores[0]).all():
        return (
            f"Every point has the score {number(scores[0])}: a threshold calls all of them 1 or "
            "none, and the area is that of guessing, 0.5."
        )
    if area < 0.5:
        return (
            f"The area {number(area)} is below 0.5: the scores are higher where the label is 0, "
            "worse than guessing."
        )
    return ""


def logit(threshold: float) -> float:
    """The logit above which σ is above a threshold; −∞ at 0, ∞ at 1.

    Raises ValueError unless the threshold is a number from 0 to 1.
    """
    check_threshold(threshold)
    if threshold in (0, 1):
        return math.inf if threshold else -math.inf
    return math.log(threshold) - math.log1p(-threshold)


def best(found: Thresholds, measure: str) -> tuple[float, float] | None:
    """The threshold at which "accuracy", "f1" or "precision" is largest, and what it is there.

    Of several the one nearest ½; None where the measure has no value at any threshold.
    """
    values = getattr(found, measure)
    if np.isnan(values).all():
        return None
    top = np.flatnonzero(values == np.nanmax(values))
    place = top[np.abs(found.threshold[top] - 0.5).argmin()]
    return float(found.threshold[place]), float(values[place])


def _rate(part: np.ndarray, rest: np.ndarray) -> np.ndarray:
    whole = part + rest
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
