"""Every page, alone and through the app: as it opens, at the ends of its widgets, and misused."""

import re
import sys

import pytest

pytest.importorskip("streamlit", reason="Streamlit is not installed")
pytest.importorskip("altair", reason="Altair is not installed")

from streamlit.testing.v1 import AppTest

from explorer.ui.shared.live import Live
from tests import ROOT

PAGES = sorted((ROOT / "pages").glob("*.py"))
NAMES = [path.stem for path in PAGES]


def opened(page, query=(), **state):
    """The app with this page open, these query parameters, and this in the session."""
    # This package hands over to app.py, which AppTest leaves out, where it is imported first.
    sys.modules.pop("explorer.ui", None)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180)
    at.switch_page(f"pages/{page}.py")
    at.query_params.update(query)
    for name in state:
        at.session_state[name] = state[name]
    return at.run()


def order(at, name):
    """Have the run of Training do what the workbench asks for, and the page follow."""
    Live("training", session=at.session_state).obey({"name": name})
    at.run()


def assert_well(at, words):
    assert not at.exception, f"{words}: {at.exception[0].message} {at.exception[0].stack_trace}"


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_a_page_opens_alone(path):
    at = AppTest.from_file(str(path), default_timeout=180).run()
    # Links between pages need the app around them.
    faults = [e for e in at.exception if "page_link" not in str(e.stack_trace)]
    assert not faults, faults


@pytest.mark.parametrize("page", NAMES)
def test_a_page_opens_through_the_app(page):
    assert_well(opened(page), page)


def moves(at):
    """(kind, key, value) that move one widget of the page, if it can be moved, to an end."""
    for kind in ("slider", "number_input"):
        for widget in (w for w in getattr(at, kind) if not w.disabled):
            yield from ((kind, widget.key, end) for end in (widget.min, widget.max))
    for kind in ("selectbox", "select_slider"):
        for widget in (w for w in getattr(at, kind) if w.key != "training_preset"):  # sets all
            yield from ((kind, widget.key, i) for i in range(len(widget.options)))
    for widget in at.multiselect:
        yield ("multiselect", widget.key, [])
        yield ("multiselect", widget.key, widget.options[-1:])
    for widget in (w for w in at.button if not w.disabled):
        yield ("button", widget.key, None)


def moved(at, kind, key, value):
    widget = next(w for w in getattr(at, kind) if w.key == key)
    if kind == "button":
        return widget.click().run()
    if kind == "selectbox":
        value = widget.options[value]
    if kind == "select_slider":
        value = native(widget, widget.options[value])
        if value is None:
            at.session_state[key] = None  # AppTest takes it for a value that was not set
            return at.run()
    return widget.set_value(value).run()


def native(widget, label):
    """An option, which AppTest lists by its label, as the value it stands for."""
    number = re.match(r"[\d.]+", label)
    numbers = [int(float(number[0])), float(number[0])] if number else []
    return next(v for v in (*numbers, None, 0, label) if widget.format_func(v) == label)


@pytest.mark.parametrize("page", ["training", "gradients"])
def test_one_widget_at_a_time_moves_to_each_end_without_a_fault(page):
    at = opened(page)
    for kind, key, value in list(moves(at)):
        start = next(w for w in getattr(at, kind) if w.key == key)
        before = None if kind == "button" else start.value
        assert_well(moved(at, kind, key, value), f"{key} = {value}")
        if kind != "button":
            next(w for w in getattr(at, kind) if w.key == key).set_value(before)
            assert_well(at.run(), f"{key} back to {before}")


@pytest.mark.parametrize("page", ["training", "gradients"])
def test_no_activation_gives_one_friendly_sentence(page):
    at = opened(page)
    at.multiselect[0].set_value([]).run()
    assert_well(at, page)
    assert at.info[0].value == "Choose at least one activation."


def test_a_shared_link_opens_the_run_it_names():
    at = opened(
        "training",
        {
            "training_activations": ["ReLU", "GELU (erf)"],
            "training_dataset": "Moons",
            "training_seed": "7",
            "training_depth": "1",
            "training_width1": "3",
            "training_rate": "0.03",
            "training_batch": "Full batch",
        },
    )
    assert_well(at, "link")
    config = at.session_state["training_stage"].run.config
    assert [m.activation for m in config.members] == ["relu", "gelu"]
    assert (config.dataset, config.seed, config.hidden) == ("moons", 7, (3,))
    assert (config.learning_rate, config.batch_size) == (0.03, None)


def test_a_link_carries_own_formulas_and_says_which_one_cannot_be_read():
    at = opened(
        "training",
        {"formula": ["x * erf(x)", "x + + * 3"], "training_activations": "x * erf(x)"},
    )
    assert_well(at, "link")
    assert len(at.error) == 1
    assert "Column 7" in at.error[0].value
    run = at.session_state["training_stage"].run
    assert [member.activation for member in run.config.members] == ["=x * erf(x)"]
    assert at.query_params["formula"] == ["x * erf(x)", "x + + * 3"]


def test_a_plus_in_a_link_made_by_hand_is_a_plus():
    at = opened("training", {"formula": "x 2*tanh(x)", "training_activations": "=x 2*tanh(x)"})
    assert_well(at, "link")
    run = at.session_state["training_stage"].run
    assert [member.activation for member in run.config.members] == ["=x + 2 * tanh(x)"]
    assert at.query_params["formula"] == "x + 2 * tanh(x)"


