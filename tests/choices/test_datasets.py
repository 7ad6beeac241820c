"""The points: standardised, repeatable, and labelled as their names promise."""

import numpy as np
import pytest

from explorer.choices.datasets import CLASSED, DATASETS
from explorer.choices.gates import CORNERS
from explorer.config import RunConfig
from explorer.engine import sample

KEYS = tuple(key for key, one in DATASETS.items() if not one.rows)
TABLES = tuple(key for key, one in DATASETS.items() if one.rows)
EVEN = tuple(key for key in CLASSED if key not in ("and", "or"))
OTHERS = tuple(key for key in KEYS if key not in CLASSED)


@pytest.mark.parametrize("key", KEYS)
def test_points_are_standardised(key):
    for n in (50, 501, 2000):
        x, y = DATASETS[key].make(n, 0.1, 0)
        assert x.shape == (n, DATASETS[key].axes)
        assert len(y) == n
        np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-12)
        np.testing.assert_allclose(x.std(axis=0), 1, atol=1e-12)


@pytest.mark.parametrize("key", EVEN)
def test_every_class_is_there_as_often_as_the_others(key):
    for n in (50, 501, 2000):
        _, y = DATASETS[key].make(n, 0.1, 0)
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
    clean, noisy = make(200, 0.0, 0), make(200, 0.3, 0)
    assert all(np.isfinite(part).all() for part in make(200, 2.0, 0))
    assert not all(np.allclose(a, b) for a, b in zip(clean, noisy, strict=True))


NEAREST = 0.95  # share of points whose nearest neighbour is of their class, without noise


@pytest.mark.parametrize("key", CLASSED)
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
    data = sample(RunConfig(dataset="blobs", validation_fraction=0.1, test_fraction=0.2))
    assert np.bincount(data.y_test).tolist() == [20] * 5
    assert np.bincount(data.y_validation).tolist() == [10] * 5
    assert np.bincount(data.y_train).tolist() == [70] * 5
    assert data.x_train.abs().max() <= data.extent


@pytest.mark.parametrize("factor", [0.3, 0.5, 0.8])
def test_the_inner_circle_has_the_factor_asked_for(factor):
    x, y = DATASETS["circles"].make(1000, 0.0, 0, factor=factor, scaled=False)
    inner, outer = (np.linalg.norm(x[y == k], axis=1) for k in (1, 0))
    np.testing.assert_allclose(inner, factor)
    np.testing.assert_allclose(outer, 1)


def test_raw_circles_are_the_points_of_scikit_learn_s_own_call():
    from sklearn.datasets import make_circles

    x, y = DATASETS["circles"].make(1000, 0.03, 42, factor=0.8, scaled=False)
    wanted, labels = make_circles(1000, noise=0.03, random_state=42)
    np.testing.assert_array_equal(x, wanted)
    np.testing.assert_array_equal(y, labels)
    config = RunConfig(samples=1000, noise=0.03, seed=42, factor=0.8, raw=True)
    data = sample(config)
    found = np.concatenate([data.x_train, data.x_validation, data.x_test])
    np.testing.assert_array_equal(np.unique(found), np.unique(wanted.astype(np.float32)))


@pytest.mark.parametrize("key", TABLES)
def test_a_table_is_all_of_its_rows_standardised_whatever_is_asked(key):
    x, y = DATASETS[key].make(50, 0.3, 5)
    assert x.shape == (DATASETS[key].rows, DATASETS[key].axes)
    assert sorted(set(y.tolist())) == list(range(DATASETS[key].classes))
    assert len(DATASETS[key].answers) == DATASETS[key].classes
    assert len(set(DATASETS[key].inputs)) == DATASETS[key].axes
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=1e-9)
    spread = x.std(axis=0)
    np.testing.assert_allclose(spread[spread > 0], 1, atol=1e-9)


def test_scikit_learn_s_logistic_regression_finds_what_it_is_known_for_in_the_tables():
    from sklearn.linear_model import LogisticRegression

    for key, least in {"breast_cancer": 0.97, "wine": 0.97, "iris": 0.93, "digits": 0.94}.items():
        data = sample(RunConfig(dataset=key, test_fraction=0.2))
        model = LogisticRegression(max_iter=1000).fit(data.x_train, data.y_train)
        seen = np.concatenate([data.x_validation, data.x_test])
        assert model.score(seen, np.concatenate([data.y_validation, data.y_test])) >= least - 0.04


@pytest.mark.parametrize(
    ("key", "says"), [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("gate_xor", [0, 1, 1, 0])]
)
def test_a_gate_has_four_points_and_its_own_truth_table(key, says):
    x, y = DATASETS[key].make(100, 0.0, 0)
    corners, index = np.unique(np.round(x, 6), axis=0, return_inverse=True)
    assert len(corners) == len(CORNERS)
    for k, answer in enumerate(says):  # sorted as CORNERS are
        assert set(y[index == k]) == {answer}


@pytest.mark.parametrize("share", [0.05, 0.3, 0.95])
@pytest.mark.parametrize("key", [key for key in KEYS if DATASETS[key].problem == "binary"])
def test_class_1_has_the_share_asked_for(key, share):
    _, y = DATASETS[key].make(200, 0.1, 0, share)
    assert len(y) == 200
    assert y.sum() == round(200 * share)


def test_a_share_that_leaves_a_class_empty_is_refused_with_the_share():
    with pytest.raises(ValueError, match=r"class share of 0\.05 leaves a class of 5 points empty"):
        DATASETS["circles"].make(5, 0.1, 0, 0.05)


@pytest.mark.parametrize("key", [key for key in OTHERS if DATASETS[key].problem == "labels"])
def test_points_with_several_labels_have_both_one_and_none(key):
    _, y = DATASETS[key].make(1000, 0.0, 0)
    assert {tuple(row) for row in y.tolist()} == {(0, 0), (0, 1), (1, 0), (1, 1)}


@pytest.mark.parametrize("key", [key for key in OTHERS if DATASETS[key].problem != "labels"])
def test_the_values_of_a_regression_lie_where_they_are_said_to_without_noise(key):
    dataset = DATASETS[key]
    _, y = dataset.make(1000, 0.0, 0)
    assert dataset.low <= y.min() < y.max() <= dataset.high


def test_the_wave_is_the_sine_of_its_input():
    x, y = DATASETS["wave"].make(2000, 0.0, 0)
    order = np.argsort(x[:, 0])
    turns = (np.diff(np.sign(np.diff(y[order]))) != 0).sum()
    assert turns == 2  # from −3π/2 to 3π/2 it turns at ±π/2
