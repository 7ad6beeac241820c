"""The registry of losses on logits: the value a member is judged by and its slope."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from explorer.formula.notation import tree_of
from explorer.formula.tensors import of_many

READ = ("x", "y", "p", "q")  # what a loss's formulas are in


@dataclass(frozen=True)
class Loss:
    """A loss of each point, for each of P members on its own.

    `value` and `slope`, in the little language, are for one logit x of one point: in x, its target
    y, p, the softmax of the point's logits there, and q, the logarithm of p. A point's loss is the
    sum over its logits. `target(y, classes)` makes the targets (N, K or 1) of labels (N,).
    """

    key: str
    label: str
    target: Callable[[Tensor, int], Tensor]
    value: str
    slope: str
    remark: str = ""
    single: bool = True  # one logit says which of two classes; else one logit a class

    def mean(self, logits: Tensor, target: Tensor) -> Tensor:
        """The loss (P,), averaged over N points, at logits (P, N, K or 1)."""
        return self._at(self._value, logits, target).sum(dim=2).mean(dim=1)

    def gradient(self, logits: Tensor, target: Tensor) -> Tensor:
        """The gradient of that mean by the logits, (P, N, K or 1)."""
        return self._at(self._slope, logits, target) / logits.shape[1]

    @cached_property
    def reads_chances(self) -> bool:
        """Whether its formulas are in p or q."""
        return bool({"p", "q"} & (tree_of(self.value).names | tree_of(self.slope).names))

    @cached_property
    def _value(self) -> Any:
        return of_many([tree_of(self.value)], READ)

    @cached_property
    def _slope(self) -> Any:
        return of_many([tree_of(self.slope)], READ)

    def _at(self, formula: Any, logits: Tensor, target: Tensor) -> Tensor:
        p = q = None
        if self.reads_chances:
            p, q = torch.softmax(logits, dim=2), F.log_softmax(logits, dim=2)
        return formula(logits, target, p, q)[0]


def guessing(loss: Loss, labels: Tensor, classes: int) -> float:
    """The least loss of answering all points (N,) alike: of knowing how often each label occurs.

    Of a cross-entropy it is the entropy of the labels, in nats.
    """
    from scipy.optimize import minimize_scalar

    share = labels.bincount(minlength=classes).double() / len(labels)
    if not loss.single:
        return -torch.xlogy(share, share).sum().item()
    both = torch.tensor([[[0.0], [1.0]]], dtype=torch.float64)  # (1, 2, 1)

    def value(x: float) -> float:
        of_each = [loss.mean(torch.full_like(one, x), one[0]) for one in both.split(1, dim=1)]
        return sum(part * one.item() for part, one in zip(share.tolist(), of_each, strict=True))

    return minimize_scalar(value, bounds=(-40.0, 40.0), method="bounded").fun


def _bit(y: Tensor, classes: int) -> Tensor:
    return y[:, None].float()  # (N, 1)


_ENTRIES = (
    Loss(
        "bce",
        "Binary cross-entropy",
        _bit,
        "softplus(x) - y * x",
        "sigmoid(x) - y",
        "of the logit: the slope is the error itself, however wrong the answer",
    ),
    Loss(
        "bce_probability",
        "BCE of a float32 probability",
        _bit,
        "-y * max(log(sigmoid(x)), -100) - (1 - y) * max(log(1 - sigmoid(x)), -100)",
        "(sigmoid(x) - y) / max((1 - sigmoid(x)) * sigmoid(x), 1e-12)"
        " * (sigmoid(x) * (1 - sigmoid(x)))",
        "as nn.BCELoss has it: where σ rounds to 1 its slope is 0 and the loss is cut off at 100",
    ),
    Loss(
        "mse_sigmoid",
        "MSE after a sigmoid",
        _bit,
        "(sigmoid(x) - y)**2",
        "2 * (sigmoid(x) - y) * sigmoid(x) * (1 - sigmoid(x))",
        "σ's own slope is a factor: an answer that is very wrong learns almost nothing",
    ),
    Loss(
        "bce_relu",
        "BCE after a ReLU",
        _bit,
        "softplus(relu(x)) - y * relu(x)",
        "where(x > 0, sigmoid(x) - y, 0)",
        "a logit below 0 is cut off: no probability is below one half, and its slope is 0",
    ),
    Loss(
        "hinge",
        "Hinge",
        _bit,
        "max(1 - (2 * y - 1) * x, 0)",
        "where((2 * y - 1) * x < 1, 1 - 2 * y, 0)",
        "points on the right side beyond the margin of 1 pull no more",
    ),
    Loss(
        "cross_entropy",
        "Softmax cross-entropy",
        lambda y, classes: F.one_hot(y, classes).float(),  # (N, K)
        "-y * q",
        "p - y",
        "of one logit for each class",
        single=False,
    ),
)

LOSSES: dict[str, Loss] = {entry.key: entry for entry in _ENTRIES}
