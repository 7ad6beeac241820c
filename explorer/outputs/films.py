"""A small network trained by an optimiser of torch.optim, with every number of every step kept."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from explorer.outputs.chain import gradients
from explorer.outputs.descent import FAR, MOST_STEPS, diverged, get
from explorer.outputs.networks import Network, PointLoss
from explorer.outputs.small import flat, shaped
from explorer.words import number


@dataclass(frozen=True)
class Film:
    """What a network's numbers were before the first of S steps and after each.

    `parameters` and `gradients` (of the mean loss) are (S + 1, n), in the order of `small.flat`.
    Where training leaves the numbers the film ends before, and `cut` says so; else it is "".
    """

    network: Network
    optimiser: str
    rate: float
    parameters: np.ndarray
    gradients: np.ndarray
    loss: np.ndarray
    cut: str

    @property
    def steps(self) -> int:
        """S, the steps that were taken."""
        return len(self.loss) - 1

    def at(self, step: int) -> Network:
        """The network after so many steps."""
        return shaped(self.network, torch.from_numpy(self.parameters[step]))

    @property
    def sentence(self) -> str:
        """What became of the loss."""
        if self.cut:
            return self.cut
        label, steps = get(self.optimiser).label, f"{self.steps:,} steps"
        first, last = (number(loss) for loss in self.loss[[0, -1]])
        if first == last:
            return f"{label}: after {steps} the loss is {last}, as at the start."
        what = "falls" if self.loss[-1] < self.loss[0] else "rises"
        return f"{label}: in {steps} the loss {what} from {first} to {last}."


def film(
    network: Network,
    points: tuple[Tensor, Tensor],
    loss: PointLoss,
    optimiser_key: str,
    rate: float,
    steps: int,
    free: Sequence[int] | None = None,
) -> Film:
    """Train on all points at once; `free` are the numbers that may move, all where it is None.

    Raises ValueError where the optimiser is unknown, a number is wrong, or nothing can be trained.
    """
    ball = get(optimiser_key)
    if not (math.isfinite(rate) and rate >= 0):
        raise ValueError(f"the learning rate is {rate}; expected a finite number from 0 up")
    if not 0 <= steps <= MOST_STEPS:
        raise ValueError(f"the steps are {steps}; expected 0 to {MOST_STEPS:,}")
    network = network.to(torch.float64)
    numbers = flat(network)
    index = torch.arange(len(numbers)) if free is None else torch.tensor(list(free))
    moving = numbers[index].clone().requires_grad_()
    optimiser = ball.make([moving], rate)
    rows, cut = [], ""
    for step in range(steps + 1):
        numbers = numbers.clone()
        numbers[index] = moving.detach()
        now = shaped(network, numbers)
        gradient, value = gradients(now, *points, loss)
        if not (bool((numbers.abs() <= FAR).all()) and bool(gradient.isfinite().all())):
            cut = diverged(ball, rate, step)
            break
        if not math.isfinite(value):
            cut = diverged(ball, rate, step)
            break
        rows.append((numbers.numpy(), gradient.numpy(), value))
        moving.grad = gradient[index].clone()
        optimiser.step()
    if not rows:
        raise ValueError("the loss of this network, or its gradient, is not finite at the start")
    parameters, slopes, losses = (np.array(column) for column in zip(*rows, strict=True))
    return Film(network, optimiser_key, rate, parameters, slopes, losses, cut)
