"""A whole run at once: snapshots from the first draw to the config's last step."""

from collections.abc import Iterator, Set

from explorer.config import RunConfig
from explorer.engine.seen import Snapshot
from explorer.engine.trainer import Trainer

SNAPSHOTS = 60  # of one run


def train(
    config: RunConfig, want: Set[str] = frozenset({"probability"}), grid: int = 64
) -> Iterator[Snapshot]:
    """Train from the first draw to `config.steps`, and yield evenly spaced snapshots."""
    trainer = Trainer(config)
    yield trainer.advance(0, want, grid)
    for k in range(1, SNAPSHOTS + 1):
        steps = config.steps * k // SNAPSHOTS - trainer.step
        if steps:
            yield trainer.advance(steps, want, grid)
