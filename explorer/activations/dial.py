"""The dial from straight to bent: f_τ(x) = (1 − τ)·x + τ·f(x), for any activation f."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import torch

from explorer.formula import keys
from explorer.formula.record import Activation, Parameter
from explorer.formula.tree import ONE, ZERO, Node, X, name, node

NAME = "dial"
SYMBOL = r"\tau"


@lru_cache(maxsize=256)
def dialled(activation: Activation) -> Activation:
    """The family between the identity (`dial` 0) and this activation (`dial` 1).

    `dial` comes after the activation's own parameters. What training draws at random is drawn here
    too, but what it learns stays at its value, so that only the dial differs. Raises ValueError
    where the activation already has a parameter of that name.
    """
    if NAME in activation.defaults:
        raise ValueError(
            f"{activation.key!r} has a parameter `{NAME}` already, so no dial can be put on it"
        )
    draw = activation.training_parameters

    def drawn(x: torch.Tensor, generators: Any, /, dial: Any, **parameters: Any) -> dict[str, Any]:
        assert draw is not None
        return draw(x, generators, **parameters) | {NAME: dial}

    own = tuple(replace(parameter, learnt=False) for parameter in activation.parameters)
    return Activation(
        key=keys.dialled(activation.key),
        label=f"{activation.label}, dialled",
        family=activation.family,
        value="",
        slope="",
        written=_mixed(X, activation.tree),
        written_slope=_mixed(ONE, activation.slope_tree),
        remark=f"A dial from the straight line at 0 to {activation.label} at 1: how much bend a "
        "network needs.",
        source=activation.source,
        parameters=(*own, Parameter(NAME, SYMBOL, 1.0, 0.0, 1.0, 0.1)),
        module=_expression(activation.torch),
        training_parameters=drawn if draw else None,
        guarded=activation.guarded,
    )


def _mixed(straight: Node, bent: Node) -> Node:
    """Both parts by the dial; at 0 the straight one also where the other has no value."""
    dial = name(NAME)
    line = node("mul", node("sub", ONE, dial), straight)
    mixture = node("add", line, node("mul", dial, bent))
    return node("where", node("eq", dial, ZERO), straight, mixture)


def _expression(inner: str) -> str:
    """The PyTorch expression of the mixture, in which what PyTorch has a module for stays one."""
    called = f"({inner})(x)" if inner.startswith("lambda") else f"{inner}(x)"
    return f"lambda x: (1 - {{{NAME}}}) * x + {{{NAME}}} * {called}"
