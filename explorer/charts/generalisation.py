"""Bias and variance over the width of a network, as a chart."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from explorer.choices import palette

TRADE = "generalisation_trade"
PARTS = ("bias²", "variance", "squared error")


def trade(widths: Sequence[int], chosen: int, height: int) -> alt.LayerChart:
    """Bias², variance and their sum over the units of a layer, the chosen width marked.

    TRADE has the columns units, part (of PARTS) and value.
    """
    x = alt.X(
        "units:Q",
        title="units in a layer",
        scale=alt.Scale(type="log", base=2, domain=[widths[0], widths[-1]], nice=False),
        axis=alt.Axis(values=list(widths), format="d", grid=False),
    )
    colours = alt.Scale(domain=list(PARTS), range=list(palette.LINES[:3]))
    legend = alt.Legend(orient="top", title=None)
    base: Any = alt.Chart(alt.NamedData(TRADE)).encode(
        x=x,
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True)),
        color=alt.Color("part:N", scale=colours, legend=legend),
        tooltip=[
            alt.Tooltip("units:Q"),
            alt.Tooltip("part:N"),
            alt.Tooltip("value:Q", format=".4f"),
        ],
    )
    mark: Any = alt.Chart(alt.NamedData(TRADE)).transform_filter(f"datum.units == {chosen}")
    rule = mark.mark_rule(color=palette.RULE, strokeDash=[4, 3]).encode(x=x)
    return alt.LayerChart(
        layer=[rule, base.mark_line(strokeWidth=2.5), base.mark_point(filled=True, size=45)],
        height=height,
    )
