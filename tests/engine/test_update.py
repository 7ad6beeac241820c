"""Optimisers, regularisers, schedules, clipping: a hundred steps as torch.optim takes them."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.regularisers import REGULARISERS
from explorer.choices.schedules import SCHEDULES
from explorer.config import Member
from explorer.engine import StackTrainer, sample
from tests.engine.loops import SMALL, torch_optimiser
from tests.engine.test_stack import sequential

STEPS = 100
PLAIN = replace(SMALL, batch_size=None, learning_rate=0.01, samples=60)


@pytest.fixture(params=["compiled", "torch"])
def arithmetic(request, monkeypatch):
    """Each of the two ways to train."""
    monkeypatch.setenv("EXPLORER_ENGINE", request.param)
    return request.param


def by_hand(trainer, change=lambda network: None, rate_at=lambda step: 1.0, decay=0.0):
    """The network after STEPS steps of a plain loop of PyTorch in float64.

    `change` is done to the network between a gradient and the step it makes.
    """
    config, data = trainer.config, sample(trainer.config)
    network = sequential(trainer.stack).double()
    optimiser = torch_optimiser(config.optimizer, network.parameters(), config.learning_rate, decay)
    for step in range(STEPS):
        optimiser.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(
            network(data.x_train.double()), data.y_train[:, None].double()
        )
        loss.backward()
        change(network)
        for group in optimiser.param_groups:
            group["lr"] = config.learning_rate * rate_at(step)
        optimiser.step()
    return network


def check_equal(trainer, network, arithmetic):
    """Float32 against float64 after a hundred steps: 1e-5 of 1 + the weight."""
    assert trainer.arithmetic == arithmetic
    trainer.train(STEPS)
    for layer, linear in enumerate(network[::2]):
        torch.testing.assert_close(
            trainer.stack.weights[layer][0].T.double(), linear.weight.data, rtol=1e-5, atol=1e-5
        )


@pytest.mark.parametrize("decay", [0.0, 0.01])
@pytest.mark.parametrize("key", OPTIMISERS)
def test_an_optimiser_moves_as_torchs_does_with_and_without_weight_decay(arithmetic, key, decay):
    regulariser = "l2" if decay else None
    trainer = StackTrainer(replace(PLAIN, optimizer=key, regulariser=regulariser, strength=decay))
    check_equal(trainer, by_hand(trainer, decay=decay), arithmetic)


@pytest.mark.parametrize("key", SCHEDULES)
def test_a_schedule_multiplies_the_rate_at_each_step(arithmetic, key):
    trainer = StackTrainer(replace(PLAIN, schedule=key, steps=80))
    factor = SCHEDULES[key].factor
    rates = lambda step: float(factor(np.array([step / 80]))[0])  # noqa: E731
    assert key == "constant" or rates(79) < 0.05
    check_equal(trainer, by_hand(trainer, rate_at=rates), arithmetic)


def test_a_rate_that_is_changed_holds_from_the_next_step_on(arithmetic):
    config = replace(PLAIN, optimizer="sgd", members=(Member("tanh"), Member("tanh", 0, 0.01)))
    trainer = StackTrainer(config)
    network = by_hand(
        StackTrainer(replace(config, members=config.members[:1])),
        rate_at=lambda k: 1 + 9 * (k >= 40),
    )
    trainer.train(40)
    trainer.set_rate(10 * config.learning_rate)
    trainer.train(STEPS - 40)
    for layer, linear in enumerate(network[::2]):
        found = trainer.stack.weights[layer][0].T.double()
        torch.testing.assert_close(found, linear.weight.data, rtol=1e-5, atol=1e-5)
    alone = StackTrainer(replace(config, members=config.members[1:]))
    alone.train(STEPS)
    torch.testing.assert_close(
        trainer.stack.parameters[1], alone.stack.parameters[0], rtol=1e-4, atol=1e-5
    )
    with pytest.raises(ValueError, match="10000000"):
        trainer.set_rate(1e7)


@pytest.mark.parametrize("key", ["sgd", "adam"])
def test_clipping_shortens_a_networks_gradient_as_torch_does(arithmetic, key):
    trainer = StackTrainer(replace(PLAIN, clip=0.02, optimizer=key))
    lengths = []

    def shorten(network):
        lengths.append(nn.utils.clip_grad_norm_(network.parameters(), 0.02).item())

    network = by_hand(trainer, shorten)
    assert min(lengths) > 0.02
    check_equal(trainer, network, arithmetic)


def test_clipping_one_network_leaves_its_neighbour_as_it_is(arithmetic):
    config = replace(PLAIN, clip=0.05, members=(Member("tanh"), Member("tanh", 1, init_scale=9.0)))
    together, alone = (
        StackTrainer(config),
        StackTrainer(replace(config, members=config.members[:1])),
    )
    together.train(STEPS)
    alone.train(STEPS)
    torch.testing.assert_close(
        together.stack.parameters[0], alone.stack.parameters[0], rtol=1e-4, atol=1e-5
    )


def test_l1_ends_with_weights_at_exactly_0_and_l2_with_none(arithmetic):
    zeros = {}
    for key in REGULARISERS:
        config = replace(PLAIN, regulariser=key, strength=0.02, optimizer="sgd", learning_rate=0.3)
        trainer = StackTrainer(config)
        trainer.train(800)
        weights = torch.cat([one.flatten() for one in trainer.stack.weights])
        biases = torch.cat([one.flatten() for one in trainer.stack.biases])
        zeros[key] = int((weights == 0).sum()), int((biases == 0).sum())
    assert zeros["l1"][0] > 20
    assert zeros["l2"][0] == 0
    assert zeros["l1"][1] == zeros["l2"][1] == 0


def test_a_weight_that_l1_holds_at_0_moves_once_its_gradient_is_stronger(arithmetic):
    config = replace(PLAIN, regulariser="l1", optimizer="sgd", learning_rate=0.3)
    gradient = cleared(config).gradient()[0, :12].abs()
    strength = gradient.median().item()
    trainer = cleared(replace(config, strength=strength))
    trainer.train(1)
    moved = trainer.stack.parameters[0, :12] != 0
    sure = (gradient - strength).abs() > 1e-6
    assert torch.equal(moved[sure], gradient[sure] > strength)
    assert 4 <= moved.sum() <= 8


def cleared(config):
    """A run whose first layer's weights are 0."""
    trainer = StackTrainer(config)
    for index in range(12):
        trainer.set_parameter(0, index, 0.0)
    return trainer


def test_a_held_weight_does_not_decay(arithmetic):
    for key in ("adamw", "sgd"):
        config = replace(PLAIN, optimizer=key, regulariser="l2", strength=0.1)
        trainer = StackTrainer(config)
        trainer.freeze(0, 0, 2)
        before = trainer.stack.weights[0][0, :, 2].clone()
        trainer.train(20)
        assert torch.equal(trainer.stack.weights[0][0, :, 2], before)


@pytest.mark.parametrize("regulariser", [None, *REGULARISERS])
@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_both_ways_take_the_same_step(monkeypatch, optimiser, regulariser):
    """Within 1e-6 of a number and the rate, with everything at once."""
    config = replace(
        SMALL, optimizer=optimiser, regulariser=regulariser, strength=0.01, clip=0.5,
        schedule="cosine", beta=0.8, beta1=0.7, beta2=0.99, steps=10,
    )  # fmt: skip
    found = []
    for way in ("compiled", "torch"):
        monkeypatch.setenv("EXPLORER_ENGINE", way)
        trainer = StackTrainer(config)
        trainer.train(3)
        found.append(trainer.stack.parameters.double())
    off = (found[0] - found[1]).abs() / (found[1].abs() + config.learning_rate)
    assert off.max() < 1e-5
