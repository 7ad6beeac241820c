"""A formula means what mathematics means by it; its numbers are NumPy's.

Numbers are float64 and must agree to 1e-12, relative or absolute, unless a test says otherwise.
"""

import math

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special, stats

from explorer import formula
from explorer.activations import get
from explorer.formula import FormulaError, parse
from explorer.formula.exact import Exact
from explorer.formula.operations import FUNCTIONS
from tests.formula.numbers import X, assert_equal, evaluated

# ---- what a text means ----

MEANINGS = {
    "x": (3.0, 3.0),
    "-x**2": (3.0, -9.0),
    "(-x)**2": (3.0, 9.0),
    "2**3**2 + 0*x": (1.0, 512.0),
    "x - 1 - 2": (3.0, 0.0),
    "x / 2 / 3": (12.0, 2.0),
    "2*x + 3*x": (2.0, 10.0),
    "+x": (2.0, 2.0),
    "2**-x": (1.0, 0.5),
    "x**0.5": (16.0, 4.0),
    "(x)": (5.0, 5.0),
    "1e3*x + .5 + 5.": (1.0, 1005.5),
    "pi + 0*x": (0.0, math.pi),
    "e**x": (2.0, math.e**2),
    "x > 2": (2.0, 0.0),
    "x >= 2": (2.0, 1.0),
    "x == 2": (2.0, 1.0),
    "x != 2": (2.0, 0.0),
    "0 < x < 1": (0.5, 1.0),
    "0 < x < 1 < 0": (0.5, 0.0),
    "3*(x > 0) - 1": (5.0, 2.0),
    "where(x > 0, 1, -1)": (-4.0, -1.0),
    "where(x, 1, -1)": (0.0, -1.0),
    "where(0 < x <= 1, x, where(x > 1, 2, 3))": (1.5, 2.0),
    "min(3, x, 2)": (2.5, 2.0),
    "max(3, x, 4, 1)": (2.5, 4.0),
    "−x · 2": (3.0, -6.0),
    "x × 2 ÷ 4": (3.0, 1.5),
    "β*x": (3.0, 3.0),
    "π*x": (1.0, math.pi),
    "x\n + 1\n": (1.0, 2.0),
    "x*sigmoid(b*x)": (1.0, 1 / (1 + math.exp(-1))),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_a_formula_means_what_python_and_mathematics_mean_by_it(text):
    at, expected = MEANINGS[text]
    value = parse(text).f(torch.tensor([at], dtype=torch.float64))
    assert value.item() == pytest.approx(expected, rel=1e-14)


NUMPY = {
    "abs": np.abs,
    "atan": np.arctan,
    "cos": np.cos,
    "erf": lambda u: special.erf(np.asarray(u, np.float64)).astype(u.dtype),
    "exp": np.exp,
    "log": np.log,
    "log1p": np.log1p,
    "max": np.maximum,
    "min": np.minimum,
    "relu": lambda u: np.maximum(u, 0),
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "sign": lambda u: (u > 0).astype(u.dtype) - (u < 0),
    "sin": np.sin,
    "softplus": lambda u: np.logaddexp(0, u),
    "sqrt": np.sqrt,
    "tan": np.tan,
    "tanh": np.tanh,
}


SPECIAL = {
    "acos": np.arccos,
    "acosh": np.arccosh,
    "asin": np.arcsin,
    "asinh": np.arcsinh,
    "atanh": np.arctanh,
    "cosh": np.cosh,
    "erfc": special.erfc,
    "expm1": np.expm1,
    "logsigmoid": special.log_expit,
    "phi": stats.norm.pdf,
    "Phi": stats.norm.cdf,
    "sinc": lambda u: np.sinc(u / np.pi),
    "sinh": np.sinh,
}


@pytest.mark.parametrize("name", sorted({*FUNCTIONS, "min", "max"} - {"dsinc"}))
def test_a_function_is_numpy_s(name):
    u = X.numpy()
    with np.errstate(all="ignore"):
        two = name in ("min", "max")
        expected = NUMPY[name](u, -u / 2) if two else (NUMPY | SPECIAL)[name](u)
    activation = parse(f"{name}(x, -x/2)" if two else f"{name}(x)")
    assert_equal(activation.f(X), torch.from_numpy(expected))


# A part of a formula: its text, and the same computed by NumPy from x and b. Every part is in
# brackets, so that the two are put together without a word on precedence.
PLACES = np.array([-30.0, -2.0, -1.0, -0.75, -1e-3, 0.0, 1e-3, 0.5, 1.0, 1.5, 3.0, 30.0])


# Not pi: sin(pi) is 0 here, and what rounding makes of it in NumPy.
LEAVES = st.sampled_from(["x", "b"]).map(
    lambda name: (name, lambda x, b: {"x": x, "b": b}[name])
) | st.sampled_from(["0", "1", "2", "3", "0.5", ".25", "1e3", "10"]).map(
    lambda text: (text, lambda x, b: np.full_like(x, float(text)))
)


SIGNS = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": np.power,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def called(parts):
    return st.one_of(
        st.tuples(st.sampled_from([n for n in NUMPY if n not in ("min", "max")]), parts).map(
            lambda t: (f"{t[0]}({t[1][0]})", lambda x, b: NUMPY[t[0]](t[1][1](x, b)))
        ),
        st.tuples(st.sampled_from(list(SIGNS)), parts, parts).map(
            lambda t: (
                f"({t[1][0]}){t[0]}({t[2][0]})",
                lambda x, b: SIGNS[t[0]](t[1][1](x, b), t[2][1](x, b)).astype(x.dtype),
            )
        ),
        st.tuples(st.sampled_from(["min", "max"]), parts, parts).map(
            lambda t: (
                f"{t[0]}({t[1][0]}, {t[2][0]})",
                lambda x, b: NUMPY[t[0]](t[1][1](x, b), t[2][1](x, b)),
            )
        ),
        st.tuples(parts, parts, parts).map(
            lambda t: (
                f"where({t[0][0]}, {t[1][0]}, {t[2][0]})",
                lambda x, b: np.where(t[0][1](x, b) != 0, t[1][1](x, b), t[2][1](x, b)),
            )
        ),
        parts.map(lambda part: (f"-({part[0]})", lambda x, b: -part[1](x, b))),
    )


PARTS = st.recursive(LEAVES, called, max_leaves=8)


def settled(compute, b):
    """The numbers NumPy computes (64 bits), and where 80 bits agree: elsewhere rounding decides."""
    with np.errstate(all="ignore"):
        plain = compute(PLACES, np.full_like(PLACES, b))
        x = PLACES.astype(np.longdouble)
        wide = compute(x, np.full_like(x, b)).astype(np.float64)
    return plain, np.isclose(plain, wide, rtol=1e-10, atol=1e-10, equal_nan=True)


def parsed(text):
    """The activation of a formula; an example with a constant that has no value is passed over."""
    try:
        return parse(text)
    except FormulaError as fault:
        assume("has no value" not in fault.reason and "larger than" not in fault.reason)
        raise


@settings(deadline=None, max_examples=300)
@given(part=PARTS, b=st.sampled_from([-2.0, 0.0, 0.5, 1.0, 3.0]))
def test_a_formula_s_numbers_are_numpy_s(part, b):
    """To 1e-9, for the formula and its PyTorch expression, wherever rounding does not decide."""
    text, compute = part
    expected, known = settled(compute, b)
    activation = parsed(text)
    given = {"b": b} if activation.parameters else {}
    x = torch.from_numpy(PLACES)
    y = activation.f(x, **given)
    assert y.shape == x.shape
    known &= ~(np.abs(expected) > 1e12)  # such as x/sin(pi), which NumPy's π makes finite
    # What overflowed on the way in NumPy, or has a hole, may have a value all the same.
    lost = np.flatnonzero(np.isnan(expected) & known)
    exact = Exact(activation.tree, given)
    for place in lost:
        if math.isfinite(value := float(exact(PLACES[place]))):
            assert y[place].item() == pytest.approx(value, rel=1e-9, abs=1e-300)
    known[lost] = False
    # sigmoid(x) >= sigmoid(2) at x = 2 is decided by the last digit.
    with np.errstate(all="ignore"):
        sides = [compute(PLACES * (1 + by), np.full_like(PLACES, b)) for by in (-1e-12, 1e-12)]
    known &= (y.numpy() == expected) | np.isclose(*sides, 1e-6, 1e-6, equal_nan=True)
    assert_equal(y[known], torch.from_numpy(expected)[known], 1e-9)
    written = evaluated(activation.code(**given))(x)
    assert_equal(written[known], y[known], 1e-9)


@settings(deadline=None, max_examples=100)
@given(part=PARTS)
def test_the_normal_form_of_a_formula_is_itself_in_normal_form(part):
    activation = parsed(part[0])
    again = get(activation.key)
    assert again.key == activation.key
    assert again.formula == activation.formula
    assert again.defaults == activation.defaults


def test_the_key_and_the_label_are_the_normal_text():
    activation = parse(" x*sigmoid( β *x)")
    assert activation.key == "=x * sigmoid(beta * x)"
    assert activation.label == "x * sigmoid(beta * x)"
    assert get(activation.key) is get(activation.key)
    assert activation.family == formula.FAMILY
    assert len(parse("+".join(["x"] * 40)).label) <= formula.LONGEST_LABEL


def test_a_formula_that_is_too_long_in_normal_form_is_refused_as_its_key_would_be():
    with pytest.raises(FormulaError, match="at most 200"):
        parse("x" + "+1e15*x" * 24)
    text = "x" + "+x*2" * 24  # 97 characters, 193 with the spaces of the normal form
    assert get(parse(text).key).key == parse(text).key


def test_names_that_are_not_known_become_parameters_with_sliders():
    activation = parse("a_l*x + β2*x**slope")
    assert activation.defaults == {"a_l": 1.0, "beta2": 1.0, "slope": 1.0}
    assert [p.symbol for p in activation.parameters] == [
        "a_{l}",
        r"\beta_{2}",
        r"\mathrm{slope}",
    ]
    assert all(p.symbol in activation.formula for p in activation.parameters)
    assert {(p.low, p.high, p.step) for p in activation.parameters} == {(-5.0, 5.0, 0.1)}
    assert parse("a*b*c*d*x").defaults.keys() == {"a", "b", "c", "d"}
    assert parse("sigmoid(x)").parameters == ()
