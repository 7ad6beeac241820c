"""The page Training starts with a preset, tells it while the form stands at it, and no longer."""

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.config.form import DEFAULTS, controls
from explorer.config.link import write
from explorer.config.presets import PRESETS
from explorer.ui.training import presets, stops
from tests.ui.test_pages import assert_well, opened

GOALS = {key: f"**{one.goal}**  \n{one.reason}" for key, one in PRESETS.items()}


def told(at):
    """The goals and reasons on the page."""
    return [one.value for one in at.markdown if one.value in GOALS.values()]


def config_of(at):
    return at.session_state["training_stage"].run.config


def test_a_preset_sets_the_form_and_is_told_until_the_form_differs():
    at = opened("training")
    assert told(at) == []
    at.selectbox(key="training_preset").set_value("squares").run()
    assert_well(at, "squares")
    assert config_of(at) == PRESETS["squares"].config
    assert told(at) == [GOALS["squares"]]
    assert at.query_params["training_preset"] == "squares"
    at.select_slider(key="training_rate").set_value(1.0).run()
    assert told(at) == []
    assert at.selectbox(key="training_preset").value is None
    assert "training_preset" not in at.query_params
    assert config_of(at).inputs == ("x1_squared", "x2_squared")


def test_every_preset_is_chosen_from_the_menu_one_after_the_other():
    at = opened("training")
    for key, preset in PRESETS.items():
        at.selectbox(key="training_preset").set_value(key).run()
        assert_well(at, key)
        assert config_of(at) == preset.config
        assert told(at) == [GOALS[key]]
        assert not at.error


@pytest.mark.parametrize("key", ["overfit", "one_label"])
def test_a_link_with_a_presets_key_opens_it(key):
    at = opened("training", {"training_preset": key})
    assert_well(at, key)
    assert config_of(at) == PRESETS[key].config
    assert told(at) == [GOALS[key]]
    named = {name: at.query_params[name] for name in at.query_params}
    assert named == write(PRESETS[key].config) | {"training_preset": key}


def test_what_a_link_says_beside_its_preset_holds():
    at = opened("training", {"training_preset": "rate", "training_rate": "0.1"})
    assert config_of(at).learning_rate == 0.1
    assert config_of(at).optimizer == "sgd"
    assert told(at) == []


def test_a_preset_that_is_unknown_is_named():
    at = opened("training", {"training_preset": "magic"})
    assert_well(at, "magic")
    assert any("preset `magic`, which is unknown" in caption.value for caption in at.caption)
    assert config_of(at) == DEFAULTS


def test_every_control_of_the_form_says_what_it_causes():
    asked = (*controls().values(), *stops.CONTROLS, presets.MENU.control)
    assert [one.name for one in asked if not one.help] == []


def test_points_and_weights_are_redrawn_each_alone_and_come_back():
    at = opened("training")
    at.button(key="training_data_seed_draw").click().run()
    drawn = config_of(at)
    assert drawn.data_seed is not None
    assert drawn.members[0].seed == drawn.seed
    at.button(key="training_weights_draw").click().run()
    assert config_of(at).data_seed == drawn.data_seed
    assert at.query_params["training_data_seed"] == str(drawn.data_seed)
    assert "training_weights" in at.query_params
    at.button(key="training_undo").click().run()
    assert config_of(at) == DEFAULTS
    assert "training_data_seed" not in at.query_params


def test_the_shares_are_told_in_points():
    at = opened("training")
    said = [caption.value for caption in at.caption]
    assert "400 to train, 50 to validate, 50 to test at the end" in said
