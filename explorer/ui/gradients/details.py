"""Below the first screen of Layer by layer: one activation's factors, signals and theory."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from explorer import tables
from explorer.activations import get
from explorer.charts import ledger as charts
from explorer.config.controls import Number
from explorer.gradients import ledger
from explorer.gradients.ledger import FACTORS, Account, LedgerConfig
from explorer.ui.gradients.stacks import PAGE
from explorer.ui.shared.form import ask
from explorer.ui.shared.part import part
from explorer.ui.shared.shell import chart
from explorer.words import FLAT, factor, fixed, number


def show(config: LedgerConfig, account: Account) -> None:
    """What each layer does to the gradient, how saturated it is, and what theory says."""
    label = get(account.activation).label
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**What each layer does to the gradient · {label}**")
        names = tuple(FACTORS[name].label for name in account.gradients.factors)
        data = {charts.FACTORS: tables.ledger_factors(account)}
        draw(_factors_spec(names, config.depth), data, "factors")
        if not np.isnan(account.gradients.discrepancy):
            st.caption(
                "Checked: a layer's factors, multiplied, and the ratio of the gradients measured "
                f"before and after it differ by at most {number(account.gradients.discrepancy, 2)}."
            )
        st.caption(" ".join(FACTORS[name].remark for name in account.gradients.factors))
        _theory(config, account.activation)
    with right:
        st.markdown(f"**How saturated each layer is · {label}**")
        data = {charts.SIGNALS: tables.ledger_signals(account)}
        draw(_signals_spec(config.depth), data, "signals")
        start = ledger.quartiles(account.signals.correlation[:, 0])[1]
        st.caption(
            f"Saturated: |f′| < {FLAT}. Dead: slope 0 at every point. Correlation: of pairs of "
            f"points, {fixed(start, 2)} at the input."
        )
        _histogram(config, account)


@st.fragment
def _histogram(config: LedgerConfig, account: Account) -> None:
    layer = 1
    if config.depth > 1:
        layers = Number(name="layer", label="Layer", default=1, low=1, high=config.depth)
        layer = ask(layers, f"{PAGE}_")
    table = tables.ledger_histogram(account, layer)
    low, high = tables.window([table], ("value",), -3.0, 4.0)
    draw(_histogram_spec(low, high), {charts.HISTOGRAM: table}, "histogram")
    mean, variance = (
        ledger.quartiles(values)[1][layer - 1]
        for values in (account.signals.mean, account.signals.variance)
    )
    st.caption(
        f"Pre-activations of layer {layer} under the curve of {get(account.activation).label}, "
        f"olive where |f′| < {FLAT}: mean {number(mean)}, variance {number(variance)} "
        "(median of the draws)."
    )


def _theory(config: LedgerConfig, key: str) -> None:
    told = ledger.theory(config, key)
    words = f"σ_w² = {number(told.weight_variance)}, σ_b² = {number(told.bias_variance)}"
    if told.chi is not None:
        words += f": mean-field theory gives χ₁ = {factor(told.chi, 3)}, √χ₁ per layer"
    st.caption(f"{words}. {told.remark} {ledger.best_case(config.depth)}")


def draw(spec: dict[str, Any], data: Mapping[str, Any], name: str, words: str = "") -> None:
    """Mount a prepared chart with its tables; the spec stays while only numbers change."""
    whole = chart(spec) | {"datasets": dict(data)}
    with part("chart" if words else name, f"{PAGE}_{name}"):
        st.vega_lite_chart(
            spec=whole, width="stretch", key=f"{PAGE}_{name}", alt=words or f"Chart: {name}"
        )


@st.cache_data(max_entries=64, show_spinner=False)
def _factors_spec(names: tuple[str, ...], depth: int) -> dict[str, Any]:
    return charts.factors(names, depth).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def _signals_spec(depth: int) -> dict[str, Any]:
    return charts.signals(depth).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def _histogram_spec(low: float, high: float) -> dict[str, Any]:
    return charts.histogram(low, high).to_dict()
