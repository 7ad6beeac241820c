"""The page Functions, driven without a browser."""

import numpy as np
import pytest
import torch

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from streamlit.testing.v1 import AppTest

from explorer.activations import ACTIVATIONS
from explorer.functions.identities import IDENTITIES, largest_gap
from explorer.ui.functions import compare, gallery
from explorer.ui.functions import explore as functions
from explorer.words import number
from tests import ROOT
from tests.dense import dense

LABELS = [activation.label for activation in ACTIVATIONS.values()]


def page(**query):
    app = AppTest.from_file(str(ROOT / "pages" / "functions.py"), default_timeout=180)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def assert_calm(app):
    assert not app.exception, app.exception
    assert not app.error


def test_the_page_opens_finished():
    app = page()
    assert_calm(app)
    assert app.title[0].value == "Functions"
    assert app.selectbox(key="function").value == next(iter(ACTIVATIONS))
    assert "activation = nn.ReLU()" in app.code[0].value


def test_the_page_opens_through_the_app():
    missing = [name for name in ("start", "gradients", "training") if not _exists(name)]
    if missing:
        pytest.skip(f"pages not there yet: {', '.join(missing)}")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180).run()
    app.switch_page("pages/functions.py").run()
    assert_calm(app)
    assert app.title[0].value == "Functions"


def test_every_function_can_be_chosen_with_its_parameters_at_each_end():
    app = page()
    for key, activation in ACTIVATIONS.items():
        app.selectbox(key="function").set_value(key).run()
        assert_calm(app)
        for parameter in activation.parameters:
            for end in (parameter.low, parameter.high):
                app.session_state[f"{key}_{parameter.name}"] = end
                app.run()
                assert_calm(app)
                assert app.session_state[f"{key}_{parameter.name}"] == end


@pytest.mark.parametrize("name", functions.RANGES)
def test_every_range_of_x_can_be_chosen(name):
    app = page(range=name)
    assert_calm(app)
    assert app.segmented_control(key="range").value == name


def test_another_function_starts_at_its_defaults_and_so_does_the_first_when_it_comes_back():
    app = page()
    app.selectbox(key="function").set_value("swish").run()
    app.session_state["swish_beta"] = 3.0
    app.run()
    assert "torch.sigmoid(3 * x)" in app.code[0].value
    app.selectbox(key="function").set_value("elu").run()
    app.selectbox(key="function").set_value("swish").run()
    assert app.session_state["swish_beta"] == ACTIVATIONS["swish"].defaults["beta"]


def test_the_url_holds_the_choice():
    app = page(function="Swish", swish_beta="3")
    assert app.selectbox(key="function").value == "swish"
    assert app.session_state["swish_beta"] == 3.0
    assert "torch.sigmoid(3 * x)" in app.code[0].value


@pytest.mark.parametrize(
    "query",
    [
        {"function": "foo"},
        {"function": ""},
        {"function": "<script>alert(1)</script>", "range": "±7", "view": "Nowhere"},
        {"function": "Swish", "swish_beta": "1e9"},
        {"function": "Swish", "swish_beta": "-1e9"},
        {"function": "Swish", "swish_beta": "steep"},
        {"function": "Swish", "swish_beta": "nan"},
        {"function": "Swish", "swish_beta": "inf"},
        {"function": ["Swish", "ReLU"], "swish_beta": ["1", "2"]},
        {"view": "Compare", "compare": [f"unknown {number}" for number in range(9)]},
        {"view": "Compare", "compare": LABELS[:9]},
        {"view": "Compare", "compare": ["ReLU", "ReLU", "nothing"], "compare_range": "x"},
        {"view": "Gallery", "function": "\x00"},
    ],
    ids=str,
)
def test_a_nonsense_url_gives_a_sensible_page(query):
    app = page(**query)
    assert_calm(app)
    if "swish_beta" in query and app.selectbox(key="function").value == "swish":
        assert app.session_state["swish_beta"] in (1.0, ACTIVATIONS["swish"].defaults["beta"])
    for choice in app.multiselect:
        assert 1 <= len(choice.value) <= compare.MOST


def test_comparing_nothing_gives_one_sentence():
    app = page(view="Compare")
    assert_calm(app)
    app.multiselect(key="compare").set_value([]).run()
    assert_calm(app)
    assert len(app.info) == 1


@pytest.mark.parametrize("count", [1, 6])
def test_one_to_six_functions_can_be_compared(count):
    app = page(view="Compare")
    app.multiselect(key="compare").set_value(list(ACTIVATIONS)[-count:]).run()
    assert_calm(app)


def test_a_formula_that_is_typed_becomes_the_function_and_stands_in_every_menu():
    app = page()
    app.text_input(key=functions.TYPED).set_value("x * sigmoid(b * x)").run()
    assert_calm(app)
    assert app.selectbox(key="function").value == "=x * sigmoid(b * x)"
    assert "torch.sigmoid" in app.code[0].value
    assert app.selectbox(key="function").options[0] == "x * sigmoid(b * x)"
    app.session_state["own_b"] = 3.0
    app.run()
    assert "3 * x" in app.code[0].value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x * foo(x)", "Column 5"),
        ("x.__class__", "Column"),
        ("(" * 300, "Column"),
        ("x" * 10_000, "Column"),
        ("9**9**9**x", ""),
        ("1/0", "Column 1: `1/0` has no value"),
        ("2x", ""),
        ("7", ""),
    ],
)
def test_a_formula_with_a_fault_says_where_and_the_function_stays(text, said):
    app = page(function="Tanh")
    app.text_input(key=functions.TYPED).set_value(text).run()
    assert not app.exception
    if said:
        assert said in fault(app)
        assert app.selectbox(key="function").value == "tanh"
    else:
        assert not fault(app)
        assert app.selectbox(key="function").value.startswith("=")
    app.text_input(key=functions.TYPED).set_value("").run()
    assert_calm(app)
    assert not fault(app)


