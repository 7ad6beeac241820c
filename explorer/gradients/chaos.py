"""The plane of weight and bias variance for one function: what theory says, what networks do.

Theory is that of `explorer.meanfield`; beside it stand DRAWS random networks of WIDTH units and
DEPTH layers. They are the same at every point of the plane but for the scale of their numbers, so
that what is measured moves as smoothly as what is computed.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from explorer.activations import get
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.randomness import generator
from explorer.meanfield import Critical, critical_points, depth_scale, variance_through_depth
from explorer.meanfield.gaussian import bind
from explorer.meanfield.variance import LOG_Q, Gains, settle
from explorer.words import ON_THE_EDGE, factor, number

WIDTH = 256
DEPTH = 20
DRAWS = 7
CORRELATION = 0.5  # of the two inputs, before the first layer

MOST_WEIGHT = 6.0  # σ_w²
MOST_BIAS = 1.0  # σ_b²
WEIGHTS = np.linspace(0, MOST_WEIGHT, 61)
BIASES = np.linspace(0, MOST_BIAS, 21)
EDGE_BIASES = np.linspace(0, 1, 41) ** 2 * MOST_BIAS  # denser at 0, where the edge is steep

SMALL = 1e-6  # the first variance where q* is 0


@dataclass(frozen=True)
class Mark:
    """Where a usual initialiser stands in the plane, whatever the activation."""

    label: str
    initialisers: tuple[str, ...]  # keys
    weight_variance: float  # σ_w²
    bias_variance: float  # σ_b²


def _marks() -> tuple[Mark, ...]:
    """A mark for each place of an initialiser, in layers as wide as what comes in.

    One with a σ of its own has no place: its σ_w² is σ² fan_in.
    """
    places: dict[tuple[float, float], list[str]] = {}
    for key, entry in INITIALISERS.items():
        if not entry.takes_std:
            places.setdefault(entry.variances(WIDTH, WIDTH, math.nan), []).append(key)
    return tuple(
        Mark(", ".join(INITIALISERS[key].short for key in keys), tuple(keys), weight, bias)
        for (weight, bias), keys in sorted(places.items())
    )


MARKS = _marks()


@dataclass(frozen=True)
class Plane:
    """χ₁ over σ_w² (A,) and σ_b² (B,), and the edge at each of EDGE_BIASES."""

    chi: np.ndarray  # (B, A) float64, from 0 to ∞
    diverges: np.ndarray  # (B, A) bool: the variance grows without bound
    edge: list[Critical]


@lru_cache(maxsize=32)
def _gains(key: str) -> Gains:
    return Gains(bind(get(key), {}))


def plane(key: str) -> Plane:
    """The map of an activation at its default parameters; raises MeanFieldError where it has none.

    Within 1e-6 of `meanfield.chi`.
    """
    bias, weight = np.meshgrid(BIASES, WEIGHTS, indexing="ij")
    log_q, chi = settle(_gains(key), weight.ravel(), bias.ravel(), exact=False)
    edge = critical_points(get(key), EDGE_BIASES)
    return Plane(chi.reshape(bias.shape), np.isposinf(log_q).reshape(bias.shape), edge)


@dataclass(frozen=True)
class Point:
    """What theory says of one point of the plane."""

    key: str
    weight_variance: float  # σ_w²
    bias_variance: float  # σ_b²
    variance: float  # q*, from 0 to ∞
    chi: float  # χ₁, from 0 to ∞

    @property
    def sentences(self) -> list[str]:
        """What q* and χ₁ mean for a deep network, in words."""
        return [*self._on_variance(), self._on_gradients(), *self._on_jumps(), *self._on_the_edge()]

    def _on_variance(self) -> list[str]:
        if self.variance == math.inf:
            return ["No fixed point: the variance diverges. χ₁ is the limit on the way there."]
        if self.variance == 0:
            return ["The variance shrinks to 0: nothing of the input is left deep in the network."]
        if self.variance == 1 and self._keeps(0.25) and self._keeps(4.0):
            return ["Any variance stays as it is: q* is where the input starts, here 1."]
        return []

    def _keeps(self, start: float) -> bool:
        """Whether a layer leaves this variance as it is, to 1e-9."""
        place = self.weight_variance, self.bias_variance
        after = variance_through_depth(get(self.key), *place, 1, start)[1]
        return bool(abs(after / start - 1) < 1e-9)

    def _on_gradients(self) -> str:
        chi = self.chi
        if chi == 0:
            return "No gradient passes a layer: χ₁ is 0."
        if chi == math.inf:
            return "Chaotic: a gradient's square has no finite mean after a layer."
        if abs(chi - 1) < ON_THE_EDGE:
            return "On the edge: a gradient's square neither fades nor grows."
        if chi > 1:
            return f"Chaotic: a gradient's square grows by a factor of {factor(chi, 3)} per layer."
        scale = depth_scale(chi)
        layers = f"{number(scale, 2)} layers"
        return f"Ordered: the signal survives about {layers}, then 1/e of its square is left."

    def _on_jumps(self) -> list[str]:
        activation = get(self.key)
        if not any(kink.order == 0 for kink in activation.kinks()):
            return []
        return [f"{activation.label} jumps; χ₁ leaves jumps out, because no gradient passes them."]

    def _on_the_edge(self) -> list[str]:
        place = f"at σ_b² = {number(self.bias_variance)}"
        (critical,) = critical_points(get(self.key), np.array([self.bias_variance]))
        if critical.weight_variance == math.inf:
            return [f"No σ_w² has χ₁ = 1 {place}."]
        beyond = ", outside this map" if critical.weight_variance > MOST_WEIGHT else ""
        leaves = "" if critical.reached else "; it repels, so that no signal settles on it"
        return [
            f"The edge {place} is σ_w² = {factor(critical.weight_variance, 3)}{beyond}{leaves}."
        ]


def point(key: str, weight_variance: float, bias_variance: float) -> Point:
    """q* and χ₁ as `meanfield.fixed_point` and `meanfield.chi` give them, found together.

    Raises MeanFieldError where they have no value.
    """
    weight, bias = np.array([weight_variance]), np.array([bias_variance])
    log_q, chi = settle(_gains(key), weight, bias, exact=True)
    return Point(key, weight_variance, bias_variance, float(np.exp(log_q[0])), float(chi[0]))


@dataclass(frozen=True)
class Measured:
    """What DRAWS random networks do with signals and gradients; NaN where they overflow."""

    growth: np.ndarray  # (DRAWS,) mean growth of a gradient's square a layer
    variance: np.ndarray  # (DRAWS, DEPTH + 1) of the pre-activations, from 1
    correlation: np.ndarray  # (DRAWS, DEPTH + 1) of two inputs of variance q*, from CORRELATION

    @property
    def chi(self) -> float:
        """χ̂, the median over the networks."""
        return float(np.median(self.growth))

    @property
    def band(self) -> tuple[float, float]:
        """The smallest and the largest of the networks: a median lies inside in 63 of 64 cases."""
        return float(self.growth.min()), float(self.growth.max())


def measure(key: str, weight_variance: float, bias_variance: float, variance: float) -> Measured:
    """Send three inputs forward and one gradient back through each of the networks, in float32.

    Two inputs start at the given q* (0 as SMALL, ∞ as the largest variance of the theory) with
    correlation CORRELATION, one starts at variance 1. The gradient is followed along the first;
    its growth is averaged over the layers.
    """
    activation = get(key)
    weights, biases, directions, arrived = _draws()
    first = min(max(variance, SMALL), float(np.exp(LOG_Q[-1])))
    scale = math.sqrt(weight_variance / WIDTH)
    shift = math.sqrt(bias_variance)
    one, other, alone = directions.unbind(-1)
    turned = CORRELATION * one + math.sqrt(1 - CORRELATION**2) * other
    z = torch.stack([math.sqrt(first) * one, math.sqrt(first) * turned, alone], dim=-1)
    signals = [z]
    for layer in range(DEPTH):
        z = torch.bmm(weights[layer], activation.f(z)).mul_(scale).add_(shift * biases[layer])
        signals.append(z)
    every = torch.stack(signals, dim=1).double()  # (DRAWS, DEPTH + 1, WIDTH, 3)

    delta, growths = arrived, []
    for layer in reversed(range(DEPTH)):
        slope = activation.df(signals[layer][..., :1])
        before = torch.bmm(weights[layer].mT, delta).mul_(scale) * slope
        growth = before.double().square().sum(dim=1)  # delta has length 1: (DRAWS, 1)
        growths.append(growth)
        lives = growth.isfinite() & (growth > 0)
        unit = before / growth.sqrt().unsqueeze(-1)
        delta = torch.where(lives.unsqueeze(-1), unit, arrived).float()

    squares = every.square().mean(dim=2)  # (DRAWS, DEPTH + 1, 3)
    product = (every[..., 0] * every[..., 1]).mean(dim=2)
    correlation = product / (squares[..., 0] * squares[..., 1]).sqrt()
    holds = every[..., 0].isfinite().all(dim=2).all(dim=1)  # (DRAWS,)
    growth = torch.cat(growths, dim=1).mean(dim=1)
    return Measured(
        growth.where(holds & growth.isfinite(), torch.nan).numpy(),
        squares[..., 2].where(squares[..., 2].isfinite(), torch.nan).numpy(),
        correlation.numpy(),
    )


@lru_cache(maxsize=1)
def _draws() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Weights (DEPTH, DRAWS, WIDTH, WIDTH) and biases (DEPTH, DRAWS, WIDTH, 1) of variance 1.

    Then three directions (DRAWS, WIDTH, 3), the first two at right angles, each of mean square 1,
    and the gradient (DRAWS, WIDTH, 1) that arrives at the last layer, of length 1.
    """
    owner = generator(256, 20, 7)
    weights = torch.randn(DEPTH, DRAWS, WIDTH, WIDTH, generator=owner)
    biases = torch.randn(DEPTH, DRAWS, WIDTH, 1, generator=owner)
    directions = torch.linalg.qr(torch.randn(DRAWS, WIDTH, 3, generator=owner)).Q
    arrived = torch.randn(DRAWS, WIDTH, 1, generator=owner)
    arrived /= arrived.norm(dim=1, keepdim=True)
    return weights, biases, directions * math.sqrt(WIDTH), arrived
