"""A table of somebody's own inside a file of weights: its rows, and what its columns are called."""

import json
from typing import Any

import numpy as np
import torch
from torch import Tensor

from explorer.choices.given import at_hand, is_table, table_key
from explorer.choices.points import MOST_CLASSES, MOST_INPUTS, Dataset
from explorer.choices.tables.learning import LONGEST, MOST_ROWS
from explorer.config import RunConfig

X, Y = "data.x", "data.y"  # names of the two tensors: (N, F) float32, and (N,) int64 or float32
PLAIN = ("label", "classes", "remark", "kind", "low", "high", "answers", "columns")
_WORDS = 400  # characters of a name


def packed(config: RunConfig) -> tuple[dict[str, Tensor], str | None]:
    """The tensors and the words of the run's table; nothing where its key says all of its data."""
    if not is_table(config.dataset):
        return {}, None
    data = config.data
    x, y = data.make(0, 0.0, 0)
    whole = y.dtype == np.int64
    tensors = {X: torch.from_numpy(x).float(), Y: torch.from_numpy(y)}
    if not whole:
        tensors[Y] = tensors[Y].float()
    words = {name: getattr(data, name) for name in PLAIN} | {"columns": data.columns()}
    return tensors, json.dumps(words, ensure_ascii=False)


def unpacked(words: Any, x: np.ndarray, y: np.ndarray) -> Dataset:
    """The data set of such words and arrays; raises ValueError where it is none."""
    if not isinstance(words, dict) or set(words) != set(PLAIN):
        raise ValueError("it does not say what its table is")
    columns, answers = words["columns"], words["answers"]
    for what in (columns, answers, [words["label"], words["remark"]]):
        if not isinstance(what, list) or not all(
            isinstance(one, str) and len(one) <= _WORDS for one in what
        ):
            raise ValueError("a name in its table is none")
    if x.ndim != 2 or y.shape != x.shape[:1] or not 2 <= len(x) <= MOST_ROWS:
        raise ValueError(f"its table has the shape {x.shape}; at most {MOST_ROWS:,} rows are read")
    if not (1 <= x.shape[1] <= MOST_INPUTS and len(columns) == x.shape[1]):
        raise ValueError(f"its table has {x.shape[1]} columns with {len(columns)} names")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("its table holds what is no number")
    regression = words["kind"] == "regression"
    if regression != (y.dtype != np.int64) or words["kind"] not in ("", "regression"):
        raise ValueError("its table has another kind of label than it says")
    if not regression and not (
        2 <= len(answers) <= MOST_CLASSES and y.min() >= 0 and y.max() < len(answers)
    ):
        raise ValueError(f"its table has {len(answers)} names for the classes up to {y.max()}")
    low, high = (float(y.min()), float(y.max())) if regression else (0.0, len(answers) - 1.0)
    if low == high:
        raise ValueError("its table has one value to predict, so nothing can be learnt")
    text = json.dumps(words, sort_keys=True).encode()
    return at_hand(
        Dataset(
            table_key(text, x.tobytes(), y.tobytes()),
            words["label"][:LONGEST],
            1 if regression else len(answers),
            words["remark"],
            lambda n, noise, random: (x.astype(np.float64), y),
            kind=words["kind"],
            axes=x.shape[1],
            low=low,
            high=high,
            rows=len(y),
            columns=lambda: tuple(columns),
            answers=tuple(answers),
            scaled=False,
        )
    )
