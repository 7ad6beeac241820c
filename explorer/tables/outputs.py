"""Tables of the output end: thresholds, ROC curves, confusion, losses and descent."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from explorer.outputs.descent import Path
from explorer.outputs.landscapes import Landscape
from explorer.outputs.losses import LOGIT, get, sampled
from explorer.outputs.thresholds import Roc, Thresholds
from explorer.words import number, percent


def output_thresholds(found: Thresholds) -> pd.DataFrame:
    """One row a threshold, to be shown and taken away. Columns: threshold, TN, FP, FN, TP, FPR,

    TPR, accuracy, precision, F1; a share without a value is missing.
    """
    counts = {name.upper(): getattr(found, name) for name in ("tn", "fp", "fn", "tp")}
    return pd.DataFrame(
        {"threshold": found.threshold}
        | counts
        | {"FPR": found.fpr, "TPR": found.tpr, "accuracy": found.accuracy}
        | {"precision": found.precision, "F1": found.f1}
    )


def output_roc(curves: Mapping[str, Roc]) -> pd.DataFrame:
    """The points of each network's curve, in order; one without a curve has none.

    Columns: name, order, fpr, tpr, threshold (its text, "above all" at the first point).
    """
    parts = [
        pd.DataFrame(
            {
                "name": name,
                "order": np.arange(len(roc.fpr)),
                "fpr": roc.fpr,
                "tpr": roc.tpr,
                "threshold": [
                    number(at) if np.isfinite(at) else "above all" for at in roc.threshold
                ],
            }
        )
        for name, roc in curves.items()
    ]
    return pd.concat(parts, ignore_index=True)


def output_roc_names(curves: Mapping[str, Roc]) -> pd.DataFrame:
    """One row a network: its name and area, one below the other. Columns: name, place, text."""
    texts = [
        f"{name}: area {number(roc.auc)}" if roc.auc is not None else f"{name}: no curve"
        for name, roc in curves.items()
    ]
    return pd.DataFrame({"name": list(curves), "place": range(len(texts)), "text": texts})


def output_roc_here(rows: Mapping[str, Thresholds]) -> pd.DataFrame:
    """Where each network stands at the threshold chosen: tables of one row each.

    Columns: name, fpr, tpr, threshold (text); a network with a class missing has no row.
    """
    points = [
        (name, one.fpr[0], one.tpr[0], number(one.threshold[0])) for name, one in rows.items()
    ]
    frame = pd.DataFrame(points, columns=["name", "fpr", "tpr", "threshold"])
    return frame.dropna(ignore_index=True)


def output_confusion(confusion: Sequence[Sequence[int]]) -> pd.DataFrame:
    """One row a cell of K × K counts. Columns: truth, told (both text), count, share (of the truth,

    0 where no point is of it), right (bool), text (the count) and percent (of the truth, or "").
    """
    rows = []
    for truth, counts in enumerate(confusion):
        whole = sum(counts)
        for told, count in enumerate(counts):
            share = count / whole if whole else 0.0
            of = percent(share) if whole else ""
            rows.append((str(truth), str(told), count, share, truth == told, f"{count:,}", of))
    columns = ["truth", "told", "count", "share", "right", "text", "percent"]
    return pd.DataFrame(rows, columns=columns)


def output_classes(per_class: Sequence[Mapping[str, float | None]]) -> pd.DataFrame:
    """One row a class. Columns: class, precision, recall, F1 (missing without a value), points."""
    return pd.DataFrame(
        {
            "class": range(len(per_class)),
            "precision": [one["precision"] for one in per_class],
            "recall": [one["recall"] for one in per_class],
            "F1": [one["f1"] for one in per_class],
            "points": [one["count"] for one in per_class],
        }
    )


def output_loss(key: str, low: float, high: float, samples: int = 241) -> pd.DataFrame:
    """A loss over the logit, or over ŷ − y, for y = 0 and 1.

    Columns: label ("y = 0", "y = 1", or "loss"), x, value, slope (float32), exact_value,
    exact_slope, and the four as text.
    """
    curve = get(key)
    parts = []
    for y in curve.labels:
        found = sampled(key, y, low, high, samples)
        columns = {
            "value": found.value,
            "slope": found.slope,
            "exact_value": found.exact_value,
            "exact_slope": found.exact_slope,
        }
        texts = {f"{name}_text": [number(one) for one in a] for name, a in columns.items()}
        label = f"y = {y}" if curve.over == LOGIT else "loss"
        parts.append(pd.DataFrame({"label": label, "x": found.x} | columns | texts))
    return pd.concat(parts, ignore_index=True)


def output_landscape(landscape: Landscape) -> pd.DataFrame:
    """The loss over one weight. Columns: w, loss."""
    w, loss = landscape.curve()
    return pd.DataFrame({"w": w, "loss": loss})


def output_paths(paths: Mapping[str, Path]) -> pd.DataFrame:
    """The steps of each named path down one weight. Columns: name, step, w, loss, last (bool) and

    text (w and the loss in words).
    """
    parts = [
        pd.DataFrame(
            {
                "name": name,
                "step": np.arange(path.steps + 1),
                "w": path.w,
                "loss": path.loss,
                "last": np.arange(path.steps + 1) == path.steps,
                "text": [
                    f"w = {number(w)}, loss {number(loss)}"
                    for w, loss in zip(path.w, path.loss, strict=True)
                ],
            }
        )
        for name, path in paths.items()
    ]
    return pd.concat(parts, ignore_index=True)
