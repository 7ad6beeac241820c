"""The tab Chain rule, driven without a browser, and the chart it is drawn with."""

import io
import json
import math
import re
from dataclasses import replace

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

import pyarrow as pa
import torch
from streamlit.testing.v1 import AppTest

from explorer.activations import ACTIVATIONS, get
from explorer.charts import chain as charts
from explorer.gradients.chain import PRESETS, chain, words
from explorer.tables import chain_edges, chain_nodes
from explorer.tables.chain import short
from explorer.ui.gradients import chain as ui
from explorer.ui.gradients.graphs import VIEWS
from explorer.words import number
from tests.numbers import read

every_start = pytest.mark.parametrize("key", ui.STARTS)


def tab():
    from explorer.ui.gradients import chain
    from explorer.ui.shared import own

    own.keep()
    chain.show()


def opened(**query):
    app = AppTest.from_function(tab, default_timeout=180)
    for name, value in query.items():
        app.query_params[name] = value
    return checked(app.run())


def tables(app):
    """The rows given to the chart, by the name of the table, as lists by column."""
    (chart,) = app.get("vega_lite_chart")
    return {
        named.name: pa.ipc.open_stream(io.BytesIO(named.data.data)).read_all().to_pydict()
        for named in chart.proto.datasets
    }


def gradients(app):
    """The result and torch.autograd's gradients by name, from what the widgets stand at."""
    key = app.selectbox(key="chain").value
    leaves = {
        str(slider.key).removeprefix(f"chain_{key}_"): torch.tensor(
            slider.value, dtype=torch.float64, requires_grad=True
        )
        for slider in app.slider
        if not slider.key.endswith("_units")
    }
    if "r1" in leaves:
        result = math.prod(leaves["x"] - leaves[name] for name in leaves if name != "x")
    else:
        f = get(app.selectbox(key=f"chain_{key}_activation").value).f
        result = leaves["x"]
        for unit in range(1, app.slider(key=f"chain_{key}_units").value + 1):
            result = f(leaves[f"w{unit}"] * result + leaves[f"b{unit}"])
    slopes = torch.autograd.grad(result, list(leaves.values()))
    return result.item(), dict(zip(leaves, (slope.item() for slope in slopes), strict=True))


def said(app):
    """The product, autograd's number and the sentence."""
    return next(text.value for text in app.markdown if "torch.autograd" in text.value)


def checked(app):
    """The app, once the numbers on its cards are found to be those of autograd, to 3 digits."""
    assert not app.exception, app.exception
    result, slopes = gradients(app)
    cards = tables(app)[charts.NODES]
    shown = dict(zip(cards["label"], cards["gradient"], strict=True))
    for label, slope in slopes.items():
        assert read(shown[label]) == pytest.approx(slope, rel=0.06, abs=1e-15), label
        if 0.001 < abs(slope) < 1000:
            assert read(shown[label]) == pytest.approx(slope, rel=0.006), label
    assert read(cards["value"][-1]) == pytest.approx(result, rel=0.06, abs=1e-15)
    line, autograd, sentence = said(app).split("  \n")
    assert autograd.startswith(f"torch.autograd: **{number(slopes['x'])}**, ")
    assert line.endswith(f"= **{number(slopes['x'])}**")
    assert sentence.endswith(".")
    return app


@every_start
def test_every_widget_moved_to_both_ends_shows_the_numbers_of_autograd(key):
    app = opened(chain=ui.STARTS[key].label)
    assert app.selectbox(key="chain").value == key
    for view in VIEWS:
        checked(app.segmented_control(key="chain_view").set_value(view).run())
    units = [slider for slider in app.slider if slider.key.endswith("_units")]
    for slider in units:
        for end in (slider.min, slider.max):
            checked(app.slider(key=slider.key).set_value(end).run())
    for name in [slider.key for slider in app.slider if not slider.key.endswith("_units")]:
        start = app.slider(key=name).value
        for end in (app.slider(key=name).min, app.slider(key=name).max):
            checked(app.slider(key=name).set_value(end).run())
        app.slider(key=name).set_value(start)


def test_every_activation_of_the_menu_can_be_chained():
    app = opened(chain="Your own")
    for key in ACTIVATIONS:
        checked(app.selectbox(key="chain_own_activation").set_value(key).run())


@every_start
def test_a_graph_opens_with_its_remark_and_loses_it_when_it_is_moved(key):
    start = ui.STARTS[key]
    app = opened(chain=start.label)
    assert any(text.value == start.remark for text in app.markdown)
    checked(app.slider(key=f"chain_{key}_x").set_value(-1.7).run())
    assert not any(text.value == start.remark for text in app.markdown)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("sigmoids", "1/9,200 of the gradient reaches x."),
        ("polynomial", "The gradient at x is 31 times that of the result."),
        ("relu_off", "No gradient reaches x."),
    ],
)
def test_one_sentence_says_what_reaches_x(key, told):
    assert words.headline(PRESETS[key].graph) == told


