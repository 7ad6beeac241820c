"""The earlier runs of a session: a short list, each named by what differs, one click away."""

import streamlit as st

from explorer.config import RunConfig
from explorer.config.differences import difference
from explorer.ui.training.networks import recall

EARLIER = "training_earlier"
MOST_EARLIER = 5
LONGEST = 40  # characters on a button


def remember(config: RunConfig, new: RunConfig) -> None:
    """Keep the config that is left, and drop the one that comes back."""
    known: list[RunConfig] = st.session_state.get(EARLIER, [])
    kept = [old for old in known if old not in (config, new)]
    st.session_state[EARLIER] = [config, *kept][:MOST_EARLIER]


def show(current: RunConfig) -> None:
    """The runs of this session, named by what differs from this one; a click brings one back."""
    old: list[RunConfig] = st.session_state.get(EARLIER, [])
    if not old:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Earlier runs", width="content")
        for number, config in enumerate(old):
            words = difference(current, config)
            st.button(
                words if len(words) <= LONGEST else words[: LONGEST - 1] + "…",
                key=f"training_earlier{number}",
                help=words,
                on_click=recall,
                args=(config,),
                type="tertiary",
            )
