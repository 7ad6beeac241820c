"""A formula's slopes and kinks: the known ones, autograd's, and those of the registry's entries."""

import math

import pytest
import torch

from explorer.activations import ACTIVATIONS
from explorer.formula import parse
from tests.formula.numbers import X, assert_equal, evaluated


def slope_by_autograd(f, x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]


# ---- slopes ----

SLOPES = {
    "x**3": lambda x: 3 * x**2,
    "x*sigmoid(x)": lambda x: x.sigmoid() * (1 + x * (1 - x.sigmoid())),
    "abs(x)": torch.sign,
    "relu(x)": lambda x: (x > 0).to(x.dtype),
    "max(0, x)": lambda x: (x > 0).to(x.dtype),  # a number wins a tie
    "max(-x, x)": torch.sign,  # where both sides vary, each has half the slope at a tie
    "max(0, x) + min(0, exp(x) - 1)": lambda x: x.clamp(max=0).exp(),
    "7": torch.zeros_like,
    "b": torch.zeros_like,
    "x > 0": torch.zeros_like,
    "where(x > 0, x, exp(x) - 1)": lambda x: torch.where(x > 0, 1, x.clamp(max=0).exp()),
    "where(x > 0, log(x), 0)": lambda x: torch.where(x > 0, 1 / x.clamp(min=1e-9), 0),
    "where(x == 0, 1, sin(x)/x)": lambda x: torch.where(
        x == 0, 0, (x.cos() - x.sin() / torch.where(x == 0, 1, x)) / torch.where(x == 0, 1, x)
    ),
    "where(x < 0, 0, sqrt(x + 1) - 1)": lambda x: torch.where(
        x < 0, 0, 0.5 / (x.clamp(min=0) + 1).sqrt()
    ),
    "where(x > 0, where(x > 1, log(x - 1), x), exp(-100*x))": lambda x: torch.where(
        x > 1, 1 / (x - 1).clamp(min=1e-9), torch.where(x > 0, 1, -100 * (-100 * x).exp())
    ),
}


@pytest.mark.parametrize("text", SLOPES)
def test_the_slope_is_the_known_one_by_df_by_autograd_and_by_the_expression(text):
    activation, expected = parse(text), SLOPES[text](X)
    assert_equal(activation.df(X), expected, 1e-11)
    if text not in ("7", "b", "x > 0"):
        assert_equal(slope_by_autograd(activation.f, X), expected, 1e-11)
        assert_equal(slope_by_autograd(evaluated(activation.code()), X), expected, 1e-11)


def test_there_is_no_slope_where_there_is_no_value():
    x = torch.tensor([-1.0, 2.0], dtype=torch.float64)
    assert parse("log(x)").df(x).isnan().tolist() == [True, False]
    assert parse("where(x > 0, log(x), x)").df(x).tolist() == [1.0, 0.5]


def test_the_slope_needs_no_gradient_and_has_none():
    activation = parse("b*x**2")
    b = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
    with torch.no_grad():
        assert_equal(activation.df(X, b=3.0), 6 * X)
    slope = activation.df(X.clone().requires_grad_(), b=b)
    assert_equal(slope, 6 * X)
    assert not slope.requires_grad
    assert activation.f(X, b=b).requires_grad


