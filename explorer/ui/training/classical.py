"""Is it worth a network? Classical methods beside the run on the page Training."""

from html import escape
from itertools import pairwise

import numpy as np
import streamlit as st

from explorer.choices.marks import colours_for
from explorer.choices.palette import NEUTRAL
from explorer.config.link import PREFIX
from explorer.engine import sample
from explorer.live.message.colour import palette_for
from explorer.outputs.classical import METHODS, Fitted, compare, verdict
from explorer.ui.shared.stage import Stage
from explorer.words import percent

SIDE = 240  # of a picture, in its own units
MOST = 700  # points drawn
RIM, DOT = 4.6, 3.4  # width of a point, with what sets it off and without
COLUMNS = ("Method", "Train", "Validation", "Test")


def offer(stage: Stage) -> None:
    """A button that has the same points learnt by other methods."""
    asks_for_class = stage.run.config.problem in ("binary", "classes")
    if asks_for_class and st.button(
        "Is it worth a network?",
        icon=":material/balance:",
        key=f"{PREFIX}classical",
        width="stretch",
        help="Logistic regression, an SVM and a decision tree learn the same points",
    ):
        _open(stage)


@st.dialog("Is it worth a network?", width="large")
def _open(stage: Stage) -> None:
    config, seen = stage.run.config, stage.run.latest.snapshot
    with st.spinner("scikit-learn learns the same points …"):
        try:
            fitted = compare(config)
        except ValueError as error:
            st.error(f"Nothing can be compared: {error}.", icon=":material/error:")
            return
    networks = dict(zip(config.titles, map(float, seen.validation_accuracy), strict=True))
    st.markdown(f"**{verdict(fitted, networks)}**")
    shares = seen.train_accuracy, seen.validation_accuracy, seen.test_accuracy
    rows = [(one.label, *map(percent, one.scores)) for one in fitted]
    rows += [
        (f"{title}, step {seen.step:,}", *(percent(float(share[p])) for share in shares))
        for p, title in enumerate(config.titles)
    ]
    st.table([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    for place, one, method in zip(st.columns(3), fitted[1:], METHODS.values(), strict=True):
        with place:
            st.markdown(f"**{one.label}**")
            st.image(_picture(stage, one), width=SIDE)
            st.caption(method.remark)
    st.caption(
        "Validation decides; the test figure is for the end. All learn the training points alone."
    )


def _picture(stage: Stage, fitted: Fitted) -> str:
    """A method's map with the points to train on, as SVG."""
    config, data = stage.run.config, sample(stage.run.config)
    assert fitted.classes is not None
    classes = config.classes
    colours = colours_for(config.problem, classes)
    half = SIDE / 2
    places = data.places.numpy()[: len(data.y_train)] / data.extent * [half, -half] + half
    some = np.linspace(0, len(places) - 1, min(len(places), MOST)).astype(int)
    labels = data.y_train.numpy()[some]
    drawn = [
        (colours[k], "".join(f"M{x:.1f} {y:.1f}h0" for x, y in places[some][labels == k]))
        for k in range(classes)
    ]
    rims = [f'<path stroke="{NEUTRAL}" stroke-width="{RIM}" d="{path}"/>' for _, path in drawn]
    dots = [f'<path stroke="{colour}" stroke-width="{DOT}" d="{path}"/>' for colour, path in drawn]
    said = escape(f"{fitted.label}: {percent(fitted.scores[1])} of the validation points right")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" role="img" '
        f'aria-label="{said}" width="{SIDE}" height="{SIDE}" stroke-linecap="round" fill="none">'
        f"{_areas(fitted.classes, classes)}{''.join(rims + dots)}</svg>"
    )


def _areas(named: np.ndarray, classes: int) -> str:
    """The areas of the classes (G, G), row 0 at the bottom: of each a path of its rows' runs."""
    palette, band = palette_for(classes), 256 // classes
    strongest = (0, 255) if classes == 2 else [(k + 1) * band - 1 for k in range(classes)]
    cell, paths = SIDE / len(named), [""] * classes
    for up, row in enumerate(named[::-1]):
        ends = np.flatnonzero(np.diff(row)) + 1
        for start, end in pairwise([0, *ends, len(row)]):
            wide = (end - start) * cell
            paths[row[start]] += f"M{start * cell:g} {up * cell:g}h{wide:g}v{cell:g}h{-wide:g}z"
    return "".join(
        f'<path shape-rendering="crispEdges" fill="rgb({",".join(map(str, palette[at]))})" '
        f'd="{path}"/>'
        for at, path in zip(strongest, paths, strict=True)
    )
