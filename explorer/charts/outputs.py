"""The output end as charts: ROC curves, confusion, a loss with its slope, and descent."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from explorer.charts.axes import SIGNED
from explorer.choices import palette

ROC, ROC_NAMES, ROC_HERE = "output_roc", "output_roc_names", "output_roc_here"
CONFUSION, LOSS = "output_confusion", "output_loss"
LANDSCAPE, PATHS = "output_landscape", "output_paths"
ROW = 20  # pixels from one name of a list to the next
STRONG = 0.55  # share of a row from which its words are white
Y_COLOURS = {"y = 0": palette.NEGATIVE, "y = 1": palette.POSITIVE, "loss": palette.VALUE}


def roc(
    names: Sequence[str], height: int = 380, colours: Sequence[str] = palette.LINES
) -> alt.LayerChart:
    """One curve a network, where each stands at the threshold, and the line of guessing.

    ROC has the columns of `tables.output_roc`, ROC_NAMES and ROC_HERE those of its neighbours.
    """
    color = _color(names, colours=colours)
    x = _share("fpr", "false positive rate: of the points that are 0, called 1")
    y = _share("tpr", "true positive rate: of the points that are 1, called 1")
    told = [
        alt.Tooltip("name:N", title="network"),
        alt.Tooltip("threshold:N"),
        alt.Tooltip("fpr:Q", format=".3f", title="FPR"),
        alt.Tooltip("tpr:Q", format=".3f", title="TPR"),
    ]
    curve: Any = alt.Chart(alt.NamedData(ROC)).encode(x=x, y=y, color=color)
    guessing = alt.Chart(alt.sequence(0, 2, as_="fpr")).transform_calculate(tpr="datum.fpr")
    here: Any = alt.Chart(alt.NamedData(ROC_HERE)).encode(x=x, y=y, color=color, tooltip=told)
    words: Any = alt.Chart(alt.NamedData(ROC_NAMES)).encode(color=color)
    layer = [
        guessing.mark_line(color=palette.INK, strokeDash=[5, 4], tooltip=None).encode(x=x, y=y),
        curve.mark_line(strokeWidth=2.5, tooltip=None).encode(order="order:Q"),
        curve.mark_point(filled=True, size=90, opacity=0).encode(tooltip=told),
        here.mark_point(filled=True, size=150, opacity=1, stroke=palette.WHITE, strokeWidth=2),
        words.mark_text(
            align="right",
            baseline="middle",
            fontSize=13,
            fontWeight=600,
            tooltip=None,
            x=alt.expr("width - 8"),
            y=alt.expr(f"height - {ROW} * (datum.place + 1)"),
        ).encode(text="text:N"),
    ]
    return alt.LayerChart(layer=layer, height=height)


def confusion(classes: int, height: int = 260) -> alt.LayerChart:
    """A cell for each true class and each class told, the darker the larger its share of the truth.

    CONFUSION has the columns of `tables.output_confusion`.
    """
    every = [str(label) for label in range(classes)]
    axis = alt.Axis(labelAngle=0, ticks=False, domain=False)
    x = alt.X("told:N", title="called", sort=every, axis=axis)
    y = alt.Y("truth:N", title="truth", sort=every, axis=axis)
    base: Any = alt.Chart(alt.NamedData(CONFUSION)).encode(x=x, y=y)
    ends = [palette.NEUTRAL, palette.ACCENT]
    scale = alt.Scale(domain=[0, 1], range=ends, nice=False, interpolate="rgb")
    ink: Any = alt.condition(
        f"datum.share > {STRONG}", alt.value(palette.WHITE), alt.value(palette.DARK)
    )
    large = 22 if classes <= 2 else 16 if classes <= 5 else 12
    told = [
        alt.Tooltip("truth:N"),
        alt.Tooltip("told:N", title="called"),
        alt.Tooltip("text:N", title="points"),
        alt.Tooltip("percent:N", title="of the truth"),
    ]
    words = {"baseline": "middle", "tooltip": None}
    layer = [
        base.mark_rect(stroke=palette.WHITE, strokeWidth=2).encode(
            color=alt.Color("share:Q", scale=scale, legend=None), tooltip=told
        ),
        base.transform_filter("datum.right")
        .mark_rect(fillOpacity=0, stroke=palette.DARK, strokeWidth=2, tooltip=None)
        .encode(),
        base.mark_text(
            fontSize=large, fontWeight=600, dy=-6 if classes <= 5 else 0, **words
        ).encode(text="text:N", color=ink),
    ]
    if classes <= 5:
        under = base.mark_text(fontSize=12, dy=large - 6, **words)
        layer.append(under.encode(text="percent:N", color=ink))
    return alt.LayerChart(layer=layer, height=height)


def loss(
    column: str,
    labels: Sequence[str],
    title: str,
    window: tuple[float, float, float, float],
    height: int = 220,
) -> alt.LayerChart:
    """The "value" or the "slope" of a loss: as float32 has it, and the exact one dashed over it.

    LOSS has the columns of `tables.output_loss`; `window` is the lowest and highest x and y.
    """
    left, right, low, high = window
    x = alt.X(
        "x:Q",
        title=title,
        scale=alt.Scale(domain=[left, right], nice=False),
        axis=alt.Axis(tickCount=8, labelExpr=SIGNED, gridOpacity=0.3),
    )

    def y(field: str) -> alt.Y:
        return alt.Y(
            f"{field}:Q",
            title="loss" if column == "value" else "slope",
            scale=alt.Scale(domain=[low, high], nice=False),
            axis=alt.Axis(tickCount=5, labelExpr=SIGNED, gridOpacity=0.3),
        )

    color = alt.Color(
        "label:N",
        title=None,
        legend=alt.Legend(orient="top", symbolType="stroke") if len(labels) > 1 else None,
        scale=alt.Scale(domain=list(labels), range=[Y_COLOURS[label] for label in labels]),
    )
    base: Any = alt.Chart(alt.NamedData(LOSS)).encode(x=x)
    told = [
        alt.Tooltip("label:N", title="for"),
        alt.Tooltip("x:Q", title="at", format=".3~f"),
        alt.Tooltip(f"{column}_text:N", title="float32"),
        alt.Tooltip(f"exact_{column}_text:N", title="exact"),
    ]
    layer = [
        base.mark_line(strokeWidth=2.75, clip=True, tooltip=None).encode(y=y(column), color=color),
        base.mark_line(
            strokeWidth=1.5, strokeDash=[4, 4], clip=True, color=palette.INK, tooltip=None
        ).encode(y=y(f"exact_{column}"), detail="label:N"),
        base.mark_point(size=60, opacity=0, filled=True, clip=True).encode(
            y=y(column), color=color, tooltip=told
        ),
    ]
    return alt.LayerChart(layer=layer, height=height)


def descent(
    names: Sequence[str], window: tuple[float, float], steps: int, height: int = 360
) -> alt.LayerChart:
    """The loss of one weight, and each path's steps on it, the last one large.

    LANDSCAPE has the columns of `tables.output_landscape`, PATHS those of `tables.output_paths`;
    `window` is the lowest and the highest weight, and `steps` are the first ones to be shown.
    """
    x = alt.X(
        "w:Q",
        title="the weight w",
        scale=alt.Scale(domain=list(window), nice=False),
        axis=alt.Axis(tickCount=8, labelExpr=SIGNED, gridOpacity=0.3),
    )
    y = alt.Y("loss:Q", title="loss", axis=alt.Axis(tickCount=5, gridOpacity=0.3))
    legend = alt.Legend(orient="top", title=None, symbolType="circle", symbolOpacity=1, columns=4)
    color = _color(names, legend)
    curve: Any = alt.Chart(alt.NamedData(LANDSCAPE)).encode(x=x, y=y)
    low, high = window
    inside = f"datum.w >= {low} && datum.w <= {high} && datum.step <= {steps}"
    ball: Any = alt.Chart(alt.NamedData(PATHS)).transform_filter(inside).encode(x=x, y=y)
    told = ["name:N", "step:Q", alt.Tooltip("text:N", title="at")]
    layer = [
        curve.mark_line(strokeWidth=2, color=palette.INK, tooltip=None),
        ball.mark_line(strokeWidth=1, opacity=0.5, tooltip=None).encode(
            color=color, order="step:Q"
        ),
        ball.mark_point(filled=True, size=45, opacity=0.75).encode(color=color, tooltip=told),
        ball.transform_filter(f"datum.last || datum.step == {steps}")
        .mark_point(filled=True, size=190, opacity=1, stroke=palette.WHITE, strokeWidth=2)
        .encode(color=color, tooltip=told),
    ]
    return alt.LayerChart(layer=layer, height=height)


def _color(
    names: Sequence[str],
    legend: alt.Legend | None = None,
    colours: Sequence[str] = palette.LINES,
) -> alt.Color:
    """The networks' own colours, in their order."""
    scale = alt.Scale(domain=list(names), range=list(colours[: len(names)]))
    return alt.Color("name:N", scale=scale, legend=legend)


def _share(field: str, title: str) -> Any:
    kind = alt.X if field == "fpr" else alt.Y
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", gridOpacity=0.3)
    scale = alt.Scale(domain=[0, 1], nice=False)
    return kind(f"{field}:Q", title=title, scale=scale, axis=axis)