def test_it_opens_with_six_sigmoids_and_their_sentence():
    app = opened()
    assert app.selectbox(key="chain").value == "sigmoids"
    told = words.headline(PRESETS["sigmoids"].graph)
    assert any(told in one.proto.body for one in app.get("html"))


def test_the_polynomial_opens_with_its_three_paths():
    assert said(opened(chain="polynomial")).split("  \n") == [
        "By hand: (1 × 15) + (1 × 6) + (1 × 10) = **31**",
        "torch.autograd: **31**, exactly the same.",
        "x reaches the result along 3 paths: 15 through x − r1, 6 through x − r2, 10 through "
        "x − r3.",
    ]


def test_the_unit_that_is_off_is_named():
    app = opened(chain="ReLUs, one of them off")
    assert said(app).split("  \n")[2] == (
        "Unit 3's slope, 0, lets nothing through, and units 1 to 3 learn nothing: it works where "
        "ReLU is flat, at z3 = −1."
    )


def test_the_address_holds_the_choice_and_a_hostile_one_opens_the_start():
    app = opened(chain="Six sigmoids", chain_sigmoids_w2="-2.5", chain_sigmoids_units="3")
    assert app.slider(key="chain_sigmoids_w2").value == -2.5
    assert len(tables(app)[charts.NODES]["label"]) == 1 + 4 * 3
    app = opened(chain="<script>", chain_sigmoids_x="nan", chain_view="9")
    assert app.selectbox(key="chain").value == "sigmoids"
    assert app.slider(key="chain_sigmoids_x").value == 1.0


def test_a_chain_that_overflows_is_said_in_a_sentence():
    app = AppTest.from_function(tab, default_timeout=180)
    app.query_params["formula"] = "exp(exp(x))"
    app.query_params["chain"] = "Your own"
    app.run()
    app.selectbox(key="chain_own_activation").set_value("=exp(exp(x))")
    app.slider(key="chain_own_w2").set_value(3.0).run()
    assert not app.exception, app.exception
    assert any("a2 is ∞, too large for 64 bits" in text.value for text in app.markdown)


@pytest.mark.parametrize("formula", ["sqrt(x)", "log(x)", "1/x"])
def test_a_number_that_is_none_is_said_in_a_sentence(formula):
    graph = chain(0.0, [1.0], [0.0 if formula == "1/x" else -1.0], [get(f"={formula}")])
    assert re.match("a1 is (not a number|∞, too large)", words.overflow(graph))


def test_a_formula_without_x_has_slope_0():
    settings = replace(ui.STARTS[ui.OWN], activations=("=3",) * 3)
    assert settings.slope == settings.graph["x"].gradient == 0


@pytest.mark.parametrize(
    ("weights", "activation", "sentence"),
    [
        ((1.0, 1.0), "identity", "Every factor has size 1: the gradient passes unchanged."),
        (
            (2.0, 3.0),
            "identity",
            "No factor is below 1: the weight of unit 2, 3, makes it grow the most.",
        ),
        (
            (1.0, 0.0),
            "identity",
            "The weight of unit 2, 0, lets nothing through, and unit 1 learns nothing.",
        ),
        ((0.1, 1.0), "identity", "The weight of unit 1, 0.1, is the smallest factor."),
        (
            (2.0, 3.0),
            "sigmoid",
            "Unit 2's slope, 0.062, is the smallest factor: that of Sigmoid at z2 = 2.64.",
        ),
    ],
)
def test_the_sentence_names_the_factor_that_matters(weights, activation, sentence):
    """By hand: σ(2) = 0.8808, z = 2.642, σ′(z) = 0.062."""
    settings = replace(
        PRESETS["sigmoids"], weights=weights, biases=(0.0, 0.0), activations=(activation,) * 2
    )
    assert words.loss(settings.graph, settings) == sentence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (31.0, "31"),
        (-0.25, "−0.25"),
        (0.19661, "0.197"),
        (-0.000312, "−0.00031"),
        (-9999.4, "−9999"),
        (1234567.0, "1.2×10⁶"),
        (-1e300, "−10³⁰⁰"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_on_a_card_is_short(value, text):
    assert short(value) == text


@pytest.mark.parametrize("view", VIEWS)
@every_start
def test_the_chart_reads_only_the_columns_of_its_tables(key, view):
    graph = ui.STARTS[key].graph
    text = json.dumps(charts.graph(5, -1, 1, *VIEWS[view]).to_dict())
    read_fields = set(re.findall(r'"field": "(\w+)"', text)) | set(
        re.findall(r"datum\.(\w+)", text)
    )
    nodes, edges = chain_nodes(graph), chain_edges(graph)
    assert read_fields <= {*nodes.columns, *edges.columns}
    assert list(edges["closed"]) == [share == 0 for *_, share in graph.edges]
    assert ("value" in read_fields, "gradient" in read_fields) == VIEWS[view]
