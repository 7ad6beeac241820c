"""The ledger in four number formats: what is rounded to 0 is named and told exactly."""

import numpy as np
import pytest
import torch

from explorer.gradients.ledger import (
    NUMBER_FORMATS,
    LedgerConfig,
    measure,
    underflow_depth,
)
from explorer.gradients.ledger.words import _where_most

# Number formats -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number_format", "depth"), [("float16", 13), ("bfloat16", 67), ("float32", 75)]
)
def test_a_product_of_sigmoid_slopes_is_exactly_0_from_the_reference_depth(number_format, depth):
    assert underflow_depth(number_format) == depth


@pytest.mark.parametrize("number_format", NUMBER_FORMATS)
@pytest.mark.parametrize("bound", [0.25, 0.2, 0.5, 0.9, 0.9997])
def test_a_power_rounds_to_0_from_the_depth_named_and_not_before(number_format, bound):
    depth = underflow_depth(number_format, bound)
    dtype = NUMBER_FORMATS[number_format].dtype

    def power(exponent):
        return torch.tensor(bound**exponent, dtype=torch.float64).to(dtype).item()

    assert power(depth) == 0
    assert power(depth - 1) > 0


def test_what_does_not_shrink_never_rounds_to_0():
    assert underflow_depth("float16", 1.0) is None
    assert underflow_depth("float16", 0.0) == 1
    with pytest.raises(ValueError, match="unknown number format 'float8'; expected one of"):
        underflow_depth("float8")
    with pytest.raises(ValueError, match="bound is -1"):
        underflow_depth("float16", -1)


@pytest.mark.parametrize("entry", NUMBER_FORMATS.values(), ids=lambda entry: entry.key)
def test_the_smallest_number_of_a_format_is_above_0_and_its_half_is_not(entry):
    smallest = torch.tensor(entry.smallest, dtype=torch.float64).to(entry.dtype)
    assert smallest > 0
    assert smallest / 2 == 0
    assert torch.tensor(entry.largest, dtype=torch.float64).to(entry.dtype).isfinite()


def test_layers_that_a_format_rounds_to_0_are_named_and_told_exactly():
    fields = {"activations": ("sigmoid",), "depth": 20, "width": 16}
    half = measure(LedgerConfig(number_format="float16", **fields))
    double = measure(LedgerConfig(number_format="float64", **fields))
    found, exact = half["sigmoid"].gradients, half["sigmoid"].exact
    outputs, weights = (int((n == 0).all(axis=0).sum()) for n in (found.outputs, found.weights))
    assert (found.outputs[:, :outputs] == 0).all()
    assert (found.weights[:, :weights] == 0).all()
    assert 10 < outputs < weights < 20
    where = f"at the outputs of layers 1–{outputs}, at the weights of layers 1–{weights}"
    assert f"float16 rounds it to exactly 0 {where}." in half.sentence("sigmoid")
    np.testing.assert_array_equal(exact.outputs, double["sigmoid"].gradients.outputs)
    assert "rounds" not in double.sentence("sigmoid")


@pytest.mark.parametrize(("zeros", "words"), [((5, 3, 1), "1–2 in most draws"), ((5, 5, 0), "1–2")])
def test_a_layer_rounded_to_0_in_few_draws_is_not_named_with_those_in_most(zeros, words):
    mask = np.array([[draw < count for count in zeros] for draw in range(5)])
    assert _where_most(mask) == f"layers {words}"


def test_a_layer_rounded_to_0_in_few_draws_is_named_where_there_is_none_in_most():
    mask = np.zeros((5, 3), dtype=bool)
    mask[4, 1] = True
    assert _where_most(mask) == "layer 2 in 1 of 5 draws"


@pytest.mark.parametrize("number_format", ["float16", "bfloat16"])
def test_a_coarse_format_gives_the_exact_norms_to_its_digits(number_format):
    fields = {"activations": ("tanh",), "depth": 5, "width": 16, "init": "xavier"}
    coarse = measure(LedgerConfig(number_format=number_format, **fields))["tanh"].gradients.outputs
    exact = measure(LedgerConfig(number_format="float64", **fields))["tanh"].gradients.outputs
    # About one rounding of 2⁻¹¹ or 2⁻⁸ for each of some ten operations on the way.
    bound = {"float16": 0.01, "bfloat16": 0.05}[number_format]
    assert 0 < np.abs(coarse / exact - 1).max() < bound
