"""A function with its slope, and several functions together, each with a read-out of its own."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from explorer.choices import palette

DATA = "curve"  # the name a table goes by, so that a chart is built once and fed many tables
ROW = 22  # pixels from one line of a read-out to the next


def still(
    limit: int, low: float, high: float, names: tuple[str, str], width: int = 640, height: int = 420
) -> alt.LayerChart:
    """f and f′ over x in [−limit, limit] without a pointer, to be taken away as a picture.

    DATA has the columns of `tables.curve`; `names` stand above the frame in their colours.
    """
    base = alt.Chart(alt.NamedData(DATA)).encode(x=_x(limit))
    words = alt.Chart(alt.NamedData(DATA)).transform_window(row="row_number()")
    words = words.transform_filter("datum.row == 1")
    parts = []
    for column, color, stroke, name, x in (
        ("slope", palette.SLOPE, 1.75, names[1], "width * 0.5"),
        ("value", palette.VALUE, 3.25, names[0], "0"),
    ):
        y = _y(column, low, high)
        parts.append(_line(base, strokeWidth=stroke, color=color).encode(y=y))
        parts.append(_words(words, f"'{name}'", x, "-16", color=color, fontSize=16, fontWeight=600))
    return alt.LayerChart(layer=parts, width=width, height=height).configure(background="white")


def curves(
    labels: Sequence[str],
    column: str,
    limit: int,
    per_unit: int,
    low: float,
    high: float,
    height: int = 420,
    dashed: Sequence[str] = (),
) -> alt.LayerChart:
    """The value or the slope of several functions; DATA has the columns of `tables.curves`.

    The lines of those in `dashed` let what lies below them be seen. The list above the frame is key
    and read-out in one, two entries a line in the order chosen.
    """
    base, here, pointer = _layers(limit)
    y = _y(column, low, high)
    color = alt.Color(
        "function:N",
        legend=None,
        scale=alt.Scale(domain=list(labels), range=list(palette.LINES[: len(labels)])),
    )
    strokes = alt.StrokeDash(
        "function:N",
        legend=None,
        scale=alt.Scale(
            domain=list(labels), range=[[6, 6] if label in dashed else [1, 0] for label in labels]
        ),
    )
    words = _at_pointer(alt.Chart(alt.NamedData(DATA)), pointer)
    lines = (len(labels) + 1) // 2
    across = "(datum.place % 2) * width / 2"
    down = f"floor(datum.place / 2) * {ROW} - {ROW * lines - 6}"
    number = f"format(datum.{column}, '.3f')"
    first = "datum.place == 0"
    line = _line(base, strokeWidth=2.5).encode(y=y, color=color)
    layer = [
        _rule(here.transform_filter(first)),
        line.encode(strokeDash=strokes) if dashed else line,
        _dots(here).encode(y=y, color=color),
        _words(
            words.transform_filter(first),
            "'x = ' + format(datum.x, '.2f')",
            "0",
            f"{-ROW * (lines + 1) + 6}",
            fontWeight=600,
        ),
        words.mark_point(
            filled=True,
            opacity=1,
            size=80,
            tooltip=None,
            x=alt.expr(f"{across} + 6"),
            y=alt.expr(down),
        ).encode(color=color),
        _words(words, number, f"{across} + 62", down, align="right", fontWeight=600),
        _words(words, "datum.function", f"{across} + 70", down, limit=alt.expr("width / 2 - 76")),
        _stops(limit, per_unit, pointer),
    ]
    return alt.LayerChart(layer=layer, height=height)


def _layers(limit: int) -> tuple[alt.Chart, alt.Chart, alt.Parameter]:
    """All rows, the rows at the pointer, and the pointer itself, which starts at x = 1."""
    pointer = alt.selection_point(
        name="pointer",
        encodings=["x"],
        nearest=True,
        on="pointerover",
        clear=False,
        toggle=False,
        empty=False,
        value=[{"x": 1}],
    )
    base = alt.Chart(alt.NamedData(DATA)).encode(x=_x(limit))
    return base, _at_pointer(base, pointer), pointer


def _at_pointer(base: alt.Chart, pointer: alt.Parameter) -> alt.Chart:
    return base.transform_filter("datum.sample").transform_filter(pointer)


def _x(limit: int) -> alt.X:
    scale = alt.Scale(domain=[-limit, limit], nice=False)
    return alt.X("x:Q", scale=scale, axis=_axis("x", 8))


def _y(column: str, low: float, high: float) -> alt.Y:
    scale = alt.Scale(domain=[low, high], nice=False)
    return alt.Y(f"{column}:Q", scale=scale, axis=_axis(None, 5))


def _line(base: alt.Chart, **mark: Any) -> alt.Chart:
    """The curve in the order of x; a NaN breaks it."""
    return base.mark_line(clip=True, tooltip=None, **mark)


def _dots(here: alt.Chart, **mark: Any) -> alt.Chart:
    return here.mark_point(filled=True, size=70, opacity=1, clip=True, tooltip=None, **mark)


def _rule(here: alt.Chart) -> alt.Chart:
    return here.mark_rule(color=palette.RULE, strokeWidth=1, tooltip=None)


def _axis(title: str | None, ticks: int) -> alt.Axis:
    """A faint grid in which the zero line stands out."""
    zero = "datum.value == 0"
    return alt.Axis(
        title=title,
        tickCount=ticks,
        gridColor=palette.RULE,
        gridOpacity=alt.condition(zero, alt.value(0.95), alt.value(0.22)),
        gridWidth=alt.condition(zero, alt.value(1.5), alt.value(1)),
    )


def _words(here: alt.Chart, text: str, x: str, y: str, **mark: Any) -> alt.Chart:
    """A text that stays where it is put while its numbers change."""
    style = {"align": "left", "color": palette.INK, "fontSize": 14} | mark
    return here.mark_text(
        baseline="middle", tooltip=None, x=alt.expr(x), y=alt.expr(y), text=alt.expr(text), **style
    )


def _stops(limit: int, per_unit: int, pointer: alt.Parameter) -> alt.Chart:
    """The samples the pointer snaps to, over the whole height of the frame; nothing to see.

    They are counted out in the browser, so that a new table leaves them alone.
    """
    count = alt.sequence(-limit * per_unit, limit * per_unit + 1, as_="count")
    return (
        alt.Chart(count)
        .transform_calculate(x=f"datum.count / {per_unit}")
        .mark_point(opacity=0, size=1, tooltip=None)
        .encode(x=_x(limit))
        .add_params(pointer)
    )
