"""The gradient ledger on a page: its stacks, their pictures, and the cures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from explorer import ledger, tables
from explorer.activations import get
from explorer.charts import ledger as charts
from explorer.config import MAX_WIDTH
from explorer.cures import CURES, explained
from explorer.datasets import DATASETS
from explorer.initialisers import INITIALISERS
from explorer.ledger import FACTORS, NUMBER_FORMATS, PRESETS, Account, Ledger, LedgerConfig
from explorer.ledger.config import MAX_ACTIVATIONS, MAX_DEPTH, MAX_DRAWS, MEAN_FIELD, NORMAL
from explorer.ui.choose import NORMALISATIONS, label_of, seed, std
from explorer.ui.choose import cures as shared_cures
from explorer.ui.own import menu

DEFAULTS = LedgerConfig()
LABELS = {key: entry.label for key, entry in INITIALISERS.items()} | {MEAN_FIELD: "σ_w² and σ_b²"}
HEAVY = 60_000_000  # numbers in all layers beyond which two draws are shown first
PAGE = "gradients"


def presets() -> None:
    """One button a preset; it sets every widget, and its reason stays until another is pressed."""
    with st.container(horizontal=True, gap="small"):
        for preset in PRESETS.values():
            st.button(
                preset.label,
                key=f"{PAGE}_preset_{preset.key}",
                help=preset.remark,
                on_click=_set,
                args=(preset.key,),
            )
    chosen = st.session_state.get(f"{PAGE}_preset")
    if chosen in PRESETS and PRESETS[chosen].config == st.session_state.get(f"{PAGE}_config"):
        st.info(PRESETS[chosen].remark, icon=":material/lightbulb:")


def _set(key: str) -> None:
    st.session_state[f"{PAGE}_preset"] = key
    recall(PRESETS[key].config)


def recall(config: LedgerConfig) -> None:
    """Set every widget to what this config says."""
    norm = next(label for label, value in NORMALISATIONS.items() if value == config.norm)
    values = {
        "activations": list(config.activations),
        "depth": config.depth,
        "width": config.width,
        "init": config.init,
        "std": config.init_std,
        "weight_variance": config.weight_variance,
        "bias_variance": config.bias_variance,
        "inputs": config.inputs,
        "draws": config.draws,
        "seed": config.seed,
        "format": config.number_format,
        "residual": config.residual,
        "norm": norm,
    }
    st.session_state.update({f"{PAGE}_{name}": value for name, value in values.items()})
    st.session_state[f"{PAGE}_config"] = config


def choose() -> LedgerConfig | None:
    """The stacks of the page Vanishing gradients; None where no activation is chosen."""
    with st.sidebar:
        shape, drawn, cured = _stack(), _draws(), shared_cures(PAGE)
    chosen = st.multiselect(
        "Activations",
        list(menu()),
        default=DEFAULTS.activations,
        format_func=label_of(menu()),
        max_selections=MAX_ACTIVATIONS,
        key=f"{PAGE}_activations",
        bind="query-params",
    )
    if not chosen:
        return None
    config = LedgerConfig(tuple(chosen), **shape, **drawn, **cured)
    st.session_state[f"{PAGE}_config"] = config
    return config


def _slider(label: str, low: Any, high: Any, default: Any, name: str, step: Any = None) -> Any:
    return st.slider(label, low, high, default, step, key=f"{PAGE}_{name}", bind="query-params")


def _select(label: str, options: list[str], labels: Mapping[str, str], name: str) -> str:
    return st.selectbox(
        label,
        options,
        format_func=lambda key: labels[key],
        key=f"{PAGE}_{name}",
        bind="query-params",
    )


def _stack() -> dict[str, Any]:
    depth = _slider("Hidden layers", 1, MAX_DEPTH, DEFAULTS.depth, "depth")
    width = _slider("Units a layer", 1, MAX_WIDTH, DEFAULTS.width, "width")
    init = _select("Initialiser", list(LABELS), LABELS, "init")
    weight, bias = DEFAULTS.weight_variance, DEFAULTS.bias_variance
    if init == MEAN_FIELD:
        st.caption("Weights N(0, σ_w²/fan_in), biases N(0, σ_b²).")
        weight = _slider("σ_w²", 0.0, 6.0, weight, "weight_variance", 0.001)
        bias = _slider("σ_b²", 0.0, 1.0, bias, "bias_variance", 0.01)
    else:
        st.caption(INITIALISERS[init].remark)
    return {
        "depth": depth,
        "width": width,
        "init": init,
        "init_std": std(DEFAULTS.init_std, init, f"{PAGE}_std"),
        "weight_variance": weight,
        "bias_variance": bias,
    }


def _draws() -> dict[str, Any]:
    names = {NORMAL: "N(0, 1)"} | {key: entry.label for key, entry in DATASETS.items()}
    with st.expander("Inputs and draws", icon=":material/casino:", key=f"{PAGE}_more"):
        inputs = _select("Inputs", list(names), names, "inputs")
        labelled = inputs != NORMAL and DATASETS[inputs].classes == 2
        loss = "bce" if labelled else "half_square"
        st.caption(f"Loss: {'binary cross-entropy' if labelled else '½·mean(output²)'}")
        draws = _slider("Draws of the weights", 1, MAX_DRAWS, DEFAULTS.draws, "draws")
        number = seed(DEFAULTS.seed, f"{PAGE}_seed")
        formats = {key: key for key in NUMBER_FORMATS}
        order = sorted(formats, key=lambda key: key != DEFAULTS.number_format)
        computed = _select("Number format", order, formats, "format")
    st.caption(f"{names[inputs]} · {draws} draws · {computed}")
    return {
        "inputs": inputs,
        "loss": loss,
        "draws": draws,
        "seed": number,
        "number_format": computed,
    }


@st.cache_data(max_entries=64, show_spinner=False)
def measured(config: LedgerConfig) -> Ledger:
    """The ledger of a config, kept for the next visitor."""
    return ledger.measure(config)


def show(config: LedgerConfig) -> None:
    """The ledger of a config; of a large one the first two draws are on screen while it is made."""
    place = st.empty()
    first = replace(config, draws=min(config.draws, 2))
    size = len(config.activations) * config.draws * config.depth * config.width * config.points
    if size > HEAVY and first != config:
        with place.container():
            st.progress(first.draws / config.draws, f"{first.draws} of {config.draws} draws …")
            _shares(first, measured(first), "first")
    result = measured(config)
    with place.container():
        _shares(config, result, "all")
        _account(config, result)


def _shares(config: LedgerConfig, result: Ledger, name: str) -> None:
    """The sentences, and what reaches each layer beside what theory says."""
    st.write("  \n".join(result.sentence(key) for key in config.activations))
    accounts = {get(account.activation).label: account for account in result.accounts}
    data = {
        charts.LINES: tables.ledger_lines(accounts),
        charts.BOUNDS: tables.ledger_bounds(bounds(config)),
    }
    _draw(_shares_spec(tuple(accounts), config.depth), data, f"shares_{name}")


def bounds(config: LedgerConfig) -> dict[str, Any]:
    """The lines of theory in the chart, by name: for one activation all, for several 0.25^L."""
    told = ledger.theory(config, config.activations[0])
    lines = {f"0.25^{config.depth - 1}": told.quarter}
    if len(config.activations) > 1:
        return lines
    if told.steepest is not None and told.lipschitz not in (0.25, 1.0):
        lines[f"sup|f′| = {told.lipschitz:.3g}, ^{config.depth - 1}"] = told.steepest
    if told.mean_field is not None and told.chi is not None:
        lines[f"√χ₁ = {told.chi**0.5:.3g}, ^{config.depth - 1}"] = told.mean_field
    return lines


def _account(config: LedgerConfig, result: Ledger) -> None:
    """One activation's ledger: what slopes and weights take, and where its layers work."""
    keys = list(config.activations)
    key = keys[0]
    if len(keys) > 1:
        key = st.segmented_control(
            "Ledger of",
            keys,
            default=keys[0],
            required=True,
            format_func=lambda key: get(key).label,
            key=f"{PAGE}_focus",
        )
    account = result[key if key in keys else keys[0]]
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**What each layer does to the gradient**")
        names = tuple(FACTORS[name].label for name in account.gradients.factors)
        data = {charts.FACTORS: tables.ledger_factors(account)}
        _draw(_factors_spec(names, config.depth), data, "factors")
        st.caption(
            "Checked: a layer's factors, multiplied, and the ratio of the gradients measured "
            f"before and after it differ by at most {account.gradients.discrepancy:.1e}."
        )
        st.caption(" ".join(FACTORS[name].remark for name in account.gradients.factors))
    with right:
        st.markdown("**Where its layers work**")
        data = {charts.SIGNALS: tables.ledger_signals(account)}
        _draw(_signals_spec(config.depth), data, "signals")
        _histogram(config, account)
    _theory(config, account.activation)


