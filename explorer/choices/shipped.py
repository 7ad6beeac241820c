"""Tables that come with scikit-learn: measured, with many inputs, and known from every course."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from explorer.choices.points import Dataset, Points


@cache
def _bunch(name: str) -> Any:
    """One of scikit-learn's tables, read once."""
    from sklearn import datasets

    return getattr(datasets, f"load_{name}")()


def _table(
    name: str,
    label: str,
    rows: int,
    inputs: int,
    answers: tuple[str, ...],
    remark: str,
    side: int = 0,
) -> Dataset:
    """The data set of a table; a pixel is called by its row and column."""

    def draw(n: int, noise: float, random: np.random.RandomState) -> Points:
        return _bunch(name).data, _bunch(name).target

    return Dataset(
        name,
        label,
        len(answers),
        remark,
        draw,
        axes=inputs,
        rows=rows,
        columns=_names(name),
        answers=answers,
        side=side,
    )


def _names(name: str) -> Callable[[], tuple[str, ...]]:
    return lambda: tuple(
        one.replace(" (cm)", "").replace("pixel_", "").replace("_", " ").replace("/", " / ")
        for one in _bunch(name).feature_names
    )


SHIPPED = (
    _table(
        "breast_cancer",
        "Breast cancer",
        569,
        30,
        ("malignant", "benign"),
        "569 tumours, 30 measures of the cells' nuclei: one line is nearly enough.",
    ),
    _table(
        "wine",
        "Wine",
        178,
        13,
        ("grower 1", "grower 2", "grower 3"),
        "178 wines of three growers, 13 chemical measures.",
    ),
    _table(
        "iris",
        "Iris",
        150,
        4,
        ("setosa", "versicolor", "virginica"),
        "150 flowers of three kinds; two of them overlap.",
    ),
    _table(
        "digits",
        "Digits",
        1797,
        64,
        tuple(map(str, range(10))),
        "1,797 digits written by hand, 8 × 8 pixels each.",
        side=8,
    ),
)
