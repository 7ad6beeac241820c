"""Widgets of the page Functions: choose one function, turn its parameters, set several together."""

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import streamlit as st

from explorer import palette, tables
from explorer.activations import ACTIVATIONS, get
from explorer.activations.base import Activation, Parameter
from explorer.charts import functions as charts

CHOICE = "function"
VIEW = "view"
VIEWS = ("Explore", "Compare", "Gallery")
COMPARED = ("relu", "gelu", "tanh", "sigmoid")
MOST = 6


class Range(NamedTuple):
    """How much of the x axis is shown, how densely, and how far the y axis may reach."""

    name: str
    limit: int
    per_unit: int
    low: float
    high: float


RANGES = {
    shown.name: shown
    for shown in (
        Range("±2", 2, 50, -1.5, 2.5),
        Range("±6", 6, 20, -3.0, 4.0),
        Range("±20", 20, 10, -4.0, 8.0),
    )
}
IMPORTS = {
    r"\btorch\.": "import torch",
    r"\bnn\.": "import torch.nn as nn",
    r"\bF\.": "import torch.nn.functional as F",
}


def explore() -> None:
    """One function: choice, formulas and remark at the left, its curve and slope beside them."""
    cause, picture = st.columns([1, 2], gap="large")
    with cause:
        activation = choose_function()
        shown = choose_range("range")
        # Set in the line rather than as displays, so that long ones wrap on a narrow screen.
        formula("f(x)", activation.formula, palette.POSITIVE)
        formula("f'(x)", activation.slope_formula, palette.NEGATIVE)
        st.write(activation.remark)
        st.caption(activation.source)
    with picture:
        curve(activation, shown)


@st.fragment
def curve(activation: Activation, shown: Range) -> None:
    """The picture with its sliders: a fragment of its own, so a slider redraws nothing else."""
    place = st.container()
    parameters = {}
    if activation.parameters:
        with st.container(horizontal=True, gap="large"):
            for parameter in activation.parameters:
                parameters[parameter.name] = choose_parameter(activation, parameter)
    with place:
        table = tables.curve(activation, parameters, shown.limit, shown.per_unit)
        words = f"{activation.label} and its slope for x in {shown.name}"
        draw(curve_spec(activation.key, shown), table, "functions_curve", words)
    pytorch(activation, parameters)


@st.fragment
def compare() -> None:
    """Up to six functions on the same axes: their values, and their slopes beside them."""
    chosen = st.multiselect(
        "Functions on the same axes, up to six",
        list(ACTIVATIONS),
        default=COMPARED,
        format_func=label,
        max_selections=MOST,
        key="compare",
        bind="query-params",
    )
    if not chosen:
        st.info("Choose a function or two, and their curves appear here.", icon=":material/tune:")
        return
    shown = choose_range("compare_range")
    table = comparison(tuple(chosen), shown)
    for column, place in zip(("value", "slope"), st.columns(2, gap="medium"), strict=True):
        with place:
            st.markdown({"value": "**Values** $f(x)$", "slope": "**Slopes** $f'(x)$"}[column])
            draw(
                comparison_spec(tuple(chosen), column, shown),
                table,
                f"functions_{column}s",
                f"The {column}s of " + ", ".join(label(key) for key in chosen),
            )


def choose_function() -> Activation:
    """The activation chosen; the URL carries its label."""
    key = st.selectbox(
        "Function",
        list(ACTIVATIONS),
        format_func=label,
        key=CHOICE,
        on_change=forget_parameters,
        bind="query-params",
    )
    return get(key)


def forget_parameters() -> None:
    """Another function starts at its defaults, and so does this one when it comes back."""
    for activation in ACTIVATIONS.values():
        for parameter in activation.parameters:
            st.session_state.pop(parameter_key(activation, parameter), None)


def parameter_key(activation: Activation, parameter: Parameter) -> str:
    """The name of a parameter in the session and in the URL."""
    return f"{activation.key}_{parameter.name}"


def choose_parameter(activation: Activation, parameter: Parameter) -> float:
    """One parameter of the activation, within the range the registry gives."""
    decimals = max(0, math.ceil(-math.log10(parameter.step) - 1e-9))
    return st.slider(
        f"${parameter.symbol}$ · {parameter.name}",
        float(parameter.low),
        float(parameter.high),
        float(parameter.default),
        float(parameter.step),
        format=f"%.{decimals}f",
        key=parameter_key(activation, parameter),
        bind="query-params",
    )


def choose_range(key: str) -> Range:
    """How much of the x axis a chart shows."""
    name = st.segmented_control(
        "Range of x",
        list(RANGES),
        default="±6",
        required=True,
        key=key,
        bind="query-params",
    )
    return RANGES[name]


def formula(name: str, right_side: str, color: str) -> None:
    """An equation whose left side has the colour of its curve."""
    st.markdown(rf"$\textcolor{{{color}}}{{{name}}} = {right_side}$")


def label(key: str) -> str:
    """The name the registry gives a key."""
    return ACTIVATIONS[key].label


def pytorch(activation: Activation, parameters: Mapping[str, float]) -> None:
    """The lines that make this function in PyTorch."""
    lines = code(activation, parameters)
    if lines:
        st.code(lines, language="python")
    else:
        st.caption("PyTorch has no ready-made layer for this one; its formula is the recipe.")


def code(activation: Activation, parameters: Mapping[str, float]) -> str:
    """Lines to run as they stand, imports first; "" where torch has no such function."""
    expression = activation.code(**parameters)
    if not expression:
        return ""
    needed = [line for sign, line in IMPORTS.items() if re.search(sign, expression)]
    return "\n".join([*needed, "", f"activation = {expression}"])


def draw(spec: dict[str, Any], table: Any, key: str, words: str) -> None:
    """Mount a prepared chart with its table; the spec stays the same, so only the data moves."""
    st.vega_lite_chart(
        spec=spec | {"datasets": {charts.DATA: table}}, width="stretch", key=key, alt=words
    )


@st.cache_data(max_entries=256, show_spinner=False)
def curve_spec(key: str, shown: Range) -> dict[str, Any]:
    """The chart of one function, on a y axis that holds for every setting of its parameters."""
    activation = get(key)
    every = [
        tables.curve(activation, setting, shown.limit, shown.per_unit)
        for setting in tables.settings(activation)
    ]
    low, high = tables.window(every, ("value", "slope"), shown.low, shown.high)
    return charts.curve(shown.limit, shown.per_unit, low, high).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def comparison(keys: tuple[str, ...], shown: Range) -> Any:
    """The table of several functions at their defaults."""
    return tables.curves([get(key) for key in keys], shown.limit, shown.per_unit)


@st.cache_data(max_entries=64, show_spinner=False)
def comparison_spec(keys: tuple[str, ...], column: str, shown: Range) -> dict[str, Any]:
    """The chart of one column of several functions."""
    table = comparison(keys, shown)
    low, high = tables.window([table], (column,), shown.low, shown.high)
    labels = [label(key) for key in keys]
    chart = charts.curves(labels, column, shown.limit, shown.per_unit, low, high)
    return chart.to_dict()
