"""A run in progress on a page: its state in the session, its buttons, and its moving picture."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Literal

import streamlit as st

from explorer.config import RunConfig
from explorer.config.controls import Choice
from explorer.live.evidence import outcome
from explorer.live.message.views import VIEWS
from explorer.live.run import UNTIL_DIVERGED, Frame, LiveRun
from explorer.live.stopping import StopRule, reason
from explorer.ui.shared.form import ask
from explorer.ui.shared.mount import player
from explorer.ui.shared.settling import Settling

TICK = 0.25  # seconds between two messages
SPEEDS = (1, 2, 5, 10, 20, 50, 100)  # steps from one frame to the next
FRAMES = 15  # frames in a tick of one network; several networks share them
BUDGET = 0.2  # seconds of training in a tick
FIRST = 0.03  # and in the first one after Play, so that the picture moves at once
OPENING = 1.0  # seconds of training before a page is first shown
PATIENCE = 1.0  # seconds of training in a tick, at most, on the way to an opening result
SENTENCES = 2  # about each network
MOVING = ("playing", "finishing")
VIEW_LABELS = {view.key: view.label for view in VIEWS.values() if not view.deep}
SPEED = Choice(name="speed", label="Steps a frame", default=5, options=SPEEDS, style="scale")
VIEW = Choice(
    name="view",
    label="View",
    default="probability",
    options=tuple(VIEW_LABELS),
    label_of=VIEW_LABELS.__getitem__,
    style="buttons",
)


@dataclass
class Stage:
    """What a session remembers of the run on a page."""

    run: LiveRun
    mode: Literal["finishing", "finished", "playing", "paused"]
    number: int  # of runs this session has started
    fresh: bool = True  # the first tick after Play
    missing: bool = False  # the browser lacks something that was sent before
    settling: Settling = field(default_factory=Settling)
    trained: float = field(default_factory=perf_counter)  # when a tick's training last ended
    said: str = ""  # why it stopped, or what was refused
    stopped_by: StopRule | None = None
    passed: StopRule | None = None  # it stopped the run, and Play was pressed all the same

    def heeded(self, rule: StopRule) -> StopRule:
        """The rule that still holds: who presses Play after a stop wants to go on."""
        return UNTIL_DIVERGED if rule == self.passed else rule

    def settle(self, rule: StopRule) -> None:
        """Come to rest where a rule stops the run, or at its config's last step."""
        if why := reason(self.heeded(rule), self.run.history):
            self.mode, self.said, self.stopped_by = "paused", why, rule
            self.run.stop_clock()
        elif self.mode == "finishing" and self.run.step >= self.run.config.steps:
            self.mode = "finished"


