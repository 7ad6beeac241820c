"""What the browser needs beside the weights to compute a run's networks: tables and cures."""

from typing import Any

import numpy as np
import torch

from explorer import activations
from explorer.activations import Activation
from explorer.config import RunConfig
from explorer.engine.layout import settings
from explorer.engine.stack import Stack
from explorer.live.message.setting import TABLE_RATE, TABLE_REACH, tail_places


def sampled(config: RunConfig) -> dict[str, Any]:
    """The fields `activations`, `tables`, `tails` and `waves` of a run's message.

    A function that several layers or members share, at the same parameters, is sampled once. A
    sample that is not finite is taken half a sample beside, so that a pole is one sample wide.
    """
    numbers: dict[tuple, int] = {}
    chosen = []
    for member in config.members:
        each = [(key, *settings(member, key).items()) for key in member.keys(len(config.hidden))]
        chosen.append(tuple(numbers.setdefault(one, len(numbers)) for one in each))
    x = torch.linspace(-TABLE_REACH, TABLE_REACH, 2 * TABLE_REACH * TABLE_RATE + 1).double()
    far = torch.from_numpy(tail_places())
    tables, tails, waves = np.empty((len(numbers), len(x))), [], []
    for (key, *pairs), number in numbers.items():
        activation, parameters = activations.get(key), dict(pairs)
        values = activation.f(x, **parameters)
        for side in (0.5, -0.5):
            if not (known := values.float().isfinite()).all():
                beside = activation.f(x + side / TABLE_RATE, **parameters)
                values = torch.where(known, values, beside)
        tables[number] = values.numpy()
        tails.append(activation.f(torch.stack([-far, far]), **parameters).numpy())
        waves.append(_wave(activation, parameters))
    return {
        "activations": tuple(chosen),
        "tables": tables,
        "tails": np.array(tails).reshape(len(numbers), 2, len(far)),
        "waves": tuple(waves),
    }


def cured(stack: Stack) -> dict[str, Any]:
    """The fields `residual`, `norm` and `scales` of a message of these networks.

    `scales` says where in a row of parameters each hidden layer's γ begins, or −1 where there is
    none; β, and with a batch norm the running mean and variance, follow it, each as long as the
    layer is wide.
    """
    return {
        "residual": tuple(member.residual for member in stack.members),
        "norm": tuple(member.norm or "" for member in stack.members),
        "scales": tuple(
            int(numbers["scale"].storage_offset()) if numbers else -1
            for numbers in stack.norm_numbers
        ),
    }


def _wave(activation: Activation, parameters: dict[str, float]) -> tuple[float, float]:
    """A wave's period and how far it rises over it; (0, 0) where the function is none."""
    period = activation.period(**parameters)
    if period is None:
        return 0.0, 0.0
    start, end = activation.f(torch.tensor([0, period], dtype=torch.float64), **parameters)
    return period, float(end - start)
