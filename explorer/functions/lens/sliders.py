"""What the sliders of a function say, and the y axis that shows it wherever they stand."""

import math
from collections.abc import Mapping

import numpy as np
import torch

from explorer.activations import Activation, Parameter


def decimals(parameter: Parameter) -> int:
    """How many digits after the point tell the slider's positions apart."""
    return max(0, math.ceil(-math.log10(parameter.step) - 1e-9))


def positions(parameter: Parameter) -> np.ndarray:
    """Every position of the parameter's slider, (K,) float64, from its low to its high end."""
    count = math.floor((parameter.high - parameter.low) / parameter.step + 1e-6) + 1
    return np.round(parameter.low + parameter.step * np.arange(count), decimals(parameter) + 2)


def window(activation: Activation, limit: int, low: float, high: float) -> tuple[float, float]:
    """The y axis that fits f and f′ for every setting: whole halves, never beyond low and high.

    Each parameter is taken to both ends of its range while the others keep their defaults.
    """
    x = torch.arange(-20 * limit, 20 * limit + 1, dtype=torch.float64) / 20
    settings = _ends(activation)
    y = torch.cat([g(x, **settings).flatten() for g in (activation.f, activation.df)])
    y = y[y.isfinite()]
    if not len(y):
        return low, high
    bottom, top = min(0.0, float(y.min())) - 0.1, max(0.0, float(y.max())) + 0.1
    return max(low, math.floor(2 * bottom) / 2), min(high, math.ceil(2 * top) / 2)


def _ends(activation: Activation) -> Mapping[str, torch.Tensor]:
    """Each parameter's values, (R, 1): the defaults, then one after another at both its ends."""
    defaults = activation.defaults
    rows = [defaults]
    for parameter in activation.parameters:
        every = positions(parameter)
        rows += [defaults | {parameter.name: float(every[end])} for end in (0, -1)]
    return {
        name: torch.tensor([[row[name]] for row in rows], dtype=torch.float64) for name in defaults
    }
