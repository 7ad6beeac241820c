"""The dial from straight to bent: f_τ(x) = (1 − τ)·x + τ·f(x), for any activation f."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import torch

from explorer.formula import keys
from explorer.formula.record import Activation, Kink, Parameter

NAME = "dial"
SYMBOL = r"\tau"


@lru_cache(maxsize=256)
def dialled(activation: Activation) -> Activation:
    """The family between the identity (`dial` 0) and this activation (`dial` 1).

    `dial` comes after the activation's own parameters. What
    training draws at random is drawn here too, but what it learns stays at its value, so that only
    the dial differs. Raises ValueError where the activation already has a parameter of that name.
    """
    if NAME in activation.defaults:
        raise ValueError(
            f"{activation.key!r} has a parameter `{NAME}` already, so no dial can be put on it"
        )
    f, df, kinks, period = activation.f, activation.df, activation.kinks, activation.period

    def value(x: torch.Tensor, /, dial: Any, **parameters: Any) -> torch.Tensor:
        return _straight(dial, x, (1 - dial) * x + dial * f(x, **parameters))

    def slope(x: torch.Tensor, /, dial: Any, **parameters: Any) -> torch.Tensor:
        return _straight(dial, torch.ones_like(x), 1 - dial + dial * df(x, **parameters))

    def bends(dial: float, **parameters: float) -> tuple[Kink, ...]:
        return kinks(**parameters) if dial != 0 else ()

    def repeats(dial: float, **parameters: float) -> float:
        assert period is not None
        return period(**parameters)

    draw = activation.training_parameters

    def drawn(x: torch.Tensor, generators: Any, /, dial: Any, **parameters: Any) -> dict[str, Any]:
        assert draw is not None
        return draw(x, generators, **parameters) | {NAME: dial}

    own = tuple(replace(parameter, df=None) for parameter in activation.parameters)
    return Activation(
        key=keys.dialled(activation.key),
        label=f"{activation.label}, dialled",
        family=activation.family,
        formula=rf"(1 - {SYMBOL}) \, x + {SYMBOL} \, g(x), \quad g(x) = {activation.formula}",
        slope_formula=rf"1 - {SYMBOL} + {SYMBOL} \, g'(x), \quad "
        rf"g'(x) = {activation.slope_formula}",
        f=value,
        df=slope,
        remark=f"A dial from the straight line at 0 to {activation.label} at 1: how much bend a "
        "network needs.",
        source=activation.source,
        parameters=(*own, Parameter(NAME, SYMBOL, 1.0, 0.0, 1.0, 0.1)),
        torch=_expression(activation.torch),
        training_parameters=drawn if draw else None,
        kinks=bends,
        period=repeats if period else None,
    )


def _straight(dial: Any, line: torch.Tensor, mixed: torch.Tensor) -> torch.Tensor:
    """The line itself where the dial is 0: there 0 · f is no number where f has none."""
    if isinstance(dial, torch.Tensor):
        return torch.where(dial == 0, line, mixed)
    return mixed if dial != 0 else line.expand_as(mixed)


def _expression(inner: str) -> str:
    """The PyTorch expression of the mixture; "" where the activation has none."""
    if not inner:
        return ""
    called = f"({inner})(x)" if inner.startswith("lambda") else f"{inner}(x)"
    return f"lambda x: (1 - {{{NAME}}}) * x + {{{NAME}}} * {called}"
