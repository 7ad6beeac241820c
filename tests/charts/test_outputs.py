"""The tables and charts of the output end: what is drawn is what was counted."""

import math

import numpy as np
import pytest

pytest.importorskip("altair")

from explorer import tables
from explorer.charts import outputs as charts
from explorer.charts import pictures
from explorer.choices import palette
from explorer.outputs import measures
from explorer.outputs.descent import BALLS, path
from explorer.outputs.landscapes import LANDSCAPES
from explorer.outputs.losses import LOGIT, LOSS_CURVES, get
from explorer.outputs.thresholds import roc, table
from tests.charts.test_functions import fields
from tests.dense import dense

Y, P = np.array([0, 0, 1, 1, 1, 0]), np.array([0.1, 0.4, 0.35, 0.8, 0.9, 0.6])
ROCS = {"tanh": roc(Y, P), "ReLU": roc(Y, 1 - P), "none": roc(np.ones(6, int), P)}
HERE = {name: table(labels, P, [0.5]) for name, labels in (("tanh", Y), ("none", np.ones(6, int)))}


def test_the_table_of_thresholds_is_what_was_counted():
    found = table(Y, P)
    shown = tables.output_thresholds(found)
    assert list(shown.columns) == [
        *("threshold", "TN", "FP", "FN", "TP", "FPR", "TPR", "accuracy", "precision", "F1")
    ]
    row = shown[shown["threshold"] == 0.5].iloc[0]
    alone = measures(Y, P, 0.5)
    assert [[row["TN"], row["FP"]], [row["FN"], row["TP"]]] == alone["confusion"]
    assert row["F1"] == pytest.approx(alone["f1"])
    assert "nan" not in shown.to_csv()


def test_the_roc_chart_draws_a_curve_a_network_and_says_which_has_none():
    names, curves = tables.output_roc_names(ROCS), tables.output_roc(ROCS)
    assert set(curves["name"]) == {"tanh", "ReLU"}
    assert list(names["text"])[-1] == "none: no curve"
    assert list(tables.output_roc_here(HERE)["name"]) == ["tanh"]
    assert curves["threshold"][0] == "above all"
    here = tables.output_roc_here(HERE)
    assert fields(charts.roc(list(ROCS)).to_dict()) <= {*curves, *names, *here}


@dense("classes", [2, 3, 5, 10])
def test_the_confusion_has_a_cell_for_every_pair_whose_shares_of_a_truth_sum_to_1(classes):
    random = np.random.RandomState(0)
    counts = random.randint(9, size=(classes, classes))
    counts[-1] = 0
    cells = tables.output_confusion(counts.tolist())
    assert len(cells) == classes**2
    sums = cells.groupby("truth")["share"].sum()
    np.testing.assert_allclose(sums[sums > 0], 1)
    assert set(cells[cells["truth"] == str(classes - 1)]["percent"]) == {""}
    assert cells["right"].sum() == classes
    assert fields(charts.confusion(classes).to_dict()) <= set(cells)


@dense("key", LOSS_CURVES)
def test_a_loss_is_drawn_for_both_labels_in_float32_and_exact(key):
    rows = tables.output_loss(key, -20, 20, 41)
    labels = list(dict.fromkeys(rows["label"]))
    assert labels == (["y = 0", "y = 1"] if get(key).over == LOGIT else ["loss"])
    for column in ("value", "slope"):
        chart = charts.loss(column, labels, "z", (-20, 20, -1, 25))
        assert fields(chart.to_dict()) <= set(rows)


def test_the_labels_have_the_colours_of_their_classes():
    spec = str(charts.loss("value", ["y = 0", "y = 1"], "z", (-1, 1, 0, 1)).to_dict())
    assert palette.NEGATIVE in spec
    assert palette.POSITIVE in spec


def test_where_bce_on_probabilities_breaks_the_two_lines_part():
    rows = tables.output_loss("bce_probability", -20, 20, 41)
    apart = rows[(rows["value"] - rows["exact_value"]).abs() > 1]
    assert set(apart["label"]) == {"y = 0"}
    assert apart["x"].min() == 17


@dense("landscape", LANDSCAPES.values())
def test_the_balls_lie_on_the_curve_and_one_that_diverges_ends(landscape):
    """To 1e-2 of the curve's height, between two of its samples."""
    paths = {
        BALLS[key].label: path(landscape, landscape.start, key, rate, 20)
        for key, rate in zip(("sgd", "adam", "momentum"), landscape.rates, strict=True)
    }
    curve, balls = tables.output_landscape(landscape), tables.output_paths(paths)
    inside = balls[balls["w"].between(landscape.low, landscape.high)]
    height = np.interp(inside["w"], curve["w"], curve["loss"])
    np.testing.assert_allclose(inside["loss"], height, atol=1e-2 * curve["loss"].max())
    assert balls["last"].sum() == len(paths)
    chart = charts.descent(list(paths), (landscape.low, landscape.high), 20)
    assert fields(chart.to_dict()) <= {*curve, *balls}


def test_a_roc_chart_is_one_picture_to_take_away():
    tables_of_it = {
        charts.ROC: tables.output_roc(ROCS),
        charts.ROC_NAMES: tables.output_roc_names(ROCS),
        charts.ROC_HERE: tables.output_roc_here(HERE),
    }
    chart = charts.roc(list(ROCS))
    assert pictures.png(chart, tables_of_it).startswith(b"\x89PNG")
    assert f"{math.nan}" not in pictures.svg(chart, tables_of_it).lower()
