"""The formulas somebody typed: kept in the session and in the link, and offered in every menu.

Parameters that were chosen become such a formula too, and so go along to the other pages.
"""

import re
from collections.abc import Mapping

import streamlit as st

from explorer.activations import ACTIVATIONS, Activation, get
from explorer.formula import FormulaError, parse
from explorer.formula.keys import split, typed
from explorer.formula.reading import from_link

KEY = "formulas"  # keys of activations, the newest first
PARAMETER = "formula"  # of the link, once for each formula
MOST = 6
CHOSEN = "formulas_chosen"  # in the session: the key that the sliders of a function make


def keep() -> dict[str, str]:
    """Take the link's formulas into the session, and write the session's into the link.

    Returns what is wrong with each formula of the link that cannot be read, by its text; it stays
    in the link.
    Call it before the page.
    """
    linked = st.query_params.get_all(PARAMETER)[:MOST]
    known, faults = st.session_state.get(KEY, []), {}
    for text in reversed(linked):
        if typed(text) not in known and (fault := add(from_link(text))):
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


def fixed(activation: Activation, parameters: Mapping[str, float]) -> str:
    """The key of this function with these parameters written in; its own where they are defaults.

    What training learns or draws starts from there.
    """
    if parameters == activation.defaults:
        return activation.key
    texts = ((name, f"{value:.10g}") for name, value in parameters.items())
    values = {name: f"({text})" if text.startswith("-") else text for name, text in texts}
    text = split(activation.key).text
    if activation.learnt or activation.training_parameters:
        text = text.partition("(")[0]  # of prelu(x, 0.5) too
    elif split(activation.key).typed:
        text = re.sub(r"[^\W\d]\w*", lambda name: values.get(name[0], name[0]), text)
    if text in ACTIVATIONS:
        text = f"{text}(x, {', '.join(values.values())})"
    try:
        return parse(text).key
    except FormulaError:  # too long, with the numbers written in
        return activation.key


def choose(activation: Activation, parameters: Mapping[str, float]) -> None:
    """Remember at what parameters a function stands; another page then offers it in its menus."""
    st.session_state[CHOSEN] = fixed(activation, parameters)


def carry() -> None:
    """Put the function that was chosen on the page before into the menus, if none has it yet."""
    key = st.session_state.pop(CHOSEN, "")
    if key and key not in menu():
        add(split(key).text)


def notes(text: str, key: str) -> tuple[str, ...]:
    """What of a text was understood otherwise than it stands, if it is the formula of this key."""
    if not text.strip() or not split(key).typed:
        return ()
    try:
        activation = parse(text)
    except FormulaError:
        return ()
    return activation.notes if activation.key == key else ()


def menu() -> dict[str, Activation]:
    """What a menu of activations offers: the session's formulas, then the registry."""
    return {key: get(key) for key in st.session_state.get(KEY, [])} | ACTIVATIONS