class Live:
    """The run of one page of a session, which keeps it under the page's name.

    `left(old, new)` is called where another config takes the place of one that was shown;
    `gradients` has the frames carry the norms that the view "ledger" draws.
    """

    def __init__(
        self,
        page: str,
        left: Callable[[RunConfig, RunConfig], None] | None = None,
        gradients: bool = False,
    ) -> None:
        self.page, self._left, self._gradients = page, left, gradients
        self._key, self._player = f"{page}_stage", f"{page}_player"

    @property
    def stage(self) -> Stage:
        """The session's run; `open` has made it."""
        return st.session_state[self._key]

    def open(self, config: RunConfig, rule: StopRule = UNTIL_DIVERGED) -> None:
        """Have a run of this config; a new config starts a new one, playing if one was playing.

        A page that is not playing shows where the run ends. Raises ValueError as `Trainer` does.
        """
        current: Stage | None = st.session_state.get(self._key)
        if current and current.run.config == config:
            return
        number = current.number + 1 if current else 1
        playing = current is not None and current.mode == "playing"
        if current and self._left:
            self._left(current.run.config, config)
        run = LiveRun(config, str(number), self._gradients)
        new = Stage(run, "playing" if playing else "finishing", number)
        if not playing:
            run.finish(OPENING, rule)
            new.settle(rule)
        st.session_state[self._key] = new

    # ---- what the buttons do

    def _restart(self, mode: Literal["playing", "paused"]) -> None:
        old = self.stage
        run = LiveRun(old.run.config, str(old.number + 1), self._gradients)
        for unit in old.run.trainer.frozen:
            run.trainer.freeze(*unit)
        st.session_state[self._key] = Stage(run, mode, old.number + 1)

    def _play(self) -> None:
        current = self.stage
        if current.mode == "finished":
            self._restart("playing")
        else:
            current.mode, current.fresh, current.said = "playing", True, ""
            current.passed = current.stopped_by

    def _pause(self) -> None:
        self.stage.mode = "paused"
        self.stage.run.stop_clock()

    def _edit(self) -> None:
        """A weight or a bias was typed: write it, and show what it does."""
        current = self.stage
        asked = st.session_state[self._player]["edit"]
        try:
            current.run.set_parameter(asked["member"], asked["index"], float(asked["value"]))
            current.said = ""
            self._keep()
        except ValueError as error:
            current.said = f"This number stays as it was: {error}."

    def _freeze(self) -> None:
        """A unit is to be held, or let go again."""
        trainer = self.stage.run.trainer
        asked = st.session_state[self._player]["freeze"]
        unit = asked["member"], asked["layer"], asked["unit"]
        trainer.freeze(*unit, frozen=unit not in trainer.frozen)
        self._keep()

    def _missing(self) -> None:
        """The browser does not know the run's setting, or some frames of its film: send all."""
        self.stage.missing = True
        self.stage.run.resend()

    def _keep(self) -> None:
        """A run that was changed by hand is not over: Play goes on from there."""
        if self.stage.mode == "finished":
            self.stage.mode = "paused"

    def _step(self, steps: int) -> None:
        self._pause()
        list(self.stage.run.frames(1, steps, 10.0))

    # ---- what is shown

    def controls(self) -> int:
        """Play or Pause, Step, Reset and the speed; returns the steps a frame."""
        page, current = self.page, self.stage
        with st.container(horizontal=True, vertical_alignment="bottom"):
            # Two buttons and not one: a press may be heard twice, which must not undo it.
            if current.mode in MOVING:
                st.button(
                    "Pause", icon=":material/pause:", key=f"{page}_pause", on_click=self._pause
                )
            else:
                st.button(
                    "Play",
                    icon=":material/play_arrow:",
                    key=f"{page}_play",
                    type="primary",
                    on_click=self._play,
                )
            buttons = st.container(horizontal=True, width="content")
            speed = ask(SPEED, f"{page}_", width=260)
        with buttons:
            st.button(
                "Step",
                icon=":material/skip_next:",
                key=f"{page}_step",
                on_click=self._step,
                args=(1,),
                help="One step: one batch of points",
            )
            epoch = current.run.trainer.steps_per_epoch
            st.button(
                "Epoch",
                icon=":material/fast_forward:",
                key=f"{page}_epoch",
                on_click=self._step,
                args=(epoch,),
                help=f"{epoch} step{'s' if epoch > 1 else ''}: every training point once",
            )
            st.button(
                "Reset",
                icon=":material/replay:",
                key=f"{page}_reset",
                on_click=self._restart,
                args=("paused",),
                help="Back to the first draw of the weights",
            )
        return speed

    def picture(self, speed: int, view: str, rule: StopRule) -> None:
        """The pictures, the losses and what they say; alive while the run is."""
        moving = self.stage.mode in MOVING
        self.stage.settling.page()
        st.fragment(self._tick, run_every=TICK if moving else None)(speed, view, rule, moving)

    def _tick(self, speed: int, view: str, rule: StopRule, moving: bool) -> None:
        current = self.stage
        # Before the opening result is there the browser may still be loading the picture's module.
        whole = current.settling.whole or current.missing or current.mode == "finishing"
        current.missing = False
        current.settling.tick()
        run = current.run
        frames = self._train(current, speed, rule)
        if current.mode in MOVING:
            current.settle(rule)
        still_moving = current.mode in MOVING
        message = run.message(frames, still_moving, TICK, view, whole)
        player(
            message,
            key=self._player,
            on_pause_change=self._pause,
            on_edit_change=self._edit,
            on_freeze_change=self._freeze,
            on_missing_change=self._missing,
        )
        if current.said:
            st.info(current.said, icon=":material/info:")
        st.caption(f"At step {run.step:,}")
        st.write("  \n".join(_told(run, view)))
        if run.trainer.notice:
            st.warning(run.trainer.notice, icon=":material/memory:")
        if still_moving != moving:
            run.resend()  # the next message may take this one's place before it is read
            st.rerun()  # the buttons and the timer stand outside this fragment

    def _train(self, current: Stage, speed: int, rule: StopRule) -> list[Frame]:
        """Train for one tick, but not beyond the step at which to stop; the frames passed."""
        run = current.run
        if current.mode == "finishing":
            # On a busy machine a tick takes seconds: training then gets half of the time, or the
            # opening result would be late by all that is drawn and told on the way to it.
            rest = perf_counter() - current.trained
            frames = run.finish(min(max(BUDGET, rest), PATIENCE), rule)
            current.trained = perf_counter()
            return frames
        frames = [run.latest] if run.step == 0 else []
        if current.mode == "playing":
            budget, current.fresh = (FIRST if current.fresh else BUDGET), False
            count = max(8, FRAMES // len(run.config.members))
            last = current.heeded(rule).steps
            ahead = last - run.step if last and last > run.step else FRAMES * speed
            for frame in run.frames(count, min(FRAMES * speed, ahead), budget):
                frames.append(frame)
                # Reading the state lets a control that was pressed meanwhile take over here.
                _ = self.stage
            run.clock()
        return frames


def choose_view() -> str:
    """How the networks are looked at."""
    return ask(VIEW, "training_", label_visibility="collapsed")


def _told(run: LiveRun, view: str) -> list[str]:
    """What is true of each network, in a line each that names it.

    Deep networks have much to be said of: there what each has come to stands first.
    """
    lines = []
    for place, (member, said) in enumerate(zip(run.config.members, run.sentences, strict=True)):
        if view == "ledger":
            first = outcome(run.trainer, run.latest.snapshot, place)
            said = [first, *(one for one in said if one != first)]
        line = " ".join(said[:SENTENCES])
        lines.append(line if line.startswith(member.label) else f"{member.label}: {line}")
    return lines
