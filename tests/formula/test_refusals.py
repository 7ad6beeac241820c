"""What is no formula is refused in one sentence at its column, whatever is typed."""

import ast
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import formula
from explorer.activations import get
from explorer.formula import FormulaError, parse
from explorer.formula.evaluation import OnTensors
from explorer.formula.tree import name, node
from tests import ROOT
from tests.formula.numbers import X

# ---- what is refused, and where ----

FAULTS = {
    "": (1, "empty"),
    " \t\n": (1, "empty"),
    "x +": (4, "missing after `+`"),
    "x**": (4, "missing after `**`"),
    "*x": (1, "missing before `*`"),
    "x + / 2": (5, "missing before `/`"),
    "x 2": (3, "write x*2"),
    "(x": (1, "never closed"),
    "sin((x)": (4, "never closed"),
    "x)": (2, "never opened"),
    "()": (2, "missing before `)`"),
    "x, x": (2, "comma"),
    "(x, 1)": (3, "comma"),
    "1 + 2*foo(x)": (7, "unknown name `foo`"),
    "1 + tanhh(x)": (5, "unknown name `tanhh`; did you mean `tanh`?"),
    "nan*x": (1, "`nan` has no place"),
    "x + Inf": (5, "write a large number"),
    "__class__": (1, "unknown name `__class__`; a name starts"),
    "x`": (2, "a backtick has no place"),
    "x + sigmod": (5, "unknown name `sigmod`; did you mean `sigmoid`?"),
    "a*ex": (3, "did you mean `e^x`?"),
    "x2": (1, "did you mean `x**2`?"),
    "x + X": (5, "did you mean `x`?"),
    "9**9**9 + 0*x": (1, "`9**9**9` is larger than any number here"),
    "x + 1/0": (5, "`1/0` has no value"),
    "x + sin": (5, "write sin(…)"),
    "__import__(x)": (1, "unknown name `__import__`"),
    "__import__(os)": (1, "unknown name `__import__`"),
    "x.real": (2, "`.`"),
    "x[0]": (2, "round brackets"),
    "'x'": (1, "`'`"),
    "x = 3": (3, "=="),
    "max(x, key=1)": (8, "max takes nothing that is called `key`"),
    "max(*x)": (5, "missing before `*`"),
    "x // 2": (3, "write /"),
    "x % 2": (3, "`%`"),
    "x; x": (2, "`;`"),
    "x # note": (3, "`#`"),
    "sin(x, x)": (1, "one value, not 2"),
    "max(x)": (1, "two or more"),
    "where(x, 1)": (1, "a condition and two values"),
    "a*b*c*d*f*x": (9, "at most 4"),
    "avery_long_name*x": (1, "at most 14"),
    "1e999": (1, "too large"),
    "007": (1, "write 7"),
    "0x10": (2, "did you mean `x**10`?"),
    "1_000": (2, "unknown name `_000`; a name starts"),
    "True*x": (1, "`True`"),
    "é*x": (1, "`é`"),
    "β*x + y(2)": (7, "no function"),
    "x\0": (2, "\\u0000"),
    "x" * 201: (201, "at most 200"),
    "x+" * 5000: (201, "at most 200"),
    " " * 10_000 + "x": (201, "at most 200"),
    "(" * 10_000: (201, "at most 200"),
    "x+" * 60 + "x": (101, "more than 100 parts"),
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
    """Steps made of a tree's own parts are compiled, in one module that never sees a text."""
    for path in (ROOT / "explorer" / "formula").rglob("*.py"):
        names = [n.id for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Name)]
        run = {"eval", "exec", "compile", "__import__"} & set(names)
        assert run == ({"exec", "compile"} if path.name == "compiling.py" else set())


def test_a_step_is_made_of_known_operations_alone():
    for op in ("__import__", "eval", "print"):
        with pytest.raises(KeyError):
            OnTensors(node(op, name("x"), name("x")), {})


def test_an_equal_text_is_read_once_and_only_so_many_are_kept():
    assert parse("x + 0.125") is parse("x + 0.125")
    assert parse.cache_info().maxsize == formula.KEPT
