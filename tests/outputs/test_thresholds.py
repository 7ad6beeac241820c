"""The table of thresholds counts as one measure does, and the ROC curve is scikit-learn's."""

import math

import numpy as np
import pytest
from sklearn import metrics

from explorer.outputs import measures
from explorer.outputs.thresholds import HUNDREDTHS, best, exact, logit, roc, table
from tests.dense import dense

# Of 6,512 cases, how many lie between two thresholds, by class: they give the counts of a decade
# of teaching, TN 1318 FP 3641 FN 3 TP 1550 at 0.01 and so on.
BETWEEN = (
    (0.005, 1318, 3),
    (0.015, 458, 7),
    (0.5, 3182, 1421),
    (0.985, 0, 17),
    (0.995, 1, 105),
)


def cases():
    """y and probability, both (6512,)."""
    parts = [
        (np.repeat([0, 1], [zeros, ones]), np.full(zeros + ones, chance))
        for chance, zeros, ones in BETWEEN
    ]
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))


@dense(
    ("threshold", "counts", "rates"),
    [
        (0.01, (1318, 3641, 3, 1550), (0.73, 1.00)),
        (0.02, (1776, 3183, 10, 1543), (0.64, 0.99)),
        (0.98, (4958, 1, 1431, 122), (0.00, 0.08)),
        (0.99, (4958, 1, 1448, 105), (0.00, 0.07)),
    ],
)
def test_the_table_of_6512_cases_has_the_counts_and_rates_of_the_course(threshold, counts, rates):
    y, p = cases()
    assert (len(y), y.sum()) == (6512, 1553)
    found = table(y, p)
    (row,) = np.flatnonzero(found.threshold == threshold)
    assert tuple(getattr(found, name)[row] for name in ("tn", "fp", "fn", "tp")) == counts
    assert (round(found.fpr[row], 2), round(found.tpr[row], 2)) == rates


def drawn(size, seed=0):
    random = np.random.RandomState(seed)
    y = random.randint(2, size=size)
    return y, np.clip(0.3 * y + 0.6 * random.random_sample(size), 0, 1).round(2)


@dense("size", [1, 2, 30, 200])
def test_a_row_of_the_table_is_what_the_measures_say_at_its_threshold(size):
    y, p = drawn(size)
    for found in (table(y, p), table(y, p, exact(p))):
        for row, threshold in enumerate(found.threshold):
            alone = measures(y, p, float(threshold))
            for name in ("tn", "fp", "fn", "tp", "fpr", "tpr", "accuracy", "precision", "f1"):
                value = getattr(found, name)[row]
                assert alone[name] == (None if math.isnan(value) else pytest.approx(value))


def test_the_thresholds_are_the_hundredths_or_those_of_the_data():
    np.testing.assert_array_equal(HUNDREDTHS, [float(f"0.{n:02}") for n in range(1, 100)])
    np.testing.assert_array_equal(exact([0.7, 0.2, 0.7]), [0, 0.2, 0.7, 1])


@dense("seed", range(5))
def test_the_roc_curve_and_its_area_are_those_of_scikit_learn(seed):
    """To 1e-12, of probabilities and of logits."""
    y, p = drawn(100, seed)
    found = roc(y, p)
    assert found.auc == pytest.approx(metrics.roc_auc_score(y, p), abs=1e-12)
    assert found.auc == pytest.approx(np.trapezoid(found.tpr, found.fpr), abs=1e-12)
    assert (found.fpr[0], found.tpr[0], found.fpr[-1], found.tpr[-1]) == (0, 0, 1, 1)
    assert found.threshold[0] == math.inf
    rows = table(y, p, np.clip(np.nextafter(exact(p), -1), 0, 1))  # there it is from p on
    on_curve = set(zip(rows.fpr, rows.tpr, strict=True)) | {(0.0, 0.0), (1.0, 1.0)}
    assert set(zip(found.fpr, found.tpr, strict=True)) <= on_curve
    by_logit = roc(y, np.log(p + 1e-9) - np.log(1 - p + 1e-9))
    np.testing.assert_array_equal(by_logit.tpr, found.tpr)


@dense(("label", "missing", "rate"), [(0, 1, "true"), (1, 0, "false")])
def test_with_a_class_missing_there_is_no_curve_and_a_sentence(label, missing, rate):
    found = roc(np.full(5, label), np.linspace(0, 1, 5))
    assert found.auc is None
    assert len(found.fpr) == len(found.tpr) == 0
    assert f"No point is of class {missing}" in found.why
    assert f"no {rate} positive rate" in found.why
    rows = table(np.full(5, label), np.linspace(0, 1, 5))
    assert np.isnan(rows.tpr if missing else rows.fpr).all()
    assert np.isfinite(rows.fpr if missing else rows.tpr).all()


def test_equal_scores_have_the_area_of_guessing_and_say_so():
    found = roc([0, 1, 1], [0.5, 0.5, 0.5])
    assert found.auc == 0.5
    np.testing.assert_array_equal(found.fpr, [0, 1])
    np.testing.assert_array_equal(found.tpr, [0, 1])
    assert "Every point has the score 0.5" in found.why


def test_a_curve_below_guessing_is_told_to_be():
    assert "worse than guessing" in roc([0, 0, 1, 1], [0.9, 0.8, 0.2, 0.1]).why
    assert roc([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]).why == ""


def test_at_threshold_0_whatever_may_be_is_1_and_at_1_nothing():
    found = table([0, 1, 1], [0.0, 0.6, 1.0], [0, 1])
    assert (found.tn.tolist(), found.fp.tolist()) == ([1, 1], [0, 0])
    assert (found.fn.tolist(), found.tp.tolist()) == ([0, 2], [2, 0])


@dense("threshold", [0.01, 0.3, 0.5, 0.99])
def test_the_logit_of_a_threshold_is_where_sigma_reaches_it(threshold):
    """To 1e-15."""
    assert 1 / (1 + math.exp(-logit(threshold))) == pytest.approx(threshold, abs=1e-15)
    assert (logit(0), logit(1), logit(0.5)) == (-math.inf, math.inf, 0)


def test_the_best_threshold_is_the_one_nearest_a_half_among_equals():
    found = table([0, 0, 1, 1], [0.1, 0.3, 0.6, 0.9])
    assert best(found, "accuracy") == (0.5, 1.0)
    assert best(found, "f1") == (0.5, 1.0)
    assert best(table([0, 0], [0.1, 0.2], [0.5]), "f1") is None


@dense(
    ("arguments", "words"),
    [
        (([0, 1], [0.1, math.nan]), "diverged"),
        (([0, 1], [0.1, 0.2], [1.5]), "the threshold is 1.5"),
        (([0, 3], [0.1, 0.2]), "a label is"),
        (([], []), "no point"),
    ],
)
def test_wrong_arguments_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        table(*arguments)


@dense("value", [math.nan, math.inf])
def test_a_score_that_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="diverged"):
        roc([0, 1], [0.1, value])
