"""What a task still lacks is said of every network, by its own settings."""

from dataclasses import replace

import pytest

from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.lessons import checks
from explorer.lessons.checks import dead_units
from explorer.lessons.places import run, trained

START = run("tanh", hidden=(8,), optimizer="sgd")
KEPT = ("hidden", "learning_rate", "optimizer", "dataset")


def test_a_network_like_the_one_at_the_start_lacks_nothing():
    same = checks.same(START, *KEPT)
    assert same(START) == ""
    told_again = Member("relu", learning_rate=START.learning_rate, changes=(("hidden", (8,)),))
    assert same(replace(START, members=(Member("tanh"), told_again))) == ""
    as_the_start = Member(
        learning_rate=START.learning_rate, changes=(("hidden", (8,)), ("optimizer", "sgd"))
    )
    other = replace(START, hidden=(4, 4), optimizer="adam", learning_rate=1.0)
    assert same(replace(other, members=(as_the_start,))) == ""


@pytest.mark.parametrize(
    ("own", "named"),
    [
        ({"changes": (("optimizer", "adam"),)}, "optimizer"),
        ({"changes": (("hidden", (16, 16)),)}, "hidden"),
        ({"learning_rate": 1.0}, "learning rate"),
    ],
)
def test_a_setting_of_one_network_s_own_is_one_that_the_goal_leaves_alone(own, named):
    config = replace(START, members=(Member("tanh"), Member("tanh", **own)))
    said = checks.same(START, *KEPT)(config)
    assert said == f"Put back what the goal leaves alone: {named}."


def test_activations_are_asked_for_by_their_labels():
    wanted = checks.activation("relu", "leaky_relu")
    assert wanted(run("relu", "leaky_relu")) == ""
    said = wanted(run("relu", "tanh"))
    assert said == "The goal asks for ReLU and Leaky ReLU alone, and Tanh is used."
    said = wanted(run("sigmoid", "tanh"))
    assert said == "The goal asks for ReLU and Leaky ReLU alone, and Sigmoid and Tanh are used."


def test_activations_are_those_of_a_network_s_own_layers():
    own = Member(("tanh", "relu"), changes=(("hidden", (4, 4)),))
    said = checks.activation("tanh")(replace(START, members=(own,)))
    assert said == "The goal asks for Tanh alone, and ReLU is used."


@pytest.mark.parametrize(
    "config",
    [
        run("tanh", hidden=()),
        replace(START, members=(Member("tanh"), Member("tanh", changes=(("hidden", ()),)))),
    ],
    ids=["all", "one"],
)
def test_a_network_without_a_hidden_layer_is_told_so_first(config: RunConfig):
    trainer, seen = trained(config, 0)
    without = "There is no hidden layer."
    assert checks.activation("tanh")(config) == without
    assert checks.steep(0.3, 0.5)(config, seen[-1], trainer) == without
    assert checks.none_dead(0, 0.5)(config, seen[-1], trainer) == without


def test_a_unit_that_comes_back_to_life_hides_none_that_died():
    config = run("relu", dataset="moons", hidden=(8, 8), init="he", learning_rate=0.1).alone(
        Member("relu")
    )
    config = replace(config, seed=23)
    trainer, seen = trained(config, 100)
    first, now = dead_units(Trainer(config)), dead_units(trainer)
    assert (first & ~now).any()
    assert now.sum() <= first.sum()
    assert checks.any_dead(config, seen[-1], trainer) == ""
    fresh = Trainer(config)
    assert checks.any_dead(config, seen[-1], fresh).startswith("Every unit that began")
