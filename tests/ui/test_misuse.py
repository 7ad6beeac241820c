"""Bad input on the page Training is answered with one sentence, and nothing is lost."""

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from tests.ui.test_pages import assert_well, opened, order

MISFITS = {
    "shares": (
        {"training_validation": "0.8", "training_test": "0.2"},
        "leave class 0 with 0 to train on",
    ),
    "one point": (
        {"training_samples": "50", "training_class_share": "0.05"},
        "leave class 1 with 2 to train on, 0 to validate",
    ),
    "ten classes": (
        {"training_dataset": "ten_blobs", "training_samples": "50", "training_test": "0.8"},
        "leave class 0 with 1 to train on",
    ),
    "50 layers of 256": (
        {"training_depth": "50", "training_width1": "256"},
        "parameters",
    ),
}
FITS = {
    "50 layers": {"training_depth": "50", "training_width1": "8"},
    "ten classes": {"training_dataset": "ten_blobs"},
    "dropout at its end": {"training_dropout": "0.9"},
    "full batch of momentum": {"training_batch": "full", "training_optimizer": "momentum"},
}


@pytest.mark.parametrize("name", MISFITS)
def test_a_run_that_cannot_be_is_one_sentence(name):
    query, said = MISFITS[name]
    at = opened("training", query)
    assert_well(at, name)
    assert [one.value.startswith("This run cannot start: ") for one in at.error] == [True]
    assert said in at.error[0].value
    assert at.error[0].value.count(". ") == 0


def test_the_run_before_stays_where_another_cannot_start():
    at = opened("training", {"training_test": "0.2"})
    before = at.session_state["training_stage"].run
    at.slider(key="training_validation").set_value(0.8).run()
    assert_well(at, "shares")
    assert at.error[0].value.endswith("The one before stays.")
    assert "These shares leave too few points." in [one.value for one in at.caption]
    assert at.session_state["training_stage"].run is before
    at.slider(key="training_validation").set_value(0.1).run()
    assert not at.error
    assert at.session_state["training_stage"].run is before


@pytest.mark.parametrize("name", FITS)
def test_what_is_at_its_end_plays(name):
    at = opened("training", FITS[name])
    assert_well(at, name)
    assert not at.error
    order(at, "pause")  # a slow machine may still be on the way to the opening's last step
    order(at, "play")
    assert_well(at, name)
    assert at.session_state["training_stage"].mode == "playing"


def test_a_rate_far_too_large_while_it_plays_ends_in_a_sentence():
    at = opened("training", {"training_optimizer": "sgd"})
    order(at, "play")
    at.select_slider(key="training_rate").set_value(1000.0).run()
    assert_well(at, "rate")
    stage = at.session_state["training_stage"]
    for _ in range(20):
        at.run()
    assert_well(at, "rate")
    assert all(said[0] for said in stage.run.sentences)


@pytest.mark.parametrize(
    ("name", "text"), [("rate", "2e6"), ("dropout", "1"), ("class_share", "1"), ("width1", "257")]
)
def test_a_link_over_the_end_of_a_control_is_told(name, text):
    at = opened("training", {f"training_{name}": text})
    assert_well(at, name)
    wanted = f"`{text}`, which is not "
    assert any(wanted in caption.value for caption in at.caption)
