"""Last layers and losses that do not fit, beside those that do, and what goes wrong: measured."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
import torch.nn.functional as F
from torch import Tensor

from explorer.choices.datasets import DATASETS
from explorer.choices.randomness import generator
from explorer.outputs.losses import get
from explorer.outputs.measures import measures
from explorer.outputs.networks import POINT_LOSSES, Network, PointLoss, drawn
from explorer.outputs.slopes import WRONG, steps_until_learnt, time_lost
from explorer.words import number, percent

POINTS, NOISE, SEED = 200, 0.1, 0
HIDDEN = 8
STEPS, RATE = 200, 0.05  # of Adam, on all points
LEAST = math.log(2)  # what a point of class 0 costs at a probability of ½


@dataclass(frozen=True)
class Compared:
    """The same numbers of the right and of the wrong pair, and what they say."""

    right: dict[str, float]
    wrong: dict[str, float]
    sentence: str


@dataclass(frozen=True)
class WrongPair:
    """A last layer and a loss that do not fit a problem of OUTPUTS; `code` is PyTorch's line."""

    key: str
    label: str
    problem: str
    code: str
    remark: str
    compare: Callable[[], Compared]


def trained(network: Network, x: Tensor, y: Tensor, loss: PointLoss) -> Network:
    """The network after STEPS steps of Adam on all points; the one that is given stays."""
    weights, biases = (
        [part.clone().requires_grad_() for part in row] for row in (network.weights, network.biases)
    )
    learns = Network(weights, biases, network.activations, network.settings)
    optimiser = torch.optim.Adam([*weights, *biases], lr=RATE)
    for _ in range(STEPS):
        optimiser.zero_grad()
        learns.loss(x, y, loss).backward()
        optimiser.step()
    return Network(
        [part.detach() for part in weights],
        [part.detach() for part in biases],
        network.activations,
        network.settings,
    )


@lru_cache(maxsize=1)
def _moons() -> tuple[Tensor, Tensor]:
    """x (N, 2) and y (N,) of two classes."""
    x, y = DATASETS["moons"].make(POINTS, NOISE, SEED)
    return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)


def _logits(loss: PointLoss, outputs: int, x: Tensor, y: Tensor) -> Tensor:
    """Logits (N, outputs) of a network that was trained with a loss."""
    start = drawn((2, HIDDEN, outputs), "tanh", generator(SEED, outputs))
    return trained(start, x, y, loss).forward(x)[1][-1]


@lru_cache(maxsize=1)
def mse_after_sigmoid() -> Compared:
    """The slope at a badly wrong logit, and the steps to a loss that counts as learnt."""
    right, wrong = (
        {"slope": get(key).exactly(WRONG, 1)[1], "steps": float(steps_until_learnt(key) or 0)}
        for key in ("bce", "mse_sigmoid")
    )
    return Compared(right, wrong, time_lost())


@lru_cache(maxsize=1)
def softmax_for_two_labels() -> Compared:
    """Points in two areas that overlap: how many of those in both are given both labels."""
    x = 4 * torch.rand(POINTS, 2, generator=generator(SEED, POINTS)) - 2
    centres = torch.tensor([[-0.6, 0.0], [0.6, 0.0]])
    y = (torch.cdist(x, centres) < 1.2).float()  # (N, 2)
    both = y.all(dim=1)
    found = []
    for loss, squash in (
        (POINT_LOSSES["labels"], torch.sigmoid),
        (_shared_cross_entropy, lambda z: torch.softmax(z, dim=1)),
    ):
        p = squash(_logits(loss, 2, x, y))
        told = measures(y.numpy(), p.numpy())
        named = (p[both] > 0.5).all(dim=1).float().mean().item()
        found.append({"both": named, "all_right": told["all_right"], "most": p.sum(1).max().item()})
    right, wrong = found
    return Compared(
        right,
        wrong,
        f"Of the points in both areas, softmax gives both labels to {percent(wrong['both'])}, two "
        f"sigmoids to {percent(right['both'])}: softmax has one whole to share out, so it names "
        "one label, never both and never none. All labels are right at "
        f"{percent(wrong['all_right'])} of the points against {percent(right['all_right'])}.",
    )


