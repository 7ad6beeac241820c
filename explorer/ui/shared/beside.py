"""Options beside those that a control offers: what the session or the link has chosen."""

from contextlib import suppress
from typing import Any

import streamlit as st

from explorer.config.controls import Choice
from explorer.ui.shared import given, link


def between(control: Choice, key: str) -> list[Any]:
    """The numbers of a scale, and among them the one that the session or the link has chosen."""
    options = list(control.options)
    if control.own is None:
        return options
    texts, anew = link.asked(key)
    chosen = None if anew else st.session_state.get(key)
    if chosen is None and texts:
        with suppress(ValueError):
            chosen = control.read(texts)
    if chosen is None or chosen in options:
        return options
    numbers = [option for option in options if option is not None]
    return [*sorted([*numbers, chosen]), *options[len(numbers) :]]


def given_data(key: str, options: list[Any]) -> list[str]:
    """The session's own data sets; the one that the session or the link has chosen is among them.

    What the link says in vain `link.prepare` tells.
    """
    texts, anew = link.asked(key)
    chosen = (None if anew else st.session_state.get(key)) or "".join(texts[-1:])
    if chosen not in options:
        with suppress(ValueError):
            given.add(chosen)
    return given.menu()
