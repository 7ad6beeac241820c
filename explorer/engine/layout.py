"""How the numbers of a stack lie in one row a member, and what they are before training."""

from itertools import pairwise
from typing import Protocol

import torch
from torch import Tensor

from explorer import activations
from explorer.config import Member
from explorer.initialisers import INITIALISERS
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


def columns(members: tuple[Member, ...], depth: int) -> list[tuple[str, ...]]:
    """For each of `depth` hidden layers, the activation's key of every member."""
    return list(zip(*(member.keys(depth) for member in members), strict=True))


def settings(member: Member, key: str) -> dict[str, float]:
    """The parameters of a member's activation `key`: the member's own, else the defaults."""
    given = dict(member.parameters)
    return {n: given.get(n, value) for n, value in activations.get(key).defaults.items()}


def learnt_names(keys: list[tuple[str, ...]]) -> list[list[str]]:
    """For each hidden layer, the names of all parameters that some member learns there."""
    return [
        list(dict.fromkeys(p.name for key in column for p in activations.get(key).learnt))
        for column in keys
    ]


def views(
    flat: Tensor, widths: tuple[int, ...], names: list[list[str]]
) -> tuple[list[Tensor], list[Tensor], list[dict[str, Tensor]]]:
    """Weights, biases and learnt parameters of each layer as views of flat (P, n)."""
    weights, biases, learnt, start = [], [], [], 0
    for fan_in, fan_out in pairwise(widths):
        stop = start + fan_in * fan_out
        weights.append(flat[:, start:stop].view(-1, fan_in, fan_out))
        start, stop = stop, stop + fan_out
        biases.append(flat[:, start:stop].view(-1, 1, fan_out))
        start = stop
    for layer in names:
        learnt.append({n: flat[:, start + i, None, None] for i, n in enumerate(layer)})
        start += len(layer)
    return weights, biases, learnt


def draw(config: Shape) -> Tensor:
    """The initial parameters (P, n), float32, on the CPU; one set of draws for each seed."""
    drawn, fans = INITIALISERS[config.init].draw, list(pairwise(config.widths))
    keys = columns(config.members, len(fans) - 1)
    names = learnt_names(keys)
    draws: dict[int, Tensor] = {}
    is_weight = torch.cat([torch.arange(i * o + o) < i * o for i, o in fans])
    rows = []
    for number, member in enumerate(config.members):
        if member.seed not in draws:
            owner = generator(member.seed)
            layers = [drawn(i, o, config.init_std, owner) for i, o in fans]
            draws[member.seed] = torch.cat([part.flatten() for layer in layers for part in layer])
        row = torch.where(is_weight, draws[member.seed] * member.init_scale, draws[member.seed])
        learnt = [
            settings(member, column[number]).get(name, 0.0)
            for column, layer in zip(keys, names, strict=True)
            for name in layer
        ]
        rows.append(torch.cat([row, torch.tensor(learnt)]))
    return torch.stack(rows)
