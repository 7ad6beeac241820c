"""A formula is read as people write it, or answered in one sentence; its notes say what was read.

Numbers are NumPy's to 1e-9, relative or absolute, on [−6, 6]; every parameter is 0.7 there.
"""

import inspect
import random
import re

import numpy as np
import pytest
import torch

from explorer.formula.evaluation import OnTensors
from explorer.formula.faults import FormulaError
from explorer.formula.library import define, known
from explorer.formula.reading import from_link, read
from explorer.formula.reading.aliases import ALIASES, ELSEWHERE, IN_LIBRARIES
from explorer.formula.reading.functions import OWN, function
from explorer.formula.stable import stable
from tests.dense import dense
from tests.formula.answered import ANSWERED
from tests.formula.as_people_write import READ
from tests.formula.as_programs_write import PROGRAMS
from tests.formula.pieces import texts

X = np.arange(-48, 49) / 8
WRITTEN = READ | PROGRAMS


def named(text):
    return ascii(text[:40])


def numbers(formula):
    """The numbers a formula has on X, its parameters at 0.7."""
    parameters = dict.fromkeys(formula.parameters, 0.7)
    f = OnTensors(stable(formula.tree), parameters, guarded=True)
    return f(torch.from_numpy(X), **parameters).numpy()


@dense("text", WRITTEN)
def test_a_formula_is_read_as_people_write_it_and_its_normal_form_says_the_same(text):
    formula, by_numpy = read(text), WRITTEN[text]
    given = [] if isinstance(by_numpy, np.ufunc) else inspect.signature(by_numpy).parameters
    parameters = {name: 0.7 for name in given if name in formula.parameters}
    with np.errstate(all="ignore"):
        expected = by_numpy(X, **parameters) + 0 * X
    assert parameters.keys() == set(formula.parameters)
    np.testing.assert_allclose(numbers(formula), expected, rtol=1e-9, atol=1e-9)
    again = read(formula.text)
    assert (again.text, again.parameters) == (formula.text, formula.parameters)
    assert again.tree is formula.tree
    assert not [note for note in again.notes if " is taken at " not in note]


@dense("text", ANSWERED)
def test_what_is_not_read_is_answered_in_one_sentence(text):
    with pytest.raises(FormulaError, match=re.escape(ANSWERED[text])) as caught:
        read(text)
    assert "\n" not in str(caught.value)
    assert ". " not in str(caught.value)


NOTES = {
    "x*sigmoid(b*x)": [],
    "x² · |x| ≤ π": [],
    "np.tanh(x)": ["`np.` was dropped."],
    "torch.nn.functional.relu(x)": ["`torch.nn.functional.` was dropped."],
    "z*sigmoid(z)": ["z is taken for x."],
    "2x": ["`2x` is read as `2*x`."],
    "sin x": ["`sin x` is read as `sin(x)`."],
    "xsinx": ["`sin x` is read as `sin(x)`.", "`xsinx` is read as `x*sinx`."],
    "2x + 3x sin x": ["It is read as `2 * x + 3 * x * sin(x)`."],
    "swish(x)": ["`swish` is taken at beta = 1.5."],
    "relu": ["`relu` is read as `relu(x)`."],
    "f(t) = t^2": ["`f(t) =` was dropped.", "t is taken for x."],
    r"\frac{1}{1+e^{-x}}": ["It is read as `1 / (1 + e ** (-x))`."],
    "ax + b": [
        "`ax` is read as `a*x`.",
        "a and b can be moved; or write numbers, as in 0.5x + 1.",
    ],
    "xe^x": ["`xe^x` is read as `x*e^x`."],
    "x^1/2": ["`x^1/2` is `(x^1)/…`; write ^(1/2) for a root."],
    "1/(1+e-x)": ["`e-` is a difference; write e^- for a power."],
    "def f(x, a=0.1): return max(a*x, x)": [
        "`def f(x, a=0.1): return` was dropped.",
        "a is taken at 0.1, its default.",
    ],
    "LOG(x)": [
        "`LOG` is the natural logarithm; write log10(x) for base 10, as spreadsheets have it."
    ],
    "=LOG(A1)": [
        "`=` was dropped.",
        "`LOG` is of base 10, as in spreadsheets.",
        "A1 is taken for x.",
    ],
    "-A1^2": ["A1 is taken for x.", "A spreadsheet reads `-A1^…` as `(-A1)^…`."],
    "tf.keras.activations.hard_sigmoid(x)": [
        "`tf.keras.activations.` was dropped.",
        "`hard_sigmoid` is Keras 3's; Keras 2 had clip(0.2*x + 0.5, 0, 1).",
    ],
    "np.sinc(x)": ["`np.` was dropped.", "`np.sinc(x)` is read as `sinc(pi*x)`."],
    "tf.nn.leaky_relu(x)": [
        "`tf.nn.` was dropped.",
        "`tf.nn.leaky_relu` has the slope 0.2 of its library.",
    ],
}


