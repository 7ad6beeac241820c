"""The gradient ledger on a page: its stacks, their pictures, and the cures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from explorer import tables
from explorer.activations import get
from explorer.charts import ledger as charts
from explorer.config.controls import Choice, Number, Several
from explorer.gradients import ledger
from explorer.gradients.cures import CURES, FORMER, MEASURED, explained
from explorer.gradients.ledger import FACTORS, NUMBER_FORMATS, Account, Ledger, LedgerConfig
from explorer.ui.gradients.stacks import PAGE
from explorer.ui.shared.form import ask, label_of
from explorer.ui.shared.shell import chart
from explorer.words import FLAT, factor, fixed, number

HEAVY = 60_000_000  # numbers in all layers beyond which two draws are shown first
OUTPUTS, WEIGHTS = "Outputs", "Weights"
AT = Choice(
    name="at",
    label="Gradient at a layer's",
    default=OUTPUTS,
    options=(OUTPUTS, WEIGHTS),
    key_of=str.lower,
    style="buttons",
    help="What reaches a layer on the way back, or what its weights learn from",
)
SHARES = {OUTPUTS: "running", WEIGHTS: "share"}  # what `Gradients` calls them


@st.cache_data(max_entries=64, show_spinner=False)
def measured(config: LedgerConfig) -> Ledger:
    """The ledger of a config, kept for the next visitor."""
    return ledger.measure(config)


def show(config: LedgerConfig) -> None:
    """The ledger of a config; of a large one the first two draws are on screen while it is made."""
    at = ask(AT, f"{PAGE}_")
    place = st.empty()
    first = replace(config, draws=min(config.draws, 2))
    size = len(config.activations) * config.draws * config.depth * config.width * config.points
    if size > HEAVY and first != config:
        with place.container():
            st.progress(first.draws / config.draws, f"{first.draws} of {config.draws} draws …")
            _shares(first, measured(first), at, "first")
    result = measured(config)
    with place.container():
        _shares(config, result, at, "all")
        _account(config, result)


def _shares(config: LedgerConfig, result: Ledger, at: str, name: str) -> None:
    """The sentences, and what reaches each layer beside what theory says."""
    st.write("  \n".join(result.sentence(key) for key in config.activations))
    accounts = {get(account.activation).label: account for account in result.accounts}
    lines = tables.ledger_lines(accounts, SHARES[at])
    theory = floor(config, result, at) | (bounds(config) if at == OUTPUTS else {})
    data = {charts.LINES: lines, charts.BOUNDS: tables.ledger_bounds(theory, lines)}
    _draw(_shares_spec(tuple(accounts), config.depth, at), data, f"shares_{name}")


def bounds(config: LedgerConfig) -> dict[str, Any]:
    """What theory says of the gradient at outputs, by name: of the one activation, or of sigmoids.

    Among several activations only the sigmoid has a line, the bound that everybody quotes.
    """
    told = ledger.theory(config, config.activations[0])
    power = config.depth - 1
    if len(config.activations) > 1:
        return {f"0.25^{power}": told.quarter} if "sigmoid" in config.activations else {}
    lines = {}
    if told.steepest is not None and told.lipschitz not in (None, 1):
        lines[f"sup|f′|^L = {number(told.lipschitz)}^{power}"] = told.steepest
    if told.mean_field is not None and told.chi is not None:
        lines[f"√χ₁^L = {factor(told.chi**0.5, 3)}^{power}"] = told.mean_field
    return lines


def floor(config: LedgerConfig, result: Ledger, at: str) -> dict[str, Any]:
    """A gradient whose every number is the format's smallest, as a share of the last layer's."""
    format_ = NUMBER_FORMATS[config.number_format]
    numbers = config.width * (config.points if at == OUTPUTS else config.width)
    lines = {}
    for account in result.accounts:
        norms = account.exact.outputs if at == OUTPUTS else account.exact.weights
        last = ledger.quartiles(norms)[1][-1]
        if last > 0:
            name = f"smallest {format_.label} · {get(account.activation).label}"
            lines[name] = np.full(config.depth, format_.smallest * np.sqrt(numbers) / last)
    return lines


def _account(config: LedgerConfig, result: Ledger) -> None:
    """One activation's ledger: what slopes and weights take, and where its layers work."""
    keys = list(config.activations)
    key = keys[0]
    if len(keys) > 1:
        focus = Choice(
            name="focus",
            label="Ledger of",
            default=keys[0],
            options=tuple(keys),
            label_of=lambda key: get(key).label,
            style="buttons",
        )
        key = ask(focus, f"{PAGE}_")
    account = result[key if key in keys else keys[0]]
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**What each layer does to the gradient**")
        names = tuple(FACTORS[name].label for name in account.gradients.factors)
        data = {charts.FACTORS: tables.ledger_factors(account)}
        _draw(_factors_spec(names, config.depth), data, "factors")
        if not np.isnan(account.gradients.discrepancy):
            st.caption(
                "Checked: a layer's factors, multiplied, and the ratio of the gradients measured "
                f"before and after it differ by at most {number(account.gradients.discrepancy, 2)}."
            )
        st.caption(" ".join(FACTORS[name].remark for name in account.gradients.factors))
    with right:
        st.markdown("**Where its layers work**")
        data = {charts.SIGNALS: tables.ledger_signals(account)}
        _draw(_signals_spec(config.depth), data, "signals")
        start = ledger.quartiles(account.signals.correlation[:, 0])[1]
        st.caption(
            f"Flat: |f′| < {FLAT}. Dead: slope 0 at every point. Correlation: of pairs of points, "
            f"{fixed(start, 2)} at the input."
        )
        _histogram(config, account)
    _theory(config, account.activation)


