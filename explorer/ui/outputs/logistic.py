"""Logistic regression by hand: logit, odds and probability, and likelihood beside the loss."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from explorer.choices.palette import LINES, NEGATIVE, POSITIVE
from explorer.config.controls import Choice, Number, consult
from explorer.config.form import control
from explorer.live.message.wire import encode
from explorer.outputs.likelihood import (
    MEAN,
    SIGMA,
    STUDIES,
    Likelihood,
    Parameter,
    Study,
    bernoulli,
    fit,
    gauss,
    numbers,
)
from explorer.ui.outputs import runs
from explorer.ui.shared import link
from explorer.ui.shared.form import ask, entry
from explorer.ui.shared.mount import heard, module
from explorer.words import number

PAGE = "logistic"
MENU, SEED = 230, 240  # pixels
PICTURES = {
    "odds": "Logit and odds",
    "bernoulli": "Likelihood and BCE",
    "gauss": "Likelihood and MSE",
}
PICTURE = Choice(
    name="picture",
    label="Picture",
    default="odds",
    options=tuple(PICTURES),
    label_of=PICTURES.__getitem__,
    style="buttons",
)
COLOURS = {
    "zero": NEGATIVE,
    "one": POSITIVE,
    "model": LINES[0],
    "likelihood": LINES[1],
    "loss": LINES[2],
}
SAID = {
    "odds": "One more on the axis adds m to the logit: wherever you point, it multiplies the odds "
    "by eᵐ.",
    "bernoulli": "L is a product of chances. Its logarithm is a sum, and minus that is N times the "
    "BCE: where L is highest, the BCE is lowest.",
    "gauss": "−ln L is the MSE times N / 2σ², and a number that μ does not change: where L is "
    "highest, the MSE is lowest, for every σ.",
}
SKLEARN = "Fit: LogisticRegression(C=np.inf)"

COMPONENTS = {
    name: module(name, f"likelihood/{name}.js", '<div class="likelihood"></div>')
    for name in ("odds", "peak")
}


@st.fragment
def show() -> None:
    """A line and σ of it over points, or likelihood and loss over one number of a model."""
    with runs.row():
        picture = ask(PICTURE, f"{PAGE}_", label_visibility="collapsed")
        study = None if picture == "gauss" else STUDIES[_points()]
        with st.container(width=SEED):
            seed = ask(control("seed"), f"{PAGE}_", label_visibility="collapsed")
    component = "odds" if picture == "odds" else "peak"
    _mount(component, study, seed, SAID[picture])


def _points() -> str:
    words = f"{PAGE}_points"
    return entry("Points", STUDIES, "hours", words, width=MENU, label_visibility="collapsed")


def _mount(name: str, chosen: Study | None, seed: int, said: str) -> None:
    """The picture, at the numbers that the session or the address has; what it says is kept."""
    key, values = f"{PAGE}_{name}", {}
    for one in controls(chosen):
        link.prepare(one.name, one)
        values[one.name] = st.session_state.get(one.name, one.default)
        link.record(one.name, one, values[one.name], listed=False)
    serial = st.session_state.get(f"{key}_serial", 0)
    COMPONENTS[name](
        key=key,
        data=message(chosen, seed, tuple(values.values()), said, serial),
        on_parameters_change=lambda: _heard(key, chosen),
        width="stretch",
        height="content",
    )


def parameters(chosen: Study | None) -> tuple[Parameter, Parameter]:
    """What is set by hand."""
    return (chosen.m, chosen.n) if chosen else (MEAN, SIGMA)


def controls(chosen: Study | None) -> list[Number]:
    """What is set by hand, as the address keeps it: each of the points has its own numbers."""
    return [
        Number(
            name=f"{PAGE}_{name_of(chosen)}_{one.name}",
            label=one.remark.partition(",")[0],
            default=one.start,
            low=one.low,
            high=one.high,
        )
        for one in parameters(chosen)
    ]


def _heard(key: str, chosen: Study | None) -> None:
    """Keep what the sliders in the browser say."""
    said = heard(key, "parameters")
    if said is None or said["key"] != name_of(chosen):
        return
    for one, asks in zip(parameters(chosen), controls(chosen), strict=True):
        text = repr(float(said["values"][one.name]))
        st.session_state[asks.name] = consult(asks, [text], asks.default)[0]
    st.session_state[f"{key}_serial"] = int(said["serial"])


def name_of(chosen: Study | None) -> str:
    """What the numbers belong to."""
    return chosen.key if chosen else "gauss"


def message(
    chosen: Study | None, seed: int, values: Sequence[float], said: str, serial: int = 0
) -> bytes:
    """The points, the numbers set by hand and those of the fit, as the pictures read them."""
    if chosen:
        x, y = chosen.points(seed)
        found = dict(zip("mn", fit(x, y), strict=True))
        reached = bernoulli(found["m"], found["n"], x, y)
        words = (chosen.axis, chosen.unit, chosen.event)
        window = (chosen.low, chosen.high)
    else:
        x, y = numbers(seed), np.empty(0)
        found = {"mean": float(x.mean())}
        reached = gauss(found["mean"], values[1], x)
        words, window = ("the number y", "", ""), (MEAN.low, MEAN.high)
    header = {
        "run": f"{name_of(chosen)} {seed}",
        "key": name_of(chosen),
        "serial": serial,
        "parameters": [
            {
                "name": one.name,
                "value": value,
                "label": one.remark,
                "low": one.low,
                "high": one.high,
                "step": one.step,
            }
            for one, value in zip(parameters(chosen), values, strict=True)
        ],
        "axis": words[0],
        "unit": words[1],
        "event": words[2],
        "window": window,
        "fit": found,
        "said": said,
        "fitted": told(chosen, found, reached),
        "colours": COLOURS,
    }
    return encode(header, {"x": x, "y": y})


def told(chosen: Study | None, found: Mapping[str, float], reached: Likelihood) -> tuple[str, str]:
    """What the button says, and what it finds."""
    if not chosen:
        return "Set μ to the mean of y", f"μ = {number(found['mean'])}: MSE {number(reached.loss)}"
    at = f"m = {number(found['m'])}, n = {number(found['n'])}"
    return SKLEARN, f"{at}: ln L = {number(reached.log)}, BCE {number(reached.loss)}"
