"""The nonlinearity dial on a page: what it is trained on, and its moving pictures."""

from collections.abc import Mapping

import streamlit as st

from explorer.activations import Activation
from explorer.choices.datasets import CLASSED
from explorer.config.data import STANDARDISED
from explorer.config.form import control
from explorer.functions import dial
from explorer.live.run import LiveRun
from explorer.ui.shared.form import ask, entry
from explorer.ui.shared.mount import module
from explorer.ui.shared.settling import Settling

KEY = "functions_dial"
RUN = "functions_dial_run"
SETTLING = "functions_dial_settling"
STORY = (
    "The same network is trained eleven times on standardised points, from the straight line "
    "(t = 0) to the full activation (t = 1). Turn the dial: where does the boundary begin to bend?"
)
TICK = 0.25  # seconds between two looks at networks that train
BUDGET = 0.2  # seconds of training in each

_component = module("dial", "dial/dial.js", '<div class="player dial"></div>')


def show(activation: Activation, parameters: Mapping[str, float]) -> None:
    """The dial of this function: the networks are trained once, and turned in the browser."""
    with st.container(horizontal=True, vertical_alignment="center", key="dial_row"):
        st.markdown(STORY, width="stretch", help=f"{STANDARDISED}.")
        dataset = entry(
            "Data set", CLASSED, "circles", "dial_dataset", width=160, label_visibility="collapsed"
        )
        with st.container(width=240):
            seed = ask(control("seed"), "dial_", label_visibility="collapsed")
    config = dial.config(activation.key, parameters, dataset, seed)
    run: LiveRun | None = st.session_state.get(RUN)
    if run is None or run.config != config:
        count = int(run.name) + 1 if run else 1
        run = st.session_state[RUN] = LiveRun(config, str(count))
        run.finish(BUDGET)
    st.session_state.setdefault(SETTLING, Settling()).page()
    training = run.step < config.steps
    st.fragment(_tick, run_every=TICK if training else None)(training)


def _tick(training: bool) -> None:
    run: LiveRun = st.session_state[RUN]
    st.session_state[SETTLING].tick()
    if training:
        run.finish(BUDGET)
    _component(key=KEY, data=dial.message(run), width="stretch", height="content")
    if training and run.step >= run.config.steps:
        st.rerun()
