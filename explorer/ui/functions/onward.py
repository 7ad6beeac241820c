"""From a function to the pages that use it, with the parameters it stands at."""

from collections.abc import Mapping

import streamlit as st

from explorer.activations import Activation
from explorer.ui.shared import own

PAGES = {  # words on a button → its icon, the page, and its link for the key of a function
    "Train with it": (
        ":material/play_circle:",
        "pages/training.py",
        lambda key: {"training_activations": ["identity", key]},
    ),
    "Its gradients": (
        ":material/trending_down:",
        "pages/gradients.py",
        lambda key: {"gradients_activations": key},
    ),
}


def show(activation: Activation, parameters: Mapping[str, float]) -> None:
    """Buttons that open other pages with this function."""
    with st.container(horizontal=True, gap="small"):
        for words, (icon, page, link) in PAGES.items():
            if st.button(words, icon=icon, key=f"onward_{words}", type="tertiary"):
                st.switch_page(page, query_params=link(own.fixed(activation, parameters)))
