"""A stack of P networks of one shape, run forward and backward together."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from explorer import activations
from explorer.activations import Activation
from explorer.config import Member
from explorer.engine.layout import Shape, columns, draw, learnt_names, settings, views
from explorer.losses import Loss
from explorer.randomness import generator


@dataclass(frozen=True)
class Group:
    """The members that share a layer's activation; `index` picks them from the first axis."""

    activation: Activation
    index: slice | Tensor
    parameters: dict[str, float | Tensor]  # (p, 1, 1) where the members differ


class Stack:
    """P fully connected networks with the same widths, each with its own activations.

    `parameters` (P, n) holds all numbers that training moves, one row a member; `weights[l]`
    (P, fan_in, fan_out), `biases[l]` (P, 1, fan_out) and `learnt[l]` (an activation's learnt
    parameters, (P, 1, 1) each) are views of it, and follow each other in it: weights then biases
    layer by layer, then what the activations learn. `gradient` (P, n) has the same layout.
    `groups[l]` are the members of hidden layer l by activation.
    """

    def __init__(
        self, config: Shape, device: str = "cpu", dtype: torch.dtype = torch.float32
    ) -> None:
        self.widths = config.widths
        self.members = config.members
        self._lay_out(draw(config).to(device, dtype))

    def _lay_out(self, parameters: Tensor) -> None:
        """Take these numbers (P, n) as the parameters and make the views."""
        self.parameters = parameters
        self.gradient = torch.zeros_like(parameters)
        keys = columns(self.members, len(self.widths) - 2)
        groups = {column: _groups(self.members, column, parameters) for column in set(keys)}
        self.groups = [groups[column] for column in keys]
        self._is_random = any(
            group.activation.training_parameters for layer in self.groups for group in layer
        )
        names = learnt_names(keys)
        self.weights, self.biases, self.learnt = views(parameters, self.widths, names)
        self.weight_slopes, self.bias_slopes, self.learnt_slopes = views(
            self.gradient, self.widths, names
        )

    def views(self, flat: Tensor) -> tuple[list[Tensor], list[Tensor], list[dict[str, Tensor]]]:
        """Any numbers (P, n) laid out as `parameters`: as weights, biases and learnt ones."""
        return views(flat, self.widths, [list(layer) for layer in self.learnt])

    def take(self, index: list[int], device: str | None = None) -> "Stack":
        """A new stack with copies of these members, on this device or the same."""
        part = object.__new__(Stack)
        part.widths = self.widths
        part.members = tuple(self.members[i] for i in index)
        part._lay_out(self.parameters[index].clone().to(device or self.parameters.device))
        return part

    def __call__(self, x: Tensor) -> Tensor:
        """Logits (P, N, K or 1) of points x (N, F) or (P, N, F)."""
        return self.layers(x)[-1]

    def layers(self, x: Tensor) -> list[Tensor]:
        """Pre-activations (P, N, width) of every layer; the last are the logits."""
        h = x.expand(len(self.members), *x.shape[-2:])
        pre_activations = []
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            z = torch.baddbmm(bias, h, weight)
            pre_activations.append(z)
            if layer < len(self.weights) - 1:
                h = self._each_group("f", layer, z, self.settings(layer))
        return pre_activations

    def hidden(self, x: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        """Outputs f(z) and slopes f′(z) of each hidden layer, (P, N, H) both, at x (N, F)."""
        for layer, z in enumerate(self.layers(x)[:-1]):
            chosen = self.settings(layer)
            yield self._each_group("f", layer, z, chosen), self._each_group("df", layer, z, chosen)

    def backward(self, x: Tensor, target: Tensor, loss: Loss, step: int | None = None) -> Tensor:
        """Write the gradient of each member's own loss to `gradient`.

        x is (N, F), target as the loss makes it. `step` numbers the training step, from which
        activations that are random in training draw; None evaluates them at their mean. Returns
        the logits (P, N, K or 1).
        """
        inputs, slopes = [x.expand(len(self.members), *x.shape[-2:])], []
        generators = self._generators(step)
        for layer, (weight, bias) in enumerate(zip(self.weights[:-1], self.biases, strict=False)):
            z = torch.baddbmm(bias, inputs[-1], weight)
            chosen = self.settings(layer, z, generators)
            inputs.append(self._each_group("f", layer, z, chosen))
            slopes.append((z, chosen))
        logits = torch.baddbmm(self.biases[-1], inputs[-1], self.weights[-1])

        delta = loss.error(logits, target)
        for layer in reversed(range(len(self.weights))):
            torch.bmm(inputs[layer].mT, delta, out=self.weight_slopes[layer])
            torch.sum(delta, dim=1, keepdim=True, out=self.bias_slopes[layer])
            if layer > 0:
                z, chosen = slopes[layer - 1]
                delta = torch.bmm(delta, self.weights[layer].mT)
                self._learn(layer - 1, z, delta, chosen)
                delta.mul_(self._each_group("df", layer - 1, z, chosen))
        return logits

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
                mine = [generators[i] for i in _numbers(group.index, len(self.members))]
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
                assert parameter.df is not None
                slope = parameter.df(z[group.index], **parameters) * delta[group.index]
                out = self.learnt_slopes[layer][parameter.name]
                out[group.index] = slope.sum(dim=(1, 2), keepdim=True)


def _numbers(index: slice | Tensor, members: int) -> list[int]:
    """The members' numbers that this index picks."""
    return list(range(members))[index] if isinstance(index, slice) else index.tolist()


def _groups(members: tuple[Member, ...], keys: tuple[str, ...], parameters: Tensor) -> list[Group]:
    """The members by their keys at one layer, in order of first use."""
    by_key: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        by_key.setdefault(key, []).append(number)
    groups = []
    for key, numbers in by_key.items():
        each = [settings(members[i], key) for i in numbers]
        shared = {}
        for name in each[0]:
            values = [one[name] for one in each]
            column = torch.tensor(values, dtype=parameters.dtype, device=parameters.device)
            shared[name] = values[0] if len(set(values)) == 1 else column[:, None, None]
        first, last = numbers[0], numbers[-1]
        together = last - first + 1 == len(numbers)
        index = slice(first, last + 1) if together else torch.tensor(numbers)
        groups.append(Group(activations.get(key), index, shared))
    return groups
