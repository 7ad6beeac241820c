"""The tab Vector functions, driven without a browser, and the charts it is drawn with."""

import io
import json
import re

import pytest
import torch

pytest.importorskip("streamlit")
pytest.importorskip("altair")

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from explorer import tables
from explorer.charts import vectors as charts
from explorer.functions.vectors import VECTORS
from explorer.tables.vectors import Edges, cell
from explorer.ui.functions import vectors as ui

every_function = pytest.mark.parametrize("key", VECTORS)


def tab():
    import streamlit as st

    from explorer.ui.functions import vectors

    vectors.show(st.container())


def opened(**query):
    app = AppTest.from_function(tab, default_timeout=180)
    for name, value in query.items():
        app.query_params[name] = value
    return checked(app.run())


def table(app, column):
    """The rows given to the chart that has this column, as lists by column."""
    for chart in app.get("vega_lite_chart"):
        (named,) = chart.proto.datasets
        rows = pa.ipc.open_stream(io.BytesIO(named.data.data)).read_all().to_pydict()
        if column in rows:
            return rows
    raise LookupError(f"no chart of {column}")


def state(app):
    """The function chosen, its inputs and its parameters, read from the widgets."""
    function = VECTORS[app.selectbox(key="vector").value]
    values = {slider.key.removeprefix("vector_"): slider.value for slider in app.slider}
    parameters = {name: values.pop(name) for name in function.defaults}
    x = [values[f"x{place + 1}"] for place in range(len(values))]
    return function, torch.tensor(x, dtype=torch.float64), parameters


def checked(app):
    """The app, once everything it shows is found to be what the registry says."""
    assert not app.exception, app.exception
    assert not app.error
    function, x, parameters = state(app)
    y, jacobian = function.f(x, **parameters), function.jacobian(x, **parameters)

    bars = table(app, "value")
    assert bars["value"] == y.tolist()
    numbers = [re.sub("[◂▸] ", "", words) for words in bars["number"]]
    assert numbers == [cell(value) for value in y.tolist()]

    cells = table(app, "slope")
    kept = [slope for slope, total in zip(cells["slope"], cells["sum"], strict=True) if not total]
    assert kept == jacobian.flatten().tolist()
    assert cells["number"] == [cell(slope) for slope in cells["slope"]]

    scope = {}
    exec(app.code[0].value, scope)
    torch.testing.assert_close(scope["y"].double(), y, rtol=1e-5, atol=1e-5)  # lines are float32
    said = [markdown.value for markdown in app.markdown]
    assert any(words.startswith("They sum to ") for words in said)
    assert any(words.startswith("Raising ") for words in said)
    return app


@every_function
def test_every_widget_moved_to_both_ends_shows_the_numbers_of_the_registry(key):
    app = opened(vector=VECTORS[key].label)
    assert app.selectbox(key="vector").value == key
    for size in VECTORS[key].inputs:
        if len(VECTORS[key].inputs) > 1:
            checked(app.segmented_control(key="vector_size").set_value(size).run())
        assert len(state(app)[1]) == size
        if size not in (VECTORS[key].inputs[0], VECTORS[key].inputs[-1]):
            continue
        for name in [slider.key for slider in app.slider]:
            start = app.slider(key=name).value
            for end in (app.slider(key=name).min, app.slider(key=name).max, start):
                checked(app.slider(key=name).set_value(end).run())
    for name in list(app.segmented_control(key="vector_raised").options):
        checked(app.segmented_control(key="vector_raised").set_value(name).run())
        assert any(words.value.startswith(f"Raising {name} by 0.1 ") for words in app.markdown)
        marked = table(app, "slope")
        chosen = {name for name, yes in zip(marked["input"], marked["raised"], strict=True) if yes}
        assert chosen == {name}


def test_going_from_function_to_function_keeps_the_inputs_and_no_size_that_is_not_offered():
    app = opened(vector="Softmax", vector_size="5", vector_x1="-2.5")
    for key in [*VECTORS, *reversed(VECTORS)]:
        checked(app.selectbox(key="vector").set_value(key).run())
        assert app.slider(key="vector_x1").value == -2.5
        assert len(state(app)[1]) in VECTORS[key].inputs


