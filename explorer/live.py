"""A run that is watched: it trains for a time budget and tells the player what it saw."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field, replace
from time import perf_counter

import numpy as np

from explorer import activations
from explorer.config import RunConfig
from explorer.engine import Snapshot, Trainer
from explorer.losses import prior_entropy
from explorer.player import Message, encode_binary, encode_classes, pack

GRID = 64
HISTORY = 400  # points of the loss curves that are kept; beyond, every second one is dropped
PICTURE, NUMBERS = frozenset({"probability"}), frozenset[str]()
MAX_STEP = 10_000_000


@dataclass
class LiveRun:
    """One trainer, the losses it has passed, and the messages made of them.

    `name` tells this run from others on the same canvas. Raises ValueError as `Trainer` does.
    """

    config: RunConfig
    name: str
    grid: int = GRID
    trainer: Trainer = field(init=False)
    latest: Snapshot = field(init=False)
    chance_loss: float = field(init=False)  # of knowing the class prior and nothing else
    pace: float = field(default=0.0, init=False)  # steps a second that reached the screen

    def __post_init__(self) -> None:
        """Draw the data and the weights, and look at them before the first step."""
        self.trainer = Trainer(self.config)
        self._history: list[Snapshot] = []
        self.chance_loss = prior_entropy(self.trainer.samples.y_train)
        self._stride, self._seen, self._serial = 1, 0, 0
        self._seconds_a_step = 1e-4
        self._last_tick: tuple[float, int] | None = None
        self.latest = self._look(0)

    @property
    def step(self) -> int:
        """Steps taken."""
        return self.trainer.step

    def frames(self, count: int, steps: int, seconds: float) -> Iterator[Snapshot]:
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

    def finish(self, seconds: float) -> list[Snapshot]:
        """Train towards the config's last step for about `seconds`; the frame reached, alone."""
        end, part = perf_counter() + seconds, max(1, self.config.steps // 60)
        while (left := self.config.steps - self.step) > 0 and perf_counter() < end:
            self._look(min(part, left), want=NUMBERS)
        self._look(0)
        return [self.latest]

    def _look(self, steps: int, want: Set[str] = PICTURE) -> Snapshot:
        start, before = perf_counter(), self.step
        self.latest = self.trainer.advance(steps, want, self.grid)
        if self.step > before:
            self._seconds_a_step = (perf_counter() - start) / (self.step - before)
        if steps == 0 and self._history:
            return self.latest
        if self._seen % self._stride == 0:
            self._history.append(replace(self.latest, probability=None, winner=None))
        self._seen += 1
        if len(self._history) > HISTORY:
            self._history, self._stride = self._history[::2], 2 * self._stride
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

    def message(self, frames: list[Snapshot], playing: bool, seconds: float = 0.25) -> bytes:
        """The frames, to be played over `seconds`, with the whole history, for the player."""
        self._serial += 1
        return pack(compose(self, frames, playing, seconds, self._serial))

    @property
    def sentences(self) -> list[str]:
        """What the latest snapshot says of each member, in words."""
        return [self._sentence(number) for number in range(len(self.config.members))]

    def _sentence(self, number: int) -> str:
        label = activations.get(self.config.members[number].activation).label
        diverged_at = self.latest.diverged_at[number]
        if diverged_at is not None:
            return (
                f"{label} diverged at step {diverged_at:,}: its numbers stopped being finite, and "
                "it is shown as it was the step before."
            )
        loss, share = self.latest.test_loss[number], self.latest.test_accuracy[number]
        if not loss < 0.97 * self.chance_loss:
            return (
                f"{label} has learnt nothing but the base rate: its test loss is {loss:.3g}, "
                f"and always answering with the class prior gives {self.chance_loss:.3g}."
            )
        return f"{label} gets {100 * share:.3g} % of the test points right."

    @property
    def history(self) -> list[Snapshot]:
        """The snapshots kept for the loss curves, the latest last."""
        last = [] if self._history[-1].step == self.step else [self.latest]
        return self._history + last


def compose(
    run: LiveRun, frames: list[Snapshot], playing: bool, seconds: float, serial: int
) -> Message:
    """The player's message of these frames, S of P panels."""
    data, config, history = run.trainer.samples, run.config, run.history
    train, test = data.y_train.numpy(), data.y_test.numpy()
    return Message(
        run=run.name,
        serial=serial,
        playing=playing,
        seconds=seconds,
        classes=config.classes,
        extent=data.extent,
        titles=tuple(activations.get(m.activation).label for m in config.members),
        notes=tuple(
            "" if step is None else f"diverged at step {step:,}" for step in frames[-1].diverged_at
        ),
        chance_loss=run.chance_loss,
        status=f"{run.pace:,.0f} steps/s" if run.pace else "",
        maps=np.stack([_encoded(frame, config.classes) for frame in frames]),
        step=np.array([frame.step for frame in frames]),
        epoch=np.array([frame.epoch for frame in frames]),
        train_loss=np.stack([frame.train_loss for frame in frames]),
        test_loss=np.stack([frame.test_loss for frame in frames]),
        train_accuracy=np.stack([frame.train_accuracy for frame in frames]),
        test_accuracy=np.stack([frame.test_accuracy for frame in frames]),
        history_step=np.array([frame.step for frame in history]),
        history_train_loss=np.stack([frame.train_loss for frame in history]),
        history_test_loss=np.stack([frame.test_loss for frame in history]),
        points=np.concatenate([data.x_train.numpy(), data.x_test.numpy()]),
        labels=np.concatenate([train, test]),
        is_test=np.arange(len(train) + len(test)) >= len(train),
    )


def _encoded(frame: Snapshot, classes: int) -> np.ndarray:
    """The maps of a frame as bytes, (P, G, G)."""
    assert frame.probability is not None
    if frame.winner is None:
        return encode_binary(frame.probability)
    return encode_classes(frame.winner, frame.probability, classes)
