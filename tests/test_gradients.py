"""Gradients through depth, against the reference numbers and against autograd."""

import numpy as np
import pytest
import torch
from torch import nn

from explorer.activations import get
from explorer.engine import Stack
from explorer.gradients import DRAWS, POINTS, GradientConfig, LayerGradients, measure
from explorer.randomness import generator

# First over last weight-gradient norm, width 64, median of 5 draws: (activation, init, depth).
REFERENCE = {
    ("sigmoid", "torch", 5): 4.9e-5,
    ("sigmoid", "torch", 10): 2.6e-9,
    ("sigmoid", "torch", 20): 6.0e-18,
    ("relu", "torch", 20): 3.3e-8,
    ("relu", "he", 20): 0.10,
    ("tanh", "xavier", 20): 0.25,
}


@pytest.mark.parametrize(("case", "expected"), REFERENCE.items(), ids=str)
def test_the_first_layers_share_is_the_reference_number(case, expected):
    key, init, depth = case
    shares = [
        measure(GradientConfig((key,), depth, 64, init, seed=seed))[0].relative[0]
        for seed in range(0, 50, DRAWS)
    ]
    # Medians of 5 draws scatter widely; the reference, one of them, lies within ten others, give or
    # take half as much again at either end.
    assert min(shares) / 1.5 < expected < max(shares) * 1.5


def test_norms_are_autograds():
    config = GradientConfig(("tanh",), depth=4, width=8, init="xavier", seed=3)
    stack = Stack(config, dtype=torch.float64)
    x = torch.randn(POINTS, 8, generator=generator(config.seed, 1)).double()
    norms = []
    for member in range(DRAWS):
        layers = []
        for weight, bias in zip(stack.weights, stack.biases, strict=True):
            linear = nn.Linear(weight.shape[1], weight.shape[2]).double()
            linear.weight.data, linear.bias.data = weight[member].T, bias[member, 0]
            layers += [linear, nn.Tanh()]
        network = nn.Sequential(*layers[:-1])
        (network(x) ** 2 / 2).mean().backward()
        norms.append([linear.weight.grad.norm().item() for linear in layers[:-2:2]])
    np.testing.assert_allclose(measure(config)[0].norm, np.median(norms, axis=0), rtol=1e-9)


def test_sigmoids_lose_at_least_a_factor_of_four_a_layer_along_unit_weights():
    slope = get("sigmoid").df(torch.linspace(-10, 10, 1001, dtype=torch.float64))
    for depth in (5, 10, 20):
        assert slope.max().item() ** depth <= 0.25**depth


def test_initialisation_matters_not_relu_alone():
    shares = {
        init: measure(GradientConfig(("relu",), 20, 64, init))[0].relative[0]
        for init in ("torch", "he")
    }
    assert shares["torch"] < 1e-5
    assert shares["he"] > 0.01


def test_underflow_of_float32_is_named_with_its_layers():
    result = measure(GradientConfig(("sigmoid",), 50, 64, "torch"))[0]
    assert result.norm[0] == 0
    assert result.exact[0] > 0
    assert f"exactly 0 in layers 1–{result.underflowed[-1]}" in result.sentence


def test_the_sentence_says_the_share_of_the_first_layer():
    result = measure(GradientConfig(("sigmoid",), 20))[0]
    digit, exponent = f"{result.relative[0]:.0e}".split("e")
    assert result.sentence == (
        f"Sigmoid: layer 1 receives {digit}e{int(exponent)} of what layer 20 receives."
    )


def test_a_function_without_slope_passes_nothing_on_and_is_told_so():
    result = measure(GradientConfig(("heaviside",), 5))[0]
    assert "exactly 0" in result.sentence
    assert (result.exact[:-1] == 0).all()


def test_zero_weights_give_a_sentence_and_not_a_nan():
    result = measure(GradientConfig(("relu",), 5, init="normal", init_std=0.0))[0]
    assert "no gradient reaches any layer" in result.sentence
    assert np.isnan(result.relative).all()


def test_an_explosion_beyond_float32_is_told():
    result = measure(GradientConfig(("squared_relu",), 20, init="normal", init_std=2.0))[0]
    assert "overflows" in result.sentence


@pytest.mark.parametrize(
    ("share", "words"), [(5e-18, "5e-18 of"), (0.25, "0.25 of"), (3.0, "3 times")]
)
def test_a_share_reads_as_people_write_it(share, words):
    numbers = np.array([share, 1.0])
    assert words in LayerGradients("tanh", numbers, numbers).sentence


@pytest.mark.parametrize(
    "wrong",
    [
        {"activations": ()},
        {"activations": ("rulu",)},
        {"depth": 0},
        {"depth": 51},
        {"width": 0},
        {"init": "zeros"},
        {"seed": -1},
    ],
    ids=str,
)
def test_a_wrong_stack_is_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|at least"):
        GradientConfig(**wrong)
