"""Networks like another but with a setting of their own, on the page Training."""

import pytest

pytest.importorskip("streamlit")

from explorer.config.link import read
from explorer.config.member import MOST_NETWORKS
from tests.ui.test_pages import assert_well, opened

KEY = "training_like"


def titles(at):
    return at.session_state["training_stage"].run.config.titles


def add(at, name, value):
    """Add one like the last network, but with this setting."""
    at.selectbox(key="training_apart_name").set_value(name).run()
    if name == "hidden":
        at.number_input(key="training_apart_depth").set_value(value[0])
        at.number_input(key="training_apart_width").set_value(value[1]).run()
    else:
        at.selectbox(key=f"training_apart_value_{name}").set_value(value).run()
    at.button(key="training_apart_add").click().run()
    assert_well(at, name)


def test_one_is_added_named_by_what_differs_and_taken_away_again():
    at = opened("training", {"training_activations": "tanh"})
    assert titles(at) == ("Tanh",)
    add(at, "optimizer", 0)
    assert titles(at) == ("Adam", "SGD")
    assert at.session_state[KEY] == ["tanh;optimizer=sgd"]
    add(at, "hidden", (3, 16))
    assert titles(at) == ("Adam, 8–8", "SGD, 8–8", "SGD, 3 × 16")
    link = {name: at.query_params[name] for name in at.query_params}
    assert read(link)[0].titles == titles(at)
    at.button(key="training_apart_drop0").click().run()
    assert_well(at, "drop")
    assert titles(at) == ("Adam, 8–8", "SGD, 3 × 16")


def test_a_network_that_cannot_be_is_one_sentence_and_nothing_is_lost():
    at = opened("training", {"training_activations": "tanh", "training_dataset": "two_areas"})
    before = titles(at)
    offered = at_loss(at)
    add(at, "loss", offered.index("Softmax cross-entropy"))
    assert [one.value for one in at.error] == [
        "This network cannot be: a member's loss 'cross_entropy' wants another last layer than "
        "'bce'."
    ]
    assert titles(at) == before
    assert KEY not in at.session_state


def at_loss(at):
    at.selectbox(key="training_apart_name").set_value("loss").run()
    return at.selectbox(key="training_apart_value_loss").options


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tanh;rate=x", "which is no network"),
        ("tanhh", "which is no network"),
        (";;;=", "no network"),
    ],
)
def test_a_link_with_no_network_is_told(text, said):
    at = opened("training", {KEY: text})
    assert_well(at, text)
    assert any(said in caption.value for caption in at.caption)


def test_each_network_can_be_taken_home_and_nothing_is_written_before_it_is_asked_for(monkeypatch):
    from explorer.takeaway import writing

    monkeypatch.setattr(writing, "sections", None)  # whoever writes a script fails
    at = opened("training", {"training_activations": "tanh", KEY: "tanh;optimizer=sgd"})
    assert_well(at, "home")
    box = at.selectbox(key="training_home_of2")
    assert box.options == ["Adam", "SGD"]
    assert_well(box.set_value(0).run(), "home")


def test_there_are_no_more_than_fit():
    at = opened("training", {"training_activations": "tanh", KEY: ["tanh;rate=0.1"] * 20})
    assert_well(at, "many")
    assert len(titles(at)) == MOST_NETWORKS
    assert any("networks fit side by side" in caption.value for caption in at.caption)


def test_other_widths_that_the_drawing_asks_for_are_those_of_the_network_drawn():
    at = opened("training", {"training_activations": "tanh", KEY: "tanh;hidden=16-16"})
    member = at.session_state["training_stage"].run.config.members[1]
    at.session_state["training_wish"] = {"hidden": [16, 17], "member": member}
    at.run()
    assert at.session_state[KEY] == ["tanh;hidden=16-17"]
    assert at.session_state["training_stage"].run.config.hidden == (8, 8)
    first = at.session_state["training_stage"].run.config.members[0]
    at.session_state["training_wish"] = {"hidden": [4], "member": first}
    at.run()
    assert at.session_state["training_stage"].run.config.hidden == (4,)
    assert at.session_state[KEY] == ["tanh;hidden=16-17"]
