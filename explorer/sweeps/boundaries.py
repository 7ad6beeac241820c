"""One network of a race, trained once more: what it believes all over the plane, look by look."""

from typing import NamedTuple

import numpy as np
import torch

from explorer.choices.losses import LOSSES
from explorer.engine import Samples, Snapshot, Trainer
from explorer.engine.evaluation import decision_map
from explorer.sweeps.sweep import Sweep

GRID = 36  # nodes a side of a map


class Boundary(NamedTuple):
    """The maps of a network at the T looks of its sweep, row 0 at the bottom.

    With more than two classes they are of the likeliest class, `winner`.
    """

    maps: np.ndarray  # (T, GRID, GRID) float32, a probability
    winner: np.ndarray | None  # (T, GRID, GRID) int64
    samples: Samples


def boundary(sweep: Sweep, place: int) -> Boundary:
    """Train the network at a place as the race does, and look at the whole plane at each look."""
    trainer = Trainer(sweep.config([place]))
    rows = [trainer.rows[0]]

    def show(snapshot: Snapshot, parameters: list[np.ndarray]) -> bool:
        rows.append(parameters[0])
        return False

    if len(sweep.looked_at) > 1:
        trainer.film(sweep.looked_at[1:], show)
    part, number = trainer.of(0)
    stack = part.stack.take([number] * len(rows), "cpu")
    stack.parameters[:] = torch.from_numpy(np.stack(rows))
    samples = trainer.samples.to("cpu")
    loss = LOSSES[part.config.loss_of(part.config.members[number])]
    maps, winner = decision_map(stack, GRID, samples, loss, labels=False)
    return Boundary(maps, winner, samples)
