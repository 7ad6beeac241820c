"""A config refuses what is wrong, where it is made, and says what it was given."""

import math
import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.activations import ACTIVATIONS
from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.optimisers import OPTIMISERS
from explorer.config import MAX_SAMPLES, NORMS, Member, RunConfig
from explorer.engine import Trainer, sample

WRONG = [
    ("dataset", "donuts"),
    ("samples", 49),
    ("samples", 2001),
    ("samples", 100.5),
    ("noise", -0.1),
    ("noise", math.nan),
    ("test_fraction", 0.0),
    ("test_fraction", 1.0),
    ("validation_fraction", 0.0),
    ("class_share", 0.01),
    ("inputs", ("x3",)),
    ("inputs", ("x2", "x1")),
    ("dropout", 1.0),
    ("patience", 0),
    ("data_seed", -1),
    ("hidden", (0,)),
    ("hidden", (257,)),
    ("hidden", (4,) * 51),
    ("members", ()),
    ("optimizer", "luck"),
    ("loss", "regret"),
    ("batch_size", 0),
    ("learning_rate", -1.0),
    ("learning_rate", math.inf),
    ("init", "zeros"),
    ("init_std", math.nan),
    ("steps", -1),
    ("seed", -1),
    ("device", "abacus"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_refused_with_the_value_in_the_sentence(name, value):
    expected = str(value)
    if isinstance(value, tuple):
        expected = "51" if len(value) == 51 else str(value[0]) if value else ""
    with pytest.raises(ValueError, match=r"expected|at most|at least") as refusal:
        RunConfig(**{name: value})
    assert expected in str(refusal.value)


@pytest.mark.parametrize(
    "member",
    [
        {"activation": "rulu"},
        {"seed": -5},
        {"learning_rate": math.nan},
        {"init_scale": math.inf},
        {"activation": "relu", "parameters": (("slope", 1.0),)},
        {"activation": "leaky_relu", "parameters": (("negative_slope", math.nan),)},
        {"norm": "group"},
        {"residual": 1},
    ],
)
def test_a_wrong_member_is_refused(member):
    with pytest.raises(ValueError, match=r"expected one of|expected a|expected True"):
        Member(**member)


def test_a_loss_that_says_nothing_of_the_problem_is_refused_with_those_that_do():
    with pytest.raises(ValueError, match="'mse' is not for blobs; expected one of cross_entropy"):
        RunConfig(dataset="blobs", loss="mse")


def test_a_members_loss_must_want_the_last_layer_of_the_run():
    with pytest.raises(ValueError, match="'cross_entropy' wants another last layer than 'bce'"):
        RunConfig(members=(Member("tanh", loss="cross_entropy"),))
    with pytest.raises(ValueError, match="loss 'huber' is not for circles"):
        RunConfig(members=(Member("tanh", loss="huber"),))


def test_equal_configs_are_one_key_and_survive_a_round_trip():
    config = RunConfig(hidden=[8, 8], members=[Member("relu")])
    assert {config: 1}[RunConfig(members=(Member("relu"),))] == 1
    assert pickle.loads(pickle.dumps(config)) == config


def test_a_split_that_leaves_a_class_too_few_points_is_refused_in_words():
    config = RunConfig(dataset="blobs", samples=50, test_fraction=0.9)
    with pytest.raises(ValueError, match="class 0 with 0 to train on"):
        sample(config)


configs = st.builds(
    RunConfig,
    dataset=st.sampled_from(list(DATASETS)),
    samples=st.integers(200, MAX_SAMPLES),  # fewer may leave a class without a point in a share
    noise=st.floats(0, 0.5),
    validation_fraction=st.floats(0.1, 0.4),
    test_fraction=st.floats(0.1, 0.4),
    hidden=st.lists(st.integers(1, 64), max_size=8).map(tuple),
    members=st.lists(
        st.builds(
            Member,
            st.sampled_from(list(ACTIVATIONS)),
            st.integers(0, 9),
            residual=st.booleans(),
            norm=st.sampled_from([None, *NORMS]),
        ),
        min_size=1,
        max_size=4,
    ).map(tuple),
    optimizer=st.sampled_from(list(OPTIMISERS)),
    batch_size=st.none() | st.integers(1, 200),
    learning_rate=st.sampled_from([0.0, 0.0001, 0.01, 1.0, 1000.0]),
    init=st.sampled_from(list(INITIALISERS)),
    seed=st.integers(0, 9),
)


@settings(max_examples=60, deadline=None)
@given(config=configs)
def test_any_config_of_the_form_trains_to_finite_numbers_or_says_when_it_diverged(config):
    trainer = Trainer(config)
    snapshot = trainer.advance(3, grid=4)
    assert snapshot.step == 3
    assert trainer.stack.parameters.isfinite().all()
    for loss, diverged_at in zip(snapshot.train_loss, snapshot.diverged_at, strict=True):
        assert math.isfinite(loss) or diverged_at is not None


def test_a_config_changed_by_one_field_is_another_key():
    assert RunConfig() != replace(RunConfig(), seed=1)


def test_a_member_takes_one_activation_or_one_for_each_hidden_layer():
    assert Member("relu").keys(3) == ("relu",) * 3
    mixed = Member(["relu", "prelu"], parameters=(("negative_slope", 0.1),))
    assert mixed.keys(2) == ("relu", "prelu")
    assert mixed.label == "ReLU → PReLU"
    assert RunConfig(members=(mixed,)).members[0] == mixed
    with pytest.raises(ValueError, match="2 activations for 3 hidden layers"):
        RunConfig(hidden=(4, 4, 4), members=(mixed,))
    with pytest.raises(ValueError, match="expected one of negative_slope"):
        Member(("relu", "prelu"), parameters=(("beta", 1.0),))


def test_a_label_names_the_activation_and_the_cures():
    assert Member("relu").label == "ReLU"
    assert Member("relu", residual=True).label == "ReLU with residual"
    assert Member(("relu", "tanh"), residual=True, norm="layer").label == (
        "ReLU → Tanh with residual and layer norm"
    )


def test_a_label_names_weights_that_are_drawn_larger_or_smaller():
    assert Member("sigmoid", init_scale=6**0.5).label == "Sigmoid with weights × 2.45"
    assert Member("relu", residual=True, norm="batch", init_scale=0.5).label == (
        "ReLU with residual, batch norm and weights × 0.5"
    )


def test_fifty_hidden_layers_are_allowed():
    assert len(RunConfig(hidden=(4,) * 50).widths) == 52
