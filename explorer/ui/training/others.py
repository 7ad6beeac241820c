"""Networks like another but with a setting of their own: the list of them, and one more."""

from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.config import Member, RunConfig, apart
from explorer.config.controls import Control
from explorer.config.form import LIKE
from explorer.config.link import PREFIX
from explorer.config.member import MOST_NETWORKS
from explorer.config.run import MAX_HIDDEN, MAX_WIDTH
from explorer.ui.shared import form, link, teaching

KEY = PREFIX + LIKE.name
CHOICE = PREFIX + "apart_"  # of what is asked for one more; it stands in no link
REFUSED = CHOICE + "refused"


def ask(control: Control) -> list[str]:
    """The texts of the networks; the session holds them, and `show` draws them later."""
    link.prepare(KEY, control)
    if teaching.rules().named:  # one more network would be free of what the link holds
        st.session_state[KEY] = list(teaching.rules().texts.get(KEY) or control.default)
    value = list(st.session_state.get(KEY, control.default))
    link.record(KEY, control, value)
    return value


def show(config: RunConfig) -> None:
    """Each network with settings of its own, to be taken away, and what asks for one more."""
    if link.hides(KEY, LIKE) or teaching.rules().named:
        return
    held = link.holds(KEY, LIKE)
    texts, titles = st.session_state.get(KEY, []), config.titles
    for place, member in enumerate(range(len(titles) - len(texts), len(titles))):
        st.button(
            titles[member],
            key=f"{CHOICE}drop{place}",
            icon=":material/close:",
            icon_position="right",
            type="tertiary",
            help=f"Take {titles[member]} away",
            disabled=held,
            on_click=_drop,
            args=(place,),
        )
    if held:
        return
    if len(config.members) >= MOST_NETWORKS:
        st.caption(f"{MOST_NETWORKS} networks fit side by side.")
        return
    with st.popover("Add one like this, but …", key=f"{CHOICE}more", width="stretch"):
        _one_more(config)


def which(config: RunConfig, label: str, key: str) -> int:
    """One of the networks of a run, by its name: the last one, also where their number changes."""
    titles = config.titles
    return st.selectbox(
        label,
        range(len(titles)),
        len(titles) - 1,
        format_func=titles.__getitem__,
        key=f"{key}{len(titles)}",
    )


def _one_more(config: RunConfig) -> None:
    """Which network it is like, what it has of its own, and the button that adds it."""
    like = which(config, "Like", f"{CHOICE}like")
    member = config.members[like]
    fields = apart.own_fields()
    name = st.selectbox(
        "but with another",
        list(fields),
        format_func=lambda one: fields[one].label,
        key=f"{CHOICE}name",
    )
    before = apart.value_of(config, member, name)
    value = _widths(before) if name == "hidden" else _value(config, name, before)
    st.button(
        "Add",
        key=f"{CHOICE}add",
        type="primary",
        disabled=value == before,
        help="From the same first weights, on the same points and batches",
        on_click=_add,
        args=(config, like, name, value),
    )
    if refused := st.session_state.pop(REFUSED, ""):
        st.error(refused)


def _value(config: RunConfig, name: str, before: Any) -> Any:
    """What the setting is to be; it starts where it stands."""
    control = apart.control_of(name, config)
    assert control is not None
    return form.ask_apart(control, before, f"{CHOICE}value_{name}")


def _widths(before: tuple[int, ...]) -> tuple[int, ...]:
    """As many layers, all of one width."""
    with st.container(horizontal=True):
        depth = st.number_input("Layers", 0, MAX_HIDDEN, len(before), key=f"{CHOICE}depth")
        width = st.number_input(
            "Units of each", 1, MAX_WIDTH, before[0] if before else 8, key=f"{CHOICE}width"
        )
    same = len(before) == depth and all(units == width for units in before[:1])
    return before if same else (int(width),) * int(depth)


def _add(config: RunConfig, like: int, name: str, value: Any) -> None:
    try:
        member = apart.but(config, config.members[like], name, value)
    except ValueError as error:
        st.session_state[REFUSED] = f"This network cannot be: {error}."
        return
    text = apart.write(member, config.members[0])
    st.session_state[KEY] = [*st.session_state.get(KEY, []), text]


def _drop(place: int) -> None:
    texts = list(st.session_state.get(KEY, []))
    del texts[place]
    st.session_state[KEY] = texts


def reshape(member: Member | None, widths: tuple[int, ...]) -> bool:
    """Give a network with hidden layers of its own these widths; False where it has none."""
    if member is None or "hidden" not in dict(member.changes):
        return False
    texts = list(st.session_state.get(KEY, []))
    plain = replace(member, learning_rate=None, loss=None, changes=())
    same = [place for place, text in enumerate(texts) if apart.read(text, plain) == member]
    changes = tuple(dict(member.changes, hidden=widths).items())
    for place in same[:1]:
        texts[place] = apart.write(replace(member, changes=changes), plain)
    st.session_state[KEY] = texts
    return bool(same)
