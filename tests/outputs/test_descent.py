"""Paths down a loss of one weight: the steps of torch.optim, where they end, and what is said."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from explorer.choices.optimisers import OPTIMISERS
from explorer.config import RunConfig
from explorer.outputs.descent import BALLS, FAR, path, verdict
from explorer.outputs.landscapes import LANDSCAPES
from tests.dense import dense

TORCH = {
    "sgd": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "adagrad": (torch.optim.Adagrad, {}),
    "rmsprop": (torch.optim.RMSprop, {}),
    "adam": (torch.optim.Adam, {}),
    "adamw": (torch.optim.AdamW, {}),
}


def by_hand(key, slope, w, rate, steps):
    """Weights by the rules as the papers and torch's pages write them."""
    m = v = 0.0
    weights = [w]
    for step in range(1, steps + 1):
        g = slope(w)
        if key == "sgd":
            w -= rate * g
        elif key in ("momentum", "nesterov"):
            m = 0.9 * m + g
            w -= rate * (g + 0.9 * m if key == "nesterov" else m)
        elif key == "adagrad":
            v += g**2
            w -= rate * g / (math.sqrt(v) + 1e-10)
        elif key == "rmsprop":
            v = 0.99 * v + 0.01 * g**2
            w -= rate * g / (math.sqrt(v) + 1e-8)
        else:
            w -= rate * 0.01 * w if key == "adamw" else 0
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            w -= rate * m / (1 - 0.9**step) / (math.sqrt(v / (1 - 0.999**step)) + 1e-8)
        weights.append(w)
    return weights


@dense("key", BALLS)
def test_a_path_is_that_of_the_rule_for_100_steps(key):
    """To 1e-9, on the parabola, whose slope is 4(w − 1)."""
    found = path(LANDSCAPES["linear"], -2.0, key, BALLS[key].rate, 100)
    hand = by_hand(key, lambda w: 4 * (w - 1), -2.0, BALLS[key].rate, 100)
    np.testing.assert_allclose(found.w, hand, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.slope, 4 * (found.w - 1), atol=1e-9)


@dense("key", BALLS)
def test_a_path_of_two_weights_is_that_of_torch(key):
    """To 1e-12, down Rosenbrock's valley."""

    def valley(w):
        return (1 - w[0]) ** 2 + 5 * (w[1] - w[0] ** 2) ** 2

    found = path(valley, [-0.5, 0.8], key, 0.01, 20)
    w = torch.tensor([-0.5, 0.8], dtype=torch.float64, requires_grad=True)
    kind, more = TORCH[key]
    optimiser = kind([w], lr=0.01, **more)
    for step in range(20):
        np.testing.assert_allclose(found.w[step], w.detach(), atol=1e-12)
        optimiser.zero_grad()
        valley(w).backward()
        optimiser.step()
    assert found.w.shape == found.slope.shape == (21, 2)
    assert found.loss.shape == (21,)


def test_the_logistic_loss_is_convex_and_that_of_a_tanh_unit_has_a_second_minimum():
    assert LANDSCAPES["linear"].convex
    assert LANDSCAPES["logistic"].convex
    assert not LANDSCAPES["tanh"].convex
    assert len(LANDSCAPES["logistic"].minima) == 1
    (low, least), (high, more) = LANDSCAPES["tanh"].minima
    assert least < more
    assert low < 0 < high


@dense("landscape", LANDSCAPES.values())
def test_the_slope_is_0_at_every_minimum_and_the_curve_is_lower_nowhere(landscape):
    """To 1e-5; the start lies in the window."""
    for place, loss in landscape.minima:
        w = torch.tensor(place, dtype=torch.float64, requires_grad=True)
        (slope,) = torch.autograd.grad(landscape(w), w)
        assert abs(slope) < 1e-5
        assert landscape(w).item() == pytest.approx(loss)
    w, values = landscape.curve()
    assert values.min() >= landscape.minima[0][1] - 1e-12
    assert (w[0], w[-1]) == (landscape.low, landscape.high)
    assert landscape.low < landscape.start < landscape.high


