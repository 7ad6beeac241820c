"""Graphs worth looking at: their settings, and autograd's slope from the settings alone."""

from dataclasses import dataclass

import torch

from explorer.activations import get
from explorer.gradients.chain.graph import Graph, chain, polynomial


@dataclass(frozen=True)
class Preset:
    """A graph worth looking at: its settings, and what it shows."""

    key: str
    label: str
    remark: str
    x: float
    roots: tuple[float, ...] = ()  # of a polynomial; else a chain of units
    weights: tuple[float, ...] = ()
    biases: tuple[float, ...] = ()
    activations: tuple[str, ...] = ()  # keys

    @property
    def graph(self) -> Graph:
        """The graph at these settings."""
        if self.roots:
            return polynomial(self.x, self.roots)
        return chain(self.x, self.weights, self.biases, [get(key) for key in self.activations])

    @property
    def slope(self) -> float:
        """The slope of the result by x at these settings, from torch.autograd in float64."""
        x = torch.tensor(self.x, dtype=torch.float64, requires_grad=True)
        if self.roots:
            result = torch.stack([x - root for root in self.roots]).prod()
        else:
            result = x
            for weight, bias, key in zip(self.weights, self.biases, self.activations, strict=True):
                result = get(key).f(weight * result + bias)
        if not result.requires_grad:  # a formula in which x does not stand
            return 0.0
        return torch.autograd.grad(result, x)[0].item()


_ENTRIES = (
    Preset(
        "sigmoids",
        "Six sigmoids",
        "With weights of 1 every sigmoid multiplies the gradient by ¼ at most; less than 1/4,096 "
        "of it reaches x.",
        x=1.0,
        weights=(1.0,) * 6,
        biases=(0.0,) * 6,
        activations=("sigmoid",) * 6,
    ),
    Preset(
        "polynomial",
        "A polynomial",
        "x reaches y along three paths; the slope of y at x = 1 is their sum, 10 + 6 + 15 = 31.",
        x=1.0,
        roots=(3.0, 6.0, 4.0),
    ),
    Preset(
        "relu_off",
        "ReLUs, one of them off",
        "The third unit's sum is below 0, so its slope is 0 and nothing before it learns.",
        x=1.0,
        weights=(1.0, 0.8, 1.0, 1.2),
        biases=(0.0, 0.2, -2.0, 0.5),
        activations=("relu",) * 4,
    ),
)

PRESETS: dict[str, Preset] = {entry.key: entry for entry in _ENTRIES}
