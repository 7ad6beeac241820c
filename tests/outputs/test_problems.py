"""The table of problems: its lines of PyTorch run, and the pairs that do not fit do fail."""

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.choices.losses import LOSSES
from explorer.choices.randomness import generator
from explorer.outputs import MEASURES, OUTPUTS, measures, regression
from explorer.outputs.networks import POINT_LOSSES
from explorer.outputs.wrong_pairs import WRONG_PAIRS
from tests.dense import dense

HIDDEN, POINTS, CLASSES = 5, 12, 3


def given(key):
    """Hidden values (N, hidden) and targets as the problem writes them."""
    owner = generator(3)
    h = torch.randn(POINTS, HIDDEN, generator=owner)
    y = {
        "binary": torch.arange(POINTS) % 2,
        "classes": torch.arange(POINTS) % CLASSES,
        "labels": torch.randint(2, (POINTS, CLASSES), generator=owner),
        "regression": torch.randn(POINTS, generator=owner),
        "regression_unit": torch.rand(POINTS, generator=owner),
    }[key]
    return h, y


def run(output):
    """The names that the lines of PyTorch leave behind."""
    h, y = given(output.key)
    names = {"nn": nn, "torch": torch, "h": h, "y": y}
    exec(output.code(HIDDEN, CLASSES), names)
    return names


def test_the_table_has_the_five_problems_of_the_courses():
    assert [entry.last for entry in OUTPUTS.values()] == [
        "sigmoid",
        "softmax",
        "a sigmoid for each label",
        "nothing",
        "sigmoid",
    ]


@dense("output", OUTPUTS.values())
def test_the_lines_of_pytorch_run_learn_and_answer_as_the_problem_wants(output):
    names = run(output)
    names["loss"].backward()
    assert names["last"].weight.grad.abs().sum() > 0
    assert names["answer"].shape == names["y"].shape
    answer = names["answer"]
    if output.key in ("binary", "labels"):
        assert set(answer.unique().tolist()) <= {0, 1}
    if output.key == "classes":
        assert answer.max() < CLASSES
    if output.key == "regression_unit":
        assert 0 < answer.min() < answer.max() < 1


@dense("output", OUTPUTS.values())
def test_the_line_of_the_loss_is_the_first_loss_of_the_problem(output):
    """To 1e-6."""
    names = run(output)
    loss = LOSSES[output.losses[0]]
    target = loss.target(names["y"], 2 if output.key == "binary" else CLASSES)
    expected = loss.mean(names["z"][None], target)[0]
    torch.testing.assert_close(names["loss"], expected, rtol=1e-6, atol=1e-6)


@dense("output", OUTPUTS.values())
def test_the_measures_of_a_problem_are_those_that_are_computed_for_it(output):
    names = run(output)
    y, z, answer = (names[name].detach().numpy() for name in ("y", "z", "answer"))
    if output.key.startswith("regression"):
        found = regression(y, answer)
    else:
        p = F.softmax(names["z"], 1) if output.key == "classes" else torch.sigmoid(names["z"])
        p = p.detach().numpy()
        found = measures(y, p[:, 0] if output.key == "binary" else p)
    assert set(output.measures) <= set(found) & set(MEASURES)
    assert set(output.losses) <= set(POINT_LOSSES)
    assert z.shape[0] == POINTS


@dense(
    ("name", "module"),
    [
        ("bce", nn.BCEWithLogitsLoss()),
        ("cross_entropy", nn.CrossEntropyLoss()),
        ("labels", nn.BCEWithLogitsLoss()),
        ("mse", nn.MSELoss()),
        ("mae", nn.L1Loss()),
        ("huber", nn.HuberLoss()),
    ],
)
def test_the_losses_of_points_are_those_of_pytorch(name, module):
    """To 1e-6."""
    z = 3 * torch.randn(POINTS, CLASSES, generator=generator(5))
    y = {"cross_entropy": torch.arange(POINTS) % CLASSES, "labels": (z > 0).float()}.get(
        name, (torch.arange(POINTS) % 2).float()
    )
    wanted = module(z if name in ("cross_entropy", "labels") else z[:, 0], y)
    torch.testing.assert_close(POINT_LOSSES[name](z, y).mean(), wanted, rtol=1e-6, atol=1e-6)


@dense("pair", WRONG_PAIRS.values())
def test_the_line_of_a_wrong_pair_runs_that_is_why_it_is_written(pair):
    h, y = given(pair.problem)
    z = nn.Linear(HIDDEN, CLASSES)(h)
    names = {"nn": nn, "torch": torch, "z": z, "y": y}
    assert eval(pair.code, names).isfinite()
    assert pair.problem in OUTPUTS
    assert pair.code != OUTPUTS[pair.problem].loss


def test_mse_after_a_sigmoid_takes_at_least_five_times_as_long():
    found = WRONG_PAIRS["mse_sigmoid"].compare()
    assert found.wrong["steps"] >= 5 * found.right["steps"] > 0
    assert abs(found.wrong["slope"]) < abs(found.right["slope"]) / 100


def test_softmax_cannot_give_two_labels_to_a_point():
    found = WRONG_PAIRS["softmax_labels"].compare()
    assert found.wrong["both"] == 0
    assert found.wrong["most"] == pytest.approx(1, abs=1e-5)
    assert found.right["both"] > 0.8
    assert found.right["all_right"] > found.wrong["all_right"] + 0.3


def test_a_relu_before_bce_leaves_no_probability_below_a_half():
    found = WRONG_PAIRS["relu_bce"].compare()
    assert found.wrong["lowest"] == 0.5
    assert found.wrong["loss"] > math.log(2) / 2 - 1e-6 > 5 * found.right["loss"]
    assert found.wrong["flat"] > 0
    assert found.right["flat"] == 0


def test_sigma_applied_twice_calls_every_point_1():
    found = WRONG_PAIRS["double_sigmoid"].compare()
    assert found.wrong["lowest"] >= 0.5
    assert found.wrong["accuracy"] == 0.5
    assert found.wrong["loss"] > 0.45
    assert found.right["accuracy"] > 0.95


@dense("pair", WRONG_PAIRS.values())
def test_what_goes_wrong_is_said_with_its_numbers_and_is_the_same_again(pair):
    found = pair.compare()
    assert set(found.right) == set(found.wrong)
    assert found.sentence.endswith(".")
    assert any(sign.isdigit() for sign in found.sentence)
    assert pair.compare.__wrapped__() == found
