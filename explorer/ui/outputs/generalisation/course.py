"""One run by its three shares: loss and accuracy over the steps, and the map at any of them."""

import streamlit as st

from explorer.choices.palette import LINES
from explorer.config import RunConfig
from explorer.live.message.wire import encode
from explorer.outputs.generalisation import course, for_the_end, verdict
from explorer.ui.outputs.generalisation import choosing, packing
from explorer.ui.shared.mount import module

mount = module(
    "generalisation_course", "generalisation/course.js", '<div class="generalisation"></div>'
)


def show() -> None:
    """The choices, and below them the run."""
    with choosing.row("shares"):
        run = choosing.data()
        run = choosing.learning(choosing.network(choosing.shares(run), "shares", 2, 32))
    try:
        data = message(run)
    except ValueError as error:
        choosing.refuse(error)
        return
    mount(key="generalisation_course", data=data, width="stretch", height="content")


@st.cache_data(max_entries=32, show_spinner=False)
def message(run: RunConfig) -> bytes:
    """The run as `course.js` reads it."""
    found = course(run)
    places, labels, shares = packing.points(found.samples)
    fields = {
        "names": ["training", "validation"],
        "lines": LINES[:2],
        "extent": found.samples.extent,
        "best": found.best,
        "verdict": verdict(found),
        "end": for_the_end(found) + " On the map: dots to train on, rings to validate.",
    }
    arrays = {
        "steps": found.steps.astype("float64"),
        "loss": found.loss[:2],
        "accuracy": found.accuracy[:2],
        "maps": packing.plates(found.maps),
        "points": places,
        "labels": labels,
        "shares": shares,
    }
    return encode(packing.header(run, **fields), arrays)