@pytest.mark.parametrize("text", NOTES, ids=named)
def test_what_was_understood_otherwise_than_typed_is_said(text):
    assert list(read(text).notes) == NOTES[text]


COLUMNS = {
    "x + 9**9**9": 5,
    "  1/0 + x": 3,
    "lambda z: z + foo(z)": 15,
    r"\frac{1}{1+foo(x)}": 12,
    "np.tanh(x) + np.floor(x)": 14,
    "x² + ": 5,
    "f(x) = ": 1,
    "max(0,1*A1;A1;)": 15,
}


@pytest.mark.parametrize("text", COLUMNS, ids=named)
def test_a_fault_has_the_column_of_what_was_typed(text):
    with pytest.raises(FormulaError) as caught:
        read(text)
    assert caught.value.column == COLUMNS[text]


LINKS = {
    "x 2": "x + 2",
    "max(0,x) min(0,x)": "max(0,x) + min(0,x)",
    "x  1": "x + 1",
    "1/(1 exp(-x))": "1/(1 + exp(-x))",
    "(x 1)*(x -1)": "(x + 1)*(x -1)",
    "sin x 1": "sin x + 1",
    "x if x > 0 else 0": "x if x > 0 else 0",
    "x + 2": "x + 2",
    "softplus (x)": "softplus (x)",
    "x ' y": "x ' y",
}


@pytest.mark.parametrize("text", LINKS, ids=named)
def test_a_plus_that_a_link_made_a_space_is_a_plus(text):
    assert from_link(text) == LINKS[text]


@dense("name", [*ALIASES, *(other for _, other in IN_LIBRARIES)])
def test_every_other_name_is_of_a_function_that_there_is(name):
    if name in ALIASES and ALIASES[name].isidentifier():
        assert ALIASES[name] in (*OWN, *known(), "max", "min", "where")
    assert name not in ELSEWHERE or name == "beta"


def test_every_entry_s_key_is_a_function_of_the_language():
    for key, entry in known().items():
        assert function(key) == key
        assert read(f"{key}(x)").parameters == ()
        assert len(read(f"{key}(2*x + 1, {', '.join(entry.parameters)})".replace(", )", ")")).text)


@dense("name", ["theta", "power", "gain", "lower", "threshold", "phi", "step", "float", "lambd"])
def test_a_parameter_keeps_its_name_though_a_function_has_it_too(name):
    assert read(f"x * {name} + tanh({name})").parameters == (name,)


def test_an_entry_s_argument_takes_the_place_of_x_and_its_parameter_that_of_a_value():
    define("probe", "x*sigmoid(beta*x) + alpha", {"beta": 2.0, "alpha": 0.0})
    try:
        assert read("probe(a*x)").tree is read("(a*x)*sigmoid(2*(a*x)) + 0").tree
        assert read("probe(x, alpha=beta)").tree is read("x*sigmoid(2*x) + beta").tree
        assert read("probe(x, alpha)").tree is read("x*sigmoid(alpha*x) + 0").tree
        assert read("probe(x, alpha=beta)").text == "probe(x, 2.0, beta)"
    finally:
        known().pop("probe")


@pytest.mark.parametrize("seed", range(4))
def test_no_text_ends_in_anything_but_a_formula_or_its_fault(seed):
    """What parses has a normal form that parses alike."""
    for text in texts(random.Random(seed), 150):
        formula, fault = None, None
        try:
            formula = read(text)
        except FormulaError as error:
            fault = error
        if fault:
            assert 1 <= fault.column <= max(201, len(text) + 1), text
            assert "\n" not in str(fault), text
        if formula:
            assert read(formula.text).tree is formula.tree, text
        from_link(text)
