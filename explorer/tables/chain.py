"""Tables of a small graph of numbers: its cards and the lines between them."""

import pandas as pd

from explorer.gradients.chain import Graph, Node
from explorer.words import brief

LONGEST = 8  # characters that a card has room for


def chain_nodes(graph: Graph) -> pd.DataFrame:
    """The cards. Columns: column, row (places), label, value, gradient (texts)."""
    return pd.DataFrame(
        [
            (node.column, node.row, node.label, short(node.value), short(node.gradient))
            for node in graph.nodes
        ],
        columns=["column", "row", "label", "value", "gradient"],
    )


def chain_edges(graph: Graph) -> pd.DataFrame:
    """The lines. Columns: column, row (from), column2, row2 (to), column3, row3 (of the slope's
    text), slope (text), closed (bool: no gradient passes).

    Where lines cross, what comes from x is named near its end, and the rest near its start.
    """
    lines = []
    low = min(node.row for node in graph.nodes)
    for source, place, slope, share in graph.edges:
        start, end = graph.nodes[source], graph.nodes[place]
        part = 0.5 if low < 0 or end.column > 1 else 0.7 if source == 0 else 0.24
        column, row = (a + part * (b - a) for a, b in zip(_place(start), _place(end), strict=True))
        at = column, row - (0.2 if start.row == end.row else 0.08)
        if start.row == low < 0:  # a weight's, right of its line and clear of the cards
            at = start.column + 0.95, end.row - 0.4
        elif start.row == -low > 0:  # a bias's
            at = start.column + 0.6, end.row + 0.72
        lines.append((*_place(start), *_place(end), *at, short(slope), share == 0))
    names = ["column", "row", "column2", "row2", "column3", "row3", "slope", "closed"]
    return pd.DataFrame(lines, columns=names)


def short(value: float) -> str:
    """A number on a card."""
    return brief(value, LONGEST)


def _place(node: Node) -> tuple[float, float]:
    return float(node.column), float(node.row)
