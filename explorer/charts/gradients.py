"""The gradient of each layer of deep stacks, on a log axis."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from explorer import palette

DATA = "gradients"
BOUND = "gradient_bound"


def gradient_by_layer(labels: Sequence[str], depth: int, height: int = 420) -> alt.LayerChart:
    """Relative gradient over layer, one line an activation, and the sigmoid's bound.

    DATA has the columns of `tables.gradients`, BOUND those of `tables.gradient_bound`.
    """
    x = alt.X(
        "layer:Q",
        title="hidden layer, from the input to the output",
        scale=alt.Scale(domain=[1, max(depth, 2)], nice=False),
        axis=alt.Axis(format="d", tickMinStep=1, grid=False),
    )
    y = alt.Y(
        "relative:Q",
        title="gradient norm ÷ that of the last layer",
        scale=alt.Scale(type="log"),
        axis=alt.Axis(format=".0e", tickCount=7, gridOpacity=0.5),
    )
    color = alt.Color(
        "activation:N",
        title=None,
        scale=alt.Scale(domain=list(labels), range=list(palette.LINES[: len(labels)])),
        legend=alt.Legend(orient="top", columns=3, labelLimit=160, symbolType="stroke"),
    )
    measured = alt.Chart(alt.NamedData(DATA)).encode(x=x, y=y, color=color)
    bound: Any = alt.Chart(alt.NamedData(BOUND)).encode(x=x, y=y)
    layers = [
        bound.mark_line(strokeDash=[5, 4], strokeWidth=1.5, color="#757c88", clip=True),
        bound.transform_filter("datum.name")
        .mark_text(align="left", dx=6, dy=12, color="#757c88", fontSize=13)
        .encode(text="name:N"),
        measured.mark_line(strokeWidth=2.5, clip=True),
        measured.mark_point(filled=True, size=45, opacity=1).encode(
            tooltip=[
                alt.Tooltip("activation:N", title="activation"),
                alt.Tooltip("layer:Q", title="layer"),
                alt.Tooltip("relative:Q", title="of the last layer's", format=".2e"),
                alt.Tooltip("norm:Q", title="gradient norm", format=".2e"),
            ]
        ),
    ]
    return alt.LayerChart(layer=layers, height=height)
