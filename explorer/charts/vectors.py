"""The outputs of a vector function as bars, and its Jacobian as a map that names its numbers."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from explorer.choices import palette
from explorer.tables.vectors import SUM, Edges

DATA = "vector"
ROW = 40  # pixels
HEAD = 36  # and above the first row, for the axis


def bars(names: Sequence[str], low: float, high: float) -> alt.LayerChart:
    """One bar an output on a fixed axis from low to high.

    DATA has the columns of `tables.vector_outputs`.
    """
    y = alt.Y("output:N", sort=list(names), title=None, axis=_names())
    x = alt.X(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[low, high], nice=False),
        axis=alt.Axis(
            orient="top", values=[low, (low + high) / 2, high], gridOpacity=0.4, labelFlush=False
        ),
    )
    base: Any = alt.Chart(alt.NamedData(DATA)).encode(y=y)
    layer = [
        base.mark_bar(clip=True, height=ROW // 2, tooltip=None).encode(
            x=x, color=alt.value(palette.VALUE)
        ),
        base.mark_text(
            align="right", color=palette.INK, fontSize=15, fontWeight=600, x=alt.expr("width + 66")
        ).encode(text="number:N"),
    ]
    return alt.LayerChart(layer=layer, height=HEAD + ROW * len(names))


def jacobian(inputs: Sequence[str], outputs: Sequence[str], edges: Edges) -> alt.LayerChart:
    """Slopes as colours on a scale fixed at ±1, with their numbers.

    DATA has the columns of `tables.vector_slopes`.
    """
    columns = [*inputs, SUM] if edges.rows else [*inputs]
    rows = [*outputs, SUM] if edges.columns else [*outputs]
    base: Any = alt.Chart(alt.NamedData(DATA)).encode(
        x=alt.X("input:N", sort=columns, title=None, axis=_names(orient="top")),
        y=alt.Y("output:N", sort=rows, title=None, axis=_names()),
    )
    color = alt.Color(
        "slope:Q",
        legend=None,
        # A root spreads the small slopes of a softmax, none of which passes 1/4 at T = 1.
        scale=alt.Scale(
            type="pow",
            exponent=0.5,
            domain=[-1, 0, 1],
            range=[palette.NEGATIVE, palette.NEUTRAL, palette.POSITIVE],
            clamp=True,
            interpolate="rgb",
        ),
    )
    cells = base.transform_filter("!datum.sum")
    words = {"fontSize": 13, "tooltip": None}
    ink = alt.condition("datum.slope > 0.7", alt.value(palette.WHITE), alt.value(palette.DARK))
    layer = [
        cells.mark_rect(tooltip=None).encode(color=color),
        cells.transform_filter("datum.raised").mark_rect(
            filled=False, stroke=palette.INK, strokeWidth=2.5, tooltip=None
        ),
        cells.mark_text(**words).encode(text="number:N", color=ink),
        base.transform_filter("datum.sum")
        .mark_text(color=palette.INK, fontWeight=600, **words)
        .encode(text="number:N"),
    ]
    return alt.LayerChart(layer=layer, height=HEAD + ROW * len(rows))


def _names(**axis: Any) -> alt.Axis:
    """The names of inputs or outputs, upright and without ticks."""
    style = {
        "labelFontSize": 15,
        "labelAngle": 0,
        "labelFlush": False,
        "ticks": False,
        "domain": False,
        "grid": False,
    }
    return alt.Axis(**(style | axis))
