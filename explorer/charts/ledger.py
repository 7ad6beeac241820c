"""The gradient, layer by layer: what reaches each, what each takes, and how saturated it is."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from explorer.charts.axes import PERCENT, POWERS, STEPS, logarithmic
from explorer.choices import palette

LINES, BOUNDS, FACTORS, SIGNALS, HISTOGRAM = "lines", "bounds", "factors", "signals", "histogram"
NAMES, DRAWS, REACH = "names", "draws", "reach"
FACTOR_COLOURS = {
    "Slopes": palette.SLOPE,
    "Weights": palette.WEIGHT_POSITIVE,
    "Norm": palette.LINES[1],
    "Way around": palette.LINES[3],
}
NARROW = "width < 500"  # as on a phone
ROOM = f"({NARROW} ? 92 : 190)"  # pixels left of layer 1 for the lines' names


def shares(
    names: Sequence[str], depth: int, where: str, height: int = 380, brief: bool = False
) -> alt.LayerChart:
    """Share of the last layer's gradient by layer, median and quartile band, and theory's lines.

    LINES has the columns of `tables.ledger_lines`, BOUNDS those of `tables.ledger_bounds`, and so
    on; `where` says at what of a layer the gradient is taken. Lines are named where they end, in
    few words where the chart is narrow, or `brief`.
    """
    title = f"gradient at a layer's {where} ÷ that of the last layer"
    x = alt.X(
        "layer:Q",
        title="hidden layer, counted from the input",
        scale=alt.Scale(
            domainMin=alt.ExprRef(f"1 - {max(depth - 1, 1)} * {ROOM} / (width - {ROOM})"),
            domainMax=max(depth, 2),
            nice=False,
            zero=False,
        ),
        axis=alt.Axis(values=_places(depth), format="d", grid=False, labelOverlap=True),
    )
    scale = alt.Scale(type="log", nice=False)
    axis = logarithmic(POWERS)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", title=title, scale=scale, axis=axis)

    color = alt.Color(
        "name:N",
        scale=alt.Scale(domain=list(names), range=list(palette.LINES[: len(names)])),
        legend=None,
    )
    measured: Any = alt.Chart(alt.NamedData(LINES)).encode(x=x, color=color)
    bounds: Any = alt.Chart(alt.NamedData(BOUNDS)).encode(x=x, y=y("share"), detail="name:N")
    draws: Any = alt.Chart(alt.NamedData(DRAWS)).encode(
        x=x, y=y("share"), detail="draw:N", color=color
    )
    named: Any = alt.Chart(alt.NamedData(NAMES)).encode(x=x, y=y("share"))
    words = {
        "align": "right",
        "baseline": "middle",
        "dx": -9,
        "fontSize": 13,
        "text": alt.expr("datum.short" if brief else f"{NARROW} ? datum.short : datum.text"),
        "tooltip": None,
    }
    layer = [
        alt.Chart(alt.NamedData(REACH))
        .mark_point(opacity=0, tooltip=None, aria=False)
        .encode(y=y("share")),
        bounds.mark_line(strokeDash=[5, 4], strokeWidth=1.5, color=palette.INK, tooltip=None),
        draws.mark_line(strokeWidth=1, opacity=0.7, tooltip=None),
        draws.transform_filter("datum.end").mark_point(
            shape="cross", angle=45, filled=True, size=90, opacity=1, tooltip=None, aria=False
        ),
        measured.mark_area(opacity=0.18, tooltip=None).encode(y=y("low"), y2="high:Q"),
        measured.mark_line(strokeWidth=2.5).encode(y=y("median")),
        measured.mark_point(filled=True, size=45, opacity=1).encode(
            y=y("median"),
            tooltip=[
                alt.Tooltip("name:N", title="network"),
                alt.Tooltip("layer:Q"),
                alt.Tooltip("low_text:N", title="lower quartile"),
                alt.Tooltip("median_text:N", title="median"),
                alt.Tooltip("high_text:N", title="upper quartile"),
            ],
        ),
        named.transform_filter("datum.measured")
        .mark_text(fontWeight=600, **words)
        .encode(color=color),
        named.transform_filter("!datum.measured").mark_text(color=palette.INK, **words),
    ]
    return alt.LayerChart(layer=layer, height=height)


def _places(depth: int) -> list[int]:
    """The layers that an axis names."""
    if depth <= 20:
        return list(range(1, depth + 1))
    return [1, *range(5, depth + 1, 5)]


def factors(names: Sequence[str], depth: int, height: int = 380) -> alt.LayerChart:
    """What each layer does to the gradient; FACTORS has the columns of `tables.ledger_factors`."""
    axis = logarithmic(STEPS)
    scale = alt.Scale(type="log")
    color = alt.Color(
        "factor:N",
        title=None,
        scale=alt.Scale(domain=list(names), range=[FACTOR_COLOURS[name] for name in names]),
        legend=_legend(4, 120),
    )
    base = alt.Chart(alt.NamedData(FACTORS)).encode(x=_layers(depth), color=color)
    one = alt.Chart(alt.sequence(1, 2, as_="one")).mark_rule(color=palette.INK, strokeDash=[5, 4])
    median = alt.Y("median:Q", title="multiplies the gradient by", scale=scale, axis=axis)
    return alt.LayerChart(
        layer=[
            one.encode(y=alt.Y("one:Q", scale=scale)),
            base.mark_area(opacity=0.15, clip=True, tooltip=None).encode(
                y=alt.Y("low:Q", scale=scale), y2="high:Q"
            ),
            base.mark_line(strokeWidth=2.5, clip=True, point=True).encode(
                y=median,
                tooltip=["factor:N", "layer:Q", alt.Tooltip("text:N", title="median")],
            ),
        ],
        height=height,
    )


def signals(depth: int, height: int = 300) -> alt.LayerChart:
    """Shares of saturated values and dead units, and the correlation of inputs, by layer.

    SIGNALS has the columns of `tables.ledger_signals`.
    """
    color = alt.Color(
        "what:N",
        title=None,
        sort=None,
        scale=alt.Scale(range=[palette.SATURATED, palette.INK, palette.LINES[0]]),
        legend=_legend(3, 120),
    )
    # From 0 to 100 %, and below 0 only as far as a correlation goes.
    scale = alt.Scale(nice=False, zero=True)
    axis = alt.Axis(labelExpr=PERCENT, tickCount=5)
    y = alt.Y("share:Q", title=None, scale=scale, axis=axis)
    told = ["what:N", "layer:Q", alt.Tooltip("text:N", title="share")]
    base = alt.Chart(alt.NamedData(SIGNALS))
    whole = alt.Chart(alt.sequence(0, 2, as_="share")).mark_point(
        opacity=0, tooltip=None, aria=False
    )
    return alt.LayerChart(
        layer=[
            whole.encode(y=y),
            base.mark_line(strokeWidth=2.5, point=True).encode(
                x=_layers(depth), y=y, color=color, tooltip=told
            ),
        ],
        height=height,
    )


def histogram(low: float, high: float, height: int = 280) -> alt.LayerChart:
    """One layer's pre-activations under the activation's curve, the flat part in olive.

    HISTOGRAM has the columns of `tables.ledger_histogram`; low and high are the curve's axis.
    """
    x = alt.X("z:Q", title="pre-activation", scale=alt.Scale(domain=[-8, 8], nice=False))
    base = alt.Chart(alt.NamedData(HISTOGRAM)).encode(x=x)
    bars = base.mark_bar(size=7, tooltip=None).encode(
        y=alt.Y("share:Q", axis=None, scale=alt.Scale(domain=[0, 1.6])),
        color=alt.Color(
            "flat:N",
            legend=None,
            scale=alt.Scale(domain=[False, True], range=[palette.VALUE, palette.SATURATED]),
        ),
        opacity=alt.value(0.55),
    )
    curve = base.mark_line(strokeWidth=2.5, color=palette.INK, clip=True, tooltip=None).encode(
        y=alt.Y(
            "value:Q",
            title="f",
            scale=alt.Scale(domain=[low, high], nice=False),
            axis=alt.Axis(tickCount=4, gridOpacity=0.4),
        )
    )
    return alt.LayerChart(layer=[bars, curve], height=height).resolve_scale(y="independent")


def _legend(columns: int, limit: int) -> alt.Legend:
    """Names above the frame, their colours as strong as the lines."""
    return alt.Legend(
        orient="top",
        columns=columns,
        labelLimit=limit,
        symbolType="stroke",
        symbolOpacity=1,
        symbolStrokeWidth=3,
    )


def _layers(depth: int) -> alt.X:
    return alt.X(
        "layer:Q",
        title="hidden layer, counted from the input",
        scale=alt.Scale(domain=[1, max(depth, 2)], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
    )
