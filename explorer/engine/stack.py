"""A stack of P networks of one shape, run forward and backward together."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import torch
from torch import Tensor

from explorer import activations
from explorer.activations import Activation
from explorer.config import Member
from explorer.initialisers import INITIALISERS
from explorer.losses import Loss
from explorer.randomness import generator


class Shape(Protocol):
    """What a stack needs to know of a config."""

    @property
    def widths(self) -> tuple[int, ...]: ...
    @property
    def members(self) -> tuple[Member, ...]: ...
    @property
    def init(self) -> str: ...
    @property
    def init_std(self) -> float: ...


@dataclass(frozen=True)
class Group:
    """The members that share an activation; `index` picks them from the first axis."""

    activation: Activation
    index: slice | Tensor
    parameters: dict[str, float | Tensor]  # (p, 1, 1) where the members differ


class Stack:
    """P fully connected networks with the same widths, each with its own activation.

    `parameters` (P, n) holds all numbers that training moves, one row a member; `weights[l]`
    (P, fan_in, fan_out), `biases[l]` (P, 1, fan_out) and `learnt[l]` (an activation's learnt
    parameters, (P, 1, 1) each) are views of it. `gradient` (P, n) has the same layout.
    """

    def __init__(
        self, config: Shape, device: str = "cpu", dtype: torch.dtype = torch.float32
    ) -> None:
        self.widths = config.widths
        self.members = config.members
        self._lay_out(_draw(config).to(device, dtype))

    def _lay_out(self, parameters: Tensor) -> None:
        """Take these numbers (P, n) as the parameters and make the views."""
        self.parameters = parameters
        self.gradient = torch.zeros_like(parameters)
        self.groups = _groups(self.members, parameters)
        self.weights, self.biases, self.learnt = _views(parameters, self.widths, self.members)
        self.weight_slopes, self.bias_slopes, self.learnt_slopes = _views(
            self.gradient, self.widths, self.members
        )

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
                h = self._each_group("f", z, self._settings(layer))
        return pre_activations

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
            settings = self._settings(layer, z, generators)
            inputs.append(self._each_group("f", z, settings))
            slopes.append((z, settings))
        logits = torch.baddbmm(self.biases[-1], inputs[-1], self.weights[-1])

        delta = loss.error(logits, target)
        for layer in reversed(range(len(self.weights))):
            self.weight_slopes[layer].copy_(torch.bmm(inputs[layer].mT, delta))
            torch.sum(delta, dim=1, keepdim=True, out=self.bias_slopes[layer])
            if layer > 0:
                z, settings = slopes[layer - 1]
                delta = torch.bmm(delta, self.weights[layer].mT)
                self._learn(layer - 1, z, delta, settings)
                delta.mul_(self._each_group("df", z, settings))
        return logits

    def _settings(
        self, layer: int, z: Tensor | None = None, generators: list | None = None
    ) -> list[dict]:
        """Each group's parameters at this layer: fixed, learnt, or drawn for a training step."""
        settings = []
        for group in self.groups:
            parameters = group.parameters
            if group.activation.learnt:
                learnt = {name: p[group.index] for name, p in self.learnt[layer].items()}
                parameters = parameters | learnt
            if generators and group.activation.training_parameters and z is not None:
                mine = [generators[i] for i in _numbers(group.index, len(self.members))]
                parameters = group.activation.training_parameters(
                    z[group.index], mine, **parameters
                )
            settings.append(parameters)
        return settings

    def _generators(self, step: int | None) -> list[torch.Generator] | None:
        if step is None or not any(g.activation.training_parameters for g in self.groups):
            return None
        return [generator(member.seed, step) for member in self.members]

    def _each_group(self, function: str, z: Tensor, settings: list[dict]) -> Tensor:
        """f or df of z (P, N, H), every member by its own activation."""
        if len(self.groups) == 1:
            return getattr(self.groups[0].activation, function)(z, **settings[0])
        out = torch.empty_like(z)
        for group, parameters in zip(self.groups, settings, strict=True):
            index = group.index
            out[index] = getattr(group.activation, function)(z[index], **parameters)
        return out

    def _learn(self, layer: int, z: Tensor, delta: Tensor, settings: list[dict]) -> None:
        """The gradient of the activations' own learnt parameters at this layer."""
        for group, parameters in zip(self.groups, settings, strict=True):
            for parameter in group.activation.learnt:
                assert parameter.df is not None
                slope = parameter.df(z[group.index], **parameters) * delta[group.index]
                out = self.learnt_slopes[layer][parameter.name]
                out[group.index] = slope.sum(dim=(1, 2), keepdim=True)


