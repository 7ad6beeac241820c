"""What stands around every page: its style, its title with one line of story."""

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("shell.css")


def dress() -> None:
    """Give the page the style that leaves its first screen to the picture."""
    st.html(STYLE)


def story(title: str, sentence: str) -> None:
    """The page's title and the one sentence that says what to look at, in a line."""
    with st.container(horizontal=True, vertical_alignment="center", key="story"):
        st.title(title, anchor=False, width="content")
        st.markdown(sentence, width="stretch")
