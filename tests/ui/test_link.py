"""Links to every page hold keys, open what they say, and name what they ask for in vain."""

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.gradients.cures import CURES
from tests.ui.test_pages import assert_well, opened


def said(at):
    """What the page says of its link."""
    return [caption.value for caption in at.caption if "The link" in caption.value]


def test_a_link_of_keys_opens_the_run_stays_in_the_address_and_says_nothing():
    query = {
        "training_activations": ["relu", "gelu"],
        "training_init": "he",
        "training_norm": "layer",
        "training_batch": "full",
        "training_view": "folds",
    }
    at = opened("training", query)
    assert_well(at, "link")
    config = at.session_state["training_stage"].run.config
    assert [m.activation for m in config.members] == ["relu", "gelu"]
    assert (config.init, config.members[0].norm, config.batch_size) == ("he", "layer", None)
    assert {name: at.query_params[name] for name in query} == query
    assert said(at) == []


def test_an_older_link_of_labels_opens_and_its_address_turns_into_keys():
    at = opened("training", {"training_init": "He (normal)", "training_view": "Fold lines"})
    assert_well(at, "link")
    assert at.session_state["training_stage"].run.config.init == "he"
    assert (at.query_params["training_init"], at.query_params["training_view"]) == ("he", "folds")
    at.selectbox(key="training_init").set_value("xavier").run()
    assert at.query_params["training_init"] == "xavier"
    at.selectbox(key="training_init").set_value("torch").run()
    assert "training_init" not in at.query_params


def test_what_a_link_asks_for_in_vain_is_named_until_the_control_is_moved():
    at = opened(
        "training",
        {"training_rate": "2e6", "training_depth": "-1", "training_colour": "red"},
    )
    assert_well(at, "link")
    (words,) = said(at)
    assert "learning rate `2e6`, which is not a number from 0 to 10⁶: 0.01 is used" in words
    assert "hidden layers `-1`, which is not offered (0 to 50): 2 is used" in words
    assert "`training_colour` is not known here" in words
    at.slider(key="training_depth").set_value(3).run()
    (words,) = said(at)
    assert "hidden layers" not in words
    assert "learning rate" in words


def test_a_link_names_a_function_by_its_key_with_its_parameter():
    at = opened("functions", {"function": "swish", "swish_beta": "1.25"})
    assert_well(at, "link")
    assert at.selectbox(key="function").value == "swish"
    assert at.session_state["swish_beta"] == 1.25
    assert (at.query_params["function"], at.query_params["swish_beta"]) == ("swish", "1.25")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [("99", "which is not offered (0 to 10)"), ("abc", "which is not a number")],
)
def test_a_parameter_asked_for_in_vain_is_named_until_another_function_is_chosen(asked, reason):
    at = opened("functions", {"function": "swish", "swish_beta": asked})
    assert_well(at, asked)
    wanted = f":material/link: The link asks for the parameter β `{asked}`, {reason}: 1.5 is used."
    assert said(at) == [wanted]
    assert at.session_state["swish_beta"] == 1.5
    assert "swish_beta" not in at.query_params
    assert said(at.run()) == [wanted]
    assert said(at.selectbox(key="function").set_value("elu").run()) == []


def test_a_parameter_that_is_moved_is_no_longer_named():
    at = opened("functions", {"function": "swish", "swish_beta": "99"})
    at.session_state["swish_beta"] = 2.0
    at.run()
    assert_well(at, "moved")
    assert said(at) == []


@pytest.mark.parametrize("view", ["chain_rule", "Chain rule"])
def test_a_tab_opens_by_its_key_and_by_its_name(view):
    at = opened("gradients", {"gradients_view": view, "chain_view": "Forward"})
    assert_well(at, view)
    assert at.segmented_control(key="chain_view").value == "forward"
    assert at.query_params["gradients_view"] == "chain_rule"


def test_an_older_link_to_a_cure_that_trains_opens_and_its_address_turns_into_a_key():
    query = {"gradients_view": "While it trains", "deep_cure": "Weights √6 times as large (He)"}
    at = opened("gradients", query)
    assert_well(at, "deep")
    plain, cured = at.session_state["deep_stage"].run.config.members
    assert cured == CURES["he"].of(plain)
    assert at.query_params["deep_cure"] == "he"
    assert said(at) == []


def test_an_older_link_to_measured_cures_opens_and_its_address_turns_into_keys():
    query = {"gradients_view": "cures", "gradients_cures": ["init", "Fewer layers"]}
    at = opened("gradients", query)
    assert_well(at, "cures")
    assert at.multiselect(key="gradients_cures").value == ["he", "depth"]
    assert at.query_params["gradients_cures"] == ["he", "depth"]
    assert said(at) == []


@pytest.mark.parametrize("page", ["training", "gradients"])
def test_that_no_norm_is_chosen_is_seen_on_its_button(page):
    at = opened(page, {})
    buttons = at.button_group(key=f"{page}_norm")
    assert [buttons.options[place] for place in buttons.indices] == ["No norm"]


# Streamlit itself drops an address of more than 512 kB, hence no longer texts.
HOSTILE = ["nan", "1e400", "", "🙂", "x" * 60_000, "`]($:red[", ["a", "b"]]


@pytest.mark.parametrize("page", ["training", "functions", "gradients"])
def test_no_value_of_a_link_breaks_a_page(page):
    names = {
        "training": ("dataset", "activations", "depth", "rate", "own", "view", "speed"),
        "functions": ("function", "view", "range", "formula"),
        "gradients": ("view", "activations", "depth", "norm", "seed", "at"),
    }
    prefix = "" if page == "functions" else f"{page}_"
    for place, text in enumerate(HOSTILE):
        at = opened(page, {prefix + name: text for name in names[page]})
        assert_well(at, f"{page}: number {place}")
        assert len(said(at)) == 1 or text == ""
