"""A deep network that trains, beside the same network with a cure."""

import streamlit as st

from explorer.choices.datasets import CLASSED
from explorer.config import Member, RunConfig
from explorer.config.controls import Choice, Number
from explorer.config.form import control, told
from explorer.gradients.cures import CURES, FORMER, TRAINED
from explorer.ui.shared.form import ask, entry, label_of
from explorer.ui.shared.live import Live
from explorer.ui.shared.own import menu
from explorer.words import FLAT, number

CURE = Choice(
    name="cure",
    label="Cure",
    default="residual",
    options=TRAINED,
    label_of=label_of(CURES),
    former=FORMER,
)
DEPTH = Number(name="depth", label="Layers", default=10, low=2, high=50)
WIDTH = Number(name="width", label="Units per layer", default=16, low=1, high=32)
SEED = control("seed")


def show() -> None:
    """One activation, plain and cured, trained from the same draws."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="deep_choice"):
        activation = entry("Activation", menu(), "sigmoid", "deep_activation", activations=True)
        cure = ask(CURE, "deep_")
        dataset = entry("Data set", CLASSED, "circles", "deep_dataset")
        depth, width, drawn = (ask(control, "deep_") for control in (DEPTH, WIDTH, SEED))
    plain = Member(activation, drawn)
    cured = CURES[cure].of(plain)
    members = (plain,) if cured == plain else (plain, cured)
    run = Live("deep", view="ledger", gradients=True)
    trained = RunConfig(
        dataset=dataset,
        hidden=(width,) * depth,
        members=members,
        batch_size=50,
        steps=400,
        seed=drawn,
    )
    st.caption(f"{CURES[cure].label}: {CURES[cure].remark} {settings(trained)}")
    try:
        run.open(trained)
    except ValueError as error:
        st.error(f"This run cannot start: {error}.", icon=":material/error:")
        return
    run.picture()
    chance = run.stage.run.trainer.guessing[0]
    st.caption(
        "Lines: how large the gradient is at each layer's weights, for the loss on all training "
        "points. Strips below: a column for each layer shows where its weighted sums lie, from −6 "
        "to 6; strong colour where there are many, olive where the activation is saturated "
        f"(|f′| < {FLAT}). Right of them: the slope f′. Guessing costs {number(chance)}: a "
        "train loss that stays there means that the network is no better than guessing."
    )


def settings(config: RunConfig) -> str:
    """How these networks are drawn and trained."""
    return told(config, "samples", "noise", "init", "optimizer", "learning_rate", "batch_size")
