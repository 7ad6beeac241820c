"""A chunk of a sweep is trained: what each of its networks came to, look by look."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
import torch

from explorer.engine import Snapshot, Trainer
from explorer.engine.paths import wait_for
from explorer.engine.seen import Judged
from explorer.sweeps.sweep import Sweep

NEVER = -1  # in place of a step


@dataclass(frozen=True)
class Found:
    """What some networks of a sweep came to at each of its T looks."""

    places: np.ndarray  # (p,) int64
    judged: Judged  # (T, p) float32 each
    diverged_at: np.ndarray  # (p,) int64, the step; NEVER where all stayed finite
    guessing: np.ndarray  # (p,) float64, the loss of answering all training points alike
    seconds: float  # that their training took, looks included
    waited: float = 0.0  # seconds before it, for a core

    def reached(self, sweep: Sweep) -> np.ndarray:
        """The first step (p,) looked at with the sweep's target reached; NEVER where there is none.

        Of a network that diverged only what was before counts.
        """
        steps = np.array(sweep.looked_at)[:, None]
        there = self.judged.validation_accuracy >= np.float32(sweep.target)
        there &= (self.diverged_at == NEVER) | (steps < self.diverged_at)
        return np.where(there.any(axis=0), steps[there.argmax(axis=0), 0], NEVER)


def joined(found: Sequence[Found]) -> Found:
    """What all of these chunks of a sweep came to, as of one."""
    each = zip(*(one.judged for one in found), strict=True)
    return Found(
        np.concatenate([one.places for one in found]),
        Judged(*(np.concatenate(parts, axis=1) for parts in each)),
        np.concatenate([one.diverged_at for one in found]),
        np.concatenate([one.guessing for one in found]),
        sum(one.seconds for one in found),
    )


def play(sweep: Sweep, places: Sequence[int]) -> Found:
    """Train the networks at these places, from their first weights to the sweep's last step.

    The numbers are the same whatever others a chunk has; raises ValueError as `sample` does.
    """
    config = sweep.config(places)
    if not sweep.precise:
        wait_for(config)
    trainer = Trainer(config, torch.float64 if sweep.precise else torch.float32)
    start = perf_counter()
    seen = [trainer.advance(0, frozenset())]

    def show(snapshot: Snapshot, numbers: list[np.ndarray]) -> bool:
        seen.append(snapshot)
        return False

    if len(sweep.looked_at) > 1:
        trainer.film(sweep.looked_at[1:], show)
    each = [np.stack([getattr(one, name) for one in seen]) for name in Judged._fields]
    ends = [NEVER if step is None else step for step in trainer.diverged_at]
    return Found(
        np.array(places, dtype=np.int64),
        Judged(*each),
        np.array(ends, dtype=np.int64),
        np.array(trainer.guessing),
        perf_counter() - start,
    )
