"""The ledger's gradients against autograd, torch's modules and the reference numbers."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from explorer.gradients.ledger import (
    NUMBER_FORMATS,
    LedgerConfig,
    measure,
)
from explorer.gradients.ledger.backward import norm, stack
from explorer.gradients.ledger.measurement import points
from tests.gradients.ledger.small import median, small

CURES = [(False, None), (True, None), (False, "layer"), (False, "batch"), (True, "layer")]


# Against autograd ---------------------------------------------------------------------------------


def network(config, networks, member):
    """A member's hidden layers and output written with torch's own modules, and its weights."""
    linears = []
    for weight, bias in zip(networks.weights, networks.biases, strict=True):
        linear = nn.Linear(weight.shape[1], weight.shape[2]).double()
        linear.weight.data, linear.bias.data = weight[member].T.clone(), bias[member, 0].clone()
        linears.append(linear)
    norms = {"layer": nn.LayerNorm, "batch": nn.BatchNorm1d, None: lambda width: nn.Identity()}
    return linears, norms[config.norm](config.width).double()


def run(config, linears, normed, x):
    """The outputs of every hidden layer, each keeping its gradient, and the logits."""
    h, outputs, entered = x, [], []
    for linear in linears[:-1]:
        z = normed(linear(h))
        f = torch.tanh(z)
        h = f + h if config.residual and f.shape == h.shape else f
        h.retain_grad()
        z.retain_grad()
        outputs.append(h)
        entered.append(z)
    return outputs, entered, linears[-1](h)


@pytest.mark.parametrize(("residual", "cure"), CURES, ids=str)
def test_norms_are_autograds(residual, cure):
    config = small(
        activations=("tanh",), init="xavier", residual=residual, norm=cure, seed=3, draws=3
    )
    networks, (x, _) = stack(config), points(config)
    gradients = measure(config)["tanh"].gradients
    for member in range(config.draws):
        linears, normed = network(config, networks, member)
        inputs = x.double().requires_grad_()
        outputs, entered, logits = run(config, linears, normed, inputs)
        (logits**2 / 2).mean().backward()
        expected = {
            "outputs": [h.grad.norm().item() for h in outputs],
            "weights": [linear.weight.grad.norm().item() for linear in linears[:-1]],
        }
        for name, norms in expected.items():
            np.testing.assert_allclose(getattr(gradients, name)[member], norms, rtol=1e-9)
        np.testing.assert_allclose(gradients.inputs[member], inputs.grad.norm().item(), rtol=1e-9)
        slopes = [z.grad.norm().item() for z in entered] / np.array(expected["outputs"])
        np.testing.assert_allclose(gradients.factors["slope"][member], slopes, rtol=1e-9)


def test_norms_are_those_of_a_plain_sequential():
    config = small(activations=("sigmoid",), draws=1)
    networks, (x, _) = stack(config), points(config)
    linears, _ = network(config, networks, 0)
    layers = [part for linear in linears for part in (linear, nn.Sigmoid())][:-1]
    (nn.Sequential(*layers)(x.double()) ** 2 / 2).mean().backward()
    expected = [linear.weight.grad.norm().item() for linear in linears[:-1]]
    np.testing.assert_allclose(measure(config)["sigmoid"].gradients.weights[0], expected, rtol=1e-9)


def test_labels_are_parted_by_binary_cross_entropy():
    config = small(activations=("tanh",), inputs="moons", loss="bce", draws=1)
    networks, (x, y) = stack(config), points(config)
    linears, normed = network(config, networks, 0)
    outputs, _, logits = run(config, linears, normed, x.double())
    nn.functional.binary_cross_entropy_with_logits(logits[:, 0], y.double()).backward()
    expected = [h.grad.norm().item() for h in outputs]
    np.testing.assert_allclose(measure(config)["tanh"].gradients.outputs[0], expected, rtol=1e-9)


@pytest.mark.parametrize("number_format", NUMBER_FORMATS)
@pytest.mark.parametrize(("residual", "cure"), CURES, ids=str)
def test_a_layers_factors_multiply_to_the_measured_ratio(residual, cure, number_format):
    config = small(
        activations=("gelu", "tanh", "prelu"),
        init="he",
        residual=residual,
        norm=cure,
        number_format=number_format,
    )
    ledger = measure(config)
    for account in ledger.accounts:
        gradients = account.gradients
        expected = ["slope", *["norm"] * bool(cure), "weight", *["path"] * residual]
        assert list(gradients.factors) == expected
        product = np.prod(list(gradients.factors.values()), axis=0)
        before = np.column_stack([gradients.inputs, gradients.outputs[:, :-1]])
        # The way around is summed here once more: in the format, so to its rounding.
        eps = torch.finfo(NUMBER_FORMATS[number_format].dtype).eps
        tolerance = 1e-10 if number_format == "float64" else 4 * eps
        np.testing.assert_allclose(product * gradients.outputs, before, rtol=tolerance)
        assert gradients.discrepancy <= tolerance
        np.testing.assert_allclose(
            gradients.running[:, 0], np.prod(product[:, 1:], axis=1), rtol=10 * tolerance
        )
    assert ledger.discrepancy == max(a.gradients.discrepancy for a in ledger.accounts)


def test_the_norm_of_numbers_whose_squares_leave_float64_is_right():
    values = torch.tensor([[3.0, 4.0]], dtype=torch.float64)
    for scale in (1e-200, 1e-310, 1.0, 1e200):
        assert norm(values * scale)[0] == pytest.approx(5 * scale, rel=1e-9)
    assert norm(torch.tensor([[0.0, 0.0]])) == 0
    assert norm(torch.tensor([[math.nan, 1.0]])) == math.inf
    assert norm(torch.tensor([[math.inf, 1.0]])) == math.inf


# Against the reference ----------------------------------------------------------------------------

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
        median(
            measure(LedgerConfig((key,), depth, init=init, seed=seed))[key].exact.share[:, 0]
        ).item()
        for seed in range(0, 50, 5)
    ]
    # Medians of 5 draws scatter widely; the reference, one of them, lies within ten others, give or
    # take half as much again at either end.
    assert min(shares) / 1.5 < expected < max(shares) * 1.5
