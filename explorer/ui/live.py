"""A run in progress on a page: its state in the session, its buttons, and its moving picture."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from explorer.config import RunConfig
from explorer.evidence import StopRule, reason
from explorer.live import Frame, LiveRun
from explorer.ui import earlier
from explorer.ui.choose import SPEEDS
from explorer.ui.mount import player

TICK = 0.25  # seconds between two messages
FRAMES = 15  # frames in a tick of one network; several networks share them
BUDGET = 0.2  # seconds of training in a tick
FIRST = 0.03  # and in the first one after Play, so that the picture moves at once
OPENING = 1.0  # seconds of training before a page is first shown

MOVING = ("playing", "finishing")
STAGE = "training_stage"
PLAYER = "training_player"
SENTENCES = 2  # about each network
VIEW_LABELS = {
    "Probability": "probability",
    "Fold lines": "folds",
    "Warped space": "warped",
    "Layer by layer": "layers",
}


@dataclass
class Stage:
    """What a session remembers of the run on the page."""

    run: LiveRun
    mode: Literal["finishing", "finished", "playing", "paused"]
    number: int  # of runs this session has started
    fresh: bool = True  # the first tick after Play
    said: str = ""  # why it stopped, or what was refused


def stage(config: RunConfig) -> Stage:
    """The session's run of this config; a new config starts a new one, playing if one was playing.

    A page that is not playing shows the run's end. Raises ValueError as `Trainer` does.
    """
    current: Stage | None = st.session_state.get(STAGE)
    if current and current.run.config == config:
        return current
    number = current.number + 1 if current else 1
    playing = current is not None and current.mode == "playing"
    if current:
        earlier.remember(current.run.config, config)
    run = LiveRun(config, str(number))
    new = Stage(run, "playing" if playing else "finishing", number)
    if not playing:
        run.finish(OPENING)
        _check_finished(new)
    st.session_state[STAGE] = new
    return new


def _check_finished(current: Stage) -> None:
    if current.run.step >= current.run.config.steps:
        current.mode = "finished"


def _restart(mode: Literal["playing", "paused"]) -> None:
    old: Stage = st.session_state[STAGE]
    run = LiveRun(old.run.config, str(old.number + 1))
    st.session_state[STAGE] = Stage(run, mode, old.number + 1)


def _play() -> None:
    current: Stage = st.session_state[STAGE]
    if current.mode == "finished":
        _restart("playing")
    else:
        current.mode, current.fresh, current.said = "playing", True, ""


def _pause() -> None:
    current: Stage = st.session_state[STAGE]
    current.mode = "paused"
    current.run.stop_clock()


def _edit() -> None:
    """A weight or a bias was typed: write it, and show what it does."""
    current: Stage = st.session_state[STAGE]
    asked = st.session_state[PLAYER]["edit"]
    try:
        current.run.set_parameter(asked["member"], asked["index"], float(asked["value"]))
        current.said = ""
    except ValueError as error:
        current.said = f"This number stays as it was: {error}."


def _freeze() -> None:
    """A unit is to be held, or let go again."""
    trainer = st.session_state[STAGE].run.trainer
    asked = st.session_state[PLAYER]["freeze"]
    unit = asked["member"], asked["layer"], asked["unit"]
    trainer.freeze(*unit, frozen=unit not in trainer.frozen)


def _step(steps: int) -> None:
    _pause()
    list(st.session_state[STAGE].run.frames(1, steps, 10.0))


def choose_view() -> str:
    """How the networks are looked at."""
    label = st.segmented_control(
        "View",
        list(VIEW_LABELS),
        default="Probability",
        required=True,
        key="training_view",
        bind="query-params",
        label_visibility="collapsed",
    )
    return VIEW_LABELS[label]


def controls(current: Stage) -> int:
    """Play or Pause, Step, Reset and the speed; returns the steps a frame."""
    moving = current.mode in MOVING
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if moving:
            st.button("Pause", icon=":material/pause:", key="training_pause", on_click=_pause)
        else:
            st.button(
                "Play",
                icon=":material/play_arrow:",
                key="training_play",
                type="primary",
                on_click=_play,
            )
        buttons = st.container(horizontal=True, width="content")
        speed = st.select_slider(
            "Steps a frame", SPEEDS, 5, key="training_speed", bind="query-params", width=260
        )
    with buttons:
        st.button(
            "Step",
            icon=":material/skip_next:",
            key="training_step",
            on_click=_step,
            args=(1,),
            help="One step: one batch of points",
        )
        epoch = current.run.trainer.steps_per_epoch
        st.button(
            "Epoch",
            icon=":material/fast_forward:",
            key="training_epoch",
            on_click=_step,
            args=(epoch,),
            help=f"{epoch} step{'s' if epoch > 1 else ''}: every training point once",
        )
        st.button(
            "Reset",
            icon=":material/replay:",
            key="training_reset",
            on_click=_restart,
            args=("paused",),
            help="Back to the first draw of the weights",
        )
    return speed


def picture(current: Stage, speed: int, view: str, rule: StopRule) -> None:
    """The boundary, the losses and what they say; alive while the run is."""
    moving = current.mode in MOVING
    st.fragment(_tick, run_every=TICK if moving else None)(speed, view, rule, moving)


def _tick(speed: int, view: str, rule: StopRule, moving: bool) -> None:
    current: Stage = st.session_state[STAGE]
    run = current.run
    frames = _train(current, speed)
    if current.mode == "playing" and (why := reason(rule, run.history)):
        _pause()
        current.said = why
    still_moving = current.mode in MOVING
    message = run.message(frames if still_moving else run.film, still_moving, TICK, view)
    player(
        message,
        key=PLAYER,
        on_pause_change=_pause,
        on_edit_change=_edit,
        on_freeze_change=_freeze,
    )
    if current.said:
        st.info(current.said, icon=":material/info:")
    st.write("  \n".join(_told(current)))
    if run.trainer.notice:
        st.warning(run.trainer.notice, icon=":material/memory:")
    if still_moving != moving:
        st.rerun()  # the buttons and the timer stand outside this fragment


def _told(current: Stage) -> list[str]:
    """What is true of each network, in a line each that names it."""
    lines = []
    for member, said in zip(current.run.config.members, current.run.sentences, strict=True):
        line = " ".join(said[:SENTENCES])
        lines.append(line if line.startswith(member.label) else f"{member.label}: {line}")
    return lines


def _train(current: Stage, speed: int) -> list[Frame]:
    """Train for one tick, and return the frames passed."""
    run = current.run
    if current.mode == "finishing":
        frames = run.finish(BUDGET)
        _check_finished(current)
        return frames
    frames = [run.latest] if run.step == 0 else []
    if current.mode == "playing":
        budget, current.fresh = (FIRST if current.fresh else BUDGET), False
        count = max(8, FRAMES // len(run.config.members))
        for frame in run.frames(count, FRAMES * speed, budget):
            frames.append(frame)
            # Reading the state lets a control that was pressed meanwhile take over here.
            _ = st.session_state[STAGE]
        run.clock()
    return frames
