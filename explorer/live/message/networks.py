"""What the browser needs beside the weights to compute a run's networks: formulas and cures."""

from typing import Any

import torch

from explorer import activations
from explorer.config import RunConfig
from explorer.engine import StackTrainer, Trainer
from explorer.engine.layout import settings
from explorer.formula.browser import described


def computed(config: RunConfig) -> dict[str, Any]:
    """The fields `activations` and `functions` of a run's message.

    A function that several layers or members share, at the same parameters, travels once.
    """
    numbers: dict[tuple, int] = {}
    chosen = []
    for member in config.members:
        depth = len(config.alone(member).hidden)
        each = [(key, *settings(member, key).items()) for key in member.keys(depth)]
        chosen.append(tuple(numbers.setdefault(one, len(numbers)) for one in each))
    functions = (described(activations.get(key), dict(pairs)) for key, *pairs in numbers)
    return {"activations": tuple(chosen), "functions": tuple(functions)}


def shaped(trainer: Trainer) -> dict[str, Any]:
    """The fields of a message that say how each network is built and where its numbers lie.

    `sizes` counts a network's numbers. `learnt` says where among them each hidden layer's learnt
    slope stands, and `scales` where its γ begins, or −1 where there is none; β, and with a batch
    norm the running mean and variance, follow it, each as long as the layer is wide.
    """
    each = [_one(*trainer.of(member)) for member in range(len(trainer.config.members))]
    return {name: tuple(one[name] for one in each) for name in each[0]}


def _one(part: StackTrainer, number: int) -> dict[str, Any]:
    stack = part.stack
    member, (_, size) = stack.members[number], stack.parameters.shape
    at = stack.views(torch.arange(size)[None])
    learnt = [activations.get(key).learnt for key in member.keys(len(stack.widths) - 2)]
    return {
        "widths": stack.widths,
        "sizes": size,
        "residual": member.residual,
        "norm": member.norm or "",
        "scales": tuple(int(norm["scale"][0, 0, 0]) if norm else -1 for norm in at.norms),
        "learnt": tuple(
            int(places[own[0].name]) if own else -1
            for places, own in zip(at.learnt, learnt, strict=True)
        ),
    }
