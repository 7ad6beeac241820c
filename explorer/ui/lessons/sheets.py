"""The sheets for a class on screen: their addresses are links, and each is a file to take along."""

import re
from pathlib import Path

import streamlit as st

from explorer.config.controls import Choice
from explorer.ui.shared import form

FOLDER = Path(__file__).parents[3] / "docs"
MINUTES = Choice(
    name="lessons_sheet",
    label="Minutes of the class",
    default=45,
    options=(45, 90),
    style="buttons",
    label_of=lambda minutes: f"{minutes} minutes",
    key_of=str,
)
ADDRESS = re.compile(r"`((?:\w+)?\?[\w&=]+)`")  # as the sheets write one


def show() -> None:
    """The sheet of the chosen length."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        minutes = form.ask(MINUTES, label_visibility="collapsed")
        text = (FOLDER / f"class-{minutes}.md").read_text("utf-8")
        st.download_button(
            "Sheet",
            text,
            f"class-{minutes}.md",
            "text/markdown",
            icon=":material/download:",
            key="lessons_sheet_file",
            on_click="ignore",
        )
    with st.container(key="lessons_sheet_text", width=820):
        st.markdown(linked(text))


def linked(text: str) -> str:
    """A sheet with its addresses as links, and its headings below that of the page."""
    below = re.sub(r"^#", "##", text, flags=re.MULTILINE)
    return ADDRESS.sub(r"[\1](\1)", below)
