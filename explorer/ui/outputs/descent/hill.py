"""One weight's loss as a curve, and the ball of each optimiser that runs down it."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from explorer.choices.palette import LINES
from explorer.config.controls import Choice, Number, Several
from explorer.glossary import sentence
from explorer.live.message.wire import encode
from explorer.outputs.descent import BALLS, Path, path, verdict
from explorer.outputs.landscapes import LANDSCAPES, SPEEDS, STEPS, Landscape
from explorer.ui.outputs.descent.layout import beside
from explorer.ui.shared.form import ask, label_of
from explorer.ui.shared.mount import heard, module
from explorer.words import number

KEY = "descent_hill"
MOST = 4  # balls at once
HEADROOM = 0.12  # of the curve's height, above it
OWN = "own"
NAMES = {"small": "Too small", "right": "Right", "large": "Too large", OWN: "Own"}
LARGEST = 1e6
LANDSCAPE = Choice(
    name="descent_landscape",
    label="The loss of",
    default="logistic",
    options=tuple(LANDSCAPES),
    label_of=label_of(LANDSCAPES),
)
RATE = Number(
    name="descent_own_rate",
    label="Own learning rate",
    default=1.0,
    low=0.0,
    high=LARGEST,
    step=0.01,
    format="%g",
    style="box",
)
OPTIMISERS = Several(
    name="descent_optimisers",
    label="Optimisers, up to four",
    what="optimiser",
    default=["sgd", "momentum", "adam"],
    options=tuple(BALLS),
    label_of=label_of(BALLS),
    most=MOST,
)

mount = module("hill", "descent/ball.js", '<div class="descent"></div>')


def show() -> None:
    """The curve, the balls, and what becomes of each."""
    picture, side = beside("weight")
    with side:
        landscape = LANDSCAPES[ask(LANDSCAPE)]
        optimisers = tuple(ask(OPTIMISERS))
        rate = _rate(landscape)
        start = ask(start_of(landscape))
        st.markdown(f"${landscape.model}$, loss ${landscape.loss}$  \n{landscape.remark}")
    with picture:
        if not optimisers:
            st.info("Choose at least one optimiser.", icon=":material/tune:")
            return
        data = message(landscape.key, start, optimisers, rate)
        mount(key=KEY, data=data, on_start_change=_start, width="stretch", height="content")


def start_of(landscape: Landscape) -> Number:
    """Where the balls start; each landscape keeps its own."""
    return Number(
        name=f"descent_{landscape.key}_start",
        label="Start (or drag the ball)",
        default=landscape.start,
        low=landscape.low,
        high=landscape.high,
        step=0.05,
        format="%.2f",
    )


def _start() -> None:
    """A ball was dragged."""
    control = start_of(LANDSCAPES[st.session_state[LANDSCAPE.name]])
    start = heard(KEY, "start")
    if start is not None:
        st.session_state[control.name] = max(control.low, min(float(start), control.high))


def _rate(landscape: Landscape) -> float:
    """One of the landscape's three rates, or a number of one's own."""
    rates = dict(zip(SPEEDS, landscape.rates, strict=True))
    chosen = ask(
        Choice(
            name="descent_rate",
            label="Learning rate",
            default="right",
            options=(*SPEEDS, OWN),
            label_of=lambda key: NAMES[key] + (f": {number(rates[key])}" if key in rates else ""),
            style="buttons",
            help="Too small, right and too large for gradient descent from the given start; "
            "all balls take the same.",
        )
    )
    return ask(RATE) if chosen == OWN else rates[chosen]


@st.cache_data(max_entries=64, show_spinner=False)
def message(key: str, start: float, optimisers: Sequence[str], rate: float) -> bytes:
    """The curve and the paths, as `hill.js` reads them."""
    landscape = LANDSCAPES[key]
    paths = [path(landscape, start, one, rate, STEPS) for one in optimisers]
    w, loss = landscape.curve()
    tall = float(loss.max() - loss.min())
    low = max(0.0, float(loss.min()) - HEADROOM * tall)
    header = {
        "run": f"{key} {start} {' '.join(optimisers)} {rate}",
        "window": [landscape.low, landscape.high, low, float(loss.max()) + HEADROOM * tall],
        "names": (names := [BALLS[one].label for one in optimisers]),
        "means": [sentence(name) or "" for name in names],
        "colours": LINES[: len(optimisers)],
        "verdicts": [verdict(one, landscape) for one in paths],
        "steps": [one.steps for one in paths],
    }
    arrays = {"w": w, "loss": loss, "path": _rows(paths, "w"), "path_loss": _rows(paths, "loss")}
    return encode(header, arrays)


def _rows(paths: Sequence[Path], name: str) -> np.ndarray:
    """A row (STEPS + 1,) a path, NaN after its last step."""
    rows = np.full((len(paths), STEPS + 1), np.nan)
    for row, one in zip(rows, paths, strict=True):
        row[: one.steps + 1] = getattr(one, name)
    return rows