@dense("landscape", LANDSCAPES.values())
def test_the_three_rates_are_too_small_right_and_too_large(landscape):
    small, right, large = (path(landscape, landscape.start, "sgd", r, 60) for r in landscape.rates)
    lowest = min(abs(w - landscape.start) for w, _ in landscape.minima)
    assert abs(small.w[-1] - landscape.start) < lowest
    assert "minimum" in verdict(right, landscape)
    assert ("arrived" in verdict(small, landscape)) or ("on its way" in verdict(small, landscape))
    ends = ("rate is too large", "diverged", "leapt")
    assert any(end in verdict(large, landscape) for end in ends)


def test_a_path_that_diverges_is_cut_before_its_numbers_leave_the_picture_and_says_when():
    landscape = LANDSCAPES["linear"]
    found = path(landscape, -2.0, "sgd", 0.6, 200)
    assert found.steps < 60
    assert np.isfinite(found.loss).all()
    assert np.abs(found.w).max() <= FAR
    assert f"diverged at step {found.steps + 1}:" in found.cut
    assert verdict(found, landscape) == found.cut
    assert path(landscape, -2.0, "sgd", 1e6, 5).cut


def test_gradient_descent_ends_in_the_nearer_minimum_and_says_that_there_is_a_lower_one():
    landscape = LANDSCAPES["tanh"]
    found = path(landscape, landscape.start, "sgd", landscape.rates[1], 60)
    assert found.w[-1] == pytest.approx(landscape.minima[1][0], abs=0.01)
    assert "local minimum" in verdict(found, landscape)
    other = path(landscape, -1.0, "sgd", 0.1, 60)
    assert "at the minimum" in verdict(other, landscape)


def test_adagrad_s_steps_only_get_smaller_and_adam_s_first_is_the_rate():
    landscape = LANDSCAPES["logistic"]
    moves = np.abs(np.diff(path(landscape, -4.0, "adagrad", 0.5, 60).w))
    assert (np.diff(moves) < 0).all()
    assert moves[0] == pytest.approx(0.5)
    first = path(landscape, -4.0, "adam", 0.2, 1)
    assert first.w[1] - first.w[0] == pytest.approx(0.2)


@dense("landscape", LANDSCAPES.values())
def test_there_is_a_sentence_whatever_the_optimiser_rate_and_steps(landscape):
    for key in BALLS:
        for rate in (0.0, 1e-3, 0.3, 40.0, 1e6):
            for steps in (0, 1, 30):
                words = verdict(path(landscape, landscape.start, key, rate, steps), landscape)
                assert words.endswith(".")
                assert "no number" not in words


@dense(
    ("arguments", "words"),
    [
        ((0.0, "sdg", 0.1, 5), "unknown optimiser 'sdg'; expected one of sgd"),
        ((0.0, "sgd", math.nan, 5), "the learning rate is nan"),
        ((0.0, "sgd", -0.1, 5), "the learning rate is -0.1"),
        ((0.0, "sgd", 0.1, -1), "the steps are -1"),
        ((math.inf, "sgd", 0.1, 5), "the path starts at inf"),
    ],
)
def test_a_wrong_argument_is_refused_with_its_value(arguments, words):
    with pytest.raises(ValueError, match=words):
        path(LANDSCAPES["linear"], *arguments)


def test_a_loss_that_is_no_number_at_the_start_is_refused():
    with pytest.raises(ValueError, match="no finite value at the start"):
        path(lambda w: w.log(), -1.0, "sgd", 0.1, 5)


@dense("key", BALLS)
def test_a_ball_is_called_and_set_as_the_runs_are_and_its_code_makes_it(key):
    ball, w = BALLS[key], nn.Linear(1, 1)
    assert ball.label.startswith(OPTIMISERS[key].label)
    made = eval(ball.code(0.3), {"torch": torch, "model": w})
    wanted = ball.make(list(w.parameters()), 0.3)
    assert type(made) is type(wanted)
    assert made.defaults == wanted.defaults
    config = RunConfig()
    settings = made.defaults
    held = {"beta": settings.get("momentum")} | dict(
        zip(("beta1", "beta2"), settings.get("betas", ()), strict=False)
    )
    for name in OPTIMISERS[key].settings:
        assert held[name] == getattr(config, name)


def test_every_optimiser_of_a_run_has_its_ball():
    assert list(BALLS) == list(OPTIMISERS)
