"""One backward pass of a stack, with the gradient's norm taken at every stage of the way."""

from dataclasses import replace
from math import sqrt

import numpy as np
import torch
from torch import Tensor

from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES, Loss
from explorer.choices.randomness import generator
from explorer.engine import Stack
from explorer.gradients.ledger.account import FACTORS, Gradients, over
from explorer.gradients.ledger.config import LedgerConfig
from explorer.gradients.ledger.formats import NUMBER_FORMATS

STAGES = {"weights": "weight"}  # what the stack calls a stage whose factor has another name
MEAN_FIELD_BIAS = 2  # names the biases' draws beside the weights'

# It needs no labels, and pulls every point the same way.
HALF_SQUARE = Loss("half_square", "Half the mean squared output", "x**2 / 2", "x")


def stack(config: LedgerConfig) -> Stack:
    """The networks of a config, in its number format."""
    dtype = NUMBER_FORMATS[config.number_format].dtype
    if config.init in INITIALISERS:
        return Stack(config, dtype=dtype)
    networks = Stack(replace(config, init="lecun"), dtype=dtype)
    for layer, (weight, bias) in enumerate(zip(networks.weights, networks.biases, strict=True)):
        weight.mul_(sqrt(config.weight_variance))
        for number, member in enumerate(networks.members):
            owner = generator(member.seed, MEAN_FIELD_BIAS, layer)
            drawn = torch.randn(bias.shape[1:], generator=owner)
            bias[number] = sqrt(config.bias_variance) * drawn
    return networks


def backward(config: LedgerConfig, networks: Stack, x: Tensor, y: Tensor) -> list[Gradients]:
    """The gradients of each activation of the config, at points x (N, F) with labels y (N,)."""
    loss = HALF_SQUARE if config.loss == HALF_SQUARE.key else LOSSES[config.loss]
    dtype = networks.parameters.dtype
    recorder = _Recorder(config)
    networks.backward(x.to(dtype), loss.target(y, 2).to(dtype), loss, record=recorder)
    by_weights = [norm(slopes) for slopes in networks.weight_slopes[:-1]]
    recorder.norms |= {("by weights", layer): value for layer, value in enumerate(by_weights)}
    return [recorder.gradients(a) for a in range(len(config.activations))]


class _Recorder:
    """The norm of every gradient that a backward pass shows it, by stage and layer, (P,) each."""

    def __init__(self, config: LedgerConfig) -> None:
        self.config = config
        self.norms: dict[tuple[str, int], np.ndarray] = {}
        self.at_output = torch.empty(0)

    def __call__(self, stage: str, layer: int, gradient: Tensor) -> None:
        """Take a gradient (P, N, width)."""
        self.norms[STAGES.get(stage, stage), layer] = norm(gradient)
        if self.config.residual and stage == "output":
            self.at_output = gradient.clone()
        if self.config.residual and stage == "weights":
            widths = self.config.widths
            around = widths[layer] == widths[layer + 1]
            whole = gradient + self.at_output if around else gradient
            self.norms["path", layer] = norm(whole)

    def gradients(self, activation: int) -> Gradients:
        """What was recorded of the members of one activation, given by its place."""
        draws = self.config.draws
        mine = slice(activation * draws, (activation + 1) * draws)
        at = {
            stage: np.stack([self.norms[stage, i][mine] for i in range(self.config.depth)], axis=1)
            for stage in dict.fromkeys(stage for stage, _ in self.norms)
        }
        factors, before = {}, at["output"]
        for key in FACTORS:
            if key in at:
                factors[key] = over(at[key], before)
                before = at[key]
        with np.errstate(all="ignore"):
            product = np.prod(list(factors.values()), axis=0)
        return Gradients(
            before[:, 0],
            at["output"],
            at["by weights"],
            factors,
            _discrepancy(product[:, 1:], over(at["output"][:, :-1], at["output"][:, 1:])),
        )


def _discrepancy(product: np.ndarray, ratio: np.ndarray) -> float:
    """The largest relative difference where both are finite and above 0; NaN where nowhere."""
    both = np.isfinite(product) & np.isfinite(ratio) & (ratio > 0)
    return float(np.abs(product[both] / ratio[both] - 1).max()) if both.any() else float("nan")


def norm(gradient: Tensor) -> np.ndarray:
    """The Euclidean norm of each member's part of (P, …), (P,) float64; ∞ for what is no number.

    Taken in float64, and once more of the scaled gradient where squares would leave its range.
    """
    flat = gradient.flatten(1)
    norms = torch.linalg.vector_norm(flat, dim=1, dtype=torch.float64)
    odd = ~((norms > 1e-140) & (norms < 1e140))
    if odd.any():
        part = flat[odd].double()
        scale = part.abs().amax(dim=1, keepdim=True)
        usable = torch.where((scale > 0) & scale.isfinite(), scale, 1.0)
        norms[odd] = torch.linalg.vector_norm(part / usable, dim=1) * usable[:, 0]
    return norms.nan_to_num(nan=torch.inf, posinf=torch.inf).numpy()
