"""What a learner has done: in the session while it lasts, and kept in the browser alone."""

from contextlib import suppress

import streamlit as st

from explorer.lessons.progress import Progress, read, written
from explorer.lessons.record import Lesson
from explorer.ui.shared.mount import heard, module

PROGRESS = "lessons_progress"  # in the session
HEARD = "lessons_heard"  # the browser has said what it keeps
KEY = "lessons_memory"  # of the component

_memory = module("memory", "lessons/memory.js", '<div class="memory"></div>')


def progress() -> Progress:
    """What is predicted and done."""
    return st.session_state.setdefault(PROGRESS, Progress())


def mount() -> None:
    """Have the browser say what it keeps, and keep what is new."""
    text = written(progress()) if progress() != Progress() else ""
    with st.container(key="lessons_kept"):
        _memory(
            key=KEY,
            data={"text": text, "heard": HEARD in st.session_state},
            on_kept_change=_hear,
        )


def _hear() -> None:
    """Take in what the browser keeps; what the session has stands over it."""
    st.session_state[HEARD] = True
    with suppress(ValueError):  # nothing, or something else
        join(read(heard(KEY, "kept") or "")[0])


def join(other: Progress) -> None:
    """Have this progress, too."""
    st.session_state[PROGRESS] = progress().joined(other)


def predict(lesson: Lesson, step: str, said: str | float) -> None:
    """Keep a prediction."""
    st.session_state[PROGRESS] = progress().with_prediction(lesson.key, step, said)


def finish(lesson: Lesson, place: int) -> None:
    """Keep that a task is done."""
    st.session_state[PROGRESS] = progress().with_task(lesson.key, place)


def forget() -> None:
    """Nothing was predicted, nor done."""
    st.session_state[PROGRESS] = Progress()
