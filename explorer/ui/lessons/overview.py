"""The list of all lessons, each with how far one is, and progress as a file."""

from pathlib import Path

import streamlit as st

from explorer.lessons import LESSONS, Lesson
from explorer.lessons.progress import Progress, read, written
from explorer.ui.lessons import memory, stops
from explorer.ui.lessons.stops import Stop
from explorer.ui.shared.shell import style

STYLE = Path(__file__).with_name("overview.css")
FILES = "lessons_files"  # how many files were read: the uploader of the next one is a fresh one


def show() -> None:
    """The lessons, and the learner's progress."""
    style(STYLE.read_text("utf-8"))
    stops.leave()
    memory.mount()
    progress = memory.progress()
    with st.container(key="lessons", horizontal=True, gap="small"):
        for number, lesson in enumerate(LESSONS.values(), 1):
            _card(number, lesson, progress)
    _taken_along(progress)


def _card(number: int, lesson: Lesson, progress: Progress) -> None:
    steps, tasks = progress.counted(lesson.key)
    ahead = _ahead(lesson, progress)
    with st.container(border=True, key=f"lessons_card_{lesson.key}", gap="xxsmall"):
        st.page_link(
            f"pages/{ahead.page}.py",
            label=f"**{number} · {lesson.label}**",
            query_params=ahead.whole,
            width="stretch",
        )
        st.caption(lesson.after)
        words = f"{steps} of {len(lesson.steps)} steps"
        if tasks == len(lesson.tasks):
            words += " · task done" if tasks == 1 else " · tasks done"
        done = (steps + tasks) / (len(lesson.steps) + len(lesson.tasks))
        st.progress(done, words)


def _ahead(lesson: Lesson, progress: Progress) -> Stop:
    """The first stop that is not done; the first of all where each is."""
    for place, step in enumerate(lesson.steps):
        if progress.said(lesson.key, step.key) is None:
            return Stop(lesson, place)
    for place in range(len(lesson.tasks)):
        if f"{lesson.key}/{place}" not in progress.done:
            return Stop(lesson, len(lesson.steps) + place)
    return Stop(lesson, 0)


def _taken_along(progress: Progress) -> None:
    with st.expander("Your progress: take it along, bring it back", icon=":material/bookmark:"):
        st.caption(
            "What you predict and do is kept in this browser, and nowhere else. "
            "A file takes it to another one."
        )
        with st.container(horizontal=True):
            st.download_button(
                "Take along",
                written(progress),
                "lessons.json",
                "application/json",
                icon=":material/download:",
                key="lessons_take",
                on_click="ignore",
            )
            with st.popover("Forget all", icon=":material/delete:"):
                st.write("Every prediction and every task, in this browser.")
                st.button("Forget them", key="lessons_forget", on_click=memory.forget)
        _bring_back()


def _bring_back() -> None:
    count = st.session_state.get(FILES, 0)
    file = st.file_uploader("Bring back", type="json", key=f"lessons_file{count}")
    if file:
        try:
            found, strange = read(file.getvalue().decode("utf-8", "replace"))
        except ValueError as error:
            st.error(f"{error}. What you have stays.", icon=":material/error:")
            return
        memory.join(found)
        st.session_state[FILES] = count + 1
        st.session_state["lessons_brought"] = len(found.predicted), len(found.done), strange
        st.rerun()
    if brought := st.session_state.pop("lessons_brought", None):
        steps, tasks, strange = brought
        words = f"Brought back: {steps} predictions and {tasks} tasks."
        if strange:
            words += (
                f" {strange} of an older version fit no step or task of today and are left out."
            )
        st.success(words, icon=":material/check:")
