"""The tables of curves and the charts that read them."""

import numpy as np
import pytest
import torch

pytest.importorskip("altair")

from explorer import tables
from explorer.activations import ACTIVATIONS
from explorer.charts import functions as charts
from explorer.charts import pictures
from explorer.choices import palette
from tests.dense import dense

EVERY = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS.keys())
RANGES = dense(("limit", "per_unit"), [(2, 50), (6, 20), (20, 10)])
MOST = list(ACTIVATIONS.values())[:6]


def fields(spec):
    """Every field a chart reads: encoded, or named in an expression."""
    found = set()
    if isinstance(spec, dict):
        if isinstance(spec.get("field"), str):
            found.add(spec["field"])
        for value in spec.values():
            found |= fields(value)
    if isinstance(spec, list):
        for value in spec:
            found |= fields(value)
    return found


@EVERY
@RANGES
def test_samples_are_f_and_df(activation, limit, per_unit):
    table = tables.curve(activation, {}, limit, per_unit)
    assert list(table.columns) == ["x", "value", "slope", "sample"]
    samples = table[table["sample"]]
    assert len(samples) == 2 * limit * per_unit + 1
    x = torch.tensor(samples["x"].to_numpy())
    np.testing.assert_array_equal(x, np.arange(-limit * per_unit, limit * per_unit + 1) / per_unit)
    np.testing.assert_allclose(samples["value"], activation.f(x), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(samples["slope"], activation.df(x), rtol=1e-12, atol=1e-12)


@EVERY
def test_x_never_goes_back_and_only_gaps_are_empty(activation):
    for setting in tables.settings(activation):
        table = tables.curve(activation, setting, 6, 20)
        assert table["x"].is_monotonic_increasing
        assert np.isfinite(table["x"]).all()
        assert np.isfinite(table[table["sample"]]).all(axis=None)


@EVERY
def test_no_line_is_drawn_across_a_jump(activation):
    for setting in tables.settings(activation):
        table = tables.curve(activation, setting, 6, 20)
        for column in ("value", "slope"):
            y, x = table[column].to_numpy(), table["x"].to_numpy()
            close = np.diff(x) < 1e-9
            assert not (np.abs(np.diff(y))[close] > 1e-6).any()


@pytest.mark.parametrize(
    ("key", "column", "where"),
    [
        ("relu", "slope", [0]),
        ("heaviside", "value", [0, 0]),
        ("sign", "value", [0, 0]),
        ("hardtanh", "slope", [-1, 1]),
        ("hardshrink", "value", [-0.5, 0.5]),
        ("hardswish", "slope", [-3, 3]),
    ],
)
def test_a_discontinuity_is_a_gap_where_it_stands(key, column, where):
    table = tables.curve(ACTIVATIONS[key], {}, 6, 20)
    np.testing.assert_allclose(table["x"][table[column].isna()], where, atol=1e-9)


@pytest.mark.parametrize("key", ["gelu", "tanh", "sine", "softplus", "squared_relu"])
def test_a_continuous_function_and_slope_have_no_gap(key):
    assert tables.curve(ACTIVATIONS[key], {}, 6, 20)["sample"].all()


@RANGES
def test_a_table_of_six_functions_stays_under_5000_rows(limit, per_unit):
    table = tables.curves(MOST, limit, per_unit)
    assert list(table.columns) == ["function", "place", "x", "value", "slope", "sample"]
    assert list(table["function"].unique()) == [activation.label for activation in MOST]
    assert list(table["place"].unique()) == list(range(6))
    assert len(table) < 5000


def test_the_window_holds_the_curve_and_zero_within_its_bounds():
    relu, tanh = (tables.curve(ACTIVATIONS[key], {}, 6, 20) for key in ("relu", "tanh"))
    assert tables.window([tanh], ("value", "slope"), -3, 4) == (-1.5, 1.5)
    assert tables.window([relu], ("value", "slope"), -3, 4) == (-0.5, 4)
    assert tables.window([relu + 10], ("value",), -3, 20) == (-0.5, 16.5)


@pytest.mark.parametrize("key", [key for key, one in ACTIVATIONS.items() if one.parameters])
def test_the_window_of_the_ends_holds_whatever_the_parameters(key):
    activation = ACTIVATIONS[key]
    ends = [tables.curve(activation, setting, 6, 20) for setting in tables.settings(activation)]
    low, high = tables.window(ends, ("value", "slope"), -3, 4)
    middle = {one.name: (one.low + one.high) / 2 for one in activation.parameters}
    table = tables.curve(activation, middle, 6, 20)
    inner_low, inner_high = tables.window([table], ("value", "slope"), -3, 4)
    assert low <= inner_low
    assert high >= inner_high


def test_a_picture_to_take_away_has_both_curves_in_both_formats():
    table = tables.curve(ACTIVATIONS["heaviside"], {}, 6, 20)
    chart = charts.still(6, -0.5, 1.5, ("f(x)", "f′(x)"))
    assert fields(chart.to_dict()) <= {*table.columns, ""}
    drawn = pictures.svg(chart, {charts.DATA: table})
    assert drawn.startswith("<svg")
    assert drawn.count(palette.VALUE) >= 2
    assert drawn.count(palette.SLOPE) >= 2
    assert "f(x)" in drawn
    assert pictures.png(chart, {charts.DATA: table}).startswith(b"\x89PNG")


def test_the_difference_of_two_functions_is_their_difference():
    sides = (torch.tanh, torch.sigmoid)
    table = tables.apart(("a", "b"), sides, 6, 20)
    a, b, gap = (part["value"].to_numpy() for _, part in table.groupby("place"))
    np.testing.assert_allclose(gap, a - b, atol=1e-15)
    assert list(table["function"].unique()) == ["a", "b", "difference"]


@pytest.mark.parametrize("column", ["value", "slope"])
@pytest.mark.parametrize("count", [1, 2, 6])
def test_the_chart_of_several_functions_is_valid_and_keeps_their_order(column, count):
    labels = [activation.label for activation in MOST[:count]]
    spec = charts.curves(labels, column, 6, 20, -0.5, 4).to_dict()
    assert fields(spec) <= set(tables.curves(MOST[:count], 6, 20).columns)
    scales = [
        layer["encoding"]["color"]["scale"]
        for layer in spec["layer"]
        if "color" in layer.get("encoding", {})
    ]
    assert scales
    assert all(scale["domain"] == labels for scale in scales)
    assert all(scale["range"] == list(palette.LINES[:count]) for scale in scales)
