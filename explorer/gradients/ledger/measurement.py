"""The measurement: as many draws at a time as memory allows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from explorer.choices.datasets import DATASETS
from explorer.choices.randomness import generator
from explorer.config import MAX_SEED
from explorer.gradients.ledger.account import Account, join
from explorer.gradients.ledger.backward import backward, stack
from explorer.gradients.ledger.config import NORMAL, POINTS, LedgerConfig
from explorer.gradients.ledger.forward import signals
from explorer.gradients.ledger.words import sentence

AT_ONCE = 4_000_000  # numbers (members × layers × points × units) held at the same time
NOISE = 0.1  # of a data set


@dataclass(frozen=True)
class Ledger:
    """The accounts of a config's activations."""

    config: LedgerConfig
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


def measure(config: LedgerConfig) -> Ledger:
    """The ledger of a config."""
    x, y = points(config)
    parts: list[list[Account]] = [[] for _ in config.activations]
    for group in _groups(config):
        for mine, part in zip(parts, _measure(group, x, y), strict=True):
            mine.append(part)
    return Ledger(config, tuple(join(mine) for mine in parts))


def points(config: LedgerConfig) -> tuple[Tensor, Tensor]:
    """The inputs x (N, F) and labels y (N,) of a config; those of "normal" are all 0."""
    if config.inputs == NORMAL:
        x = torch.randn(POINTS, config.width, generator=generator(config.seed, 1))
        return x[: config.points], torch.zeros(config.points)
    x, y = DATASETS[config.inputs].make(config.points, NOISE, config.seed)
    return torch.from_numpy(x).float(), torch.from_numpy(y)


def _groups(config: LedgerConfig) -> Iterator[LedgerConfig]:
    """The config cut into groups of draws."""
    size = len(config.activations) * config.depth * config.width * config.points
    count = max(1, AT_ONCE // size)
    for start in range(0, config.draws, count):
        seed = min(config.seed + start, MAX_SEED)
        yield replace(config, seed=seed, draws=min(count, config.draws - start))


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