def test_the_address_holds_the_choice():
    app = opened(vector="Softmin", vector_size="4", vector_temperature="0.5", vector_x2="-1.5")
    function, x, parameters = state(app)
    assert function.key == "softmin"
    assert x.tolist() == [1.0, -1.5, -0.5, 0.5]
    assert parameters == {"temperature": 0.5}


def test_a_hostile_address_opens_the_tab_at_its_defaults():
    app = opened(vector="nonsense", vector_size="99", vector_x1="1e9", vector_raised="z")
    function, x, _ = state(app)
    assert function.key == next(iter(VECTORS))
    assert len(x) == function.inputs[0]
    assert x.abs().max() <= ui.LIMIT


def test_the_sentence_on_a_raised_input_is_measured():
    x = torch.tensor([0.0, 0.0, 0.0], dtype=torch.float64)
    # e^0.1 ÷ (e^0.1 + 2) − 1/3 = 0.02257
    assert ui.consequence(VECTORS["softmax"], x, ["x₁", "x₂", "x₃"], ["y₁", "y₂", "y₃"], 0, {}) == (
        "Raising x₁ by 0.1 raises y₁ by 0.023 and lowers y₂ and y₃ by 0.023 in all."
    )


def test_only_an_output_that_does_not_depend_on_an_input_is_said_to_be_unchanged():
    names = ["1", "2", "3", "4"]
    x = torch.tensor([3.0, -3.0, -3.0, -3.0], dtype=torch.float64)
    words = ui.consequence(VECTORS["softmax"], x, names, names, 0, {"temperature": 0.1})
    assert words == "Raising 1 by 0.1 moves 1, 2, 3 and 4 by less than 0.0005."
    words = ui.consequence(VECTORS["glu"], x, names, names[:2], 1, {})
    assert words == "Raising 2 by 0.1 raises 2 by 0.005 and leaves 1 unchanged."


def test_the_slopes_off_the_diagonal_are_counted():
    jacobian = VECTORS["softmax2d"].jacobian(torch.arange(6.0).double())
    assert ui.why(jacobian).startswith("12 of the 30 slopes off the diagonal are not zero")
    assert ui.why(VECTORS["glu"].jacobian(torch.ones(4))).startswith("4 inputs make 2 outputs")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.000"),
        (-0.0, "0.000"),
        (-0.0004, "0.000"),
        (-0.0006, "−0.001"),
        (0.25, "0.250"),
        (9.9994, "9.999"),
        (9.9996, "10.0"),
        (-60.0, "−60.0"),
    ],
)
def test_a_number_is_short_and_zero_has_no_sign(value, text):
    assert cell(value) == text


def test_a_bar_that_leaves_the_frame_says_so():
    y = torch.tensor([-9.0, -8.0, 0.5])
    assert list(tables.vector_outputs(y, ["a", "b", "c"], -8, 0)["number"]) == [
        "◂ −9.000",
        "−8.000",
        "▸ 0.500",
    ]


@every_function
def test_the_frame_holds_every_output_at_the_default_parameters(key):
    function = VECTORS[key]
    generator = torch.Generator().manual_seed(1)
    for size in function.inputs:
        x = (2 * torch.rand(500, size, generator=generator, dtype=torch.float64) - 1) * ui.LIMIT
        low, high = ui.frame(key, size)
        assert low <= min(0, float(function.f(x).min()))
        assert high >= max(0, float(function.f(x).max()))


def fields(spec):
    """Every field that an encoding or an expression of a chart reads."""
    text = json.dumps(spec)
    return set(re.findall(r'"field": "(\w+)"', text)) | set(re.findall(r"datum\.(\w+)", text))


@pytest.mark.parametrize("rows", [True, False])
@pytest.mark.parametrize("columns", [True, False])
def test_the_charts_read_only_the_columns_of_their_tables(rows, columns):
    edges = Edges(rows, columns)
    spec = charts.jacobian(["a", "b"], ["c"], edges).to_dict()
    given = tables.vector_slopes(torch.tensor([[1.0, 2.0]]), ["a", "b"], ["c"], "b", edges)
    assert fields(spec) <= set(given.columns)
    assert list(given["slope"]) == [1, 2, *[3] * rows, *[1, 2] * columns]
    assert list(given["raised"])[:2] == [False, True]
    spec = charts.bars(["c"], 0, 1).to_dict()
    assert fields(spec) <= set(tables.vector_outputs(torch.ones(1), ["c"], 0, 1).columns)
