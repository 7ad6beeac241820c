"""The page Training says what becomes of networks that are asked for."""

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.ui.training.networks import WISH
from tests.ui.test_pages import assert_well, opened


def test_a_network_that_finds_no_place_is_named():
    names = ["ReLU", "Tanh", "Sigmoid", "GELU (erf)", "ELU", "SiLU", "Softplus", "Swish"]
    at = opened("training", {"training_activations": names, "training_own": "true"})
    assert_well(at, "own")
    assert any(caption.value.startswith("Swish is left out") for caption in at.caption)


def test_without_hidden_layers_the_page_says_that_no_activation_is_used():
    at = opened("training", {"training_depth": "0", "training_dataset": "Blobs"})
    assert_well(at, "depth 0")
    run = at.session_state["training_stage"].run
    assert all("no activation is used" in said[1] for said in run.sentences)
    assert at.toggle(key="training_own").disabled
    assert any(caption.value.startswith("2–5 (logistic regression) ·") for caption in at.caption)


def test_data_sets_are_said_to_be_standardised_and_circles_have_their_factor():
    at = opened("training")
    said = " ".join(caption.value for caption in at.caption)
    assert "500 points, standardised" in said
    assert "factor 0.5" in said
    at = opened("gradients", {"gradients_inputs": "circles"})
    assert any("Circles, standardised" in caption.value for caption in at.caption)


def test_widths_that_the_drawing_asks_for_hold_whatever_the_browser_says_of_the_form_just_then():
    at = opened("training")
    at.session_state[WISH] = {"hidden": [9, 8, 8]}
    at.slider(key="training_depth").set_value(2)
    at.run()
    assert_well(at, "wish")
    assert at.session_state["training_stage"].run.config.hidden == (9, 8, 8)
    assert WISH not in at.session_state
    at.run()
    assert at.session_state["training_stage"].run.config.hidden == (9, 8, 8)
