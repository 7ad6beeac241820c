"""The table of all functions: every row of the card beside the others, ordered and filtered."""

from typing import Any

import streamlit as st

from explorer import tables
from explorer.activations import FAMILIES, get
from explorer.properties import ROWS, Property, card
from explorer.properties.questions import QUESTIONS
from explorer.ui.shared.choose import label_of
from explorer.ui.shared.own import menu

ALL = "All of them"
APPROACHED = "It may be only approached: the column Range says so, with a round bracket there."
NOTES = {"minimum": APPROACHED, "maximum": APPROACHED}


@st.fragment
def show() -> None:
    """Filters, the order, and the table; the first visitor sees it being computed."""
    cards = computed(list(menu()))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        families = st.multiselect(
            "Families",
            FAMILIES,
            placeholder=ALL,
            key="table_families",
            bind="query-params",
        )
        wanted = st.multiselect(
            "Only those that are or have",
            list(QUESTIONS),
            format_func=label_of(QUESTIONS),
            placeholder="Anything",
            key="table_questions",
            bind="query-params",
        )
        order = st.selectbox(
            "Largest first by",
            [key for key, row in ROWS.items() if row.number],
            index=None,
            placeholder="The order of the menu",
            format_func=label_of(ROWS),
            key="table_order",
            bind="query-params",
        )
    chosen = {
        key: facts
        for key, facts in cards.items()
        if (not families or get(key).family in families)
        and all(QUESTIONS[question].holds(facts) for question in wanted)
    }
    if not chosen:
        st.info("No function is all of that: take a filter away.", icon=":material/filter_alt:")
        return
    table = tables.cards([get(key) for key in chosen], list(chosen.values()))
    if order:
        table = table.sort_values(ROWS[order].label, ascending=False, kind="stable")
    st.caption(f"{len(chosen)} of {len(cards)} functions, at their default parameters")
    st.dataframe(table, hide_index=True, height=560, column_config=_columns(), key="table")


def computed(keys: list[str]) -> dict[str, dict[str, Property]]:
    """The cards of these functions, with a bar while some are new."""
    place = st.empty()
    done: dict[str, dict[str, Property]] = {}
    for number, key in enumerate(keys, 1):
        done[key] = _card(key)
        place.progress(number / len(keys), f"{get(key).label} …")
    place.empty()
    return done


@st.cache_data(max_entries=128, show_spinner=False)
def _card(key: str) -> dict[str, Property]:
    return card(get(key))


def _columns() -> dict[str, Any]:
    """Four digits for numbers, the name always in view, and room for the names and the ranges."""
    numbers = {
        row.label: st.column_config.NumberColumn(format="%.4g", help=NOTES.get(key))
        for key, row in ROWS.items()
        if row.number
    }
    return {
        "Function": st.column_config.TextColumn(pinned=True, width="medium"),
        ROWS["range"].label: st.column_config.TextColumn(width="medium"),
        **numbers,
    }
