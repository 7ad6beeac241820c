"""Looking at a stack without changing it: losses, accuracies and maps of the plane."""

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from explorer.choices.losses import Loss
from explorer.engine.stack import Stack

PIECE = 2**22  # numbers in one layer's pre-activations at a time


class Points(NamedTuple):
    """Points of a run with what a loss makes of their labels."""

    x: Tensor  # (N, F)
    target: Tensor  # (N, K or 1)
    labels: Tensor  # (N,) int64


def judge(stack: Stack, points: Points, loss: Loss) -> tuple[np.ndarray, np.ndarray]:
    """Loss and accuracy, (P,) each, on these points."""
    z = logits(stack, points.x)
    guess = z.argmax(dim=2) if z.shape[2] > 1 else (z[..., 0] > 0).long()
    accuracy = (guess == points.labels).float().mean(dim=1)
    return loss.mean(z, points.target).cpu().numpy(), accuracy.cpu().numpy()


def decision_map(stack: Stack, grid: int, extent: float) -> tuple[np.ndarray, np.ndarray | None]:
    """What the stack thinks of each place of the square [−extent, extent]², row 0 at the bottom.

    With two classes: the probability of class 1 (P, G, G) and None. With more: the likeliest
    class's probability (P, G, G) and that class (P, G, G), int64.
    """
    axis = torch.linspace(-extent, extent, grid)
    x2, x1 = torch.meshgrid(axis, axis, indexing="ij")
    points = torch.stack([x1.flatten(), x2.flatten()], dim=1)
    z = logits(stack, points.to(stack.parameters.device)).unflatten(1, (grid, grid))
    if z.shape[3] == 1:
        return torch.sigmoid(z[..., 0]).cpu().numpy(), None
    chances = torch.softmax(z, dim=3)
    if z.shape[3] == 2:
        return chances[..., 1].cpu().numpy(), None
    best = chances.max(dim=3)
    return best.values.cpu().numpy(), best.indices.cpu().numpy()


def logits(stack: Stack, x: Tensor) -> Tensor:
    """Logits (P, N, K or 1), computed in pieces that fit into memory."""
    points = max(1, PIECE // (len(stack.members) * max(stack.widths)))
    return torch.cat([stack(part) for part in x.split(points)], dim=1)
