"""The data sets of a session's own: drawn by hand, or read from its files; forms offer them."""

from typing import Any

import numpy as np
import streamlit as st

from explorer.choices.datasets import DATASETS, Dataset, get
from explorer.choices.given import MOST_POINTS, drawn_key

KEY = "data_sets"  # in the session: key → data set, which has it at hand; the newest first
MOST = 6


def add(key: str) -> None:
    """Have forms offer the data set of this key, in the place of an older one of its label.

    One of the registry they offer anyway. Raises ValueError, with the value in the sentence, where
    it cannot be had.
    """
    dataset = get(key)
    if key in DATASETS:
        return
    known: dict[str, Dataset] = st.session_state.get(KEY, {})
    others = {k: one for k, one in known.items() if one.label != dataset.label}
    st.session_state[KEY] = dict([(key, dataset), *others.items()][:MOST])


def menu() -> list[str]:
    """The keys of the session's own data sets, the newest first."""
    return list(st.session_state.get(KEY, {}))


def drawn(points: Any, labels: Any) -> str | None:
    """The key of what a browser says is drawn, points (N, 2) and classes (N,); None of nonsense."""
    if not (isinstance(points, list) and isinstance(labels, list) and len(points) == len(labels)):
        return None
    if not 0 < len(points) <= MOST_POINTS:
        return None
    try:
        places, classes = np.asarray(points), np.asarray(labels)
        if places.shape[1:] != (2,) or places.dtype.kind not in "if" or classes.dtype.kind != "i":
            return None
        return get(drawn_key(places, classes)).key
    except ValueError:
        return None
