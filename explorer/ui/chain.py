"""The tab Chain rule: a small graph of numbers forward and back, and autograd's answer beside."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.activations import get
from explorer.chain import MAX_UNITS, PRESETS, Graph, Node, Preset
from explorer.charts import chain as charts
from explorer.charts.chain import number
from explorer.ui.own import menu

OWN = "own"
LIMIT = 3.0  # of x, weights and biases
REACH = 10.0  # of a polynomial's x and roots
FLAT = 0.05  # a slope smaller than this in size stands where the function is flat
VIEWS: Mapping[str, tuple[bool, bool]] = {  # whether values, and whether gradients are shown
    "Both": (True, True),
    "Forward": (True, False),
    "Backward": (False, True),
}
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


def show() -> None:
    """Choose a graph, move its numbers, and see what that does to every gradient."""
    st.write(
        "Every step of a computation has its own slope, and the chain rule multiplies them from "
        "the result back. One small factor is enough to leave almost nothing."
    )
    key = st.selectbox(
        "Graph",
        list(STARTS),
        format_func=lambda key: STARTS[key].label,
        key="chain",
        bind="query-params",
    )
    explore(STARTS[key])


@st.fragment
def explore(start: Preset) -> None:
    """Sliders and what follows from them: a fragment, so that a slider redraws nothing else."""
    with st.container(horizontal=True, gap="large"):
        view = st.segmented_control(
            "Show",
            list(VIEWS),
            default="Both",
            required=True,
            key="chain_view",
            bind="query-params",
        )
        units = 0 if start.roots else choose_units(start)
        activation = "" if start.roots else choose_activation(start)
        x = choose_number(start, "x", start.x)
    # The numbers are chosen below the picture that they change.
    picture, numbers = st.container(), st.container()
    with numbers:
        if start.roots:
            settings = replace(start, x=x, roots=choose_roots(start))
        else:
            settings = choose_chain(start, x, units, activation)
    with picture:
        graph = settings.graph
        draw(graph, str(view))
        st.caption(
            "Cards: the value going forward in blue, the slope of the result by it in orange. "
            "Along the lines: the slope of the step. Dashed: no gradient passes."
        )
        st.markdown(told(graph, settings))
        st.write(start.remark if settings == start else "Moved away from where this graph starts.")


def choose_units(start: Preset) -> int:
    """How many units the chain has."""
    return st.slider(
        "Units",
        1,
        MAX_UNITS,
        len(start.weights),
        key=f"chain_{start.key}_units",
        bind="query-params",
    )


def choose_activation(start: Preset) -> str:
    """The activation of every unit, by its key."""
    keys = list(menu())
    return st.selectbox(
        "Activation of every unit",
        keys,
        index=keys.index(start.activations[0]),
        format_func=lambda key: get(key).label,
        key=f"chain_{start.key}_activation",
        bind="query-params",
    )


def choose_number(start: Preset, name: str, value: float) -> float:
    """One number; each graph keeps its own, so that another starts where it should."""
    limit = REACH if start.roots else LIMIT
    return st.slider(
        name,
        -limit,
        limit,
        value,
        0.1,
        format="%.1f",
        key=f"chain_{start.key}_{name}",
        bind="query-params",
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


def told(graph: Graph, settings: Preset) -> str:
    """The product along each way, autograd's number beside it, and what the factors say."""
    if fault := overflow(graph):
        return fault
    by_hand, by_autograd = graph.nodes[0].gradient, settings.slope
    ways = [" × ".join(factor(node, slope) for node, slope in way) for way in graph.ways]
    line = " + ".join(f"({way})" for way in ways) if len(ways) > 1 else ways[0]
    return (
        f"By hand: {line} = **{number(by_hand)}**  \n"
        f"torch.autograd: **{number(by_autograd)}**, {difference(by_hand, by_autograd)}  \n"
        f"{share(graph) if len(ways) > 1 else loss(graph, settings)}"
    )


def factor(node: Node, slope: float) -> str:
    """One factor of a product; the slope of an activation is in bold, and a weight is not."""
    text = number(slope) if slope >= 0 else f"({number(slope)})"
    return f"**{text}**" if node.operation not in ("w·a + b", "−", "×") else text


