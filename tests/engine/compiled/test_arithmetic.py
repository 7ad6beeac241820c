"""Compiled float32 arithmetic: right to the last digits, and NaN where there is no number."""

import ctypes
import math

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.engine.compiled import functions
from explorer.engine.compiled.operations import OPERATIONS
from explorer.formula.notation import tree_of
from explorer.formula.operations import OPERATIONS as LANGUAGE

SWEEP = np.concatenate(
    [
        np.linspace(-110, 110, 400_001),
        np.linspace(-10, 10, 400_001),
        np.linspace(-1, 1, 400_001),
        np.geomspace(1e-40, 1, 10_001),
    ]
).astype(np.float32)
# Largest errors of functions, in units in the last place; of float64's rounded to float32 it is ½.
WITHIN = {
    "exp(x)": (np.exp, 2),
    "expm1(x)": (np.expm1, 2),
    "tanh(x)": (np.tanh, 2),
    "log(abs(x))": (lambda x: np.log(np.abs(x)), 2),
    "log1p(abs(x))": (lambda x: np.log1p(np.abs(x)), 1),
    "sigmoid(x)": (lambda x: np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x))), 2),
    "softplus(x)": (lambda x: np.logaddexp(0, x), 2),
    "atan(x)": (np.arctan, 3),
}
# Of these the error is absolute: near their zeros, or far out, the last digits are not theirs.
NEAR = {
    "sin(x)": (np.sin, 1.2e-7),
    "cos(x)": (np.cos, 1.2e-7),
    "erf(x)": (np.vectorize(math.erf), 2e-7),
    "Phi(x)": (np.vectorize(lambda x: math.erfc(-x / math.sqrt(2)) / 2), 2e-7),
    "sinc(x)": (lambda x: np.sinc(x / np.pi), 2e-7),
}


def run(address, given, numbers, results):
    """What the code at an address makes of these numbers (rows, n), (results, n)."""
    pointer = ctypes.POINTER(ctypes.c_float)
    code = ctypes.CFUNCTYPE(None, pointer, pointer, pointer, ctypes.c_ssize_t)(address)
    given, numbers = (np.ascontiguousarray(one, dtype=np.float32) for one in (given, numbers))
    found = np.empty((results, numbers.shape[-1]), dtype=np.float32)
    code(*(one.ctypes.data_as(pointer) for one in (given, numbers, found)), numbers.shape[-1])
    return found


def value(text, x):
    return run(functions.over_numbers([tree_of(text)], [], ["x"]), np.zeros(1), x, 1)[0]


@pytest.mark.parametrize("text", WITHIN)
def test_a_function_is_within_a_few_units_in_the_last_place(text):
    function, most = WITHIN[text]
    with np.errstate(all="ignore"):
        exact = function(SWEEP.astype(np.longdouble))
        rounded = exact.astype(np.float32)
    found = value(text, SWEEP)
    infinite = np.isinf(rounded)
    np.testing.assert_array_equal(found[infinite], rounded[infinite])
    here = ~infinite
    off = np.abs(found[here] - exact[here]) / np.spacing(np.abs(rounded[here]))
    # A result without all its digits was rounded once more on the way: one unit of those left.
    assert off.max() <= most


@pytest.mark.parametrize("text", NEAR)
def test_a_function_is_near_in_absolute_terms(text):
    function, most = NEAR[text]
    exact = function(SWEEP.astype(np.float64))
    np.testing.assert_allclose(value(text, SWEEP), exact, rtol=2e-7, atol=most)


def test_the_table_has_every_operation_that_is_no_plain_sign():
    assert set(OPERATIONS) == set(LANGUAGE) - {"add", "sub", "mul", "neg"}


ONE_PART = sorted(key for key in OPERATIONS if len(LANGUAGE[key].slopes) == 1)


@pytest.mark.parametrize("key", ONE_PART)
def test_what_is_no_number_stays_none(key):
    assert np.isnan(value(f"{key}(x)", np.array([math.nan])))[0]


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("exp(x)", 89.0, math.inf),
        ("exp(x)", -105.0, 0.0),
        ("expm1(x)", 88.5, math.exp(88.5)),
        ("1/x", 0.0, math.inf),
        ("log(x)", 0.0, -math.inf),
        ("log1p(x)", -1.0, -math.inf),
        ("tanh(x)", math.inf, 1.0),
        ("sigmoid(x)", -math.inf, 0.0),
        ("softplus(x)", 1e30, 1e30),
        ("atan(x)", -math.inf, -math.pi / 2),
        ("x**2", 1e30, math.inf),
        ("x**3", -2.0, -8.0),
        ("x**-2", 2.0, 0.25),
        ("x**0.5", 9.0, 3.0),
        ("x**2.5", 4.0, 32.0),
        ("sign(x)", -0.0, 0.0),
        ("max(x, 1)", 1.0, 1.0),
    ],
)
def test_edges_have_the_values_that_they_have_elsewhere(text, at, expected):
    assert value(text, np.array([at]))[0] == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("text", ["log(x)", "sqrt(x)", "acosh(x)", "x**0.5", "log1p(x - 1)"])
def test_what_has_no_value_is_no_number(text):
    assert np.isnan(value(text, np.array([-2.0])))[0]


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_an_activation_has_its_value_and_its_slope_in_one_pass(key):
    """To 1e-6 of 1 + the number, against float64; beside a kink by as little as float32 tells."""
    entry = get(key)
    x = np.linspace(-30, 30, 100_003).astype(np.float32)
    given = np.array([*entry.defaults.values(), 0])
    found = run(functions.activation_code(key), given, x, 2 + len(entry.learnt))
    exact = torch.from_numpy(x.astype(np.float64))
    for row, function in zip(found, (entry.f, entry.df), strict=False):
        np.testing.assert_allclose(row, function(exact).numpy(), rtol=1e-6, atol=1e-6)


def test_the_same_formula_is_compiled_once():
    assert functions.activation_code("prelu") == functions.activation_code("prelu")


def test_a_formula_of_too_many_steps_is_refused():
    text = " + ".join(f"sin({k} * x)" for k in range(2, 400))
    with pytest.raises(ValueError, match="no code for"):
        functions.over_numbers([tree_of(text)], [], ["x"])