@st.fragment
def _histogram(config: LedgerConfig, account: Account) -> None:
    layer = 1
    if config.depth > 1:
        layer = st.slider("Layer", 1, config.depth, 1, key=f"{PAGE}_layer")
    table = tables.ledger_histogram(account, layer)
    low, high = tables.window([table], ("value",), -3.0, 4.0)
    _draw(_histogram_spec(low, high), {charts.HISTOGRAM: table}, "histogram")
    mean, variance = (
        ledger.quartiles(values)[1][layer - 1]
        for values in (account.signals.mean, account.signals.variance)
    )
    st.caption(
        f"Pre-activations of layer {layer} under the curve of {get(account.activation).label}, "
        f"orange where |f′| < 0.05: mean {mean:.3g}, variance {variance:.3g} (median of the draws)."
    )


def _theory(config: LedgerConfig, key: str) -> None:
    told = ledger.theory(config, key)
    words = f"σ_w² = {told.weight_variance:.3g}, σ_b² = {told.bias_variance:.3g}"
    if told.chi is not None:
        words += f": mean-field theory gives χ₁ = {told.chi:.3g}, √χ₁ a layer"
    depths = ", ".join(
        f"{name} {ledger.underflow_depth(name)}" for name in NUMBER_FORMATS if name != "float64"
    )
    st.caption(
        f"{words}. {told.remark} The sigmoid's bound 0.25^L is exactly 0 from layer count {depths} "
        "on."
    )


