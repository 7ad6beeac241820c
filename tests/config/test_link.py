"""A config written as a link and read again is the same config, and what is wrong is named."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.activations import ACTIVATIONS
from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.optimisers import OPTIMISERS
from explorer.config import Member, RunConfig
from explorer.config.apart import Networks
from explorer.config.controls import LONGEST, Choice, Number, Several, Switch
from explorer.config.form import DEFAULTS, asked, compose, names, spread
from explorer.config.link import read, write
from explorer.config.member import MOST_NETWORKS, NORMS
from tests.dense import dense

OTHERS = (
    *("tanh", "tanh;optimizer=sgd", "relu;rate=0.1;batch=full", "=x ** 2;residual=true"),
    *("tanh;hidden=64-64-64", "silu;hidden=0;init=normal;std=2.5", "gelu;norm=batch;weights=7"),
)
FORMULAS = ("=x * erf(x)", "=x ** 2", "=max(x, 0.1 * x)", "=x * sigmoid(beta * x)")


def answer(draw, control):
    """Anything that the control of a form can be set to."""
    if control.disabled:
        return control.default
    if isinstance(control, Switch):
        return draw(st.booleans())
    if isinstance(control, Number) and control.whole:
        return draw(st.integers(int(control.low), int(control.high)))
    if isinstance(control, Number):
        return draw(st.floats(control.low, control.high))
    if isinstance(control, Networks):
        return draw(st.lists(st.sampled_from(OTHERS), max_size=control.most))
    assert isinstance(control, Choice | Several)
    options = (*control.options, *(FORMULAS if control.activations else ()))
    if isinstance(control, Choice):
        return draw(st.sampled_from(options))
    chosen = st.lists(st.sampled_from(options), min_size=1, max_size=control.most, unique=True)
    return draw(chosen)


@st.composite
def configs(draw):
    """Any config that the form can make."""
    return compose(lambda control: answer(draw, control))[0]


@settings(max_examples=300, deadline=None)
@given(config=configs())
def test_what_a_link_says_is_the_config_that_wrote_it(config):
    assert read(write(config)) == (config, [])


@settings(max_examples=100, deadline=None)
@given(config=configs())
def test_the_answers_of_a_config_make_it_again(config):
    answers = spread(config)
    assert compose(lambda control: answers.get(control.name, control.default)) == (config, True)


def test_a_config_at_its_defaults_has_an_empty_link():
    assert write(DEFAULTS) == {}
    assert read({}) == (DEFAULTS, [])


def test_a_config_that_no_form_makes_has_no_link():
    steep = Member("leaky_relu", parameters=(("negative_slope", 0.5),))
    config = RunConfig(members=(Member("leaky_relu"), steep))
    with pytest.raises(ValueError, match="is not a config of the form"):
        write(config)


def test_a_number_between_those_of_a_scale_stands_in_a_link_with_all_its_digits():
    config = RunConfig(learning_rate=0.1 / 3, batch_size=77, regulariser="l2", strength=1.1e-7)
    assert read(write(config), RunConfig()) == (config, [])


LABELS = (
    [("training_dataset", key, one.label, "dataset") for key, one in DATASETS.items()]
    + [("training_init", key, one.label, "init") for key, one in INITIALISERS.items()]
    + [("training_optimizer", key, one.label, "optimizer") for key, one in OPTIMISERS.items()]
)


@pytest.mark.parametrize(("name", "key", "label", "field"), LABELS, ids=str)
def test_a_key_and_the_label_of_an_older_link_open_the_same(name, key, label, field):
    by_key, by_label = read({name: key}), read({name: label})
    assert by_key == by_label
    assert by_key[1] == []
    assert getattr(by_key[0], field) == key


@dense("key", ACTIVATIONS)
def test_every_activation_opens_by_its_key_and_by_its_label(key):
    for text in (key, ACTIVATIONS[key].label):
        config, faults = read({"training_activations": text})
        assert ([member.activation for member in config.members], faults) == ([key], [])


def test_older_words_of_the_form_still_open():
    config, faults = read(
        {
            "training_batch": "Full batch",
            "training_norm": "Layer norm",
            "training_rate": "1e-2",
            "training_residual": "True",
            "formula": ["x * erf(x)"],
            "training_activations": ["x * erf(x)", "GELU (erf)"],
        }
    )
    assert faults == []
    assert (config.batch_size, config.learning_rate) == (None, 0.01)
    assert [m.activation for m in config.members] == ["=x * erf(x)", "gelu"]
    assert config.members[0].norm == "layer" in NORMS
    assert config.members[0].residual


@pytest.mark.parametrize("text", ["x 2", "x+2", "x + 2", "x  2", "=x 2"])
def test_a_formula_in_a_link_made_by_hand_is_read_and_its_plus_is_a_plus(text):
    config, faults = read({"formula": [text.strip("=")], "training_activations": text})
    assert ([m.activation for m in config.members], faults) == (["=x + 2"], [])


WRONG = {
    "training_rate": (
        "2e6",
        "learning rate 2e6, which is not a number from 0 to 10⁶: 0.01 is used",
    ),
    "training_depth": ("-1", "hidden layers -1, which is not offered (0 to 50): 2 is used"),
    "training_width1": ("abc", "units of layer 1 abc, which is not a number: 8 is used"),
    "training_width2": ("2.5", "units of layer 2 2.5, which is not a whole number: 8 is used"),
    "training_noise": ("nan", "noise nan, which is not offered (0 to 0.5): 0.1 is used"),
    "training_test": ("1e400", "test share 1e400, which is not offered (0.05 to 0.8): 0.1 is used"),
    "training_samples": ("1e9", "points 1e9, which is not offered (50 to 2,000): 500 is used"),
    "training_init": ("zeros", "initialiser zeros, which is unknown: PyTorch default is used"),
    "training_batch": ("30.5", "batch size 30.5, which is not a whole number from 1 to"),
    "training_residual": ("maybe", "residual connections maybe, which is neither true nor false"),
    "training_activations": (["relu", "🙂"], "activation 🙂, which is unknown: ReLU is used"),
    "training_dataset": (["moons", ""], "no value for data set: Circles is used"),
    "training_seed": ("9" * 100_000, "seed " + "9" * (LONGEST - 1) + "…, which is not offered"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_offered_is_named_with_what_is_used_instead(name):
    text, words = WRONG[name]
    config, faults = read({name: text})
    assert len(faults) == 1
    assert words in faults[0].sentence()
    expected = DEFAULTS
    if name == "training_activations":
        expected = RunConfig(members=(Member("relu"),))
    assert config == expected


@settings(max_examples=200, deadline=None)
@given(
    parameters=st.dictionaries(
        st.sampled_from([*WRONG, "training_own", "training_layer1", "training_std", "formula"]),
        st.text(max_size=30) | st.lists(st.text(max_size=8), max_size=5) | st.floats().map(str),
    )
)
def test_any_text_in_a_link_gives_a_config(parameters):
    config, faults = read(parameters)
    assert math.isfinite(config.noise)
    assert all(fault.sentence().endswith(" is used.") for fault in faults)


def test_one_activation_too_many_is_left_out_and_said():
    keys = list(ACTIVATIONS)[: MOST_NETWORKS + 1]
    config, faults = read({"training_activations": keys})
    assert [member.activation for member in config.members] == keys[:-1]
    said = f"activation {keys[-1]}, but {MOST_NETWORKS} at most are possible"
    assert said in faults[0].sentence()


def test_no_two_controls_share_a_name_in_the_link():
    found = names()
    assert len(set(found)) == len(found) >= len(list(asked()))
