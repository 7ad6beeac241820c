"""A film of a run is what its steps would show one by one, and looking never trains."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.config import NORMS, Member
from explorer.engine import StackTrainer
from explorer.engine.seen import NUMBERS
from tests.engine.loops import SMALL, same

MEMBERS = (Member("tanh"), Member("rrelu", 1), Member("prelu", 2, norm="batch"))
GOALS = (1, 2, 30, 31, 511, 513, 700)


def filmed(trainer, goals=GOALS, until=None, **how):
    """What a film shows, up to the step `until`."""
    seen = []

    def show(snapshot, numbers):
        seen.append((snapshot, numbers))
        return snapshot.step == until

    trainer.film(goals, show, **how)
    return seen


def one_by_one(trainer, goals=GOALS):
    """The same, from one advance to each."""
    return [
        (trainer.advance(goal - trainer.step, NUMBERS), trainer.stack.parameters.numpy().copy())
        for goal in goals
    ]


def check_same(found, wanted):
    """The same bits in every frame."""
    assert len(found) == len(wanted)
    for (one, its), (other, others) in zip(found, wanted, strict=True):
        assert same(one, other)
        assert np.array_equal(its, others)


@pytest.mark.parametrize("arithmetic", ["compiled", "torch"])
def test_a_film_shows_the_same_bits_as_one_advance_after_the_other(monkeypatch, arithmetic):
    monkeypatch.setenv("EXPLORER_ENGINE", arithmetic)
    config = replace(SMALL, members=MEMBERS)
    goals = GOALS if arithmetic == "compiled" else GOALS[:4]
    whole = StackTrainer(config)
    assert whole.arithmetic == arithmetic
    check_same(filmed(whole, goals), one_by_one(StackTrainer(config), goals))
    check_same(
        filmed(StackTrainer(config), goals, singly=True), one_by_one(StackTrainer(config), goals)
    )


def test_a_film_that_is_ended_leaves_the_run_on_the_last_frame_shown():
    config = replace(SMALL, members=MEMBERS)
    whole, plain = StackTrainer(config), StackTrainer(config)
    assert [snapshot.step for snapshot, _ in filmed(whole, until=31)] == [1, 2, 30, 31]
    assert whole.step == 31
    check_same(filmed(whole, (40, 90)), one_by_one(plain, (31, 40, 90))[1:])


def test_a_film_shows_who_diverges_at_the_step_where_it_does():
    wild = Member("squared_relu", learning_rate=1e6, init_scale=100.0)
    config = replace(SMALL, optimizer="sgd", members=(Member("tanh"), wild, Member("tanh", 1)))
    whole = StackTrainer(config)
    found = filmed(whole)
    assert whole.diverged_at[1] is not None
    check_same(found, one_by_one(StackTrainer(config)))
    check_same(filmed(whole, (710, 730)), one_by_one(whole_again(config), (710, 730)))


def test_a_loss_beyond_float32_is_told_as_a_divergence():
    """Its points' losses are finite, their sum in float64 is, and the mean in float32 is not."""
    wild = Member("squared_relu", 0, learning_rate=1000.0)
    config = replace(SMALL, samples=500, hidden=(8, 8), optimizer="sgd", members=(wild,))
    found = filmed(StackTrainer(config), range(1, 40))
    check_same(found, one_by_one(StackTrainer(config), range(1, 40)))
    assert found[-1][0].diverged_at[0] is not None
    assert all(np.isfinite(snapshot.train_loss).all() for snapshot, _ in found)


def whole_again(config):
    """A run that stands where the film above ends."""
    trainer = StackTrainer(config)
    one_by_one(trainer)
    return trainer


@pytest.mark.parametrize("members", [MEMBERS, (Member("=x**3", 1, learning_rate=0.3),)], ids=str)
def test_looking_changes_nothing_however_often(members):
    trainer = StackTrainer(replace(SMALL, optimizer="sgd", members=members))
    for _ in range(40):
        trainer.train(6)
        state = trainer.stack.parameters.clone(), list(trainer.diverged_at)
        first, second = trainer.advance(0), trainer.advance(0)
        assert same(first, second)
        assert torch.equal(trainer.stack.parameters, state[0])
        assert trainer.diverged_at == state[1]


def test_a_number_set_by_hand_that_breaks_the_loss_stops_its_network_at_once():
    trainer = StackTrainer(replace(SMALL, members=(Member("=x**3"), Member("tanh"))))
    trainer.train(10)
    for weights in trainer.stack.weights:
        trainer.set_parameter(0, int(weights[0, 0, 0].storage_offset()), 1e9)
        if trainer.diverged_at[0] is not None:
            break

    assert trainer.diverged_at == [10, None]


@pytest.mark.parametrize("dataset", ["circles", "rings"])
@pytest.mark.parametrize("norm", [None, *NORMS])
@pytest.mark.parametrize("residual", [False, True])
def test_compiled_code_judges_as_the_stack_does(monkeypatch, dataset, norm, residual):
    """Losses within 1e-5 of their size, float32 sums in another order; not one point otherwise."""
    members = tuple(Member(key, 1, norm=norm, residual=residual) for key in ("tanh", "prelu"))
    config = replace(SMALL, dataset=dataset, hidden=(5, 5), members=members, batch_size=33)
    trainer = StackTrainer(config)
    trainer.train(50)
    assert trainer.arithmetic == "compiled"
    found = trainer.advance(0)
    monkeypatch.setattr(trainer._stepping, "path", None)
    wanted = trainer._stepping.judge(trainer.stack)
    np.testing.assert_allclose(found.train_loss, wanted.train_loss, rtol=1e-5)
    np.testing.assert_allclose(found.test_loss, wanted.test_loss, rtol=1e-5)
    np.testing.assert_allclose(found.train_accuracy, wanted.train_accuracy, atol=1e-6)
    np.testing.assert_allclose(found.test_accuracy, wanted.test_accuracy, atol=1e-6)
