"""The training loop: equal to torch's, repeatable, and calm when a member diverges."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.randomness import generator
from explorer.config import Member, RunConfig
from explorer.engine import Trainer, sample, train
from tests.engine.loops import SMALL, same, torch_optimiser
from tests.engine.test_stack import sequential


@pytest.mark.parametrize("key", OPTIMISERS)
def test_training_follows_a_plain_torch_loop(key):
    config = replace(SMALL, optimizer=key, batch_size=30)
    trainer = Trainer(config)
    network = sequential(trainer.stack)
    optimiser = torch_optimiser(key, network.parameters(), config.learning_rate)
    data = sample(config)
    for epoch in range(5):
        order = torch.randperm(80, generator=generator(config.seed, epoch))
        for part in order.split(30):
            optimiser.zero_grad()
            loss = nn.functional.binary_cross_entropy_with_logits(
                network(data.x_train[part]), data.y_train[part, None].float()
            )
            loss.backward()
            optimiser.step()
    trainer.advance(15)
    for layer, linear in enumerate(network[::2]):
        # float32 over 15 steps
        torch.testing.assert_close(
            trainer.stack.weights[layer][0].T, linear.weight.data, rtol=1e-4, atol=1e-5
        )


def test_the_same_config_gives_the_same_run_bit_for_bit():
    config = replace(SMALL, members=(Member("tanh"), Member("rrelu"), Member("prelu", 2)))
    assert same(Trainer(config).advance(200), Trainer(config).advance(200))


def test_how_a_run_is_cut_into_advances_does_not_change_it():
    config = replace(SMALL, optimizer="adam", members=(Member("tanh"), Member("rrelu")))
    pieces = Trainer(config)
    for steps in (1, 0, 31, 40, 3, 75):
        last = pieces.advance(steps)
    assert same(last, Trainer(config).advance(150))


def test_training_a_member_in_a_stack_gives_the_numbers_it_gets_alone():
    members = (Member("tanh"), Member("relu", 1), Member("tanh", 2, 0.01), Member("prelu"))
    together = Trainer(replace(SMALL, members=members)).advance(100)
    for number, member in enumerate(members):
        alone = Trainer(replace(SMALL, members=(member,))).advance(100)
        # float32 sums in another order; 100 steps of Adam
        np.testing.assert_allclose(
            together.probability[number], alone.probability[0], atol=2e-3, rtol=0
        )


def test_permuting_members_permutes_results():
    members = (Member("tanh"), Member("relu"), Member("tanh", 3), Member("sine"))
    first = Trainer(replace(SMALL, members=members)).advance(50)
    second = Trainer(replace(SMALL, members=members[::-1])).advance(50)
    np.testing.assert_allclose(first.train_loss[::-1], second.train_loss, rtol=1e-4)


def test_a_member_that_diverges_is_frozen_and_the_others_go_on():
    wild = Member("squared_relu", learning_rate=1e6, init_scale=100.0)
    config = replace(SMALL, optimizer="sgd", members=(Member("tanh"), wild, Member("tanh", 1)))
    trainer = Trainer(config)
    early = trainer.advance(60)
    broken = early.diverged_at[1]
    assert early.diverged_at == (None, broken, None)
    assert 1 <= broken <= 60
    frozen = trainer.stack.parameters[1].clone()
    assert frozen.isfinite().all()
    late = trainer.advance(200)
    assert late.diverged_at == early.diverged_at
    assert torch.equal(trainer.stack.parameters[1], frozen)
    assert late.train_loss[0] < early.train_loss[0]

    alone = Trainer(replace(config, members=(wild,)))
    alone.advance(broken - 1)
    assert alone.diverged_at == [None]
    torch.testing.assert_close(alone.stack.parameters[0], frozen)
    assert alone.advance(1).diverged_at == (broken,)


def test_a_run_whose_members_all_diverged_still_counts_its_steps():
    wild = Member("squared_relu", learning_rate=1e6, init_scale=100.0)
    trainer = Trainer(replace(SMALL, optimizer="sgd", members=(wild,)))
    assert trainer.advance(500).step == 500


def test_a_learning_rate_of_zero_changes_nothing():
    trainer = Trainer(replace(SMALL, learning_rate=0.0))
    first, last = trainer.advance(0), trainer.advance(50)
    np.testing.assert_array_equal(first.probability, last.probability)


def test_losses_and_accuracies_are_those_of_the_weights_shown():
    trainer = Trainer(replace(SMALL, dataset="rings", members=(Member("tanh"), Member("relu"))))
    snapshot = trainer.advance(100)
    data = sample(trainer.config)
    logits = trainer.stack(data.x_test)
    for number in range(2):
        loss = nn.functional.cross_entropy(logits[number], data.y_test)
        right = (logits[number].argmax(dim=1) == data.y_test).float().mean()
        assert snapshot.test_loss[number] == pytest.approx(loss.item(), rel=1e-5)
        assert snapshot.test_accuracy[number] == pytest.approx(right.item())


def test_the_map_shows_the_probability_of_class_1_with_the_bottom_row_first():
    trainer = Trainer(SMALL)
    snapshot = trainer.advance(100, grid=16)
    extent = trainer.samples.extent
    top_left = torch.tensor([[-extent, extent]])
    expected = torch.sigmoid(trainer.stack(top_left))[0, 0, 0].item()
    assert snapshot.probability.shape == (1, 16, 16)
    assert snapshot.probability[0, -1, 0] == pytest.approx(expected, abs=1e-6)


def test_with_more_classes_the_map_shows_the_likeliest_and_its_probability():
    trainer = Trainer(replace(SMALL, dataset="blobs"))
    snapshot = trainer.advance(100, grid=8)
    extent = trainer.samples.extent
    corner = torch.softmax(trainer.stack(torch.tensor([[extent, -extent]])), dim=2)[0, 0]
    assert snapshot.winner[0, 0, -1] == corner.argmax()
    assert snapshot.probability[0, 0, -1] == pytest.approx(corner.max().item(), abs=1e-6)


def test_train_goes_from_the_first_draw_to_the_last_step():
    steps = [snapshot.step for snapshot in train(replace(SMALL, steps=130))]
    assert steps[0] == 0
    assert steps[-1] == 130
    assert steps == sorted(set(steps))


def test_the_full_batch_takes_one_step_an_epoch():
    assert Trainer(replace(SMALL, batch_size=None)).advance(7).epoch == 7


def test_a_cuda_config_runs_on_the_cpu_where_there_is_no_card():
    trainer = Trainer(replace(SMALL, device="cuda"))
    snapshot = trainer.advance(20)
    if torch.cuda.is_available():
        assert trainer.device == "cuda"
        assert trainer.notice == ""
    else:
        assert trainer.device == "cpu"
        assert "CPU takes over" in trainer.notice
        assert same(snapshot, Trainer(SMALL).advance(20))


@pytest.mark.cuda
def test_cuda_follows_the_cpu():
    members = (Member("tanh"), Member("relu", 1), Member("rrelu"), Member("prelu"))
    config = replace(SMALL, members=members)
    card = Trainer(replace(config, device="cuda")).advance(50)
    cpu = Trainer(config).advance(50)
    # float32 sums in another order; 50 steps of Adam
    np.testing.assert_allclose(card.train_loss, cpu.train_loss, rtol=5e-3)
    np.testing.assert_allclose(card.probability, cpu.probability, atol=2e-2)


@pytest.mark.cuda
def test_cuda_gives_the_same_bits_twice():
    config = replace(SMALL, device="cuda", members=(Member("tanh"), Member("gelu", 1)))
    assert same(Trainer(config).advance(100), Trainer(config).advance(100))


ON_CARD = replace(SMALL, device="cuda", members=(Member("tanh"), Member("relu", 1), Member("tanh")))


@pytest.mark.cuda
@pytest.mark.parametrize(
    "config",
    [
        ON_CARD,
        replace(ON_CARD, batch_size=7, optimizer="momentum"),
        replace(ON_CARD, clip=0.5, regulariser="l1", strength=0.01, schedule="cosine"),
        replace(ON_CARD, learning_rate=1000.0, optimizer="sgd", members=(Member("identity"),) * 2),
        replace(ON_CARD, members=(Member("tanh", norm="batch"), Member("relu", residual=True))),
    ],
    ids=["plain", "uneven batches", "all pulls", "diverging", "cures"],
)
def test_steps_recorded_on_a_card_are_those_taken_one_by_one(config):
    played, one_by_one = Trainer(config), Trainer(config)
    for trainer, cuts in ((played, [40, 40]), (one_by_one, [4] * 20)):
        for steps in cuts:
            trainer.freeze(0, 0, 1, frozen=trainer.step < 40)
            trainer.advance(steps)
    assert played.diverged_at == one_by_one.diverged_at
    np.testing.assert_array_equal(played.rows, one_by_one.rows)


@pytest.mark.cuda
def test_a_full_card_hands_the_run_to_the_cpu():
    trainer = Trainer(replace(SMALL, device="cuda"))
    trainer.advance(20)
    torch.cuda.empty_cache()
    torch.cuda.set_per_process_memory_fraction(1e-9)
    try:
        snapshot = trainer.advance(20, grid=2048)
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    assert trainer.device == "cpu"
    assert "memory" in trainer.notice
    assert snapshot.step == 40
    expected = Trainer(SMALL).advance(40)
    np.testing.assert_allclose(snapshot.train_loss, expected.train_loss, rtol=5e-3)


LESSON = RunConfig(
    samples=1000, noise=0.03, hidden=(10, 10), batch_size=None, learning_rate=0.01, steps=500
)


def test_without_an_activation_circles_stay_unlearnt_at_any_depth():
    for depth in (0, 1, 3, 8):
        config = replace(LESSON, hidden=(10,) * depth, members=(Member("identity"),))
        assert Trainer(config).advance(500).test_accuracy[0] < 0.7


@pytest.mark.parametrize("key", ["relu", "tanh", "sigmoid", "silu", "gelu"])
def test_circles_are_learnt_with_an_activation_in_four_seeds_of_five(key):
    config = replace(LESSON, members=tuple(Member(key, seed) for seed in range(5)))
    assert (Trainer(config).advance(500).test_accuracy >= 0.99).sum() >= 4


def test_the_prior_entropy_is_the_loss_of_knowing_only_the_base_rate():
    data = sample(RunConfig())
    loss = LOSSES["bce"]
    target = loss.target(data.y_train, 2)
    assert loss.mean(torch.zeros(1, len(target), 1), target).item() == pytest.approx(
        np.log(2), abs=1e-6
    )