@st.fragment
def _histogram(config: LedgerConfig, account: Account) -> None:
    layer = 1
    if config.depth > 1:
        layers = Number(name="layer", label="Layer", default=1, low=1, high=config.depth)
        layer = ask(layers, f"{PAGE}_")
    table = tables.ledger_histogram(account, layer)
    low, high = tables.window([table], ("value",), -3.0, 4.0)
    _draw(_histogram_spec(low, high), {charts.HISTOGRAM: table}, "histogram")
    mean, variance = (
        ledger.quartiles(values)[1][layer - 1]
        for values in (account.signals.mean, account.signals.variance)
    )
    st.caption(
        f"Pre-activations of layer {layer} under the curve of {get(account.activation).label}, "
        f"orange where |f′| < {FLAT}: mean {number(mean)}, variance {number(variance)} "
        "(median of the draws)."
    )


def _theory(config: LedgerConfig, key: str) -> None:
    told = ledger.theory(config, key)
    words = f"σ_w² = {number(told.weight_variance)}, σ_b² = {number(told.bias_variance)}"
    if told.chi is not None:
        words += f": mean-field theory gives χ₁ = {factor(told.chi, 3)}, √χ₁ a layer"
    depths = ", ".join(
        f"{ledger.underflow_depth(name)} in {name}" for name in NUMBER_FORMATS if name != "float64"
    )
    st.caption(f"{words}. {told.remark} The sigmoid's bound 0.25^L is exactly 0 from L = {depths}.")


def cures(config: LedgerConfig) -> None:
    """The first activation's stack before and after each cure, in one picture."""
    if config.depth == 1:
        st.info(
            "With one hidden layer there is no way back to cure: choose two or more.",
            icon=":material/info:",
        )
        return
    base = replace(config, activations=config.activations[:1])
    label = get(base.activations[0]).label
    chosen = ask(
        Several(
            name="cures",
            label=f"Cures for {label}, each against the stack as it is",
            what="cure",
            default=["he", "residual", "batch"],
            options=MEASURED,
            label_of=label_of(CURES),
            former=FORMER,
        ),
        f"{PAGE}_",
    )
    before = measured(base).accounts[0]
    accounts: dict[str, Account] = {f"{label}, as it is": before}
    told = []
    for key in chosen:
        changed = CURES[key].applied(base)
        if changed == base:
            told.append(f"**{CURES[key].label}**: the stack has it already.")
            continue
        accounts[CURES[key].label] = after = measured(changed).accounts[0]
        told.append(f"**{CURES[key].label}** ({CURES[key].remark}) {explained(before, after)}.")
    lines = tables.ledger_lines(accounts, SHARES[OUTPUTS])
    data = {charts.LINES: lines, charts.BOUNDS: tables.ledger_bounds({}, lines)}
    _draw(_shares_spec(tuple(accounts), base.depth, OUTPUTS), data, "cures")
    for words in told:
        st.markdown(words)


def _draw(spec: dict[str, Any], data: Mapping[str, Any], name: str) -> None:
    """Mount a prepared chart with its tables; the spec stays while only numbers change."""
    words = f"The gradient ledger: {name}"
    whole = chart(spec) | {"datasets": dict(data)}
    st.vega_lite_chart(spec=whole, width="stretch", key=f"{PAGE}_{name}", alt=words)


@st.cache_data(max_entries=64, show_spinner=False)
def _shares_spec(names: tuple[str, ...], depth: int, at: str) -> dict[str, Any]:
    return charts.shares(names, depth, at.lower()).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def _factors_spec(names: tuple[str, ...], depth: int) -> dict[str, Any]:
    return charts.factors(names, depth).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def _signals_spec(depth: int) -> dict[str, Any]:
    return charts.signals(depth).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def _histogram_spec(low: float, high: float) -> dict[str, Any]:
    return charts.histogram(low, high).to_dict()
