"""Losses of one point and their slopes, two of them; and what a flat slope costs, live."""

from typing import Any

import pandas as pd
import streamlit as st
import torch

from explorer import tables
from explorer.charts import outputs as charts
from explorer.config import RunConfig
from explorer.config.controls import Choice
from explorer.outputs import slopes
from explorer.outputs.losses import LOGIT, LOSS_CURVES, LossCurve, get
from explorer.ui.outputs import runs, start
from explorer.ui.shared.form import ask, label_of
from explorer.ui.shared.part import part
from explorer.ui.shared.shell import chart
from explorer.words import listed, number

PAGE = "losses"
FIRST, SECOND = (
    Choice(
        name=name,
        label=label,
        default=default,
        options=tuple(LOSS_CURVES),
        label_of=label_of(LOSS_CURVES),
    )
    for name, label, default in (
        ("first", "Loss", "bce"),
        ("second", "Beside it", "mse_sigmoid"),
    )
)
REACH = Choice(
    name="reach",
    label="Logits up to",
    default=8,
    options=(8, 20, 120),
    label_of=lambda reach: f"±{reach}",
    style="buttons",
    help="Float32 leaves the truth only far out",
)
PICTURE = Choice(
    name="picture",
    label="Picture",
    default="curves",
    options=("curves", "start"),
    label_of={"curves": "Curves", "start": "From a wrong start"}.__getitem__,
    style="buttons",
)
ERRORS = 3.0  # of ŷ − y that are shown
TALL = 205  # pixels of a chart
CANCEL = (-2.0, -1.0, 1.0, 2.0)  # errors whose mean is 0
MARGIN = 0.04  # of a window's height, above and below
X = {LOGIT: "logit z", "difference": "error d = ŷ − y"}


def show() -> None:
    """The curves of two losses, or two networks that learn from a wrong start."""
    with runs.row():
        if ask(PICTURE, f"{PAGE}_", label_visibility="collapsed") == "curves":
            first, second = (
                get(ask(control, f"{PAGE}_", width=230)) for control in (FIRST, SECOND)
            )
            reach = float(ask(REACH, f"{PAGE}_"))
            asked = first, second, reach
            st.markdown("Solid: float32, as trained. Dashed: exact.", width="content")
        else:
            asked = start.choose()
    if isinstance(asked, RunConfig):
        start.bench(asked)
    else:
        _curves(*asked)


def _curves(first: LossCurve, second: LossCurve, reach: float) -> None:
    """Two losses, each with its value, its slope and what follows from that; and what it costs."""
    chosen = [first] if first == second else [first, second]
    found = {curve.key: _table(curve.key, *_ends(curve, reach)) for curve in chosen}
    for curve in chosen:
        alike = pd.concat([found[one.key] for one in chosen if one.over == curve.over])
        _row(curve, found[curve.key], _ends(curve, reach), alike)
    st.markdown(slopes.time_lost())


def _ends(curve: LossCurve, reach: float) -> tuple[float, float]:
    most = reach if curve.over == LOGIT else ERRORS
    return -most, most


def _row(
    curve: LossCurve, table: pd.DataFrame, ends: tuple[float, float], alike: pd.DataFrame
) -> None:
    """One loss: in words, its value and its slope, on the axes of those it is compared with."""
    with st.container(key=f"{PAGE}_of_{curve.key}"):
        words, value, slope = st.columns([1, 1, 1], gap="medium")
    with words:
        st.markdown(f"**{curve.label}** $\\;{curve.formula}$")
        st.code(curve.code, language="python", wrap_lines=True)
        st.caption(" ".join(filter(None, (curve.remark, _measured(curve)))))
    for place, column in ((value, "value"), (slope, "slope")):
        both = alike[[column, f"exact_{column}"]].to_numpy()
        low, high = float(both.min()), float(both.max())
        more = MARGIN * (high - low)
        window = (*ends, low - more, high + more)
        labels = tuple(dict.fromkeys(table["label"]))
        spec = charts.loss(column, labels, X[curve.over], window, TALL).to_dict()
        with place, part("chart", f"{PAGE}_{curve.key}_{column}"):
            st.vega_lite_chart(
                spec=chart(spec) | {"datasets": {charts.LOSS: table}},
                width="stretch",
                key=f"{PAGE}_{curve.key}_{column}",
                alt=f"{curve.label}: its {column} over the {X[curve.over]}",
            )


def _measured(curve: LossCurve) -> str:
    """What is measured of a loss, in a sentence."""
    match curve.key:
        case "mse_sigmoid":
            return slopes.beside(slopes.WRONG, 1)
        case "bce_probability":
            return " ".join(slopes.breaks(y).sentence for y in (0, 1))
        case "hinge":
            at = {y: number(slopes.margin(y)) for y in (0, 1)}
            return f"Loss and slope are 0 from z = {at[1]} on where y is 1, up to {at[0]} where 0."
        case "mbe":
            means = slopes.means(torch.tensor(CANCEL))
            told = " · ".join(f"{get(key).label}: {number(means[key])}" for key in means)
            errors = listed(number(error) for error in CANCEL)
            return f"Of the errors {errors} the means are {told}."
    return ""


@st.cache_data(max_entries=64, show_spinner=False)
def _table(key: str, low: float, high: float) -> Any:
    return tables.output_loss(key, low, high)
