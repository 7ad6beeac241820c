"""The loss over any two weights of a network, all else held: a grid of it, and the way on it."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from explorer.outputs.networks import Network, Place, PointLoss

GRID = 41
Window = tuple[tuple[float, float], tuple[float, float]]  # lowest and highest u, then v
BLOCK = 1 << 20  # numbers of one layer that are worked on at a time: 4 MB


@dataclass(frozen=True)
class Surface:
    """The mean loss (G, G) float32 at u (G,) of the first weight, row by row, and v (G,).

    `here` is where the network stands: u, v and the loss. What overflows is ∞ or NaN.
    """

    first: Place
    second: Place
    u: np.ndarray
    v: np.ndarray
    loss: np.ndarray
    here: tuple[float, float, float]

    @property
    def lowest(self) -> tuple[float, float, float]:
        """u, v and the loss at the lowest point of the grid; NaN where none is finite."""
        if not np.isfinite(self.loss).any():
            return math.nan, math.nan, math.nan
        row, column = np.unravel_index(np.nanargmin(self.loss), self.loss.shape)
        return float(self.u[row]), float(self.v[column]), float(self.loss[row, column])


def surface(
    network: Network,
    x: Tensor,
    y: Tensor,
    loss: PointLoss,
    first: Place,
    second: Place,
    reach: float = 3.0,
    grid: int = GRID,
    window: Window | None = None,
) -> Surface:
    """The loss over two weights in float32, in a window, or up to `reach` around where they are.

    Raises ValueError, with the value in the sentence, where a weight is not there or the two are
    one.
    """
    _check(network, first, second)
    if not (math.isfinite(reach) and reach > 0 and grid >= 2):
        raise ValueError(f"the surface reaches {reach} with {grid} points a side")
    network, x = network.to(torch.float32), x.float()
    y = y.float() if y.is_floating_point() else y
    centres = [network.at(place) for place in (first, second)]
    ends = window or [(c - reach, c + reach) for c in centres]
    u, v = (torch.linspace(low, high, grid) for low, high in ends)
    inputs, _ = network.forward(x)
    start = min(first.layer, second.layer)
    widest = max(network.widths[start + 1 :])
    rows = max(1, BLOCK // (grid * len(x) * widest))
    places = (first, second)
    parts = [
        _mean_loss(network, inputs[start], start, y, loss, places, (part, v))
        for part in u.split(rows)
    ]
    here = float(network.loss(x, y, loss))
    values = torch.cat(parts).numpy()
    return Surface(first, second, u.numpy(), v.numpy(), values, (centres[0], centres[1], here))


def loss_of_two(
    network: Network, x: Tensor, y: Tensor, loss: PointLoss, first: Place, second: Place
) -> Callable[[Tensor], Tensor]:
    """The mean loss as a function of the two weights (2,) float64, for `descent.path`."""
    _check(network, first, second)
    exact, x = network.to(torch.float64), x.double()
    y = y.double() if y.is_floating_point() else y

    def of(w: Tensor) -> Tensor:
        return exact.changed(first, w[0]).changed(second, w[1]).loss(x, y, loss)

    return of


def _check(network: Network, first: Place, second: Place) -> None:
    network.check(first)
    network.check(second)
    if first == second:
        raise ValueError(f"{first.name} is chosen twice; expected two weights")


def _mean_loss(
    network: Network,
    h: Tensor,
    start: int,
    y: Tensor,
    loss: PointLoss,
    places: tuple[Place, Place],
    values: tuple[Tensor, Tensor],
) -> Tensor:
    """The mean loss (A, B) at values (A,) and (B,), from what enters layer `start`, (N, fan_in).

    What runs through the layers is (width, A or 1, B or 1, N): only as much as differs. A unit
    whose weight differs is kept apart until the next layer, as what it adds to `h`.
    """
    h = h.T[:, None, None]
    apart: dict[int, Tensor] = {}  # by unit, (A or 1, B or 1, N)
    for layer in range(start, len(network.weights)):
        weight, bias = network.weights[layer], network.biases[layer]
        z = (weight.T @ h.flatten(1) + bias[:, None]).view(-1, *h.shape[1:])
        for unit, more in apart.items():
            z = z + weight[unit][:, None, None, None] * more
        changes = _changes(network, layer, h, apart, places, values)
        if layer < len(network.activations):
            activation, given = network.activation(layer)
            h = activation.f(z, **given)
            apart = {
                unit: activation.f(z[unit] + more, **given) - h[unit]
                for unit, more in changes.items()
            }
        else:
            rows = [row + changes.get(unit, 0) for unit, row in enumerate(z)]
            h = torch.stack(torch.broadcast_tensors(*rows), dim=-1)  # (A, B, N, K)
    return loss(h, y).mean(dim=-1)


def _changes(
    network: Network,
    layer: int,
    h: Tensor,
    apart: dict[int, Tensor],
    places: tuple[Place, Place],
    values: tuple[Tensor, Tensor],
) -> dict[int, Tensor]:
    """What the two weights, as far as they are in this layer, add to the sum of each unit."""
    changes: dict[int, Tensor] = {}
    for axis, (place, value) in enumerate(zip(places, values, strict=True)):
        if place.layer != layer:
            continue
        moved = value - network.at(place)
        moved = moved[:, None, None] if axis == 0 else moved[None, :, None]
        if place.source is not None:
            moved = moved * (h[place.source] + apart.get(place.source, 0))
        changes[place.target] = changes.get(place.target, 0) + moved
    return changes
