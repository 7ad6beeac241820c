"""The gallery: every function of the registry as a small picture; pressing one explores it."""

from typing import Any

import streamlit as st

from explorer.activations import ACTIVATIONS, Activation
from explorer.choices import palette
from explorer.formula.browser import described, switches
from explorer.ui.functions.explore import CHOICE, VIEW, VIEWS, turn_to_another
from explorer.ui.shared.mount import heard, module

KEY = "functions_gallery"
LIMIT, PER_UNIT = 4, 8
LOW, HIGH = -1.5, 2.5

mount = module("gallery", "gallery/gallery.js", '<div class="gallery"></div>')


def show() -> None:
    """Mount the gallery; the function pressed becomes the one explored."""
    mount(key=KEY, data=pictures(), on_open_change=_open)


def _open() -> None:
    """Choose the function pressed and turn to it, before the page is drawn again."""
    key = heard(KEY, "open")
    if key in ACTIVATIONS:
        st.session_state[CHOICE] = key
        st.session_state[VIEW] = VIEWS["explore"]
        turn_to_another()


@st.cache_data(max_entries=1, show_spinner=False)
def pictures() -> dict[str, Any]:
    """All functions by family, each with its formulas, and the window they are drawn in."""
    families: dict[str, list[dict[str, Any]]] = {}
    for activation in ACTIVATIONS.values():
        families.setdefault(activation.family, []).append(picture(activation))
    return {
        "families": [{"name": name, "functions": rows} for name, rows in families.items()],
        "window": [-LIMIT, LOW, LIMIT, HIGH],
        "per_unit": PER_UNIT,
        "colors": {"value": palette.VALUE, "slope": palette.SLOPE},
    }


def picture(activation: Activation) -> dict[str, Any]:
    """One function: key, label, its formulas, and what turns where it breaks."""
    return {
        "key": activation.key,
        "label": activation.label,
        "function": described(activation, {}),
        "switches": switches(activation),
    }
