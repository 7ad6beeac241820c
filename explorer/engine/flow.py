"""How much of the gradient reaches each layer of the networks of a run, at this moment."""

import numpy as np
import torch

from explorer.engine.one_stack import StackTrainer


def gradient_norms(trainer: StackTrainer) -> np.ndarray:
    """The norm of the gradient by each hidden layer's weights, (P, L) float64.

    Of each member's own loss on the whole training set; the run itself is left as it is. 0 is said
    where every slope is 0, and inf or NaN where one is: squares in float32 would say so earlier.
    """
    norms = [
        torch.linalg.vector_norm(slopes, dim=(1, 2), dtype=torch.float64)
        for slopes in trainer.stack.views(trainer.gradient()).weights[:-1]
    ]
    if not norms:
        return np.empty((len(trainer.config.members), 0))
    return np.stack([norm.cpu().numpy() for norm in norms], axis=1)
