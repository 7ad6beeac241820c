"""Widgets that several pages share. What is chosen stands in the URL."""

import random
from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer.choices.initialisers import INITIALISERS
from explorer.config import MAX_SEED

NORMALISATIONS = {"No norm": None, "Layer norm": "layer", "Batch norm": "batch"}


def label_of(registry: dict) -> Callable[[str], str]:
    """A function from a registry's keys to its labels."""
    return lambda key: registry[key].label


def entry(name: str, registry: dict, default: str, key: str) -> str:
    """Choose one entry of a registry by its label."""
    keys: list[str] = list(registry)
    return st.selectbox(
        name,
        keys,
        index=keys.index(default),
        format_func=label_of(registry),
        key=key,
        bind="query-params",
    )


def seed(default: int, key: str) -> int:
    """Choose a seed, or draw another one."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        value = st.number_input(
            "Seed",
            0,
            MAX_SEED,
            default,
            key=key,
            bind="query-params",
            help="The same seed gives the same points, the same weights and the same run.",
        )
        st.button(
            "Draw",
            icon=":material/casino:",
            key=f"{key}_draw",
            help="Draw another seed",
            on_click=lambda: st.session_state.update({key: random.randrange(1000)}),
        )
    return int(value)


def std(default: float, init: str, key: str) -> float:
    """Choose σ where the initialiser takes one."""
    if init not in INITIALISERS or not INITIALISERS[init].takes_std:
        return default
    return st.slider("σ of the weights", 0.0, 5.0, default, 0.05, key=key, bind="query-params")


def cures(page: str) -> dict[str, Any]:
    """What the engine offers against vanishing gradients, as fields of a config or a member."""
    residual = st.toggle(
        "Residual connections",
        key=f"{page}_residual",
        bind="query-params",
        help="Each layer's input is added to its output, where both are equally wide",
    )
    norm = st.segmented_control(
        "Normalisation",
        list(NORMALISATIONS),
        default="No norm",
        required=True,
        key=f"{page}_norm",
        bind="query-params",
    )
    return {"residual": residual, "norm": NORMALISATIONS[norm]}
