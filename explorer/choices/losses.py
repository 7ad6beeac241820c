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


def prior_entropy(labels: Tensor) -> float:
    """Entropy, in nats, of how often each label occurs: the loss of knowing the base rate alone."""
    share = labels.bincount() / len(labels)
    return -torch.xlogy(share, share).sum().item()


_ENTRIES = (
    Loss(
        "bce",
        "Binary cross-entropy",
        lambda y, classes: y[:, None].float(),  # (N, 1)
        "softplus(x) - y * x",
        "sigmoid(x) - y",
    ),
    Loss(
        "cross_entropy",
        "Softmax cross-entropy",
        lambda y, classes: F.one_hot(y, classes).float(),  # (N, K)
        "-y * q",
        "p - y",
    ),
)

LOSSES: dict[str, Loss] = {entry.key: entry for entry in _ENTRIES}
