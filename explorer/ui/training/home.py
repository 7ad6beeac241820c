"""What a run on the page Training gives to take home: a PyTorch script of one of its networks."""

from typing import Any

import streamlit as st

from explorer.config.link import PREFIX
from explorer.takeaway import script
from explorer.ui.shared.stage import Stage
from explorer.ui.training.others import which

WIDTH = 300  # pixels of what opens


def offer(form: Any, stage: Stage) -> None:
    """The way to the script, below the form; it is written when somebody asks for it."""
    run, key = stage.run, f"{PREFIX}home"
    with form:
        box = st.popover("Take home", icon=":material/download:", key=key, width="stretch")
    with box, st.container(width=WIDTH):
        one = len(run.config.members) == 1
        member = 0 if one else which(run.config, "Network", f"{key}_of")
        st.download_button(
            "PyTorch script",
            data=lambda: script(run.config, member, run.step),
            file_name="network.py",
            mime="text/x-python",
            key=f"{key}_script",
            icon=":material/code:",
            on_click="ignore",
            width="stretch",
        )
        st.caption(
            "Trains this network again, from the same first weights and on the same batches, up to "
            "the step the run stands at, and prints the same losses and accuracies: unless a "
            "weight, a unit or the rate was changed by hand on the way, or dropout draws."
        )