def difference(by_hand: float, by_autograd: float) -> str:
    """How far two numbers that should be one lie apart."""
    apart = abs(by_hand - by_autograd)
    return "exactly the same." if apart == 0 else f"equal to within {apart:.0e}.".replace("-", "−")


def overflow(graph: Graph) -> str:
    """The first number of the graph that cannot be computed with, or ""."""
    for node in graph.nodes:
        if not math.isfinite(node.value):
            return f"{node.label} is {_not_finite(node.value)}, so there is nothing to multiply."
    for node in graph.nodes:
        for i, slope in zip(node.inputs, node.slopes, strict=True):
            if not math.isfinite(slope):
                name = graph.nodes[i].label
                return (
                    f"The slope of {node.label} by {name} is {_not_finite(slope)}, "
                    "so there is no product."
                )
    for node in reversed(graph.nodes):
        if not math.isfinite(node.gradient):
            return f"The gradient at {node.label} is {_not_finite(node.gradient)}."
    return ""


def _not_finite(value: float) -> str:
    return "not a number" if math.isnan(value) else f"{number(value)}, too large for 64 bits"


def share(graph: Graph) -> str:
    """Which way through a polynomial carries most of the slope."""
    shares = {way[0][0].label: math.prod(slope for _, slope in way) for way in graph.ways}
    most = max(shares, key=lambda label: abs(shares[label]))
    if shares[most] == 0:
        return "No way carries anything: two factors of the result are 0 here."
    carried = ", ".join(f"{number(part)} through {label}" for label, part in shares.items())
    return f"x reaches the result by {len(shares)} ways: {carried}."


def loss(graph: Graph, settings: Preset) -> str:
    """Which factor of a chain takes most of the gradient."""
    (way,) = graph.ways
    sizes = [abs(slope) for _, slope in way]
    least = min(sizes)
    if least >= 1:
        most = max(sizes)
        if most == 1:
            return "Every factor has size 1: the gradient passes unchanged."
        return f"No factor is below 1: {_name(*way[sizes.index(most)])} makes it grow the most."
    # The gradient comes from the result, so the last of equals is the first to take it.
    place = len(sizes) - 1 - sizes[::-1].index(least)
    node, slope = way[place]
    name = _name(node, slope)
    if least == 0:
        verb = "takes everything" + _unlearnt(node)
    elif sizes.count(least) > 1:
        verb = "takes as much as any"
    else:
        verb = "takes the most"
    if node.operation == "w·a + b":
        return f"{_capital(name)} {verb}."
    label = get(settings.activations[0]).label
    where = graph.nodes[node.inputs[0]]
    kind = f"it works where {label} is flat," if least < FLAT else f"that of {label}"
    return f"{_capital(name)} {verb}: {kind} at {where.label} = {number(where.value)}."


def _unlearnt(node: Node) -> str:
    """The units that get no gradient where the slope into this node is 0."""
    last = int(node.label[1:]) - (node.operation == "w·a + b")
    if last < 2:
        return ", and unit 1 learns nothing" if last else ""
    return f", and units 1 to {last} learn nothing"


def _name(node: Node, slope: float) -> str:
    unit = node.label[1:]
    if node.operation == "w·a + b":
        return f"the weight of unit {unit}, {number(slope)},"
    return f"unit {unit}'s slope, {number(slope)},"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def draw(graph: Graph, view: str) -> None:
    """Mount the prepared chart with new numbers; on a narrow screen it scrolls in itself."""
    columns = 1 + max(node.column for node in graph.nodes)
    rows = [node.row for node in graph.nodes]
    data = {charts.NODES: charts.nodes(graph), charts.EDGES: charts.edges(graph)}
    with st.container(key="chain_box"):
        st.html(
            "<style>.st-key-chain_box { overflow-x: auto; }"
            ".st-key-chain_box > .stElementContainer "
            f"{{ min-width: {charts.COLUMN * columns}px; }}</style>"
        )
        st.vega_lite_chart(
            spec=spec(columns, min(rows), max(rows), view) | {"datasets": data},
            width="stretch",
            key="chain_graph",
            alt="Graph of the computation: the value and the gradient of every number",
        )


@st.cache_data(max_entries=64, show_spinner=False)
def spec(columns: int, low: int, high: int, view: str) -> dict[str, Any]:
    """The chart of a graph of this size."""
    return charts.graph(columns, low, high, *VIEWS[view]).to_dict()
