"""The page Vanishing gradients: what is computed is kept, and the chart is fed new numbers."""

from typing import Any

import streamlit as st

from explorer import tables
from explorer.activations import get
from explorer.charts import gradients as charts
from explorer.config import MAX_WIDTH
from explorer.gradients import MAX_DEPTH, GradientConfig, LayerGradients, measure
from explorer.initialisers import INITIALISERS
from explorer.ui.choose import entry, label_of, seed, std
from explorer.ui.own import menu


def choose() -> GradientConfig | None:
    """The stacks of the page Vanishing gradients; None where no activation is chosen."""
    defaults = GradientConfig()
    with st.sidebar:
        depth = st.slider(
            "Hidden layers",
            1,
            MAX_DEPTH,
            defaults.depth,
            key="gradients_depth",
            bind="query-params",
        )
        width = st.slider(
            "Units a layer",
            1,
            MAX_WIDTH,
            defaults.width,
            key="gradients_width",
            bind="query-params",
        )
        init = entry("Initialiser", INITIALISERS, defaults.init, "gradients_init")
        st.caption(INITIALISERS[init].remark)
        init_std = std(defaults.init_std, init, "gradients_std")
        number = seed(defaults.seed, "gradients_seed")
    chosen = st.multiselect(
        "Activations",
        list(menu()),
        default=defaults.activations,
        format_func=label_of(menu()),
        max_selections=6,
        key="gradients_activations",
        bind="query-params",
    )
    if not chosen:
        return None
    return GradientConfig(tuple(chosen), depth, width, init, init_std, number)


@st.cache_data(max_entries=64, show_spinner=False)
def measured(config: GradientConfig) -> list[LayerGradients]:
    """The gradients of a config, kept for the next visitor."""
    return measure(config)


def chart(config: GradientConfig, results: list[LayerGradients]) -> None:
    """Draw the gradients layer by layer; the chart's spec stays while only numbers change."""
    labels = tuple(get(key).label for key in config.activations)
    data = {
        charts.DATA: tables.gradients(results),
        charts.BOUND: tables.gradient_bound(config.depth),
    }
    st.vega_lite_chart(
        spec=_spec(labels, config.depth) | {"datasets": data},
        width="stretch",
        key="gradients_chart",
        alt=" ".join(result.sentence for result in results),
    )


@st.cache_data(max_entries=64, show_spinner=False)
def _spec(labels: tuple[str, ...], depth: int) -> dict[str, Any]:
    return charts.gradient_by_layer(labels, depth).to_dict()
