"""The stops of a lesson, its steps and then its tasks: what the address says, and going there."""

from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from explorer.config.link import Parameters
from explorer.lessons import LESSONS, Lesson, Step, Task
from explorer.lessons.places import Watched
from explorer.live.stopping import StopRule
from explorer.ui.shared import link, names
from explorer.ui.shared.shell import turn
from explorer.ui.training import stops

STEP = "step"  # of the address, counted from 1
ARRIVED = "lessons_arrived"  # in the session: the stop that the page stands at
LONGEST = 20  # characters of the address that a sentence repeats
TURN = "lessons_turn"  # in the session: the stop whose run was begun, and whether it waits


@dataclass(frozen=True)
class Stop:
    """A step of a lesson, or a task behind them; `place` is counted from 0."""

    lesson: Lesson
    place: int

    @property
    def key(self) -> str:
        """Its name among all."""
        return f"{self.lesson.key}/{self.place}"

    @property
    def count(self) -> int:
        """How many stops the lesson has."""
        return len(self.lesson.steps) + len(self.lesson.tasks)

    @property
    def step(self) -> Step | None:
        """The step here, unless it is a task."""
        return self.lesson.steps[self.place] if self.place < len(self.lesson.steps) else None

    @property
    def number(self) -> int:
        """Of the task among the lesson's, from 0."""
        return self.place - len(self.lesson.steps)

    @property
    def task(self) -> Task | None:
        """The task here, unless it is a step."""
        return None if self.step else self.lesson.tasks[self.number]

    @property
    def page(self) -> str:
        """The path of the page where it is seen."""
        return self.step.place.page if self.step else "training"

    @property
    def waiting(self) -> bool:
        """Whether there is a run, which waits for a prediction and then goes."""
        return bool(self.step and isinstance(self.step.place, Watched) and self.step.place.steps)

    @property
    def parameters(self) -> Parameters:
        """What the page is to stand at."""
        if self.task:
            return self.task.link
        assert self.step
        place = self.step.place
        ends = place.steps if isinstance(place, Watched) else 0
        return place.link | (stops.written(StopRule(steps=ends)) if ends else {})

    @property
    def address(self) -> dict[str, str]:
        """The parameters that lead here."""
        return {link.LESSON: self.lesson.key, STEP: str(self.place + 1)}

    @property
    def whole(self) -> Parameters:
        """The parameters that lead here, and all that the page is to stand at."""
        return self.address | self.parameters

    @property
    def next(self) -> "Stop | None":
        """The stop behind this one in its lesson."""
        return Stop(self.lesson, self.place + 1) if self.place + 1 < self.count else None

    @property
    def before(self) -> "Stop | None":
        """The stop before this one in its lesson."""
        return Stop(self.lesson, self.place - 1) if self.place else None


def here() -> tuple[Stop | None, str]:
    """The stop that the address names, and what is wrong with it, in a sentence."""
    asked, text = st.query_params.get(link.LESSON, ""), st.query_params.get(STEP, "1")
    lesson = LESSONS.get(asked)
    if lesson is None:
        return None, f"There is no lesson {_told(asked)}; Lessons has them all."
    count = Stop(lesson, 0).count
    place = int(text) if text.isdecimal() and len(text) < 4 else 0
    if 1 <= place <= count:
        return Stop(lesson, place - 1), ""
    said = f"This lesson has steps 1 to {count}, not {_told(text)}; it begins at the first."
    return Stop(lesson, 0), said


def _told(text: str) -> str:
    """A text of the address as a sentence repeats it."""
    return link.quoted(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def go(stop: Stop) -> NoReturn:
    """Turn to a stop, in one step of the browser's history."""
    turn(f"{stop.page}?{urlencode(stop.whole, doseq=True)}")


def arrive(stop: Stop, page: str) -> None:
    """Have the page stand at its stop, where somebody has just come by an address.

    An address that says more than where the stop is, such as one that is opened again, is followed
    in that.
    """
    if st.session_state.get(ARRIVED) == stop.key and stop.page == page:
        return
    st.session_state[ARRIVED] = stop.key
    known = names.KNOWN[stop.page]
    link.forget(known)
    said = any(known[1].fullmatch(name) for name in st.query_params)
    if stop.page != page or (stop.parameters and not said):
        st.switch_page(f"pages/{stop.page}.py", query_params=stop.whole)


def leave() -> None:
    """No stop is stood at: the next one begins as it has it."""
    for name in (ARRIVED, TURN):
        st.session_state.pop(name, None)
