"""Page: the one sentence, and a boundary that bends."""

import threading

import streamlit as st

from explorer.live import recording
from explorer.ui.shared.mount import player
from explorer.ui.shared.shell import story

AFTER = 3.0  # seconds from the page to the warm-up
ASIDE = 230  # pixels of the column beside the picture

story(
    "Nonlinearity bends the boundary",
    "The same spirals, the same first weights: the left network has no activation and stays "
    "straight, the right one bends.",
)

with st.container(horizontal=True, gap="medium", key="start"):
    with st.container(key="start_picture"):
        player(recording.start(), key="start_player")
    with st.container(width=ASIDE, key="aside_start"):
        st.page_link(
            "pages/training.py",
            icon=":material/play_circle:",
            label="**Try it:** train the same two networks yourself",
            query_params=recording.LINK,
        )
        st.caption(
            "A real run, recorded: 300 standardised points, 20 % of them held out for the test; "
            "two hidden layers of 8 units; Adam, learning rate 0.01, batches of 10; 1,200 steps."
        )
        st.write("**Where to go from here**")
        st.page_link(
            "pages/lessons.py",
            icon=":material/school:",
            label="Lessons: predict, run, see why",
        )
        st.page_link(
            "pages/functions.py",
            icon=":material/show_chart:",
            label="Functions: each curve with its slope",
        )
        st.page_link(
            "pages/gradients.py",
            icon=":material/trending_down:",
            label="Vanishing gradients: what depth does to a slope",
        )
        st.page_link(
            "pages/training.py",
            icon=":material/scatter_plot:",
            label="Training: other data, other activations",
        )


def _warm_up() -> None:
    """Load what the other pages need while this one is read."""
    import sklearn.datasets  # noqa: F401

    import explorer.live.run  # noqa: F401


# Not at once: while PyTorch is imported, the server is slow to hand out the picture's modules.
warm_up = threading.Timer(AFTER, _warm_up)
warm_up.daemon = True
warm_up.start()
