"""A race as tidy tables: its networks, its contestants, and their courses."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from explorer.sweeps.playing import NEVER
from explorer.sweeps.race import Standings


def race_networks(found: Standings, names: Sequence[str], with_test: bool) -> pd.DataFrame:
    """Columns contestant, seed, reached, diverged, validation_loss, validation_accuracy.

    A row for each network that is known; `reached` is the step, empty where the target was not
    reached. `with_test` adds test_accuracy.
    """
    cells, seeds = np.nonzero(found.known)
    first = found.sweep.run.members[0].seed
    steps = pd.array(found.reached[cells, seeds], dtype="Int64")
    columns = {
        "contestant": [names[int(cell)] for cell in cells],
        "seed": [first + int(seed) for seed in seeds],
        "reached": pd.Series(steps).mask((found.reached == NEVER)[cells, seeds]),
        "diverged": found.diverged[cells, seeds],
        "validation_loss": found.loss[-1, cells, seeds],
        "validation_accuracy": found.accuracy[-1, cells, seeds],
    }
    if with_test:
        columns["test_accuracy"] = found.test[cells, seeds]
    return pd.DataFrame(columns)


def race_rates(found: Standings, names: Sequence[str]) -> pd.DataFrame:
    """Columns contestant, rate, low, high and words: a row for each contestant."""
    words = [f"{k} of {n}" for k, n in zip(found.successes, found.trained, strict=True)]
    return pd.DataFrame(
        {
            "contestant": list(names),
            "rate": found.rates,
            "low": found.intervals[:, 0],
            "high": found.intervals[:, 1],
            "words": words,
        }
    )


def race_courses(found: Standings, names: Sequence[str]) -> pd.DataFrame:
    """Columns contestant, step, low, share and high: the share with the target by each look."""
    steps = np.array(found.sweep.looked_at)
    low, share, high = found.risen
    return pd.DataFrame(
        {
            "contestant": np.tile(list(names), len(steps)),
            "step": np.repeat(steps, len(names)),
            "low": low.ravel(),
            "share": share.ravel(),
            "high": high.ravel(),
        }
    )
