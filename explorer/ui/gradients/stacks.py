"""The stacks of the page Vanishing gradients: presets and widgets → LedgerConfig."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.config import MAX_WIDTH
from explorer.gradients.ledger import NUMBER_FORMATS, PRESETS, LedgerConfig
from explorer.gradients.ledger.config import (
    MAX_ACTIVATIONS,
    MAX_DEPTH,
    MAX_DRAWS,
    MEAN_FIELD,
    NORMAL,
)
from explorer.ui.shared.choose import NORMALISATIONS, cures, label_of, seed, std
from explorer.ui.shared.own import menu

PAGE = "gradients"
DEFAULTS = LedgerConfig()
LABELS = {key: entry.label for key, entry in INITIALISERS.items()} | {MEAN_FIELD: "σ_w² and σ_b²"}
LOSSES = {"bce": "Binary cross-entropy", "half_square": "½·mean(output²)"}
INVITATION = "Each of these sets the page to something worth seeing, and says why it is so."


def _presets(config: LedgerConfig) -> None:
    """The presets, the one that the page is set to lit, and its reason."""
    key = f"{PAGE}_preset"
    shown = next((preset for preset in PRESETS.values() if preset.config == config), None)
    st.session_state[key] = None if shown is None else shown.key
    st.pills(
        "Presets",
        list(PRESETS),
        format_func=label_of(PRESETS),
        key=key,
        on_change=_set,
        label_visibility="collapsed",
    )
    st.info(INVITATION if shown is None else shown.remark, icon=":material/lightbulb:")


def _set() -> None:
    chosen = st.session_state[f"{PAGE}_preset"]
    if chosen is not None:
        recall(PRESETS[chosen].config)


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
        "loss": config.loss,
        "draws": config.draws,
        "seed": config.seed,
        "format": config.number_format,
        "residual": config.residual,
        "norm": norm,
    }
    st.session_state.update({f"{PAGE}_{name}": value for name, value in values.items()})
    st.session_state[f"{PAGE}_config"] = config


def choose(shown: bool) -> LedgerConfig | None:
    """The stacks of the page Vanishing gradients; None where no activation is chosen.

    Where they are not shown they are still there, or a link from another tab would lose them and
    `open_at` could not write them into it.
    """
    if not shown:
        st.html(
            f"<style>:has(> .st-key-{PAGE}_main, > .st-key-{PAGE}_side) {{ display: none }}</style>"
        )
    with st.sidebar, st.container(key=f"{PAGE}_side"):
        shape, drawn, cured = _stack(), _draws(), cures(PAGE)
    with st.container(key=f"{PAGE}_main"):
        preset = st.container()
        chosen = _activations()
        if not chosen:
            return None
        config = LedgerConfig(tuple(chosen), **shape, **drawn, **cured)
        st.session_state[f"{PAGE}_config"] = config
        with preset:
            _presets(config)
    return config


def _activations() -> list[str]:
    return st.multiselect(
        "Activations",
        list(menu()),
        default=DEFAULTS.activations,
        format_func=label_of(menu()),
        max_selections=MAX_ACTIVATIONS,
        key=f"{PAGE}_activations",
        bind="query-params",
    )


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
        # The labels of two classes can be parted; without them every output is pulled to 0.
        offered = list(LOSSES) if labelled else ["half_square"]
        loss = _select("Loss", offered, LOSSES, "loss")
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
    """Draw the page's stacks anew, of this activation and with these variances, and turn to them.

    Residual connections and norms are left out: the theory knows none.
    """
    recall(
        replace(
            st.session_state.get(f"{PAGE}_config", DEFAULTS),
            activations=(key,),
            init=MEAN_FIELD,
            residual=False,
            norm=None,
            weight_variance=weight_variance,
            bias_variance=bias_variance,
        )
    )
    st.session_state[f"{PAGE}_view"] = "Ledger"
