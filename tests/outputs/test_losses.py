"""Losses over the logit: PyTorch's numbers beside exact ones, where they break, what it costs."""

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.outputs.losses import DIFFERENCE, LABELS, LOGIT, LOSS_CURVES, get, sampled
from explorer.outputs.slopes import (
    beside,
    breaks,
    margin,
    means,
    steps_until_learnt,
    time_lost,
)
from tests.dense import dense

CASES = [(key, y) for key in LOSS_CURVES for y in LABELS]


@dense(("key", "y"), CASES)
def test_the_exact_curve_is_what_autograd_gives_in_float64(key, y):
    """To 1e-9, BCE on probabilities where float64 still tells σ from 1."""
    curve = get(key)
    x = torch.linspace(-12, 12, 49, dtype=torch.float64).add_(0.03).requires_grad_()
    value = curve.torch(x, torch.full_like(x, y, requires_grad=False))
    (slope,) = torch.autograd.grad(value.sum(), x)
    exact = np.array([curve.exactly(at, y) for at in x.tolist()])
    np.testing.assert_allclose(value.detach(), exact[:, 0], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(slope, exact[:, 1], rtol=1e-9, atol=1e-9)


@dense(("key", "y"), [case for case in CASES if case[0] != "bce_probability"])
def test_in_float32_every_other_loss_is_right_to_its_digits(key, y):
    """To 1e-6, relative to 1 or the value."""
    found = sampled(key, y, -20, 20)
    np.testing.assert_allclose(found.value, found.exact_value, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(found.slope, found.exact_slope, rtol=1e-6, atol=1e-6)
    assert found.value.dtype == np.float32


@dense(
    ("key", "value", "slope"),
    [("bce", 6.002476, -0.99753), ("mse_sigmoid", 0.995062, -0.00492)],
)
def test_at_minus_6_where_y_is_1_the_slopes_are_those_of_the_course(key, value, slope):
    """To the digits written."""
    exact = get(key).exactly(-6.0, 1)
    assert exact == (pytest.approx(value, abs=5e-6), pytest.approx(slope, abs=5e-6))


def test_bce_on_probabilities_breaks_where_sigma_rounds_to_1():
    found = breaks(0)
    assert found.dead == found.clamped == found.halved == pytest.approx(16.6355, abs=1e-3)
    x = torch.full((64,), found.dead)
    value, slope = get("bce_probability").in_float32(x, 0)
    assert (value == 100).all()
    assert (slope == 0).all()
    assert (torch.sigmoid(x) == 1).all()
    value, slope = get("bce_probability").in_float32(x - 0.01, 0)
    assert (value < 17).all()
    assert (slope > 0.9).all()
    value, slope = get("bce").in_float32(x, 0)
    np.testing.assert_allclose(value, found.dead, rtol=1e-6)
    np.testing.assert_allclose(slope, 1, rtol=1e-6)


def test_on_the_other_side_the_slope_fades_long_before_the_loss_is_cut():
    found = breaks(1)
    # PyTorch divides by p(1 − p), but never by less than 1e-12: half of it is left at 5e-13.
    assert found.halved == pytest.approx(-math.log(5e-13), abs=1e-3)
    assert found.halved < found.dead <= found.clamped
    _, slope = get("bce_probability").in_float32(torch.full((64,), -found.dead), 1)
    assert (slope == 0).all()


@dense("y", LABELS)
def test_the_break_is_said_in_a_sentence_with_its_logit(y):
    words = breaks(y).sentence
    assert ("16.6" if y == 0 else "−28.3") in words
    assert "exactly" in words


def test_hinge_is_0_from_its_margin_on():
    assert (margin(1), margin(0)) == (1.0, -1.0)
    for y in LABELS:
        assert get("hinge").exactly(margin(y), y) == (0, 0)
        assert get("hinge").exactly(margin(y) - (2 * y - 1) * 0.1, y)[1] == 1 - 2 * y


def test_the_cross_entropy_of_two_logits_is_bce_with_logits():
    """To 1e-6: softmax over the logits 0 and z is σ(z)."""
    for y in LABELS:
        one, other = (sampled(key, y, -30, 30) for key in ("cross_entropy", "bce"))
        np.testing.assert_allclose(one.value, other.value, rtol=1e-6, atol=1e-6)
        np.testing.assert_array_equal(one.exact_value, other.exact_value)


def test_from_a_badly_wrong_start_mse_after_a_sigmoid_takes_at_least_five_times_as_long():
    for rate in (0.1, 0.5, 1.0):
        quick, slow = (steps_until_learnt(key, rate=rate) for key in ("bce", "mse_sigmoid"))
        assert slow >= 5 * quick > 0
        assert f"{slow:,}" in time_lost(rate=rate)


def test_the_steps_are_those_of_pytorch():
    for key, loss in (("bce", nn.BCEWithLogitsLoss()), ("mse_sigmoid", nn.MSELoss())):
        z, one = torch.tensor([-6.0], dtype=torch.float64, requires_grad=True), torch.ones(1)
        optimiser, steps = torch.optim.SGD([z], lr=1.0), 0
        while F.softplus(-z).item() > 0.3:
            optimiser.zero_grad()
            loss(z if key == "bce" else torch.sigmoid(z), one.double()).backward()
            optimiser.step()
            steps += 1
        assert steps_until_learnt(key) == steps


def test_a_rate_of_0_learns_nothing_and_says_that_it_cannot_be_compared():
    assert steps_until_learnt("bce", rate=0.0) is None
    assert "cannot be compared" in time_lost(rate=0.0)


def test_the_slopes_at_one_logit_are_compared_in_words():
    said = beside(-6.0, 1)
    assert said.startswith("At z = −6 where y is 1, the slope of BCE is −0.998 and that of MSE ")
    assert "−0.00492" in said
    assert "1/200" in said
    assert beside(-1000.0, 1).endswith(".")


def test_errors_that_cancel_are_seen_by_all_losses_but_mbe():
    found = means(torch.tensor([2.0, -2.0]))
    assert found == {"mse": 4.0, "mae": 2.0, "mbe": 0.0, "huber": 1.5}


@dense("curve", LOSS_CURVES.values())
def test_the_line_of_pytorch_computes_the_loss(curve):
    """To 1e-6."""
    z, y = torch.tensor([-1.5, 0.25, 3.0]), torch.tensor([1.0, 0.0, 1.0])
    names = {"nn": nn, "torch": torch, "z": z, "y": y, "prediction": z}
    given = (z, y) if curve.over == LOGIT else (z - y, torch.zeros(3))
    torch.testing.assert_close(eval(curve.code, names), curve.torch(*given).mean())


@dense("curve", LOSS_CURVES.values())
def test_every_curve_says_its_formula_in_its_own_letter_and_what_to_look_at(curve):
    letter = "z" if curve.over == LOGIT else "d"
    assert letter in curve.formula
    assert "x" not in curve.formula.replace(r"\max", "")
    assert curve.over in (LOGIT, DIFFERENCE)
    assert curve.remark.endswith(".")
    assert r"\ln" not in curve.slope_formula


def test_the_shown_formula_of_bce_on_probabilities_is_its_value():
    from explorer.formula.exact import Exact
    from explorer.formula.notation import tree_of

    curve = get("bce_probability")
    for y in LABELS:
        shown = Exact(tree_of(curve.shown), {"y": y})
        for x in (-20.0, -1.0, 0.5, 20.0):
            assert float(shown(x, 50)) == pytest.approx(curve.exactly(x, y)[0], rel=1e-12)


@dense(
    ("arguments", "words"),
    [
        (("log_loss", 0, -1, 1), "unknown loss 'log_loss'; expected one of bce"),
        (("bce", 2, -1, 1), "the label is 2"),
        (("bce", 1, 1, -1), "ends in order"),
        (("bce", 1, -math.inf, 1), "finite ends"),
    ],
)
def test_a_wrong_argument_is_refused_with_its_value(arguments, words):
    with pytest.raises(ValueError, match=words):
        sampled(*arguments)
