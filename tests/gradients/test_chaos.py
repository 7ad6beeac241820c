"""The plane of weight and bias variance: theory, random networks, initialisers and words."""

import math

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.choices.initialisers import INITIALISERS
from explorer.gradients import chaos
from explorer.gradients.chaos import (
    BIASES,
    DEPTH,
    DRAWS,
    MARKS,
    WEIGHTS,
    measure,
    plane,
    point,
)
from explorer.meanfield import MeanFieldError, chi, critical_points, fixed_point

POINTS = ((1.5, 0.05), (0.8, 0.3), (1.9, 0.0))


@pytest.mark.parametrize("key", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize(("weight", "bias"), POINTS, ids=str)
def test_random_networks_agree_with_the_theory_of_gradients_within_their_band(key, weight, bias):
    """And the band is no wider than a fifth of the number."""
    theory = point(key, weight, bias)
    low, high = (found := measure(key, weight, bias, theory.variance)).band
    assert low <= theory.chi <= high
    assert low <= found.chi <= high
    assert high - low < 0.2 * theory.chi


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_point_is_that_of_the_theory(key):
    found = point(key, 1.5, 0.1)
    assert found.variance == fixed_point(get(key), 1.5, 0.1)
    assert found.chi == chi(get(key), 1.5, 0.1)
    assert all(words.endswith(".") for words in found.sentences)


@pytest.mark.parametrize("key", ["tanh", "relu", "gelu", "sine", "sign"])
def test_the_map_and_its_edge_are_those_of_the_theory(key):
    """To 1e-6."""
    found = plane(key)
    for row, column in ((0, 3), (4, 27), (20, 60)):
        weight, bias = WEIGHTS[column], BIASES[row]
        expected = chi(get(key), weight, bias)
        assert found.chi[row, column] == pytest.approx(expected, rel=1e-6, abs=1e-6)
        infinite = fixed_point(get(key), weight, bias) == math.inf
        assert found.diverges[row, column] == infinite
    assert found.edge == critical_points(get(key), chaos.EDGE_BIASES)


def test_the_signal_starts_where_it_is_said_to_and_settles_where_theory_says():
    """The start to 1e-5; 7 networks of 256 units give q* to 15 %."""
    theory = point("tanh", 2.0, 0.1)
    found = measure("tanh", 2.0, 0.1, theory.variance)
    assert found.variance.shape == found.correlation.shape == (DRAWS, DEPTH + 1)
    np.testing.assert_allclose(found.variance[:, 0], 1, rtol=1e-5)
    np.testing.assert_allclose(found.correlation[:, 0], chaos.CORRELATION, rtol=1e-5)
    assert np.median(found.variance[:, -1]) == pytest.approx(theory.variance, rel=0.15)


def test_a_measurement_is_the_gradient_that_autograd_gives():
    """The growth of one layer of a network, by torch.autograd in float64, to 1e-4."""
    weights, biases, directions, arrived = chaos._draws()
    signal = (0.5**0.5 * directions[0, :, :1]).double()
    scale, shift = math.sqrt(2.0 / chaos.WIDTH), math.sqrt(0.1)
    signals = [signal.requires_grad_()]
    for layer in range(DEPTH):
        signal = scale * weights[layer, 0].double() @ torch.tanh(signal) + shift * biases[layer, 0]
        signal.retain_grad()
        signals.append(signal)
    signal.backward(arrived[0].double())
    squares = [one.grad.square().sum().item() for one in signals]
    growths = [squares[layer] / squares[layer + 1] for layer in range(DEPTH)]
    found = measure("tanh", 2.0, 0.1, 0.5)
    assert found.growth[0] == pytest.approx(np.mean(growths), rel=1e-4)


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.label)
def test_a_mark_stands_where_its_initialisers_draw(mark):
    """The variances of 256 × 256 weights to 3 %, and of 256 biases to 20 %."""
    width = chaos.WIDTH
    for key in mark.initialisers:
        generator = torch.Generator().manual_seed(1)
        weight, bias = INITIALISERS[key].draw(width, width, 0.1, generator)
        assert weight.var().item() * width == pytest.approx(mark.weight_variance, rel=0.03)
        assert bias.var().item() == pytest.approx(mark.bias_variance, rel=0.2)


def test_every_initialiser_that_has_a_place_is_marked():
    marked = {key for mark in MARKS for key in mark.initialisers}
    assert marked == {key for key, one in INITIALISERS.items() if not one.takes_std}


@pytest.mark.parametrize(
    ("key", "weight", "bias", "words"),
    [
        ("relu", 2.0, 0.0, "Any variance stays as it is"),
        ("relu", 2.0, 0.0, "On the edge: a gradient's square neither fades nor grows."),
        ("relu", 2.5, 0.0, "No fixed point: the variance diverges."),
        ("relu", 1.5, 0.1, "the signal survives about 3.5 layers"),  # 1/ln(4/3) = 3.476
        ("identity", 1.8, 0.0, "grows by a factor of 1.8 per layer"),
        ("tanh", 0.0, 0.0, "The variance shrinks to 0"),
        ("tanh", 0.0, 0.3, "No gradient passes a layer"),
        ("sign", 1.0, 0.1, "Sign jumps; χ₁ leaves jumps out"),
        ("sigmoid", 1.0, 0.0, "outside this map"),
        ("gelu", 1.5, 0.0, "it repels"),
        ("=exp(x)", 1.0, 0.1, "has no finite mean"),
        ("squared_relu", 2.0, 0.1, " × 10"),
    ],
)
def test_a_point_says_what_it_means(key, weight, bias, words):
    assert words in " ".join(point(key, weight, bias).sentences)


def test_only_a_function_that_keeps_every_variance_is_said_to():
    """SELU has its fixed point at 1, and no other."""
    assert fixed_point(get("selu"), 1, 0) == pytest.approx(1)
    assert "Any variance" not in " ".join(point("selu", 1.0, 0.0).sentences)


def test_no_theory_is_one_error_and_the_networks_say_that_they_overflow():
    with pytest.raises(MeanFieldError, match="not a number"):
        point("=log(x)", 1.0, 0.1)
    assert math.isnan(measure("=log(x)", 1.0, 0.1, 1.0).chi)
    assert math.isnan(measure("squared_relu", 3.0, 0.0, math.inf).chi)
