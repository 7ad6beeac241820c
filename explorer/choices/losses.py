"""The registry of losses on logits: the value a member is judged by and its slope."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from explorer.formula.notation import tree_of
from explorer.formula.tensors import of_many

FARTHEST = 40.0  # logit at which guessing is tried
READ = ("x", "y", "p", "q")  # what a loss's formulas are in


@dataclass(frozen=True)
class Loss:
    """A loss of each point, for each of P members on its own.

    `value` and `slope`, in the little language, are for one logit x of one point: in x, its target
    y, p, the softmax of the point's logits there, and q, the logarithm of p. A point's loss is the
    mean over its logits where each is a question of its own (`single`), else their sum. `answer`,
    in the same names, is what the network says there: a probability, or the number itself. `code`
    is the mean over all points as PyTorch has it, in z (N, K or 1) and y, of the same shape or
    (N,) class numbers.
    """

    key: str
    label: str
    value: str
    slope: str
    remark: str = ""
    answer: str = "sigmoid(x)"
    single: bool = True
    code: str = ""

    def target(self, y: Tensor, classes: int) -> Tensor:
        """Targets (N, K or 1) of labels (N,), of several labels (N, K), or of numbers (N,)."""
        if y.dim() == 2:
            return y.float() if self.single else _shared_out(y)
        if y.is_floating_point() or (self.single and classes == 2):
            return y[:, None].float()
        return F.one_hot(y, classes).float()

    def mean(self, logits: Tensor, target: Tensor) -> Tensor:
        """The loss (P,), averaged over N points, at logits (P, N, K or 1)."""
        return self._at(self._value, logits, target).sum(dim=2).mean(dim=1) / self.parts(logits)

    def of_points(self, logits: Tensor, target: Tensor) -> Tensor:
        """Each point's own loss (...), at logits (..., K or 1)."""
        return self._at(self._value, logits, target).sum(dim=-1) / self.parts(logits)

    def gradient(self, logits: Tensor, target: Tensor) -> Tensor:
        """The gradient of that mean by the logits, (P, N, K or 1)."""
        share = logits.shape[1] * self.parts(logits)
        return self._at(self._slope, logits, target) / share

    def answers(self, logits: Tensor) -> Tensor:
        """What the networks say at logits (P, N, K or 1)."""
        return self._at(self._answer, logits, logits)

    def parts(self, logits: Tensor) -> int:
        """By how many the sum over a point's logits is divided."""
        return logits.shape[-1] if self.single else 1

    @cached_property
    def reads_chances(self) -> bool:
        """Whether its formulas are in p or q."""
        return any({"p", "q"} & tree_of(one).names for one in (self.value, self.slope, self.answer))

    @cached_property
    def _value(self) -> Any:
        return of_many([tree_of(self.value)], READ)

    @cached_property
    def _slope(self) -> Any:
        return of_many([tree_of(self.slope)], READ)

    @cached_property
    def _answer(self) -> Any:
        return of_many([tree_of(self.answer)], READ)

    def _at(self, formula: Any, logits: Tensor, target: Tensor) -> Tensor:
        p = q = None
        if self.reads_chances:
            p, q = torch.softmax(logits, dim=-1), F.log_softmax(logits, dim=-1)
        return formula(logits, target, p, q)[0]


@dataclass(frozen=True)
class MixedLoss:
    """A loss for each of P members, all of the same targets and logits; used as a `Loss` is."""

    each: tuple[Loss, ...]

    @property
    def single(self) -> bool:
        """Whether each logit is a question of its own."""
        return self.each[0].single

    def target(self, y: Tensor, classes: int) -> Tensor:
        """As `Loss.target`."""
        return self.each[0].target(y, classes)

    def mean(self, logits: Tensor, target: Tensor) -> Tensor:
        """As `Loss.mean`."""
        return torch.cat([one.mean(z, target) for one, z in self._apart(logits)])

    def gradient(self, logits: Tensor, target: Tensor) -> Tensor:
        """As `Loss.gradient`."""
        return torch.cat([one.gradient(z, target) for one, z in self._apart(logits)])

    def answers(self, logits: Tensor) -> Tensor:
        """As `Loss.answers`."""
        return torch.cat([one.answers(z) for one, z in self._apart(logits)])

    def _apart(self, logits: Tensor) -> Iterable[tuple[Loss, Tensor]]:
        return zip(self.each, logits.split(1), strict=True)


