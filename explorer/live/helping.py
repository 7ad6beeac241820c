"""What may help where no network is better than guessing: settings to try, one at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from explorer.config import RunConfig
from explorer.engine import Snapshot, Trainer
from explorer.words import LEARNT

LARGE = 64  # points in a batch from which smaller ones are offered
SLOW = ("sgd", "momentum", "nesterov", "adagrad")


@dataclass(frozen=True)
class Help:
    """A setting to try: whether it is another than the run's, and the run with it."""

    key: str
    label: str
    serves: Callable[[RunConfig], bool]
    change: Callable[[RunConfig], RunConfig]


def _with_relu(config: RunConfig) -> RunConfig:
    """Every network with ReLU in its hidden layers; of those that are then the same, one."""
    members = (replace(one, activation="relu", parameters=()) for one in config.members)
    return replace(config, members=tuple(dict.fromkeys(members)))


def _large(config: RunConfig) -> bool:
    return config.batch_size is None or config.batch_size > LARGE


_ENTRIES = (
    Help(
        "relu",
        "ReLU",
        lambda config: bool(config.hidden) and all(m.activation != "relu" for m in config.members),
        _with_relu,
    ),
    Help(
        "adam",
        "Adam, rate 0.01",
        lambda config: config.optimizer in SLOW,
        lambda config: replace(config, optimizer="adam", learning_rate=0.01),
    ),
    Help(
        "batch",
        "batches of 32",
        _large,
        lambda config: replace(config, batch_size=32),
    ),
)
HELPS: dict[str, Help] = {entry.key: entry for entry in _ENTRIES}


def helps(trainer: Trainer, snapshot: Snapshot) -> list[Help]:
    """What may be tried, if all networks have been trained and none is better than guessing."""
    config, losses = trainer.config, zip(snapshot.train_loss, trainer.guessing, strict=True)
    if not snapshot.step or any(loss < LEARNT * chance for loss, chance in losses):
        return []
    return [one for one in HELPS.values() if one.serves(config)]
