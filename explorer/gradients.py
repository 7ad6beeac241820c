"""How large the gradient is at each layer of a deep stack, before any training."""

from dataclasses import dataclass, replace

import numpy as np
import torch

from explorer import activations
from explorer.config import MAX_SEED, MAX_WIDTH, Member, check_choice, check_range, check_whole
from explorer.engine import Stack
from explorer.initialisers import INITIALISERS
from explorer.losses import Loss
from explorer.randomness import generator

MAX_DEPTH = 50
DRAWS = 5  # networks of each activation; the median of them is shown
POINTS = 256
SIGMOID_BOUND = 0.25  # sup |σ'|


@dataclass(frozen=True)
class GradientConfig:
    """Deep stacks of one shape: `depth` hidden layers of `width` units, then one output.

    Seeds seed … seed + DRAWS − 1 are drawn for every activation. Raises ValueError, with the value
    in the sentence, where a field is wrong.
    """

    activations: tuple[str, ...] = ("sigmoid", "tanh", "relu")
    depth: int = 20
    width: int = 64
    init: str = "torch"
    init_std: float = 0.1
    seed: int = 0

    def __post_init__(self) -> None:
        """Check every field."""
        if not self.activations:
            raise ValueError("no activation is chosen; take at least one")
        for key in self.activations:
            activations.get(key)
        check_whole("depth", self.depth, 1, MAX_DEPTH)
        check_whole("width", self.width, 1, MAX_WIDTH)
        check_choice("initialiser", self.init, INITIALISERS)
        check_range("init σ", self.init_std, 0.0, 100.0)
        check_whole("seed", self.seed, 0, MAX_SEED)

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of every layer; the inputs are as many as the units of a layer."""
        return (*(self.width,) * (self.depth + 1), 1)

    @property
    def members(self) -> tuple[Member, ...]:
        """DRAWS networks for each activation, in its order."""
        seeds = range(self.seed, self.seed + DRAWS)
        return tuple(Member(key, min(s, MAX_SEED)) for key in self.activations for s in seeds)


@dataclass(frozen=True)
class LayerGradients:
    """One activation's gradients: medians over the draws, by hidden layer 1 … L."""

    activation: str
    norm: np.ndarray  # (L,) float64, norm of the loss's gradient by the layer's weights
    exact: np.ndarray  # (L,) the same computed in float64; equals norm where that is not 0

    @property
    def relative(self) -> np.ndarray:
        """Each layer's gradient as a share of the last hidden layer's, (L,); NaN if that is 0."""
        last = self.exact[-1]
        return self.exact / last if last > 0 else np.full_like(self.exact, np.nan)

    @property
    def underflowed(self) -> np.ndarray:
        """Layers whose gradient float32 rounds to 0 though it is not, numbered from 1."""
        return np.flatnonzero((self.norm == 0) & (self.exact > 0)) + 1

    @property
    def sentence(self) -> str:
        """What the numbers say, in words."""
        label, depth = activations.get(self.activation).label, len(self.norm)
        if not np.isfinite(self.norm).all():
            broken = np.flatnonzero(~np.isfinite(self.norm)) + 1
            return f"{label}: the gradient overflows float32 in {_layers(broken)}."
        if self.exact[-1] == 0:
            return f"{label}: no gradient reaches any layer; it is exactly 0 everywhere."
        if depth == 1:
            return f"{label}: one hidden layer, whose gradient has norm {self.norm[0]:.1e}."
        if self.exact[0] == 0:
            dead = np.flatnonzero(self.exact == 0) + 1
            return f"{label}: {_layers(dead)} receive nothing at all; the gradient is exactly 0."
        share = _share(self.relative[0])
        text = f"{label}: layer 1 receives {share} what layer {depth} receives"
        if len(self.underflowed):
            text += f"; float32 rounds it to exactly 0 in {_layers(self.underflowed)}"
        return text + "."


def _share(ratio: float) -> str:
    if ratio > 1:
        return f"{ratio:.2g} times"
    if ratio >= 0.01:
        return f"{ratio:.2g} of"
    digit, exponent = f"{ratio:.0e}".split("e")
    return f"{digit}e{int(exponent)} of"


def _layers(numbers: np.ndarray) -> str:
    first, last = numbers[0], numbers[-1]
    return f"layer {first}" if first == last else f"layers {first}–{last}"


# The loss ½·mean(output²): it needs no labels, and pulls every point the same way.
_HALF_SQUARE = Loss(
    "half_square",
    "Half the mean squared output",
    lambda y, classes: y,
    lambda logits, target: (logits**2).mean(dim=(1, 2)) / 2,
    lambda logits, target: logits / logits.shape[1],
)


def measure(config: GradientConfig) -> list[LayerGradients]:
    """The gradients of each activation of the config, for POINTS inputs drawn from N(0, 1).

    Computed in float64, and again in float32, as training is, where float32 may not hold them.
    """
    exact = dict(zip(config.activations, _norms(config, torch.float64), strict=True))
    risky = tuple(key for key, norm in exact.items() if not _fits_float32(norm))
    norm = dict(exact)
    if risky:
        again = _norms(replace(config, activations=risky), torch.float32)
        norm |= zip(risky, again, strict=True)
    return [LayerGradients(key, norm[key], exact[key]) for key in config.activations]


def _norms(config: GradientConfig, dtype: torch.dtype) -> np.ndarray:
    """Norm of the gradient by each hidden layer's weights, median of the draws, (A, L)."""
    inputs = torch.randn(POINTS, config.width, generator=generator(config.seed, 1)).to(dtype)
    stack = Stack(config, "cpu", dtype)
    stack.backward(inputs, inputs[:, :1], _HALF_SQUARE)
    norms = [slope.flatten(1).double().norm(dim=1) for slope in stack.weight_slopes[:-1]]
    by_draw = torch.stack(norms, dim=1).view(-1, DRAWS, config.depth)
    return by_draw.nan_to_num(nan=torch.inf).sort(dim=1).values[:, DRAWS // 2].numpy()


def _fits_float32(norm: np.ndarray) -> bool:
    """Whether the squares and products on the way stay well inside float32's range."""
    return bool(((norm > 1e-15) & (norm < 1e15)).all())
