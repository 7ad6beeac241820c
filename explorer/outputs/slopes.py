"""What the slope of a loss does to learning: where it fades or breaks, and what that costs."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from explorer.outputs.losses import DIFFERENCE, LOSS_CURVES, get
from explorer.words import factor, fraction, number

WRONG = -6.0  # a logit that is badly wrong where y is 1
LEARNT = 0.3  # the BCE from which a point counts as learnt
FARTHEST = 128.0  # logits beyond any at which float32 has anything left to lose
PARTS = 1024  # of an interval that is narrowed
MOST_STEPS = 100_000


@dataclass(frozen=True)
class Break:
    """Where BCE on float32 probabilities leaves the truth on the wrong side; size of the logit.

    From `halved` on its slope is less than half of what it should be, from `dead` on exactly 0;
    from `clamped` on the loss is 100 whatever the logit.
    """

    y: int
    halved: float
    dead: float
    clamped: float

    @property
    def sentence(self) -> str:
        """What breaks where."""
        sign, rounded = ("", "1") if self.y == 0 else ("−", "0")
        there = f"where y is {self.y}"
        if self.halved == self.dead:
            return (
                f"From z = {sign}{number(self.dead)} on, {there}, σ(z) is exactly {rounded} in "
                "float32: the loss is ∞, cut at 100, and its slope is 0. BCE with logits has the "
                f"loss {number(self.dead)} and the slope 1 there."
            )
        return (
            f"From z = {sign}{number(self.halved)} on, {there}, the slope fades, and from "
            f"{sign}{number(self.dead)} on it is 0, for σ(z) is exactly {rounded} in float32; from "
            f"{sign}{number(self.clamped)} on the loss is cut at 100. BCE with logits keeps the "
            "slope −1."
        )


@lru_cache(maxsize=2)
def breaks(y: int) -> Break:
    """Where BCE on probabilities breaks for this label, to 1e-6 of the logit."""
    curve, side = get("bce_probability"), 1.0 if y == 0 else -1.0

    def first(holds: Callable[[Tensor, Tensor], Tensor]) -> float:
        def at(size: Tensor) -> Tensor:
            return holds(*curve.in_float32(side * size, y))

        return _first(at, 0.0, FARTHEST)

    return Break(
        y,
        first(lambda value, slope: slope.abs() < 0.5),  # the true one is between ½ and 1
        first(lambda value, slope: slope == 0),
        first(lambda value, slope: value == 100),
    )


def _first(holds: Callable[[Tensor], Tensor], low: float, high: float) -> float:
    """The smallest number between the two from which something holds, which it does at `high`."""
    while high - low > 1e-6:
        x = torch.linspace(low, high, PARTS + 1, dtype=torch.float64)
        after = int(holds(x.to(torch.float32)).int().argmax())
        if after == 0:
            return low
        low, high = float(x[after - 1]), float(x[after])
    return float(torch.tensor(high, dtype=torch.float32))


def margin(y: int) -> float:
    """The logit from which hinge and its slope are exactly 0 for this label: 1 or −1."""
    side, curve = 1.0 if y == 1 else -1.0, get("hinge")
    return side * _first(lambda size: curve.in_float32(side * size, y)[0] == 0, 0.0, 4.0)


def beside(z: float, y: int) -> str:
    """The slopes of BCE with logits and of MSE after a sigmoid at one logit, and what follows."""
    strong, weak = (get(key).exactly(z, y)[1] for key in ("bce", "mse_sigmoid"))
    part = abs(weak) / abs(strong) if strong else 1.0
    said = (
        f"At z = {number(z)} where y is {y}, the slope of BCE is {number(strong)} and that of MSE "
        f"after a sigmoid {number(weak)}"
    )
    if part < 1:
        return f"{said}, {fraction(part)} of it: the point pulls that much less on every weight."
    return f"{said}, {factor(part)} times as much."


@lru_cache(maxsize=64)
def steps_until_learnt(key: str, start: float = WRONG, rate: float = 1.0) -> int | None:
    """Steps of gradient descent on one logit, where y is 1, until its BCE is at most LEARNT.

    `key` is "bce" or "mse_sigmoid", whose exact slope the logit follows from `start`; None after
    MOST_STEPS steps.
    """
    slopes: dict[str, Callable[[float], float]] = {
        "bce": lambda z: _sigmoid(z) - 1,
        "mse_sigmoid": lambda z: -2 * (1 - _sigmoid(z)) ** 2 * _sigmoid(z),
    }
    if key not in slopes:
        raise ValueError(f"unknown loss {key!r}; expected one of {', '.join(slopes)}")
    z, enough = start, -math.log(math.expm1(LEARNT))  # where ln(1 + e^−z) is LEARNT
    for step in range(MOST_STEPS):
        if z >= enough:
            return step
        z -= rate * slopes[key](z)
    return None


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def means(differences: Tensor) -> dict[str, float]:
    """The mean loss of each curve over ŷ − y, at differences (N,): errors cancel in MBE alone."""
    nothing = torch.zeros_like(differences)
    return {
        key: float(curve.torch(differences, nothing).mean())
        for key, curve in LOSS_CURVES.items()
        if curve.over == DIFFERENCE
    }


def time_lost(start: float = WRONG, rate: float = 1.0) -> str:
    """How much longer one logit takes with MSE after a sigmoid than with BCE, and why."""
    quick, slow = (steps_until_learnt(key, start, rate) for key in ("bce", "mse_sigmoid"))
    if not quick or slow is None:
        return f"At a rate of {number(rate)} the two cannot be compared."
    weak = abs(get("mse_sigmoid").exactly(start, 1)[1])
    return (
        f"From z = {number(start)} where y is 1, BCE needs {quick:,} steps to a loss of "
        f"{number(LEARNT)} and MSE after a sigmoid {slow:,}, {factor(slow / quick)} times as many: "
        f"its first slope is {number(weak)}, for σ is flat there."
    )
