"""Dropout: the share asked for, its own draws, off when judging, the same in both arithmetics."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.choices.losses import LOSSES
from explorer.config import Member
from explorer.engine import Stack, StackTrainer, dropout
from tests.engine.loops import SMALL

DROPPED = replace(SMALL, dropout=0.3, hidden=(8, 6))


def test_the_share_asked_for_is_left_out_and_the_rest_makes_up_for_it():
    """Of 200,000 draws within five standard deviations."""
    found = dropout.factors([dropout.key(3, 7, 0)], 2000, 100, 0.3)
    left_out = (found == 0).float().mean().item()
    assert left_out == pytest.approx(0.3, abs=5 * np.sqrt(0.3 * 0.7 / 200_000))
    assert found.max().item() == pytest.approx(1 / 0.7)
    assert set(found.unique().tolist()) == {0.0, found.max().item()}


@pytest.mark.parametrize("other", [(4, 7, 0), (3, 8, 0), (3, 7, 1)])
def test_seed_step_and_layer_each_have_draws_of_their_own(other):
    """Two that have nothing to do with each other agree on 0.3² + 0.7² of the units."""
    one = dropout.factors([dropout.key(3, 7, 0)], 500, 50, 0.3) == 0
    two = dropout.factors([dropout.key(*other)], 500, 50, 0.3) == 0
    assert (one == two).float().mean().item() == pytest.approx(0.58, abs=0.02)


@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("norm", [None, "layer", "batch"])
def test_both_arithmetics_leave_out_the_same_units(monkeypatch, norm, residual):
    members = tuple(
        Member(key, seed, norm=norm, residual=residual)
        for seed, key in enumerate(("tanh", "prelu", "rrelu"))
    )
    config = replace(DROPPED, hidden=(6, 6), members=members, batch_size=21)
    found = []
    for way in ("compiled", "torch"):
        monkeypatch.setenv("EXPLORER_ENGINE", way)
        trainer = StackTrainer(config)
        assert trainer.arithmetic == way
        trainer.train(4)
        found.append(trainer.stack.parameters.double())
    # float32 sums in another order; four steps of Adam with rate 0.05
    assert ((found[0] - found[1]).abs() / (found[1].abs() + 0.05)).max() < 1e-4


def test_the_gradient_of_a_step_is_autograds_with_the_same_units_left_out():
    config = replace(DROPPED, members=(Member("tanh", 5),))
    stack = Stack(config, dtype=torch.float64)
    owner = torch.Generator().manual_seed(1)
    x = torch.randn(12, 2, generator=owner, dtype=torch.float64)
    y = (x[:, :1] * x[:, 1:] > 0).double()
    stack.backward(x, y, LOSSES["bce"], step=9)
    numbers = stack.parameters.clone().requires_grad_()
    weights, biases, *_ = stack.views(numbers)
    h = x[None]
    for layer in range(2):
        left = dropout.factors([dropout.key(5, 9, layer)], 12, config.hidden[layer], 0.3)
        h = torch.tanh(h @ weights[layer] + biases[layer]) * left
    logits = h @ weights[2] + biases[2]
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits[0], y)
    (wanted,) = torch.autograd.grad(loss, numbers)
    torch.testing.assert_close(stack.gradient, wanted, rtol=1e-6, atol=1e-9)


def test_all_units_judge():
    """A network is the same function with and without dropout."""
    with_it, without = StackTrainer(DROPPED), StackTrainer(replace(DROPPED, dropout=0.0))
    first, second = with_it.advance(0), without.advance(0)
    np.testing.assert_array_equal(first.train_loss, second.train_loss)
    assert torch.equal(with_it.gradient(), without.gradient())
    with_it.train(20)
    without.train(20)
    assert not torch.equal(with_it.stack.parameters, without.stack.parameters)


def test_dropout_together_is_dropout_alone():
    members = tuple(Member("tanh", seed) for seed in range(3))
    together = StackTrainer(replace(DROPPED, members=members))
    together.train(50)
    for number, member in enumerate(members):
        alone = StackTrainer(replace(DROPPED, members=(member,)))
        alone.train(50)
        assert torch.equal(alone.stack.parameters[0], together.stack.parameters[number])


@pytest.mark.parametrize("share", [1.0, -0.1, 0.99])
def test_a_share_that_leaves_no_unit_is_refused_with_its_value(share):
    with pytest.raises(ValueError, match=f"dropout is {share}"):
        replace(DROPPED, dropout=share)