HOSTILE = {
    "training": {
        "training_activations": "Nonsense",
        "training_dataset": "<script>",
        "training_samples": "1e9",
        "training_seed": "-3",
        "training_depth": "99",
        "training_width1": "many",
        "training_rate": "1000000",
        "training_batch": "0",
        "training_noise": "nan",
        "training_speed": "fast",
        "training_init": "",
    },
    "gradients": {
        "gradients_depth": "-1",
        "gradients_width": "ninety",
        "gradients_seed": "99999999999999999999",
        "gradients_activations": ["Nope", "ReLU"],
        "gradients_init": "zeros",
    },
}


@pytest.mark.parametrize("page", HOSTILE)
def test_nonsense_in_the_link_gives_the_defaults_and_no_fault(page):
    assert_well(opened(page, HOSTILE[page]), page)
    for name, value in HOSTILE[page].items():
        assert_well(opened(page, {name: value}), f"{name}={value}")


def come_to_its_end(at):
    """Run the page until the opening result is there: on a busy machine it takes several runs."""
    while at.session_state["training_stage"].mode == "finishing":
        at.run()
    assert at.session_state["training_stage"].mode == "finished"


def test_play_step_pause_and_reset_move_the_run():
    at = opened("training")

    def stage():
        return at.session_state["training_stage"]

    come_to_its_end(at)
    order(at, "play")
    assert stage().mode == "playing"
    first = stage().run.step
    assert first > 0
    for _ in range(50):  # other work may hold the pool up for a tick
        at.run()
        if stage().run.step > first:
            break
    assert stage().run.step > first
    order(at, "pause")
    paused = stage().run.step
    at.run()
    assert stage().run.step == paused
    order(at, "step")
    assert stage().run.step == paused + 1
    order(at, "epoch")
    assert stage().run.step == paused + 1 + 40
    order(at, "reset")
    assert stage().run.step == 0
    assert_well(at, "buttons")


def test_a_link_with_a_stop_rule_opens_stopped_and_play_goes_on():
    at = opened("training", {"training_stop_steps": "300", "training_speed": "20"})
    assert_well(at, "rule")
    while at.session_state["training_stage"].mode == "finishing":
        at.run()
    stage = at.session_state["training_stage"]
    assert (stage.mode, stage.run.step) == ("paused", 300)
    assert stage.said == "Stopped at step 300, as asked."
    assert "at step 300" in [caption.value for caption in at.caption]
    order(at, "play")
    at.run()
    assert at.session_state["training_stage"].mode == "playing"
    assert at.session_state["training_stage"].run.step > 300
    order(at, "reset")
    order(at, "play")
    while at.session_state["training_stage"].mode == "playing":
        at.run()
    assert at.session_state["training_stage"].run.step == 300


def test_reset_keeps_a_unit_frozen_at_its_first_draw():
    at = opened("training")
    run = at.session_state["training_stage"].run
    run.trainer.freeze(0, 0, 1)
    order(at, "reset")
    again = at.session_state["training_stage"].run
    assert again is not run
    assert again.trainer.frozen == {(0, 0, 1)}


def test_two_sessions_do_not_share_a_run():
    first, second = opened("training"), opened("training")
    come_to_its_end(first)
    come_to_its_end(second)
    order(first, "play")
    assert first.session_state["training_stage"].mode == "playing"
    assert second.run().session_state["training_stage"].mode == "finished"


def test_straight_beside_bent_is_one_click():
    at = opened("training")
    at.button(key="training_straight").click().run()
    assert at.multiselect(key="training_activations").value == ["tanh"]
    at.button(key="training_straight").click().run()
    assert at.multiselect(key="training_activations").value == ["identity", "tanh"]


def test_divergence_is_told_in_words_with_the_step():
    at = opened(
        "training",
        {
            "training_activations": "Squared ReLU",
            "training_rate": "1000",
            "training_optimizer": "SGD",
        },
    )
    assert_well(at, "divergence")
    step = at.session_state["training_stage"].run.latest.snapshot.diverged_at[0]
    (said, *_), *_ = at.session_state["training_stage"].run.sentences
    assert f"diverged at step {step}" in said


def test_a_split_that_leaves_too_few_points_is_one_sentence():
    at = opened(
        "training",
        {"training_dataset": "Blobs", "training_samples": "50", "training_test": "0.8"},
    )
    assert_well(at, "split")
    assert "class 0 with 1 to train on" in at.error[0].value


def test_an_earlier_run_comes_back_with_one_click():
    at = opened("training")
    at.segmented_control(key="training_dataset").set_value("moons").run()
    at.slider(key="training_depth").set_value(3).run()
    assert at.session_state["training_stage"].run.config.hidden == (8, 8, 8)
    names = [b.label for b in at.button if str(b.key).startswith("training_earlier")]
    assert names == ["3 × 8 → 8–8", "Moons → Circles, 3 × 8 → 8–8"]
    at.button(key="training_earlier1").click().run()
    assert_well(at, "recall")
    config = at.session_state["training_stage"].run.config
    assert (config.dataset, config.hidden) == ("circles", (8, 8))
