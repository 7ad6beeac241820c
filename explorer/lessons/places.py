"""Where a step of a lesson is seen: a run on Training, or another page's picture, and its numbers.

Both are computed here as the page computes them, so that what a lesson says of a picture is what
the picture shows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from explorer.config import Member, RunConfig
from explorer.config.link import PREFIX, Parameters, write
from explorer.engine import Snapshot, Trainer
from explorer.engine.seen import NUMBERS

LOOKS = 20  # at a run, evenly apart, and one before its first step
KEPT = 8  # runs that are remembered: the steps of a lesson share them
Numbers = Mapping[str, float]
See = Callable[[Trainer, Sequence[Snapshot]], Numbers]


def run(*activations: str, **fields: Any) -> RunConfig:
    """A run of a network for each activation, equal in all else."""
    return replace(RunConfig(), members=tuple(Member(key) for key in activations), **fields)


def beside(first: Member, *own: Mapping[str, Any], **fields: Any) -> RunConfig:
    """A run of a network and others like it, each with settings of its own."""
    return replace(RunConfig(), members=(first, *(replace(first, **one) for one in own)), **fields)


def drawn(config: RunConfig, seed: int) -> RunConfig:
    """The same run from another draw: points, weights and batches.

    Networks whose seeds differ go on differing by as much.
    """
    members = (replace(one, seed=one.seed - config.seed + seed) for one in config.members)
    return replace(config, seed=seed, members=tuple(members))


@lru_cache(KEPT)
def trained(config: RunConfig, steps: int) -> tuple[Trainer, tuple[Snapshot, ...]]:
    """The run after so many steps, and what was seen at each look."""
    trainer = Trainer(config)
    seen = [trainer.advance(0, NUMBERS)]
    for look in range(LOOKS):
        goal = steps * (look + 1) // LOOKS
        seen.append(trainer.advance(goal - trainer.step, NUMBERS))
    return trainer, tuple(seen)


@dataclass(frozen=True)
class Watched:
    """A run on the page Training, seen after `steps` steps, in one of the page's views."""

    config: RunConfig
    see: See
    steps: int = 1000
    view: str = "probability"

    @property
    def page(self) -> str:
        """The path of the page."""
        return "training"

    @property
    def link(self) -> Parameters:
        """What opens the run there."""
        view: Parameters = {} if self.view == "probability" else {f"{PREFIX}view": self.view}
        return write(self.config) | view

    def numbers(self, seed: int | None = None) -> Numbers:
        """What is seen at the end of the run, or of the same run from another seed."""
        config = self.config if seed is None else drawn(self.config, seed)
        return self.see(*trained(config, self.steps))


@dataclass(frozen=True)
class Computed:
    """Another page's picture: its link, and what it shows for a seed, which may not matter."""

    page: str
    link: Parameters
    compute: Callable[[int], Numbers]

    def numbers(self, seed: int | None = None) -> Numbers:
        """What is seen there."""
        return self.compute(0 if seed is None else seed)


def right(*names: str) -> See:
    """The share of the validation points that each network gets right; of numbers R²."""
    return lambda trainer, seen: dict(
        zip(names, seen[-1].validation_accuracy.tolist(), strict=True)
    )


def beside_guessing(*names: str) -> See:
    """Each network's training loss, as a share of that of guessing."""

    def see(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
        pairs = zip(seen[-1].train_loss.tolist(), trainer.guessing, strict=True)
        return dict(zip(names, (loss / chance for loss, chance in pairs), strict=True))

    return see


def together(*parts: See) -> See:
    """All that several ways to look see."""

    def see(trainer: Trainer, seen: Sequence[Snapshot]) -> Numbers:
        found: dict[str, float] = {}
        for part in parts:
            found |= part(trainer, seen)
        return found

    return see
