"""The loss over two weights of a network, and the path of each optimiser on it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from explorer.choices.palette import LINES
from explorer.config.controls import Choice, Several
from explorer.config.link import PREFIX
from explorer.outputs import films
from explorer.outputs.descent import BALLS
from explorer.outputs.films import Film
from explorer.outputs.small import Small, places
from explorer.outputs.surfaces import Window, surface
from explorer.outputs.watched import LEAST, MARGIN, WIDEST
from explorer.ui.outputs.descent import choosing, heat, running
from explorer.ui.outputs.descent.layout import beside
from explorer.ui.shared import link
from explorer.ui.shared.form import ask, label_of

STEPS, EVERY = 60, 2  # of training, and between two surfaces
RATE = 0.5
MOST = 4
WHOSE = {"small": "A small network", "run": "The run on Training"}
TRAINED = {"two": "These two weights", "all": "All weights"}
OPTIMISERS = Several(
    name="descent_runners",
    label="Optimisers, up to four",
    what="optimiser",
    default=["sgd", "momentum", "adam"],
    options=tuple(BALLS),
    label_of=label_of(BALLS),
    most=MOST,
)
TRAIN = Choice(
    name="descent_trained",
    label="What is trained",
    default="two",
    options=tuple(TRAINED),
    label_of=TRAINED.__getitem__,
    style="buttons",
    help="Where all weights are trained the surface changes at each step: it is that of the "
    "first optimiser.",
)

OF = Choice(
    name="descent_of",
    label="Whose loss",
    default="small",
    options=tuple(WHOSE),
    label_of=WHOSE.__getitem__,
    style="buttons",
)


def show() -> None:
    """The map of the loss, of a small network here or of the run on Training."""
    picture, side = beside("surface")
    with side:
        of = ask(OF, label_visibility="collapsed")
    if of == "run":
        running.show(picture, side)
        return
    link.carry(PREFIX, {})
    _small(picture, side)


def _small(picture: Any, side: Any) -> None:
    """A small network, and what becomes of the path of each optimiser."""
    with side:
        optimisers = tuple(ask(OPTIMISERS))
        trained = ask(TRAIN)
        small = choosing.network()
        left, right = choosing.pair()
        with left:
            rate = choosing.rate(RATE)
        with right:
            small = replace(small, seed=choosing.seed())
        with left:
            first = ask(_weight(small, "first", "Across"))
        with right:
            second = ask(_weight(small, "second", "Up"))
    with picture:
        if not optimisers:
            st.info("Choose at least one optimiser.", icon=":material/tune:")
            return
        if first == second:
            st.info("Choose two different weights.", icon=":material/tune:")
            return
        try:
            data = message(small, optimisers, rate, first, second, trained == "all")
        except ValueError as error:
            st.info(f"{str(error).capitalize()}.", icon=":material/info:")
            return
        heat.mount(key=heat.KEY, data=data, width="stretch", height="content")


def _weight(small: Small, name: str, label: str) -> Choice:
    """A number of the network; at first two that a signal runs through one after the other."""
    names = choosing.weights(small)
    second = len(names) - 2
    return Choice(
        name=f"descent_{name}",
        label=label,
        default=second if name == "second" else min(3, second - 1),
        options=tuple(range(len(names))),
        label_of=names.__getitem__,
    )


@st.cache_data(max_entries=32, show_spinner=False)
def message(
    small: Small, optimisers: Sequence[str], rate: float, first: int, second: int, every: bool
) -> bytes:
    """The surfaces and the paths, as `heat.js` reads them; `every`: all weights are trained."""
    network, points = small.network, small.points
    free = None if every else (first, second)
    shots = [
        films.film(network, points, small.point_loss, one, rate, STEPS, free) for one in optimisers
    ]
    spots = places(network)
    pair = spots[first], spots[second]
    window = around(shots, first, second)
    moments = list(range(0, shots[0].steps + 1, EVERY)) if every else [0]
    with np.errstate(all="ignore"):
        values = np.stack(
            [
                surface(
                    shots[0].at(step), *points, small.point_loss, *pair, window=window
                ).loss.T  # v from row to row, u across
                for step in moments
            ]
        )
    return heat.pack(
        f"{small} {optimisers} {rate} {first} {second} {every}",
        [place.name for place in pair],
        window,
        values,
        [(shot.parameters[:, first], shot.parameters[:, second], shot.loss) for shot in shots],
        moments=moments,
        names=[BALLS[one].label for one in optimisers],
        colours=LINES[: len(optimisers)],
        said=[shot.sentence for shot in shots],
        note=f"The surface is that of {BALLS[optimisers[0]].label}. It changes, for all other "
        "weights move too."
        if every
        else "All other weights are held where they are.",
    )


def around(shots: Sequence[Film], first: int, second: int) -> Window:
    """A square window around the start, with the paths inside as far as they are near."""
    starts = [shots[0].parameters[0, one] for one in (first, second)]
    far = max(
        float(np.abs(shot.parameters[:, one] - start).max())
        for shot in shots
        for one, start in zip((first, second), starts, strict=True)
    )
    reach = min(WIDEST, max(LEAST, MARGIN * far))
    left, below = ((float(start) - reach, float(start) + reach) for start in starts)
    return left, below
