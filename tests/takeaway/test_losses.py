"""The table of losses holds what the run has passed, network by network."""

import csv
from dataclasses import replace
from io import StringIO

import numpy as np
import pytest

from explorer.choices.datasets import DATASETS
from explorer.config import Member, RunConfig
from explorer.live.run import LiveRun
from explorer.takeaway import losses

SMALL = RunConfig(samples=100, hidden=(4,), batch_size=16, members=(Member("tanh"), Member("relu")))


@pytest.fixture
def watched():
    """A run that was watched for a while, with its table."""

    def watch(**fields):
        run = LiveRun(replace(SMALL, **fields), "test")
        run.frames(5, 30, 60.0)
        return run, list(csv.DictReader(StringIO(losses(run.config, run.history))))

    return watch


def test_each_network_has_a_row_for_each_step_seen(watched):
    run, rows = watched(members=(Member("tanh"), Member("tanh", changes=(("optimizer", "sgd"),))))
    assert [row["network"] for row in rows] == ["1: Adam"] * 6 + ["2: SGD"] * 6
    assert [int(row["step"]) for row in rows] == [0, 6, 12, 18, 24, 30] * 2
    for row, (place, seen) in zip(
        rows, ((place, seen) for place in range(2) for seen in run.history), strict=True
    ):
        assert float(row["epoch"]) == pytest.approx(seen.epoch, rel=1e-5)
        for share in ("train", "validation", "test"):
            assert np.float32(row[f"{share}_loss"]) == getattr(seen, f"{share}_loss")[place]
            assert np.float32(row[f"{share}_accuracy"]) == getattr(seen, f"{share}_accuracy")[place]


def test_scores_are_called_as_the_problem_calls_them(watched):
    named = {
        DATASETS[key].problem: [name for name in watched(dataset=key)[1][0] if "train" in name][1]
        for key in ("circles", "blobs", "two_areas", "wave", "admission")
    }
    assert named == {
        "binary": "train_accuracy",
        "classes": "train_accuracy",
        "labels": "train_all_labels_right",
        "regression": "train_r2",
        "regression_unit": "train_r2",
    }


def test_a_loss_that_does_not_exist_is_left_empty(watched):
    run, _ = watched(members=(Member("tanh"),))
    broken = replace(
        run.latest.snapshot, train_loss=np.array([np.inf]), test_loss=np.array([np.nan])
    )
    (row,) = csv.DictReader(StringIO(losses(run.config, [broken])))
    assert (row["train_loss"], row["test_loss"]) == ("", "")
    assert row["validation_loss"]


def test_no_cell_begins_as_a_formula_of_a_spreadsheet(watched):
    _, rows = watched(members=(Member("=-x"), Member("=2 * x")))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
