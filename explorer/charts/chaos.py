"""The plane of weight and bias variance as a map to click, and two signals through depth."""

from typing import Any

import altair as alt

from explorer.charts.axes import POWERS, logarithmic
from explorer.choices import palette
from explorer.gradients.chaos import MOST_BIAS, MOST_WEIGHT
from explorer.tables.chaos import STRONG

CELLS, EDGE, MARKED, HERE = "chaos_cells", "chaos_edge", "chaos_marks", "chaos_here"
DEPTHS = "chaos_depths"
CLICK = "chosen"
NETWORK = palette.LINES[0]  # on the map, and its measurements
LEGEND = (
    "datum.value < 0 ? '1/' + format(exp(-datum.value), '.0f') : format(exp(datum.value),'.0f')"
)


def plane_map(height: int = 420) -> alt.LayerChart:
    """χ₁ as colours, the edge, the initialisers and the network; a click chooses a cell.

    CELLS, EDGE, MARKED and HERE have the columns of `tables.chaos_cells` and its neighbours.
    """
    # `was`, where the network is, makes a second click on one cell another choice.
    place = alt.LookupData(data=alt.NamedData(HERE), key="one", fields=["weight", "bias"])
    cell: Any = (
        alt.Chart(alt.NamedData(CELLS))
        .transform_lookup(lookup="one", from_=place, as_=["was_weight", "was_bias"])
        .encode(x=_x("left"), x2="right:Q", y=_y("lower"), y2="upper:Q")
    )
    chosen = alt.selection_point(
        name=CLICK,
        on="click",
        fields=["weight", "bias", "was_weight", "was_bias"],
        toggle=False,
        clear=False,
        empty=False,
    )
    told = [
        alt.Tooltip("weight:Q", title="σ_w²"),
        alt.Tooltip("bias:Q", title="σ_b²"),
        alt.Tooltip("chi:N", title="χ₁"),
        alt.Tooltip("diverges:N", title="variance diverges"),
    ]
    legend = alt.Legend(
        orient="top",
        direction="horizontal",
        title="χ₁: growth of a gradient's square per layer",
        titleLimit=300,
        # A gradient is drawn by a reference that a bracket in the page's address breaks.
        type="symbol",
        symbolType="square",
        symbolSize=160,
        symbolStrokeWidth=0,
        values=[-STRONG, -STRONG / 2, 0, STRONG / 2, STRONG],
        labelExpr=LEGEND,
    )
    lines = alt.Chart(alt.NamedData(EDGE)).encode(x=_x("weight"), y=_y("bias"), order="bias:Q")
    style = {"clip": True, "color": palette.DARK, "strokeWidth": 2, "tooltip": None, "aria": False}
    named: Any = alt.Chart(alt.NamedData(MARKED)).encode(
        x=_x("weight"), y=_y("bias"), text="name:N"
    )
    dot = {"stroke": palette.WHITE, "strokeWidth": 2, "opacity": 1, "tooltip": None}
    words = {
        "align": "left",
        "dx": 5,
        "dy": alt.expr("-datum.lift"),
        "fontSize": 13,
        "fontWeight": 600,
        "tooltip": None,
    }
    layer = [
        cell.mark_rect(cursor="pointer")
        .encode(
            color=_color([palette.NEGATIVE, palette.NEUTRAL, palette.POSITIVE], legend),
            tooltip=told,
        )
        .add_params(chosen),
        cell.transform_filter("datum.diverges")
        .mark_rect(tooltip=None, aria=False)
        .encode(color=_color(list(palette.SHADED), None)),
        lines.transform_filter("datum.reached").mark_line(**style),
        lines.transform_filter("!datum.reached").mark_line(strokeDash=[5, 4], **style),
        named.mark_rule(color=palette.DARK, y2Offset=alt.expr("-datum.lift"), tooltip=None).encode(
            y2="bias:Q"
        ),
        named.mark_text(**words, stroke=palette.WHITE, strokeWidth=3, opacity=0.85),
        named.mark_text(**words, color=palette.DARK),
        named.mark_point(shape="diamond", size=90, fill=palette.DARK, **dot),
        alt.Chart(alt.NamedData(HERE))
        .encode(x=_x("weight"), y=_y("bias"))
        .mark_point(shape="circle", size=190, fill=NETWORK, **dot),
    ]
    return alt.LayerChart(layer=layer, height=height).resolve_scale(color="independent")


def _color(colors: list[str], legend: alt.Legend | None) -> alt.Color:
    scale = alt.Scale(domain=[-STRONG, 0, STRONG], range=colors, clamp=True, interpolate="rgb")
    return alt.Color("strength:Q", scale=scale, legend=legend)


def _x(field: str) -> alt.X:
    scale = alt.Scale(domain=[0, MOST_WEIGHT], nice=False)
    axis = alt.Axis(tickCount=6, grid=False)
    return alt.X(f"{field}:Q", title="σ_w², variance of a weight × fan-in", scale=scale, axis=axis)


def _y(field: str) -> alt.Y:
    scale = alt.Scale(domain=[0, MOST_BIAS], nice=False)
    axis = alt.Axis(tickCount=5, grid=False)
    return alt.Y(f"{field}:Q", title="σ_b², variance of a bias", scale=scale, axis=axis)


def through_depth(
    title: str, low: float, high: float, depth: int, log: bool, height: int = 220
) -> alt.LayerChart:
    """Theory as a line, networks as dots with their range.

    DEPTHS has the columns of `tables.chaos_depths`.
    """
    scale = alt.Scale(type="log" if log else "linear", domain=[low, high], nice=False)
    axis = logarithmic(POWERS) if log else alt.Axis(tickCount=4, gridOpacity=0.4)
    x = alt.X(
        "layer:Q",
        title="layers",
        scale=alt.Scale(domain=[0, depth], nice=False),
        axis=alt.Axis(format="d", tickCount=5, grid=False),
    )
    y = alt.Y("theory:Q", title=None, scale=scale, axis=axis)
    base: Any = alt.Chart(alt.NamedData(DEPTHS)).encode(x=x)
    drawn = base
    if log:
        drawn = base.transform_filter("datum.low > 0")
        base = base.transform_filter("datum.theory > 0")
    words = [
        alt.Tooltip("layer:Q", title="layers"),
        alt.Tooltip("theory_text:N", title="theory"),
        alt.Tooltip("measured_text:N", title="measured, median"),
    ]
    layer = [
        drawn.mark_rule(clip=True, color=NETWORK, strokeWidth=1.5, opacity=0.7).encode(
            y=alt.Y("low:Q", scale=scale), y2="high:Q"
        ),
        base.mark_line(clip=True, color=palette.INK, strokeWidth=2.5).encode(y=y),
        drawn.mark_point(clip=True, filled=True, opacity=1, size=36, color=NETWORK).encode(
            y=alt.Y("measured:Q", scale=scale), tooltip=words
        ),
    ]
    return alt.LayerChart(layer=layer, height=height, title=title)