def _shared_cross_entropy(z: Tensor, y: Tensor) -> Tensor:
    """Cross-entropy with the labels as shares of one whole; a point without a label has none."""
    shares = y / y.sum(dim=-1, keepdim=True).clamp(min=1)
    return -(shares * F.log_softmax(z, dim=-1)).sum(dim=-1)


@lru_cache(maxsize=1)
def relu_before_bce() -> Compared:
    """Logits cut below 0: the loss that is left, and the points that teach nothing."""
    right = _judged(lambda z: z)
    wrong = _judged(torch.relu)
    return Compared(
        right,
        wrong,
        f"No logit is below 0, so no probability is below {number(wrong['lowest'])}, and a point "
        f"of class 0 costs at least ln 2 = {number(LEAST)}: the loss ends at "
        f"{number(wrong['loss'])} instead of {number(right['loss'])}. At {percent(wrong['flat'])} "
        "of the points the slope of ReLU is 0, and they teach nothing.",
    )


@lru_cache(maxsize=1)
def double_sigmoid() -> Compared:
    """Probabilities taken for logits: how far they reach, and what that costs."""
    right = _judged(lambda z: z)
    wrong = _judged(torch.sigmoid)
    return Compared(
        right,
        wrong,
        f"σ(σ(z)) lies between ½ and {number(1 / (1 + math.exp(-1)))}, so every point is called 1 "
        f"and {percent(wrong['accuracy'])} are right instead of {percent(right['accuracy'])}; the "
        f"loss ends at {number(wrong['loss'])} instead of {number(right['loss'])}. BCE with logits "
        "applies σ itself.",
    )


def _judged(before: Callable[[Tensor], Tensor]) -> dict[str, float]:
    """A network on moons with something between its last layer and BCE with logits.

    loss, accuracy at ½, the lowest probability, and `flat`, the share of points at which the slope
    of what stands between is exactly 0.
    """
    x, y = _moons()
    raw = _logits(lambda z, y: POINT_LOSSES["bce"](before(z), y), 1, x, y).requires_grad_()
    passed = before(raw)
    (slope,) = torch.autograd.grad(passed.sum(), raw)
    p = torch.sigmoid(passed.detach()[:, 0])
    return {
        "loss": POINT_LOSSES["bce"](passed.detach(), y).mean().item(),
        "accuracy": measures(y.numpy(), p.numpy())["accuracy"],
        "lowest": p.min().item(),
        "flat": (slope == 0).float().mean().item(),
    }


_ENTRIES = (
    WrongPair(
        "mse_sigmoid",
        "MSE after a sigmoid",
        "binary",
        "nn.MSELoss()(torch.sigmoid(z[:, 0]), y.float())",
        "Where the answer is badly wrong, σ is flat, and the slope of the loss is next to 0.",
        mse_after_sigmoid,
    ),
    WrongPair(
        "softmax_labels",
        "Softmax for two labels",
        "labels",
        "nn.CrossEntropyLoss()(z, y.float() / y.sum(1, keepdim=True).clamp(min=1))",
        "Softmax shares out one whole: it cannot say both.",
        softmax_for_two_labels,
    ),
    WrongPair(
        "relu_bce",
        "ReLU at the output with BCE",
        "binary",
        "nn.BCEWithLogitsLoss()(torch.relu(z[:, 0]), y.float())",
        "A logit must be able to fall below 0, or no probability falls below ½.",
        relu_before_bce,
    ),
    WrongPair(
        "double_sigmoid",
        "BCE with logits on probabilities",
        "binary",
        "nn.BCEWithLogitsLoss()(torch.sigmoid(z[:, 0]), y.float())",
        "The loss applies σ itself, so it is applied twice: σ(σ(z)) is never below ½.",
        double_sigmoid,
    ),
)

WRONG_PAIRS: dict[str, WrongPair] = {entry.key: entry for entry in _ENTRIES}
