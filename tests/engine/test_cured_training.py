"""Training with residual connections and norms: like torch's loop, together as alone."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.randomness import generator
from explorer.config import Member, RunConfig
from explorer.engine import Stack, Trainer, sample
from tests.engine.cured import FOUR, LOSS, SMALL, config_of, norms, shaken, twin
from tests.engine.loops import same, torch_optimiser


@norms
@pytest.mark.parametrize("key", ["sgd", "adam"])
def test_three_steps_with_a_norm_follow_a_plain_torch_loop(key, norm):
    config = config_of(True, norm, samples=100, hidden=(6, 6), optimizer=key, batch_size=30)
    trainer = Trainer(config)
    network = twin(trainer.stack)
    optimiser = torch_optimiser(key, network.parameters(), config.learning_rate)
    data = sample(config)
    for part in torch.randperm(80, generator=generator(config.seed, 0)).split(30):
        optimiser.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(
            network(data.x_train[part]), data.y_train[part, None].float()
        )
        loss.backward()
        for linear in network.linear[:-1] if norm == "batch" else []:
            # It is 0 but for rounding, which Adam would make steps of.
            assert linear.bias.grad.abs().max() < 1e-7
            linear.bias.grad.zero_()
        optimiser.step()
    trainer.advance(3)
    wanted = twin(trainer.stack).state_dict()
    for name, value in network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        torch.testing.assert_close(value, wanted[name], rtol=1e-4, atol=1e-5)


def test_cured_members_have_together_the_gradients_they_have_alone(points):
    stack = shaken(Stack(SMALL, dtype=torch.float64))
    stack.backward(*points, LOSS)
    for number, member in enumerate(FOUR):
        alone = Stack(replace(SMALL, members=(member,)), dtype=torch.float64)
        for mine, whole in zip(
            alone.views(alone.parameters), stack.views(stack.parameters), strict=True
        ):
            for layer, part in enumerate(mine):
                of = part.items() if isinstance(part, dict) else [(None, part)]
                for name, own in of:
                    source = whole[layer][name] if name else whole[layer]
                    own[0] = source[number]
        alone.backward(*points, LOSS)
        for layer, slope in enumerate(alone.weight_slopes):
            torch.testing.assert_close(
                stack.weight_slopes[layer][number], slope[0], rtol=0, atol=1e-14
            )
        slopes, mine = stack.views(stack.gradient).norms, alone.views(alone.gradient).norms
        for layer, named in enumerate(slopes):
            for name, slope in named.items():
                wanted = mine[layer].get(name, torch.zeros(1, 1, slope.shape[2]).double())
                torch.testing.assert_close(slope[number], wanted[0], rtol=0, atol=1e-14)


def test_cured_members_train_together_as_alone_and_repeatably():
    together = Trainer(SMALL).advance(60)
    assert same(together, Trainer(SMALL).advance(60))
    for number, member in enumerate(FOUR):
        alone = Trainer(replace(SMALL, members=(member,))).advance(60)
        # float32 sums in another order; 60 steps of Adam
        np.testing.assert_allclose(
            together.probability[number], alone.probability[0], atol=5e-3, rtol=0
        )


def test_permuting_cured_members_permutes_results():
    first = Trainer(SMALL).advance(50)
    second = Trainer(replace(SMALL, members=FOUR[::-1])).advance(50)
    np.testing.assert_allclose(first.train_loss[::-1], second.train_loss, rtol=1e-3)


@pytest.mark.parametrize("key", OPTIMISERS)
def test_no_optimiser_moves_what_has_no_gradient(key):
    members = (FOUR[0], FOUR[1], FOUR[2])
    trainer = Trainer(replace(SMALL, optimizer=key, members=members))
    before = [
        {n: v.clone() for n, v in one.items()}
        for one in trainer.stack.views(trainer.stack.parameters).norms
    ]
    trainer.advance(40)
    for old, new in zip(before, trainer.stack.norm_numbers, strict=True):
        for name in old:
            moved = (new[name] != old[name]).all(dim=2).flatten().tolist()
            assert moved == [False, True, name in ("scale", "shift")]
            assert torch.equal(old[name][0], new[name][0])


def test_the_layout_without_norms_is_as_it_was_and_norms_stand_behind_it():
    plain = Stack(replace(SMALL, members=(Member("prelu", 3), Member("tanh", 3, residual=True))))
    normed = Stack(replace(SMALL, members=(Member("prelu", 3), Member("tanh", 3, norm="batch"))))
    n = plain.parameters.shape[1]
    assert n == (2 + 1) * 5 + (5 + 1) * 5 + (5 + 1) * 1 + 2
    assert torch.equal(normed.parameters[:, :n], plain.parameters)
    start = [1.0] * 5 + [0.0] * 10 + [1.0] * 5
    assert normed.parameters[:, n:].tolist() == [2 * start] * 2


def test_a_norm_is_frozen_with_its_unit_and_its_statistics_follow_on():
    trainer = Trainer(replace(SMALL, members=(FOUR[1], FOUR[1])))
    trainer.advance(10)
    trainer.freeze(1, 1, 2)
    old = {n: v.clone() for n, v in trainer.stack.norm_numbers[1].items()}
    trainer.advance(30)
    new = trainer.stack.norm_numbers[1]
    for name in old:
        still = [
            (m, u) for m in (0, 1) for u in range(5) if new[name][m, 0, u] == old[name][m, 0, u]
        ]
        assert still == ([(1, 2)] if name in ("scale", "shift") else [])


def test_a_member_that_diverges_leaves_the_layout_of_the_others_whole():
    wild = replace(
        FOUR[1], activation="squared_relu", learning_rate=1e6, init_scale=100.0, norm=None
    )
    others = (Member(("relu", "prelu"), 4), Member("tanh", 5, norm="batch"))
    first = Member(("prelu", "squared_relu"), 1, learning_rate=1e6, init_scale=100.0)
    config = replace(SMALL, optimizer="sgd", members=(first, wild, *others), learning_rate=0.01)
    trainer = Trainer(config)
    together = trainer.advance(60)
    assert [step is None for step in together.diverged_at] == [False, False, True, True]
    alone = Trainer(replace(config, members=others)).advance(60)
    np.testing.assert_allclose(together.train_loss[2:], alone.train_loss, rtol=1e-4)
    for number in range(4):  # and so does looking at one of them
        x = trainer.samples.x_test
        torch.testing.assert_close(trainer.stack.take([number])(x)[0], trainer.stack(x)[number])


def test_a_running_variance_cannot_be_set_below_0():
    trainer = Trainer(config_of(False, "batch", samples=100, hidden=(3,)))
    last = trainer.stack.parameters.shape[1] - 1
    with pytest.raises(ValueError, match=r"running variance is -0\.5"):
        trainer.set_parameter(0, last, -0.5)
    trainer.set_parameter(0, last - 3, -0.5)  # a mean
    trainer.set_parameter(0, last, 0.5)
    assert trainer.stack.norm_numbers[0]["variance"][0, 0, 2] == 0.5


def test_fifty_hidden_layers_train():
    config = RunConfig(samples=100, hidden=(16,) * 50, members=(Member("tanh", residual=True),))
    snapshot = Trainer(config).advance(20)
    assert snapshot.diverged_at == (None,)
    assert snapshot.train_loss[0] < 2


def test_ten_sigmoid_layers_learn_circles_with_a_residual_or_a_batch_norm_and_not_without():
    """The median of three draws: one draw's path hangs on how its processor rounds."""
    plain = [Member("sigmoid", seed) for seed in range(3)]
    changes = ({}, {"norm": "layer"}, {"residual": True}, {"norm": "batch"})
    members = tuple(replace(member, **change) for change in changes for member in plain)
    config = RunConfig(samples=400, noise=0.03, hidden=(16,) * 10, members=members, batch_size=50)
    trainer = Trainer(config)
    snapshot = trainer.advance(750)
    loss = np.median(snapshot.test_loss.reshape(len(changes), -1), axis=1)
    accuracy = np.median(snapshot.test_accuracy.reshape(len(changes), -1), axis=1)
    stuck, cured = slice(2), slice(2, None)
    # A layer norm alone is no cure: it spreads the units of a point, not the points.
    chance = trainer.guessing[0]
    np.testing.assert_allclose(loss[stuck], chance, atol=0.01)
    assert (accuracy[stuck] < 0.6).all()
    assert (accuracy[cured] >= 0.98).all()
    assert (loss[cured] < 0.1).all()


def test_a_bias_before_a_batch_norm_never_moves():
    trainer = Trainer(config_of(False, "batch", samples=100))
    before = trainer.stack.parameters.clone()
    trainer.advance(40)  # 8 steps an epoch, of 10 points each
    old = trainer.stack.views(before).biases
    moved = [not torch.equal(a, b) for a, b in zip(old, trainer.stack.biases, strict=True)]
    assert moved == [False, False, True]


@pytest.mark.cuda
def test_cuda_follows_the_cpu_with_cures():
    card = Trainer(replace(SMALL, device="cuda")).advance(30)
    cpu = Trainer(SMALL).advance(30)
    # float32 sums in another order; 30 steps of Adam
    np.testing.assert_allclose(card.train_loss, cpu.train_loss, rtol=1e-2)
