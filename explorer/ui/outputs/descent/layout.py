"""Where a picture of the tab Descent stands, and its controls beside it, on a phone below."""

from typing import Any

import streamlit as st

from explorer.ui.shared.shell import aside


def beside(name: str) -> tuple[Any, Any]:
    """A place for the picture, and one for its controls."""
    picture, side = st.columns([20, 7], gap="medium")
    with picture:
        place = st.container(key=f"descent_{name}_picture")
    with side, aside(f"descent_{name}"):
        return place, st.container(key=f"descent_{name}_controls", gap="small")