def cures(config: LedgerConfig) -> None:
    """The first activation's stack before and after each cure, in one picture."""
    base = replace(config, activations=config.activations[:1])
    label = get(base.activations[0]).label
    chosen = st.multiselect(
        f"Cures for {label}, each against the stack as it is",
        list(CURES),
        default=["init", "residual", "batch"],
        format_func=label_of(CURES),
        key=f"{PAGE}_cures",
        bind="query-params",
    )
    before = measured(base).accounts[0]
    accounts: dict[str, Account] = {f"{label}, as it is": before}
    told = []
    for key in chosen:
        changed = CURES[key].change(base)
        if changed == base:
            told.append(f"**{CURES[key].label}**: the stack has it already.")
            continue
        accounts[CURES[key].label] = after = measured(changed).accounts[0]
        told.append(f"**{CURES[key].label}** ({CURES[key].remark}) {explained(before, after)}.")
    data = {charts.LINES: tables.ledger_lines(accounts), charts.BOUNDS: tables.ledger_bounds({})}
    _draw(_shares_spec(tuple(accounts), base.depth), data, "cures")
    for words in told:
        st.markdown(words)


def _draw(spec: dict[str, Any], data: Mapping[str, Any], name: str) -> None:
    """Mount a prepared chart with its tables; the spec stays while only numbers change."""
    words = f"The gradient ledger: {name}"
    whole = spec | {"datasets": dict(data)}
    st.vega_lite_chart(spec=whole, width="stretch", key=f"{PAGE}_{name}", alt=words)


@st.cache_data(max_entries=64, show_spinner=False)
def _shares_spec(names: tuple[str, ...], depth: int) -> dict[str, Any]:
    return charts.shares(names, depth).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def _factors_spec(names: tuple[str, ...], depth: int) -> dict[str, Any]:
    return charts.factors(names, depth).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def _signals_spec(depth: int) -> dict[str, Any]:
    return charts.signals(depth).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def _histogram_spec(low: float, high: float) -> dict[str, Any]:
    return charts.histogram(low, high).to_dict()
