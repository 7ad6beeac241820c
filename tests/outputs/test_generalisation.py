"""Generalisation: what the tab says of its default run, its cures and its draws."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.choices.datasets import DATASETS
from explorer.engine import Trainer, sample
from explorer.outputs import draws
from explorer.outputs.generalisation import (
    CURES,
    GRID,
    PLAIN,
    START,
    course,
    ends,
    for_the_end,
    treated,
    verdict,
)
from explorer.words import OVERFIT, number
from tests.dense import dense

SEEDS = range(4)
AMOUNTS = {key: cure.default for key, cure in CURES.items()}
DRAWN = replace(START, steps=1000, learning_rate=0.02)  # as the page draws them


@dense("seed", SEEDS)
def test_the_large_network_overfits_forty_points(seed):
    found = course(replace(START, seed=seed))
    assert found.loss[1, -1] - found.loss[1, found.best] > OVERFIT * found.guessing
    assert found.loss[0, -1] < 0.1 * found.loss[0, 0]
    assert 0 < found.steps[found.best] < START.steps / 3
    assert verdict(found).startswith("It overfits")
    assert number(found.loss[1, -1]) in verdict(found)


def test_every_cure_but_more_points_is_judged_by_the_plain_network_s_points():
    runs = treated(replace(START, steps=1), AMOUNTS)
    judged = {key: sample(run).share("validation")[0] for key, run in runs.items()}
    same = {key for key, points in judged.items() if torch.equal(points, judged[PLAIN])}
    assert same == set(judged) - {"points"}


def test_one_unit_underfits_checkers_and_wide_layers_fit_many_points():
    small = replace(START, dataset="checkerboard", hidden=(1,))
    assert verdict(course(small)).startswith("It underfits")
    many = replace(START, noise=0.1, samples=1000)
    assert verdict(course(many)).startswith("It fits")


def test_a_course_ends_as_the_trainer_does():
    run = replace(START, steps=300)
    found = course(run)
    end = Trainer(run).advance(300, grid=GRID)
    np.testing.assert_array_equal(
        found.loss[:, -1], np.concatenate([end.train_loss, end.validation_loss, end.test_loss])
    )
    assert end.probability is not None
    np.testing.assert_allclose(found.maps[-1], end.probability[0], atol=1e-6)
    assert found.steps[0] == 0
    assert found.steps[-1] == 300


def test_the_best_step_is_chosen_without_the_test_share():
    found = course(replace(START, steps=300))
    other = replace(found, loss=found.loss * np.array([[1], [1], [7]], "f4"))
    assert other.best == found.best == int(found.loss[1].argmin())
    assert f"step {found.steps[found.best]:,}" in for_the_end(found)


@dense("seed", SEEDS)
def test_each_cure_narrows_the_gap(seed):
    found = ends(treated(replace(START, seed=seed), AMOUNTS))
    plain = found[PLAIN].gap()
    for key in CURES:
        assert found[key].gap() < 0.85 * plain, key
        assert found[key].loss[1, -1] < found[PLAIN].loss[1, -1], key


def test_a_run_that_was_stopped_early_ends_with_its_best_weights():
    found = ends({"early": CURES["early"].change(START, 200)})["early"]
    assert found.stopped_at is not None
    again = Trainer(START)
    end = again.advance(found.stopped_at, frozenset())
    assert found.loss[1, -1] == pytest.approx(end.validation_loss[0], abs=1e-6)


@dense("rate", [0.0, 1.0, 1000.0])
def test_a_senseless_rate_is_told_and_leaves_finite_maps(rate):
    found = course(replace(START, learning_rate=rate))
    assert np.isfinite(found.maps).all()
    assert verdict(found)
    spread = draws.spread(replace(DRAWN, learning_rate=rate, hidden=(4,)), 3)
    assert np.isfinite(spread.maps).all()


def test_shares_too_small_are_refused_with_the_numbers():
    thin = replace(START, samples=50, class_share=0.05)
    with pytest.raises(ValueError, match="of 50 points leave class 1 with"):
        course(thin)


# ---- bias and variance


def test_bias_falls_and_variance_rises_with_the_units():
    """On the default data; the squared error is lowest between the ends."""
    found = [draws.spread(replace(DRAWN, hidden=(units,))) for units in (1, 4, 16, 64)]
    bias, variance, error = ([getattr(one, name) for one in found] for name in NAMES)
    assert bias == sorted(bias, reverse=True)
    assert variance == sorted(variance)
    assert bias[0] > 1.5 * bias[-1]
    assert variance[-1] > 2 * variance[0]
    assert error[2] < min(error[0], error[3])


NAMES = ("bias", "variance", "error")


def test_more_points_bring_the_draws_together():
    few, many = (draws.spread(replace(DRAWN, samples=n, hidden=(32,))) for n in (100, 1000))
    assert many.variance < 0.5 * few.variance
    assert many.deviation.mean() < few.deviation.mean()


def test_bias_and_variance_add_up_to_the_squared_error():
    """To 1e-9, for every draw is judged at the same places."""
    found = draws.spread(replace(DRAWN, steps=50), 5)
    assert found.bias + found.variance == pytest.approx(found.error, abs=1e-9)


def test_the_draws_differ_in_their_points_alone():
    one, other = (draws._trained(replace(DRAWN, steps=0), seed) for seed in (3, 4))
    assert torch.equal(one.stack.parameters, other.stack.parameters)
    assert not torch.equal(one.samples.x_train, other.samples.x_train)


@dense("key", ["moons", "circles", "xor", "checkerboard"])
def test_the_truth_is_scaled_as_points_with_noise_are(key):
    """Without noise the nearest point of the figure has a point's label for 97 in 100."""
    run = replace(DRAWN, dataset=key, noise=0.0)
    figure, labels, places = draws.truth_of(run)
    x, y = DATASETS[key].make(1000, 0.0, 5)
    assert (labels[draws.nearest(figure, x)] == y).mean() > 0.97
    np.testing.assert_allclose(places.std(axis=0), 1, atol=0.05)
    noisy = draws.truth_of(replace(run, noise=0.3))[0]
    assert (noisy.std(axis=0) < 0.97).all()
