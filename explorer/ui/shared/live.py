"""A run in progress on a page: its state, its picture, and what the workbench asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal

import streamlit as st

from explorer.config import RunConfig
from explorer.config.controls import Choice
from explorer.live.message.views import OFFERED, SPEEDS
from explorer.live.run import UNTIL_DIVERGED, Frame, LiveRun
from explorer.live.stopping import StopRule, reason
from explorer.ui.shared import link
from explorer.ui.shared.mount import player
from explorer.ui.shared.settling import Settling

TICK = 0.25  # seconds over which the frames of a message are played
FRAMES = 15  # frames in a tick of one network; several networks share them
BUDGET = 0.2  # seconds of training in a tick
FIRST = 0.005  # and in the first one after Play, so that the picture moves at once
OPENING = 0.4  # seconds of training before a page is first shown
PATIENCE = 1.0  # seconds of training in a tick, at most, on the way to an opening result
FURTHER = 1  # sentences about each network beside what it has come to
MOVING = ("playing", "finishing")
SPEED = Choice(name="speed", label="Steps per frame", default=5, options=SPEEDS)
VIEW = Choice(
    name="view",
    label="View",
    default="probability",
    options=tuple(OFFERED),
    label_of=OFFERED.__getitem__,
)


@dataclass
class Stage:
    """What a session remembers of the run on a page."""

    run: LiveRun
    mode: Literal["finishing", "finished", "playing", "paused"]
    number: int  # of runs this session has started
    fresh: bool = True  # the next tick is the first one of this run, or after Play
    missing: bool = False  # the browser lacks something that was sent before
    settling: Settling = field(default_factory=Settling)
    trained: float = field(default_factory=perf_counter)  # when a tick's training last ended
    said: str = ""  # why it stopped, or what was refused
    stopped_by: StopRule | None = None
    known: list[list[str]] = field(default_factory=list)  # what was said of each network last
    passed: StopRule | None = None  # it stopped the run, and Play was pressed all the same

    def heeded(self, rule: StopRule) -> StopRule:
        """The rule that still holds: who presses Play after a stop wants to go on."""
        return UNTIL_DIVERGED if rule == self.passed else rule

    def tell(self, answers: bool) -> list[list[str]]:
        """What is said of each network; where a tick answers Play, no new words keep it waiting."""
        if not (answers and self.known and self.mode in MOVING):
            self.known = self.run.sentences
        return self.known

    def settle(self, rule: StopRule) -> None:
        """Come to rest where a rule stops the run, or at its config's last step."""
        if why := reason(self.heeded(rule), self.run.history):
            self.mode, self.said, self.stopped_by = "paused", why, rule
            self.run.stop_clock()
        elif self.mode == "finishing" and self.run.step >= self.run.config.steps:
            self.mode = "finished"


