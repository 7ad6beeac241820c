"""The small network that two pictures of the tab Descent share, and the optimiser's choices."""

from typing import Any

import streamlit as st

from explorer.config.controls import Choice, Number
from explorer.outputs.descent import BALLS
from explorer.outputs.small import LOSSES, SAMPLES, SHAPES, Small, places
from explorer.ui.shared.form import ask, entry, label_of
from explorer.ui.shared.own import menu

DEFAULTS = Small()
LARGEST = 1e6  # a learning rate that nobody needs
SHAPE = Choice(name="descent_shape", label="Network", default=DEFAULTS.shape, options=tuple(SHAPES))
OPTIMISER = Choice(
    name="descent_optimiser",
    label="Optimiser",
    default="sgd",
    options=tuple(BALLS),
    label_of=label_of(BALLS),
)
SEED = Number(name="descent_seed", label="Seed", default=0, low=0, high=9999, style="box")


def pair() -> Any:
    """Two narrow columns."""
    return st.columns(2, gap="small")


def network() -> Small:
    """The points, the shape, the activation, the loss and the draw of the weights."""
    left, right = pair()
    with left:
        sample = entry("Points", SAMPLES, DEFAULTS.sample, "descent_points")
        activation = entry(
            "Activation", menu(), DEFAULTS.activation, "descent_activation", activations=True
        )
    with right:
        shape = ask(SHAPE)
        loss = entry("Loss", LOSSES, DEFAULTS.loss, "descent_loss")
    return Small(sample, shape, activation, loss, seed=0)


def weights(small: Small) -> list[str]:
    """A short name for each number of a network, such as layer 1: 2 → 3, or layer 1: b of 3."""
    return [
        f"layer {place.layer + 1}: "
        + (
            f"b of {place.target + 1}"
            if place.source is None
            else f"{place.source + 1} → {place.target + 1}"
        )
        for place in places(small.network)
    ]


def seed() -> int:
    """Of the draw of the weights."""
    return ask(SEED)


def rate(default: float, name: str = "descent_step_rate") -> float:
    """A learning rate, however large."""
    return ask(
        Number(
            name=name,
            label="Learning rate",
            default=default,
            low=0.0,
            high=LARGEST,
            step=0.05,
            format="%g",
            style="box",
        )
    )
