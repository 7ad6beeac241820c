"""One small network as plain numbers, for the chain rule of a weight and the surface over two."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from explorer.activations import Activation, get
from explorer.choices.losses import LOSSES, Loss

PointLoss = Callable[[Tensor, Tensor], Tensor]  # logits (..., K) and targets → a point's loss (...)


def _of(loss: Loss) -> PointLoss:
    """A loss of the registry, by a point's logits (..., K), or the first one, and its target."""

    def at(z: Tensor, y: Tensor) -> Tensor:
        if loss.single:
            return loss.of_points(z[..., :1], y[..., None].to(z.dtype))
        return loss.of_points(z, F.one_hot(y.long(), z.shape[-1]).to(z.dtype))

    return at


def _labels(z: Tensor, y: Tensor) -> Tensor:
    return LOSSES["bce"].of_points(z, y)


# A point's loss by its logits (..., N, K) and its target (N,), or of several labels (N, K).
POINT_LOSSES: dict[str, PointLoss] = {key: _of(loss) for key, loss in LOSSES.items()} | {
    "labels": _labels
}


@dataclass(frozen=True)
class Place:
    """One weight: from unit `source` into unit `target` of layer `layer`, all counted from 0.

    Layer 0 is the first with weights; its sources are the inputs. A `source` of None is the bias.
    """

    layer: int
    source: int | None
    target: int

    @property
    def name(self) -> str:
        """As one writes it: w of layer 2, from 1 to 3; counted from 1."""
        if self.source is None:
            return f"b of layer {self.layer + 1}, unit {self.target + 1}"
        return f"w of layer {self.layer + 1}, from {self.source + 1} to {self.target + 1}"


@dataclass(frozen=True)
class Network:
    """A network without residuals and norms; hidden layer l computes f_l(h·W_l + b_l).

    `weights[l]` is (fan_in, fan_out) and `biases[l]` (fan_out,), one more than `activations`, the
    keys of the hidden layers; `settings[l]` has the parameters of activation l. Raises ValueError
    where these do not fit.
    """

    weights: Sequence[Tensor]
    biases: Sequence[Tensor]
    activations: Sequence[str]
    settings: Sequence[Mapping[str, Any]] = field(default=())

    def __post_init__(self) -> None:
        """Check that each layer takes what the one before it gives."""
        if not len(self.weights) == len(self.biases) == len(self.activations) + 1:
            raise ValueError(
                f"got {len(self.weights)} weights, {len(self.biases)} biases and "
                f"{len(self.activations)} activations; expected one activation less"
            )
        widths = self.widths
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            wanted = (widths[layer], widths[layer + 1])
            if tuple(weight.shape) != wanted or tuple(bias.shape) != wanted[1:]:
                raise ValueError(
                    f"layer {layer + 1} has weights {tuple(weight.shape)} and biases "
                    f"{tuple(bias.shape)}; expected {wanted} and {wanted[1:]}"
                )

    @property
    def widths(self) -> tuple[int, ...]:
        """From the inputs to the logits."""
        return (self.weights[0].shape[0], *(bias.shape[0] for bias in self.biases))

    def activation(self, layer: int) -> tuple[Activation, dict[str, Any]]:
        """The activation of a hidden layer and its parameters."""
        given = self.settings[layer] if self.settings else {}
        return get(self.activations[layer]), dict(given)

    def to(self, dtype: torch.dtype) -> "Network":
        """The same numbers in another dtype."""
        weights, biases = ([part.to(dtype) for part in row] for row in (self.weights, self.biases))
        return replace(self, weights=weights, biases=biases)

    def forward(self, x: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """What enters each layer, from x (N, F) on, and its sums z, the logits (N, K) last."""
        inputs, sums = [x], []
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            sums.append(inputs[-1] @ weight + bias)
            if layer < len(self.activations):
                activation, given = self.activation(layer)
                inputs.append(activation.f(sums[-1], **given))
        return inputs, sums

    def check(self, place: Place) -> None:
        """Raises ValueError, with the value in the sentence, where there is no such weight."""
        widths = self.widths
        if not 0 <= place.layer < len(self.weights):
            raise ValueError(f"layer {place.layer} is asked for; there are {len(self.weights)}")
        fan_in, fan_out = widths[place.layer : place.layer + 2]
        if place.source is not None and not 0 <= place.source < fan_in:
            raise ValueError(f"source {place.source} is asked for; the layer takes {fan_in}")
        if not 0 <= place.target < fan_out:
            raise ValueError(f"target {place.target} is asked for; the layer has {fan_out} units")

    def at(self, place: Place) -> float:
        """The number of a weight."""
        self.check(place)
        if place.source is None:
            return self.biases[place.layer][place.target].item()
        return self.weights[place.layer][place.source, place.target].item()

    def changed(self, place: Place, value: Any) -> "Network":
        """A network with another number, or a 0-d tensor, in a place."""
        self.check(place)
        weights, biases = list(self.weights), list(self.biases)
        row = biases if place.source is None else weights
        index = place.target if place.source is None else (place.source, place.target)
        row[place.layer] = row[place.layer].clone()
        row[place.layer][index] = value
        return replace(self, weights=weights, biases=biases)

    def loss(self, x: Tensor, y: Tensor, loss: PointLoss) -> Tensor:
        """The mean loss over points x (N, F) with targets y (N,)."""
        return loss(self.forward(x)[1][-1], y).mean()


def drawn(widths: Sequence[int], activation: str, generator: torch.Generator) -> Network:
    """A network as PyTorch draws it: uniform in ±1/√fan_in."""
    weights, biases = [], []
    for fan_in, fan_out in pairwise(widths):
        reach = fan_in**-0.5
        weights.append((2 * torch.rand(fan_in, fan_out, generator=generator) - 1) * reach)
        biases.append((2 * torch.rand(fan_out, generator=generator) - 1) * reach)
    return Network(weights, biases, [activation] * (len(widths) - 2))
