"""What the networks of a run say of a share of its points at one frame; a classical one beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch

from explorer.config import RunConfig
from explorer.engine import Trainer
from explorer.engine.data import sample
from explorer.engine.evaluation import logits
from explorer.outputs.classical import METHODS
from explorer.outputs.thresholds import Roc, roc

VALIDATION = "validation"  # what choices look at
CLASSICAL = "scikit-learn's logistic regression"


@dataclass(frozen=True)
class Answers:
    """The logits of P networks at the N points of a share of a run, and what is true.

    `logits` is (P, N) of class 1 where there are two classes, else (P, N, K), float32 both.
    """

    titles: tuple[str, ...]  # P
    x: np.ndarray  # (N, F) float32
    y: np.ndarray  # (N,) int64
    logits: np.ndarray
    share: str = VALIDATION  # of explorer.engine.data.SHARES

    @property
    def binary(self) -> bool:
        """Whether one logit decides between two classes."""
        return self.logits.ndim == 2

    @property
    def probability(self) -> np.ndarray:
        """Of class 1 (P, N), or of each class (P, N, K), as float32 has it."""
        z = torch.from_numpy(self.logits)
        return (torch.sigmoid(z) if self.binary else torch.softmax(z, dim=2)).numpy()

    def label(self, threshold: float = 0.5) -> np.ndarray:
        """The class that each network answers, (P, N) int64."""
        if self.binary:
            return (self.probability > threshold).astype(np.int64)
        return self.logits.argmax(axis=2)


def answers(trainer: Trainer, parameters: Sequence[np.ndarray], share: str = VALIDATION) -> Answers:
    """What networks with these parameters, P rows (n,), say of the points of one share of a run."""
    x, y = trainer.samples.to("cpu").share(share)
    said = []
    for member, numbers in enumerate(parameters):
        part, place = trainer.of(member)
        stack = part.stack.take([place], "cpu")
        stack.parameters[:] = torch.from_numpy(numbers)
        said.append(logits(stack, x))
    z = torch.cat(said).numpy()
    if trainer.config.classes == 2:
        z = z[..., 0] if z.shape[2] == 1 else z[..., 1] - z[..., 0]
    return Answers(trainer.config.titles, x.numpy(), y.numpy(), z, share)


@lru_cache(32)
def classical(config: RunConfig, share: str = VALIDATION) -> np.ndarray:
    """What logistic regression on the run's training points says of a share: (N,) or (N, K)."""
    points = sample(config)
    model = METHODS["logistic"].make().fit(points.x_train.numpy(), points.y_train.numpy())
    found = model.predict_proba(points.share(share)[0].numpy())
    return found[:, 1] if config.classes == 2 else found


def curves(said: Answers, config: RunConfig, member: int = 0) -> dict[str, Roc]:
    """ROC curves by name: of two classes one a network and logistic regression's, else one a class.

    Of more classes they are those of one member, each class against the rest.
    """
    if not said.binary:
        chances = said.probability[member]
        return {
            f"class {k} against the rest": roc(said.y == k, chances[:, k])
            for k in range(chances.shape[1])
        }
    found = {title: roc(said.y, z) for title, z in zip(said.titles, said.logits, strict=True)}
    return found | {CLASSICAL: roc(said.y, classical(config, said.share))}
