"""A small computational graph as cards between lines: values forward, slopes and gradients back."""

from typing import Any

import altair as alt

from explorer.choices import palette

NODES = "nodes"
EDGES = "edges"
WIDTH = 54  # of a card, in pixels
HEIGHT = 20  # of each of its rows
ROW = 110  # from one row of cards to the next
COLUMN = 72  # at least, from one column of cards to the next


def graph(columns: int, low: int, high: int, forward: bool, backward: bool) -> alt.LayerChart:
    """Columns 0 to `columns` − 1, rows `low` to `high`, the same wherever the numbers go.

    NODES and EDGES have the columns of `tables.chain_nodes` and `tables.chain_edges`. Values are
    drawn where `forward`, slopes and gradients where `backward`.
    """
    x = _scale([-0.5, columns - 0.5])
    y = _scale([high + 0.6, low - 0.3])
    lines: Any = alt.Chart(alt.NamedData(EDGES))
    cards: Any = alt.Chart(alt.NamedData(NODES)).encode(
        x=alt.X("column:Q", scale=x, axis=None), y=alt.Y("row:Q", scale=y, axis=None)
    )
    layer = [
        lines.mark_rule(color=palette.INK, tooltip=None).encode(
            x=alt.X("column:Q", scale=x, axis=None),
            y=alt.Y("row:Q", scale=y, axis=None),
            x2="column2:Q",
            y2="row2:Q",
            strokeDash=alt.condition("datum.closed", alt.value([2, 5]), alt.value([1, 0])),
            strokeWidth=alt.value(1.5),
        ),
        *_row(cards, "label", 0, palette.NEUTRAL, palette.DARK, 600),
    ]
    values = _row(cards, "value", 1, palette.VALUE, palette.WHITE)
    gradients = _row(cards, "gradient", 2, palette.SLOPE, palette.DARK)
    # What is not shown leaves its place on the card empty, so that nothing moves.
    layer += values if forward else [_ground(cards, 1, palette.NEUTRAL)]
    layer += gradients if backward else [_ground(cards, 2, palette.NEUTRAL)]
    if backward:
        layer.append(
            lines.mark_text(color=palette.INK, fontSize=12, fontWeight=600, tooltip=None).encode(
                x=alt.X("column3:Q", scale=x, axis=None),
                y=alt.Y("row3:Q", scale=y, axis=None),
                text="slope:N",
            )
        )
    return alt.LayerChart(layer=layer, height=round(ROW * (high - low + 0.9))).configure_view(
        stroke=None
    )


def _scale(domain: list[float]) -> alt.Scale:
    return alt.Scale(domain=domain, nice=False, zero=False)


def _row(cards: Any, field: str, place: int, fill: str, ink: str, weight: int = 400) -> list[Any]:
    """One row of every card: its ground, and the text of a field."""
    text = {"color": ink, "fontSize": 12, "fontWeight": weight, "dy": place * HEIGHT}
    return [
        _ground(cards, place, fill),
        cards.mark_text(tooltip=None, **text).encode(text=f"{field}:N"),
    ]


def _ground(cards: Any, place: int, fill: str) -> Any:
    half = HEIGHT / WIDTH
    return cards.mark_point(
        filled=True,
        opacity=1,
        shape=f"M-1,{-half}H1V{half}H-1Z",
        size=WIDTH**2,
        color=fill,
        yOffset=place * HEIGHT,
        tooltip=None,
    )
