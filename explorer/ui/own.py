"""The formulas somebody typed: kept in the session and in the link, and offered in every menu."""

import streamlit as st

from explorer.activations import ACTIVATIONS, Activation, get
from explorer.formula import FormulaError, parse

KEY = "own_formulas"  # keys of activations, the newest first
PARAMETER = "formula"  # of the link, once for each formula
MOST = 6


def keep() -> list[str]:
    """Take the link's formulas into the session, and write the session's into the link.

    Returns one sentence for each formula of the link that cannot be read. Call it before the page.
    """
    if KEY not in st.session_state:
        st.session_state[KEY] = []
        faults = [fault for text in reversed(_linked()) if (fault := add(text))]
    else:
        faults = []
    texts = [key.removeprefix("=") for key in st.session_state[KEY]]
    if not faults and texts != _linked():
        st.query_params[PARAMETER] = texts
    return faults


def _linked() -> list[str]:
    return st.query_params.get_all(PARAMETER)[:MOST]


def add(text: str) -> str:
    """Put a formula first in the session's list; returns what is wrong with it, or ""."""
    try:
        key = parse(text).key
    except FormulaError as error:
        return str(error)
    known = [old for old in st.session_state.get(KEY, []) if old != key]
    st.session_state[KEY] = [key, *known][:MOST]
    return ""


def menu() -> dict[str, Activation]:
    """What a menu of activations offers: the session's formulas, then the registry."""
    return {key: get(key) for key in st.session_state.get(KEY, [])} | ACTIVATIONS
