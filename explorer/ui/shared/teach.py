"""The dialog that makes a link for a course of the page as it stands."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st

from explorer.config.controls import Control
from explorer.takeaway import sharing
from explorer.ui.shared import link, teaching
from explorer.ui.shared.shell import PRESENT, presenting

KEY = "teach_"
STYLE = "display: block; width: 12rem; height: 12rem"  # of the QR code
Offered = Mapping[str, tuple[Control, Any]]  # name → control, and what it stands at


def choices(offered: Offered) -> dict[str, str]:
    """What can be hidden or locked: its name in the link → its label; groups stand first."""
    found = {teaching.EVERYTHING: "Everything"} if offered else {}
    groups, labels = dict[str, str](), dict[str, str]()
    for name, (control, _) in offered.items():
        if group := link.group_of(name, control):
            groups[group] = f"All of {teaching.GROUPS[control.group]}"
        label = control.label[:1].upper() + control.label[1:]
        labels[name] = f"{label} ({name})" if label in labels.values() else label
    return found | groups | labels


def parameters(
    address: Mapping[str, list[str]],
    offered: Offered,
    hide: Iterable[str],
    lock: Iterable[str],
    text: str,
    present: bool,
) -> dict[str, list[str]]:
    """The link's parameters: those of the page's address, and what the link holds.

    What is locked by its own name stands in it with its value, also where that is the default.
    """
    hide = tuple(hide)
    lock = tuple(name for name in lock if name not in hide)
    rules = teaching.Rules(hide, lock, teaching.clean(text))
    kept = {name: texts for name, texts in address.items() if name not in teaching.PARAMETERS}
    kept.pop(PRESENT, None)
    for name in {*rules.lock} & {*offered} - {*kept}:
        control, value = offered[name]
        if link.readable(control, value):
            kept[name] = control.write(value)
    said = {name: [words] for name, words in rules.parameters.items()}
    return kept | said | ({PRESENT: ["1"]} if present else {})


def address_of(page: str, found: Mapping[str, list[str]]) -> str:
    """The link: the page's address with these parameters."""
    query = urlencode(found, doseq=True, quote_via=quote, safe=",")
    return page + (f"?{query}" if query else "")


def _close() -> None:
    st.session_state[teaching.OPEN] = False


@st.dialog("A link for a course", width="large", on_dismiss=_close)
def show() -> None:
    """What the link does, and the link, to be copied or scanned."""
    offered: Offered = st.session_state.get(teaching.OFFERED, {})
    left, right = st.columns([3, 2], gap="medium")
    with left:
        hide, lock, text, present = _choose(choices(offered))
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    page = (st.context.url or "").partition("?")[0]
    found = address_of(page, parameters(address, offered, hide, lock, text, present))
    with right:
        _give(found)


def _choose(offered: Mapping[str, str]) -> tuple[list[str], list[str], str, bool]:
    """What is hidden, what is locked, the text, and whether the page is presented."""
    rules = teaching.rules()
    st.write("The link opens this page as it stands now. What is hidden or locked stays so.")
    hide = _several("Hide", "hide", offered, rules.hide, "Not on screen; it stays as it is now")
    lock = _several("Lock", "lock", offered, rules.lock, "On screen, but nobody can change it")
    text = st.text_area(
        "Text above the page",
        rules.text,
        key=f"{KEY}text",
        max_chars=teaching.LONGEST,
        height=90,
        placeholder="Task 1: which function needs the fewest units?",
        help="*emphasis*, **strong**, `code` and $x^2$ count; anything else stands as it is",
    )
    present = st.toggle(
        "Open as a presentation",
        presenting(),
        key=f"{KEY}present",
        help="Large words, thick lines, and nothing but the picture",
    )
    if rules.parameters and st.button(
        "Take away",
        key=f"{KEY}away",
        icon=":material/lock_open:",
        help="This page is free again: nothing is hidden, locked or said above it",
    ):
        teaching.take_away()
        _close()
        st.rerun()
    return hide, lock, text or "", present


def _several(
    label: str, name: str, offered: Mapping[str, str], chosen: tuple[str, ...], words: str
) -> list[str]:
    """Some of what the page offers; it starts with what its link has, on screen or not."""
    return st.multiselect(
        label,
        [*offered, *(one for one in chosen if one not in offered)],
        list(chosen),
        format_func=lambda one: offered.get(one, one),
        key=KEY + name,
        placeholder="Nothing",
        help=words,
    )


def _give(address: str) -> None:
    """The link, to be copied, opened or scanned."""
    st.code(address, language=None, wrap_lines=True, height=110)
    st.link_button("Try it", address, icon=":material/open_in_new:", width="stretch")
    try:
        code = sharing.code_of(address)
    except ValueError as error:
        st.info(str(error), icon=":material/qr_code:")
        return
    source = code.svg_data_uri(omitsize=True, border=4, dark=sharing.DARK, light=sharing.WHITE)
    image = f'<img src="{escape(source)}" alt="QR code of this link" style="{STYLE}">'
    st.markdown(image, unsafe_allow_html=True)
