"""Data of one's own on the page Training: a table that is pasted or uploaded, and a curve."""

import re
from typing import Any

import streamlit as st

from explorer.choices import tables
from explorer.choices.given import above_key, at_hand
from explorer.choices.outputs import OUTPUTS
from explorer.choices.points import MOST_CLASSES
from explorer.choices.tables import MOST_ROWS, Table, TableError
from explorer.choices.tables.table import KINDS, usable_feature
from explorer.config.link import PREFIX
from explorer.formula import FormulaError
from explorer.ui.shared import given

KEY = f"{PREFIX}own_"
CHOSEN = f"{PREFIX}dataset"
READ = f"{KEY}read"  # in the session: what was read last, its name, and what came of it
MEGABYTES = 20  # of a file
PASTED = "grade,admitted\n1.3,1\n2.0,1\n3.1,0\n3.7,0"
CURVE = "sin(2x)"
WAYS = ("A table", "A curve")
_MARKS = re.compile(r"([\\`*_\[\]()#<>$~|:])")  # that would not stand as they are in Markdown


def offer() -> None:
    """The way to a data set of one's own, below those that are offered."""
    name = "Your own data"
    if st.button(name, icon=":material/table_view:", key=f"{KEY}open", width="stretch"):
        _open()


@st.dialog("Data of your own", width="large")
def _open() -> None:
    way = st.segmented_control(
        "What you bring",
        WAYS,
        default=WAYS[0],
        required=True,
        key=f"{KEY}way",
        label_visibility="collapsed",
    )
    if _table() if way == WAYS[0] else _curve():
        st.rerun()


def _table() -> bool:
    """A table that is uploaded or pasted; whether it is to be learnt now."""
    left, right = st.columns(2)
    file = left.file_uploader(
        f"CSV file, up to {MEGABYTES} MB",
        type=["csv", "tsv", "txt", "dat"],
        max_upload_size=MEGABYTES,
        key=f"{KEY}file",
    )
    text = right.text_area("or paste rows", placeholder=PASTED, height=120, key=f"{KEY}text")
    if file is None and not text.strip():
        st.caption("It is kept for this visit alone, and no formula in a cell is run.")
        return False
    name = "pasted rows" if file is None else file.name
    try:
        return _ask(_read(name, text if file is None else file.getvalue()), name)
    except TableError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return False


def _read(name: str, data: str | bytes) -> Table:
    """The table of this text or these bytes, read once; raises TableError as `read` does."""
    known: tuple[str | bytes, Table | TableError] | None = st.session_state.get(READ)
    if known is None or known[0] != data:
        with st.spinner(f"Reading {plain(name)} …"):
            try:
                known = data, tables.read(data)
            except TableError as error:
                known = data, error
        st.session_state[READ] = known
    found = known[1]
    if isinstance(found, TableError):
        raise found
    return found


def _ask(table: Table, name: str) -> bool:
    """What of a table is to be learnt, and whether now; raises TableError as `prepare` does."""
    shape = f"{KEY}{abs(hash((table.names, len(table.rows))))}_"  # other columns, other choices
    st.dataframe(
        [dict(zip(table.names, row, strict=True)) for row in table.first[:5]],
        hide_index=True,
        height=213,
        column_config={
            column.name: st.column_config.TextColumn(help=KINDS[column.kind])
            for column in table.columns
        },
    )
    labels = [column.name for column in table.columns if column.problem]
    left, right = st.columns([1, 2])
    label = left.selectbox("Predict", labels, labels.index(table.label), key=f"{shape}label")
    can = [c.name for c in table.columns if c.name != label and usable_feature(c)]
    features = right.multiselect(
        "from",
        can,
        default=list(table.features(label)),
        key=f"{shape}{label}_from",
        format_func=lambda one: f"{one} ({KINDS[table.column(one).kind]})",
    )
    with st.container(horizontal=True):
        standardise = st.toggle(
            "Standardise",
            True,
            key=f"{shape}standardise",
            help="Each number to mean 0 and variance 1. Without, large numbers drown small ones",
        )
        fill = st.toggle(
            "Fill gaps",
            True,
            key=f"{shape}fill",
            help="With the median, or the commonest word; without, rows with gaps are left out",
        )
        number = _as_number(table, label, shape)
    problem = None if number is None else "regression" if number else "classes"
    prepared = tables.prepare(table, label, features, standardise, problem, fill)
    said = [*table.said, *prepared.said]
    if len(prepared.y) > MOST_ROWS:
        said.append(f"Of the {len(prepared.y):,} rows {MOST_ROWS:,} are taken, evenly.")
    st.caption(" ".join(map(plain, said)))
    wanted = OUTPUTS[prepared.problem].label
    return st.button(
        f"Learn {plain(label)} from {len(prepared.inputs)} inputs",
        key=f"{KEY}learn",
        type="primary",
        help=f"{wanted}. The first columns are shown on a plane; the networks get them all",
        on_click=_take,
        args=(tables.dataset_of(prepared, name),),
    )


def _as_number(table: Table, label: str, shape: str) -> bool | None:
    """Whether a column of few whole numbers is predicted as a number; None where it is clear."""
    column = table.column(label)
    if column.kind not in ("number", "whole") or len(column.different) > MOST_CLASSES:
        return None
    regression = column.problem == "regression"
    return st.toggle(
        "As a number",
        regression,
        key=f"{shape}{label}_number",
        help="Off: each value is a class of its own; on: a number, near or far",
    )


def _curve() -> bool:
    """Points of class 1 above a curve that is typed; whether they are to be learnt now."""
    text = st.text_input(
        "Class 1 where x₂ is above",
        placeholder=CURVE,
        key=f"{KEY}curve",
        help="In x, with the language of the functions: sin(2x), x^2 − 1, |x|",
    )
    if not text.strip():
        return False
    try:
        key = above_key(text)
        given.add(key)
    except (FormulaError, ValueError) as error:
        st.error(plain(str(error)), icon=":material/error:")
        return False
    return st.button(
        "Learn it", key=f"{KEY}learn_curve", type="primary", on_click=_choose, args=(key,)
    )


def _take(dataset: Any) -> None:
    dataset = at_hand(dataset)
    given.add(dataset.key)
    _choose(dataset.key)


def _choose(key: str) -> None:
    st.session_state[CHOSEN] = key


def plain(text: str) -> str:
    """Text of a file as it stands, whatever marks are in it."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
