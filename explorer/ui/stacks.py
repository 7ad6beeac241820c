"""The stacks of the page Vanishing gradients: presets and widgets → LedgerConfig."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.config import MAX_WIDTH
from explorer.datasets import DATASETS
from explorer.initialisers import INITIALISERS
from explorer.ledger import NUMBER_FORMATS, PRESETS, LedgerConfig
from explorer.ledger.config import MAX_ACTIVATIONS, MAX_DEPTH, MAX_DRAWS, MEAN_FIELD, NORMAL
from explorer.ui.choose import NORMALISATIONS, cures, label_of, seed, std
from explorer.ui.own import menu

PAGE = "gradients"
DEFAULTS = LedgerConfig()
LABELS = {key: entry.label for key, entry in INITIALISERS.items()} | {MEAN_FIELD: "σ_w² and σ_b²"}


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
        shape, drawn, cured = _stack(), _draws(), cures(PAGE)
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


def _slider(
    label: str,
    low: Any,
    high: Any,
    default: Any,
    name: str,
    step: Any = None,
    disabled: bool = False,
) -> Any:
    return st.slider(
        label,
        low,
        high,
        default,
        step,
        key=f"{PAGE}_{name}",
        bind="query-params",
        disabled=disabled,
    )


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
    free = init == MEAN_FIELD
    remark = "Weights N(0, σ_w²/fan_in), biases N(0, σ_b²)." if free else INITIALISERS[init].remark
    st.caption(remark)
    # Always there, or a preset that sets them would not reach the link.
    weight = _slider("σ_w²", 0.0, 6.0, DEFAULTS.weight_variance, "weight_variance", 0.001, not free)
    bias = _slider("σ_b²", 0.0, 1.0, DEFAULTS.bias_variance, "bias_variance", 0.01, not free)
    return {
        "depth": depth,
        "width": width,
        "init": init,
        "init_std": std(DEFAULTS.init_std, init, f"{PAGE}_std"),
        "weight_variance": weight if free else DEFAULTS.weight_variance,
        "bias_variance": bias if free else DEFAULTS.bias_variance,
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


def open_at(key: str, weight_variance: float, bias_variance: float) -> None:
    """Set the page to stacks of this activation drawn with these variances, and turn to them."""
    recall(
        replace(
            DEFAULTS,
            activations=(key,),
            depth=20,
            init=MEAN_FIELD,
            weight_variance=weight_variance,
            bias_variance=bias_variance,
        )
    )
    st.session_state[f"{PAGE}_view"] = "Ledger"
