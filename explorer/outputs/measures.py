"""Measures of predictions, computed by scikit-learn: one class or the other, one of K, and more.

A measure that would divide by zero has no value: it is None, never a warning and never NaN.
"""

import math
from typing import Any

import numpy as np

from explorer.outputs.judged import MEASURES, Measure
from explorer.words import listed, percent

__all__ = ["MEASURES", "Measure", "beside_base_rate", "measures", "regression"]

Found = dict[str, Any]
NOTHING: Any = math.nan  # what scikit-learn is to give for nothing divided by nothing


def measures(y: Any, probability: Any, threshold: float = 0.5) -> Found:
    """What is right and wrong where a point is called 1 above `threshold`.

    The shapes say which problem it is:

    - y (N,) of 0 and 1, probability (N,): tn, fp, fn, tp, confusion (2 × 2, a row a true class),
      accuracy, base_rate, base_class, precision, recall, f1, fpr, tpr.
    - y (N,) of 0 … K − 1, probability (N, K), the largest one named, whatever the threshold:
      confusion (K × K), accuracy, base_rate, base_class, macro_precision, macro_recall, macro_f1,
      and per_class, a dict a class with its precision, recall, f1 and count.
    - y (N, K) of 0 and 1, probability (N, K): all_right, labels_right, base_rate (of the commonest
      set of labels), and per_label, the first kind's dict a label.

    Counts are int, the others float in [0, 1], or None where nothing is divided by nothing; means
    of the classes leave those out. Float32 probabilities are compared as the numbers they are.
    Raises ValueError, with the value in the sentence, where an argument is wrong.
    """
    labels, chances = np.asarray(y), np.asarray(probability, dtype=float)
    check_threshold(threshold)
    if chances.ndim == 1 and labels.ndim == 1:
        return _binary(*checked(labels, chances), threshold)
    if chances.ndim == 2 and labels.ndim == 1:
        return _classes(*checked(labels, chances, chances.shape[1]))
    if chances.ndim == 2 and labels.ndim == 2:
        return _labels(*checked(labels, chances), threshold)
    raise ValueError(
        f"y has the shape {labels.shape} and the probabilities {chances.shape}; expected (N,) and "
        "(N,), (N,) and (N, K), or (N, K) twice"
    )


def regression(y: Any, prediction: Any) -> Found:
    """Of numbers y and predictions (N,): mse, mae, mbe, r2, and base_mse, that of the mean of y.

    R² is None where y has fewer than two values. Raises ValueError where an argument is wrong.
    """
    from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

    truth, told = np.asarray(y, dtype=float), np.asarray(prediction, dtype=float)
    if truth.ndim != 1 or truth.shape != told.shape:
        raise ValueError(f"y has the shape {truth.shape}, its predictions {told.shape}")
    _check_filled(len(truth))
    _check_finite("values of y", truth)
    _check_finite("predictions", told)
    varies = bool((truth != truth[0]).any())
    return {
        "mse": float(mean_squared_error(truth, told)),
        "mae": float(mean_absolute_error(truth, told)),
        "mbe": float((told - truth).mean()),
        "r2": float(r2_score(truth, told)) if varies else None,
        "base_mse": float(truth.var()),
    }


def beside_base_rate(found: Found) -> str:
    """What an accuracy is worth beside the base rate, in one sentence."""
    got = found["accuracy"] if "accuracy" in found else found["all_right"]
    base = found["base_rate"]
    if base == 1:
        return "All points are of one class here, so that nothing can be told from this share."
    always = f"always saying {found['base_class']}" if "base_class" in found else "one answer"
    if got > base:
        return f"{percent(got)} are right, and {always} gets {percent(base)}."
    same = "just as many" if got == base else f"more: {percent(base)}"
    return f"{percent(got)} are right, and {always} gets {same}. Nothing is gained."


def check_threshold(threshold: float) -> None:
    """Raises ValueError unless it is a number from 0 to 1."""
    if not (isinstance(threshold, int | float | np.number) and 0 <= threshold <= 1):
        raise ValueError(f"the threshold is {threshold!r}; expected a number from 0 to 1")


