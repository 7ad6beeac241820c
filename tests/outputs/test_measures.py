"""Measures are scikit-learn's, and a measure without a value is None."""

import math
import warnings

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from explorer.config import Member, RunConfig
from explorer.engine import Trainer, sample
from explorer.outputs import MEASURES, measures, regression
from explorer.outputs.measures import beside_base_rate
from tests.dense import dense

TOLERANCE = 1e-12


def told(value):
    """NaN of scikit-learn is None here."""
    return None if math.isnan(value) else pytest.approx(value, abs=TOLERANCE)


def drawn(size, classes=2, seed=0):
    random = np.random.RandomState(seed)
    return random.randint(classes, size=size), random.random_sample(size)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=1, max_size=30),
    st.floats(0, 1),
)
def test_measures_of_two_classes_are_scikit_learns_whatever_the_points(points, threshold):
    """To 1e-12."""
    y, p = (np.array(column) for column in zip(*points, strict=True))
    found = measures(y, p, threshold)
    guess = p > threshold
    assert found["confusion"] == metrics.confusion_matrix(y, guess, labels=[0, 1]).tolist()
    assert [[found["tn"], found["fp"]], [found["fn"], found["tp"]]] == found["confusion"]
    assert found["accuracy"] == pytest.approx(metrics.accuracy_score(y, guess), abs=TOLERANCE)
    assert found["precision"] == told(metrics.precision_score(y, guess, zero_division=np.nan))
    assert found["recall"] == told(metrics.recall_score(y, guess, zero_division=np.nan))
    assert found["f1"] == told(metrics.f1_score(y, guess, zero_division=np.nan))
    assert found["tpr"] == found["recall"]
    specificity = metrics.recall_score(y, guess, pos_label=0, zero_division=np.nan)
    assert found["fpr"] == told(1 - specificity)
    assert found["base_rate"] == pytest.approx(max(y.mean(), 1 - y.mean()))


def test_a_threshold_of_0_calls_1_whatever_may_be_and_one_of_1_nothing():
    y, p = np.array([0, 0, 1, 1]), np.array([0.0, 0.4, 0.6, 1.0])
    assert measures(y, p, 0)["confusion"] == [[1, 1], [0, 2]]
    assert measures(y, p, 1)["confusion"] == [[2, 0], [2, 0]]


def test_a_network_that_does_not_know_is_judged_as_the_engine_judges_it():
    """Logits of 0: what lies on the threshold itself is class 0 here, there and in the browser."""
    config = RunConfig(samples=50, hidden=(), members=(Member(),))
    trainer, data = Trainer(config), sample(config)
    for index in range(3):
        trainer.set_parameter(0, index, 0.0)
    chances = torch.sigmoid(trainer.stack(data.x_test))[0, :, 0]
    found = measures(data.y_test.numpy(), chances.numpy())
    assert found["accuracy"] == pytest.approx(trainer.advance(0).test_accuracy[0])
    assert found["tp"] == found["fp"] == 0


def test_a_class_that_is_missing_leaves_its_rates_without_a_value():
    found = measures(np.ones(3, int), np.array([0.2, 0.7, 0.9]), 0.5)
    assert (found["fpr"], found["tpr"]) == (None, pytest.approx(2 / 3))
    assert (found["base_rate"], found["base_class"]) == (1.0, 1)
    found = measures(np.zeros(3, int), np.array([0.2, 0.3, 0.4]), 0.5)
    assert [found[key] for key in ("precision", "recall", "f1", "tpr")] == [None] * 4
    assert "one class" in beside_base_rate(found)


@dense("classes", [2, 3, 5, 10])
def test_measures_of_several_classes_are_scikit_learns(classes):
    """To 1e-12, a class that is never named and one that never occurs among them."""
    y, _ = drawn(60, classes - 1 if classes > 2 else 2)
    p = np.random.RandomState(1).dirichlet(np.ones(classes), 60)
    p[:, 0] = 0
    found, guess, every = measures(y, p), p.argmax(axis=1), range(classes)
    assert found["confusion"] == metrics.confusion_matrix(y, guess, labels=every).tolist()
    assert found["accuracy"] == pytest.approx(metrics.accuracy_score(y, guess), abs=TOLERANCE)
    for key, score in (
        ("precision", metrics.precision_score),
        ("recall", metrics.recall_score),
        ("f1", metrics.f1_score),
    ):
        each = score(y, guess, labels=every, average=None, zero_division=np.nan)
        assert [one[key] for one in found["per_class"]] == [told(value) for value in each]
        mean = score(y, guess, labels=every, average="macro", zero_division=np.nan)
        assert found[f"macro_{key}"] == told(mean)
    assert found["per_class"][0]["precision"] is None
    assert sum(one["count"] for one in found["per_class"]) == 60


