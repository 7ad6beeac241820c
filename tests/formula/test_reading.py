"""Formulas: read as mathematics means them, refused at the right column, equal to NumPy's numbers.

Numbers are float64 and must agree to 1e-12, relative or absolute, unless a test says otherwise.
"""

import ast
import math
import pickle
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from explorer import formula
from explorer.activations import ACTIVATIONS, get
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.formula import FormulaError, parse
from explorer.formula.functions import FUNCTIONS
from explorer.gradients import ledger
from explorer.live import evidence
from explorer.live.run import LiveRun
from tests import ROOT

X = torch.arange(-8 * 16, 8 * 16 + 1, dtype=torch.float64) / 16  # 0 is one of them


def assert_equal(actual, expected, tolerance=1e-12):
    torch.testing.assert_close(actual, expected, rtol=tolerance, atol=tolerance, equal_nan=True)


def slope_by_autograd(f, x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]


def evaluated(expression):
    """A formula's PyTorch expression, run as a reader would run it."""
    return eval(expression, {"torch": torch, "F": F})


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
    "9**9**9 + 0*x": (0.0, math.inf),
    "1/0 + x": (0.0, math.inf),
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


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_numpy_s(name):
    u = X.numpy()
    with np.errstate(all="ignore"):
        two = name in ("min", "max")
        expected = NUMPY[name](u, -u / 2) if two else NUMPY[name](u)
    activation = parse(f"{name}(x, -x/2)" if two else f"{name}(x)")
    assert_equal(activation.f(X), torch.from_numpy(expected))


