"""Mean-field theory of one input: against adaptive quadrature, closed forms, reference numbers."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from scipy.integrate import quad

from explorer.activations import ACTIVATIONS, get
from explorer.meanfield import (
    MeanFieldError,
    chi,
    chi_map,
    critical_line,
    critical_points,
    critical_weight_variance,
    depth_scale,
    fixed_point,
    variance_through_depth,
)
from explorer.meanfield.gaussian import bind
from tests.dense import dense

every_activation = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
# Every kink of the registry at its default parameters, and where its curves bend most.
PLACES = (-6, -3, -1, -0.5, 0, 0.5, 1, 3, 6)


def average(g, q: float) -> float:
    """E g(√q z)² by scipy's adaptive rule, to 1e-10."""
    deviation = math.sqrt(q)
    spread = [sign * size * deviation for sign in (-1, 1) for size in (0.5, 2, 5, 12)]
    cuts = sorted(cut for cut in {*PLACES, *spread} if abs(cut) <= 12 * deviation)

    def integrand(x: float) -> float:
        value = g(torch.tensor(x, dtype=torch.float64)).item()
        return value * value * math.exp(-x * x / (2 * q))

    pieces = pairwise(cuts)
    total = sum(quad(integrand, *piece, epsabs=1e-13, epsrel=1e-10)[0] for piece in pieces)
    return total / math.sqrt(2 * math.pi * q)


# ---- where the variance settles ----


@every_activation
@dense(("weight", "bias"), [(0.8, 0.1), (1.9, 0.0)])
def test_q_star_and_chi_are_those_of_adaptive_quadrature(activation, weight, bias):
    """To 1e-8. Where q* is 0 or ∞, the variance shrinks, or grows, on the whole way there."""
    q = fixed_point(activation, weight, bias)
    if 0 < q < math.inf:
        assert weight * average(activation.f, q) + bias == pytest.approx(q, rel=1e-8)
        expected = weight * average(activation.df, q)
        assert chi(activation, weight, bias) == pytest.approx(expected, rel=1e-8, abs=1e-12)
    else:
        for passed in (0.9, 0.1, 1e-3) if q == 0 else (1.1, 10.0, 1e3):
            change = weight * average(activation.f, passed) + bias - passed
            assert change < 0 if q == 0 else change > 0


@pytest.mark.parametrize("key", ["tanh", "relu", "gelu", "sigmoid", "gaussian", "hardshrink"])
def test_q_star_is_where_the_iteration_from_1_arrives(key):
    """To 1e-6, after 300 layers."""
    for weight, bias in ((0.7, 0.2), (1.6, 0.1)):
        arrived = variance_through_depth(get(key), weight, bias, 300)[-1]
        assert fixed_point(get(key), weight, bias) == pytest.approx(arrived, abs=1e-6)


def test_the_reference_numbers_hold():
    """Five figures, as they are given."""
    assert fixed_point(get("tanh"), 1.7610, 0.05) == pytest.approx(0.5700, abs=1e-4)
    assert chi(get("tanh"), 1.7610, 0.05) == pytest.approx(1, abs=1e-4)
    assert critical_weight_variance(get("tanh"), 0.05) == pytest.approx(1.7610, abs=1e-4)
    assert critical_weight_variance(get("tanh"), 1e-12) == pytest.approx(1, abs=1e-3)
    assert critical_weight_variance(get("tanh"), 0.0) == pytest.approx(1, abs=1e-9)
    assert critical_weight_variance(get("relu"), 0.0) == pytest.approx(2, abs=1e-9)


def test_relu_keeps_any_variance_at_2_and_loses_it_below_and_explodes_above():
    relu = get("relu")
    assert [fixed_point(relu, weight, 0) for weight in (1.99, 2, 2.01)] == [0, 1, math.inf]
    assert [chi(relu, weight, 0) for weight in (1, 2, 3)] == pytest.approx([0.5, 1, 1.5])
    assert fixed_point(relu, 2, 0.1) == math.inf
    assert fixed_point(relu, 1.5, 0.1) == pytest.approx(0.1 / 0.25)
    assert variance_through_depth(relu, 1, 0, 200)[-1] == pytest.approx(2.0**-200)


def test_without_weights_only_the_bias_is_left():
    assert fixed_point(get("tanh"), 0, 0.3) == pytest.approx(0.3)
    assert chi(get("tanh"), 0, 0.3) == 0
    assert fixed_point(get("sigmoid"), 0, 0) == 0
    assert variance_through_depth(get("tanh"), 0, 0.3, 2).tolist() == [1, 0.3, 0.3]


@every_activation
def test_the_map_is_chi_at_every_pixel(activation):
    """To 1e-6, relative above 1."""
    weights, biases = np.array([0.7, 2.2]), np.array([0.0, 0.3])
    expected = [[chi(activation, w, b) for w in weights] for b in biases]
    np.testing.assert_allclose(chi_map(activation, weights, biases), expected, rtol=1e-6, atol=1e-6)


def test_parameters_reach_the_function():
    """A leaky ReLU of slope a has E f'² = (1 + a²)/2."""
    leaky = get("leaky_relu")
    assert chi(leaky, 1, 0.1, negative_slope=0.5) == pytest.approx(0.625)
    assert critical_weight_variance(leaky, 0.0, negative_slope=0.5) == pytest.approx(1.6)
    assert chi_map(leaky, [1], [0.1], negative_slope=0.5) == pytest.approx(0.625)


def test_depth_scale_is_the_inverse_of_the_logarithm():
    assert depth_scale(math.exp(-0.1)) == pytest.approx(10)
    assert depth_scale(math.exp(0.1)) == pytest.approx(10)
    assert [depth_scale(value) for value in (1, 0, math.inf)] == [math.inf, 0, 0]


