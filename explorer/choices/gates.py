"""The gates AND, OR and XOR: four points, with noise around them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from explorer.choices.points import Dataset, Points, disturbed

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])  # (4, 2), the inputs


def _gate(says: Callable[[Any, Any], Any]) -> Any:
    def draw(n: int, noise: float, random: np.random.RandomState) -> Points:
        corner = CORNERS[np.arange(n) % 4]
        y = says(corner[:, 0] == 1, corner[:, 1] == 1)
        return disturbed(corner, noise / 2, random), y.astype(np.int64)

    return draw


GATES = (
    Dataset(
        "and",
        "AND",
        2,
        "1 where both inputs are 1: a perceptron, one straight line, is enough.",
        _gate(np.logical_and),
    ),
    Dataset("or", "OR", 2, "1 where an input is 1: one straight line.", _gate(np.logical_or)),
    Dataset(
        "gate_xor",
        "XOR, four points",
        2,
        "1 where the inputs differ: no line parts the four points.",
        _gate(np.logical_xor),
    ),
)