@pytest.mark.parametrize("text", ["b*x + a", "b", "x", "7", "where(x > b, a, 1)", "x > b"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
def test_shapes_and_dtypes_are_kept_and_parameters_broadcast(text, dtype):
    activation = parse(text)
    for shape in ((), (3,), (2, 3, 4), (0, 5)):
        x = torch.full(shape, 0.3, dtype=dtype)
        for y in (activation.f(x), activation.df(x)):
            assert y.shape == x.shape
            assert y.dtype == dtype
    x = torch.linspace(-2, 2, 12, dtype=dtype).view(1, 6, 2).expand(3, -1, -1)
    members = torch.tensor([-1.0, 0.5, 2.0], dtype=dtype)
    stacked = {name: members.view(3, 1, 1) for name in activation.defaults}
    for f in (activation.f, activation.df):
        together = f(x, **stacked)
        alone = [f(x[i], **dict.fromkeys(stacked, members[i].item())) for i in range(3)]
        assert_equal(together, torch.stack(alone), 1e-6)


def test_float32_stays_float32_with_numbers_it_cannot_hold():
    x = torch.tensor([-1.0, 0.0, 2.0])
    assert parse("1e300*x").f(x).tolist()[0::2] == [-math.inf, math.inf]
    assert parse("x*1e300").f(x).dtype == torch.float32
    assert evaluated(parse("1e300*x").code())(x).dtype == torch.float32


@pytest.mark.cuda
@pytest.mark.parametrize("text", [*SLOPES, "where(b > 0, x, 2)", "0 < b < x", "max(b, 2)*x**b"])
def test_cuda_gives_the_cpu_s_numbers(text):
    activation = parse(text)
    for f in (activation.f, activation.df):
        assert_equal(f(X.cuda()).cpu(), f(X))


# ---- kinks ----

KINKS = {
    "x": [],
    "tanh(x)": [],
    "7": [],
    "relu(x - 1)": [(1.0, 1)],
    "relu(x)**2": [(0.0, 2)],
    "abs(x)**3": [(0.0, 3)],
    "x**2*abs(x - 2)": [(2.0, 1)],
    "sign(x - pi)": [(math.pi, 0)],
    "max(-1, min(x, 1))": [(-1.0, 1), (1.0, 1)],
    "max(0, x, 2*x - 1)": [(0.0, 1), (1.0, 1)],
    "max(x, x**2 + 1)": [],
    "where(x > 0, x, exp(x) - 1)": [(0.0, 2)],
    "where(x > 0, x, 2*(exp(x) - 1))": [(0.0, 1)],
    "0 < x < 1": [(0.0, 0), (1.0, 0)],
    "where(x*x > 2, x, 0)": [(-math.sqrt(2), 0), (math.sqrt(2), 0)],
    "relu(relu(x))": [(0.0, 1)],
    "abs(abs(x) - 1)": [(-1.0, 1), (0.0, 1), (1.0, 1)],
    "abs(x)*0": [],
    "1/x": [(0.0, 0)],
    "x**-2": [(0.0, 0)],
    "sqrt(x + 2)": [(-2.0, 0)],
    "log(x)": [(0.0, 0)],
    "sqrt(abs(x))": [(0.0, 1)],
    "sqrt(x**2 + 1)": [],
    "abs(sin(x*pi/25))": [(-50.0, 1), (-25.0, 1), (0.0, 1), (25.0, 1), (50.0, 1)],
}


@pytest.mark.parametrize("text", KINKS)
def test_kinks_stand_where_they_are_with_the_order_of_the_jump(text):
    """Places to 1e-9."""
    found = parse(text).kinks()
    inside = [kink for kink in found if abs(kink.at) < 49]
    expected = [kink for kink in KINKS[text] if abs(kink[0]) < 49]
    assert [kink.order for kink in inside] == [order for _, order in expected]
    assert [kink.at for kink in inside] == pytest.approx([at for at, _ in expected], abs=1e-9)


def test_kinks_move_with_the_parameters_and_vanish_where_they_do():
    leaky = parse("max(0, x - c) + a*min(0, x - c)")
    assert [(kink.at, kink.order) for kink in leaky.kinks(a=0.1, c=2.5)] == [(2.5, 1)]
    assert leaky.kinks(a=1.0, c=2.5) == ()
    assert [(kink.at, kink.order) for kink in leaky.kinks(a=0.1, c=0.3)] == [(0.3, 1)]


ENTRIES_AS_FORMULAS = {
    "relu": "relu(x)",
    "leaky_relu": "where(x > 0, x, 0.01*x)",
    "relu6": "min(max(0, x), 6)",
    "squared_relu": "relu(x)**2",
    "absolute": "abs(x)",
    "hardtanh": "max(-1, min(x, 1))",
    "hardsigmoid": "min(max(0, x + 3), 6)/6",
    "hardswish": "x*min(max(0, x + 3), 6)/6",
    "elu": "where(x > 0, x, exp(x) - 1)",
    "softsign": "x/(1 + abs(x))",
    "softplus": "softplus(x)",
    "gelu": "x*(1 + erf(x/sqrt(2)))/2",
    "mish": "x*tanh(softplus(x))",
    "hardshrink": "where(abs(x) > 0.5, x, 0)",
    "softshrink": "sign(x)*max(0, abs(x) - 0.5)",
    "heaviside": "(sign(x) + 1)/2",
    "sign": "sign(x)",
    "gaussian": "exp(-x**2)",
    "lecun_tanh": "1.7159*tanh(2*x/3)",
}


@pytest.mark.parametrize("key", ENTRIES_AS_FORMULAS)
def test_an_entry_typed_as_a_formula_has_the_entry_s_values_slopes_and_kinks(key):
    """Slopes away from kinks, where a formula may share a slope out otherwise; to 1e-11."""
    entry, typed = ACTIVATIONS[key], parse(ENTRIES_AS_FORMULAS[key])
    assert_equal(typed.f(X), entry.f(X), 1e-11)
    places = torch.tensor([kink.at for kink in entry.kinks()], dtype=X.dtype)
    away = (X[:, None] - places).abs().gt(1e-6).all(dim=1)
    assert_equal(typed.df(X)[away], entry.df(X)[away], 1e-11)
    assert [(k.at, k.order) for k in typed.kinks()] == [(k.at, k.order) for k in entry.kinks()]
