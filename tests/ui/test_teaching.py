"""A link for a course: what it hides or locks stays so, whatever is done, and its text is safe."""

from typing import Any

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.config.link import PREFIX
from explorer.ui.shared import teach, teaching
from explorer.ui.training.networks import WISH
from tests.ui.test_link import HOSTILE, said
from tests.ui.test_pages import NAMES, assert_well, opened, order

LOCKED = {"lock": "training_noise,training_depth", "training_noise": "0.2", "training_depth": "3"}


def run_of(at):
    return at.session_state["training_stage"].run.config


def widget(at, key) -> Any:
    """The widget of this key, of whatever kind; None where it is not on screen."""
    kinds = ("slider", "number_input", "selectbox", "select_slider", "multiselect", "toggle")
    every = [one for kind in (*kinds, "button_group") for one in getattr(at, kind)]
    return next((one for one in every if one.key == key), None)


def leave_and_return(at, page):
    """To another page and back, as the menu does it."""
    for there in ("start", page):
        at.switch_page(f"pages/{there}.py")
        for name in list(at.query_params):
            del at.query_params[name]
        at.run()
        assert_well(at, there)
    return at


def test_what_is_locked_is_disabled_and_stands_at_the_value_of_the_link():
    at = opened("training", LOCKED)
    assert_well(at, "locked")
    assert (run_of(at).noise, len(run_of(at).hidden)) == (0.2, 3)
    assert at.slider(key="training_noise").disabled
    assert at.slider(key="training_depth").disabled
    assert not widget(at, "training_dropout").disabled
    assert said(at) == []


def test_no_hand_no_preset_no_wish_and_no_earlier_run_moves_what_is_locked():
    at = opened("training", LOCKED)
    at.session_state["training_noise"] = 0.0
    at.run()
    assert run_of(at).noise == 0.2
    for preset in at.selectbox(key="training_preset").options[:3]:
        at.selectbox(key="training_preset").set_value(preset).run()
        assert_well(at, preset)
        assert (run_of(at).noise, len(run_of(at).hidden)) == (0.2, 3)
    for wish in ({"hidden": [8]}, {"hidden": [2, 2, 2, 2]}):
        at.session_state[WISH] = wish
        at.run()
        assert len(run_of(at).hidden) == 3
    order(at, "reset")
    assert (run_of(at).noise, len(run_of(at).hidden)) == (0.2, 3)
    assert at.slider(key="training_noise").value == 0.2


def test_what_is_not_locked_is_free():
    at = opened("training", LOCKED)
    at.select_slider(key="training_rate").set_value(0.1).run()
    at.number_input(key="training_width2").set_value(5).run()
    assert (run_of(at).learning_rate, run_of(at).hidden[1]) == (0.1, 5)


def test_what_is_hidden_is_not_on_screen_and_stands_at_the_value_of_the_link():
    at = opened("training", {"hide": "training_noise,training_batch", "training_noise": "0.2"})
    assert_well(at, "hidden")
    assert widget(at, "training_noise") is widget(at, "training_batch") is None
    at.session_state["training_noise"] = 0.5
    at.run()
    assert run_of(at).noise == 0.2
    assert said(at) == []


def test_a_seed_that_is_locked_is_not_drawn():
    at = opened("training", {"lock": "training_seed,training_weights", "training_seed": "7"})
    assert at.button(key="training_seed_draw").disabled
    assert at.button(key="training_weights_draw").disabled
    at.session_state["training_weights"] = 99
    at.run()
    assert (run_of(at).seed, run_of(at).members[0].seed) == (7, 7)


def test_networks_that_are_locked_cannot_be_added_nor_taken_away():
    query = {"lock": "training_like,training_activations", "training_activations": "relu"}
    at = opened("training", query)
    assert_well(at, "locked")
    assert not [one for one in at.button if one.key in ("training_straight", "training_apart_add")]