def checked(y: np.ndarray, chances: np.ndarray, classes: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Labels as int64 and their probabilities; raises ValueError where one is wrong."""
    if len(y) != len(chances) or (y.ndim == 2 and y.shape != chances.shape):
        raise ValueError(f"y has the shape {y.shape}, the probabilities {chances.shape}")
    _check_filled(len(y))
    _check_finite("probabilities", chances)
    outside = chances[(chances < 0) | (chances > 1)]
    if len(outside):
        raise ValueError(f"a probability is {outside[0]:g}; expected numbers from 0 to 1")
    labels = y.astype(np.int64)
    wrong = y[(labels != y) | (labels < 0) | (labels >= classes)]
    if len(wrong):
        raise ValueError(f"a label is {wrong[0]!r}; expected whole numbers 0 to {classes - 1}")
    return labels, chances


def _check_filled(points: int) -> None:
    if not points:
        raise ValueError("there is no point to judge")


def _check_finite(name: str, values: np.ndarray) -> None:
    missing = int((~np.isfinite(values)).sum())
    if missing:
        raise ValueError(
            f"{missing:,} of {values.size:,} {name} are not finite: the network has diverged"
        )


def _binary(y: np.ndarray, chances: np.ndarray, threshold: float) -> Found:
    from sklearn.metrics import confusion_matrix

    table = confusion_matrix(y, chances > threshold, labels=[0, 1])
    tn, fp, fn, tp = (int(cell) for cell in table.ravel())
    recall = ratio(tp, tp + fn)
    return {
        "tn": tn,
        "fp": fp,
        "fn": fn,
        "tp": tp,
        "confusion": table.tolist(),
        "accuracy": (tp + tn) / len(y),
        **_base(y),
        "precision": ratio(tp, tp + fp),
        "recall": recall,
        "f1": ratio(2 * tp, 2 * tp + fp + fn),
        "fpr": ratio(fp, fp + tn),
        "tpr": recall,
    }


def ratio(part: int, whole: int) -> float | None:
    """A share, or None where there is nothing to take a share of."""
    return part / whole if whole else None


def _base(y: np.ndarray) -> Found:
    """The commonest class, the smaller of two that are as common, and its share."""
    counts = np.bincount(y)
    return {"base_rate": float(counts.max() / len(y)), "base_class": int(counts.argmax())}


def _classes(y: np.ndarray, chances: np.ndarray) -> Found:
    from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

    every, guess = list(range(chances.shape[1])), chances.argmax(axis=1)
    table = confusion_matrix(y, guess, labels=every)
    told: Any = precision_recall_fscore_support(y, guess, labels=every, zero_division=NOTHING)
    names = ("precision", "recall", "f1")
    per_class: list[Found] = [
        {name: _told(told[place][k]) for place, name in enumerate(names)}
        | {"count": int(told[3][k])}
        for k in every
    ]
    return {
        "confusion": table.tolist(),
        "accuracy": float((guess == y).mean()),
        **_base(y),
        **{f"macro_{name}": _mean([one[name] for one in per_class]) for name in names},
        "per_class": per_class,
    }


def _told(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _mean(values: list[Any]) -> float | None:
    told = [value for value in values if value is not None]
    return math.fsum(told) / len(told) if told else None


def _labels(y: np.ndarray, chances: np.ndarray, threshold: float) -> Found:
    from sklearn.metrics import accuracy_score, hamming_loss

    guess = (chances > threshold).astype(np.int64)
    sets, counts = np.unique(y, axis=0, return_counts=True)
    return {
        "all_right": float((guess == y).all(axis=1).mean())
        if y.shape[1] == 1
        else float(accuracy_score(y, guess)),
        "labels_right": 1 - float(hamming_loss(y, guess)),
        "base_rate": float(counts.max() / len(y)),
        "base_class": "{" + listed_labels(sets[counts.argmax()]) + "}",
        "per_label": [
            _binary(y[:, label], chances[:, label], threshold) for label in range(y.shape[1])
        ],
    }


def listed_labels(row: np.ndarray) -> str:
    """The labels that a point has: "0 and 2", or "none"."""
    named = [str(label) for label in np.flatnonzero(row)]
    return listed(named) if named else "none"
