"""Every rule that rewrites a formula leaves its value what it was, in 40 digits and in float64."""

import math
import random

import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.formula.derivative import derivative
from explorer.formula.evaluation import OnTensors
from explorer.formula.exact import Exact, context, worked_out
from explorer.formula.notation import tree_of
from explorer.formula.stable import PRECISE, RULES, precise, stable
from explorer.formula.tree import ZERO

PLACES = (-31.7, -7.3, -1.9, -0.6, 0.4, 0.9, 3.1, 29.2)


@pytest.mark.parametrize(("left", "right"), RULES + PRECISE, ids=lambda text: text)
def test_both_sides_of_a_rule_are_one_function_to_40_digits(left, right):
    """To 1e-40 of 1 + the value, wherever the left side has a value."""
    draw = random.Random(0)
    compared = 0
    for _ in range(24):
        values = {name: draw.choice(PLACES) for name in "uvw"}
        before, after = (Exact(tree_of(text), values)(0, 90) for text in (left, right))
        if context().isfinite(before):
            compared += 1
            assert abs(before - after) <= 1e-40 * (1 + abs(before)), values
    assert compared > 3


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_an_entry_s_slope_is_the_derivative_of_its_value_by_rule(key):
    """To 1e-30 in 60 digits, away from kinks, at the defaults."""
    entry = get(key)
    by_rule = Exact(derivative(entry.tree), entry.defaults)
    written = Exact(tree_of(entry.slope), entry.defaults)
    for at in (*PLACES, 5.5, -2.2):
        assert abs(by_rule(at, 60) - written(at, 60)) < 1e-30 * (1 + abs(written(at, 60)))


STABLE = {
    "log(1+exp(x))": "softplus(x)",
    "1/(1+exp(-x))": "sigmoid(x)",
    "exp(x)/(1+exp(x))": "sigmoid(x)",
    "log(1/(1+exp(-x)))": "logsigmoid(x)",
    "x/(1+exp(-x))": "x*sigmoid(x)",
    "(1-exp(-x))/(1+exp(-x))": "tanh(x/2)",
    "(exp(x)-exp(-x))/(exp(x)+exp(-x))": "tanh(x)",
    "sqrt(x*x)": "abs(x)",
    "x*(1+erf(x/sqrt(2)))/2": "x*Phi(x)",
    "2 + exp(x) - 1": "1 + exp(x)",
    "x*exp(x)/(1+exp(x))": "x*sigmoid(x)",
    "3*exp(x)*x/(exp(x)+1)": "3*x*sigmoid(x)",
    "x*(exp(2*x)-1)/(exp(2*x)+1)": "x*tanh(x)",
    "max(0, x) + log(1+exp(-abs(x)))": "softplus(x)",
    "where(x > 0, 1/(1+exp(-x)), exp(x)/(1+exp(x)))": "sigmoid(x)",
}


@pytest.mark.parametrize("text", STABLE)
def test_a_formula_comes_to_its_stable_form(text):
    assert stable(tree_of(text)) is stable(tree_of(STABLE[text]))


FAR = {
    "x*tanh(exp(x))": [0.0, 1e4],
    "exp(x)/(2 + exp(x))": [0.0, 1.0],
    "x**2/(1 + exp(x)**2)": [1e8, 0.0],
    "where(x > 0, x, exp(x) - 1)": [-1.0, 1e4],
    "exp(-x)*exp(x)": [1.0, 1.0],
    "sinh(x)/(1 + cosh(x))": [-1.0, 1.0],
}


@pytest.mark.parametrize("text", FAR)
def test_a_part_that_overflows_does_not_spoil_a_finite_value_or_slope(text):
    """At ±1e4, in float32 and float64."""
    activation = get("=" + text)
    for dtype in (torch.float32, torch.float64):
        x = torch.tensor([-1e4, 1e4], dtype=dtype)
        assert activation.f(x).tolist() == pytest.approx(FAR[text], rel=1e-6)
        assert activation.df(x).isfinite().all()
        z = x.clone().requires_grad_()
        (slope,) = torch.autograd.grad(activation.f(z).sum(), z)
        torch.testing.assert_close(slope, activation.df(x))


@pytest.mark.parametrize(
    ("text", "at", "limit"),
    [("(exp(x) - 1)/x", 0, 1), ("sin(x)/x", 0, 1), ("(x**2 - 4)/(x - 2)", 2, 4)],
)
def test_a_hole_is_filled_by_its_limit_and_a_pole_is_not(text, at, limit):
    """To 1e-9."""
    x = torch.tensor([float(at)], dtype=torch.float64)
    assert get("=" + text).f(x).item() == pytest.approx(limit, abs=1e-9)
    assert not get("=1/x").f(x * 0).isfinite().any()
    assert get("=log(abs(x))").f(x * 0).item() == -math.inf


def test_precise_forms_keep_digits_where_a_slope_fades():
    """1 − tanh²(30) is 3.5e-26; float64's own difference is 0."""
    tree = tree_of("1 - tanh(x)**2")
    at = torch.tensor([30.0], dtype=torch.float64)
    assert OnTensors(precise(tree), {})(at).item() == pytest.approx(4 * math.exp(-60), rel=1e-12)
    assert OnTensors(stable(tree), {})(at).item() == 0


def test_a_constant_that_is_0_is_0_and_not_what_rounding_makes_of_it():
    for text in ("sin(pi)", "cos(pi/2)", "log(e) - 1"):
        assert worked_out(tree_of(text)) is ZERO
