"""When a run is to stop by itself: the widgets that give a StopRule."""

import streamlit as st

from explorer.live.stopping import StopRule

OFF = "off"
ACCURACIES = (OFF, "80 %", "90 %", "95 %", "98 %", "99 %", "100 %")
PLATEAUS = (OFF, 200, 500, 1000, 2000, 5000)


def choose_rule() -> StopRule:
    """When the run is to stop by itself."""
    with st.sidebar, st.expander("Stop by itself", icon=":material/flag:", key="training_stops"):
        accuracy = st.select_slider(
            "At a test accuracy of",
            ACCURACIES,
            OFF,
            key="training_stop_accuracy",
            bind="query-params",
        )
        plateau = st.select_slider(
            "After steps without progress",
            PLATEAUS,
            OFF,
            key="training_stop_plateau",
            bind="query-params",
            help="Progress: a test loss falls by more than 1 %",
        )
        steps = st.number_input(
            "At step (0: never)",
            0,
            1_000_000,
            0,
            500,
            key="training_stop_steps",
            bind="query-params",
        )
        st.caption("It always stops where all networks have diverged.")
    wishes = [
        f"at {accuracy}" if accuracy != OFF else "",
        f"after {plateau} steps without progress" if plateau != OFF else "",
        f"at step {steps:,}" if steps else "",
    ]
    with st.sidebar:
        st.caption(" · ".join(filter(None, wishes)) or "where all networks have diverged")
    return StopRule(
        accuracy=None if accuracy == OFF else float(str(accuracy).split()[0]) / 100,
        plateau=None if plateau == OFF else int(plateau),
        steps=int(steps) or None,
    )
