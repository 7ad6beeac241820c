"""A deep network that trains, beside the same network with a cure."""

from math import sqrt

import streamlit as st

from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import prior_entropy
from explorer.choices.optimisers import OPTIMISERS
from explorer.config import Member, RunConfig
from explorer.live.stopping import StopRule
from explorer.ui.shared.choose import entry, seed
from explorer.ui.shared.live import Live
from explorer.ui.shared.own import menu
from explorer.words import number

CURES = {
    "Residual connections": {"residual": True},
    "Layer norm": {"norm": "layer"},
    "Batch norm": {"norm": "batch"},
    "ReLU instead": {"activation": "relu"},
    "Tanh instead": {"activation": "tanh"},
    "Weights √6 times as large (He)": {"init_scale": sqrt(6)},
    "Nothing": {},
}


def show() -> None:
    """One activation, plain and cured, trained from the same draws."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        activation = entry("Activation", menu(), "sigmoid", "deep_activation")
        cure = st.selectbox("Cure", list(CURES), key="deep_cure", bind="query-params")
        dataset = entry("Data set", DATASETS, "circles", "deep_dataset")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        depth = st.slider("Layers", 2, 50, 10, key="deep_depth", bind="query-params")
        width = st.slider("Units a layer", 1, 32, 16, key="deep_width", bind="query-params")
        drawn = seed(0, "deep_seed")
    plain = Member(activation, drawn)
    cured = Member(**{"activation": activation, "seed": drawn} | CURES[cure])
    members = (plain,) if cured == plain else (plain, cured)
    run = Live("deep", gradients=True)
    trained = RunConfig(
        dataset=dataset,
        hidden=(width,) * depth,
        members=members,
        batch_size=50,
        steps=400,
        seed=drawn,
    )
    st.caption(settings(trained))
    try:
        run.open(trained)
    except ValueError as error:
        st.error(f"This run cannot start: {error}.", icon=":material/error:")
        return
    speed = run.controls()
    run.picture(speed, "ledger", StopRule())
    chance = prior_entropy(run.stage.run.trainer.samples.y_train)
    st.caption(
        f"Knowing the class prior and nothing else costs {number(chance)}: a loss that stays there "
        "means that the network has learnt nothing. Gradients are those of the loss on all "
        "training points."
    )


def settings(config: RunConfig) -> str:
    """How these networks are drawn and trained."""
    batches = "full batch" if config.batch_size is None else f"batches of {config.batch_size}"
    return (
        f"{config.samples:,} points · noise {number(config.noise)} · "
        f"{INITIALISERS[config.init].label} · {OPTIMISERS[config.optimizer].label} · "
        f"rate {number(config.learning_rate)} · {batches}"
    )
