"""The gradient ledger: what reaches each layer, what each layer takes, and where it works."""

from collections.abc import Sequence

import altair as alt

from explorer.choices import palette

LINES, BOUNDS, FACTORS, SIGNALS, HISTOGRAM = "lines", "bounds", "factors", "signals", "histogram"
FACTOR_COLOURS = {
    "Slopes": palette.SLOPE,
    "Weights": palette.WEIGHT_POSITIVE,
    "Norm": palette.LINES[2],
    "Way around": palette.LINES[3],
}


def shares(names: Sequence[str], depth: int, where: str, height: int = 420) -> alt.LayerChart:
    """Share of the last layer's gradient by layer, median and quartile band, and theory's lines.

    LINES has the columns of `tables.ledger_lines`, BOUNDS those of `tables.ledger_bounds`; `where`
    says at what of a layer the gradient is taken.
    """
    x = _layers(depth)
    axis = alt.Axis(format=".0e", tickCount=7, gridOpacity=0.5)
    scale = alt.Scale(type="log")
    title = f"gradient at a layer's {where} ÷ that of the last layer"
    color = alt.Color(
        "name:N",
        title=None,
        scale=alt.Scale(domain=list(names), range=list(palette.LINES[: len(names)])),
        legend=_legend(2, 150),
    )
    measured = alt.Chart(alt.NamedData(LINES)).encode(x=x, color=color)
    bounds = alt.Chart(alt.NamedData(BOUNDS)).encode(
        x=x, y=alt.Y("share:Q", title=title, scale=scale, axis=axis), detail="name:N"
    )
    median = alt.Y("median:Q", title=title, scale=scale, axis=axis)
    return alt.LayerChart(
        layer=[
            bounds.mark_line(strokeDash=[5, 4], strokeWidth=1.5, color=palette.INK, clip=True),
            bounds.mark_text(
                align="left",
                dx=6,
                dy=alt.ExprRef("datum.rising ? 16 : -14"),
                color=palette.INK,
                fontSize=13,
            ).encode(text="label:N"),
            measured.mark_area(opacity=0.18, clip=True, tooltip=None).encode(
                y=alt.Y("low:Q", title=title, scale=scale, axis=axis), y2="high:Q"
            ),
            measured.mark_line(strokeWidth=2.5, clip=True).encode(y=median),
            measured.mark_point(filled=True, size=45, opacity=1).encode(
                y=median,
                tooltip=[
                    alt.Tooltip("name:N", title="network"),
                    alt.Tooltip("layer:Q"),
                    alt.Tooltip("low:Q", title="lower quartile", format=".2e"),
                    alt.Tooltip("median:Q", format=".2e"),
                    alt.Tooltip("high:Q", title="upper quartile", format=".2e"),
                ],
            ),
        ],
        height=height,
    )


def factors(names: Sequence[str], depth: int, height: int = 380) -> alt.LayerChart:
    """What each layer does to the gradient; FACTORS has the columns of `tables.ledger_factors`."""
    axis = alt.Axis(format="~g", tickCount=5, gridOpacity=0.5)
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
                tooltip=["factor:N", "layer:Q", alt.Tooltip("median:Q", format=".4g")],
            ),
        ],
        height=height,
    )


def signals(depth: int, height: int = 300) -> alt.Chart:
    """Shares of saturated values and dead units, and the correlation of inputs, by layer.

    SIGNALS has the columns of `tables.ledger_signals`.
    """
    color = alt.Color(
        "what:N",
        title=None,
        sort=None,
        scale=alt.Scale(range=[palette.NEGATIVE, palette.INK, palette.POSITIVE]),
        legend=_legend(3, 90),
    )
    y = alt.Y(
        "share:Q",
        title=None,
        scale=alt.Scale(domain=[-0.2, 1]),
        axis=alt.Axis(format="~%", tickCount=5),
    )
    return (
        alt.Chart(alt.NamedData(SIGNALS), height=height)
        .mark_line(strokeWidth=2.5, point=True, clip=True)
        .encode(x=_layers(depth), y=y, color=color, tooltip=["what:N", "layer:Q", "share:Q"])
    )


def histogram(low: float, high: float, height: int = 280) -> alt.LayerChart:
    """One layer's pre-activations under the activation's curve, the flat part in orange.

    HISTOGRAM has the columns of `tables.ledger_histogram`; low and high are the curve's axis.
    """
    x = alt.X("z:Q", title="pre-activation", scale=alt.Scale(domain=[-8, 8], nice=False))
    base = alt.Chart(alt.NamedData(HISTOGRAM)).encode(x=x)
    bars = base.mark_bar(size=7, tooltip=None).encode(
        y=alt.Y("share:Q", axis=None, scale=alt.Scale(domain=[0, 1.6])),
        color=alt.Color(
            "flat:N",
            legend=None,
            scale=alt.Scale(domain=[False, True], range=[palette.POSITIVE, palette.NEGATIVE]),
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
        title="hidden layer, from the input to the output",
        scale=alt.Scale(domain=[1, max(depth, 2)], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
    )
