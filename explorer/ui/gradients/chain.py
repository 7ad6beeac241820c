"""The tab Chain rule: a small graph of numbers forward and back, and autograd's answer beside."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from explorer import tables
from explorer.charts import chain as charts
from explorer.config.controls import Choice, Number
from explorer.gradients.chain import MAX_UNITS, PRESETS, Graph, Preset, headline, told
from explorer.ui.shared import form
from explorer.ui.shared.form import entry
from explorer.ui.shared.own import menu
from explorer.ui.shared.part import part
from explorer.ui.shared.shell import chart

OWN = "own"
LIMIT = 3.0  # of x, weights and biases
REACH = 10.0  # of a polynomial's x and roots
VIEWS: Mapping[str, tuple[bool, bool]] = {  # whether values, and whether gradients are shown
    "both": (True, True),
    "forward": (True, False),
    "backward": (False, True),
}
VIEW = Choice(
    name="chain_view",
    label="Show",
    default="both",
    options=tuple(VIEWS),
    label_of=str.capitalize,
    style="buttons",
)
STARTS = PRESETS | {
    OWN: Preset(
        OWN,
        "Your own",
        "A chain to change: the gradient at x is the product of every weight and slope on the way.",
        x=1.0,
        weights=(1.0, -1.5, 2.0),
        biases=(0.0, 0.5, 0.0),
        activations=("tanh",) * 3,
    )
}


@st.fragment
def show() -> None:
    """Choose a graph, move its numbers, and see what that does to every gradient.

    A fragment, so that a slider redraws nothing else.
    """
    with st.container(key="chain_stage"):
        with st.container(horizontal=True, gap="small"):
            start = STARTS[entry("Graph", STARTS, next(iter(STARTS)), "chain")]
            view = form.ask(VIEW)
            units = 0 if start.roots else choose_units(start)
            activation = "" if start.roots else choose_activation(start)
        # The numbers are chosen below the picture that they change.
        picture, numbers = st.container(key="chain_picture"), st.container()
        with numbers:
            x = choose_number(start, "x", start.x)
            if start.roots:
                settings = replace(start, x=x, roots=choose_roots(start))
            else:
                settings = choose_chain(start, x, units, activation)
        with picture:
            explain(settings, start, view)


def explain(settings: Preset, start: Preset, view: str) -> None:
    """The sentence, the graph, and the product beside autograd's."""
    graph = settings.graph
    said = escape(headline(graph))
    st.html(f'<p class="sentence" data-part="sentence">{said}</p>')
    draw(graph, view)
    st.caption(
        "Each card holds a value, computed forward, and below it the slope of the result by this "
        "value, computed backward. Along the lines: the slope of one step. The chain rule "
        "multiplies them. Dashed: no gradient passes."
    )
    st.markdown(told(graph, settings))
    st.write(start.remark if settings == start else "Moved away from where this graph starts.")


def choose_units(start: Preset) -> int:
    """How many units the chain has."""
    return form.ask(
        Number(
            name=f"chain_{start.key}_units",
            label="Units",
            default=len(start.weights),
            low=1,
            high=MAX_UNITS,
        )
    )


def choose_activation(start: Preset) -> str:
    """The activation of every unit, by its key."""
    key = f"chain_{start.key}_activation"
    first = start.activations[0]
    return entry("Activation of every unit", menu(), first, key, activations=True)


def choose_number(start: Preset, name: str, value: float) -> float:
    """One number; each graph keeps its own, so that another starts where it should."""
    limit = REACH if start.roots else LIMIT
    return form.ask(
        Number(
            name=f"chain_{start.key}_{name}",
            label=name,
            default=value,
            low=-limit,
            high=limit,
            step=0.1,
            format="%.1f",
        )
    )


def choose_roots(start: Preset) -> tuple[float, ...]:
    """The roots of the polynomial, in one row."""
    with st.container(horizontal=True, gap="medium"):
        roots = enumerate(start.roots, start=1)
        return tuple(choose_number(start, f"r{i}", root) for i, root in roots)


def choose_chain(start: Preset, x: float, units: int, activation: str) -> Preset:
    """A chain with a weight and a bias for each unit: a row a unit, in two columns."""
    weights, biases = [], []
    columns = st.columns(2, gap="large")
    for place in range(units):
        given = place < len(start.weights)
        with columns[2 * place // max(units, 2)], st.container(horizontal=True, gap="medium"):
            weight = start.weights[place] if given else 1.0
            weights.append(choose_number(start, f"w{place + 1}", weight))
            bias = start.biases[place] if given else 0.0
            biases.append(choose_number(start, f"b{place + 1}", bias))
    return replace(
        start,
        x=x,
        weights=tuple(weights),
        biases=tuple(biases),
        activations=(activation,) * units,
    )


def draw(graph: Graph, view: str) -> None:
    """Mount the prepared chart with new numbers; on a narrow screen it scrolls in itself."""
    columns = 1 + max(node.column for node in graph.nodes)
    rows = [node.row for node in graph.nodes]
    data = {charts.NODES: tables.chain_nodes(graph), charts.EDGES: tables.chain_edges(graph)}
    with part("chart", "chain"), st.container(key="chain_box"):
        st.html(
            "<style>.st-key-chain_box { overflow-x: auto; }"
            ".st-key-chain_box > .stElementContainer "
            f"{{ min-width: {charts.COLUMN * columns}px; }}</style>"
        )
        st.vega_lite_chart(
            spec=chart(spec(columns, min(rows), max(rows), view)) | {"datasets": data},
            width="stretch",
            key="chain_graph",
            alt="Graph of the computation: the value and the gradient of every number",
        )


@st.cache_data(max_entries=64, show_spinner=False)
def spec(columns: int, low: int, high: int, view: str) -> dict[str, Any]:
    """The chart of a graph of this size."""
    return charts.graph(columns, low, high, *VIEWS[view]).to_dict()
