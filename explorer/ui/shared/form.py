"""Controls drawn as Streamlit's widgets; what they stand at is in the address."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.config.controls import Choice, Control, Number, Offer, Several, Switch
from explorer.formula.keys import split
from explorer.formula.reading import from_link
from explorer.ui.shared import beside, link, own, pictures, teaching

NOTHING = "none"  # what the session holds where the option None is chosen
BOX = 104  # pixels of a number among others in a row


def ask(control: Control, prefix: str = "", **layout: Any) -> Any:
    """The widget of a control, and what it stands at; its key is the prefix and its name.

    `layout` goes to the widget: on_change, label_visibility, width and the like. What the page's
    link hides has none, and what it locks is disabled.
    """
    key = prefix + control.name
    if link.holds(key, control):
        return _held(control, key, layout)
    if isinstance(control, Offer):
        return _offer(control, key, layout)
    if isinstance(control, Number) and control.draws:
        return _drawn(control, key)
    fault = link.check(key, control)
    common = {"key": key, "bind": "query-params", "help": control.hint, **layout}
    link.announce(key, control)
    if fault:  # Streamlit stumbles over some of these, such as 1e400
        common["bind"] = None
        if key in st.query_params:
            del st.query_params[key]
    value = _widget_of(control, key, common)
    if fault:
        link.blame(key, replace(fault, used=control.say(value)), value)
    link.record(key, control, value, bound=True)
    return value


def _held(control: Control, key: str, layout: dict[str, Any]) -> Any:
    """What a control stands at that the page's link holds; its widget, if it is on screen."""
    teaching.restore(key)
    more = _options(control, key) if isinstance(control, Offer) else ()
    link.prepare(key, control, more)
    control = replace(control, disabled=True)
    if link.hides(key, control):
        value = st.session_state[key]
        link.record(key, control, value)
    elif isinstance(control, Offer):
        value = _offer(control, key, layout)
    elif isinstance(control, Number) and control.draws:
        value = _drawn(control, key)
    else:
        value = _widget_of(control, key, {"key": key, "help": control.help, **layout})
        link.record(key, control, value)
    return value


def _widget_of(control: Control, key: str, common: dict[str, Any]) -> Any:
    """The widget of a switch or a number."""
    common = common | {"disabled": control.disabled}
    if isinstance(control, Switch):
        return st.toggle(control.label, control.default, **common)
    assert isinstance(control, Number)
    return _number(control, key, common)


def ask_apart(control: Control, value: Any, key: str) -> Any:
    """The widget of a control that stands in no link; it starts at this value."""
    if isinstance(control, Switch):
        return st.toggle(control.label, value, key=key, help=control.hint)
    if isinstance(control, Number):
        return _number(replace(control, default=value), key, {"key": key, "help": control.hint})
    assert isinstance(control, Choice)
    options = list(control.options)
    place = st.selectbox(
        control.label,
        range(len(options)),
        options.index(value) if value in options else 0,
        format_func=lambda place: control.label_of(options[place]),
        key=key,
        help=control.hint,
    )
    return options[place]


def _number(control: Number, key: str, common: dict[str, Any]) -> Any:
    if control.style == "seed":
        return _seed(control, key, common)
    kind = int if control.whole else float
    low, high, default = kind(control.low), kind(control.high), kind(control.default)
    if control.style == "slider":
        step = None if control.step is None else kind(control.step)
        return st.slider(control.label, low, high, default, step, format=control.format, **common)
    if control.in_row:
        common = {"width": BOX} | common
    step, digits = kind(control.step or 1), control.format
    return kind(st.number_input(control.label, low, high, default, step, digits, **common))


