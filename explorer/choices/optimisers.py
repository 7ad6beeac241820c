"""The registry of optimisers: one update of all members' parameters at once, as torch.optim's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Tensor


@dataclass(frozen=True)
class Optimiser:
    """A rule that moves parameters (P, n) against their gradient (P, n), in place.

    `update(parameters, gradient, state, learning_rate, step)` reads and writes `slots` tensors of
    state (slots, P, n), zero before the first step; `learning_rate` is (P, 1); the first `step` is
    number 1.

    `rule` says the same in the little language, for one number: its state's new values in order,
    from m, v, …, and then its own, from x. They are in the old numbers, the gradient g, the
    learning rate `rate`, and what `factors(step)` gives for the step, as a, b, …; a formula meets
    the state's values as the formulas before it leave them.
    """

    key: str
    label: str
    slots: int
    update: Callable[[Tensor, Tensor, Tensor, Tensor, int], None]
    rule: tuple[str, ...] = ()  # empty where it cannot be said
    factors: Callable[[Any], tuple[Any, ...]] = lambda step: ()


def _sgd(
    parameters: Tensor, gradient: Tensor, state: Tensor, learning_rate: Tensor, step: int
) -> None:
    parameters.addcmul_(gradient, learning_rate, value=-1)


def _momentum(
    parameters: Tensor, gradient: Tensor, state: Tensor, learning_rate: Tensor, step: int
) -> None:
    velocity = state[0]
    velocity.mul_(0.9).add_(gradient)
    parameters.addcmul_(velocity, learning_rate, value=-1)


def _adam(
    parameters: Tensor, gradient: Tensor, state: Tensor, learning_rate: Tensor, step: int
) -> None:
    mean, square = state.unbind()
    mean.lerp_(gradient, 0.1)
    square.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
    scale = (square / (1 - 0.999**step)).sqrt_().add_(1e-8)
    parameters.addcmul_(mean / scale, learning_rate, value=-1 / (1 - 0.9**step))


_ENTRIES = (
    Optimiser("sgd", "SGD", 0, _sgd, ("x - rate * g",)),
    Optimiser("momentum", "SGD with momentum 0.9", 1, _momentum, ("0.9 * m + g", "x - rate * m")),
    Optimiser(
        "adam",
        "Adam",
        2,
        _adam,
        (
            "m + 0.1 * (g - m)",
            "0.999 * v + 0.001 * g**2",
            "x - rate / a * (m / (sqrt(v / b) + 1e-8))",
        ),
        lambda step: (1 - 0.9**step, 1 - 0.999**step),
    ),
)

OPTIMISERS: dict[str, Optimiser] = {entry.key: entry for entry in _ENTRIES}
