"""A run that another page hands to the page Training."""

from dataclasses import replace

import streamlit as st

from explorer.config import RunConfig
from explorer.config.form import DEFAULTS
from explorer.config.link import PREFIX, Parameters, write
from explorer.live.stopping import StopRule
from explorer.ui.shared import link
from explorer.ui.training import stops


def hand(run: RunConfig) -> None:
    """Turn to the page Training with this run; raises ValueError where its form cannot make it."""
    parameters = parameters_of(run)
    kept = st.session_state.get(link.KEPT, {})
    for name in [one for one in kept if one.startswith(PREFIX)]:
        del kept[name]  # what an earlier visit chose there
    st.switch_page("pages/training.py", query_params=parameters)


def parameters_of(run: RunConfig) -> Parameters:
    """The link of the run, which stops at its last step; raises ValueError as `write` does."""
    rule = StopRule(steps=run.steps if run.steps != DEFAULTS.steps else None)
    return write(replace(run, steps=DEFAULTS.steps)) | stops.written(rule)