def _numbers(index: slice | Tensor, members: int) -> list[int]:
    """The members' numbers that this index picks."""
    return list(range(members))[index] if isinstance(index, slice) else index.tolist()


def _groups(members: tuple[Member, ...], parameters: Tensor) -> list[Group]:
    """The members by activation, in order of first use."""
    by_key: dict[str, list[int]] = {}
    for number, member in enumerate(members):
        by_key.setdefault(member.activation, []).append(number)
    groups = []
    for key, numbers in by_key.items():
        activation = activations.get(key)
        settings = {}
        for name, default in activation.defaults.items():
            values = [dict(members[i].parameters).get(name, default) for i in numbers]
            column = torch.tensor(values, dtype=parameters.dtype, device=parameters.device)
            settings[name] = values[0] if len(set(values)) == 1 else column[:, None, None]
        first, last = numbers[0], numbers[-1]
        together = last - first + 1 == len(numbers)
        index = slice(first, last + 1) if together else torch.tensor(numbers)
        groups.append(Group(activation, index, settings))
    return groups


def _learnt_names(members: tuple[Member, ...]) -> list[str]:
    """The names of all learnt parameters in a stack."""
    learnt = (p.name for m in members for p in activations.get(m.activation).learnt)
    return list(dict.fromkeys(learnt))


def _views(
    flat: Tensor, widths: tuple[int, ...], members: tuple[Member, ...]
) -> tuple[list[Tensor], list[Tensor], list[dict[str, Tensor]]]:
    """Weights, biases and learnt parameters of each layer as views of flat (P, n)."""
    weights, biases, learnt, start = [], [], [], 0
    for fan_in, fan_out in pairwise(widths):
        stop = start + fan_in * fan_out
        weights.append(flat[:, start:stop].view(-1, fan_in, fan_out))
        start, stop = stop, stop + fan_out
        biases.append(flat[:, start:stop].view(-1, 1, fan_out))
        start = stop
    names = _learnt_names(members)
    for _ in widths[1:-1]:
        learnt.append({n: flat[:, start + i, None, None] for i, n in enumerate(names)})
        start += len(names)
    return weights, biases, learnt


def _draw(config: Shape) -> Tensor:
    """The initial parameters (P, n), float32, on the CPU; one set of draws for each seed."""
    draw, names = INITIALISERS[config.init].draw, _learnt_names(config.members)
    fans = list(pairwise(config.widths))
    draws: dict[int, Tensor] = {}
    is_weight = torch.cat([torch.arange(i * o + o) < i * o for i, o in fans])
    rows = []
    for member in config.members:
        if member.seed not in draws:
            owner = generator(member.seed)
            layers = [draw(i, o, config.init_std, owner) for i, o in fans]
            draws[member.seed] = torch.cat([part.flatten() for layer in layers for part in layer])
        row = torch.where(is_weight, draws[member.seed] * member.init_scale, draws[member.seed])
        values = activations.get(member.activation).defaults | dict(member.parameters)
        learnt = torch.tensor([values.get(name, 0.0) for name in names]).repeat(len(fans) - 1)
        rows.append(torch.cat([row, learnt]))
    return torch.stack(rows)
