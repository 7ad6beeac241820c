"""Charts made large for a wall: their words and lines grow, their numbers stay."""

import altair as alt
import pytest

from explorer.charts import chain, chaos, functions, ledger, vectors
from explorer.charts.wall import enlarged

LEAST = 16  # pixels of the smallest words that are read from the last row
CHARTS = {
    "curves": lambda: functions.curves(["ReLU", "Tanh"], "value", 6, 20, -1, 1),
    "graph": lambda: chain.graph(4, -2, 2, True, True),
    "shares": lambda: ledger.shares(["Sigmoid"], 10, "weights"),
    "factors": lambda: ledger.factors(["Slopes", "Weights"], 10),
    "signals": lambda: ledger.signals(10),
    "histogram": lambda: ledger.histogram(-3, 3),
    "map": chaos.plane_map,
    "bars": lambda: vectors.bars(["1", "2"], -1, 1),
}


def found(part, name):
    """All numbers that go by this name, anywhere in a specification."""
    if isinstance(part, list):
        return [value for one in part for value in found(one, name)]
    if not isinstance(part, dict):
        return []
    own = [part[name]] if isinstance(part.get(name), int | float) else []
    return own + [value for one in part.values() for value in found(one, name)]


@pytest.mark.parametrize("make", CHARTS.values(), ids=CHARTS)
def test_every_word_of_a_chart_on_a_wall_can_be_read(make):
    large = enlarged(make().to_dict())
    sizes = [s for n in ("fontSize", "labelFontSize", "titleFontSize") for s in found(large, n)]
    assert min(sizes) >= LEAST
    alt.Chart.from_dict(large)  # valid still


def test_lines_grow_and_numbers_that_are_data_stay():
    spec = {
        "mark": {"type": "line", "strokeWidth": 2.5},
        "data": {"values": [{"size": 3, "strokeWidth": 1}]},
        "datasets": {"d": [{"fontSize": 3}]},
        "encoding": {"size": {"field": "size"}},
    }
    large = enlarged(spec)
    assert large["mark"]["strokeWidth"] == 4
    assert large["data"] == spec["data"]
    assert large["datasets"] is spec["datasets"]
    assert large["encoding"] == spec["encoding"]
    assert spec["mark"]["strokeWidth"] == 2.5
