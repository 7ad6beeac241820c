"""Where the hidden units of a stack stand: dead, flat, or one linear map in all."""

import numpy as np
import torch
from torch import Tensor

from explorer.engine.evaluation import PIECE
from explorer.engine.stack import Stack

FLAT = 0.05  # |f′| below which next to no gradient passes


def dead(stack: Stack, x: Tensor) -> list[np.ndarray]:
    """Which units have slope 0 at every point of x (N, F), (P, H) bool for each hidden layer.

    Only where the activation has an interval of slope 0 and slope elsewhere: a unit step is
    never called dead.
    """
    points = max(1, PIECE // (len(stack.members) * max(stack.widths)))
    idle: list[Tensor] = []
    for part in x.split(points):
        now = [(slope == 0).all(dim=1) for _, slope in stack.hidden(part)]
        idle = [a & b for a, b in zip(idle, now, strict=True)] if idle else now
    able = [_can_die(stack, layer) for layer in range(len(idle))]
    return [(a & b).cpu().numpy() for a, b in zip(idle, able, strict=True)]


def flat_share(stack: Stack, x: Tensor) -> np.ndarray:
    """Share of (point, unit) pairs with |f′| < FLAT, (L, P)."""
    shares = [(slope.abs() < FLAT).float().mean(dim=(1, 2)) for _, slope in stack.hidden(x)]
    return torch.stack(shares).cpu().numpy() if shares else np.empty((0, len(stack.members)))


def collapsed(stack: Stack, member: int = 0) -> tuple[Tensor, Tensor]:
    """A member's layers multiplied together as if it had no activation, in float64.

    Returns the matrix (F, K or 1) and the offset (1, K or 1).
    """
    device = stack.parameters.device
    matrix = torch.eye(stack.widths[0], dtype=torch.float64, device=device)
    offset = torch.zeros(1, stack.widths[0], dtype=torch.float64, device=device)
    for weight, bias in zip(stack.weights, stack.biases, strict=True):
        matrix = matrix @ weight[member].double()
        offset = offset @ weight[member].double() + bias[member].double()
    return matrix, offset


def linear_difference(stack: Stack, x: Tensor, member: int = 0) -> tuple[float, float]:
    """Largest difference of the logits from the product of all layers, and the largest logit.

    The product is taken in float64, the logits as the stack computes them, at x (N, F).
    """
    matrix, offset = collapsed(stack, member)
    logits = stack(x)[member].double()
    difference = logits - (x.double() @ matrix + offset)
    return difference.abs().max().item(), logits.abs().max().item()


def _can_die(stack: Stack, layer: int) -> Tensor:
    """Whether each member's activation has slope 0 on an interval and not everywhere, (P, 1)."""
    device = stack.parameters.device
    x = torch.linspace(-4, 4, 801, dtype=torch.float64, device=device)[None, :, None]
    able = torch.zeros(len(stack.members), 1, dtype=torch.bool, device=device)
    for group, chosen in zip(stack.groups[layer], stack.settings(layer), strict=True):
        zero = group.activation.df(x, **chosen)[..., 0] == 0
        on_interval = (zero[:, 1:] & zero[:, :-1]).any(dim=1, keepdim=True)
        able[group.index] = on_interval & ~zero.all(dim=1, keepdim=True)
    return able
