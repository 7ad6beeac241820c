"""Looking at a stack without changing it: losses, accuracies and maps of the plane."""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from explorer.choices.losses import AnyLoss
from explorer.engine.data import Samples
from explorer.engine.stack import Stack

HALF = 0.5  # probability above which a label is given
PIECE = 2**22  # numbers in one layer's pre-activations at a time


class Points(NamedTuple):
    """Points of a run with what a loss makes of their targets."""

    x: Tensor  # (N, F)
    target: Tensor  # (N, K or 1)
    y: Tensor  # as in `explorer.engine.data.Samples`


def judge(stack: Stack, points: Points, loss: AnyLoss) -> tuple[np.ndarray, np.ndarray]:
    """Loss and score, (P,) each, on these points."""
    z = logits(stack, points.x)
    return loss.mean(z, points.target).cpu().numpy(), _score(z, points, loss).cpu().numpy()


def _score(z: Tensor, points: Points, loss: AnyLoss) -> Tensor:
    """The share of the points (P,) that are right; of numbers R²."""
    y = points.y
    if y.is_floating_point():
        errors = (loss.answers(z)[..., 0] - y).double() ** 2
        return (1 - errors.mean(dim=1) / y.double().var(correction=0)).float()
    if y.dim() == 2:
        return ((loss.answers(z) > HALF) == (y > 0)).all(dim=2).float().mean(dim=1)
    guess = z.argmax(dim=2) if z.shape[2] > 1 else (z[..., 0] > 0).long()
    return (guess == y).float().mean(dim=1)


def decision_map(
    stack: Stack, grid: int, samples: Samples, loss: AnyLoss, labels: bool
) -> tuple[np.ndarray, np.ndarray | None]:
    """What the stack thinks of each place of the square that is shown, row 0 at the bottom.

    With two classes: the probability of class 1 (P, G, G) and None. With more: the likeliest
    class's probability (P, G, G) and that class (P, G, G), int64. Of a regression the values and
    None. Several labels: (P, G, G, K) and None.
    """
    points = samples.given(samples.square(grid))
    z = logits(stack, points.to(stack.parameters))
    answers = loss.answers(z).unflatten(1, (grid, grid))
    if labels or z.shape[2] == 1:
        return (answers if labels else answers[..., 0]).cpu().numpy(), None
    if z.shape[2] == 2:
        return answers[..., 1].cpu().numpy(), None
    best = answers.max(dim=3)
    return best.values.cpu().numpy(), best.indices.cpu().numpy()


def logits(stack: Stack, x: Tensor) -> Tensor:
    """Logits (P, N, K or 1), computed in pieces that fit into memory."""
    points = max(1, PIECE // (len(stack.members) * max(stack.widths)))
    return torch.cat([stack(part) for part in x.split(points)], dim=1)
