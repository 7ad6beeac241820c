"""The browser judges answers as scikit-learn does."""

import math
from functools import partial
from typing import Any

import numpy as np
import pytest
from sklearn import metrics

from tests import node

pytestmark = node.needs_node
script = partial(node.script, ("shared/measures.js",))

NOTHING: Any = {"zero_division": np.nan}  # a share of nothing is no number, and left out of a mean
SIX_THOUSAND = {  # threshold → TN, FP, FN, TP of 6,512 cases, and FPR and TPR to two places
    0.01: ((1318, 3641, 3, 1550), (0.73, 1.00)),
    0.02: ((1776, 3183, 10, 1543), (0.64, 0.99)),
    0.98: ((4958, 1, 1431, 122), (0.00, 0.08)),
    0.99: ((4958, 1, 1448, 105), (0.00, 0.07)),
}


def answers(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits and labels of 120 points: a network better than guessing, with equal scores."""
    rng = np.random.default_rng(seed)
    labels = (rng.random(120) < 0.3).astype(int)
    return np.round(rng.normal(2 * labels - 1, 1.5), 1), labels


def known(value: float) -> float | None:
    """A measure as the browser has it: null where scikit-learn has no number."""
    return None if math.isnan(value) else value


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("threshold", [0.01, 0.2, 0.5, 0.77, 0.99])
def test_counts_and_rates_at_a_threshold_are_those_of_scikit_learn(
    threshold: float, seed: int
) -> None:
    """Counts exactly, rates to 1e-12."""
    z, labels = answers(seed)
    data = {"z": z.tolist(), "labels": labels.tolist(), "threshold": threshold}
    body = """const counts = countsAt(d.z, d.labels, logit(d.threshold));
              return { counts, ...ratesOf(counts) };"""
    found = script(body, data)
    said = (1 / (1 + np.exp(-z)) > threshold).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(labels, said).ravel()
    assert found["counts"] == {"tn": tn, "fp": fp, "fn": fn, "tp": tp}
    wanted = {
        "accuracy": metrics.accuracy_score(labels, said),
        "precision": known(metrics.precision_score(labels, said, **NOTHING)),
        "recall": metrics.recall_score(labels, said),
        "f1": metrics.f1_score(labels, said, **NOTHING),
        "fpr": fp / (fp + tn),
        "tpr": tp / (tp + fn),
    }
    for name, value in wanted.items():
        assert found[name] == (value if value is None else pytest.approx(value, abs=1e-12)), name


@pytest.mark.parametrize("threshold", SIX_THOUSAND)
def test_the_rates_of_six_thousand_cases_are_those_printed(threshold: float) -> None:
    counts, wanted = SIX_THOUSAND[threshold]
    data = dict(zip(("tn", "fp", "fn", "tp"), counts, strict=True))
    found = script("return ratesOf(d);", data)
    assert (round(found["fpr"], 2), round(found["tpr"], 2)) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_the_roc_and_its_area_are_those_of_scikit_learn(seed: int) -> None:
    """Every point and the area to 1e-12, with scores that are equal."""
    z, labels = answers(seed)
    data = {"z": z.tolist(), "labels": labels.tolist()}
    found = script("const r = rocOf(d.z, d.labels); return { ...r, area: areaUnder(r) };", data)
    fpr, tpr, _ = metrics.roc_curve(labels, z, drop_intermediate=False)
    assert len(np.unique(z)) < len(z)
    np.testing.assert_allclose(found["fpr"], fpr, atol=1e-12)
    np.testing.assert_allclose(found["tpr"], tpr, atol=1e-12)
    assert found["area"] == pytest.approx(metrics.roc_auc_score(labels, z), abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("classes", [3, 5, 10])
def test_the_table_of_many_classes_and_its_means_are_those_of_scikit_learn(
    classes: int, seed: int
) -> None:
    """Counts exactly, means to 1e-12; the last class is never answered: it has no precision."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, 60)
    said = np.where(rng.random(60) < 0.6, labels, rng.integers(0, classes, 60)) % (classes - 1)
    body = """const table = confusionOf(d.said, d.labels, d.K);
              return { table, ...averages(table), base: baseRate(d.labels, d.K) };"""
    found = script(body, {"said": said.tolist(), "labels": labels.tolist(), "K": classes})
    every = range(classes)
    assert found["table"] == metrics.confusion_matrix(labels, said, labels=every).tolist()
    assert found["accuracy"] == pytest.approx(metrics.accuracy_score(labels, said), abs=1e-12)
    wanted = metrics.precision_recall_fscore_support(
        labels, said, labels=list(every), average="macro", **NOTHING
    )
    for name, value in zip(("precision", "recall", "f1"), wanted, strict=False):
        assert found[name] == pytest.approx(value, abs=1e-12), name
    counts = np.bincount(labels, minlength=classes)
    assert found["base"] == {"class": counts.argmax(), "share": counts.max() / 60}


def test_a_share_of_nothing_is_none_and_no_number_is_above_nothing() -> None:
    body = """return {
        none: ratesOf({ tn: 0, fp: 0, fn: 0, tp: 0 }),
        silent: ratesOf({ tn: 3, fp: 0, fn: 2, tp: 0 }),
        broken: countsAt([NaN, NaN, 1], [0, 1, 1], 0),
        alone: [rocOf([1, 2], [1, 1]), rocOf([NaN, 2], [0, 1]), areaUnder(null)],
        empty: baseRate([], 2),
    };"""
    found = script(body)
    assert set(found["none"].values()) == {None}
    silent = {"accuracy": 0.6, "precision": None, "recall": 0, "f1": 0, "fpr": 0, "tpr": 0}
    assert found["silent"] == silent
    assert found["broken"] == {"tn": 1, "fp": 0, "fn": 1, "tp": 1}
    assert found["alone"] == [None, None, None]
    assert found["empty"]["share"] is None


@pytest.mark.parametrize("p", [0.01, 0.3, 0.5, 0.99])
def test_a_logit_and_its_probability_lead_to_each_other(p: float) -> None:
    found = script("return [logit(d), sigmoid(logit(d))];", p)
    assert found == pytest.approx([math.log(p / (1 - p)), p], abs=1e-12)
