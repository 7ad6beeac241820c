"""The registry of schedules: how the learning rate changes over a run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Schedule:
    """What the learning rate is multiplied by.

    `factor(share)` is for the share of the planned steps that are taken, an array of numbers from 0
    on; beyond 1 the run goes on longer than planned. `code` is the same in Python, for one share up
    to 1.
    """

    key: str
    label: str
    factor: Callable[[Any], Any]
    code: str


_ENTRIES = (
    Schedule("constant", "Constant", np.ones_like, "1.0"),
    Schedule(
        "step",
        "Halved five times",
        lambda share: 0.5 ** np.minimum(np.floor(6 * share), 5),
        "0.5 ** min(math.floor(6 * share), 5)",
    ),
    Schedule(
        "cosine",
        "Cosine",
        lambda share: 0.5 + 0.5 * np.cos(np.pi * np.minimum(share, 1)),
        "0.5 + 0.5 * math.cos(math.pi * share)",
    ),
)

SCHEDULES: dict[str, Schedule] = {entry.key: entry for entry in _ENTRIES}
