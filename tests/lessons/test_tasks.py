"""Every task can be done, and is not done at its start."""

from dataclasses import replace

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