@pytest.mark.parametrize("group", ["data", "network", "learning", "stops"])
def test_a_group_of_the_form_is_hidden_by_its_name(group):
    at = opened("training", {"hide": f"training_{group}"})
    assert_well(at, group)
    offered = at.session_state[teaching.OFFERED]
    inside = {name: control.group == group for name, (control, _) in offered.items()}
    shown = {name: widget(at, name) is not None for name in inside}
    apart = {"like", "speed", "view", "data_seed", "weights"}  # Streamlit has no widget of these
    for name, hidden in inside.items():
        if name.removeprefix(PREFIX) not in apart:
            assert shown[name] != hidden, name
    assert said(at) == []


def test_it_stays_on_another_page_and_back_and_after_a_reload():
    at = leave_and_return(opened("training", LOCKED), "training")
    assert (run_of(at).noise, len(run_of(at).hidden)) == (0.2, 3)
    assert at.slider(key="training_noise").disabled
    assert {name: at.query_params[name] for name in LOCKED} == LOCKED
    again = opened("training", {name: at.query_params[name] for name in at.query_params})
    assert again.slider(key="training_noise").disabled
    assert said(again) == []


def test_what_a_link_locks_is_held_as_soon_as_it_is_on_screen():
    query = {"lock": "training_width3", "training_width3": "5"}
    at = leave_and_return(opened("training", query), "training")
    assert at.query_params["training_width3"] == "5"
    at.slider(key="training_depth").set_value(3).run()
    assert run_of(at).hidden[2] == 5
    assert at.number_input(key="training_width3").disabled
    at.slider(key="training_depth").set_value(2).run()
    assert at.query_params["training_width3"] == "5"


def test_another_page_is_free():
    at = opened("training", LOCKED | {"text": "Task 1"})
    at.switch_page("pages/gradients.py")
    for name in list(at.query_params):
        del at.query_params[name]
    at.run()
    assert not {"hide", "lock", "text"} & {*at.query_params}
    assert "Task 1" not in [one.value for one in at.markdown]


def test_a_page_that_is_freed_stays_free():
    at = opened("training", LOCKED | {"text": "Task 1"})
    at.session_state[teaching.RULES]["training"] = teaching.Rules()
    at.run()
    assert not at.slider(key="training_noise").disabled
    at.slider(key="training_noise").set_value(0.5).run()
    leave_and_return(at, "training")
    assert run_of(at).noise == 0.5
    assert not {"hide", "lock", "text"} & {*at.query_params}


def test_a_lock_without_a_value_is_told_and_the_address_then_has_one():
    at = opened("training", {"lock": "training_noise"})
    assert said(at) == [":material/link: The link locks noise and gives no value: it stays at 0.1."]
    assert at.query_params["training_noise"] == "0.1"


def test_a_preset_of_a_link_gives_what_is_locked_its_value():
    at = opened("training", {"training_preset": "rate", "lock": "training_dataset"})
    assert_well(at, "preset")
    assert run_of(at).dataset == "moons"
    assert at.query_params["training_dataset"] == "moons"


def test_a_value_that_is_not_offered_is_told_and_its_stand_in_is_locked():
    at = opened("training", {"lock": "training_noise", "training_noise": "99"})
    assert len(said(at)) == 1
    assert "noise `99`, which is not offered (0 to 0.5): 0.1 is used." in said(at)[0]
    assert at.slider(key="training_noise").disabled


@pytest.mark.parametrize("page", ["training", "start"])
def test_a_name_that_is_no_control_of_the_page_is_told_in_one_sentence(page):
    at = opened(page, {"lock": "foo, b`ar", "hide": "gradients_depth"})
    assert_well(at, page)
    assert said(at) == [
        ":material/link: The link hides `gradients_depth`, which is no control of this page. "
        "The link locks `foo`, `b'ar`, which are no controls of this page."
    ]


@pytest.mark.parametrize("page", NAMES)
def test_a_link_that_hides_or_locks_everything_breaks_nothing(page):
    for query in ({"hide": "all"}, {"lock": "all"}):
        at = opened(page, query)
        assert_well(at, query)
        assert not [one for one in said(at) if page != "start"]
    hidden = opened(page, {"hide": "all"})
    offered = hidden.session_state[teaching.OFFERED]
    assert not [name for name in offered if widget(hidden, name)]


