"""The tab Edge of chaos: where signals and gradients survive depth, for any activation."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import streamlit as st

from explorer import tables
from explorer.activations import get
from explorer.charts import chaos as charts
from explorer.config.controls import Number
from explorer.glossary import sentence
from explorer.gradients import chaos
from explorer.gradients.chaos import Measured, Point
from explorer.meanfield import MeanFieldError, correlation_through_depth, variance_through_depth
from explorer.ui.gradients import stacks
from explorer.ui.shared.form import ask, entry
from explorer.ui.shared.own import menu
from explorer.ui.shared.part import part
from explorer.ui.shared.shell import chart
from explorer.words import factor, number

WEIGHT, BIAS, MAP = "chaos_weight", "chaos_bias", "chaos_map"
WORDS = 150  # pixels: five lines, so that the charts below stay where they are
ALT = "χ₁ over σ_w² and σ_b²; the two sliders choose a point as a click does"


class Series(NamedTuple):
    """A quantity through depth by theory, (DEPTH + 1,), or why there is none."""

    values: np.ndarray | None
    fault: str


@st.fragment
def show() -> None:
    """The choice of a function, then its plane and what happens at one point of it.

    A fragment, so that a slider redraws nothing else.
    """
    with st.container(key="chaos_stage"):
        st.write(
            "How large the first weights and biases are decides what reaches deep layers: "
            "gradients fade where the map is orange and explode where it is blue. Deep networks "
            "train best on the line between, the edge of chaos."
        )
        left, right = st.columns([1, 2], gap="medium")
        with left:
            key = entry("Activation", menu(), "tanh", "chaos_activation", activations=True)
        with right:
            weight, bias = choose_point()
        picture, evidence = st.columns([3, 2], gap="large")
        with picture:
            plane(key, weight, bias)
        with evidence:
            if st.button(
                "See this network layer by layer",
                icon=":material/stacked_line_chart:",
                key="chaos_ledger",
                help="Measures networks that are drawn with these variances",
                on_click=stacks.open_at,
                args=(key, weight, bias),
            ):
                st.rerun()  # the tabs stand outside this fragment
            show_point(key, weight, bias)


def plane(key: str, weight: float, bias: float) -> None:
    """The map with the network in it, or why there is none."""
    try:
        draw_map(map_tables(key), weight, bias)
    except MeanFieldError as error:
        draw_map(empty(), weight, bias)
        st.info(typeset(f"There is no map: {error}."), icon=":material/info:")
    st.caption(
        "Click the map, or move the sliders; the circle is your network. Grey shade: the variance "
        "grows without bound. Dashed: an edge from which signals move away. Diamonds: where the "
        "usual initialisers put layers as wide as their input "
        f"({chaos.WIDTH} units for PyTorch's biases); functions have their default parameters."
    )


def choose_point() -> tuple[float, float]:
    """σ_w² and σ_b², which a click on the map sets too."""
    left, right = st.columns(2, gap="medium")
    with left:
        weight = ask(
            Number(
                name=WEIGHT,
                label="$σ_w^2$ · weights",
                what="σ_w²",
                default=1.5,
                low=0.0,
                high=chaos.MOST_WEIGHT,
                step=0.05,
                format="%.2f",
            )
        )
    with right:
        bias = ask(
            Number(
                name=BIAS,
                label="$σ_b^2$ · biases",
                what="σ_b²",
                default=0.05,
                low=0.0,
                high=chaos.MOST_BIAS,
                step=0.01,
                format="%.2f",
            )
        )
    return weight, bias


def go() -> None:
    """A cell of the map was clicked: the sliders go there."""
    chosen = st.session_state[MAP].selection.get(charts.CLICK)
    if chosen:
        st.session_state[WEIGHT] = float(chosen[0]["weight"])
        st.session_state[BIAS] = float(chosen[0]["bias"])


def draw_map(data: dict[str, pd.DataFrame], weight: float, bias: float) -> None:
    """The map with the network's dot; only the dot's data changes when a slider moves."""
    with part("chart", "chaos_map"):
        st.vega_lite_chart(
            spec=chart(map_spec())
            | {"datasets": data | {charts.HERE: tables.chaos_here(weight, bias)}},
            width="stretch",
            key=MAP,
            on_select=go,
            alt=ALT,
        )


def show_point(key: str, weight: float, bias: float) -> None:
    """q*, χ₁ and what real networks do there; each number appears as soon as it is known."""
    point, words = None, ""
    try:
        point = theory(key, weight, bias)
        words = " ".join(point.sentences)
    except MeanFieldError as error:
        words = f"There is no theory here: {error}."
    found = measured(key, weight, bias, 1.0 if point is None else point.variance)
    with st.container(horizontal=True, gap="medium"):
        _metric("q*", np.nan if point is None else point.variance)
        _metric("χ₁, theory", np.nan if point is None else point.chi)
        _metric("χ̂, measured", found.chi)
    st.caption(band(found))
    with st.container(height=WORDS, border=False):
        if point is None:
            st.info(typeset(words), icon=":material/info:")
        else:
            st.write(typeset(words))
    draw_depths(
        variances(key, weight, bias),
        found.variance,
        "variance",
        "Variance of what enters a layer",
        (1e-2, 1e2),
        True,
    )
    draw_depths(
        correlations(key, weight, bias),
        found.correlation,
        "correlation",
        "Correlation of two inputs",
        (-0.2, 1.0),
        False,
    )
    st.caption(
        "Line: theory. Dots: median of the networks, with their range. The variance starts at 1; "
        f"the two inputs have variance q* and correlation {number(chaos.CORRELATION)}."
    )


def _metric(name: str, value: float) -> None:
    st.metric(name, factor(value, 3), help=sentence(name))


def band(found: Measured) -> str:
    """How χ̂ was found, and between which bounds it lies."""
    how = (
        f"q*: variance deep in the network. χ̂: median of {chaos.DRAWS} random networks of "
        f"{chaos.DEPTH} layers of {chaos.WIDTH} units"
    )
    low, high = found.band
    if np.isnan(low) or np.isnan(high):
        return f"{how}; the numbers of some leave the range of float32."
    return f"{how}; they lie between {factor(low, 3)} and {factor(high, 3)}."


def typeset(text: str) -> str:
    """The variances set as mathematics."""
    return text.replace("σ_w²", r"$\sigma_w^2$").replace("σ_b²", r"$\sigma_b^2$")


def draw_depths(
    series: Series,
    found: np.ndarray,
    name: str,
    title: str,
    domain: tuple[float, float],
    log: bool,
) -> None:
    """Theory and networks through depth."""
    table = tables.chaos_depths(series.values, found)
    st.vega_lite_chart(
        spec=chart(depth_spec(title, *domain, log)) | {"datasets": {charts.DEPTHS: table}},
        width="stretch",
        key=f"chaos_{name}",
        alt=f"{title} through {chaos.DEPTH} layers, by theory and measured",
    )
    if series.fault:
        st.info(typeset(f"{title}: {series.fault}."), icon=":material/info:")


@st.cache_data(max_entries=64, show_spinner=False)
def map_tables(key: str) -> dict[str, pd.DataFrame]:
    """What the map of an activation is drawn from; raises MeanFieldError where it has none."""
    plane = chaos.plane(key)
    return {
        charts.CELLS: tables.chaos_cells(plane),
        charts.EDGE: tables.chaos_edge(plane),
        charts.MARKED: tables.chaos_marks(),
    }


def empty() -> dict[str, pd.DataFrame]:
    """A map without cells, on which the sliders still show their point."""
    return {name: table.iloc[:0] for name, table in map_tables("tanh").items()} | {
        charts.MARKED: tables.chaos_marks()
    }


@st.cache_data(max_entries=512, show_spinner=False)
def theory(key: str, weight: float, bias: float) -> Point:
    """q* and χ₁ at a point; raises MeanFieldError where they have no value."""
    return chaos.point(key, weight, bias)


@st.cache_data(max_entries=512, show_spinner=False)
def measured(key: str, weight: float, bias: float, variance: float) -> Measured:
    """What random networks do at a point."""
    return chaos.measure(key, weight, bias, variance)


@st.cache_data(max_entries=512, show_spinner=False)
def variances(key: str, weight: float, bias: float) -> Series:
    """The variance by theory, from 1."""
    try:
        return Series(variance_through_depth(get(key), weight, bias, chaos.DEPTH), "")
    except MeanFieldError as error:
        return Series(None, str(error))


@st.cache_data(max_entries=512, show_spinner=False)
def correlations(key: str, weight: float, bias: float) -> Series:
    """The correlation by theory, from CORRELATION."""
    start = chaos.CORRELATION
    try:
        found = correlation_through_depth(get(key), weight, bias, start, chaos.DEPTH)
    except MeanFieldError as error:
        return Series(None, str(error))
    return Series(found, "")


@st.cache_data(max_entries=1, show_spinner=False)
def map_spec() -> dict[str, Any]:
    """The chart of the plane."""
    return charts.plane_map().to_dict()


@st.cache_data(max_entries=4, show_spinner=False)
def depth_spec(title: str, low: float, high: float, log: bool) -> dict[str, Any]:
    """A chart through depth."""
    return charts.through_depth(title, low, high, chaos.DEPTH, log).to_dict()
