"""A small graph with a target: the one of the page Vanishing gradients, and the way there."""

import streamlit as st

from explorer.ui.gradients import targets


def show() -> None:
    """The graph, and a link to the chain rule of longer ones."""
    targets.show()
    if st.button("More graphs, and the chain rule of deep ones", key="descent_more_graphs"):
        st.switch_page("pages/gradients.py", query_params={"gradients_view": "chain_rule"})
