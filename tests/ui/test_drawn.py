"""Points drawn on the maps of Training: the run goes on with them, and the form follows."""

import numpy as np
import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.choices.given import drawn_key
from explorer.ui.shared import given
from explorer.ui.shared.live import Live
from explorer.ui.training.networks import WISH
from tests.ui.test_pages import assert_well, opened

KEY = "training_dataset"
POINTS = [[0.5, 0.5], [-1.0, 1.0], [1.0, -0.25], [-0.5, -1.75]]
NONSENSE = (
    {},
    {"points": POINTS},
    {"points": POINTS, "labels": [0, 1, 0]},
    {"points": [], "labels": []},
    {"points": "abcd", "labels": [0, 1, 0, 1]},
    {"points": {"a": 1}, "labels": {"a": 1}},
    {"points": [["1", "2"]] * 2, "labels": [0, 1]},
    {"points": [[0.5], [1, 2]], "labels": [0, 1]},
    {"points": [[None, 1.0], [1.0, 2.0]], "labels": [0, 1]},
    {"points": [[float("nan"), 1.0], [1.0, 2.0]], "labels": [0, 1]},
    {"points": [[10**400, 1.0], [1.0, 2.0]], "labels": [0, 1]},
    {"points": [[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]], "labels": [0, 1]},
    {"points": POINTS, "labels": [0, 0, 0, 0]},
    {"points": POINTS, "labels": [0, 1, 3, 1]},
    {"points": POINTS, "labels": [0, 1, -1, 1]},
    {"points": POINTS, "labels": [0, 1, 10, 1]},
    {"points": POINTS, "labels": [0, 1.5, 0, 1]},
    {"points": POINTS, "labels": [True, False, True, False]},
    {"points": POINTS * 100, "labels": [0, 1] * 200},
)


def drawing(at):
    return Live("training", wish=WISH, session=at.session_state)


def draw(at, points=POINTS, labels=(0, 1, 0, 1), held=False):
    given = {"name": "points", "points": points, "labels": list(labels), "held": held}
    drawing(at).obey(given)


def run(at):
    return at.session_state["training_stage"].run


def test_a_made_set_is_drawn_on_and_its_networks_go_on():
    at = opened("training")
    before, rows = run(at), run(at).trainer.rows
    draw(at)
    at.run()
    assert_well(at, "drawn")
    key = drawn_key(np.array(POINTS), np.array([0, 1, 0, 1]))
    assert run(at) is before
    assert (run(at).config.dataset, run(at).step) == (key, 1000)
    assert all(map(np.array_equal, run(at).trainer.rows, rows))
    assert at.query_params[KEY] == key
    assert at.session_state["training_stage"].mode == "paused"


def test_points_that_change_are_learnt_from_before_the_form_follows():
    at = opened("training")
    draw(at)
    at.run()
    before = run(at).config.dataset
    moved = [[0.75, 0.5], *POINTS[1:]]
    draw(at, moved, held=True)
    key = drawn_key(np.array(moved), np.array([0, 1, 0, 1]))
    assert run(at).config.dataset == key
    assert key != before
    assert run(at).setting.points.max() == pytest.approx(1.0, abs=0.01)
    draw(at, moved)
    at.run()
    assert at.query_params[KEY] == run(at).config.dataset == key


def test_a_class_more_begins_another_run():
    at = opened("training")
    draw(at)
    at.run()
    before = run(at)
    draw(at, [*POINTS, [1.5, 1.5]], (0, 1, 0, 1, 2))
    assert run(at).config.dataset == before.config.dataset
    at.run()
    assert_well(at, "three classes")
    assert run(at) is not before
    assert run(at).config.classes == 3


@pytest.mark.parametrize("nonsense", NONSENSE, ids=lambda one: str(one)[:40])
def test_nonsense_asks_for_nothing(nonsense):
    assert given.drawn(nonsense.get("points"), nonsense.get("labels")) is None


def test_an_order_of_nonsense_leaves_the_run_as_it_is():
    at = opened("training")
    before = run(at).config
    for nonsense in NONSENSE:
        drawing(at).obey({"name": "points"} | nonsense)
        assert WISH not in at.session_state
    at.run()
    assert_well(at, "nonsense")
    assert run(at).config == before


def test_the_points_of_a_link_are_offered_and_stay_offered():
    key = drawn_key(np.array(POINTS), np.array([0, 1, 0, 1]))
    at = opened("training", {KEY: key})
    assert_well(at, "link")
    assert run(at).config.dataset == key
    assert at.query_params[KEY] == key
    control = at.button_group(key=KEY)
    assert control.value == key
    at.session_state[KEY] = "moons"
    at.run()
    assert run(at).config.dataset == "moons"
    assert "Drawn by hand" in at.button_group(key=KEY).options


def test_a_session_keeps_one_drawing_the_latest():
    at = opened("training")
    for place in (0.5, 1.0, 1.5):
        draw(at, [[place, 0.0], *POINTS[1:]])
        at.run()
    labels = at.button_group(key=KEY).options
    assert labels.count("Drawn by hand") == 1
    assert list(at.session_state[given.KEY]) == [run(at).config.dataset]


def test_points_that_cannot_be_read_are_named():
    at = opened("training", {KEY: "drawn:####"})
    assert_well(at, "unreadable")
    assert any("cannot be had" in caption.value for caption in at.caption)
    assert run(at).config.dataset == "circles"


def test_reset_begins_anew_with_the_drawn_points():
    at = opened("training")
    draw(at)
    at.run()
    drawing(at).obey({"name": "reset"})
    at.run()
    assert run(at).step == 0
    assert run(at).config.dataset.startswith("drawn:")
