"""The page Vanishing gradients: what is computed is kept, and the chart is fed new numbers."""

from typing import Any

import streamlit as st

from explorer import tables
from explorer.activations import get
from explorer.charts import gradients as charts
from explorer.gradients import GradientConfig, LayerGradients, measure


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
