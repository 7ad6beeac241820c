"""The plain function of floats has PyTorch's numbers, for every entry and every operation."""

import math

import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.formula.operations import OPERATIONS
from explorer.formula.scalar import SCALAR, scalar

PLACES = (-1e4, -800.0, -89.0, -3.2, -1.0, -1e-9, 0.0, 1e-3, 0.5, 1.0, 6.1, 30.0, 800.0, 1e4)


def test_every_operation_but_the_plain_signs_has_its_function():
    assert set(OPERATIONS) - set(SCALAR) == {"add", "sub", "mul", "neg"}
    assert set(SCALAR) <= set(OPERATIONS)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_value_and_slope_are_those_of_the_entry_on_tensors(key):
    """To 1e-12 of 1 + the number, in one call."""
    entry = get(key)
    both = scalar([entry.tree, entry.slope_tree], list(entry.defaults))
    x = torch.tensor(PLACES, dtype=torch.float64)
    expected = zip(entry.f(x).tolist(), entry.df(x).tolist(), strict=True)
    for at, numbers in zip(PLACES, expected, strict=True):
        assert both(at, *entry.defaults.values()) == pytest.approx(numbers, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        ("1/x", 0.0, math.inf),
        ("log(x)", 0.0, -math.inf),
        ("exp(x)", 1e4, math.inf),
        ("sinh(x)", -1e4, -math.inf),
        ("x**-2", 0.0, math.inf),
        ("x**3", 1e200, math.inf),
    ],
)
def test_what_has_no_finite_value_is_infinite_and_raises_nothing(text, at, value):
    assert scalar([get("=" + text).tree], [])(at) == (value,)


def test_what_has_no_value_is_no_number():
    for text in ("log(x)", "sqrt(x)", "acosh(x)", "x**0.5"):
        assert math.isnan(scalar([get("=" + text).tree], [])(-2.0)[0])
