"""The gallery: every function of the registry as a small picture; pressing one explores it."""

from typing import Any

import streamlit as st

from explorer import tables
from explorer.activations import ACTIVATIONS, Activation
from explorer.choices import palette
from explorer.ui.functions.explore import CHOICE, VIEW, VIEWS, turn_to_another
from explorer.ui.shared.mount import module

KEY = "functions_gallery"
LIMIT, PER_UNIT = 4, 8
LOW, HIGH = -1.5, 2.5

mount = module("gallery", "gallery/gallery.js", '<div class="gallery"></div>')


def show() -> None:
    """Mount the gallery; the function pressed becomes the one explored."""
    mount(key=KEY, data=pictures(), on_open_change=_open)


def _open() -> None:
    """Choose the function pressed and turn to it, before the page is drawn again."""
    key = st.session_state[KEY].open
    if key in ACTIVATIONS:
        st.session_state[CHOICE] = key
        st.session_state[VIEW] = VIEWS["explore"]
        turn_to_another()


@st.cache_data(max_entries=1, show_spinner=False)
def pictures() -> dict[str, Any]:
    """All functions by family, each with the SVG paths of value and slope in units of x and y."""
    families: dict[str, list[dict[str, str]]] = {}
    for activation in ACTIVATIONS.values():
        families.setdefault(activation.family, []).append(picture(activation))
    return {
        "families": [{"name": name, "functions": rows} for name, rows in families.items()],
        "window": [-LIMIT, LOW, LIMIT, HIGH],
        "colors": {"value": palette.VALUE, "slope": palette.SLOPE},
    }


def picture(activation: Activation) -> dict[str, str]:
    """One function: key, label, and the paths of its value and slope."""
    table = tables.curve(activation, {}, LIMIT, PER_UNIT)
    return {
        "key": activation.key,
        "label": activation.label,
        "value": path(table, "value"),
        "slope": path(table, "slope"),
    }


def path(table: Any, column: str) -> str:
    """The SVG path of a column; a NaN lifts the pen, and what is far outside stays just outside."""
    words, pen = [], "M"
    for x, y in zip(table["x"], table[column].clip(2 * LOW - 1, 2 * HIGH), strict=True):
        if y != y:
            pen = "M"
            continue
        words.append(f"{pen}{x:.4g} {y:.3g}")
        pen = "L"
    return "".join(words)