# ---- the edge ----


@every_activation
def test_the_critical_point_is_that_of_adaptive_quadrature(activation):
    """Both equations of the edge to 1e-6; at every q tried below it, a smaller σ_b² is critical."""
    biases = [0.0, 0.05]
    for bias, point in zip(biases, critical_points(activation, biases), strict=True):
        weight, q = point.weight_variance, point.variance
        if 1e-6 < q < math.inf:
            assert weight * average(activation.df, q) == pytest.approx(1, rel=1e-6)
            assert q - weight * average(activation.f, q) == pytest.approx(bias, abs=1e-6)
            for smaller in q * np.array([0.9, 0.5, 0.1]):
                slope = average(activation.df, smaller)
                below = smaller - average(activation.f, smaller) / slope if slope > 1e-12 else 0
                assert below < bias or below == pytest.approx(0, abs=1e-12)
        elif q == math.inf and weight < math.inf:
            assert weight * average(activation.df, 1e4) == pytest.approx(1, abs=0.02)
        elif q == 0:
            assert weight * average(activation.df, 1e-12) == pytest.approx(1, abs=1e-5)


@every_activation
def test_chi_is_1_at_a_critical_point_that_is_reached_and_only_there(activation):
    """To 1e-3 where it is reached."""
    biases = [0.0, 0.8]
    for bias, point in zip(biases, critical_points(activation, biases), strict=True):
        if point.weight_variance < math.inf:
            there = chi(activation, point.weight_variance, bias)
            assert (abs(there - 1) < 1e-3) is point.reached


def test_every_line_is_made_of_its_points():
    biases = [0.0, 0.01, 0.4]
    line = critical_line(get("erf"), biases)
    alone = [critical_weight_variance(get("erf"), b) for b in biases]
    np.testing.assert_allclose(line, alone, rtol=1e-13)
    assert line[0] == pytest.approx(math.pi / 4)


def test_a_step_is_never_critical_and_its_gradient_is_0():
    for key in ("heaviside", "sign"):
        assert critical_weight_variance(get(key), 0.1) == math.inf
        assert chi(get(key), 5, 0.1) == 0


def test_gelu_has_no_edge_to_stay_on_at_small_biases_and_tanh_has():
    assert not critical_points(get("gelu"), [0.05])[0].reached
    assert critical_points(get("tanh"), [0.05])[0].reached


# ---- functions of the reader's own ----


def test_kinks_are_found_where_they_are():
    """To 1e-10, jumps as well as corners."""
    made_up = get("=where(x > pi, x - pi, sign(x + e))")
    assert bind(made_up, {}).kinks.tolist() == pytest.approx([-math.e, math.pi], abs=1e-10)


@every_activation
def test_the_kinks_found_are_the_kinks_declared(activation):
    declared = [kink.at for kink in activation.kinks() if kink.order <= 1]
    assert bind(activation, {}).kinks.tolist() == pytest.approx(declared, abs=1e-10)


def test_an_infinite_moment_is_an_infinite_variance():
    """E exp(2q z²) is (1 − 4q)^−½ below q = ¼ and infinite from there on."""
    steep = get("=exp(x**2)")
    assert fixed_point(steep, 0.1, 0) == math.inf
    assert chi(steep, 0.1, 0) == math.inf
    assert fixed_point(steep, 0, 0.3) == pytest.approx(0.3)
    assert chi_map(steep, [0, 0.1], [0]).tolist() == [[0, math.inf]]
    below = variance_through_depth(steep, 0.1, 0, 1, start=0.1)[1]
    assert below == pytest.approx(0.1 / math.sqrt(0.6), rel=1e-9)


def test_a_pole_is_an_infinite_variance():
    for inverse in (
        get("=1/x"),
        get("=1/(x - 0.3)**2"),
    ):
        assert fixed_point(inverse, 1, 0) == math.inf


def test_a_cubic_has_the_moments_of_a_gaussian():
    """E z⁶ = 15 and E (3z²)² = 27; the variance shrinks to nothing below σ_w² = 1/15."""
    cubic = get("=x**3")
    assert variance_through_depth(cubic, 0.1, 0, 1)[1] == pytest.approx(1.5)
    assert fixed_point(cubic, 1 / 15, 0) == pytest.approx(1)
    assert chi(cubic, 1 / 15, 0) == pytest.approx(27 / 15)
    assert [fixed_point(cubic, w, 0) for w in (0.06, 0.07)] == [0, math.inf]


def test_a_function_that_is_not_a_number_is_refused():
    root = get("=sqrt(x)")
    with pytest.raises(MeanFieldError, match="sqrt\\(x\\) is not a number at x = −"):
        fixed_point(root, 1, 0)


@pytest.mark.parametrize("wrong", [-0.1, math.nan, math.inf, 2e6])
def test_a_wrong_variance_is_refused_with_its_value(wrong):
    tanh = get("tanh")
    for question in (
        lambda: fixed_point(tanh, wrong, 0),
        lambda: chi(tanh, 1, wrong),
        lambda: chi_map(tanh, [1, wrong], [0]),
        lambda: critical_line(tanh, [wrong]),
        lambda: variance_through_depth(tanh, 1, wrong, 3),
    ):
        with pytest.raises(MeanFieldError, match=f"is {wrong}; expected a number"):
            question()


def test_a_wrong_parameter_is_refused_with_its_name():
    with pytest.raises(MeanFieldError, match="Tanh has no parameter 'slope'; it has none"):
        chi(get("tanh"), 1, 0, slope=1.0)
    with pytest.raises(MeanFieldError, match="no parameter 'slope'; it has negative_slope"):
        chi(get("prelu"), 1, 0, slope=1.0)
