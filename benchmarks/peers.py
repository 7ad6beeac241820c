"""The engine and its peers on the same work, each as a function that returns seconds a step."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter
from typing import Any
from unittest.mock import patch

import numpy as np
import torch
from torch import nn

from explorer.config import Member, RunConfig
from explorer.engine import Trainer, sample
from explorer.engine.compiled import cores
from explorer.engine.paths import CHOICE

Timed = Callable[[], float]  # seconds for one step of one network


@dataclass(frozen=True)
class Case:
    """What is trained: `members` networks 2-8-8-1 with tanh, on small batches."""

    members: int = 1
    device: str = "cpu"
    batch: int = 10
    hidden: tuple[int, ...] = (8, 8)
    optimizer: str = "sgd"

    @property
    def shape(self) -> str:
        """The widths, as people write them."""
        return "-".join(map(str, self.config.widths))

    @property
    def config(self) -> RunConfig:
        """The same work as a run of the engine."""
        return RunConfig(
            hidden=self.hidden,
            members=tuple(Member("tanh", seed) for seed in range(self.members)),
            optimizer=self.optimizer,
            batch_size=self.batch,
            device=self.device,
        )


def _synchronise(device: str) -> None:
    if device == "cuda":
        torch.cuda.synchronize()


def engine(case: Case, arithmetic: str = "compiled", threads: int = 1) -> Timed:
    """All members at once, in chunks and without pictures, in compiled code or on PyTorch.

    Compiled code takes so many threads at most.
    """
    with patch.dict(os.environ, {CHOICE: arithmetic}):
        trainer = Trainer(case.config)
    size = case.members * sum(case.hidden) * case.batch
    steps = max(32, min(4096, 10_000_000 // size) if trainer.arithmetic == "compiled" else 1000)
    if trainer.arithmetic == "torch" and size > 1000:
        steps = 64

    def run() -> float:
        _synchronise(case.device)
        with patch.object(cores, "CORES", threads):
            start = perf_counter()
            trainer.advance(steps, want=frozenset())
            _synchronise(case.device)
            return (perf_counter() - start) / steps / case.members

    return run


def plain_torch(case: Case) -> Timed:
    """The loop every tutorial shows, for one network."""
    data = sample(case.config)
    x, y = data.x_train.to(case.device), data.y_train[:, None].float().to(case.device)
    layers: list[nn.Module] = []
    for fan_in, fan_out in pairwise(case.config.widths):
        layers += [nn.Linear(fan_in, fan_out), nn.Tanh()]
    network = nn.Sequential(*layers[:-1]).to(case.device)
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[case.optimizer]
    optimiser = kind(network.parameters(), lr=0.01)
    criterion = nn.BCEWithLogitsLoss()
    batches = list(zip(x.split(case.batch), y.split(case.batch), strict=True))

    def run() -> float:
        steps = 500 if sum(case.hidden) < 100 else 50
        _synchronise(case.device)
        start = perf_counter()
        for step in range(steps):
            inputs, target = batches[step % len(batches)]
            optimiser.zero_grad()
            criterion(network(inputs), target).backward()
            optimiser.step()
        _synchronise(case.device)
        return (perf_counter() - start) / steps

    return run


def scikit_learn(case: Case) -> Timed:
    """MLPClassifier.partial_fit, one epoch a call."""
    from sklearn.neural_network import MLPClassifier

    data = sample(case.config)
    x, y = data.x_train.numpy(), data.y_train.numpy()
    plain: dict[str, Any] = {"batch_size": case.batch, "alpha": 0.0, "momentum": 0.0}
    network = MLPClassifier(case.hidden, activation="tanh", solver="sgd", **plain)
    steps = 10 * -(-len(x) // case.batch)

    def run() -> float:
        start = perf_counter()
        for _ in range(10):
            network.partial_fit(x, y, classes=np.array([0, 1]))
        return (perf_counter() - start) / steps

    return run