def fault(app):
    """What is said to be wrong with the formula typed, or ""."""
    return "".join(text.value for text in app.caption if ":material/error:" in text.value)


def test_what_was_understood_otherwise_than_typed_is_said_beside_the_curve():
    app = page()
    for text in ("np.maximum(0, 2z)", "x*sigmoid(x)"):
        app.text_input(key=functions.TYPED).set_value(text).run()
        assert_calm(app)
        said = [one.value for one in app.markdown if "is taken for" in one.value]
        notes = ["`np.` was dropped. z is taken for x. `2z` is read as `2*z`."]
        assert said == (notes if "z" in text else [])


def test_a_fault_and_what_was_typed_go_when_another_function_is_chosen():
    app = page()
    app.text_input(key=functions.TYPED).set_value("x +").run()
    assert "Column 4" in fault(app)
    app.selectbox(key="function").set_value("elu").run()
    assert not fault(app)
    assert app.text_input(key=functions.TYPED).value == ""


@pytest.mark.parametrize("view", functions.OF_ONE)
def test_a_formula_that_is_typed_is_shown_in_the_view_that_is_open(view):
    app = page(view=view)
    app.text_input(key=functions.TYPED).set_value("x * erf(x)").run()
    assert_calm(app)
    assert app.session_state["view"] == functions.VIEWS[view]


@pytest.mark.parametrize("view", functions.VIEWS)
def test_function_and_formula_are_asked_for_only_where_they_act(view):
    app = page(view=view)
    assert len(app.get("text_input")) == (view in functions.OF_ONE)
    assert ("function" in [box.key for box in app.selectbox]) == (view in functions.OF_ONE)


def test_a_fault_loses_neither_function_nor_parameters_nor_what_was_typed():
    app = page(function="swish", swish_beta="3")
    app.text_input(key=functions.TYPED).set_value("x *").run()
    assert fault(app)
    assert app.selectbox(key="function").value == "swish"
    assert app.session_state["swish_beta"] == 3.0
    app.session_state["view"] = functions.VIEWS["compare"]
    app.run()
    app.session_state["view"] = functions.VIEWS["explore"]
    app.run()
    assert app.text_input(key=functions.TYPED).value == "x *"
    assert fault(app)
    assert app.selectbox(key="function").value == "swish"
    assert app.session_state["swish_beta"] == 3.0


def test_a_link_may_name_a_function_by_its_key():
    assert page(function="selu").selectbox(key="function").value == "selu"
    assert page(function="leaky_relu").selectbox(key="function").value == "leaky_relu"


@pytest.mark.parametrize("view", functions.VIEWS)
def test_every_view_opens_for_a_formula_of_one_s_own(view):
    app = page()
    app.text_input(key=functions.TYPED).set_value("where(x > 0, log(1 + x), a * x)").run()
    app.session_state["view"] = functions.VIEWS[view]
    app.run()
    assert_calm(app)


def test_the_table_has_every_function_and_orders_and_filters_them():
    app = page(view="Table")
    assert_calm(app)
    whole = app.dataframe[0].value
    assert list(whole["Function"]) == LABELS
    app.selectbox(key="table_order").set_value("lipschitz").run()
    steepest = app.dataframe[0].value["Steepest slope (Lipschitz constant)"].dropna()
    assert steepest.is_monotonic_decreasing
    app.multiselect(key="table_questions").set_value(["odd", "bounded"]).run()
    assert_calm(app)
    shown = set(app.dataframe[0].value["Function"])
    assert {"Tanh", "Sine", "Sign", "Hardtanh"} <= shown
    assert not {"ReLU", "Sigmoid", "Identity (linear)", "Gaussian"} & shown
    app.multiselect(key="table_questions").set_value(["odd", "even"]).run()
    assert len(app.info) == 1


@pytest.mark.parametrize("key", IDENTITIES)
def test_every_known_pair_is_shown_with_its_largest_difference(key):
    app = page(view="Compare", apart_pair=IDENTITIES[key].label)
    assert_calm(app)
    gap, _ = largest_gap(IDENTITIES[key])
    assert any(f"**{number(gap)}**" in text.value for text in app.markdown)


def test_the_gallery_shows_every_function_once_in_menu_order():
    app = page(view="Gallery")
    assert_calm(app)
    rows = [row for group in gallery.pictures()["families"] for row in group["functions"]]
    assert [row["key"] for row in rows] == list(ACTIVATIONS)
    assert all(row["function"]["value"] for row in rows)


@dense("activation", ACTIVATIONS.values())
def test_the_pytorch_line_runs_and_is_the_function(activation):
    parameters = activation.defaults
    lines = functions.code(activation, parameters)
    if not lines:
        pytest.skip("torch has no such function")
    names = {}
    exec(lines, names)
    made = names["activation"]
    made = made.eval().double() if isinstance(made, torch.nn.Module) else made
    x = torch.linspace(-3, 3, 61, dtype=torch.float64)
    with torch.no_grad():
        np.testing.assert_allclose(made(x), activation.f(x, **parameters), atol=1e-5)


def _exists(name):
    return (ROOT / "pages" / f"{name}.py").exists()
