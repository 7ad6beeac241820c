"""The menu of presets: one sets the form, and is told while the form stands at it."""

import streamlit as st

from explorer.config import RunConfig
from explorer.config.controls import Choice
from explorer.config.form import spread
from explorer.config.link import PREFIX
from explorer.config.presets import PRESETS
from explorer.ui.shared import form, link
from explorer.ui.training.networks import recall

MENU = Choice(
    name="preset",
    label="Start with",
    default=None,
    options=tuple(PRESETS),
    label_of=lambda key: PRESETS[key].label if key else "none",
    placeholder="Start with …",
    what="preset",
    help="Sets the whole form, and says what to look for",
)
KEY = PREFIX + MENU.name
STORY = (
    "The same network, the same first weights, the same points: only the activation differs. "
    "Press Play."
)


def begin() -> None:
    """Give the form what the preset of a link has, but for what the link says itself."""
    state = st.session_state
    if KEY in state or KEY not in st.query_params:
        return
    link.prepare(KEY, MENU)
    if preset := PRESETS.get(state.get(KEY, "")):
        for name, value in spread(preset.config).items():
            if PREFIX + name not in st.query_params:
                state[PREFIX + name] = value


def show(config: RunConfig | None) -> None:
    """The preset that the form stands at, its goal and its reason, or the page's story; the menu.

    Call it before the menu is drawn elsewhere, and once the form is known.
    """
    state = st.session_state
    preset = PRESETS.get(state.get(KEY) or "")
    if preset and preset.config != config:
        preset = state[KEY] = None
    with st.container(key="training_told"):
        st.markdown(f"**{preset.goal}**  \n{preset.reason}" if preset else STORY)
    form.ask(MENU, PREFIX, on_change=_set, label_visibility="collapsed", width=230)


def _set() -> None:
    if preset := PRESETS.get(st.session_state[KEY] or ""):
        recall(preset.config)
