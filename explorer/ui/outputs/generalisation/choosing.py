"""The data and the network that the pictures of the tab Generalisation share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from explorer.config import RunConfig
from explorer.config.controls import Choice, Number
from explorer.outputs.generalisation import START, TWO_CLASSES
from explorer.ui.shared.form import ask, label_of
from explorer.words import percent

PREFIX = "generalisation_"
AS_DRAWN = "as drawn"
DATASET = Choice(
    name="dataset",
    label="Data set",
    default=START.dataset,
    options=tuple(TWO_CLASSES),
    label_of=label_of(TWO_CLASSES),
)
NOISE = Number(
    name="noise", label="Noise", default=START.noise, low=0.0, high=0.5, step=0.05, format="%.2f"
)
POINTS = Choice(
    name="points", label="Points", default=START.samples, options=(50, 100, 200, 400, 1000)
)
KEPT = Choice(
    name="kept",
    label="Kept from training",
    default=START.test_fraction,
    options=(0.05, 0.1, 0.2, 0.3, 0.4),
    label_of=lambda share: f"{percent(share)} + {percent(share)}",
    help="So many of the points are for validation, and as many for the test",
)
SHARE = Choice(
    name="class_share",
    label="Class 1",
    default=None,
    options=(None, 0.05, 0.1, 0.2, 0.3, 0.5),
    label_of=lambda share: AS_DRAWN if share is None else percent(share),
    help="The share of class 1 among the points",
)
RATE = Choice(
    name="rate",
    label="Learning rate",
    default=START.learning_rate,
    options=(0.001, 0.003, 0.01, 0.03, 0.1, 1.0, 1000.0),
)
LAYERS = {1: "1 layer", 2: "2 layers", 4: "4 layers"}
UNITS = (1, 2, 4, 8, 16, 32, 64)
SEED = Number(name="seed", label="Seed", default=0, low=0, high=9999, style="box")


@contextmanager
def row(name: str) -> Iterator[None]:
    """Choices go here, above the picture; on a phone the style has them below."""
    with (
        st.container(key=f"aside_{PREFIX}{name}"),
        st.container(horizontal=True, vertical_alignment="bottom", key=f"{PREFIX}{name}_row"),
    ):
        yield


def data() -> RunConfig:
    """The data set, its noise and the number of its points."""
    return replace(
        START,
        dataset=ask(DATASET, PREFIX, width=140),
        noise=float(ask(NOISE, PREFIX, width=120)),
        samples=ask(POINTS, PREFIX, width=90),
    )


def shares(run: RunConfig) -> RunConfig:
    """How many points are kept from training, and how many are of class 1."""
    kept = ask(KEPT, PREFIX, width=145)
    share = ask(SHARE, PREFIX, width=110)
    return replace(run, validation_fraction=kept, test_fraction=kept, class_share=share)


def network(run: RunConfig, picture: str, layers: int, units: int) -> RunConfig:
    """Its hidden layers, all equally wide; each picture has its own."""
    depth = Choice(
        name=f"{picture}_layers",
        label="Hidden layers",
        default=layers,
        options=tuple(LAYERS),
        label_of=LAYERS.__getitem__,
    )
    width = Choice(
        name=f"{picture}_units",
        label="Units in each",
        default=units,
        options=UNITS,
        style="scale",
    )
    deep = ask(depth, PREFIX, width=105)
    return replace(run, hidden=(ask(width, PREFIX, width=170),) * deep)


def learning(run: RunConfig) -> RunConfig:
    """The learning rate and the seed."""
    rate = ask(RATE, PREFIX, width=100)
    return replace(run, learning_rate=rate, seed=ask(SEED, PREFIX, width=100))


def refuse(error: ValueError) -> None:
    """One sentence where a run cannot start."""
    st.error(f"This run cannot start: {error}.", icon=":material/error:")
