"""The registry of losses on logits: the value a member is judged by and its gradient."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor


@dataclass(frozen=True)
class Loss:
    """A loss averaged over the N points, for each of P members on its own.

    `target(y, classes)` turns labels (N,) into what the other two take. `value(logits, target)`
    is (P,); `error(logits, target)` is its gradient by the logits (P, N, K or 1).

    `slope` says the same in the little language, for one logit x of one point: in x, its target y
    and p, the softmax of the point's logits there. It is "" where that cannot be said.
    """

    key: str
    label: str
    target: Callable[[Tensor, int], Tensor]
    value: Callable[[Tensor, Tensor], Tensor]
    error: Callable[[Tensor, Tensor], Tensor]
    slope: str = ""


def prior_entropy(labels: Tensor) -> float:
    """Entropy, in nats, of how often each label occurs: the loss of knowing the base rate alone."""
    share = labels.bincount() / len(labels)
    return -torch.xlogy(share, share).sum().item()


def _bce_value(logits: Tensor, target: Tensor) -> Tensor:
    return (F.softplus(logits) - target * logits).mean(dim=(1, 2))


def _bce_error(logits: Tensor, target: Tensor) -> Tensor:
    return torch.sigmoid(logits).sub_(target).div_(logits.shape[1])


def _cross_entropy_value(logits: Tensor, target: Tensor) -> Tensor:
    return -(F.log_softmax(logits, dim=2) * target).sum(dim=2).mean(dim=1)


def _cross_entropy_error(logits: Tensor, target: Tensor) -> Tensor:
    return torch.softmax(logits, dim=2).sub_(target).div_(logits.shape[1])


_ENTRIES = (
    Loss(
        "bce",
        "Binary cross-entropy",
        lambda y, classes: y[:, None].float(),  # (N, 1)
        _bce_value,
        _bce_error,
        "sigmoid(x) - y",
    ),
    Loss(
        "cross_entropy",
        "Softmax cross-entropy",
        lambda y, classes: F.one_hot(y, classes).float(),  # (N, K)
        _cross_entropy_value,
        _cross_entropy_error,
        "p - y",
    ),
)

LOSSES: dict[str, Loss] = {entry.key: entry for entry in _ENTRIES}