AnyLoss = Loss | MixedLoss


def together(losses: Sequence[Loss]) -> AnyLoss:
    """The losses of P members as one."""
    return losses[0] if len(set(losses)) == 1 else MixedLoss(tuple(losses))


def guessing(loss: Loss, target: Tensor) -> float:
    """The least loss of answering all points alike, with their targets (N, K or 1).

    Of a cross-entropy it is the entropy of the labels, in nats.
    """
    from scipy.optimize import minimize_scalar

    if not loss.single:
        share = target.double().mean(dim=0)
        return -torch.xlogy(share, share).sum().item()

    def least(y: Tensor) -> float:
        values, counts = y.double().unique(return_counts=True)
        share = counts / len(y)

        def at(x: float) -> float:
            logits = torch.full((1, 1, len(values)), x, dtype=torch.float64)
            return (loss._at(loss._value, logits, values)[0, 0] * share).sum().item()

        return minimize_scalar(at, bounds=(-FARTHEST, FARTHEST), method="bounded").fun

    return sum(map(least, target.T)) / target.shape[1]


def _shared_out(y: Tensor) -> Tensor:
    """Labels (N, K) as shares of one whole; a point that has none gives each the same."""
    count = y.sum(dim=1, keepdim=True)
    return torch.where(count > 0, y / count.clamp(min=1), 1 / y.shape[1]).float()


_ENTRIES = (
    Loss(
        "bce",
        "Binary cross-entropy",
        "softplus(x) - y * x",
        "sigmoid(x) - y",
        "of the logit: the slope is the error itself, however wrong the answer",
        code="F.binary_cross_entropy_with_logits(z, y)",
    ),
    Loss(
        "bce_probability",
        "BCE of a float32 probability",
        "-y * max(log(sigmoid(x)), -100) - (1 - y) * max(log(1 - sigmoid(x)), -100)",
        "(sigmoid(x) - y) / max((1 - sigmoid(x)) * sigmoid(x), 1e-12)"
        " * (sigmoid(x) * (1 - sigmoid(x)))",
        "as nn.BCELoss has it: where σ rounds to 1 its slope is 0 and the loss is cut off at 100",
        code="F.binary_cross_entropy(torch.sigmoid(z), y)",
    ),
    Loss(
        "mse_sigmoid",
        "MSE after a sigmoid",
        "(sigmoid(x) - y)**2",
        "2 * (sigmoid(x) - y) * sigmoid(x) * (1 - sigmoid(x))",
        "σ's own slope is a factor: an answer that is very wrong learns almost nothing",
        code="F.mse_loss(torch.sigmoid(z), y)",
    ),
    Loss(
        "bce_relu",
        "BCE after a ReLU",
        "softplus(relu(x)) - y * relu(x)",
        "where(x > 0, sigmoid(x) - y, 0)",
        "a logit below 0 is cut off: no probability is below one half, and its slope is 0",
        "sigmoid(relu(x))",
        code="F.binary_cross_entropy_with_logits(torch.relu(z), y)",
    ),
    Loss(
        "hinge",
        "Hinge",
        "max(1 - (2 * y - 1) * x, 0)",
        "where((2 * y - 1) * x < 1, 1 - 2 * y, 0)",
        "points on the right side beyond the margin of 1 pull no more",
        code="torch.relu(1 - (2 * y - 1) * z).mean()",
    ),
    Loss(
        "cross_entropy",
        "Softmax cross-entropy",
        "-y * q",
        "p - y",
        "of one logit for each class",
        "p",
        single=False,
        code="F.cross_entropy(z, y)",
    ),
    Loss(
        "mse",
        "MSE",
        "(x - y)**2",
        "2 * (x - y)",
        "far errors count most",
        "x",
        code="F.mse_loss(z, y)",
    ),
    Loss(
        "mae",
        "MAE",
        "abs(x - y)",
        "sign(x - y)",
        "an error pulls alike however large",
        "x",
        code="F.l1_loss(z, y)",
    ),
    Loss(
        "huber",
        "Huber",
        "where(abs(x - y) < 1, (x - y)**2 / 2, abs(x - y) - 0.5)",
        "max(min(x - y, 1), -1)",
        "squared near 0 and straight beyond 1: no far error outvotes the rest",
        "x",
        code="F.huber_loss(z, y)",
    ),
)

LOSSES: dict[str, Loss] = {entry.key: entry for entry in _ENTRIES}
