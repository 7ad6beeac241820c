"""A stack of P networks of one shape, run forward and backward together."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import torch
from torch import Tensor

from explorer.choices.losses import AnyLoss
from explorer.choices.randomness import generator
from explorer.engine import dropout
from explorer.engine.groups import group_members
from explorer.engine.layout import (
    Shape,
    Views,
    columns,
    draw,
    learnt_names,
    norm_names,
    views,
)
from explorer.engine.norms import Cache, Norms

Record = Callable[[str, int, Tensor], None]  # told a stage, a hidden layer, and a gradient there


class Stack:
    """P fully connected networks with the same widths, each with its own activations and cures.

    Hidden layer l computes h_l = f(norm(z_l)) + h_{l−1}, z_l = h_{l−1}·W_l + b_l: the norm where
    the member has one, the sum where it is residual and the layer as wide as what comes in.

    `parameters` (P, n) holds all numbers of a network, one row a member; `weights[l]` (P, fan_in,
    fan_out), `biases[l]` (P, 1, fan_out), `learnt[l]` (an activation's learnt parameters, (P, 1, 1)
    each) and `norm_numbers[l]` ((P, 1, H) each) are views of it, in this order; `Views` tells more.
    `gradient` (P, n) has the same layout, and stays 0 where nothing is learnt by it.
    `groups[l]` are the members of hidden layer l by activation.
    """

    def __init__(
        self, config: Shape, device: str = "cpu", dtype: torch.dtype = torch.float32
    ) -> None:
        self.widths = config.widths
        self.members = config.members
        self.dropout = config.dropout
        keys = columns(self.members, len(self.widths) - 2)
        self._names = learnt_names(keys), norm_names(self.members)
        self._lay_out(draw(config, dtype).to(device))

    def _lay_out(self, parameters: Tensor) -> None:
        """Take these numbers (P, n) as the parameters and make the views."""
        self.parameters = parameters
        self.gradient = torch.zeros_like(parameters)
        keys = columns(self.members, len(self.widths) - 2)
        groups = {column: group_members(self.members, column, parameters) for column in set(keys)}
        self.groups = [groups[column] for column in keys]
        self._is_random = any(
            group.activation.training_parameters for layer in self.groups for group in layer
        )
        self.weights, self.biases, self.learnt, self.norm_numbers = self.views(parameters)
        slopes = self.views(self.gradient)
        self.weight_slopes, self.bias_slopes, self.learnt_slopes, norm_slopes = slopes
        has_norm = any(member.norm for member in self.members)
        self._norms = [
            Norms(self.members, numbers, slopes) if has_norm else None
            for numbers, slopes in zip(self.norm_numbers, norm_slopes, strict=True)
        ]
        residual = torch.tensor([member.residual for member in self.members])
        self._residual = None if residual.all() else residual[:, None, None].to(parameters.device)
        square = [i == o and bool(residual.any()) for i, o in pairwise(self.widths)]
        self._around = [*square[:-1], False]  # which layers have a way around them

    @property
    def draws(self) -> bool:
        """Whether a training step draws numbers: for an activation, or who is left out."""
        return self._is_random or self.dropout > 0

    def views(self, flat: Tensor) -> Views:
        """Any numbers (P, n) laid out as `parameters`, layer by layer."""
        return views(flat, self.widths, *self._names)

    def is_variance(self, index: int) -> bool:
        """Whether a place in a row of parameters holds a running variance."""
        norms = self.views(torch.arange(self.parameters.shape[1])[None]).norms
        return any((norm["variance"] == index).any() for norm in norms if "variance" in norm)

    def take(self, index: list[int], device: str | None = None) -> "Stack":
        """A new stack with copies of these members, on this device or the same."""
        part = object.__new__(Stack)
        part.widths, part._names = self.widths, self._names  # whatever they use, the layout stays
        part.dropout = self.dropout
        part.members = tuple(self.members[i] for i in index)
        part._lay_out(self.parameters[index].clone().to(device or self.parameters.device))
        return part

    def __call__(self, x: Tensor) -> Tensor:
        """Logits (P, N, K or 1) of points x (N, F) or (P, N, F)."""
        *_, (logits, _) = self.forward(x)
        return logits

    def forward(self, x: Tensor, training: bool = False) -> Iterator[tuple[Tensor, Tensor]]:
        """What enters each layer's activation and the layer's output, (P, N, width) both.

        x is (N, F) or (P, N, F); the last pair are the logits, twice. A batch norm takes its
        running statistics, or with `training` those of x; neither moves anything.
        """
        h = x.expand(len(self.members), *x.shape[-2:])
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            z = torch.baddbmm(bias, h, weight)
            if layer == len(self.weights) - 1:
                yield z, z
                return
            if norm := self._norms[layer]:
                z, _ = norm(z, training)
            f = self._each_group("f", layer, z, self.settings(layer))
            h = self._add_residual(f, h) if self._around[layer] else f
            yield z, h

    def layers(self, x: Tensor) -> list[Tensor]:
        """What enters the activation of every layer, (P, N, width); the last are the logits."""
        return [z for z, _ in self.forward(x)]

    def hidden(self, x: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        """The activation's values f and slopes f′ at each hidden layer, (P, N, H), at x (N, F)."""
        for layer, z in enumerate(self.layers(x)[:-1]):
            chosen = self.settings(layer)
            yield self._each_group("f", layer, z, chosen), self._each_group("df", layer, z, chosen)

    def slopes(self, x: Tensor) -> Iterator[Tensor]:
        """The activation's slopes f′ at each hidden layer, (P, N, H), at x (N, F)."""
        for layer, z in enumerate(self.layers(x)[:-1]):
            yield self._each_group("df", layer, z, self.settings(layer))

    def backward(
        self,
        x: Tensor,
        target: Tensor,
        loss: AnyLoss,
        step: int | None = None,
        record: Record | None = None,
    ) -> Tensor:
        """Write the gradient of each member's own loss to `gradient`.

        x is (N, F), target as the loss makes it. `step` numbers the training step, from which
        activations that are random in training draw; None evaluates them at their mean. A batch
        norm takes the statistics of x, and its running ones follow them where there is a step.
        Returns the logits (P, N, K or 1) of that pass.

        `record(stage, layer, gradient)` is called going backward for each hidden layer, from 0,
        with the gradient (P, N, H) by the layer's output ("output", over all ways), by what enters
        its activation ("slope"), by the linear part where the layer has norms ("norm"), and by the
        layer's input through the weights alone ("weights"). Copy what is to outlive the call.
        """
        inputs, caches = [x.expand(len(self.members), *x.shape[-2:])], []
        generators = self._generators(step)
        for layer, (weight, bias) in enumerate(zip(self.weights[:-1], self.biases, strict=False)):
            z, normed = torch.baddbmm(bias, inputs[-1], weight), []
            if norm := self._norms[layer]:
                z, normed = norm(z, training=True, move=step is not None)
            chosen = self.settings(layer, z, generators)
            f = self._each_group("f", layer, z, chosen)
            left = self._left(layer, z, step)
            f = f if left is None else f * left
            inputs.append(self._add_residual(f, inputs[-1]) if self._around[layer] else f)
            caches.append((z, chosen, normed, left))
        logits = torch.baddbmm(self.biases[-1], inputs[-1], self.weights[-1])

        delta = arrived = loss.gradient(logits, target)
        for layer in reversed(range(len(self.weights))):
            torch.bmm(inputs[layer].mT, delta, out=self.weight_slopes[layer])
            torch.sum(delta, dim=1, keepdim=True, out=self.bias_slopes[layer])
            if layer < len(caches) and (norm := self._norms[layer]):
                norm.clear_bias_slopes(self.bias_slopes[layer], caches[layer][2])
            if layer > 0:
                delta = torch.bmm(delta, self.weights[layer].mT)
                if record and layer < len(caches):
                    record("weights", layer, delta)
                arrived = self._add_residual(delta, arrived) if self._around[layer] else delta
                delta = self._through_activation(layer - 1, arrived, caches[layer - 1], record)
        if record and caches:
            record("weights", 0, torch.bmm(delta, self.weights[0].mT))
        return logits

    def _through_activation(
        self,
        layer: int,
        arrived: Tensor,
        cache: tuple[Tensor, list[dict], list[Cache], Tensor | None],
        record: Record | None,
    ) -> Tensor:
        """From the gradient by a hidden layer's output to the one by its linear part."""
        z, chosen, normed, left = cache
        if record:
            record("output", layer, arrived)
        if left is not None:
            arrived = arrived * left
        self._learn(layer, z, arrived, chosen)
        slope = self._each_group("df", layer, z, chosen)
        # What arrived is needed again where there is a way around the layer.
        delta = arrived * slope if self._around[layer] else arrived.mul_(slope)
        if record:
            record("slope", layer, delta)
        if norm := self._norms[layer]:
            delta = norm.backward(delta, normed)
            if record:
                record("norm", layer, delta)
        return delta

    def _left(self, layer: int, z: Tensor, step: int | None) -> Tensor | None:
        """What a hidden layer's values are multiplied by in a training step, (P, N, H)."""
        if step is None or not self.dropout:
            return None
        keys = [dropout.key(member.seed, step, layer) for member in self.members]
        return dropout.factors(keys, z.shape[1], z.shape[2], self.dropout).to(z)

    def goes_around(self, layer: int, member: int) -> bool:
        """Whether a layer's input is added to its output."""
        return self._around[layer] and self.members[member].residual

    def _add_residual(self, through: Tensor, around: Tensor) -> Tensor:
        """What comes through a layer, for the residual members with what goes around it."""
        total = through + around
        return total if self._residual is None else torch.where(self._residual, total, through)

    def settings(
        self, layer: int, z: Tensor | None = None, generators: list | None = None
    ) -> list[dict]:
        """Each group's parameters at this layer: fixed, learnt, or drawn for a training step."""
        chosen = []
        for group in self.groups[layer]:
            parameters = group.parameters
            if group.activation.learnt:
                names = (parameter.name for parameter in group.activation.learnt)
                parameters = parameters | {n: self.learnt[layer][n][group.index] for n in names}
            if generators and group.activation.training_parameters and z is not None:
                mine = [generators[i] for i in group.numbers(len(self.members))]
                parameters = group.activation.training_parameters(
                    z[group.index], mine, **parameters
                )
            chosen.append(parameters)
        return chosen

    def _generators(self, step: int | None) -> list[torch.Generator] | None:
        if step is None or not self._is_random:
            return None
        return [generator(member.seed, step) for member in self.members]

    def _each_group(self, function: str, layer: int, z: Tensor, chosen: list[dict]) -> Tensor:
        """f or df of z (P, N, H) at a hidden layer, every member by its own activation."""
        groups = self.groups[layer]
        if len(groups) == 1:
            return getattr(groups[0].activation, function)(z, **chosen[0])
        out = torch.empty_like(z)
        for group, parameters in zip(groups, chosen, strict=True):
            index = group.index
            out[index] = getattr(group.activation, function)(z[index], **parameters)
        return out

    def _learn(self, layer: int, z: Tensor, delta: Tensor, chosen: list[dict]) -> None:
        """The gradient of the activations' own learnt parameters at this layer."""
        for group, parameters in zip(self.groups[layer], chosen, strict=True):
            for parameter in group.activation.learnt:
                by = group.activation.slopes_by[parameter.name]
                slope = by(z[group.index], **parameters) * delta[group.index]
                out = self.learnt_slopes[layer][parameter.name]
                out[group.index] = slope.sum(dim=(1, 2), keepdim=True)
