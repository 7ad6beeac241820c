"""A run whose points are drawn anew goes on: with its weights, its optimiser and its step."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.choices.given import drawn_key
from explorer.config import Member
from explorer.engine import Trainer, paths, sample
from explorer.engine.data import _in_turn
from explorer.engine.one_stack import StackTrainer
from tests.engine.loops import SMALL, same

POINTS = np.random.RandomState(0).uniform(-2, 2, (60, 2))
MEMBERS = (Member("tanh"), Member("relu", 1), Member("tanh", changes=(("optimizer", "sgd"),)))


def drawn(points=POINTS, **changes):
    labels = (points[:, 0] * points[:, 1] > 0).astype(int)
    return replace(SMALL, dataset=drawn_key(points, labels), batch_size=7, **changes)


@pytest.fixture(params=["compiled", "torch"])
def arithmetic(request, monkeypatch):
    monkeypatch.setenv(paths.CHOICE, request.param)
    return request.param


def moved_to(part, numbers, state, step):
    """A part of a new run, as it would stand with these numbers at this step."""
    part.stack.parameters.copy_(numbers)
    part._learners.state.copy_(state)
    part.step = step
    part._note()


@pytest.mark.parametrize("before", [SMALL, drawn()], ids=["made", "drawn"])
def test_a_run_on_other_points_goes_on_as_one_of_these_points_from_its_weights(arithmetic, before):
    config = replace(drawn(np.append(POINTS, [[1.0, 1.0]], axis=0)), members=MEMBERS)
    before = replace(before, members=MEMBERS, batch_size=7)
    run, other = Trainer(before), Trainer(config)
    run.train(45)
    left = [(part.stack.parameters.clone(), part._learners.state.clone()) for part in run.parts]
    run.set_data(config)
    for part, old, (numbers, state) in zip(run.parts, other.parts, left, strict=True):
        assert torch.equal(part.stack.parameters, numbers)
        assert torch.equal(part._learners.state, state)
        moved_to(old, numbers, state, 45)
    assert (run.step, run.config, run.arithmetic) == (45, config, arithmetic)
    assert run.guessing == other.guessing
    assert same(run.advance(0), other.advance(0))
    assert same(run.advance(40), other.advance(40))
    assert all(map(np.array_equal, run.rows, other.rows))


def test_frozen_units_and_those_that_diverged_stay_so_on_other_points(arithmetic):
    wild = Member("squared_relu", 1, learning_rate=1e6, init_scale=1000.0)
    config = drawn(members=(wild, Member("tanh")), optimizer="sgd")
    run = Trainer(config)
    run.freeze(1, 0, 2)
    run.train(60)
    before = run.diverged_at
    assert before[0] is not None
    rows = run.rows[0]
    run.set_data(replace(config, dataset=drawn(POINTS[1:]).dataset))
    run.train(20)
    assert (run.diverged_at, run.frozen) == (before, {(1, 0, 2)})
    np.testing.assert_array_equal(run.rows[0], rows)


def test_the_best_weights_are_sought_anew_on_other_points():
    config = drawn(patience=1000)
    run = StackTrainer(config)
    run.advance(200)
    run.set_data(replace(config, dataset=drawn(-POINTS + [0.1, 0.1]).dataset))
    assert run._best is not None
    assert run._best.step.tolist() == [200]
    run.advance(1100)
    assert run.best_step[0] is None or run.best_step[0] >= 200


def test_more_than_other_points_is_refused():
    run = Trainer(drawn())
    for config in (drawn(hidden=(4,)), replace(SMALL, dataset="blobs"), drawn(learning_rate=0.1)):
        with pytest.raises(ValueError, match="needs another run"):
            run.set_data(config)


@pytest.mark.parametrize("class_", [0, 1])
def test_a_point_more_leaves_all_others_in_their_shares(class_):
    def shares(config):
        data = sample(config)
        return {
            tuple(place.tolist()): name
            for name in ("train", "validation", "test")
            for place in data.share(name)[0]
        }

    before = shares(drawn())
    point = [[1.0, 1.0 if class_ else -1.0]]
    after = shares(drawn(np.append(POINTS, point, axis=0)))
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()


@pytest.mark.parametrize("fractions", [(0.1, 0.1), (0.3, 0.05), (0.25, 0.5)])
def test_drawn_points_are_dealt_out_in_turn_as_the_shares_say(fractions):
    dealt = np.bincount(_in_turn(100, fractions), minlength=3) / 100
    np.testing.assert_allclose(dealt[1:], fractions, atol=0.011)
