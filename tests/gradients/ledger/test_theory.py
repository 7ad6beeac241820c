"""Mean-field theory beside the ledger: the variances named are those drawn."""

import re
import unicodedata

import numpy as np
import pytest
import torch

from explorer.choices.initialisers import INITIALISERS
from explorer.gradients.ledger import (
    LedgerConfig,
    best_case,
    measure,
    theory,
    variances,
)
from explorer.gradients.ledger.backward import stack
from tests.gradients.ledger.small import median, small
from tests.numbers import read

# Theory -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("init", [*INITIALISERS, "mean_field"])
def test_the_variances_named_are_those_drawn(init):
    config = LedgerConfig(
        ("tanh",), 50, init=init, init_std=0.3, weight_variance=1.7, bias_variance=0.3
    )
    networks = stack(config)
    weight = torch.stack([part.square().mean() for part in networks.weights[1:-1]]).mean().item()
    bias = torch.stack([part.square().mean() for part in networks.biases[1:-1]]).mean().item()
    assert variances(config) == pytest.approx((weight * config.width, bias), rel=0.03, abs=1e-12)


@pytest.mark.parametrize("key", ["sigmoid", "tanh", "gelu", "selu", "relu"])
def test_slopes_alone_leave_no_more_than_the_steepest_slope_allows(key):
    config = small(activations=(key,), depth=10, init="he")
    slopes = measure(config)[key].gradients.factors["slope"]
    left = np.column_stack([slopes[:, layer:].prod(axis=1) for layer in range(1, 10)])
    assert (left <= theory(config, key).steepest[:-1] * (1 + 1e-12)).all()


def test_the_sigmoids_bound_is_a_quarter_a_layer():
    found = theory(LedgerConfig(("sigmoid",), 10), "sigmoid")
    assert found.lipschitz == 0.25
    np.testing.assert_allclose(found.quarter, 0.25 ** np.arange(9.0, -1, -1), rtol=1e-15)
    np.testing.assert_allclose(found.steepest, found.quarter, rtol=1e-15)


@pytest.mark.parametrize("depth", [1, 2, 10, 50])
def test_the_power_that_is_written_is_the_power_that_is_drawn(depth):
    drawn = theory(LedgerConfig(("sigmoid",), depth), "sigmoid").quarter[0]
    written = re.search(r"0\.25([⁰¹²³⁴⁵⁶⁷⁸⁹]+) = (.+?)\. Such", best_case(depth))
    assert written is not None
    assert 0.25 ** int(unicodedata.normalize("NFKC", written[1])) == drawn
    assert read(written[2]) == pytest.approx(drawn, rel=0.05)
    assert "exactly 0 from 0.25¹³ in float16, 0.25⁶⁷ in bfloat16" in best_case(depth)


@pytest.mark.parametrize("init", ["torch", "he", "mean_field"])
def test_deep_in_a_wide_network_a_layer_takes_what_mean_field_theory_says(init):
    config = LedgerConfig(("tanh",), 20, init=init, weight_variance=1.761, bias_variance=0.05)
    factors = measure(config)["tanh"].gradients.factors
    a_layer = median(np.exp(np.log(factors["slope"] * factors["weight"])[:, 5:].mean(axis=1)))
    # 64 units are not infinitely many.
    assert a_layer == pytest.approx(theory(config, "tanh").chi ** 0.5, rel=0.08)


def test_theory_says_where_it_has_no_number():
    cured = theory(LedgerConfig(("tanh",), residual=True), "tanh")
    assert cured.mean_field is None
    assert "plain layers" in cured.remark


def test_an_exploding_theory_is_infinite_and_not_an_error():
    config = LedgerConfig(("squared_relu",), 50, init="normal", init_std=100.0)
    found = theory(config, "squared_relu")
    assert found.mean_field is None or found.mean_field[-1] == 1
