"""A run in progress on a page: its state in the session, its buttons, and its moving picture."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from explorer.config import RunConfig
from explorer.live import LiveRun
from explorer.ui.choose import SPEEDS
from explorer.ui.mount import player

TICK = 0.25  # seconds between two messages
FRAMES = 15  # frames in a tick; a message carries this many maps, shared by its panels
BUDGET = 0.2  # seconds of training in a tick
FIRST = 0.03  # and in the first one after Play, so that the picture moves at once
OPENING = 1.0  # seconds of training before a page is first shown

STAGE = "training_stage"


@dataclass
class Stage:
    """What a session remembers of the run on the page."""

    run: LiveRun
    mode: Literal["finishing", "finished", "playing", "paused"]
    number: int  # of runs this session has started
    fresh: bool = True  # the first tick after Play


def stage(config: RunConfig) -> Stage:
    """The session's run of this config; a new config starts a new one, playing if one was playing.

    A page that is not playing shows the run's end. Raises ValueError as `Trainer` does.
    """
    current: Stage | None = st.session_state.get(STAGE)
    if current and current.run.config == config:
        return current
    number = current.number + 1 if current else 1
    playing = current is not None and current.mode == "playing"
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
        current.mode, current.fresh = "playing", True


def _pause() -> None:
    current: Stage = st.session_state[STAGE]
    current.mode = "paused"
    current.run.stop_clock()


def _step(steps: int) -> None:
    _pause()
    list(st.session_state[STAGE].run.frames(1, steps, 10.0))


def controls(current: Stage) -> int:
    """Play or Pause, Step, Reset and the speed; returns the steps a frame."""
    moving = current.mode in ("playing", "finishing")
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
            args=(speed,),
            help=f"Train {speed} step{'s' if speed > 1 else ''}",
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


def picture(current: Stage, speed: int) -> None:
    """The boundary, the losses and what they say; alive while the run is."""
    moving = current.mode in ("playing", "finishing")
    st.fragment(_tick, run_every=TICK if moving else None)(speed)


def _tick(speed: int) -> None:
    current: Stage = st.session_state[STAGE]
    run, was = current.run, current.mode
    frames = [run.latest]
    if was == "playing":
        budget, current.fresh = (FIRST if current.fresh else BUDGET), False
        frames = []
        for frame in run.frames(max(4, FRAMES // len(run.config.members)), FRAMES * speed, budget):
            frames.append(frame)
            # Reading the state lets a control that was pressed meanwhile take over here.
            current = st.session_state[STAGE]
        run.clock()
    elif was == "finishing":
        frames = run.finish(BUDGET)
        _check_finished(current)
    moving = current.mode in ("playing", "finishing")
    player(run.message(frames, moving, TICK), key="training_player")
    st.write("  \n".join(run.sentences))
    if run.trainer.notice:
        st.warning(run.trainer.notice, icon=":material/memory:")
    if current.mode != was:
        st.rerun()
