"""A run that is watched: it trains for a time budget and tells the player what it saw."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Generic, TypeVar

import numpy as np

from explorer import activations
from explorer.choices.losses import prior_entropy
from explorer.config import RunConfig
from explorer.engine import Snapshot, Trainer
from explorer.engine.flow import gradient_norms
from explorer.live import evidence
from explorer.live.message import Message, pack
from explorer.live.message.sampling import cured, sampled
from explorer.live.stopping import StopRule, reason

HISTORY = 400  # points of the loss curves that are kept
FILM_BYTES = 4_000_000  # of parameters that are kept, to go back in time
T = TypeVar("T")
NUMBERS = frozenset[str]()  # the player needs no more than losses, accuracies and weights
MAX_STEP = 10_000_000
ON = StopRule()  # a run goes on until it diverges


@dataclass(frozen=True)
class Frame:
    """What was seen of a run at one step, and the parameters (P, n) it was seen with."""

    snapshot: Snapshot
    parameters: np.ndarray
    norms: np.ndarray | None = (
        None  # (P, L) float64, of the gradient at each hidden layer's weights
    )


class Kept(Generic[T]):
    """The first and every k-th item of a long sequence, at most `limit`; k doubles as it grows."""

    def __init__(self, limit: int) -> None:
        self.items: list[T] = []
        self._limit, self._every, self._seen = max(limit, 2), 1, 0

    def add(self, item: T) -> None:
        """Keep the item if its turn has come."""
        if self._seen % self._every == 0:
            self.items.append(item)
        self._seen += 1
        if len(self.items) > self._limit:
            self.items, self._every = self.items[::2], 2 * self._every

    def and_latest(self, item: T) -> list[T]:
        """All that was kept, ending with this latest item."""
        return self.items if self.items[-1] is item else [*self.items, item]


@dataclass
class LiveRun:
    """One trainer, the losses it has passed, and the messages made of them.

    `name` tells this run from others on the same canvas; `gradients` asks that each frame has the
    norms of the gradient on the whole training set. Raises ValueError as `Trainer` does.
    """

    config: RunConfig
    name: str
    gradients: bool = False
    trainer: Trainer = field(init=False)
    latest: Frame = field(init=False)
    chance_loss: float = field(init=False)  # of knowing the class prior and nothing else
    pace: float = field(default=0.0, init=False)  # steps a second that reached the screen

    def __post_init__(self) -> None:
        """Draw the data and the weights, and look at them before the first step."""
        self.trainer = Trainer(self.config)
        parameters = self.trainer.stack.parameters
        self._history = Kept[Snapshot](HISTORY)
        self._film = Kept[Frame](min(HISTORY, FILM_BYTES // (4 * parameters.numel())))
        self.chance_loss = prior_entropy(self.trainer.samples.y_train)
        self._watch = evidence.Watch()
        self._serial = 0
        self._seconds_a_step = 1e-4
        self._last_tick: tuple[float, int] | None = None
        self.latest = self._look(0)

    @property
    def step(self) -> int:
        """Steps taken."""
        return self.trainer.step

    def frames(self, count: int, steps: int, seconds: float) -> Iterator[Frame]:
        """Train `steps` steps in `count` frames; at least one frame, and stop after `seconds`.

        Where the time is too short for a whole frame, the last one has fewer steps.
        """
        end, goal = perf_counter() + seconds, min(self.step + steps, MAX_STEP)
        for left in range(count, 0, -1):
            part = -(-(goal - self.step) // left)
            affordable = int((end - perf_counter()) / self._seconds_a_step)
            if left < count and affordable < min(part, 2):
                return
            yield self._look(min(part, max(1, affordable)))

    def finish(self, seconds: float, rule: StopRule = ON) -> list[Frame]:
        """Train towards the config's last step for about `seconds`; the frames passed.

        It ends earlier where the rule stops it.
        """
        seen: list[Frame] = []
        goal = min(self.config.steps, rule.steps or self.config.steps)
        end, part = perf_counter() + seconds, max(1, self.config.steps // 60)
        while (left := goal - self.step) > 0 and perf_counter() < end:
            seen.append(self._look(min(part, left)))
            if reason(rule, self.history):
                break
        return seen or [self.latest]

    def _look(self, steps: int) -> Frame:
        start, before = perf_counter(), self.step
        snapshot = self.trainer.advance(steps, NUMBERS)
        if self.step > before:
            self._seconds_a_step = (perf_counter() - start) / (self.step - before)
        norms = gradient_norms(self.trainer) if self.gradients else None
        self.latest = Frame(snapshot, self.trainer.stack.parameters.cpu().numpy().copy(), norms)
        self._history.add(snapshot)
        self._film.add(self.latest)
        self._watch.look(self.trainer)
        return self.latest

    def clock(self) -> None:
        """Measure the pace since the last call; call it once a tick while playing."""
        now = perf_counter()
        if self._last_tick and now > self._last_tick[0]:
            pace = (self.step - self._last_tick[1]) / (now - self._last_tick[0])
            self.pace = pace if not self.pace else 0.5 * self.pace + 0.5 * pace
        self._last_tick = now, self.step

    def stop_clock(self) -> None:
        """Forget the pace: nothing is playing."""
        self._last_tick, self.pace = None, 0.0

    def message(
        self, frames: list[Frame], playing: bool, seconds: float = 0.25, view: str = "probability"
    ) -> bytes:
        """The frames, to be played over `seconds`, with the whole history, for the player."""
        self._serial += 1
        return pack(
            replace(compose(self, frames, seconds, self._serial), playing=playing, view=view)
        )

    @property
    def sentences(self) -> list[list[str]]:
        """What is true of each member, the most important first."""
        seen = self.latest.snapshot
        members = range(len(self.config.members))
        return [evidence.sentences(self.trainer, seen, m, self._watch) for m in members]

    def set_parameter(self, member: int, index: int, value: float) -> None:
        """Write one parameter by hand; raises ValueError as `Trainer.set_parameter` does."""
        self.trainer.set_parameter(member, index, value)
        self._look(0)

    @property
    def history(self) -> list[Snapshot]:
        """The snapshots kept for the loss curves, the latest last."""
        return self._history.and_latest(self.latest.snapshot)

    @property
    def film(self) -> list[Frame]:
        """The frames kept to go back in time, the latest last."""
        return self._film.and_latest(self.latest)


def compose(run: LiveRun, frames: list[Frame], seconds: float, serial: int) -> Message:
    """The player's message of these frames, S of P networks."""
    data, config, history = run.trainer.samples, run.config, run.history
    train, test = data.y_train.numpy(), data.y_test.numpy()
    seen = [frame.snapshot for frame in frames]
    return Message(
        run=run.name,
        serial=serial,
        playing=False,
        seconds=seconds,
        classes=config.classes,
        extent=data.extent,
        titles=tuple(member.label for member in config.members),
        notes=tuple(
            "" if step is None else f"diverged at step {step:,}" for step in seen[-1].diverged_at
        ),
        chance_loss=run.chance_loss,
        status=f"{run.pace:,.0f} steps/s" if run.pace else "",
        widths=config.widths,
        learnt=_learnt(run),
        **sampled(config),
        **cured(run.trainer.stack),
        frozen=tuple(sorted(run.trainer.frozen)),
        parameters=np.stack([frame.parameters for frame in frames]),
        norms=_norms(frames),
        step=np.array([snapshot.step for snapshot in seen]),
        epoch=np.array([snapshot.epoch for snapshot in seen]),
        train_loss=np.stack([snapshot.train_loss for snapshot in seen]),
        test_loss=np.stack([snapshot.test_loss for snapshot in seen]),
        train_accuracy=np.stack([snapshot.train_accuracy for snapshot in seen]),
        test_accuracy=np.stack([snapshot.test_accuracy for snapshot in seen]),
        history_step=np.array([snapshot.step for snapshot in history]),
        history_train_loss=np.stack([snapshot.train_loss for snapshot in history]),
        history_test_loss=np.stack([snapshot.test_loss for snapshot in history]),
        points=np.concatenate([data.x_train.numpy(), data.x_test.numpy()]),
        labels=np.concatenate([train, test]),
        is_test=np.arange(len(train) + len(test)) >= len(train),
    )


def _norms(frames: list[Frame]) -> np.ndarray | None:
    """The norms of all frames (S, P, L), where they have any."""
    seen = [frame.norms for frame in frames if frame.norms is not None]
    return np.stack(seen) if seen else None


def _learnt(run: LiveRun) -> tuple[tuple[int, ...], ...]:
    """Where in a row of parameters each hidden layer's learnt slope stands, or −1."""
    learnt, hidden = run.trainer.stack.learnt, len(run.config.hidden)
    return tuple(
        tuple(
            int(learnt[layer][own[0].name].storage_offset())
            if (own := activations.get(key).learnt)
            else -1
            for layer, key in enumerate(member.keys(hidden))
        )
        for member in run.config.members
    )
