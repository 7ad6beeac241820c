"""A run that is changed by hand: frozen units, numbers set, a function for each layer."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.choices.optimisers import OPTIMISERS
from explorer.config import Member
from explorer.engine import Trainer
from tests.engine.loops import SMALL, same

MIXED = (
    Member(("relu", "tanh")),
    Member("rrelu", 1),
    Member(("prelu", "rrelu"), 2),
    Member(("tanh", "prelu"), 3),
)


def test_members_with_an_activation_per_layer_train_together_as_alone_and_repeatably():
    config = replace(SMALL, members=MIXED)
    together = Trainer(config).advance(60)
    assert same(together, Trainer(config).advance(60))
    for number, member in enumerate(MIXED):
        alone = Trainer(replace(SMALL, members=(member,))).advance(60)
        # float32 sums in another order; 60 steps of Adam
        np.testing.assert_allclose(
            together.probability[number], alone.probability[0], atol=2e-3, rtol=0
        )


@pytest.mark.parametrize("key", OPTIMISERS)
def test_a_frozen_units_numbers_stay_and_all_others_move(key):
    trainer = Trainer(replace(SMALL, optimizer=key, members=(Member("tanh"), Member("tanh", 1))))
    trainer.advance(20)
    trainer.freeze(1, 0, 2)
    trainer.freeze(1, 2, 0)
    held = torch.zeros_like(trainer.stack.parameters, dtype=torch.bool)
    weights, biases, *_ = trainer.stack.views(held)
    for layer, unit in ((0, 2), (2, 0)):
        weights[layer][1, :, unit] = biases[layer][1, :, unit] = True
    before = trainer.stack.parameters.clone()
    trainer.advance(50)
    assert torch.equal(trainer.stack.parameters == before, held)
    assert trainer.frozen == {(1, 0, 2), (1, 2, 0)}
    trainer.freeze(1, 0, 2, frozen=False)
    trainer.freeze(1, 2, 0, frozen=False)
    trainer.advance(20)
    assert (trainer.stack.parameters != before).all()


def test_with_all_units_frozen_training_goes_on_and_changes_nothing():
    trainer = Trainer(replace(SMALL, members=(Member("prelu"),)))
    trainer.advance(5)
    for layer, width in enumerate(trainer.stack.widths[1:]):
        for unit in range(width):
            trainer.freeze(0, layer, unit)
    before = trainer.stack.parameters.clone()
    assert trainer.advance(50).step == 55
    assert torch.equal(trainer.stack.parameters, before)


def test_a_frozen_unit_stays_so_when_another_member_diverges():
    wild = Member("squared_relu", learning_rate=1e6, init_scale=100.0)
    trainer = Trainer(replace(SMALL, optimizer="sgd", members=(wild, Member("tanh"))))
    trainer.freeze(1, 0, 0)
    before = trainer.stack.weights[0][1, :, 0].clone()
    assert trainer.advance(60).diverged_at[0] is not None
    assert torch.equal(trainer.stack.weights[0][1, :, 0], before)
    with pytest.raises(ValueError, match="member 0 diverged at step"):
        trainer.set_parameter(0, 0, 1.0)


def test_a_number_that_is_set_is_shown_and_trained_on():
    trainer = Trainer(SMALL)
    trainer.advance(10)
    trainer.set_parameter(0, 3, 5.0)
    assert trainer.stack.parameters[0, 3] == 5
    trainer.advance(1)
    assert trainer.stack.parameters[0, 3] == pytest.approx(5, abs=0.5)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((1, 0, 1.0), "1"),
        ((0, -1, 1.0), "-1"),
        ((0, 0, np.nan), "nan"),
        ((0, 0, 2e9), "2000000000"),
    ],
)
def test_a_wrong_edit_is_refused_with_the_value(arguments, shown):
    with pytest.raises(ValueError, match=f"is {shown}"):
        Trainer(SMALL).set_parameter(*arguments)


@pytest.mark.parametrize("unit", [(1, 0, 0), (0, 3, 0), (0, 0, 6), (0, 0, -1)])
def test_a_unit_that_is_not_there_cannot_be_frozen(unit):
    with pytest.raises(ValueError, match="expected a"):
        Trainer(SMALL).freeze(*unit)
