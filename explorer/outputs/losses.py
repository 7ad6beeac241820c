"""Losses of one point as curves: over the logit, or over prediction minus truth.

Each has its value and slope in float32, as PyTorch and its autograd give them, and exact.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from explorer.choices.losses import LOSSES
from explorer.formula import latex
from explorer.formula.derivative import derivative
from explorer.formula.exact import Exact
from explorer.formula.notation import tree_of
from explorer.formula.tree import Node, name, replaced

LOGIT, DIFFERENCE = "logit", "difference"
DIGITS = 40
LABELS = (0, 1)


@dataclass(frozen=True)
class LossCurve:
    """The loss of one point, over its logit z or over the difference d = ŷ − y.

    `torch(x, y)` is PyTorch's loss point by point, x and y (N,) float32; `value` says the same in
    the little language, in x and y, in a form that keeps its digits, and `shown` as one reads it;
    `code` is the line of PyTorch that has this loss, and `remark` says what to look at.
    """

    key: str
    label: str
    over: str  # LOGIT or DIFFERENCE
    value: str
    torch: Callable[[Tensor, Tensor], Tensor]
    code: str
    remark: str
    shown: str = ""  # where it is not `value`

    @cached_property
    def tree(self) -> Node:
        """The value as it is written."""
        return tree_of(self.value)

    @cached_property
    def slope_tree(self) -> Node:
        """The slope by x, found by rule."""
        return derivative(self.tree)

    @property
    def labels(self) -> tuple[int, ...]:
        """The labels it is drawn for: 0 and 1 over the logit; over the difference one is enough."""
        return LABELS if self.over == LOGIT else LABELS[:1]

    @property
    def formula(self) -> str:
        """The LaTeX of the value, in z or d, and y."""
        return latex.formula(self._renamed(tree_of(self.shown) if self.shown else self.tree))

    @property
    def slope_formula(self) -> str:
        """The LaTeX of the slope."""
        return latex.formula(self._renamed(self.slope_tree))

    def _renamed(self, tree: Node) -> Node:
        return replaced(tree, {name("x"): name("z" if self.over == LOGIT else "d")})

    def in_float32(self, x: Tensor, y: float) -> tuple[Tensor, Tensor]:
        """Value and slope at x (N,), as float32 and autograd give them, (N,) float32 both."""
        at = x.to(torch.float32).clone().requires_grad_()
        value = self.torch(at, torch.full_like(at, y, requires_grad=False))
        (slope,) = torch.autograd.grad(value.sum(), at)
        return value.detach(), slope

    def exactly(self, x: float, y: float) -> tuple[float, float]:
        """Value and slope at x, right to the last digit of float64."""
        value, slope = (Exact(tree, {"y": y}) for tree in (self.tree, self.slope_tree))
        return float(value(x, DIGITS)), float(slope(x, DIGITS))


def _hinge(z: Tensor, y: Tensor) -> Tensor:
    return torch.relu(1 - (2 * y - 1) * z)


def _cross_entropy(z: Tensor, y: Tensor) -> Tensor:
    both = torch.stack([torch.zeros_like(z), z], dim=1)  # (N, 2)
    return F.cross_entropy(both, y.long(), reduction="none")


def _each(loss: Callable[..., Tensor]) -> Callable[[Tensor, Tensor], Tensor]:
    """A loss of PyTorch over the difference, point by point."""
    return lambda d, y: loss(d, torch.zeros_like(d), reduction="none")


_ENTRIES = (
    LossCurve(
        "bce",
        "BCE with logits",
        LOGIT,
        LOSSES["bce"].value,
        lambda z, y: F.binary_cross_entropy_with_logits(z, y, reduction="none"),
        "nn.BCEWithLogitsLoss()(z, y)",
        "The slope is σ(z) − y: the more wrong the answer, the nearer to 1 in size, so a badly "
        "wrong point learns fastest.",
    ),
    LossCurve(
        "bce_probability",
        "BCE on probabilities",
        LOGIT,
        LOSSES["bce"].value,
        lambda z, y: F.binary_cross_entropy(torch.sigmoid(z), y, reduction="none"),
        "nn.BCELoss()(torch.sigmoid(z), y)",
        "The same loss, by way of σ(z). In float32 σ(z) rounds to exactly 1, the logarithm of 0 is "
        "cut at −100, and the slope is 0: the worst point learns nothing.",
        "-y * log(sigmoid(x)) - (1 - y) * log(1 - sigmoid(x))",
    ),
    LossCurve(
        "mse_sigmoid",
        "MSE after a sigmoid",
        LOGIT,
        "(sigmoid(x) - y)**2",
        lambda z, y: F.mse_loss(torch.sigmoid(z), y, reduction="none"),
        "nn.MSELoss()(torch.sigmoid(z), y)",
        "The slope has σ′(z) in it, which is next to 0 far from 0 on both sides: a badly wrong "
        "point learns no more than one that is right.",
    ),
    LossCurve(
        "hinge",
        "Hinge",
        LOGIT,
        "max(0, 1 - (2 * y - 1) * x)",
        _hinge,
        "torch.relu(1 - (2 * y - 1) * z).mean()",
        "Beyond the margin, 1 on the right side, loss and slope are exactly 0: a point that is "
        "right by enough no longer teaches. On the other side the slope is always 1 in size.",
    ),
    LossCurve(
        "cross_entropy",
        "Cross-entropy of two logits",
        LOGIT,
        "softplus(x) - y * x",
        _cross_entropy,
        "nn.CrossEntropyLoss()(torch.stack([0 * z, z], 1), y.long())",
        "Softmax over the logits 0 and z is σ(z), so this is BCE with logits: one curve, two "
        "names.",
    ),
    LossCurve(
        "mse",
        "MSE",
        DIFFERENCE,
        "x**2",
        _each(F.mse_loss),
        "nn.MSELoss()(prediction, y)",
        "The slope grows with the error, so that one outlier pulls more than many small errors.",
    ),
    LossCurve(
        "mae",
        "MAE",
        DIFFERENCE,
        "abs(x)",
        _each(F.l1_loss),
        "nn.L1Loss()(prediction, y)",
        "The slope is 1 in size however small the error: outliers count little, and a fixed "
        "learning rate steps back and forth over the minimum.",
    ),
    LossCurve(
        "mbe",
        "MBE",
        DIFFERENCE,
        "x",
        lambda d, y: 1 * d,
        "(prediction - y).mean()",
        "A straight line without a lowest point: errors of both signs cancel, and a network that "
        "lowers it predicts −∞. It measures a bias; nothing can be trained with it.",
    ),
    LossCurve(
        "huber",
        "Huber, δ = 1",
        DIFFERENCE,
        "where(abs(x) <= 1, x**2 / 2, abs(x) - 1/2)",
        _each(F.huber_loss),
        "nn.HuberLoss()(prediction, y)",
        "Half of MSE up to an error of 1, beyond it as straight as MAE: smooth at the minimum, and "
        "outliers count little.",
    ),
)

LOSS_CURVES: dict[str, LossCurve] = {entry.key: entry for entry in _ENTRIES}


@dataclass(frozen=True)
class Sampled:
    """A loss and its slope at x (S,); the float32 ones are float32, the exact ones float64."""

    x: np.ndarray
    value: np.ndarray
    slope: np.ndarray
    exact_value: np.ndarray
    exact_slope: np.ndarray


@lru_cache(maxsize=64)
def sampled(key: str, y: int, low: float, high: float, samples: int = 241) -> Sampled:
    """A curve at evenly spaced float32 numbers; y is the label, and of no account over ŷ − y.

    Raises ValueError for an unknown loss, another label, or ends that are not in order.
    """
    curve = get(key)
    if y not in LABELS:
        raise ValueError(f"the label is {y!r}; expected 0 or 1")
    if not (np.isfinite([low, high]).all() and low < high):
        raise ValueError(f"the curve goes from {low} to {high}; expected finite ends in order")
    x = torch.linspace(low, high, samples, dtype=torch.float64).to(torch.float32)
    value, slope = (column.numpy() for column in curve.in_float32(x, y))
    exact = np.array([curve.exactly(at, y) for at in x.tolist()])  # (S, 2)
    return Sampled(x.numpy(), value, slope, exact[:, 0], exact[:, 1])


def get(key: str) -> LossCurve:
    """The curve of this key; raises ValueError naming the key and the choices."""
    if key not in LOSS_CURVES:
        raise ValueError(f"unknown loss {key!r}; expected one of {', '.join(LOSS_CURVES)}")
    return LOSS_CURVES[key]
