"""Which training points a step is taken on: each epoch shuffles them anew and deals them out."""

import torch
from torch import Tensor

from explorer.choices.randomness import generator
from explorer.config import RunConfig


def order(seed: int, epoch: int, count: int) -> Tensor:
    """The training points (count,) in the order of an epoch, by their index."""
    return torch.randperm(count, generator=generator(seed, epoch))


def size(config: RunConfig, count: int) -> int:
    """Points in one step, of so many training points; the last step of an epoch may have fewer."""
    return min(config.batch_size or count, count)


def steps_per_epoch(config: RunConfig, count: int) -> int:
    """Steps in which each of so many training points is used once."""
    return -(-count // size(config, count))


def batch(config: RunConfig, count: int, step: int) -> Tensor:
    """Indices of the training points of step number `step`, counted from 1; of 0 there are none."""
    if step < 1:
        return torch.empty(0, dtype=torch.int64)
    many = size(config, count)
    epoch, turn = divmod(step - 1, steps_per_epoch(config, count))
    return order(config.seed, epoch, count)[turn * many : (turn + 1) * many]
