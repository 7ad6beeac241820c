"""What stands around every page: a presentation that a link can begin, and charts made for it."""

import pytest

pytest.importorskip("streamlit", reason="Streamlit is not installed")

from explorer.ui.shared.shell import PRESENT, TURN
from tests.ui.test_pages import assert_well, opened


def words(at):
    """The sizes of words in the first chart."""
    spec = at.get("vega_lite_chart")[0].proto.spec
    return spec.count('"labelFontSize": 18') + spec.count('"labelFontSize":18')


@pytest.mark.parametrize("page", ["start", "functions", "gradients", "training", "map"])
def test_a_link_opens_a_page_presented(page):
    at = opened(page, {PRESENT: "1"})
    assert_well(at, page)
    assert at.session_state[PRESENT] is True
    assert list(at.query_params[PRESENT]) == ["1"]


def test_a_presentation_goes_on_when_the_page_is_changed_and_leaves_the_link_when_it_ends():
    at = opened("start", {PRESENT: "1"})
    at.switch_page("pages/gradients.py")
    del at.query_params[PRESENT]  # as the menu does
    at.run()
    assert list(at.query_params[PRESENT]) == ["1"]
    at.session_state[PRESENT] = False
    at.run()
    assert PRESENT not in at.query_params


def test_a_run_of_outputs_is_handed_over_whatever_stands_in_the_address():
    at = opened("outputs", {"outputs_seed": "3"})
    at.button(key="outputs_onward").click().run()
    assert_well(at, "outputs")
    assert at.session_state[TURN]["address"].startswith("training?")
    assert "training_seed=3" in at.session_state[TURN]["address"]


def test_a_chart_is_enlarged_only_while_it_is_presented():
    assert not words(opened("gradients"))
    assert words(opened("gradients", {PRESENT: "1"}))


@pytest.mark.parametrize("text", ["0", "yes", ""])
def test_any_other_word_in_the_link_begins_nothing(text):
    at = opened("start", {PRESENT: text})
    assert_well(at, text)
    assert at.session_state[PRESENT] is False
    assert PRESENT not in at.query_params
