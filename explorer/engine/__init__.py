"""P networks and their one training loop: a stack on PyTorch, and code compiled for small ones."""

import torch

from explorer.engine.data import Samples, sample
from explorer.engine.one_stack import StackTrainer
from explorer.engine.seen import Snapshot
from explorer.engine.stack import Stack
from explorer.engine.trainer import Trainer
from explorer.engine.training import train

__all__ = ["Samples", "Snapshot", "Stack", "StackTrainer", "Trainer", "sample", "train"]

# Products this small do not pay for a second thread, and on a busy machine it makes them many times
# slower.
torch.set_num_threads(1)