def _seed(control: Number, key: str, common: dict[str, Any]) -> int | None:
    """A seed, and a button that draws another one."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        low, high, default = int(control.low), int(control.high), control.default
        common = {"placeholder": control.empty or None} | common
        value = st.number_input(control.label, low, high, default, step=1, **common)
        st.button(
            "Draw",
            icon=":material/casino:",
            key=f"{key}_draw",
            help="Draw another seed",
            disabled=control.disabled,
            on_click=_draw,
            args=(key,),
        )
    return None if value is None else int(value)


def _drawn(control: Number, key: str) -> int | None:
    """A seed that is a button, which draws it; the session alone holds what it stands at."""
    link.prepare(key, control)
    value = st.session_state.get(key, control.default)
    link.record(key, control, value)
    st.button(
        control.draws,
        icon=":material/casino:",
        key=f"{key}_draw",
        help=control.hint,
        disabled=control.disabled,
        on_click=_draw,
        args=(key,),
    )
    return value


def _draw(key: str) -> None:
    st.session_state[key] = random.randrange(1000)


def _options(control: Offer, key: str) -> list[Any]:
    """What a control offers here, with own formulas first where they may stand, and own data."""
    options = list(control.options)
    if control.activations:
        texts, anew = link.asked(key)
        for text in texts[: own.MOST]:
            parts = split(text)
            if (anew or key not in st.session_state) and parts.typed and not parts.dialled:
                own.add(from_link(parts.text))
        options = [*(typed for typed in own.menu() if typed not in options), *options]
    if isinstance(control, Choice) and control.style == "scale":
        return beside.between(control, key)
    if control.own is not None:
        return [*options, *beside.given_data(key, options)]
    return options


def _offer(control: Offer, key: str, layout: dict[str, Any]) -> Any:
    """A menu, buttons, a scale or several of a list."""
    options = _options(control, key)
    label = label_of(own.menu()) if control.activations else control.label_of
    link.prepare(key, control, options)
    common = {
        "key": key,
        "format_func": label,
        "help": control.hint,
        "disabled": control.disabled,
        **layout,
    }
    value = _widget(_standing(control, key, options), options, common)
    link.record(key, control, value)
    if isinstance(control, Choice) and control.remark_of is not None:
        st.caption(control.remark_of(value))
    return value


def _standing(control: Offer, key: str, options: list[Any]) -> Offer:
    """The control with what it stands at for its default.

    A widget that comes to the browser late, after another run of the page, starts there.
    """
    value = st.session_state.get(key, control.default)
    value = None if value == NOTHING else value
    chosen = (value or []) if isinstance(control, Several) else [value]
    return replace(control, default=value) if all(one in options for one in chosen) else control


def _widget(control: Offer, options: list[Any], common: dict[str, Any]) -> Any:
    name, default = control.label, control.default
    if isinstance(control, Several):
        return st.multiselect(
            name,
            options,
            default=list(default),
            max_selections=control.most,
            select_all=control.most is None,
            placeholder=control.placeholder,
            **common,
        )
    assert isinstance(control, Choice)
    if control.style == "scale":
        return st.select_slider(name, options, default, **common)
    if control.picture_of is not None:
        return pictures.show(control, options, common)
    if control.style == "buttons":
        return _buttons(control, options, common)
    if control.placeholder:
        common["placeholder"] = control.placeholder
    if None not in options:
        index = None if default is None else options.index(default)
        return st.selectbox(name, options, index=index, **common)
    named, options = _named(control, options, common)
    value = st.selectbox(name, options, index=options.index(default or NOTHING), **named)
    return None if value == NOTHING else value


def _buttons(control: Choice, options: list[Any], common: dict[str, Any]) -> Any:
    """A row of buttons."""
    named, options = _named(control, options, common)
    default = NOTHING if control.default is None else control.default
    value = st.segmented_control(control.label, options, default=default, required=True, **named)
    return None if value == NOTHING else value


def _named(
    control: Choice, options: list[Any], common: dict[str, Any]
) -> tuple[dict[str, Any], list[Any]]:
    """The widget's settings and options; None, which Streamlit takes for no choice, has a name."""
    state, key = st.session_state, common["key"]
    if None in options and key in state and state[key] is None:
        state[key] = NOTHING
    named: dict[str, Any] = {
        **common,
        "format_func": lambda one: control.label_of(None if one == NOTHING else one),
    }
    return named, [NOTHING if one is None else one for one in options]


def entry(
    name: str,
    registry: Mapping[str, Any],
    default: str,
    key: str,
    activations: bool = False,
    **layout: Any,
) -> str:
    """Choose one entry of a registry by its label; its key stands in the address."""
    return ask(
        Choice(
            name=key,
            label=name,
            default=default,
            options=tuple(registry),
            label_of=label_of(registry),
            activations=activations,
        ),
        **layout,
    )


def label_of(registry: Mapping[str, Any]) -> Callable[[Any], str]:
    """A function from a registry's keys to its labels."""
    return lambda key: registry[key].label


def tabs(
    names: Mapping[str, str], key: str, former: Mapping[str, str] | None = None
) -> tuple[Any, str]:
    """Tabs by their names, key → label: the one that is open, and its key, which the link holds.

    `former` are the labels of older links, each with the label of today. The session holds the
    label.
    """
    labels = list(names.values())
    control = Choice(
        name=key,
        label="view",
        default=labels[0],
        options=tuple(labels),
        key_of=lambda label: next(k for k, shown in names.items() if shown == label),
        former=former or {},
    )
    link.prepare(key, control)
    if link.hides(key, control):
        value = st.session_state[key]
        link.record(key, control, value)
        return st.container(), control.key_of(value)
    if link.holds(key, control):  # the others cannot be opened
        labels = [st.session_state[key]]
    made = st.tabs(labels, key=key, on_change="rerun")
    shown = next((place for place, tab in enumerate(made) if tab.open), 0)
    link.record(key, control, labels[shown])
    return made[shown], control.key_of(labels[shown])
