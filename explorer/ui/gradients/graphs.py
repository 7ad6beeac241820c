"""A small graph of numbers on a page: its chart, and what of it is shown."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer import tables
from explorer.charts import chain as charts
from explorer.config.controls import Choice
from explorer.gradients.chain import Graph
from explorer.ui.shared.part import part
from explorer.ui.shared.shell import chart

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
