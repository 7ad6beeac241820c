"""The lens on a page: its component, and the parameters it keeps in the session and in the URL."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from explorer.activations import ACTIVATIONS, Activation, Parameter
from explorer.activations.dial import dialled
from explorer.choices.datasets import DATASETS
from explorer.config.controls import Number
from explorer.formula.keys import split
from explorer.functions import lens
from explorer.functions.lens import facts
from explorer.functions.lens.packing import sign
from explorer.ui.shared import link, own, teaching
from explorer.ui.shared.mount import heard, module

KEY = "functions_lens"
HEAD = "functions_head"  # container of the page that stands above the card
SERIAL = "functions_lens_serial"
OWN = "own_"  # before the parameters of a formula somebody typed

_component = module("lens", "lens/lens.js", '<div class="lens"></div>')


def show(
    activation: Activation,
    limit: int,
    per_unit: int,
    low: float,
    high: float,
    sections: tuple[str, ...] = lens.SECTIONS,
) -> dict[str, float]:
    """Show a function for x in [−limit, limit]; returns the parameters its sliders stand at.

    The y axis never goes beyond low and high. Call it in an `st.fragment`: a slider that comes to
    rest runs that fragment again, for the card.
    """
    parameters = current(activation)
    chosen = tuple(parameters.items())
    bottom, top = _window(activation, activation.key, limit, low, high)
    points, labels = _points()
    message = lens.pack(
        lens.Lens(
            activation=activation,
            parameters=parameters,
            limit=limit,
            per_unit=per_unit,
            low=bottom,
            high=top,
            rows=_rows(activation, activation.key, chosen) if "card" in sections else (),
            sections=sections,
            guest=f".st-key-{HEAD}",
            locked=_among(activation, teaching.rules().holds),
            hidden=_among(activation, teaching.rules().hides),
            serial=st.session_state.get(SERIAL, 0),
            points=points,
            labels=labels,
        )
    )
    _component(
        key=KEY,
        data=message,
        width="stretch",
        height="content",
        on_parameters_change=lambda: _heard(activation),
    )
    return parameters


def name_of(activation: Activation, parameter: Parameter) -> str:
    """The name of a parameter in the session and in the URL."""
    key = split(activation.key)
    return OWN + parameter.name if key.typed else f"{key.text}_{parameter.name}"


def _among(activation: Activation, chosen: Callable[[str], bool]) -> list[str]:
    """The parameters of a function whose names in the link are among some."""
    return [one.name for one in activation.parameters if chosen(name_of(activation, one))]


def current(activation: Activation) -> dict[str, float]:
    """The parameters as they were last set here, else as the URL has them, else the defaults.

    The URL then holds those that differ from their defaults, and none of another function.
    """
    parameters, kept = {}, {}
    names = [name_of(activation, parameter) for parameter in activation.parameters]
    for parameter, name in zip(activation.parameters, names, strict=True):
        value = _asked(parameter, name)
        parameters[parameter.name] = st.session_state[name] = value
        if value != parameter.default:
            kept[name] = f"{value:.10g}"
    for name in _parameter_names():
        if name not in kept and name in st.query_params:
            del st.query_params[name]
        if name not in names:
            link.blame(name, None, None)
    for name, text in kept.items():
        if st.query_params.get(name) != text:
            st.query_params[name] = text
    own.choose(activation, parameters)
    return parameters


def forget() -> None:
    """Every function is at its defaults again, here and in the URL."""
    for name in _parameter_names():
        st.session_state.pop(name, None)
        link.blame(name, None, None)
        if name in st.query_params:
            del st.query_params[name]


def _asked(parameter: Parameter, name: str) -> float:
    """The value this page is asked for; what the URL asks for in vain is kept to be told."""
    base, index = sign(parameter.symbol)
    control = Number(
        name=name,
        label=f"the parameter {base}{index and '_'}{index}",
        default=float(parameter.default),
        low=parameter.low,
        high=parameter.high,
    )
    if link.holds(name, control):
        link.prepare(name, control)
        value = st.session_state[name]
        link.record(name, control, value)
        return value
    fault = link.check(name, control)
    texts, anew = link.asked(name)
    said = texts[-1] if texts else None
    value = allowed(parameter, said if anew else st.session_state.get(name, said))
    if fault:
        link.blame(name, fault, value)
    link.record(name, control, value, bound=True)
    return value


def allowed(parameter: Parameter, value: Any) -> float:
    """The value as a number in the parameter's range; its default where it is none."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return parameter.default
    inside = math.isfinite(number) and parameter.low <= number <= parameter.high
    return number if inside else parameter.default


def _parameter_names() -> list[str]:
    """The names of all parameters of the registry, and those of own formulas now in use."""
    known = [
        name_of(entry, parameter)
        for activation in ACTIVATIONS.values()
        for entry in (dialled(activation),)  # it has the activation's own parameters too
        for parameter in entry.parameters
    ]
    used = {*st.session_state, *st.query_params}
    return known + [str(name) for name in used if str(name).startswith(OWN)]


def _heard(activation: Activation) -> None:
    """Keep what the sliders in the browser say."""
    said = heard(KEY, "parameters")
    if not isinstance(said, dict) or said.get("key") != activation.key:
        return
    for parameter in activation.parameters:
        value = said["values"].get(parameter.name)
        st.session_state[name_of(activation, parameter)] = allowed(parameter, value)
    st.session_state[SERIAL] = int(said["serial"])


@st.cache_data(max_entries=256, show_spinner=False)
def _window(
    _activation: Activation, key: str, limit: int, low: float, high: float
) -> tuple[float, float]:
    return lens.window(_activation, limit, low, high)


@st.cache_data(max_entries=256, show_spinner=False)
def _rows(
    _activation: Activation, key: str, parameters: tuple[tuple[str, float], ...]
) -> tuple[lens.Row, ...]:
    return facts.rows(_activation, dict(parameters))


@st.cache_data(max_entries=1, show_spinner=False)
def _points() -> tuple[np.ndarray, np.ndarray]:
    x, y = DATASETS["circles"].make(200, 0.05, 0)
    return x.astype(np.float32), y.astype(np.uint8)
