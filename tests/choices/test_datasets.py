"""The points: standardised, repeatable, and labelled as their names promise."""

import numpy as np
import pytest

from explorer.choices.datasets import DATASETS, FACTOR
from explorer.config import RunConfig
from explorer.engine import sample

KEYS = tuple(DATASETS)


@pytest.mark.parametrize("key", KEYS)
def test_points_are_standardised_and_every_class_is_there(key):
    for n in (50, 501, 2000):
        x, y = DATASETS[key].make(n, 0.1, 0)
        assert x.shape == (n, 2)
        np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-12)
        np.testing.assert_allclose(x.std(axis=0), 1, atol=1e-12)
        counts = np.bincount(y, minlength=DATASETS[key].classes)
        assert len(counts) == DATASETS[key].classes
        assert counts.max() - counts.min() <= 2


@pytest.mark.parametrize("key", KEYS)
def test_equal_seeds_give_equal_points_and_others_do_not(key):
    make = DATASETS[key].make
    np.testing.assert_array_equal(make(100, 0.1, 3)[0], make(100, 0.1, 3)[0])
    assert not np.array_equal(make(100, 0.1, 3)[0], make(100, 0.1, 4)[0])


@pytest.mark.parametrize("key", KEYS)
def test_noise_changes_the_points_but_not_what_is_finite(key):
    make = DATASETS[key].make
    assert np.isfinite(make(200, 2.0, 0)[0]).all()
    assert not np.allclose(make(200, 0.0, 0)[0], make(200, 0.3, 0)[0])


NEAREST = 0.95  # share of points whose nearest neighbour is of their class, without noise


@pytest.mark.parametrize("key", KEYS)
def test_without_noise_neighbours_are_of_one_class(key):
    x, y = DATASETS[key].make(1000, 0.0, 0)
    distance = ((x[:, None] - x[None]) ** 2).sum(axis=2)
    np.fill_diagonal(distance, np.inf)
    assert (y[distance.argmin(axis=1)] == y).mean() > NEAREST


@pytest.mark.parametrize(
    ("key", "line_is_enough"),
    [
        ("linear", True),
        ("gaussians", True),
        ("circles", False),
        ("xor", False),
        ("spirals", False),
        ("checkerboard", False),
    ],
)
def test_a_line_parts_the_easy_sets_and_not_the_others(key, line_is_enough):
    from sklearn.linear_model import LogisticRegression

    x, y = DATASETS[key].make(1000, 0.0, 0)
    score = LogisticRegression().fit(x, y).score(x, y)
    assert score > 0.98 if line_is_enough else score < 0.75


def test_xor_labels_are_the_sign_of_the_product():
    x, y = DATASETS["xor"].make(500, 0.0, 0)
    far = np.abs(x).min(axis=1) > 0.3  # standardising moves the axes a little
    np.testing.assert_array_equal(y[far] == 0, (x[far, 0] * x[far, 1] > 0))


def test_the_split_takes_the_same_share_of_every_class_and_loses_no_point():
    data = sample(RunConfig(dataset="blobs", samples=500, test_fraction=0.2))
    assert np.bincount(data.y_test).tolist() == [20] * 5
    assert np.bincount(data.y_train).tolist() == [80] * 5
    assert data.x_train.abs().max() <= data.extent


def test_the_factor_that_is_told_of_circles_is_the_one_they_are_drawn_with():
    x, y = DATASETS["circles"].make(1000, 0.0, 0)
    inner, outer = (np.linalg.norm(x[y == k], axis=1).mean() for k in (1, 0))
    assert inner / outer == pytest.approx(FACTOR, abs=1e-3)  # scaled by other shares along x and y
    assert f"factor {FACTOR}" in DATASETS["circles"].remark
