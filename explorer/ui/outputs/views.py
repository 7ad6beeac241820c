"""The tabs of the page Outputs, in order: each is a module here, with a function that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from explorer.ui.outputs import descent, generalisation, last, logistic, logits, losses, thresholds

STYLE = Path(__file__).with_name("page.css")


@dataclass(frozen=True)
class View:
    """One tab: its key in the link, its name, and what draws it."""

    key: str
    label: str
    show: Callable[[], None]


ALL = (
    View("logits", "Logit to label", logits.show),
    View("logistic", "Logistic regression", logistic.show),
    View("losses", "Losses", losses.show),
    View("last", "Last layer", last.show),
    View("thresholds", "Thresholds", thresholds.show),
    View("generalisation", "Generalisation", generalisation.show),
    View("descent", "Descent", descent.show),
)
VIEWS = {view.key: view for view in ALL}
LABELS = {view.key: view.label for view in ALL}


def dress() -> None:
    """Give the page its style."""
    st.html(STYLE)