# A part of a formula: its text, and the same computed by NumPy from x and b. Every part is in
# brackets, so that the two are put together without a word on precedence.
PLACES = np.array([-30.0, -2.0, -1.0, -0.75, -1e-3, 0.0, 1e-3, 0.5, 1.0, 1.5, 3.0, 30.0])
LEAVES = st.sampled_from(["x", "b", "pi"]).map(
    lambda name: (name, lambda x, b: {"x": x, "b": b, "pi": np.full_like(x, np.pi)}[name])
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


@settings(deadline=None, max_examples=300)
@given(part=PARTS, b=st.sampled_from([-2.0, 0.0, 0.5, 1.0, 3.0]))
def test_a_formula_s_numbers_are_numpy_s(part, b):
    """To 1e-9, for the formula and its PyTorch expression, wherever rounding does not decide."""
    text, compute = part
    expected, known = settled(compute, b)
    activation = parse(text)
    given = {"b": b} if activation.parameters else {}
    x = torch.from_numpy(PLACES)
    y = activation.f(x, **given)
    assert y.shape == x.shape
    assert_equal(y[known], torch.from_numpy(expected)[known], 1e-9)
    written = evaluated(activation.code(**given))(x)
    assert_equal(written[known], y[known], 1e-9)


@settings(deadline=None, max_examples=100)
@given(part=PARTS)
def test_the_normal_form_of_a_formula_is_itself_in_normal_form(part):
    activation = parse(part[0])
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


# ---- what is refused, and where ----

FAULTS = {
    "": (1, "empty"),
    " \t\n": (1, "empty"),
    "x +": (4, "missing after `+`"),
    "x**": (4, "missing after `**`"),
    "*x": (1, "missing before `*`"),
    "x + / 2": (5, "missing before `/`"),
    "2x": (2, "write 2*x"),
    "2 + 3(x)": (6, "write *"),
    "(x+1)(x-1)": (6, "write *"),
    "x x": (3, "write x*x"),
    "x 2": (3, "write x*2"),
    "x^2": (2, "write **"),
    "x²": (2, "write **2"),
    "(x": (1, "never closed"),
    "sin((x)": (4, "never closed"),
    "x)": (2, "never opened"),
    "()": (2, "missing before `)`"),
    "x, x": (2, "comma"),
    "(x, 1)": (3, "comma"),
    "1 + 2*foo(x)": (7, "unknown name `foo`; did you mean "),
    "1 + tanhh(x)": (5, "unknown name `tanhh`; did you mean `tanh`?"),
    "ln(x)": (1, "did you mean `log(x)`?"),
    "gelu(x/2)": (1, "did you mean `(x/2)*(1 + erf((x/2)/sqrt(2)))/2`?"),
    "gelu": (1, "did you mean `x*(1 + erf(x/sqrt(2)))/2`?"),
    "clip(t, 0)": (1, "did you mean `min(max(t, 0), b)`?"),
    "elu(x)": (1, "did you mean `where(x > 0, x, exp(x) - 1)`?"),
    "asin(x)": (1, "did you mean one of abs"),
    "sigmoid x": (9, "write sigmoid(x)"),
    "nan*x": (1, "`nan` has no place"),
    "x + Inf": (5, "write a large number"),
    "__class__": (1, "unknown name `__class__`; a name starts"),
    "x`": (2, "a backtick has no place"),
    "x + sigmod": (5, "unknown name `sigmod`; did you mean `sigmoid`?"),
    "a*bx": (3, "did you mean `b*x`?"),
    "X": (1, "did you mean `x`?"),
    "x2": (1, "did you mean `x**2`?"),
    "x + sin": (5, "write sin(…)"),
    "a(x)": (1, "write a*(…)"),
    "pi(x)": (1, "write pi*(…)"),
    "__import__(x)": (1, "unknown name `__import__`"),
    "__import__(os)": (1, "unknown name `__import__`"),
    "x.real": (2, "`.`"),
    "x[0]": (2, "round brackets"),
    "'x'": (1, "`'`"),
    "lambda x: x": (1, "`lambda`"),
    "x if x > 0 else 0": (3, "where(condition, a, b)"),
    "x > 0 and x < 1": (7, "multiply"),
    "x and exec": (3, "`and`"),
    "x = 3": (3, "=="),
    "max(x, key=1)": (11, "=="),
    "max(*x)": (5, "missing before `*`"),
    "x // 2": (3, "write /"),
    "x % 2": (3, "`%`"),
    "x; x": (2, "`;`"),
    "x # note": (3, "`#`"),
    "sin(x, x)": (1, "one value, not 2"),
    "max(x)": (1, "two or more"),
    "where(x, 1)": (1, "a condition and two values"),
    "a*b*c*d*f*x": (9, "at most 4"),
    "avery_long_name*x": (1, "at most 12"),
    "1e999": (1, "too large"),
    "007": (1, "write 7"),
    "0x10": (2, "operator is missing"),
    "1_000": (2, "operator is missing"),
    "2j": (2, "write 2*j"),
    "True*x": (1, "`True`"),
    "é*x": (1, "`é`"),
    "β*x + y(2)": (7, "no function"),
    "x\0": (2, "\\u0000"),
    "x" * 201: (201, "at most 200"),
    "x+" * 5000: (201, "at most 200"),
    " " * 10_000 + "x": (201, "at most 200"),
    "(" * 10_000: (201, "at most 200"),
    "x+" * 60 + "x": (81, "more than 100 parts"),
    "-" * 150 + "x": (101, "more than 100 parts"),
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: ascii(text[:24]))
def test_a_fault_is_told_in_one_sentence_at_its_column(text):
    column, phrase = FAULTS[text]
    with pytest.raises(FormulaError) as caught:
        parse(text)
    message = str(caught.value)
    assert message.startswith(f"Column {column}: ")
    assert phrase in message
    assert caught.value.column == column
    assert "\n" not in message
    assert ". " not in message
    assert str(pickle.loads(pickle.dumps(caught.value))) == message


SOUP = st.lists(
    st.sampled_from(
        [
            "x",
            "b",
            "pi",
            "e",
            "2",
            ".5",
            "1e3",
            "9",
            "(",
            ")",
            ",",
            "+",
            "-",
            "*",
            "/",
            "**",
            "<",
            "<=",
            "==",
            "!=",
            ">",
            "sin",
            "max",
            "where(",
            "tanh(",
            "relu(",
            "^",
            "=",
            "β",
            "−",
            ".",
            "if",
            "lambda",
            "foo",
            "'",
            "[",
            "]",
            "_",
            "#",
            "\\",
            "\x00",
            "\n",
            "é",
            "𝑥",
            "²",
            ":=",
        ]
    )
    | st.characters(),
    max_size=60,
)


@settings(deadline=None, max_examples=600)
@given(parts=SOUP, between=st.sampled_from(["", " "]))
def test_no_text_raises_anything_but_a_formula_error(parts, between):
    text, fault = between.join(parts), None
    try:
        activation = parse(text)
    except FormulaError as error:
        fault = error
    else:
        assert activation.f(X).shape == activation.df(X).shape == X.shape
        assert get(activation.key).key == activation.key
        activation.kinks()
    if fault:
        assert 1 <= fault.column <= max(201, len(text) + 1)
        assert str(fault).startswith(f"Column {fault.column}: ")


@pytest.mark.parametrize(
    "text",
    [
        "(" * 99 + "x" + ")" * 99,
        "sin(" * 39 + "x" + ")" * 39,
        "-" * 98 + "x",
        "where(" * 13 + "x" + ", x, log(x))" * 9 + ", 1, x)" * 4,
        "max(" + "x," * 90 + "x)",
        "9**9**9**9**9*x",
        "9" * 198 + "*x",
    ],
    ids=lambda text: text[:16],
)
def test_a_deep_or_large_formula_works(text):
    activation = parse(text)
    assert activation.f(X).shape == X.shape
    assert activation.df(X).shape == X.shape
    assert len(activation.code()) < 10_000
    assert len(activation.kinks()) <= 10_000


def test_no_text_is_ever_run():
    for path in (ROOT / "explorer" / "formula").glob("*.py"):
        tree = ast.walk(ast.parse(path.read_text()))
        names = {node.id for node in tree if isinstance(node, ast.Name)}
        assert not names & {"eval", "exec", "compile", "__import__"}


def test_an_equal_text_is_read_once_and_only_so_many_are_kept():
    assert parse("x + 0.125") is parse("x + 0.125")
    assert parse.cache_info().maxsize == formula.KEPT


# ---- slopes ----

SLOPES = {
    "x**3": lambda x: 3 * x**2,
    "x*sigmoid(x)": lambda x: x.sigmoid() * (1 + x * (1 - x.sigmoid())),
    "abs(x)": torch.sign,
    "relu(x)": lambda x: (x > 0).to(x.dtype),
    "max(0, x)": lambda x: (torch.sign(x) + 1) / 2,  # at a tie each side has half the slope
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
    assert parse("1/0").df(x).isnan().all()
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


# ---- LaTeX and PyTorch ----

LATEX = {
    "x*sigmoid(b*x)": r"x \, \sigma \left( b \, x \right)",
    "2*x**2/(1 + x)": r"\frac{2 \, x^{2}}{1 + x}",
    "2*3*x": r"2 \cdot 3 \, x",
    "sqrt(2/pi)*(x + 1)": r"\sqrt{\frac{2}{\pi}} \, \left( x + 1 \right)",
    "-x**2": r"-x^{2}",
    "(-x)**2": r"\left( -x \right)^{2}",
    "x - (x - 1)": r"x - \left( x - 1 \right)",
    "x*-2": r"x \, \left( -2 \right)",
    "exp(-x)**2": r"\left( e^{-x} \right)^{2}",
    "(x/2)**2": r"\left( \frac{x}{2} \right)^{2}",
    "1e-5*x": r"10^{-5} \, x",
    "abs(x) + (x > 0)": r"\left| x \right| + \left[ x > 0 \right]",
    "where(x > 0, x, b*x)": r"\begin{cases} x & x > 0 \\ b \, x & x \le 0 \end{cases}",
    "1 + where(0 < x < 1, 1, 0)": r"1 + \left( \begin{cases} 1 & 0 < x < 1 \\ "
    r"0 & \text{otherwise} \end{cases} \right)",
    "max(0, x)": r"\max \left( 0, x \right)",
    "lambd*x": r"\lambda \, x",
}


@pytest.mark.parametrize("text", LATEX)
def test_a_formula_is_set_as_mathematics(text):
    assert parse(text).formula == LATEX[text]


EXPRESSIONS = {
    "x*sigmoid(b*x)": "lambda x: x * torch.sigmoid(0.5 * x)",
    "b**x": "lambda x: (0.5) ** x",
    "exp(b)*x": "lambda x: torch.exp(x.new_tensor(0.5)) * x",
    "max(0, x)": "lambda x: torch.maximum(x.new_tensor(0), x)",
    "where(x > 0, x, b*x)": "lambda x: torch.where(x > 0, x, 0.5 * x)",
    "b": "lambda x: torch.full_like(x, 0.5)",
    "x/-0": "lambda x: x / -0.0",
    "softplus(x)": "lambda x: -F.logsigmoid(-x)",
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_a_formula_is_written_in_pytorch(text):
    assert parse(text).code(b=0.5) == EXPRESSIONS[text]


# ---- in the rest of the program ----


@pytest.mark.parametrize("module", ["explorer.formula", "explorer.activations"])
def test_formulas_and_activations_load_in_either_order(module):
    code = f"import {module}\nfrom explorer.activations import get\nprint(get('=x*2').key)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "=x * 2", done.stderr


def test_get_passes_a_formula_s_fault_on():
    with pytest.raises(FormulaError, match="Column 2: "):
        get("=2x")
    with pytest.raises(ValueError, match="Column 2: "):
        Member("=2x")


RUN = RunConfig(samples=200, members=(Member("=x*sigmoid(b*x)", parameters=(("b", 1.5),)),))


def test_a_formula_trains_as_the_entry_of_the_same_function_does():
    """To 2e-3 in the loss after 300 steps of float32; the loss falls below a third."""
    config = replace(RUN, members=(*RUN.members, Member("swish")))
    trainer = Trainer(config)
    before, after = trainer.advance(0).train_loss, trainer.advance(300).train_loss
    assert (after < before / 3).all()
    assert after[0] == pytest.approx(after[1], abs=2e-3)


def test_a_formula_can_be_watched_while_it_trains():
    run = LiveRun(RUN, "own")
    assert run.message(run.finish(0.05), playing=False)
    assert run.sentences


def test_a_formula_s_gradients_are_those_of_the_entry_of_the_same_function():
    """To 1e-9, relative."""
    keys = ("=x*sigmoid(x)", "silu")
    config = ledger.LedgerConfig(keys, depth=5, width=8, number_format="float64")
    measured = ledger.measure(config)
    own, entry = (measured[key].gradients for key in keys)
    np.testing.assert_allclose(own.weights, entry.weights, rtol=1e-9)
    assert (own.weights > 0).all()


def test_a_formula_that_is_not_a_number_everywhere_stops_its_member_and_no_other():
    trainer = Trainer(replace(RUN, members=(Member("=log(x)"), Member("tanh"))))
    seen = trainer.advance(20)
    assert seen.diverged_at[1] is None
    assert seen.diverged_at[0] is not None or not np.isfinite(seen.train_loss[0])
    assert evidence.sentences(trainer, seen, 1, evidence.Watch())
