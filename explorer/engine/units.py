"""Where the hidden units of a stack stand: dead, flat, or one linear map in all."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch import Tensor

from explorer import activations
from explorer.activations import Activation
from explorer.engine.evaluation import PIECE
from explorer.engine.norms import EPSILON
from explorer.engine.stack import Stack
from explorer.words import FLAT


def dead(stack: Stack, x: Tensor) -> list[np.ndarray]:
    """Which units have slope 0 at every point of x (N, F), (P, H) bool for each hidden layer.

    Only where the activation has an interval of slope 0 and slope elsewhere: a unit step is
    never called dead.
    """
    able = [_can_die(stack, layer) for layer in range(len(stack.widths) - 2)]
    if not any(layer.any() for layer in able):
        members = len(stack.members)
        return [np.zeros((members, width), dtype=bool) for width in stack.widths[1:-1]]
    points = max(1, PIECE // (len(stack.members) * max(stack.widths)))
    idle: list[Tensor] = []
    for part in x.split(points):
        now = [(slope == 0).all(dim=1) for slope in stack.slopes(part)]
        idle = [a & b for a, b in zip(idle, now, strict=True)] if idle else now
    return [(a & b).cpu().numpy() for a, b in zip(idle, able, strict=True)]


def flat_share(stack: Stack, x: Tensor) -> np.ndarray:
    """Share of (point, unit) pairs with |f′| < FLAT, (L, P)."""
    shares = [(slope.abs() < FLAT).float().mean(dim=(1, 2)) for slope in stack.slopes(x)]
    return torch.stack(shares).cpu().numpy() if shares else np.empty((0, len(stack.members)))


def straight(stack: Stack, layer: int, member: int = 0) -> tuple[Tensor, Tensor]:
    """A layer's map from its input to what enters its activation, in float64.

    Returns the matrix (fan_in, fan_out) and the offset (1, fan_out), a batch norm folded in with
    its running statistics. Raises ValueError where a layer norm makes the map no straight one.
    """
    matrix, offset = stack.weights[layer][member].double(), stack.biases[layer][member].double()
    norm = stack.members[member].norm if layer < len(stack.weights) - 1 else None
    if norm is None:
        return matrix, offset
    if norm == "layer":
        raise ValueError(f"member {member} has a layer norm: no matrix computes layer {layer + 1}")
    numbers = {name: one[member].double() for name, one in stack.norm_numbers[layer].items()}
    size = numbers["scale"] / (numbers["variance"] + EPSILON).sqrt()
    return matrix * size, (offset - numbers["mean"]) * size + numbers["shift"]


def collapsed(stack: Stack, member: int = 0) -> tuple[Tensor, Tensor]:
    """A member's layers multiplied together as if it had no activation, in float64.

    A way around a layer adds the identity to its matrix. Returns the matrix (F, K or 1) and the
    offset (1, K or 1). Raises ValueError where the member has a layer norm in a hidden layer.
    """
    device = stack.parameters.device
    matrix = torch.eye(stack.widths[0], dtype=torch.float64, device=device)
    offset = torch.zeros(1, stack.widths[0], dtype=torch.float64, device=device)
    for layer in range(len(stack.weights)):
        linear, bias = straight(stack, layer, member)
        if stack.goes_around(layer, member):
            linear = linear + torch.eye(len(linear), dtype=torch.float64, device=device)
        matrix, offset = matrix @ linear, offset @ linear + bias
    return matrix, offset


def linear_difference(stack: Stack, x: Tensor, member: int = 0) -> tuple[float, float]:
    """Largest difference of the logits from the product of all layers, and the largest logit.

    The product is taken in float64, the logits as the stack computes them, at x (N, F). The
    difference is NaN where there is no product: hidden layers with a layer norm.
    """
    logits = stack(x)[member].double()
    largest = logits.abs().max().item()
    if stack.members[member].norm == "layer" and len(stack.weights) > 1:
        return math.nan, largest
    matrix, offset = collapsed(stack, member)
    difference = logits - (x.double() @ matrix + offset)
    return difference.abs().max().item(), largest


def _can_die(stack: Stack, layer: int) -> Tensor:
    """Whether each member's activation has slope 0 on an interval and not everywhere, (P, 1)."""
    able = torch.zeros(len(stack.members), 1, dtype=torch.bool, device=stack.parameters.device)
    for group, chosen in zip(stack.groups[layer], stack.settings(layer), strict=True):
        if any(isinstance(value, Tensor) for value in chosen.values()):
            able[group.index] = _rests(group.activation, chosen, str(able.device))
        else:
            able[group.index] = _always_rests(group.activation.key, tuple(chosen.items()))
    return able


@lru_cache(256)
def _always_rests(key: str, chosen: tuple[tuple[str, float], ...]) -> bool:
    """The same of an activation whose parameters stay as they are: asked of every frame."""
    return bool(_rests(activations.get(key), dict(chosen), "cpu").any())


def _rests(activation: Activation, chosen: Mapping[str, Any], device: str) -> Tensor:
    """Whether a function has slope 0 on an interval and not everywhere, (1 or p, 1)."""
    x = torch.linspace(-4, 4, 801, dtype=torch.float64, device=device)[None, :, None]
    zero = activation.df(x, **chosen)[..., 0] == 0
    on_interval = (zero[:, 1:] & zero[:, :-1]).any(dim=1, keepdim=True)
    return on_interval & ~zero.all(dim=1, keepdim=True)
