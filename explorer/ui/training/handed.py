"""A run that another page hands to the page Training."""

from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.config import RunConfig
from explorer.config.form import DEFAULTS
from explorer.config.link import PREFIX, write
from explorer.ui.training import stops
from explorer.ui.training.networks import answers


def hand(run: RunConfig) -> None:
    """Turn to the page Training with this run; raises ValueError where its form cannot make it.

    The form is set in the session: an address would be written over that of the page left.
    """
    st.session_state.update(handed(run))
    st.switch_page("pages/training.py")


def handed(run: RunConfig) -> dict[str, Any]:
    """What the session has where Training stands at the run, which stops at its last step."""
    shown = replace(run, steps=DEFAULTS.steps)
    write(shown)
    others = {PREFIX + one.name: one.default for one in stops.CONTROLS}
    last = {} if run.steps == DEFAULTS.steps else {PREFIX + stops.STEPS.name: run.steps}
    return answers(shown) | others | last
