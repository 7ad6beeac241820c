"""Every task can be done, and is not done at its start."""

from dataclasses import fields, replace

import pytest

from explorer.config import Member, RunConfig
from explorer.lessons import LESSONS
from explorer.lessons.places import trained

TASKS = {
    f"{lesson.key}-{number}": task
    for lesson in LESSONS.values()
    for number, task in enumerate(lesson.tasks)
}


def start(key: str) -> RunConfig:
    return TASKS[key].start


def with_(key: str, member: dict | None = None, **fields: object) -> RunConfig:
    """The start of a task, with other settings of all its networks and of the run."""
    members = tuple(replace(one, **(member or {})) for one in start(key).members)
    return replace(start(key), **{"members": members} | fields)


DONE = {  # a run that reaches the goal, and its steps
    "line-0": (with_("line-0", {"activation": "tanh"}), 1000),
    "sum-0": (with_("sum-0", inputs=("x1_squared", "x2_squared")), 1000),
    "bump-0": (with_("bump-0", hidden=(4,), learning_rate=0.03), 1000),
    "folds-0": (with_("folds-0", hidden=(8, 8), learning_rate=0.03), 1000),
    "saturation-0": (with_("saturation-0", {"init_scale": 1.0}), 1000),
    "relu_family-0": (with_("relu_family-0", {"activation": "absolute"}, learning_rate=0.1), 1000),
    "vanishing-0": (with_("vanishing-0", hidden=(8,) * 3), 1000),
    "cures-0": (with_("cures-0", {"residual": True}), 1000),
    "edge-0": (with_("edge-0", init="lecun", learning_rate=0.001), 1000),
    "logit-0": (with_("logit-0", loss=None), 1000),
    "loss-0": (with_("loss-0", loss="bce"), 1000),
    "rate-0": (with_("rate-0", learning_rate=0.3), 1000),
    "overfitting-0": (with_("overfitting-0", regulariser="l2", strength=0.1), 1000),
    "dead-0": (with_("dead-0", learning_rate=10.0), 1000),
    "dead-1": (with_("dead-1", learning_rate=0.1), 1000),
    "thresholds-0": (with_("thresholds-0", {"activation": "tanh"}, learning_rate=0.03), 2000),
    "fair-0": (
        with_("fair-0", hidden=(3,), members=(Member("relu"), Member("relu", seed=2))),
        1000,
    ),
    "base_rate-0": (with_("base_rate-0", optimizer="adam", learning_rate=0.03), 200),
}


def missing(key: str, config: RunConfig, steps: int) -> str:
    trainer, seen = trained(config, steps)
    return TASKS[key].missing(trainer, seen[-1])


def test_every_task_has_a_run_that_reaches_it():
    assert set(DONE) == set(TASKS)


@pytest.mark.parametrize("key", DONE)
def test_a_task_can_be_done(key):
    assert missing(key, *DONE[key]) == ""


@pytest.mark.parametrize("key", TASKS)
def test_a_task_is_not_done_at_its_start_nor_by_training_it_alone(key):
    for steps in (0, 200, 1000):
        said = missing(key, start(key), steps)
        assert said.endswith(".")
        assert said[:1].isupper() or said[:1].isdigit()


@pytest.mark.parametrize("key", TASKS)
def test_another_run_than_the_goal_s_does_not_reach_it(key):
    other = RunConfig(dataset="linear", members=(Member("identity"),), seed=start(key).seed)
    assert missing(key, other, 1000)


def own(key: str, **settings: object) -> RunConfig:
    """The start of a task, and beside its network another with settings of its own."""
    (first,) = start(key).members
    names = {one.name for one in fields(Member)}
    changes = tuple((name, value) for name, value in settings.items() if name not in names)
    mine = {name: value for name, value in settings.items() if name in names}
    return replace(start(key), members=(first, replace(first, changes=changes, **mine)))


SQUARES = {"hidden": (), "inputs": ("x1_squared", "x2_squared")}
BARE = "There is no hidden layer."
CURED = "Take away residual connections and norm: the goal does without."
PUT_BACK = "Put back what the goal leaves alone: "
LEAKY = "The goal asks for ReLU alone, and Leaky ReLU is used."
CHEATS = {  # a run that would get there by what the goal forbids, its steps, and what is said
    "line-0": (own("line-0", hidden=(8, 8)), 0, "There are 16 hidden units; 4 are allowed."),
    "sum-0": (own("sum-0", hidden=(8, 8)), 0, "There are 2 hidden layers; 0 are allowed."),
    "bump-0": (own("bump-0", hidden=(8,)), 0, "There are 8 hidden units; 4 are allowed."),
    "folds-0": (own("folds-0", hidden=(16, 16)), 0, "There are 32 hidden units; 16 are allowed."),
    "saturation-0": (with_("saturation-0", **SQUARES), 0, BARE),
    "relu_family-0": (with_("relu_family-0", **SQUARES), 0, BARE),
    "vanishing-0": (own("vanishing-0", residual=True), 0, CURED),
    "cures-0": (
        own("cures-0", hidden=(8, 8)),
        0,
        "There are 2 hidden layers; the goal asks for 10.",
    ),
    "edge-0": (own("edge-0", norm="layer"), 0, CURED),
    "logit-0": (
        with_("logit-0", dataset="circles", loss=None),
        0,
        "The data set is Circles now.",
    ),
    "loss-0": (own("loss-0", loss="bce", learning_rate=0.1), 0, PUT_BACK + "learning rate."),
    "rate-0": (own("rate-0", optimizer="adam"), 0, PUT_BACK + "optimizer."),
    "overfitting-0": (own("overfitting-0", hidden=(2,)), 0, PUT_BACK + "hidden."),
    "dead-0": (own("dead-0", activation="leaky_relu"), 0, LEAKY),
    "dead-1": (with_("dead-1", {"activation": "leaky_relu"}, learning_rate=0.1), 500, LEAKY),
    "thresholds-0": (with_("thresholds-0", class_share=0.5), 0, PUT_BACK + "class share."),
    "fair-0": (
        replace(start("fair-0"), members=(Member("relu"), Member("relu", seed=1, init_scale=0.0))),
        500,
        "The goal asks for networks that differ in the seed of their weights alone.",
    ),
    "base_rate-0": (own("base_rate-0", hidden=(8,)), 0, PUT_BACK + "hidden."),
}


def test_every_task_has_a_run_that_cheats():
    assert set(CHEATS) == set(TASKS)


@pytest.mark.parametrize("key", CHEATS)
def test_a_run_that_cheats_does_not_reach_the_goal_and_is_told_why(key):
    config, steps, said = CHEATS[key]
    assert missing(key, config, steps) == said
