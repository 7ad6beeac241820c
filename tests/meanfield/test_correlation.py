"""Mean-field theory of two inputs: against closed forms and wide random networks."""

import math

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.meanfield import (
    MeanFieldError,
    chi,
    correlation_map,
    correlation_through_depth,
    fixed_point,
)

JUMPING = ("heaviside", "sign", "threshold", "hardshrink")
CORRELATIONS = np.array([-1, -0.9, -0.3, 0, 0.2, 0.9, 0.999, 1 - 1e-9, 1])


def test_relu_s_correlation_is_the_arc_cosine_kernel():
    """Cho and Saul, Kernel Methods for Deep Learning, 2009; to 1e-12."""
    angle = np.arccos(CORRELATIONS)
    expected = (np.sin(angle) + (np.pi - angle) * CORRELATIONS) / np.pi
    found = correlation_map(CORRELATIONS, get("relu"), 2, 0)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_erf_s_correlation_is_the_arc_sine_kernel():
    """Williams, Computing with Infinite Networks, 1997; to 1e-10."""
    q = fixed_point(get("erf"), 1.5, 0.1)
    mean = 2 / np.pi * np.arcsin(2 * q * CORRELATIONS / (1 + 2 * q))
    found = correlation_map(CORRELATIONS, get("erf"), 1.5, 0.1)
    np.testing.assert_allclose(found, (1.5 * mean + 0.1) / q, atol=1e-10)


def test_a_step_s_correlation_is_the_arc_sine():
    """To 1e-7, at −1 the error of taking 1 − |c| as 1e-15."""
    found = correlation_map(CORRELATIONS, get("sign"), 1, 0)
    np.testing.assert_allclose(found, 2 / np.pi * np.arcsin(CORRELATIONS), atol=1e-7)


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_chi_is_the_slope_of_the_correlation_at_1(activation):
    """At distance 1e-6, to 1e-3; where f jumps the slope is infinite instead."""
    weight, bias, distance = 0.5, 0.1, 1e-6
    after = correlation_map([1 - distance], activation, weight, bias)[0]
    slope = (1 - after) / distance
    if activation.key in JUMPING:
        assert slope > 10 * chi(activation, weight, bias)
    else:
        assert slope == pytest.approx(chi(activation, weight, bias), rel=1e-3)


def test_two_inputs_become_alike_in_order_and_part_in_chaos():
    ordered = correlation_through_depth(get("tanh"), 1.2, 0.05, 0.2, 40)
    chaotic = correlation_through_depth(get("tanh"), 3.0, 0.05, 0.999, 40)
    assert ordered[0] == 0.2
    assert (np.diff(ordered) > 0).all()
    assert ordered[-1] == pytest.approx(1, abs=1e-3)
    assert (np.diff(chaotic) < 1e-12).all()
    assert chaotic[-1] < 0.6


def test_a_line_keeps_every_correlation():
    found = correlation_through_depth(get("identity"), 1, 0, -0.4, 5)
    np.testing.assert_allclose(found, -0.4, atol=1e-12)


def test_correlations_without_an_answer_are_refused():
    with pytest.raises(MeanFieldError, match="variance of ReLU at σ_w² = 3, σ_b² = 0 grows"):
        correlation_through_depth(get("relu"), 3, 0, 0.5, 2)
    with pytest.raises(MeanFieldError, match="is exactly 0 after a layer"):
        correlation_map([0.5], get("hardshrink"), 0.1, 0)
    with pytest.raises(MeanFieldError, match=r"correlation is 1\.5; expected"):
        correlation_map([1.5], get("tanh"), 1, 0)


# ---- real networks ----


@pytest.mark.parametrize("key", ["tanh", "relu", "sigmoid", "gelu", "sine", "hardtanh"])
def test_a_wide_random_network_does_as_the_theory_says(key):
    """Width 2,000, five layers, two inputs: q to 10 %, c to 0.05, the gradient's growth to 15 %."""
    activation, weight, bias, width, depth = get(key), 1.5, 0.1, 2000, 5
    q, c = fixed_point(activation, weight, bias), 0.6
    generator = torch.Generator().manual_seed(1)

    def normal(*shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=generator)

    first = normal(width)
    second = c * first + math.sqrt(1 - c * c) * normal(width)
    h = math.sqrt(q) * torch.stack([first, second])  # (2, H)
    expected = correlation_through_depth(activation, weight, bias, c, depth)
    gradient = normal(1, width)
    growth = []
    for layer in range(1, depth + 1):
        weights = normal(width, width) * math.sqrt(weight / width)
        # A fresh random direction sent back through the layer grows as the mean of many would.
        back = (gradient @ weights.T) * activation.df(h[:1])
        growth.append((back.square().sum() / gradient.square().sum()).item())
        h = activation.f(h) @ weights + math.sqrt(bias) * normal(width)
        square = h.square().mean(dim=1)
        np.testing.assert_allclose(square, q, rtol=0.1)
        found = ((h[0] * h[1]).mean() / square.prod().sqrt()).item()
        assert found == pytest.approx(expected[layer], abs=0.05)
    assert np.mean(growth) == pytest.approx(chi(activation, weight, bias), rel=0.15)
