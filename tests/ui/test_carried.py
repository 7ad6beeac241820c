"""Parameters that are chosen on the page Functions go along to the other pages."""

import pytest
import torch

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from streamlit.testing.v1 import AppTest

from explorer.activations import ACTIVATIONS, get
from explorer.ui.shared import own
from tests import ROOT
from tests.dense import dense
from tests.ui.test_pages import assert_well

SWISH = "=x * sigmoid(beta * x)"
AT_2 = "=x * sigmoid(2 * x)"


@pytest.mark.parametrize(
    ("key", "parameters", "fixed"),
    [
        (SWISH, {"beta": 2.0}, "=x*sigmoid(2*x)"),
        (SWISH, {"beta": -0.5}, "=x*sigmoid((-0.5)*x)"),
        ("leaky_relu", {"negative_slope": 0.3}, "=leaky_relu(x, 0.3)"),
        ("swish", {"beta": 0.5}, "=swish(x, 0.5)"),
        ("=a*x + alpha*tanh(x)", {"a": 3.0, "alpha": 0.25}, "=3*x + 0.25*tanh(x)"),
    ],
)
def test_the_parameters_are_written_into_the_formula(key, parameters, fixed):
    found = get(own.fixed(get(key), parameters))
    assert found.key == get(fixed).key
    assert not found.parameters
    x = torch.linspace(-5, 5, 101, dtype=torch.float64)
    torch.testing.assert_close(found.f(x), get(key).f(x, **parameters), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("key", [SWISH, *ACTIVATIONS])
def test_a_function_at_its_defaults_goes_along_as_it_is(key):
    assert own.fixed(get(key), get(key).defaults) == get(key).key


@pytest.mark.parametrize("key", ["prelu", "rrelu"])
def test_what_training_learns_or_draws_goes_along_as_where_it_starts_from(key):
    """Also from a function that came along already."""
    entry = get(key)
    changed = {name: value + 0.01 for name, value in entry.defaults.items()}
    again = {name: value + 0.02 for name, value in entry.defaults.items()}
    for one in (entry, get(own.fixed(entry, again))):
        found = get(own.fixed(one, changed))
        assert found.defaults == pytest.approx(changed, rel=1e-9)
        assert bool(found.learnt) == bool(entry.learnt)
        assert found.training_parameters == entry.training_parameters


def functions(**query):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page("pages/functions.py").run()
    assert_well(app, "functions")
    return app


def test_another_page_offers_the_function_at_its_parameters():
    app = functions(function=SWISH, own_beta="2")
    assert own.fixed(get(SWISH), {"beta": 2.0}) == get(AT_2).key
    app.switch_page("pages/training.py").run()
    assert_well(app, "training")
    assert get(AT_2).label in app.multiselect(key="training_activations").options


@pytest.mark.parametrize(
    ("button", "chosen"),
    [("Train with it", "training_activations"), ("Its gradients", "gradients_activations")],
)
@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"function": SWISH, "own_beta": "2"}, get(AT_2).key),
        ({"function": "prelu", "prelu_negative_slope": "0.5"}, "=prelu(x, 0.5)"),
        ({"function": "=prelu(x, 0.5)", "own_negative_slope": "0.7"}, "=prelu(x, 0.7)"),
    ],
    ids=["formula", "learnt", "learnt again"],
)
def test_a_button_opens_another_page_with_the_function_at_its_parameters(
    button, chosen, query, key
):
    app = functions(**query)
    app.button(key=f"onward_{button}").click().run()
    assert_well(app, button)
    assert app.multiselect(key=chosen).value[-1] == key


@pytest.mark.parametrize(
    ("page", "name"),
    [("gradients", "gradients_activations"), ("training", "training_activations")],
)
def test_a_link_may_name_a_formula_where_an_activation_is_chosen(page, name):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    app.query_params[name] = AT_2
    app.switch_page(f"pages/{page}.py").run()
    assert_well(app, page)
    assert app.multiselect(key=name).value == [get(AT_2).key]


@dense("activation", [a for a in ACTIVATIONS.values() if a.parameters])
def test_an_entry_at_either_end_of_its_parameters_goes_along_as_it_is_there(activation):
    x = torch.linspace(-5, 5, 101, dtype=torch.float64)
    for end in ("low", "high"):
        chosen = {one.name: getattr(one, end) for one in activation.parameters}
        found = get(own.fixed(activation, chosen))
        torch.testing.assert_close(found.f(x), activation.f(x, **chosen), rtol=1e-9, atol=1e-9)
