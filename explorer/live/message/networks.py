"""What the browser needs beside the weights to compute a run's networks: formulas and cures."""

from typing import Any

from explorer import activations
from explorer.config import RunConfig
from explorer.engine.layout import settings
from explorer.engine.stack import Stack
from explorer.formula.browser import described


def computed(config: RunConfig) -> dict[str, Any]:
    """The fields `activations` and `functions` of a run's message.

    A function that several layers or members share, at the same parameters, travels once.
    """
    numbers: dict[tuple, int] = {}
    chosen = []
    for member in config.members:
        each = [(key, *settings(member, key).items()) for key in member.keys(len(config.hidden))]
        chosen.append(tuple(numbers.setdefault(one, len(numbers)) for one in each))
    functions = (described(activations.get(key), dict(pairs)) for key, *pairs in numbers)
    return {"activations": tuple(chosen), "functions": tuple(functions)}


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
