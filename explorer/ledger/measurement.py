"""The measurement: a few draws at a time, so that the first are on screen while others run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from explorer.config import MAX_SEED
from explorer.datasets import DATASETS
from explorer.ledger.account import Account, join
from explorer.ledger.backward import backward, stack
from explorer.ledger.config import NORMAL, POINTS, LedgerConfig
from explorer.ledger.forward import signals
from explorer.ledger.words import sentence
from explorer.randomness import generator

FIRST_DRAWS = 2
AT_ONCE = 4_000_000  # numbers (members × layers × points × units) held at the same time
NOISE = 0.1  # of a data set


@dataclass(frozen=True)
class Ledger:
    """The accounts of a config's activations, over the first `draws` of its draws."""

    config: LedgerConfig
    draws: int
    accounts: tuple[Account, ...]

    def __getitem__(self, activation: str) -> Account:
        """The account of this key; raises ValueError naming the keys there are."""
        for account in self.accounts:
            if account.activation == activation:
                return account
        known = ", ".join(self.config.activations)
        raise ValueError(f"no account of {activation!r}; expected one of {known}")

    @property
    def discrepancy(self) -> float:
        """The largest relative difference of a layer's factors from the ratio measured, or NaN."""
        found = [account.gradients.discrepancy for account in self.accounts]
        return float(np.fmax.reduce(found))

    def sentence(self, activation: str) -> str:
        """What the numbers of this activation say; raises ValueError for an unknown key."""
        return sentence(self.config, self[activation])


def measure(config: LedgerConfig, progress: Callable[[Ledger], None] | None = None) -> Ledger:
    """The ledger of a config; `progress` is called with what is measured so far, last included."""
    x, y = points(config)
    parts: list[list[Account]] = [[] for _ in config.activations]
    done = 0
    ledger = None
    for group in _groups(config):
        for mine, part in zip(parts, _measure(group, x, y), strict=True):
            mine.append(part)
        done += group.draws
        ledger = Ledger(config, done, tuple(join(mine) for mine in parts))
        if progress is not None:
            progress(ledger)
    assert ledger is not None
    return ledger


def points(config: LedgerConfig) -> tuple[Tensor, Tensor]:
    """The inputs x (N, F) and labels y (N,) of a config; those of "normal" are all 0."""
    if config.inputs == NORMAL:
        x = torch.randn(POINTS, config.width, generator=generator(config.seed, 1))
        return x[: config.points], torch.zeros(config.points)
    x, y = DATASETS[config.inputs].make(config.points, NOISE, config.seed)
    return torch.from_numpy(x).float(), torch.from_numpy(y)


def _groups(config: LedgerConfig) -> Iterator[LedgerConfig]:
    """The config cut into groups of draws: few first, then as many as memory allows."""
    size = len(config.activations) * config.depth * config.width * config.points
    start, count = 0, FIRST_DRAWS
    while start < config.draws:
        count = min(count, config.draws - start)
        yield replace(config, seed=min(config.seed + start, MAX_SEED), draws=count)
        start, count = start + count, max(FIRST_DRAWS, AT_ONCE // size)


def _measure(group: LedgerConfig, x: Tensor, y: Tensor) -> list[Account]:
    """The account of each activation over one group of draws."""
    networks = stack(group)
    forward = signals(group, networks, x)
    found = backward(group, networks, x, y)
    exact = list(found)
    doubtful = [place for place, gradients in enumerate(found) if not gradients.sound]
    if doubtful and group.number_format != "float64":
        keys = tuple(group.activations[place] for place in doubtful)
        doubted = replace(group, activations=keys, number_format="float64")
        again = backward(doubted, stack(doubted), x, y)
        for place, gradients in zip(doubtful, again, strict=True):
            exact[place] = gradients
    return [
        Account(key, gradients, precise, sent)
        for key, gradients, precise, sent in zip(
            group.activations, found, exact, forward, strict=True
        )
    ]
