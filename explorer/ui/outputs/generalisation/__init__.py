"""The tab Generalisation: three shares of the points, cures of a gap, and bias and variance."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from explorer.config.controls import Choice
from explorer.ui.outputs.generalisation import course, cures, spread
from explorer.ui.shared.form import ask

STYLE = Path(__file__).with_name("generalisation.css")
PICTURES: dict[str, tuple[str, Callable[[], None]]] = {  # by key: its name, and what shows it
    "shares": ("Train, validation, test", course.show),
    "cures": ("Cures", cures.show),
    "draws": ("Bias and variance", spread.show),
}
PICTURE = Choice(
    name="generalisation_picture",
    label="Picture",
    default="shares",
    options=tuple(PICTURES),
    label_of=lambda key: PICTURES[key][0],
    style="buttons",
)


@st.fragment
def show() -> None:
    """One of the pictures; a fragment, so that a control redraws nothing else."""
    with st.container(key="generalisation"):
        st.html(STYLE)
        PICTURES[ask(PICTURE, label_visibility="collapsed")][1]()
