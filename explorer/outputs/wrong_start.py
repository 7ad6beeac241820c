"""Two networks from a badly wrong start, one a loss: how each is taught at the output."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from explorer.choices.losses import LOSSES
from explorer.config import Member, RunConfig
from explorer.engine import Snapshot
from explorer.outputs.answers import Answers
from explorer.outputs.slopes import WRONG
from explorer.words import fraction, number

RIGHT = 0.9  # validation accuracy from which the boundary counts as found
PAIR = ("bce", "mse_sigmoid")


def run(start: float = WRONG, rate: float = 0.1) -> RunConfig:
    """A run of both networks, equal but for their loss, whose logits begin near `start`."""
    return RunConfig(
        dataset="circles",
        hidden=(8,),
        members=(Member("tanh"), Member("tanh", loss=PAIR[1])),
        loss=PAIR[0],
        optimizer="sgd",
        learning_rate=rate,
        output_bias=start,
    )


@dataclass(frozen=True)
class Taught:
    """What reaches the output of one network, a mean over the points where y is 1.

    `pull` is |∂L/∂z|, `error` is 1 − σ(z), and `flat` is σ(z)(1 − σ(z)), the slope of σ.
    """

    logit: float
    pull: float
    error: float
    flat: float


def taught(said: Answers, config: RunConfig) -> list[Taught]:
    """Of each of P networks; raises ValueError where no point is of class 1."""
    ones = said.y == 1
    if not ones.any():
        raise ValueError("no point is of class 1")
    found = []
    for member, logits in zip(config.members, said.logits[:, ones], strict=True):
        z = torch.from_numpy(logits).double()[None, :, None]
        slope = LOSSES[config.loss_of(member)].gradient(z, torch.ones_like(z[0])) * z.shape[1]
        p = torch.sigmoid(z)
        means = (float(one.mean()) for one in (z, slope.abs(), 1 - p, p * (1 - p)))
        found.append(Taught(*means))
    return found


def reason(found: Sequence[Taught]) -> str:
    """Why the second network, with MSE after a sigmoid, is pulled less, in one sentence."""
    one, other = found
    if not np.isfinite([one.pull, other.pull]).all():
        return "A network has diverged: its slopes are not numbers."
    return (
        "Where y is 1, the slope of BCE is the error 1 − σ itself; MSE after a sigmoid has "
        f"2(1 − σ) · σ(1 − σ), and the last factor, σ's own slope, is {number(other.flat)} for "
        f"it now: a pull of {number(other.pull)}"
        + (f", {fraction(other.pull / one.pull)} of BCE's." if other.pull < one.pull else ".")
    )


def found_at(history: Sequence[Snapshot], member: int) -> int | None:
    """The first step seen at which a network is right for RIGHT of the validation points."""
    return next((one.step for one in history if one.validation_accuracy[member] >= RIGHT), None)
