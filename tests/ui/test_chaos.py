"""The tab Edge of chaos, driven without a browser, and the charts it is drawn with."""

import io
import json
import re

import numpy as np
import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from explorer import tables
from explorer.activations import get
from explorer.charts import chaos as charts
from explorer.gradients import chaos
from explorer.meanfield import chi, correlation_through_depth, fixed_point, variance_through_depth
from explorer.words import factor


def tab():
    from explorer.ui.gradients import chaos
    from explorer.ui.shared import own

    own.keep()
    chaos.show()


def opened(**query):
    app = AppTest.from_function(tab, default_timeout=180)
    for name, value in query.items():
        app.query_params[name] = value
    return checked(app.run())


def given(app):
    """The rows given to every chart, as lists by column."""
    return [
        (data.name, pa.ipc.open_stream(io.BytesIO(data.data.data)).read_all().to_pydict())
        for chart in app.get("vega_lite_chart")
        for data in chart.proto.datasets
    ]


def state(app):
    """The activation, σ_w² and σ_b² that the widgets show."""
    place = app.slider(key="chaos_weight").value, app.slider(key="chaos_bias").value
    return app.selectbox(key="chaos_activation").value, *place


def numbers(app):
    return {metric.label: metric.value for metric in app.metric}


def checked(app):
    """The app, once it runs without exception and its circle stands where the sliders say."""
    assert not app.exception, app.exception
    assert not app.error
    _, weight, bias = state(app)
    (spot,) = [rows for _, rows in given(app) if set(rows) == {"one", "weight", "bias"}]
    assert (spot["weight"], spot["bias"]) == ([weight], [bias])
    return app


@pytest.mark.parametrize("key", ["tanh", "relu", "squared_relu", "sign", "sine", "identity"])
def test_every_slider_moved_to_both_ends_shows_the_numbers_of_the_theory(key):
    app = opened(chaos_activation=get(key).label)
    assert state(app)[0] == key
    for name in ("chaos_weight", "chaos_bias"):
        start = app.slider(key=name).value
        for end in (app.slider(key=name).min, app.slider(key=name).max, start):
            checked(app.slider(key=name).set_value(end).run())
            _, weight, bias = state(app)
            shown = numbers(app)
            assert shown["q*"] == factor(fixed_point(get(key), weight, bias), 3)
            assert shown["χ₁, theory"] == factor(chi(get(key), weight, bias), 3)


def test_the_lines_through_depth_are_those_of_the_theory():
    app = opened(chaos_weight="1.75", chaos_bias="0.05")
    variance, correlation = (rows for _, rows in given(app) if "theory" in rows)
    place = get("tanh"), 1.75, 0.05
    assert variance["theory"] == variance_through_depth(*place, chaos.DEPTH).tolist()
    expected = correlation_through_depth(*place, chaos.CORRELATION, chaos.DEPTH)
    assert correlation["theory"] == expected.tolist()
    found = chaos.measure("tanh", 1.75, 0.05, fixed_point(*place))
    assert correlation["measured"] == np.median(found.correlation, axis=0).tolist()
    assert numbers(app)["χ̂, measured"] == factor(found.chi, 3)


def test_where_the_variance_diverges_the_rest_of_the_tab_keeps_working():
    app = opened(chaos_activation="ReLU", chaos_weight="3")
    assert [info.value for info in app.info] == [
        "Correlation of two inputs: the variance of ReLU at $\\sigma_w^2$ = 3, "
        "$\\sigma_b^2$ = 0.05 grows without bound."
    ]
    assert numbers(app) | {"χ̂, measured": ""} == {
        "q*": "∞",
        "χ₁, theory": factor(chi(get("relu"), 3, 0.05), 3),
        "χ̂, measured": "",
    }


def test_a_function_without_theory_says_so_and_still_shows_its_networks():
    app = opened(formula="log(x)", chaos_activation="log(x)")
    assert state(app)[0] == "=log(x)"
    said = [info.value for info in app.info]
    assert said[0].startswith("There is no map: log(x) is not a number at x = ")
    assert said[1].startswith("There is no theory here: ")
    assert numbers(app) == dict.fromkeys(numbers(app), "no number")
    checked(app.selectbox(key="chaos_activation").set_value("tanh").run())
    assert not app.info


def test_a_hostile_address_opens_the_tab_at_its_defaults():
    app = opened(chaos_activation="nonsense", chaos_weight="1e9", chaos_bias="x")
    assert state(app) == ("tanh", 1.5, 0.05)


def test_a_cell_that_is_clicked_is_a_place_of_the_sliders():
    app = opened()
    for name, values in (("chaos_weight", chaos.WEIGHTS), ("chaos_bias", chaos.BIASES)):
        slider = app.slider(key=name)
        assert (values[0], values[-1]) == (slider.min, slider.max)
        np.testing.assert_allclose(values / slider.step, np.round(values / slider.step), atol=1e-9)


def fields(spec):
    """Every field that an encoding or an expression of a chart reads."""
    text = json.dumps(spec)
    named = set(re.findall(r'"field": "(\w+)"', text))
    return (named | set(re.findall(r"datum\.(\w+)", text))) - {"value"}


def test_the_charts_read_only_the_columns_of_their_tables():
    plane = chaos.plane("gelu")
    charted = [
        tables.chaos_cells(plane),
        tables.chaos_edge(plane),
        tables.chaos_marks(),
        tables.chaos_here(1, 0),
    ]
    spec = charts.plane_map().to_dict()
    assert fields(spec) <= {column for table in charted for column in table.columns}
    spec = charts.through_depth("Title", 0.01, 100, chaos.DEPTH, True).to_dict()
    assert fields(spec) <= set(tables.chaos_depths(None, np.ones((3, 2))).columns)


def test_the_cells_cover_the_map_and_carry_its_numbers():
    plane = chaos.plane("relu")
    table = tables.chaos_cells(plane)
    assert (table["left"].min(), table["right"].max()) == (0, chaos.MOST_WEIGHT)
    assert (table["lower"].min(), table["upper"].max()) == (0, chaos.MOST_BIAS)
    assert table["diverges"].tolist() == plane.diverges.ravel().tolist()
    one = table[(table["weight"] == 1.0) & (table["bias"] == 0.5)]
    assert one["strength"].item() == pytest.approx(np.log(0.5))
    assert table["strength"].min() == -charts.STRONG
