"""The formulas somebody typed: kept in the session and in the link, and offered in every menu."""

import streamlit as st

from explorer.activations import ACTIVATIONS, Activation, get
from explorer.formula import FormulaError, parse
from explorer.formula.keys import split, typed

KEY = "formulas"  # keys of activations, the newest first
PARAMETER = "formula"  # of the link, once for each formula
MOST = 6


def keep() -> dict[str, str]:
    """Take the link's formulas into the session, and write the session's into the link.

    Returns what is wrong with each formula of the link that cannot be read, by its text; it stays
    in the link.
    Call it before the page.
    """
    linked = st.query_params.get_all(PARAMETER)[:MOST]
    known, faults = st.session_state.get(KEY, []), {}
    for text in reversed(linked):
        if typed(text) not in known and (fault := add(text)):
            faults[text] = fault
    texts = [split(key).text for key in st.session_state.get(KEY, [])]
    wanted = [*texts, *(text for text in linked if text in faults)]
    if wanted != linked:
        st.query_params[PARAMETER] = wanted
    return faults


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
