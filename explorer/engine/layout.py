"""How the numbers of a stack lie in one row a member, and what they are before training."""

from itertools import pairwise
from typing import NamedTuple, Protocol

import torch
from torch import Tensor

from explorer import activations
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES, Loss
from explorer.choices.randomness import generator
from explorer.config import Member, RunConfig
from explorer.engine.norms import START

BIASES = 0, 1  # behind a member's seed, the owner of what is added to its biases


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
    @property
    def output_bias(self) -> float: ...
    @property
    def dropout(self) -> float: ...


def columns(members: tuple[Member, ...], depth: int) -> list[tuple[str, ...]]:
    """For each of `depth` hidden layers, the activation's key of every member."""
    return list(zip(*(member.keys(depth) for member in members), strict=True))


def settings(member: Member, key: str) -> dict[str, float]:
    """The parameters of a member's activation `key`: the member's own, else the defaults."""
    given = dict(member.parameters)
    return {n: given.get(n, value) for n, value in activations.get(key).defaults.items()}


def learning_rates(config: RunConfig) -> list[float]:
    """Each member's learning rate, or the run's."""
    return [
        config.learning_rate if member.learning_rate is None else member.learning_rate
        for member in config.members
    ]


def losses(config: RunConfig) -> list[Loss]:
    """Each member's loss, or the run's."""
    return [LOSSES[config.loss_of(member)] for member in config.members]


def learnt_names(keys: list[tuple[str, ...]]) -> list[list[str]]:
    """For each hidden layer, the names of all parameters that some member learns there."""
    return [
        list(dict.fromkeys(p.name for key in column for p in activations.get(key).learnt))
        for column in keys
    ]


def norm_names(members: tuple[Member, ...]) -> tuple[str, ...]:
    """The numbers that each hidden unit's normalisation has, in order; none where no member has."""
    norms = {member.norm for member in members}
    return tuple(START) if "batch" in norms else tuple(START)[:2] if "layer" in norms else ()


class Views(NamedTuple):
    """A row's numbers layer by layer: views of a flat tensor (P, n), in the order they lie in it.

    The weights and biases of each layer alternate; then come, of all hidden layers, what the
    activations learn, and at last the numbers of the normalisations.
    """

    weights: list[Tensor]  # (P, fan_in, fan_out)
    biases: list[Tensor]  # (P, 1, fan_out)
    learnt: list[dict[str, Tensor]]  # by name, (P, 1, 1)
    norms: list[dict[str, Tensor]]  # by name, (P, 1, H): scale γ, shift β, mean, variance


def views(
    flat: Tensor, widths: tuple[int, ...], learnt: list[list[str]], norm: tuple[str, ...]
) -> Views:
    """Flat (P, n) as the layers' numbers, with the names given by `learnt_names`, `norm_names`."""
    made, start = Views([], [], [], []), 0
    for fan_in, fan_out in pairwise(widths):
        stop = start + fan_in * fan_out
        made.weights.append(flat[:, start:stop].view(-1, fan_in, fan_out))
        start, stop = stop, stop + fan_out
        made.biases.append(flat[:, start:stop].view(-1, 1, fan_out))
        start = stop
    for layer in learnt:
        made.learnt.append({n: flat[:, start + i, None, None] for i, n in enumerate(layer)})
        start += len(layer)
    for width in widths[1:-1]:
        parts = flat[:, start : start + width * len(norm)].split(width, dim=1)
        made.norms.append({n: part[:, None] for n, part in zip(norm, parts, strict=False)})
        start += width * len(norm)
    return made


def draw(config: Shape) -> Tensor:
    """The initial parameters (P, n), float32, on the CPU; one set of draws for each seed."""
    drawn, fans = INITIALISERS[config.init].draw, list(pairwise(config.widths))
    keys = columns(config.members, len(fans) - 1)
    names = learnt_names(keys)
    start = [
        torch.full((width,), START[name])
        for width in config.widths[1:-1]
        for name in norm_names(config.members)
    ]
    draws: dict[int, Tensor] = {}
    is_weight = torch.cat([torch.arange(i * o + o) < i * o for i, o in fans])
    rows = []
    for number, member in enumerate(config.members):
        if member.seed not in draws:
            owner = generator(member.seed)
            layers = [drawn(i, o, config.init_std, owner) for i, o in fans]
            draws[member.seed] = torch.cat([part.flatten() for layer in layers for part in layer])
        row = torch.where(is_weight, draws[member.seed] * member.init_scale, draws[member.seed])
        if member.bias_std:
            row[~is_weight] += member.bias_std * _biases(member.seed, fans)
        row[len(row) - fans[-1][1] :] += config.output_bias
        learnt = [
            settings(member, column[number]).get(name, 0.0)
            for column, layer in zip(keys, names, strict=True)
            for name in layer
        ]
        rows.append(torch.cat([row, torch.tensor(learnt), *start]))
    return torch.stack(rows)


def _biases(seed: int, fans: list[tuple[int, int]]) -> Tensor:
    """Normal numbers for the biases of all layers, in their order."""
    owner = generator(seed, *BIASES)
    return torch.cat([torch.randn(fan_out, generator=owner) for _, fan_out in fans])
