"""Every activation's slope against autograd and torch's own, kinks included."""

import math
from functools import partial

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.activations import ACTIVATIONS, Activation, get
from tests.activations.grids import (
    MODULES,
    assert_equal,
    both_dtypes,
    choices,
    every_activation,
    grid,
    slope_by_autograd,
)
from tests.dense import dense

# The modules whose own gradient rounds a constant to float32 even where x is float64: CELU's 1/α
# and hard sigmoid's 1/6. Their slopes are compared to these tolerances.
COARSE_MODULE_SLOPES = {"celu": 2e-8, "hardsigmoid": 3e-8}


with_module = dense("activation", [one for key, one in ACTIVATIONS.items() if key in MODULES])


@every_activation
@both_dtypes
def test_value_slope_and_autograd_are_finite_up_to_10000(
    activation: Activation, dtype: torch.dtype
) -> None:
    x = grid(activation, dtype)
    for choice in choices(activation):
        assert activation.f(x, **choice).isfinite().all()
        assert activation.df(x, **choice).isfinite().all()
        assert slope_by_autograd(partial(activation.f, **choice), x).isfinite().all()


@pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
@settings(max_examples=50)
@given(data=st.data())
def test_value_is_finite_and_slope_equals_autograd_wherever_one_looks(
    activation: Activation, data: st.DataObject
) -> None:
    number = st.floats(-1e4, 1e4)
    x = torch.tensor(data.draw(st.lists(number, min_size=1, max_size=20)), dtype=torch.float64)
    choice = {p.name: data.draw(st.floats(p.low, p.high)) for p in activation.parameters}
    for z in (x, x.float()):
        assert activation.f(z, **choice).isfinite().all()
        assert activation.df(z, **choice).isfinite().all()
    by_autograd = slope_by_autograd(partial(activation.f, **choice), x)
    assert_equal(activation.df(x, **choice), by_autograd, tolerance=1e-10)


@with_module
def test_nan_comes_out_where_torch_lets_it_through(activation: Activation) -> None:
    x = torch.tensor([math.nan], dtype=torch.float64)
    through = MODULES[activation.key](**activation.defaults)(x).isnan()
    assert bool(activation.f(x).isnan()) == bool(through)


# ---- slopes ----


@every_activation
def test_slope_equals_autograd_even_at_kinks(activation: Activation) -> None:
    x = grid(activation)
    for choice in choices(activation):
        by_autograd = slope_by_autograd(partial(activation.f, **choice), x)
        assert_equal(activation.df(x, **choice), by_autograd)


@with_module
def test_slope_equals_the_slope_of_torch_s_module_even_at_kinks(activation: Activation) -> None:
    x = grid(activation)
    for choice in choices(activation):
        known = torch.ones_like(x, dtype=torch.bool)
        if activation.key == "softplus":
            known = choice["beta"] * x < 700
        expected = slope_by_autograd(MODULES[activation.key](**choice), x[known])
        tolerance = COARSE_MODULE_SLOPES.get(activation.key, 1e-12)
        assert_equal(activation.df(x[known], **choice), expected, tolerance)


@pytest.mark.parametrize(
    ("key", "at", "slope"),
    [
        ("relu", 0.0, 0.0),
        ("leaky_relu", 0.0, 0.01),
        ("prelu", 0.0, 0.25),
        ("rrelu", 0.0, 11 / 48),
        ("relu6", 0.0, 0.0),
        ("relu6", 6.0, 0.0),
        ("absolute", 0.0, 0.0),
        ("threshold", 1.0, 0.0),
        ("heaviside", 0.0, 0.0),
        ("sign", 0.0, 0.0),
        ("hardtanh", 1.0, 0.0),
        ("hardtanh", -1.0, 0.0),
        ("hardsigmoid", 3.0, 0.0),
        ("hardswish", -3.0, 0.0),
        ("hardswish", 3.0, 1.0),
        ("hardshrink", 0.5, 0.0),
        ("softshrink", -0.5, 0.0),
        ("elu", 0.0, 1.0),
        ("selu", 0.0, 1.7580993408473766),
        ("celu", 0.0, 1.0),
        ("sinc", 0.0, 0.0),
    ],
)
def test_slope_at_a_kink_is_the_one_written_down(key: str, at: float, slope: float) -> None:
    x = torch.tensor([at], dtype=torch.float64)
    assert get(key).df(x).item() == pytest.approx(slope, abs=1e-15)


@pytest.mark.parametrize(
    ("key", "at", "largest", "at_zero"),
    [
        ("sigmoid", 0.0, 0.25, 0.25),
        ("tanh", 0.0, 1.0, 1.0),
        ("silu", 2.39936, 1.099839, 0.5),
        ("gelu", math.sqrt(2), 1.128904, 0.5),
        ("mish", 1.49057, 1.088498, 0.6),
        ("selu", -1e-12, 1.758099, 1.758099),
        ("softplus", 1e4, 1.0, 0.5),
    ],
)
def test_steepest_slope_and_slope_at_zero_are_the_known_ones(
    key: str, at: float, largest: float, at_zero: float
) -> None:
    """To 1e-6."""
    df = get(key).df
    x = torch.arange(-64 * 1024, 64 * 1024, dtype=torch.float64) / 1024
    there, zero = torch.tensor([at, 0.0], dtype=torch.float64)
    assert df(there).item() == pytest.approx(largest, abs=1e-6)
    assert df(x).abs().max().item() <= df(there).item() + 1e-10
    assert df(zero).item() == pytest.approx(at_zero, abs=1e-6)