@dense("labels", [1, 2, 5])
def test_several_labels_are_judged_one_by_one_and_together(labels):
    """To 1e-12."""
    y, p = drawn((40, labels))
    found, guess = measures(y, p, 0.4), (p >= 0.4).astype(int)
    assert found["all_right"] == pytest.approx((guess == y).all(axis=1).mean())
    assert found["labels_right"] == pytest.approx(1 - metrics.hamming_loss(y, guess))
    assert found["per_label"] == [measures(y[:, k], p[:, k], 0.4) for k in range(labels)]
    assert beside_base_rate(found).endswith(".")


def test_the_base_rate_of_several_labels_is_that_of_the_commonest_set():
    y = np.array([[1, 1], [1, 1], [0, 1], [0, 0]])
    found = measures(y, np.full((4, 2), 0.9))
    assert (found["base_rate"], found["base_class"]) == (0.5, "{0 and 1}")
    assert found["all_right"] == 0.5
    assert "Nothing is gained" in beside_base_rate(found)


def test_measures_of_numbers_are_scikit_learns():
    """To 1e-12."""
    random = np.random.RandomState(0)
    y, told = random.standard_normal((2, 50))
    found = regression(y, told)
    assert found["mse"] == pytest.approx(metrics.mean_squared_error(y, told), abs=TOLERANCE)
    assert found["mae"] == pytest.approx(metrics.mean_absolute_error(y, told), abs=TOLERANCE)
    assert found["r2"] == pytest.approx(metrics.r2_score(y, told), abs=TOLERANCE)
    assert found["mbe"] == pytest.approx((told - y).mean(), abs=TOLERANCE)
    assert regression(y, np.full(50, y.mean()))["mse"] == pytest.approx(found["base_mse"])


def test_errors_of_both_signs_cancel_in_the_bias_alone():
    found = regression([0.0, 0.0], [2.0, -2.0])
    assert (found["mbe"], found["mae"], found["mse"]) == (0, 2, 4)


@dense("y", [[1.0], [2.0, 2.0, 2.0]])
def test_values_that_do_not_vary_have_no_share_explained(y):
    assert regression(y, np.zeros(len(y)))["r2"] is None


@dense(
    ("y", "p", "threshold", "words"),
    [
        ([0, 1], [0.1, math.nan], 0.5, "1 of 2 probabilities are not finite: the network has"),
        ([0, 1], [0.1, 1.5], 0.5, "a probability is 1.5"),
        ([0, 2], [0.1, 0.5], 0.5, "expected whole numbers 0 to 1"),
        ([0, 0.5], [0.1, 0.5], 0.5, "a label is"),
        ([], [], 0.5, "no point"),
        ([0, 1], [0.1], 0.5, "shape"),
        ([[0, 1]], [0.1], 0.5, "shape"),
        ([[0, 1]], [[0.1, 0.2, 0.3]], 0.5, "shape"),
        ([0, 1], [0.1, 0.2], 1.01, "the threshold is 1.01"),
        ([0, 1], [0.1, 0.2], math.nan, "the threshold is nan"),
        ([3], [[0.1, 0.2, 0.7]], 0.5, "expected whole numbers 0 to 2"),
    ],
)
def test_a_wrong_argument_is_refused_with_its_value(y, p, threshold, words):
    with pytest.raises(ValueError, match=words):
        measures(np.array(y), np.array(p), threshold)


def test_a_network_that_has_diverged_has_no_measures_of_its_numbers():
    with pytest.raises(ValueError, match="diverged"):
        regression([0.0, 1.0], [math.inf, 0.0])


def test_accuracy_is_worth_what_it_has_beyond_the_base_rate():
    y, p = np.arange(10) == 9, np.zeros(10)
    words = beside_base_rate(measures(y.astype(int), p))
    assert words == "90 % are right, and always saying 0 gets just as many. Nothing is gained."
    better = beside_base_rate(measures(y.astype(int), y.astype(float)))
    assert better == "100 % are right, and always saying 0 gets 90 %."


@dense("entry", MEASURES.values())
def test_every_measure_has_its_formula_and_question(entry):
    assert entry.formula.count("{") == entry.formula.count("}") > 0
    assert "?" in entry.question
    assert entry.better in ("high", "low", "zero", "")


def test_every_measure_in_the_registry_is_computed():
    y, p = drawn((20, 2))
    computed = {
        *measures(y[:, 0], p[:, 0]),
        *measures(y[:, 0], p),
        *measures(y, p),
        *regression(y[:, 0], p[:, 0]),
    }
    assert set(MEASURES) <= computed


def test_nothing_warns():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        measures(np.zeros(4, int), np.zeros((4, 3)))
        measures(np.zeros((4, 2), int), np.zeros((4, 2)), 1)
        measures(np.zeros(4, int), np.ones(4), 1)
