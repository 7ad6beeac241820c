"""The tab Descent: how weights move, a step of training in slow motion, and the loss surface."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from explorer.config.controls import Choice
from explorer.ui.outputs.descent import hill, motion, targets, valley
from explorer.ui.shared.form import ask

STYLE = Path(__file__).with_name("descent.css")
PICTURES: dict[str, tuple[str, Callable[[], None]]] = {  # by key: its name, and what shows it
    "weight": ("One weight", hill.show),
    "step": ("A step in slow motion", motion.show),
    "surface": ("Loss over two weights", valley.show),
    "graph": ("A graph with a target", targets.show),
}
PICTURE = Choice(
    name="descent_picture",
    label="Picture",
    default="weight",
    options=tuple(PICTURES),
    label_of=lambda key: PICTURES[key][0],
    style="buttons",
)


@st.fragment
def show() -> None:
    """One of the pictures; a fragment, so that a control redraws nothing else."""
    with st.container(key="descent"):
        st.html(STYLE)
        PICTURES[ask(PICTURE, label_visibility="collapsed")][1]()
