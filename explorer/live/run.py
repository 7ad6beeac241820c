"""A run that is watched: it trains for a time budget and tells the player what it saw."""

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from functools import cached_property
from threading import RLock
from time import perf_counter
from typing import Any

import numpy as np

from explorer.choices.sizes import plain_size
from explorer.config import MAX_STEPS, RunConfig
from explorer.engine import Snapshot, Trainer
from explorer.engine.flow import gradient_norms
from explorer.engine.standing import Standing
from explorer.limits import limits
from explorer.live import evidence
from explorer.live.composing import history_of, setting_of, tick_of
from explorer.live.message import Message, Setting, pack
from explorer.live.stopping import StopRule, reason
from explorer.live.thinned import Thinned

SAID = 2  # sentences about each network, the most important first
HISTORY = 400  # points of the loss curves that are kept
PARTS = 60  # frames on the way to a config's last step
UNTIL_DIVERGED = StopRule()


def check_stack(config: RunConfig, most: int) -> None:
    """Raise ValueError where the networks of a run have more parameters than this."""
    count = sum(plain_size(config.alone(member).widths) for member in config.members)
    if count > most:
        raise ValueError(
            f"its networks have {count:,} parameters, and this server trains {most:,} at most"
        )


@dataclass(frozen=True)
class Frame:
    """What was seen of a run at one step, and the parameters it was seen with."""

    snapshot: Snapshot
    parameters: list[np.ndarray]  # P rows (n,) float32, each as long as its network is large
    norms: np.ndarray | None = None  # (P, L) float64, of the gradient at each layer's weights
    number: int = 0  # of the frames passed before it

    @property
    def nbytes(self) -> int:
        """Of its parameters."""
        return sum(row.nbytes for row in self.parameters)


