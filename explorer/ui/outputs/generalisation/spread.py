"""Twenty draws of the data: the mean map, its boundaries, the spread, and what they cost."""

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from explorer.charts import generalisation as charts
from explorer.config import RunConfig
from explorer.live.message.wire import encode
from explorer.outputs import draws
from explorer.outputs.draws import DRAWS, Spread
from explorer.ui.outputs.generalisation import choosing, packing
from explorer.ui.shared.mount import module
from explorer.ui.shared.part import part
from explorer.ui.shared.shell import chart
from explorer.words import number

STEPS, RATE = 1000, 0.02  # of a draw
SHOWN = 400  # points of the figure
WIDE, TALL = 400, 330  # pixels of the chart

mount = module(
    "generalisation_spread", "generalisation/spread.js", '<div class="generalisation"></div>'
)


def show() -> None:
    """The choices, the two maps, and beside them what each width comes to."""
    with choosing.row("draws"):
        run = replace(choosing.data(), steps=STEPS, learning_rate=RATE)
        run = choosing.network(run, "draws", 1, 16)
    try:
        data = message(run)
    except ValueError as error:
        choosing.refuse(error)
        return
    with st.container(horizontal=True, key="generalisation_beside"):
        with st.container(width="stretch", key="generalisation_maps"):
            mount(key="generalisation_spread", data=data, width="stretch", height="content")
        with st.container(width=WIDE, gap="xsmall", key="generalisation_widths"):
            _widths(run)


@st.cache_data(max_entries=64, show_spinner=False)
def found(run: RunConfig) -> Spread:
    """The networks of all draws."""
    return draws.spread(run)


@st.cache_data(max_entries=32, show_spinner=False)
def message(run: RunConfig) -> bytes:
    """The draws as `spread.js` reads them."""
    one = found(run)
    shown = np.random.RandomState(0).permutation(len(one.figure))[:SHOWN]
    broken = f" {one.diverged} of the draws diverged." if one.diverged else ""
    fields = {
        "extent": one.extent,
        "draws": len(one.maps),
        "names": [
            f"mean of {len(one.maps)} draws, and the boundary of each",
            "spread: the standard deviation of p, light 0, dark ½",
        ],
        "verdict": draws.verdict(one) + broken,
        "note": "At a thousand fresh points; the truth there is the label of the nearest point of "
        "the figure without noise, the small dots. Bias² is (mean p − truth)², the variance that "
        "of p over the draws (Geman, Bienenstock and Doursat, 1992).",
    }
    arrays = {
        "maps": packing.plates(np.stack([one.mean, 2 * one.deviation])),
        "each": packing.plates(one.maps),
        "points": one.figure[shown].astype(np.float32),
        "labels": one.labels[shown].astype(np.uint8),
    }
    return encode(packing.header(run, **fields), arrays)


def _widths(run: RunConfig) -> None:
    """Bias and variance of every width, as they are measured; the one chosen is marked."""
    place = st.empty()
    rows: list[dict] = []
    for count, units in enumerate(choosing.UNITS, 1):
        one = found(replace(run, hidden=(units,) * len(run.hidden)))
        parts = {"bias²": one.bias, "variance": one.variance, "squared error": one.error}
        rows += [{"units": units, "part": name, "value": part} for name, part in parts.items()]
        if count in (4, len(choosing.UNITS)):
            with place.container():
                _chart(pd.DataFrame(rows), run.hidden[0], count)


def _chart(table: pd.DataFrame, units: int, count: int) -> None:
    spec = charts.trade(choosing.UNITS, units, TALL).to_dict()
    with part("chart", f"generalisation_widths_{count}"):
        st.vega_lite_chart(
            spec=chart(spec) | {"datasets": {charts.TRADE: table}},
            width="stretch",
            key=f"generalisation_widths_chart_{count}",
            alt="Bias², variance and their sum over the units of a layer",
        )
    first, last = table.iloc[:2]["value"], table.iloc[-3:-1]["value"]
    st.caption(
        f"{DRAWS} draws at each width. From {table['units'].iloc[0]} to {table['units'].iloc[-1]} "
        f"units bias² goes from {number(first.iloc[0])} to {number(last.iloc[0])}, the variance "
        f"from {number(first.iloc[1])} to {number(last.iloc[1])}."
    )
