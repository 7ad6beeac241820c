"""What is offered where no network is better than guessing, and that it helps."""

from dataclasses import replace

import pytest

from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.live.helping import HELPS, helps

# As a course has it: sigmoids, gradient descent on all points at once, a hundred epochs.
COURSE = RunConfig(
    dataset="breast_cancer",
    hidden=(8, 6, 4),
    members=(Member("sigmoid"),),
    optimizer="sgd",
    learning_rate=0.1,
    batch_size=None,
)


def offered(config, steps):
    trainer = Trainer(config)
    return [one.key for one in helps(trainer, trainer.advance(steps))]


def test_a_network_that_learnt_the_base_rate_is_offered_all_that_may_help():
    assert offered(COURSE, 100) == ["relu", "adam", "batch"]


def test_three_clicks_lead_to_a_network_that_learns():
    config = COURSE
    for one in HELPS.values():
        config = one.change(config)
        assert not one.serves(config)
    trainer = Trainer(config)
    seen = trainer.advance(100 * trainer.steps_per_epoch // 10)
    assert seen.validation_accuracy[0] > 0.9
    assert helps(trainer, seen) == []


@pytest.mark.parametrize("steps", [0, 400])
def test_nothing_is_offered_before_training_nor_where_a_network_learns(steps):
    learning = replace(COURSE, optimizer="adam", learning_rate=0.01, batch_size=32)
    assert offered(replace(learning, members=(Member("sigmoid"), Member("relu"))), steps) == []


def test_networks_that_would_be_the_same_with_relu_become_one():
    config = replace(COURSE, members=(Member("sigmoid"), Member("tanh"), Member("tanh", 3)))
    changed = HELPS["relu"].change(config)
    assert [(one.activation, one.seed) for one in changed.members] == [("relu", 0), ("relu", 3)]
