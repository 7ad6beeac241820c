"""What stands around every page: its style, its tools, its title with one line of story."""

import threading
import time
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from explorer.choices.wall import LINES, WORDS
from explorer.ui.shared import teaching
from explorer.ui.shared.mount import WORKBENCH, heard, module

STYLE = Path(__file__).with_name("shell.css")
WARM_AFTER = 2.0  # seconds
PRESENT = "present"  # in the session and in the link: the page is shown on a wall
TOOLS = "shell_tools"
TURN = "shell_turn"  # in the session: the last page that the browser was to turn to
WALL = f":root[data-present] {{ --scale: {WORDS}; --line: {LINES}; }}"

_tools = module("shell", "shell/shell.js", '<div class="tools"></div>', ahead=WORKBENCH)


def dress() -> None:
    """Give the page the style that leaves its first screen to the picture, and its tools."""
    state = st.session_state
    if PRESENT not in state:
        state[PRESENT] = st.query_params.get(PRESENT) == "1"
    if state[PRESENT]:
        st.query_params[PRESENT] = "1"
    elif PRESENT in st.query_params:
        del st.query_params[PRESENT]
    style(STYLE.read_text("utf-8") + WALL)
    with st.container(key="tools"):
        _tools(
            key=TOOLS,
            data={"present": state[PRESENT], "turn": state.get(TURN)},
            width="content",
            height="content",
            on_present_change=_present,
            on_teach_change=_teach,
        )
    teaching.tell()


@st.cache_resource(show_spinner=False)
def warm() -> None:
    """Make ready, once a process and after the first page was sent, what trains networks fast."""
    later = threading.Timer(WARM_AFTER, _warm)
    later.daemon = True
    later.start()


def _warm() -> None:
    from explorer.engine import paths

    paths.warm()


def style(sheet: str) -> None:
    """Put a style sheet on the page. Streamlit would load what shows `st.html` after the page."""
    st.markdown(f"<style>{sheet}</style>", unsafe_allow_html=True)


def _present() -> None:
    """Begin or end the presentation, as the button said."""
    st.session_state[PRESENT] = bool(heard(TOOLS, "present"))


def turn(address: str) -> NoReturn:
    """Have the browser turn to another page of the app, whose path and choices are given.

    Streamlit's own way would write that page's address over the one left, or refuses to.
    """
    st.session_state[TURN] = {"number": time.time_ns() // 1_000_000, "address": address}
    st.rerun()  # the tools stand outside of fragments


def teach() -> None:
    """The dialog that makes a link for a course, while it is open; the page has run by then."""
    if st.session_state.get(teaching.OPEN):
        from explorer.ui.shared import teach  # and PyTorch, which the Start page does without

        teach.show()


def _teach() -> None:
    """Open the dialog that makes a link for a course."""
    st.session_state[teaching.OPEN] = bool(heard(TOOLS, "teach"))


def presenting() -> bool:
    """Whether the page is shown on a wall: large words, thick lines, nothing but the picture."""
    return bool(st.session_state.get(PRESENT))


def story(title: str, sentence: str = "") -> Any:
    """The page's title and the one sentence that says what to look at, in a line: the line."""
    line = st.container(horizontal=True, vertical_alignment="center", key="story")
    with line:
        st.title(title, anchor=False, width="content")
        if sentence:
            st.markdown(sentence, width="stretch")
    return line


def beside(page: str, width: int) -> tuple[Any, Any]:
    """Where a page's form stands, and its picture: side by side, on a phone the form below."""
    with st.container(horizontal=True, key="beside"):
        form = st.container(width=width, gap="xsmall", key=f"aside_{page}")
        picture = st.container(width="stretch", key="bench")
    return form, picture


def aside(name: str) -> Any:
    """A container for what a presentation leaves out, such as widgets beside a picture."""
    return st.container(key=f"aside_{name}")


def chart(spec: dict[str, Any]) -> dict[str, Any]:
    """A Vega-Lite specification as it is shown: larger while the page is presented."""
    if not presenting():
        return spec
    from explorer.charts.wall import enlarged

    return enlarged(spec)
