"""A race over any setting is a sweep; its boundaries are those of the networks that raced."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.config import Member
from explorer.engine import Trainer
from explorer.sweeps import play
from explorer.sweeps.boundaries import GRID, boundary
from explorer.sweeps.contest import MOST_VALUES, RACED, RUN, Contest
from explorer.sweeps.estimating import is_light, seconds
from tests.dense import dense

SHORT = replace(RUN, steps=30)


@dense("key", RACED)
def test_every_setting_can_be_raced_over(key):
    raced = RACED[key]
    offered = raced.offered(SHORT)
    values = raced.start or offered[:2]
    assert set(values) <= set(offered)
    assert len(values) <= MOST_VALUES
    contest = Contest(SHORT, key, values, seeds=2)
    assert len(set(contest.names)) == len(values)
    found = play(contest.sweep, range(contest.sweep.count))
    assert np.isfinite(found.judged.validation_loss).all()


def test_two_settings_race_in_all_pairs():
    contest = Contest(SHORT, "activation", ("relu", "tanh"), "rate", (0.01, 0.1, 1.0), 4)
    assert contest.names[4] == "Tanh, rate 0.1"
    assert (contest.columns, contest.rows) == (3, 2)
    assert contest.sweep.member(4 * 4) == Member("tanh", learning_rate=0.1)


def test_the_run_of_a_race_over_activations_has_the_first_of_them():
    relu = replace(SHORT, members=(Member("relu"),))
    assert Contest(relu, values=("tanh", "relu")) == Contest(SHORT, values=("tanh", "relu"))


def test_units_in_the_last_layer_leave_the_others():
    contest = Contest(replace(SHORT, hidden=(5, 4)), "last", (1, 2), seeds=1)
    assert [contest.sweep.alone(place).hidden for place in (0, 1)] == [(5, 1), (5, 2)]


@pytest.mark.parametrize(
    ("contest", "sentence"),
    [
        (Contest(values=()), "no value of activation to race"),
        (Contest(replace(RUN, hidden=()), "last", (1, 2)), "there is no last one"),
        (Contest(seeds=257), "number of seeds is 257"),
        (Contest(values=("tanh", "tanh")), "'tanh' more than once"),
    ],
    ids=["none", "no last", "seeds", "twice"],
)
def test_what_cannot_race_is_told_in_a_sentence(contest, sentence):
    with pytest.raises(ValueError, match=sentence):
        _ = contest.sweep


# ---- boundaries


@pytest.mark.parametrize("dataset", ["xor", "blobs", "digits"])
def test_a_boundary_is_that_of_the_network_that_raced(dataset):
    run = replace(SHORT, dataset=dataset, batch_size=32)
    sweep = Contest(run, "last", (2, 3), seeds=3).sweep
    made = boundary(sweep, 4)
    assert made.maps.shape == (len(sweep.looked_at), GRID, GRID)
    seen = Trainer(sweep.config([4])).advance(30, grid=GRID)
    assert seen.probability is not None
    np.testing.assert_allclose(made.maps[-1], seen.probability[0], atol=2e-5)
    assert (made.winner is None) == (dataset == "xor")


def test_a_boundary_of_a_network_that_diverges_is_made_all_the_same():
    run = replace(SHORT, optimizer="sgd", members=(Member("squared_relu"),), learning_rate=1e6)
    made = boundary(Contest(run, "last", (8,), seeds=1).sweep, 0)
    assert np.isfinite(made.maps[0]).all()
    assert len(made.maps) == 26


# ---- how long it takes


def test_a_race_of_small_networks_is_light_and_one_of_wide_ones_is_not():
    assert is_light(Contest().sweep)
    wide = Contest(replace(RUN, hidden=(256, 256)), "depth", (2, 4))
    assert not is_light(wide.sweep)
    assert not is_light(replace(Contest().sweep, run=replace(RUN, steps=1_000_000)))


def test_more_steps_are_estimated_to_take_longer():
    sweep = Contest(seeds=4).sweep
    assert 0 < seconds(sweep) < seconds(replace(sweep, run=replace(RUN, steps=100_000)))
