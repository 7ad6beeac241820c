"""The stacks of the page Vanishing gradients: presets and widgets → LedgerConfig."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.choices.datasets import CLASSED
from explorer.choices.initialisers import INITIALISERS
from explorer.config import MAX_WIDTH
from explorer.config.controls import Choice, Number, Several
from explorer.config.form import control
from explorer.gradients.ledger import NUMBER_FORMATS, PRESETS, LedgerConfig, Preset
from explorer.gradients.ledger.config import (
    MAX_ACTIVATIONS,
    MAX_DEPTH,
    MAX_DRAWS,
    MEAN_FIELD,
    NORMAL,
)
from explorer.gradients.ledger.link import NAMES
from explorer.ui.shared.form import ask, label_of
from explorer.ui.shared.own import menu
from explorer.ui.shared.shell import aside

PAGE = "gradients"
VIEWS = {  # key in the link → name on the tab
    "ledger": "Layer by layer",
    "cures": "Cures",
    "training": "While it trains",
    "chain_rule": "Chain rule",
    "chaos": "Edge of chaos",
}
FORMER = {"Ledger": VIEWS["ledger"]}  # names on tabs in older links
DEFAULTS = LedgerConfig()
LABELS = {key: entry.label for key, entry in INITIALISERS.items()} | {MEAN_FIELD: "σ_w² and σ_b²"}
LOSSES = {"bce": "Binary cross-entropy", "half_square": "½·mean(output²)"}
STD = replace(control("std"), default=DEFAULTS.init_std)
FIRST = tuple(PRESETS)[:4]  # presets in the row; the others are behind "More"
INVITATION = "The buttons at the top set the page to something worth seeing, and say why it is so."
STYLE = Path(__file__).with_name("page.css")


@dataclass(frozen=True)
class Layout:
    """Where things of a view stand: the sentence, the picture, and two places for widgets."""

    sentence: Any
    picture: Any
    first: Any  # above the stacks' widgets
    last: Any  # below them


def dress() -> None:
    """Give the page its style."""
    st.html(STYLE)


def _presets(lit: Preset | None) -> None:
    """The presets in a row, the one that the page is set to lit."""
    key = f"{PAGE}_preset"
    others = [name for name in PRESETS if name not in FIRST]
    hidden = lit is not None and lit.key in others
    st.session_state[key] = None if lit is None or hidden else lit.key
    st.pills(
        "Presets",
        FIRST,
        format_func=label_of(PRESETS),
        key=key,
        on_change=_set,
        args=(key,),
        label_visibility="collapsed",
    )
    more = f"{key}_more"
    st.menu_button(
        lit.label if lit is not None and hidden else "More",
        others,
        format_func=label_of(PRESETS),
        key=more,
        type="primary" if hidden else "secondary",
        on_click=_set,
        args=(more,),
    )


def _set(key: str) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        recall(PRESETS[chosen].config)


def preset_of(config: LedgerConfig) -> Preset | None:
    """The preset that a config is, or None."""
    return next((preset for preset in PRESETS.values() if preset.config == config), None)


def reason(config: LedgerConfig) -> None:
    """Why the preset shows what it shows, in a place that is kept where there is none."""
    lit = preset_of(config)
    said = INVITATION if lit is None else f"{lit.label}: {lit.remark}"
    st.html(f'<p class="reason" data-part="reason">{escape(said)}</p>')


def recall(config: LedgerConfig) -> None:
    """Set every widget to what this config says."""
    values = {field.name: getattr(config, field.name) for field in fields(config)}
    values["activations"] = list(config.activations)
    state = {f"{PAGE}_{NAMES.get(name, name)}": value for name, value in values.items()}
    st.session_state.update(state)
    st.session_state[f"{PAGE}_config"] = config


def choose(shown: bool) -> tuple[LedgerConfig | None, Layout]:
    """The stacks of the page, None where no activation is chosen, and where a view stands.

    Where they are not shown they are still there, or a link from another tab would lose them and
    `open_at` could not write them into it.
    """
    with st.container(key=f"{PAGE}_stage" if shown else f"{PAGE}_hidden"):
        presets = st.container(horizontal=True, vertical_alignment="center", key=f"{PAGE}_presets")
        sentence = st.container()
        picture, side = st.columns([20, 7], gap="medium")
    with side, aside(PAGE), st.container(key=f"{PAGE}_settings"):
        layout = Layout(sentence, picture, st.container(), place := st.container())
        with place:
            chosen = _activations()
            if not chosen:
                return None, layout
            config = LedgerConfig(tuple(chosen), **_stack(), **_cures(), **_draws())
            layout = replace(layout, last=st.container())
    st.session_state[f"{PAGE}_config"] = config
    with presets:
        _presets(preset_of(config))
    return config, layout


def _activations() -> list[str]:
    offered = tuple(menu())
    return ask(
        Several(
            name="activations",
            label="Activations",
            what="activation",
            default=list(DEFAULTS.activations),
            options=offered,
            label_of=label_of(menu()),
            most=MAX_ACTIVATIONS,
            activations=True,
        ),
        f"{PAGE}_",
    )


def _slider(
    label: str, low: Any, high: Any, name: str, step: Any = None, disabled: bool = False
) -> Any:
    default = getattr(DEFAULTS, name)
    control = Number(
        name=name, label=label, default=default, low=low, high=high, step=step, disabled=disabled
    )
    return ask(control, f"{PAGE}_")


def _select(label: str, options: Iterable[str], labels: Mapping[str, str], name: str) -> str:
    offered = tuple(options)
    control = Choice(
        name=name, label=label, default=offered[0], options=offered, label_of=labels.__getitem__
    )
    return ask(control, f"{PAGE}_")


def _stack() -> dict[str, Any]:
    left, right = st.columns(2, gap="small")
    with left:
        depth = _slider("Hidden layers", 1, MAX_DEPTH, "depth")
    with right:
        width = _slider("Units per layer", 1, MAX_WIDTH, "width")
    init = _select("Initialiser", list(LABELS), LABELS, "init")
    free = init == MEAN_FIELD
    takes_std = not free and INITIALISERS[init].takes_std
    remark = "Weights N(0, σ_w²/fan_in), biases N(0, σ_b²)." if free else INITIALISERS[init].remark
    st.caption(remark)
    # Always there, or a preset that sets them would not reach the link; seen where they count.
    with st.container(key=f"{PAGE}_variances" if free else f"{PAGE}_no_variances"):
        left, right = st.columns(2, gap="small")
        with left:
            weight = _slider("σ_w²", 0.0, 6.0, "weight_variance", 0.001, not free)
        with right:
            bias = _slider("σ_b²", 0.0, 1.0, "bias_variance", 0.01, not free)
    return {
        "depth": depth,
        "width": width,
        "init": init,
        "init_std": ask(STD, f"{PAGE}_") if takes_std else DEFAULTS.init_std,
        "weight_variance": weight if free else DEFAULTS.weight_variance,
        "bias_variance": bias if free else DEFAULTS.bias_variance,
    }


def _cures() -> dict[str, Any]:
    """What the engine offers against vanishing gradients."""
    return {name: ask(control(name), f"{PAGE}_") for name in ("residual", "norm")}


def _draws() -> dict[str, Any]:
    names = {NORMAL: "N(0, 1)"} | {key: entry.label for key, entry in CLASSED.items()}
    place = st.container()
    with st.popover("Inputs and draws", icon=":material/casino:", key=f"{PAGE}_more"):
        inputs = _select("Inputs", list(names), names, "inputs")
        labelled = inputs != NORMAL and CLASSED[inputs].classes == 2
        # The labels of two classes can be parted; without them every output is pulled to 0.
        offered = list(LOSSES) if labelled else ["half_square"]
        loss = _select("Loss", offered, LOSSES, "loss")
        draws = _slider("Draws of the weights", 1, MAX_DRAWS, "draws")
        number = ask(control("seed"), f"{PAGE}_")
        formats = {key: key for key in NUMBER_FORMATS}
        order = sorted(formats, key=lambda key: key != DEFAULTS.number_format)
        computed = _select("Number format", order, formats, "format")
    scaled = "" if inputs == NORMAL else ", standardised"
    place.caption(f"{names[inputs]}{scaled} · {draws} draws · {computed}")
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
    st.session_state[f"{PAGE}_view"] = VIEWS["ledger"]
