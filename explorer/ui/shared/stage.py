"""A run on a page: whether it moves, what of it is shown next, and what is said of it."""

from dataclasses import dataclass, field
from typing import Any, Literal

from explorer.config import RunConfig
from explorer.live.ahead import Ahead
from explorer.live.helping import helps
from explorer.live.run import PARTS, UNTIL_DIVERGED, Frame, LiveRun
from explorer.live.seats import Seats, seats
from explorer.live.stopping import StopRule, reason
from explorer.ui.shared.settling import Settling

TICK = 0.25  # seconds over which the frames of a message are played
CALM = 8  # runs that move at once for which messages come so often; with more they come rarer
LONGEST = 2.5  # seconds between two messages, at most
WAITING = 1.0  # and where a run has no seat, at least
FRAMES = 15  # frames in a tick of one network; several networks share them
LEAST = 8  # but have so many
ROOM = 9_000  # bytes of frames that a longer tick may have
FIRST = 0.005  # seconds of training in the first tick after Play, so that the picture moves at once
MOVING = ("playing", "finishing")


@dataclass
class Stage:
    """What a session remembers of the run on a page."""

    run: LiveRun
    mode: Literal["finishing", "finished", "playing", "paused"]
    number: int  # of runs this session has started
    places: Seats = field(default_factory=seats)
    fresh: bool = True  # the next tick is the first one of this run, or after Play
    missing: bool = False  # the browser lacks something that was sent before
    settling: Settling = field(default_factory=Settling)
    said: str = ""  # why it stopped, or what was refused
    stopped_by: StopRule | None = None
    passed: StopRule | None = None  # it stopped the run, and Play was pressed all the same
    successor: "Stage | None" = None  # what took its place
    place: int = 0  # in the line of those who wait for a seat; 0: it has one
    ahead: Ahead = field(init=False)
    shown: Frame = field(init=False)  # the last one

    def __post_init__(self) -> None:
        """Nothing is shown but the run as it stands."""
        self.ahead, self.shown = Ahead(self.run), self.run.latest
        self._seat = object()
        self._spoken: list[list[str]] = []  # what was said of each network last
        self._spoken_of: object = None  # and of what state
        self.spoken_at = 0  # the step that it is true of

    @property
    def moves(self) -> bool:
        """Whether the run goes on by itself."""
        return self.mode in MOVING

    @property
    def seconds(self) -> float:
        """Over which the frames of the next message are to be played."""
        calm = min(LONGEST, TICK * max(1.0, self.places.taken / CALM))
        return max(WAITING, calm) if self.place else calm

    # ---- what the hand asks for

    def play(self) -> None:
        """Go on; who presses Play after a stop wants to pass the rule that stopped it."""
        if not self.moves:
            self.mode, self.fresh, self.said = "playing", True, ""
            self.passed = self.stopped_by

    def finish(self) -> None:
        """Play the way to where the run ends."""
        if not self.moves:
            self.mode, self.fresh, self.said = "finishing", True, ""

    def pause(self) -> None:
        """Come to rest."""
        self.ahead.hold()
        if self.moves:
            self.mode = "paused"
            self._rest()

    def step(self, steps: int) -> None:
        """Train so many steps and come to rest."""
        self.pause()
        self.touch()
        self.said = ""
        self.run.frames(1, steps, 10.0)

    def write(self, member: int, index: int, value: Any) -> None:
        """A weight or a bias was typed: write it, or say why not."""
        self.ahead.hold()
        try:
            self.run.set_parameter(member, index, float(value))
            self.said = ""
            self.touch()
        except ValueError as error:
            self.said = f"This number stays as it was: {error}."

    def set_rate(self, rate: float) -> None:
        """The learning rate was changed while the run goes on."""
        self.ahead.hold()
        self.run.set_rate(rate)

    def set_data(self, config: RunConfig) -> None:
        """Points were drawn: the run goes on with them. Raises ValueError as its trainer does."""
        self.ahead.hold()
        self.run.set_data(config)
        self.missing = True  # the setting, which has the points
        self.said = ""
        self.touch()

    def freeze(self, unit: tuple[int, int, int]) -> None:
        """A unit is to be held, or let go again."""
        self.ahead.hold()
        trainer = self.run.trainer
        with self.run.still:
            trainer.freeze(*unit, frozen=unit not in trainer.frozen)
        self.touch()

    def touch(self) -> None:
        """A run that was changed by hand is not over: Play goes on from there."""
        if self.mode == "finished":
            self.mode = "paused"

    def leave(self, successor: "Stage | None" = None) -> None:
        """Move no more: another run takes its place."""
        self.ahead.hold()
        self.places.leave(self._seat)
        self.successor = successor

    @property
    def latest(self) -> "Stage":
        """This one, or what stands in its place by now: a page's buttons may know an older one."""
        found = self
        while found.successor:
            found = found.successor
        return found

    # ---- what is shown

    def collect(self, speed: int, rule: StopRule) -> list[Frame]:
        """The frames to show next, at least one; while it moves, those after them are trained."""
        if not self.moves:
            return [self.run.latest]
        rule = self._heeded(rule)
        if self.fresh and not self._spoken:
            self._speak()
        self.place = self.places.ask(self._seat)
        if self.place:
            self.ahead.hold()
        elif self.mode == "playing":
            self._play_on(speed, rule)
        else:
            self._finish(rule)
        return self.ahead.ready or [self.shown]

    def _play_on(self, speed: int, rule: StopRule) -> None:
        share = self.seconds / TICK
        count = max(LEAST, FRAMES // len(self.run.config.members))
        if share > 1:
            count = max(count, min(round(count * share), ROOM // self.shown.nbytes))
        steps = round(FRAMES * speed * share)
        if self.fresh:
            self.fresh = False
            self.ahead.now(steps, count, FIRST, rule)
        if self.ahead.why:
            self.settle(rule)
            return
        latest = (self.ahead.ready or [self.shown])[-1]
        self.run.clock(latest.snapshot.step)
        self.ahead.ask(steps, count, rule)

    def _finish(self, rule: StopRule) -> None:
        goal = rule.steps or self.run.config.steps
        if self.ahead.why or self.run.step >= goal:
            self.settle(rule)
            return
        self.fresh = False
        part = max(1, self.run.config.steps // PARTS)
        self.ahead.ask(goal - self.run.step, -(-(goal - self.run.step) // part), rule)

    def _heeded(self, rule: StopRule) -> StopRule:
        """The rule that still holds."""
        return UNTIL_DIVERGED if rule == self.passed else rule

    def settle(self, rule: StopRule) -> None:
        """Come to rest where a rule stops the run, or at its config's last step."""
        self.ahead.hold()
        if why := reason(self._heeded(rule), self.run.history):
            self.mode, self.said, self.stopped_by = "paused", why, rule
        elif self.mode == "finishing" and self.run.step >= (rule.steps or self.run.config.steps):
            self.mode = "finished"
        if self.moves:
            self.ahead.why = ""  # another rule holds now
        else:
            self._rest()

    def _rest(self) -> None:
        self.places.leave(self._seat)
        self.ahead.words = []
        self.run.stop_clock()

    def sent(self, frames: list[Frame]) -> None:
        """These frames are on their way to the browser."""
        self.shown = frames[-1] if self.moves else self.run.latest
        self.ahead.drop(frames)

    @property
    def status(self) -> str:
        """A short extra beside the transport while the run moves."""
        if not self.place:
            return ""
        seats = self.places.number
        return (
            f"Number {self.place} in line, starts by itself: this server trains {seats} "
            f"run{'s' if seats > 1 else ''} at once."
        )

    @property
    def tries(self) -> tuple[tuple[str, str], ...]:
        """Key and label of what may help: at rest, where no network is better than guessing."""
        found = [] if self.moves else helps(self.run.trainer, self.run.latest.snapshot)
        return tuple((one.key, one.label) for one in found)

    @property
    def words(self) -> list[list[str]]:
        """What is said of each network; a moving run's words may be a moment old."""
        if self.moves:
            if self.ahead.words:
                self._spoken, self.spoken_at = self.ahead.words, self.ahead.words_at
            return self._spoken
        state = self.run.latest.number, self.run.trainer.frozen
        if state != self._spoken_of:
            self._speak()
            self._spoken_of = state
        return self._spoken

    def _speak(self) -> None:
        """Put the run into words as it stands."""
        self._spoken, self.spoken_at = self.run.sentences, self.run.latest.snapshot.step
