"""One network of a run that is watched: the way of its weights, and the loss over any two."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from explorer.choices.losses import Loss
from explorer.engine import Trainer
from explorer.engine.evaluation import Points
from explorer.engine.layout import losses
from explorer.engine.stack import Stack
from explorer.outputs.networks import Network, Place
from explorer.outputs.surfaces import BLOCK, GRID, Surface, Window, surface
from explorer.words import number

# What a surface may take, in products; an activation takes as long as so many.
MOST, ACTIVATION = 5e10, 24
SECOND = 1e10  # products that a second is enough for on one slow core
MOMENTS = 16  # surfaces of a way, at most
LEAST, WIDEST = 2.0, 8.0  # half a window's width, at least and at most
MARGIN = 1.2


@dataclass(frozen=True, eq=False)
class Watched:
    """One network of a run, as it was at S steps, on the run's own N training points.

    `stack` is of this network alone; `parameters` (S, n) has a row as `Stack.parameters` at each of
    `steps` (S,), the last is where it stands now; `losses` (S,) are its training losses there.
    """

    stack: Stack
    points: Points
    loss: Loss
    steps: np.ndarray
    parameters: np.ndarray
    losses: np.ndarray

    @property
    def widths(self) -> tuple[int, ...]:
        """From the inputs to the outputs."""
        return self.stack.widths

    @property
    def cured(self) -> bool:
        """Whether it has a norm or residual connections."""
        (member,) = self.stack.members
        return bool(member.norm or member.residual)

    @cached_property
    def _numbers(self) -> Network:
        """The place in a row of each weight, in the weight's own place."""
        rows = self.stack.views(torch.arange(self.parameters.shape[1])[None])
        weights, biases = [part[0] for part in rows.weights], [part[0, 0] for part in rows.biases]
        return Network(weights, biases, [""] * (len(weights) - 1))

    def index(self, place: Place) -> int:
        """Where in a row a weight stands; raises ValueError where there is no such weight."""
        return int(self._numbers.at(place))

    def path(self, place: Place) -> np.ndarray:
        """A weight at each step, (S,) float64."""
        return self.parameters[:, self.index(place)].astype(np.float64)

    def at(self, moment: int) -> Stack:
        """The network as it was at one of the steps, by its place among them."""
        stack = self.stack.take([0])
        stack.parameters[0] = torch.from_numpy(self.parameters[moment])
        return stack

    def cost(self, first: Place, second: Place, grid: int = GRID) -> float:
        """Products that a surface over these weights takes: what comes before them is done once."""
        start = 0 if self.cured else 1 + min(first.layer, second.layer)
        pairs = list(pairwise(self.widths))[start:]
        point = sum((i + ACTIVATION) * o for i, o in pairs) or ACTIVATION
        return float(grid**2 * len(self.points.x) * point)

    def moments(self, first: Place, second: Place) -> list[int]:
        """Places among the steps of which surfaces are drawn, the last one always.

        They are as many as take about a second, MOMENTS at most.
        """
        count = int(min(MOMENTS, len(self.steps), max(1, SECOND // self.cost(first, second))))
        if count == 1:
            return [len(self.steps) - 1]
        return np.unique(np.linspace(0, len(self.steps) - 1, count).round().astype(int)).tolist()

    def window(self, first: Place, second: Place) -> Window:
        """What a map shows: the whole way, or where that is long, what is around its end."""
        return _side(self.path(first)), _side(self.path(second))

    def check(self, first: Place, second: Place) -> None:
        """Raises ValueError, in one sentence, where there is no surface that can be drawn here."""
        self._numbers.check(first)
        self._numbers.check(second)
        if first == second:
            raise ValueError(f"{first.name} is chosen twice; expected two weights")
        if not np.isfinite(self.parameters[-1]).all():
            raise ValueError(
                f"this network has diverged, and at step {self.steps[-1]:,} its weights are not "
                "finite: there is no loss around them"
            )
        if (cost := self.cost(first, second)) > MOST:
            raise ValueError(
                f"the loss at {GRID} × {GRID} places of {first.name} and {second.name} takes "
                f"{number(cost, 2)} products, and {number(MOST)} at most are possible here: choose "
                "weights nearer to the output, or a network with fewer or narrower layers"
            )

    def surface(
        self, moment: int, first: Place, second: Place, window: Window, grid: int = GRID
    ) -> Surface:
        """The training loss over two weights, all else as it was at a step; what is too much is ∞.

        Dropout is off, as where a run is judged. Raises ValueError as `check` does.
        """
        self.check(first, second)
        stack = self.at(moment)
        if not self.cured:
            network, (x, target, _) = _network(stack), self.points
            return surface(
                network, x, target, self.loss.of_points, first, second, grid=grid, window=window
            )
        u, v = (torch.linspace(low, high, grid) for low, high in window)
        values = self._each(stack, (self.index(first), self.index(second)), u, v)
        row = self.parameters[moment]
        here = (float(row[self.index(first)]), float(row[self.index(second)]))
        mean = float(self.loss.mean(stack(self.points.x), self.points.target))
        return Surface(first, second, u.numpy(), v.numpy(), values.numpy(), (*here, mean))

    def _each(self, stack: Stack, places: tuple[int, int], u: Tensor, v: Tensor) -> Tensor:
        """The loss (A, B) of networks that differ in two numbers, many of them in one stack."""
        pairs = torch.cartesian_prod(u, v)
        most = max(1, BLOCK // (len(self.points.x) * max(self.widths)))
        parts = []
        for some in pairs.split(most):
            many = stack.take([0] * len(some))
            many.parameters[:, list(places)] = some
            parts.append(self.loss.mean(many(self.points.x), self.points.target))
        return torch.cat(parts).view(len(u), len(v))


def watched(
    trainer: Trainer, member: int, steps: np.ndarray, parameters: np.ndarray, loss: np.ndarray
) -> Watched:
    """A member of a run at S steps, with its own numbers (S, n) and the losses (S, P) of all."""
    x, y = trainer.samples.to("cpu").share("train")
    mine = losses(trainer.config)[member]
    points = Points(x, mine.target(y, trainer.config.classes), y)
    part, number = trainer.of(member)
    stack = part.stack.take([number], "cpu")
    return Watched(stack, points, mine, steps, parameters, loss[:, member])


def _network(stack: Stack) -> Network:
    """The only network of a stack, which has neither norm nor residual connections."""
    (member,) = stack.members
    depth = len(stack.widths) - 2
    settings = [
        {name: value.item() if isinstance(value, Tensor) else value for name, value in one.items()}
        for one in (stack.settings(layer)[0] for layer in range(depth))
    ]
    weights, biases = [part[0] for part in stack.weights], [part[0, 0] for part in stack.biases]
    return Network(weights, biases, member.keys(depth), settings)


def _side(path: np.ndarray) -> tuple[float, float]:
    """Lowest and highest value of one axis, around the way of a weight (S,) that ends finite."""
    known = path[np.isfinite(path)]
    low, high = float(known.min()), float(known.max())
    if high - low > 2 * WIDEST:
        return float(path[-1]) - WIDEST, float(path[-1]) + WIDEST
    centre, reach = (low + high) / 2, max(LEAST, MARGIN * (high - low) / 2)
    return centre - reach, centre + reach