def evenly(start: int, end: int, count: int) -> list[int]:
    """The ends of `count` equal parts of the way from one step to another; fewer, if short."""
    return sorted({start + -(-(end - start) * k // count) for k in range(1, count + 1)} - {start})


@dataclass
class LiveRun:
    """One trainer, the losses it has passed, and the messages made of them.

    `name` tells this run from others on the same canvas; `gradients` asks that each frame has the
    norms of the gradient on the whole training set. It begins before the first step, or where
    another run of this config stood: at `standing`. Who holds `still` finds it at one step: it is
    held while the run trains. Raises ValueError as `Trainer` does, and where
    the networks are larger than this server allows.
    """

    config: RunConfig
    name: str
    gradients: bool = False
    views: Mapping[str, str] = field(default_factory=dict)  # key → label of those to choose among
    ends: tuple[str, ...] = ()  # of explorer.live.message.views.ENDS that stand beside the maps
    drawable: bool = False  # points of one's own may be drawn on the maps
    standing: InitVar[Sequence[Standing] | None] = None
    trainer: Trainer = field(init=False)
    latest: Frame = field(init=False)
    pace: float = field(default=0.0, init=False)  # steps a second that reached the screen

    def __post_init__(self, standing: Sequence[Standing] | None) -> None:
        """Draw the data and the weights, and look at them before the first step that is taken."""
        check_stack(self.config, limits().stack)
        self.trainer = Trainer(self.config)
        if standing is not None:
            self.trainer.restore(standing)
        self.still = RLock()
        if self.gradients and len(self.trainer.parts) > 1:
            raise ValueError("gradients are shown of networks of one shape that learn alike")
        kept = int(1e6 * limits().memory) // sum(row.nbytes for row in self.trainer.rows)
        self._history = Thinned[Snapshot](HISTORY)
        self._film = Thinned[Frame](min(HISTORY, kept))
        self._watch = evidence.Watch()
        self._serial = self._looks = 0
        self._sent: set[int] = set()  # numbers of the frames of the film that the browser has
        self._seconds_a_step = 1e-4
        self._last_tick: tuple[float, int] | None = None
        self.look()

    @property
    def step(self) -> int:
        """Steps taken."""
        return self.trainer.step

    @property
    def chance_loss(self) -> float | None:
        """Of answering all alike; None where the members' losses differ."""
        costs = set(self.trainer.guessing)
        return costs.pop() if len(costs) == 1 else None

    def train_through(
        self, goals: Sequence[int], until: float, rule: StopRule = UNTIL_DIVERGED
    ) -> list[Frame]:
        """Train towards the last of these steps, and see each of them; the frames passed.

        It ends where the rule stops the run, and before `perf_counter` passes `until`, but takes
        one step at least, of which no frame may tell: `look` does. The first ever is timed alone.
        """
        start, before, seen = perf_counter(), self.step, list[Frame]()
        affordable = max(1, (until - start) / self._seconds_a_step) if before else 1
        near = [goal for goal in goals if goal - before <= affordable]

        def show(snapshot: Snapshot, numbers: list[np.ndarray]) -> bool:
            seen.append(self._keep(snapshot, numbers))
            return self._stops(rule)

        with self.still:
            if near:
                self.trainer.film(near, show, self.gradients)
            else:
                self.trainer.train(int(affordable))
        if self.step > before:
            self._seconds_a_step = (perf_counter() - start) / (self.step - before)
        if seen and (self.step >= goals[-1] or self._stops(rule)):
            self._watch.look(self.trainer, self.latest.snapshot)
        return seen

    def look(self) -> Frame:
        """The run as it stands, as a frame."""
        self.train_through([self.step], 0.0)
        return self.latest

    def frames(self, count: int, steps: int, seconds: float) -> list[Frame]:
        """Train `steps` steps in `count` frames; at least one frame, and stop after `seconds`.

        Where the time is too short for a whole frame, the last one has fewer steps.
        """
        end, goal = perf_counter() + seconds, min(self.step + steps, MAX_STEPS)
        goals, seen = evenly(self.step, goal, count), list[Frame]()
        while goals:
            seen += self.train_through(goals, end)
            goals = [step for step in goals if step > self.step]
            if perf_counter() >= end:
                break
        if self.step > self.latest.snapshot.step:
            seen.append(self.look())
        return seen

    def finish(
        self, seconds: float, rule: StopRule = UNTIL_DIVERGED, hopeful: bool = False
    ) -> list[Frame]:
        """Train towards the rule's step, else the config's last, for `seconds`; the frames passed.

        It ends earlier where the rule stops it, or, `hopeful`, where a quarter of the time has
        not brought it an eighth of the way.
        """
        seen: list[Frame] = []
        goal = rule.steps or self.config.steps
        goals = evenly(self.step, goal, PARTS)
        end = perf_counter() + seconds
        while goals and (now := perf_counter()) < end:
            until = min(end, now + seconds / 8) if seen else end
            passed = self.train_through(goals if seen else goals[:1], until, rule)
            goals = [step for step in goals if step > self.step]
            seen += passed
            slow = hopeful and now > end - 0.75 * seconds and 8 * self.step < goal
            if slow or (passed and self._stops(rule)):
                break
        if self.step > self.latest.snapshot.step:
            seen.append(self.look())
        return seen or [self.latest]

    def _stops(self, rule: StopRule) -> bool:
        """Whether the rule stops the run at its latest frame."""
        return bool(reason(rule, self.history if rule.looks_back else [self.latest.snapshot]))

    def _keep(self, snapshot: Snapshot, numbers: list[np.ndarray]) -> Frame:
        """Make a frame of what was seen, the latest of the run."""
        norms = gradient_norms(self.trainer.parts[0]) if self.gradients else None
        self.latest = Frame(snapshot, numbers, norms, self._looks)
        self._looks += 1
        self._history.add(snapshot)
        self._film.add(self.latest)
        self._watch.note(snapshot)
        return self.latest

    def clock(self, step: int) -> None:
        """Measure the pace since the last call; call it once a tick while playing."""
        now = perf_counter()
        if self._last_tick and now > self._last_tick[0]:
            pace = (step - self._last_tick[1]) / (now - self._last_tick[0])
            self.pace = pace if not self.pace else 0.5 * self.pace + 0.5 * pace
        self._last_tick = now, step

    def stop_clock(self) -> None:
        """Forget the pace: nothing is playing."""
        self._last_tick, self.pace = None, 0.0

    @cached_property
    def setting(self) -> Setting:
        """What does not change in the run, for the player."""
        return setting_of(self)

    def message(
        self,
        frames: list[Frame],
        playing: bool,
        seconds: float = 0.25,
        view: str = "probability",
        whole: bool = True,
        **told: Any,
    ) -> bytes:
        """The frames, to be played over `seconds`, for the player; at rest the film, instead.

        Only a whole message has the setting; the history goes with it, and with the film. Of the
        film only those frames are sent that have not been, since the last `resend`. `told`: other
        fields of the tick.
        """
        self._serial += 1
        fields = {"status": f"{self.pace:,.0f} steps/s" if self.pace else ""} | told
        if whole or not playing:
            fields |= history_of(self)
        if not playing:
            film = self.film
            frames = [one for one in film[:-1] if one.number not in self._sent] + film[-1:]
            fields["film"] = np.array([frame.number for frame in film])
        tick = tick_of(
            self,
            frames,
            serial=self._serial,
            playing=playing,
            seconds=seconds,
            view=view,
            every=self._film.every,
            **fields,
        )
        self._sent |= {frame.number for frame in frames}
        if not playing:
            self._sent &= {frame.number for frame in film}
        elif len(self._sent) > 4 * HISTORY:
            self._sent = {number for number in self._sent if number % self._film.every == 0}
        return pack(Message(self.setting, tick), whole)

    def resend(self) -> None:
        """Send every frame of the film again: the browser has lost some."""
        self._sent.clear()

    @property
    def sentences(self) -> list[list[str]]:
        """The first SAID sentences on what is true of each member."""
        seen = self.latest.snapshot
        members = range(len(self.config.members))
        return [evidence.sentences(self.trainer, seen, m, self._watch, SAID) for m in members]

    def set_rate(self, rate: float) -> None:
        """Learn at this rate from here on; raises ValueError as `Trainer.set_rate` does."""
        with self.still:
            self.trainer.set_rate(rate)
        self.config = self.trainer.config

    def set_data(self, config: RunConfig) -> None:
        """Learn from this config's points from here on; raises ValueError as `Trainer.set_data`."""
        self.trainer.set_data(config)
        self.config = config
        self._watch = evidence.Watch()
        vars(self).pop("setting", None)
        self.look()

    def set_parameter(self, member: int, index: int, value: float) -> None:
        """Write one parameter by hand; raises ValueError as `Trainer.set_parameter` does."""
        with self.still:
            self.trainer.set_parameter(member, index, value)
        self.look()

    @property
    def history(self) -> list[Snapshot]:
        """The snapshots kept for the loss curves, the latest last."""
        return self._history.and_latest(self.latest.snapshot)

    @property
    def film(self) -> list[Frame]:
        """The frames kept to go back in time, the latest last."""
        return self._film.and_latest(self.latest)
