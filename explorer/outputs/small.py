"""Small networks that fit on a screen with all their numbers: a shape, points, a loss, a draw."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from explorer.choices import losses
from explorer.choices.datasets import DATASETS
from explorer.outputs.networks import POINT_LOSSES, Network, Place, drawn

POINTS = 20  # of a data set that is drawn
NOISE, SEED = 0.1, 0  # of it


@dataclass(frozen=True)
class Sample:
    """A few points on the plane in two classes; `make` gives x (N, 2) and y (N,)."""

    key: str
    label: str
    make: Callable[[], tuple[np.ndarray, np.ndarray]]


def _gate(key: str, label: str, *y: int) -> Sample:
    corners = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
    return Sample(key, label, lambda: (corners, np.array(y)))


def _drawn(key: str) -> Sample:
    dataset = DATASETS[key]
    return Sample(key, dataset.label, lambda: dataset.make(POINTS, NOISE, SEED))


_SAMPLES = (
    _gate("xor", "XOR", 0, 1, 1, 0),
    _gate("and", "AND", 0, 0, 0, 1),
    _gate("or", "OR", 0, 1, 1, 1),
    _drawn("moons"),
    _drawn("circles"),
)
SAMPLES: dict[str, Sample] = {entry.key: entry for entry in _SAMPLES}


LOSSES = {key: losses.LOSSES[key] for key in ("bce", "mse_sigmoid", "hinge")}  # of one logit
SHAPES: dict[str, tuple[int, ...]] = {
    "2-1": (2, 1),
    "2-2-1": (2, 2, 1),
    "2-3-1": (2, 3, 1),
    "2-2-2-1": (2, 2, 2, 1),
}


@dataclass(frozen=True)
class Small:
    """A small network as it is drawn, and what it is asked to learn; raises ValueError."""

    sample: str = "moons"
    shape: str = "2-2-1"
    activation: str = "tanh"
    loss: str = "bce"
    seed: int = 0

    def __post_init__(self) -> None:
        """Check the keys."""
        for name, key, offered in (
            ("points", self.sample, SAMPLES),
            ("shape", self.shape, SHAPES),
            ("loss", self.loss, LOSSES),
        ):
            if key not in offered:
                raise ValueError(f"unknown {name} {key!r}; expected one of {', '.join(offered)}")

    @property
    def points(self) -> tuple[Tensor, Tensor]:
        """x (N, 2) and y (N,), float64."""
        x, y = SAMPLES[self.sample].make()
        return torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)

    @property
    def network(self) -> Network:
        """Its weights as PyTorch draws them, in float64."""
        generator = torch.Generator().manual_seed(self.seed)
        return drawn(SHAPES[self.shape], self.activation, generator).to(torch.float64)

    @property
    def point_loss(self) -> Callable[[Tensor, Tensor], Tensor]:
        """The loss of each point by its logits and target."""
        return POINT_LOSSES[self.loss]


def places(network: Network) -> tuple[Place, ...]:
    """Every number of a network in the order of `flat`: layer by layer, weights, then biases."""
    found: list[Place] = []
    for layer, weight in enumerate(network.weights):
        fan_in, fan_out = weight.shape
        found += [Place(layer, i, j) for i in range(fan_in) for j in range(fan_out)]
        found += [Place(layer, None, j) for j in range(fan_out)]
    return tuple(found)


def flat(network: Network) -> Tensor:
    """All numbers of a network, (n,)."""
    rows = zip(network.weights, network.biases, strict=True)
    return torch.cat([part.reshape(-1) for row in rows for part in row])


def shaped(network: Network, numbers: Tensor) -> Network:
    """A network like this one with other numbers (n,)."""
    sizes = [part for w, b in zip(network.weights, network.biases, strict=True) for part in (w, b)]
    parts = numbers.split([part.numel() for part in sizes])
    made = [part.reshape(like.shape) for part, like in zip(parts, sizes, strict=True)]
    return Network(made[::2], made[1::2], network.activations, network.settings)
