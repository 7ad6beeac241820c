"""The path of an optimiser down a loss, step by step, as torch.optim takes it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from explorer.choices.optimisers import OPTIMISERS
from explorer.config import RunConfig
from explorer.outputs.landscapes import Landscape
from explorer.words import fraction, number, percent

FAR = 1e6  # a weight beyond which a path is cut
ARRIVED = 0.01  # of the window: a ball this near to a minimum is seen to be at it
FLATTEST = 1e-6  # of the steepest slope on a path, below which it stands still
DEAD = 0.1  # of the first step, below which steps have died
EARLY = 2  # steps after which nothing can be said of how they grow
MOST_STEPS = 10_000
DECAY = 0.01  # of AdamW, as torch.optim has it


@dataclass(frozen=True)
class Ball:
    """An optimiser of the registry, as torch.optim has it, that runs down a loss.

    `rate` is one that suits it here; `pytorch` is its name there, and what it is given besides the
    rate. A run's settings stand at their defaults.
    """

    key: str
    pytorch: str
    given: Mapping[str, Any]
    rate: float
    remark: str

    @property
    def label(self) -> str:
        """Its name in the registry, with what it is given where that has one number."""
        numbers = [one for one in self.given.values() if isinstance(one, float)]
        return OPTIMISERS[self.key].label + "".join(f" {number(one)}" for one in numbers)

    def make(self, parameters: list[Tensor], rate: float) -> torch.optim.Optimizer:
        """The optimiser of these parameters."""
        return getattr(torch.optim, self.pytorch)(parameters, lr=rate, **self.given)

    def code(self, rate: float) -> str:
        """The line of PyTorch that makes it."""
        given = "".join(f", {name}={value}" for name, value in self.given.items())
        return f"torch.optim.{self.pytorch}(model.parameters(), lr={rate:g}{given})"


RUN = RunConfig()  # whose settings the balls have
MEANS = {"betas": (RUN.beta1, RUN.beta2)}
_ENTRIES = (
    Ball(
        "sgd",
        "SGD",
        {},
        0.2,
        "A step is the learning rate times the slope: small where the loss is flat.",
    ),
    Ball(
        "momentum",
        "SGD",
        {"momentum": RUN.beta},
        0.05,
        "Steps add up while the slope keeps its sign: fast on a plain, and past the minimum.",
    ),
    Ball(
        "nesterov",
        "SGD",
        {"momentum": RUN.beta, "nesterov": True},
        0.05,
        "Momentum that looks ahead: it brakes earlier.",
    ),
    Ball(
        "adagrad",
        "Adagrad",
        {},
        0.5,
        "Divides by the root of all squared slopes so far: its steps only get smaller.",
    ),
    Ball(
        "rmsprop",
        "RMSprop",
        {},
        0.05,
        "Divides by the root of the latest squared slopes: steps about as large as the rate.",
    ),
    Ball(
        "adam",
        "Adam",
        MEANS,
        0.2,
        "RMSprop with momentum, corrected for its start from 0: the first step is the rate.",
    ),
    Ball(
        "adamw",
        "AdamW",
        MEANS | {"weight_decay": DECAY},
        0.2,
        "Adam that also draws the weight towards 0, by the rate times 0.01 of it each step.",
    ),
)

BALLS: dict[str, Ball] = {entry.key: entry for entry in _ENTRIES}


@dataclass(frozen=True)
class Path:
    """Weights before the first step and after each: w (S + 1,) or (S + 1, D), loss (S + 1,).

    `slope` has the shape of w. Where a path leaves the numbers, or the weight exceeds FAR, it ends
    before that, and `cut` says so in a sentence; else `cut` is "".
    """

    optimiser: str
    rate: float
    w: np.ndarray
    slope: np.ndarray
    loss: np.ndarray
    cut: str

    @property
    def steps(self) -> int:
        """S, the steps that were taken."""
        return len(self.loss) - 1


def path(
    loss_of_w: Callable[[Tensor], Tensor], w0: Any, optimiser_key: str, rate: float, steps: int
) -> Path:
    """The path of an optimiser from w0, a number or an array (D,), down a loss of w in float64.

    Raises ValueError where the optimiser is unknown or a number is wrong.
    """
    ball = get(optimiser_key)
    if not (math.isfinite(rate) and rate >= 0):
        raise ValueError(f"the learning rate is {rate}; expected a finite number from 0 up")
    if not 0 <= steps <= MOST_STEPS:
        raise ValueError(f"the steps are {steps}; expected 0 to {MOST_STEPS:,}")
    w = torch.tensor(w0, dtype=torch.float64)
    if not _here(w):
        raise ValueError(f"the path starts at {w0}; expected finite numbers up to {FAR:g}")
    w.requires_grad_()
    optimiser = ball.make([w], rate)
    rows: list[tuple[Any, Any, float]] = []
    cut = ""
    for step in range(steps + 1):
        optimiser.zero_grad()
        loss = loss_of_w(w)
        loss.backward()
        gradient = w.grad if w.grad is not None else torch.zeros_like(w)
        if not (_here(w) and loss.isfinite() and gradient.isfinite().all()):
            cut = diverged(ball, rate, step)
            break
        rows.append((w.detach().numpy().copy(), gradient.numpy().copy(), loss.item()))
        optimiser.step()
    if not rows:
        raise ValueError(f"the loss has no finite value at the start, {w0}")
    weights, slopes, losses = (np.array(column) for column in zip(*rows, strict=True))
    return Path(optimiser_key, rate, weights, slopes, losses, cut)


def get(key: str) -> Ball:
    """The optimiser of this key; raises ValueError naming the key and the choices."""
    if key not in BALLS:
        raise ValueError(f"unknown optimiser {key!r}; expected one of {', '.join(BALLS)}")
    return BALLS[key]


def _here(w: Tensor) -> bool:
    return bool((w.detach().abs() <= FAR).all())


def diverged(ball: Ball, rate: float, step: int) -> str:
    """What is said of an optimiser that left the numbers at a step."""
    at = f"{ball.label} diverged at step {step:,}: at a learning rate of {number(rate)}"
    if step <= EARLY:
        return f"{at} a step leaps beyond all measure."
    return f"{at} every step overshoots by more than the one before."


def verdict(found: Path, landscape: Landscape) -> str:
    """What became of a path down one of LANDSCAPES, in one sentence, the result first."""
    if found.cut:
        return found.cut
    label = get(found.optimiser).label
    end = f"w = {number(found.w[-1])}, where the loss is {number(found.loss[-1])}"
    if (there := _minimum(found, landscape)) is not None:
        step, lowest = there
        if lowest:
            return f"{label} is at the minimum after {_counted(step)}: {end}."
        best = number(landscape.minima[0][1])
        return f"{label} ends in a local minimum, {end}; the lowest is {best}, on another side."
    after = f"after {_counted(found.steps)}"
    steepest = np.abs(found.slope).max()
    if found.steps and abs(found.slope[-1]) < FLATTEST * steepest:
        return f"{label} has leapt to {end} and the slope is next to 0: it stays there."
    if found.loss[-1] > found.loss[0]:
        return f"{label} has climbed {after}: the rate is too large, and it is at {end}."
    over = int((np.sign(found.slope[1:]) != np.sign(found.slope[:-1])).sum())
    if over > found.steps / 3:
        share = percent(over / found.steps, 2)
        return f"{label} steps over a minimum with {share} of its steps: the rate is too large."
    if over:
        times = "once" if over == 1 else "twice" if over == 2 else f"{over} times"
        return f"{label} still swings {after}, {times} over a minimum so far, and is at {end}."
    moves = np.abs(np.diff(found.w))
    last = moves[-1] / moves.max() if len(moves) and moves.max() > 0 else 0.0
    if 0 < last < DEAD:
        part = f"its last step is {fraction(last)} of its largest"
        return f"{label} has not arrived {after}, and {part}: {end}."
    return f"{label} is on its way {after}, {end}: the rate is small for this start."


def _counted(steps: int) -> str:
    return "1 step" if steps == 1 else f"{steps:,} steps"


def _minimum(found: Path, landscape: Landscape) -> tuple[int, bool] | None:
    """The step from which a path stays at a minimum, and whether it is the lowest; or None."""
    reach = ARRIVED * (landscape.high - landscape.low)
    for rank, (w, _) in enumerate(landscape.minima):
        away = np.flatnonzero(np.abs(found.w - w) > reach)
        first = int(away[-1]) + 1 if len(away) else 0
        if first <= found.steps:
            return first, rank == 0
    return None