@pytest.mark.parametrize("page", ["training", "functions", "outputs", "start"])
def test_no_nonsense_in_such_a_link_breaks_a_page(page):
    for place, text in enumerate(HOSTILE):
        at = opened(page, dict.fromkeys(teaching.PARAMETERS, text))
        assert_well(at, f"{page}: number {place}")
        assert len(said(at)) == (1 if "".join(text) else 0)


def test_a_text_that_is_too_long_is_cut_and_told():
    at = opened("start", {"text": "word " * 100})
    (text,) = [one.value for one in at.markdown if one.value.startswith("word")]
    assert len(text) <= teaching.LONGEST
    assert text.endswith("…")
    assert said(at) == [":material/link: The link's text has 499 characters: 300 are shown."]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Find the *fewest* units", "Find the *fewest* units"),
        ("<b>bold</b>", r"\<b\>bold\<\/b\>"),
        ("a $x^2$ and `b*c`", "a $x^2$ and `b*c`"),
        ("$5 and $10", r"\$5 and \$10"),
        ("# 1. [a](http://b)", r"\# 1\. \[a\]\(http\:\/\/b\)"),
        ("* one", r"\* one"),
    ],
)
def test_a_text_is_emphasis_code_and_formulas_and_else_stands_as_it_is(text, wanted):
    assert teaching.shown(text) == wanted


def built(at, hide, lock, text="Task 1", present=False):
    address = {
        name: [one] if isinstance(one := at.query_params[name], str) else list(one)
        for name in at.query_params
    }
    offered = at.session_state[teaching.OFFERED]
    return teach.parameters(address, offered, hide, lock, text, present)


def values(at):
    return {name: value for name, (_, value) in at.session_state[teaching.OFFERED].items()}


@pytest.mark.parametrize("page", NAMES)
def test_a_link_that_is_made_opens_the_page_as_it_was_made(page):
    at = opened(page)
    names = list(values(at)) if page != "start" else []
    hide, lock = names[::3], [name for name in names if name not in names[::3]]
    parameters = built(at, hide, lock, "Task *1*", True)
    again = opened(
        page, {name: one[0] if len(one) == 1 else one for name, one in parameters.items()}
    )
    assert_well(again, page)
    assert said(again) == []
    assert values(again) == values(at)
    assert again.session_state["present"] is True
    assert "Task *1*" in [one.value for one in again.markdown]
    assert not [name for name in hide if widget(again, name)]
    assert all(one.disabled for name in lock if hasattr(one := widget(again, name), "disabled"))
    assert built(again, hide, lock, "Task *1*", True) == parameters


def test_a_link_that_is_made_after_a_change_holds_what_was_changed():
    at = opened("training")
    at.slider(key="training_noise").set_value(0.3).run()
    parameters = built(at, [], ["training_noise", "training_depth"])
    assert parameters["training_noise"] == ["0.3"]
    assert parameters["training_depth"] == ["2"]
    assert parameters["text"] == ["Task 1"]


def test_the_dialog_offers_groups_first_and_each_control_by_its_label():
    offered = teach.choices(opened("training").session_state[teaching.OFFERED])
    first = ["Everything", "All of Data", "All of Network", "All of Learning"]
    assert set(first) <= {*list(offered.values())[:6]}
    assert offered["training_noise"] == "Noise"
    assert offered["training_speed"] == "Steps per frame"
    assert len({*offered.values()}) == len(offered)


def test_a_parameter_of_a_function_that_is_locked_stays_where_it_is():
    at = opened("functions", {"function": "swish", "swish_beta": "1.25", "lock": "swish_beta"})
    assert_well(at, "lens")
    assert said(at) == []
    at.session_state["swish_beta"] = 2.0
    at.run()
    assert at.session_state["swish_beta"] == 1.25
    assert at.query_params["swish_beta"] == "1.25"
