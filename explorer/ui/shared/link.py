"""What the address says of the controls on a page: keys, never labels; and what it says in vain.

Streamlit binds a widget to the address by the label of its option, and drops what it does not know
in silence. So options are read and written here; numbers and switches stay bound by Streamlit, and
only what is wrong with them is found here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx

from explorer.config.controls import Control, Fault, consult
from explorer.ui.shared import teaching

HERE = "link_page"  # the page the address belongs to
KEPT = "link_kept"  # name → the last value of a control, for when it comes back
FAULTS = "link_faults"  # name → what the address asked for in vain, and the value used
WRITTEN = "link_written"  # name → texts of the controls of the run of a page that is under way
UNREAD = "link_unread"  # no run of the page has come to its end since it was opened
OURS = "link_ours"  # names that stand in the address because this module wrote them
LESSON = "lesson"  # of the address: a step of it stands beside the page
RUN = "link_run"  # of the page, the latest: one that it overtook has nothing more to say
Known = tuple[tuple[str, ...], re.Pattern]  # how a page's names begin, and all of them


@contextmanager
def page(name: str, known: Known) -> Iterator[None]:
    """Read and write the address of the page that is run inside, and say what is wrong with it.

    A parameter that begins as the page's do and is none of them is named.
    """
    state = st.session_state
    if state.get(HERE) != name:
        state[HERE], state[FAULTS], state[OURS], state[UNREAD] = name, {}, set(), True
    state[WRITTEN], state[teaching.OFFERED] = {}, {}
    state[RUN] = this = object()
    told = st.container(key="link_faults_shown")
    try:
        yield
    except RerunException:
        if state[RUN] is this:
            del state[WRITTEN]
        raise
    except StopException:  # of the page alone; or another run overtook it, or is about to
        pass
    if state[RUN] is this:
        _finish(told, known)


def forget(known: Known) -> None:
    """Forget what an earlier visit chose on a page: it opens as its address has it."""
    kept = st.session_state.get(KEPT, {})
    for name in [one for one in kept if known[1].fullmatch(one)]:
        del kept[name]


def asked(name: str) -> tuple[list[str], bool]:
    """What the address says of a control, and whether that stands over the session."""
    return st.query_params.get_all(name), _went_back()


def _finish(told: Any, known: Known) -> None:
    written: dict[str, list[str] | None] = st.session_state.pop(WRITTEN, {})
    rules = teaching.rules()
    kept = rules.named & {*rules.texts}  # they stay, on screen or not
    gone = {name: [] for name in st.session_state[OURS] if name not in {*written, *kept}}
    _send({name: texts for name, texts in written.items() if texts is not None} | gone)
    if st.session_state.pop(UNREAD, False):
        beginnings, names = known
        for name in st.query_params:
            if name.startswith(beginnings) and name not in written and not names.fullmatch(name):
                st.session_state[FAULTS][name] = None, None
    offered = st.session_state[teaching.OFFERED]
    controls = {*offered, *written, *(group_of(name, one) for name, (one, _) in offered.items())}
    teaching.close(lambda name: name in controls or bool(known[1].fullmatch(name)), quoted)
    sentences = rules.said + [
        fault.sentence(quoted) if fault else f"The link's {quoted(name)} is not known here."
        for name, (fault, _) in st.session_state[FAULTS].items()
    ]
    if sentences:
        told.caption(":material/link: " + " ".join(sentences[:5]))


def quoted(text: str) -> str:
    """Text of a link set as it stands, whatever marks are in it."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text).replace("`", "'")
    return f"`{plain}`"


def prepare(name: str, control: Control, more: Sequence[Any] = ()) -> None:
    """Give the session what the address, or an earlier visit, says of an option control.

    Call it before the widget of this key is made. `more`: options beside the control's own.
    """
    state = st.session_state
    if holds(name, control):
        _hold(name, control, more)
        return
    texts, anew = asked(name)
    if name in state and not anew:
        return
    if texts:
        value, fault = consult(control, texts, control.default, more)
        blame(name, fault, value)
    elif anew:
        value = control.default
    else:
        value = state.get(KEPT, {}).get(name, control.default)
        if not _offered(control, value, more):
            value = control.default
    if value != control.default or anew:
        state[name] = value


def _went_back() -> bool:
    """Whether the browser went to another entry of its history: what that does not say is unset."""
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))


def group_of(name: str, control: Control) -> str:
    """What stands in a link for the group of this control, "" where it is in none."""
    return teaching.token(control.name, control.group, name)


def holds(name: str, control: Control) -> bool:
    """Whether the page's link keeps a control at what it says: `prepare` then sets it to that.

    What is held has no widget that is bound to the address.
    """
    return teaching.rules().holds(name, group_of(name, control))


def hides(name: str, control: Control) -> bool:
    """Whether the page's link keeps a control off the screen; `holds` holds of it, too."""
    return teaching.rules().hides(name, group_of(name, control))


def _hold(name: str, control: Control, more: Sequence[Any]) -> None:
    """Set a control that is held to what the link says of it, whatever else has set it."""
    rules, state = teaching.rules(), st.session_state
    if LESSON in st.query_params:  # it sets its pages itself
        texts = st.query_params.get_all(name)
        value = consult(control, texts, control.default, more)[0] if texts else control.default
        state[name] = value if _offered(control, value, more) else control.default
        return
    if name not in rules.values:
        if texts := rules.texts.get(name):
            rules.values[name], fault = consult(control, texts, control.default, more)
            blame(name, fault, rules.values[name])
        else:
            preset = rules.opening and name in state  # a preset of the link has set it
            rules.values[name] = value = state[name] if preset else control.default
            if name in rules.lock and readable(control, value, more):
                what = control.what or control.label[:1].lower() + control.label[1:]
                said = (
                    f"The link locks {what} and gives no value: it stays at {control.say(value)}."
                )
                rules.said.append(said)
    value = rules.values[name]
    state[name] = value if _offered(control, value, more) else control.default


def readable(control: Control, value: Any, more: Sequence[Any] = ()) -> bool:
    """Whether what a link says of a value gives it back; nothing chosen has no such text."""
    return consult(control, control.write(value), None, more)[1] is None


def _offered(control: Control, value: Any, more: Sequence[Any]) -> bool:
    """Whether a value can be chosen still: an option, or several of them, may have gone."""
    return value == control.default or readable(control, value, more)


def check(name: str, control: Control) -> Fault | None:
    """What is wrong with the text that Streamlit itself reads for this control, if it reads one."""
    texts = st.query_params.get_all(name)
    if name in st.session_state or not texts:
        return None
    return consult(control, texts, control.default)[1]


def announce(name: str, control: Control) -> None:
    """Write into the address what the session has a control at whose widget is not there yet.

    Streamlit writes what a hand changes later, and refuses to have it written here.
    """
    value = st.session_state.get(name)
    if value is None or value == control.default or _went_back():
        return
    if name not in st.query_params:
        with suppress(StreamlitAPIException):
            st.query_params[name] = control.write(value)


def blame(name: str, fault: Fault | None, value: Any) -> None:
    """Keep what is wrong for as long as the value used in its place stands."""
    faults = st.session_state.setdefault(FAULTS, {})
    if fault:
        faults[name] = replace(fault, name=name), value
    else:
        faults.pop(name, None)


def record(
    name: str, control: Control, value: Any, *, bound: bool = False, listed: bool = True
) -> None:
    """Write what a widget stands at into the address, unless Streamlit does (`bound`).

    `listed`: it is among what a link can hide.
    """
    state = st.session_state
    if listed:
        state.setdefault(teaching.OFFERED, {})[name] = control, value
    faults = state.get(FAULTS, {})
    if name in faults and faults[name][1] != value:
        del faults[name]
    texts = None
    if not bound:
        state.setdefault(KEPT, {})[name] = value
        texts = [] if value == control.default else control.write(value)
        rules = teaching.rules()
        if name in rules.lock and (texts or readable(control, value)):
            texts = rules.texts[name] = control.write(value)  # its default is said, too
    if WRITTEN in state:
        state[WRITTEN][name] = texts
    elif texts is not None:  # a fragment, or a page without the app around it
        _send({name: texts})


def carry(beginning: str, parameters: Mapping[str, str | list[str]]) -> None:
    """Have the address name these that begin so, beside the page's own, and no others."""
    begun = {
        name: [texts] if isinstance(texts, str) else texts
        for name, texts in parameters.items()
        if name.startswith(beginning)
    }
    state = st.session_state
    if WRITTEN in state:  # what is not written goes when the page has run
        state[WRITTEN].update(begun)
        return
    known = [name for name in state.get(OURS, ()) if name.startswith(beginning)]
    _send({name: [] for name in known} | begun)


def _send(wanted: dict[str, list[str]]) -> None:
    """Change the address where it says something else."""
    ours = st.session_state.setdefault(OURS, set())
    for name, texts in wanted.items():
        if texts:
            ours.add(name)
        else:
            ours.discard(name)
            if name in st.query_params:
                del st.query_params[name]
    changed = {
        name: texts if len(texts) > 1 else texts[0]
        for name, texts in wanted.items()
        if texts and st.query_params.get_all(name) != texts
    }
    if changed:
        st.query_params.update(changed)
