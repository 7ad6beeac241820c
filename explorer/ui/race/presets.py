"""The menu of races: one sets the form, and is told while the form stands at it."""

import streamlit as st

from explorer.config.controls import Choice
from explorer.sweeps.contest import Contest
from explorer.sweeps.races import RACES
from explorer.ui.race import choosing
from explorer.ui.shared import form, link

MENU = Choice(
    name="preset",
    label="Start with",
    default=None,
    options=tuple(RACES),
    label_of=lambda key: RACES[key].label if key else "none",
    placeholder="Start with …",
    what="preset",
    help="Sets the whole form, and says what to look for",
)
KEY = choosing.PREFIX + MENU.name
STORY = (
    "A single run misleads: which network learns depends on the draw of its first weights. "
    "So each contestant runs with many seeds, on the same points and batches."
)


def begin() -> None:
    """Give the form what the preset of a link has, but for what the link says itself."""
    state = st.session_state
    if KEY in state or KEY not in st.query_params:
        return
    link.prepare(KEY, MENU)
    if race := RACES.get(state.get(KEY, "")):
        for key, value in choosing.answers(race.contest).items():
            if key not in st.query_params:
                state[key] = value


def show(contest: Contest | None) -> None:
    """The preset that the form stands at, its goal and its reason, or the page's story; the menu.

    Call it once the form is known.
    """
    state = st.session_state
    race = RACES.get(state.get(KEY) or "")
    if race and race.contest != contest:
        race = state[KEY] = None
    with st.container(key="race_told"):
        st.markdown(f"**{race.goal}**  \n{race.reason}" if race else STORY)
    form.ask(MENU, choosing.PREFIX, on_change=_set, label_visibility="collapsed", width=230)


def _set() -> None:
    if race := RACES.get(st.session_state[KEY] or ""):
        st.session_state.update(choosing.answers(race.contest))