class Live:
    """The run of one page of a session, which keeps it under the page's name.

    `left(old, new)` is called where another config takes the place of one that was shown, and
    `reshape(widths)` where the hand on the drawing wants hidden layers of other widths. `view`
    keeps to one view, and leaves the others out; `gradients` has the frames carry the norms that
    the view "ledger" draws.
    """

    def __init__(
        self,
        page: str,
        left: Callable[[RunConfig, RunConfig], None] | None = None,
        reshape: Callable[[list[int]], None] | None = None,
        view: str | None = None,
        gradients: bool = False,
        session: Any = st.session_state,
    ) -> None:
        self.page, self._left, self._reshape = page, left, reshape
        self._view, self._gradients, self._session = view, gradients, session
        self._key, self._player, self._heard = f"{page}_stage", f"{page}_player", f"{page}_heard"
        self._reshaped = False

    @property
    def stage(self) -> Stage:
        """The session's run; `open` has made it."""
        return self._session[self._key]

    def open(self, config: RunConfig, rule: StopRule = UNTIL_DIVERGED) -> None:
        """Have a run of this config; a new config starts a new one, playing if one was playing.

        A page that is not playing shows where the run ends: at its first opening at once, later by
        playing the way there. Raises ValueError as `Trainer` does.
        """
        current: Stage | None = self._session.get(self._key)
        if current and current.run.config == config:
            return
        number = current.number + 1 if current else 1
        playing = current is not None and current.mode == "playing"
        if current and self._left:
            self._left(current.run.config, config)
        new = Stage(self._run(config, number), "playing" if playing else "finishing", number)
        if not current:
            new.run.finish(OPENING, rule, hopeful=True)
            new.settle(rule)
        self._session[self._key] = new

    def _run(self, config: RunConfig, number: int) -> LiveRun:
        offered = {} if self._view else OFFERED
        return LiveRun(config, str(number), self._gradients, offered)

    # ---- what the workbench asks for

    def _hear(self) -> None:
        """Do what is asked, in order, and nothing twice: an order may be sent more than once."""
        asked = self._session[self._player]["orders"]
        for name, control in (("speed", SPEED), ("view", VIEW)):
            if asked[name] in control.options:
                self._session[f"{self.page}_{name}"] = asked[name]
        for order in asked["orders"]:
            if order["id"] > self._session.get(self._heard, 0):
                self._session[self._heard] = order["id"]
                self.obey(order)

    def obey(self, order: Mapping[str, Any]) -> None:
        """Do what an order asks for by its name; one that is not known asks for nothing."""
        match order["name"]:
            case "play":
                self._play()
            case "pause":
                self._pause()
            case "step":
                self._step(1)
            case "epoch":
                self._step(self.stage.run.trainer.steps_per_epoch)
            case "reset":
                self._restart("paused")
            case "edit":
                self._edit(order)
            case "freeze":
                self._freeze(order)
            case "shape" if self._reshape:
                self._reshape(order["hidden"])
                self._reshaped = True
            case "missing":
                self.stage.missing = True
                self.stage.run.resend()

    def _restart(self, mode: Literal["playing", "paused"]) -> None:
        old = self.stage
        run = self._run(old.run.config, old.number + 1)
        for unit in old.run.trainer.frozen:
            run.trainer.freeze(*unit)
        self._session[self._key] = Stage(run, mode, old.number + 1)

    def _play(self) -> None:
        current = self.stage
        if current.mode == "finished":
            self._restart("playing")
        elif current.mode not in MOVING:
            current.mode, current.fresh, current.said = "playing", True, ""
            current.passed = current.stopped_by

    def _pause(self) -> None:
        current = self.stage
        if current.mode in MOVING:
            current.mode = "paused"
            current.run.stop_clock()

    def _edit(self, order: Mapping[str, Any]) -> None:
        """A weight or a bias was typed: write it, and show what it does."""
        current = self.stage
        try:
            current.run.set_parameter(order["member"], order["index"], float(order["value"]))
            current.said = ""
            self._keep()
        except ValueError as error:
            current.said = f"This number stays as it was: {error}."

    def _freeze(self, order: Mapping[str, Any]) -> None:
        """A unit is to be held, or let go again."""
        trainer = self.stage.run.trainer
        unit = order["member"], order["layer"], order["unit"]
        trainer.freeze(*unit, frozen=unit not in trainer.frozen)
        self._keep()

    def _keep(self) -> None:
        """A run that was changed by hand is not over: Play goes on from there."""
        if self.stage.mode == "finished":
            self.stage.mode = "paused"

    def _step(self, steps: int) -> None:
        self._pause()
        self._keep()
        self.stage.said = ""
        list(self.stage.run.frames(1, steps, 10.0))

    # ---- what is shown

    def picture(self, rule: StopRule = UNTIL_DIVERGED) -> None:
        """The workbench, which asks for more while the run moves."""
        self.stage.settling.page()
        for control in () if self._view else (SPEED, VIEW):
            link.prepare(f"{self.page}_{control.name}", control)
        with st.container(key=f"workbench_{self.page}"):
            st.fragment(self._tick)(rule)

    def _chosen(self, control: Choice) -> Any:
        """What a choice made in the workbench stands at; it is in the address."""
        key = f"{self.page}_{control.name}"
        value = self._session.get(key, control.default)
        link.record(key, control, value)
        return value

    def _tick(self, rule: StopRule) -> None:
        if self._reshaped:
            st.rerun()  # the form stands outside this fragment
        current = self.stage
        # Before the opening result is there the browser may still be loading the picture's module.
        whole = current.settling.whole or current.missing or current.mode == "finishing"
        current.missing = False
        current.settling.tick()
        speed = self._chosen(SPEED)
        view = self._view or self._chosen(VIEW)
        answers = current.fresh
        frames = self._train(current, speed, rule)
        if current.mode in MOVING:
            current.settle(rule)
        known = current.tell(answers)
        message = current.run.message(
            frames,
            current.mode in MOVING,
            TICK,
            view,
            whole,
            heard=self._session.get(self._heard, 0),
            mode=current.mode,
            speed=speed,
            said=" ".join(filter(None, (current.said, current.run.trainer.notice))),
            sentences=tuple(said[0] for said in known),
            further=tuple(" ".join(said[1 : 1 + FURTHER]) for said in known),
        )
        player(message, key=self._player, on_orders_change=self._hear)

    def _train(self, current: Stage, speed: int, rule: StopRule) -> list[Frame]:
        """Train for one tick, but not beyond the step at which to stop; the frames passed."""
        run = current.run
        start = [run.latest] if run.step == 0 else []
        if current.mode not in MOVING:
            return start
        fresh, current.fresh = current.fresh, False
        if current.mode == "finishing":
            if fresh:
                current.trained = perf_counter()
                return [run.latest]  # what there is, is seen at once
            # On a busy machine a tick takes seconds: training then gets half of the time, or the
            # opening result would be late by all that is drawn and told on the way to it.
            rest = perf_counter() - current.trained
            frames = run.finish(min(max(BUDGET, rest), PATIENCE), rule)
            current.trained = perf_counter()
            return frames
        count = max(8, FRAMES // len(run.config.members))
        last = current.heeded(rule).steps
        ahead = last - run.step if last and last > run.step else FRAMES * speed
        frames = start
        for frame in run.frames(count, min(FRAMES * speed, ahead), FIRST if fresh else BUDGET):
            frames.append(frame)
            # Reading the state lets an order that was given meanwhile take over here.
            _ = self.stage
        run.clock()
        return frames
