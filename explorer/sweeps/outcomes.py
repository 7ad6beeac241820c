"""What a network's train loss says of its training: converged, slow, stuck or diverged."""

from dataclasses import dataclass

import numpy as np

from explorer.sweeps.playing import NEVER, Found
from explorer.words import PROGRESS, WORSE, percent

SOLVED = 0.25  # of the loss of guessing: below it a network has converged
LATE = 0.75  # of the way: what is slow must have fallen since then
FULL = 255  # of a shade


@dataclass(frozen=True)
class Outcome:
    """One of the ends that a training can take, and what it takes to be counted there."""

    key: str
    label: str
    means: str  # its measure
    shaded: str  # what its shade tells, from pale to strong


_ENTRIES = (
    Outcome(
        "converged",
        "Converged",
        f"The train loss ends below {percent(SOLVED)} of that of guessing.",
        "the stronger, the sooner",
    ),
    Outcome(
        "slow",
        "Slow",
        f"Not there, but still falling: by {percent(PROGRESS)} or more in the last quarter.",
        "the stronger, the further",
    ),
    Outcome("stuck", "Stuck", "Neither there nor falling any more.", ""),
    Outcome(
        "diverged",
        "Diverged",
        f"The train loss ends above {WORSE:g} × that of guessing, or is no number any more.",
        "the stronger, the sooner",
    ),
)
OUTCOMES = {one.key: one for one in _ENTRIES}
CONVERGED, SLOW, STUCK, DIVERGED = range(len(_ENTRIES))


def shares_of_guessing(found: Found, steps: np.ndarray) -> np.ndarray:
    """The train loss (T, p) of networks looked at at these steps, in losses of guessing.

    ∞ from the step on at which a network's numbers stopped being finite.
    """
    ratio = found.judged.train_loss / found.guessing
    gone = (found.diverged_at != NEVER) & (steps[:, None] >= found.diverged_at)
    return np.where(gone | ~np.isfinite(ratio), np.inf, ratio)


def outcomes(ratio: np.ndarray) -> np.ndarray:
    """The outcome (p,) uint8 of networks with these train losses (T, p), in those of guessing."""
    end, late = ratio[-1], ratio[int(LATE * (len(ratio) - 1))]
    falling = end <= (1 - PROGRESS) * late
    kinds = [~np.isfinite(end) | (end > WORSE), end < SOLVED, np.isfinite(late) & falling]
    return np.select(kinds, [DIVERGED, CONVERGED, SLOW], STUCK).astype(np.uint8)


def shades(ratio: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """How strong (p,) uint8 each of these networks is drawn: by its mean loss over all looks."""
    held = np.minimum(1.0, ratio[1:]).mean(axis=0) if len(ratio) > 1 else ratio[0]
    with np.errstate(divide="ignore"):
        lost = np.minimum(1.0, 1 / ratio[1:]).mean(axis=0)
    strong = np.select(
        [kinds == CONVERGED, kinds == SLOW, kinds == DIVERGED], [1 - held, 1 - held, 1 - lost], 0.0
    )
    return np.round(FULL * np.clip(strong, 0.0, 1.0)).astype(np.uint8)
