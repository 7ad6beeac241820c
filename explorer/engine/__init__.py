"""A stack of P networks and its one training loop; torch only."""

from explorer.engine.data import Samples, sample
from explorer.engine.stack import Stack
from explorer.engine.trainer import Snapshot, Trainer, train

__all__ = ["Samples", "Snapshot", "Stack", "Trainer", "sample", "train"]
