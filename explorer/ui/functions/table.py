"""The table of all functions: every row of the card beside the others, ordered and filtered."""

import math
from typing import Any

import streamlit as st

from explorer import tables
from explorer.activations import FAMILIES, get
from explorer.config.controls import Choice, Several
from explorer.glossary import sentence
from explorer.properties import ROWS, Property, card
from explorer.properties.questions import QUESTIONS
from explorer.ui.shared.form import ask, label_of
from explorer.ui.shared.own import menu
from explorer.words import number

ALL = "All of them"
APPROACHED = "It may never be reached: the column Range says so, with a round bracket there."
NUMBERS = {row.label: key for key, row in ROWS.items() if row.number}
NOTES = {"minimum": APPROACHED, "maximum": APPROACHED}
OF_FAMILIES = Several(
    name="families",
    label="Families",
    what="family",
    default=[],
    options=FAMILIES,
    placeholder=ALL,
)
THAT_ARE = Several(
    name="questions",
    label="Keep only functions that …",
    what="property",
    default=[],
    options=tuple(QUESTIONS),
    label_of=label_of(QUESTIONS),
    placeholder="Anything",
)
ORDER = Choice(
    name="order",
    label="Largest first by",
    what="order",
    default=None,
    options=tuple(key for key, row in ROWS.items() if row.number),
    label_of=lambda key: ROWS[key].label if key else "the order of the menu",
    placeholder="The order of the menu",
)


@st.fragment
def show() -> None:
    """Filters, the order, and the table; the first visitor sees it being computed."""
    cards = computed(list(menu()))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        families, wanted, order = (ask(one, "table_") for one in (OF_FAMILIES, THAT_ARE, ORDER))
    chosen = {
        key: facts
        for key, facts in cards.items()
        if (not families or get(key).family in families)
        and all(QUESTIONS[question].holds(facts) for question in wanted)
    }
    if not chosen:
        st.info(
            "No function has all of these properties: remove a filter.",
            icon=":material/filter_alt:",
        )
        return
    table = tables.cards([get(key) for key in chosen], list(chosen.values()))
    if order:
        table = table.sort_values(ROWS[order].label, ascending=False, kind="stable")
    st.caption(f"{len(chosen)} of {len(cards)} functions, at their default parameters")
    written = table.style.format(dict.fromkeys(NUMBERS, _written))
    st.dataframe(written, hide_index=True, height=560, column_config=_columns(), key="table")


def computed(keys: list[str]) -> dict[str, dict[str, Property]]:
    """The cards of these functions, with a bar while some are new."""
    place = st.empty()
    done: dict[str, dict[str, Property]] = {}
    for count, key in enumerate(keys, 1):
        done[key] = _card(key)
        place.progress(count / len(keys), f"{get(key).label} …")
    place.empty()
    return done


@st.cache_data(max_entries=128, show_spinner=False)
def _card(key: str) -> dict[str, Property]:
    return card(get(key))


def _written(value: float) -> str:
    """A number as everywhere else, ∞ too; nothing where there is none."""
    return "" if math.isnan(value) else number(value, 4)


def _columns() -> dict[str, Any]:
    """What each is; the name always in view, and room for the names and the ranges."""
    columns: dict[str, Any] = {
        "Function": st.column_config.TextColumn(
            pinned=True, width="medium", help=sentence("Function")
        ),
        "Family": st.column_config.TextColumn(help=sentence("Family")),
    }
    for key, row in ROWS.items():
        told = sentence(row.label, NOTES.get(key))
        columns[row.label] = (
            st.column_config.NumberColumn(help=told)
            if row.number
            else st.column_config.TextColumn(help=told, width="medium" if key == "range" else None)
        )
    return columns
