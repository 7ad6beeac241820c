"""The guide of a lesson beside a page: what is asked, what the run shows, and where to go on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.lessons import LESSONS, Lesson
from explorer.lessons.places import Numbers
from explorer.lessons.record import Asked, Step
from explorer.ui.lessons import memory, stops
from explorer.ui.lessons.stops import Stop
from explorer.ui.shared import link
from explorer.ui.shared.live import Live
from explorer.ui.shared.shell import style
from explorer.ui.shared.stage import Stage

STYLE = Path(__file__).with_name("guide.css")
SAID = "lessons_said_"  # of the widget that a prediction is made by
CONTROLS = "lessons_controls"  # whether a step shows the page's own controls
MISSING = "lessons_missing"  # where a task's page tells what is still missing
FAULT = "lessons_fault"  # in the session: the stop shown in place of one that is not there, and why
KEPT = 256  # steps whose numbers a process remembers


@contextmanager
def beside(page: str) -> Iterator[None]:
    """The guide to the stop that the address names, beside the page that is run inside."""
    stop, fault = stops.here()
    if stop is None:
        st.caption(f":material/link: {fault}")
        yield
        return
    if fault:
        st.session_state[FAULT] = stop.key, fault
    stops.arrive(stop, page)
    of, fault = st.session_state.get(FAULT, ("", ""))
    if of == stop.key:
        st.caption(f":material/link: {fault}")
    style(STYLE.read_text("utf-8"))
    with st.container(key="lesson", gap="small"):
        _head(stop)
        if stop.task:
            _task(stop)
            reply = None
        else:
            reply = _step(stop)
        _onward(stop)
    yield
    _explain(stop, reply)


def _said(lesson: Lesson, step: Step) -> str | float | None:
    return memory.progress().said(lesson.key, step.key)


def _done(stop: Stop) -> bool:
    """Whether the step is predicted, or the goal of the task reached."""
    if stop.step:
        return _said(stop.lesson, stop.step) is not None
    return f"{stop.lesson.key}/{stop.number}" in memory.progress().done


def _head(stop: Stop) -> None:
    memory.mount()
    st.page_link(
        "pages/lessons.py", label="All lessons", icon=":material/arrow_back:", width="stretch"
    )
    st.title(stop.lesson.label, anchor=False)
    kind = f"Step {stop.place + 1} of {stop.count}" + (": now you" if stop.task else "")
    st.progress((stop.place + 1) / stop.count, kind)


def _step(stop: Stop) -> Any:
    """The question, and how it is answered; where the answer is told, once there is one."""
    step = stop.step
    assert step
    st.markdown(step.question)
    said = _said(stop.lesson, step)
    if said is None:
        _ask(stop, step)
        if not stop.waiting:  # the picture shows the answer
            st.container(key="lesson_veil").caption("The picture comes with your prediction.")
        return None
    unit = f" {step.answers.unit}" if isinstance(step.answers, Asked) else ""
    number = f"{said:g}" if isinstance(said, float | int) else said
    st.markdown(f":small[You said:] {number}{unit}")
    reply = st.container(key="lesson_reply", gap="small")
    st.toggle(
        "Controls of the page",
        key=CONTROLS,
        help="Change what you like, and see; the lesson's next step sets the page anew",
    )
    return reply


def _ask(stop: Stop, step: Step) -> None:
    key = f"{SAID}{stop.key}"
    if isinstance(step.answers, Asked):
        asked = step.answers
        middle = asked.low + asked.step * round((asked.high - asked.low) / asked.step / 2)
        scale = [float(one) for one in (asked.low, asked.high, middle, asked.step)]
        name = asked.unit.capitalize() or "Your number"
        said: str | float | None = st.slider(name, *scale, key=key, format="%g")
    else:
        texts = [one.text for one in step.answers]
        said = st.radio("Your prediction", texts, index=None, key=key)
    st.button(
        "Predict, then run" if stop.waiting else "Predict, then look",
        key="lessons_predict",
        type="primary",
        width="stretch",
        disabled=said is None,
        on_click=memory.predict,
        args=(stop.lesson, step.key, said),
    )


def _task(stop: Stop) -> None:
    assert stop.task
    with st.container(key="lesson_task"):  # the page shows its controls
        st.markdown(stop.task.goal)
    if _done(stop):
        st.success("Done: the goal is reached.", icon=":material/check:")
    else:
        st.caption("Set up the networks, press Play; the goal is checked while they train.")


def _onward(stop: Stop) -> None:
    """Back, and on: to the next step, the next lesson, or the list."""
    with st.container(horizontal=True, key="lesson_onward"):
        if st.button("Back", disabled=not stop.before, key="lessons_back") and stop.before:
            stops.go(stop.before)
        following = stop.next or _next_lesson(stop)
        label = "Next" if stop.next else "Next lesson"
        done = _done(stop)
        kind = "primary" if done else "tertiary"
        if following and st.button(label if done else "Skip", key="lessons_next", type=kind):
            stops.go(following)


def _next_lesson(stop: Stop) -> Stop | None:
    keys = list(LESSONS)
    rest = keys[keys.index(stop.lesson.key) + 1 :]
    return Stop(LESSONS[rest[0]], 0) if rest else None


def _explain(stop: Stop, reply: Any) -> None:
    """What the run shows, and why; after the page, which need not wait for it."""
    step = stop.step
    if reply is None or step is None:
        return
    said = _said(stop.lesson, step)
    assert said is not None
    found = _numbers(stop.lesson.key, step.key)
    with reply:
        st.markdown(step.reply(step.predicted(said), found))
        st.markdown(step.explain(found))


@st.cache_data(max_entries=KEPT, show_spinner=False)
def _numbers(lesson: str, key: str) -> Numbers:
    step = next(one for one in LESSONS[lesson].steps if one.key == key)
    return dict(step.numbers())


# ---- the run of a step or a task, on the page Training


def _at() -> Stop | None:
    """The stop that this page is beside."""
    if link.LESSON not in st.query_params:
        return None
    stop, _ = stops.here()
    return stop


def waits() -> bool:
    """Whether a run that begins now waits at its first step."""
    stop = _at()
    if stop is None:
        return False
    if stop.step:
        return _said(stop.lesson, stop.step) is None or not stop.waiting
    # Afterwards the learner's own changes are shown.
    return st.session_state.get(stops.TURN, ("", False))[0] != stop.key


def steer(run: Live) -> None:
    """Have the run of a step wait for the prediction, and then play the way to its end."""
    stop, waiting = _at(), waits()
    before = st.session_state.get(stops.TURN, ("", False))
    if stop is None or before == (stop.key, waiting):
        return
    st.session_state[stops.TURN] = stop.key, waiting
    if before[0] != stop.key and run.stage.run.step:
        run.obey({"name": "reset"})
    if stop.step and not waiting:
        run.stage.finish()


def watched() -> Callable[[Stage], None] | None:
    """What tells over the picture, with each message, what the goal of a task still lacks."""
    stop = _at()
    if stop is None or stop.task is None:
        return None
    task = stop.task

    def tell(stage: Stage) -> None:
        if _done(stop):
            return
        run = stage.run
        with run.still:
            missing = task.missing(run.trainer, run.latest.snapshot)
        with st.container(key=MISSING):
            st.markdown(missing)
        if not missing:
            memory.finish(stop.lesson, stop.number)
            st.rerun()  # the guide stands outside this fragment

    return tell
