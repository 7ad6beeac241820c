"""Numbers and lists are written in one way everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import words
from tests import ROOT, cases
from tests.dense import dense
from tests.numbers import NUMBER, read

CASES = [
    (writer, values, text) for writer, table in cases("numbers").items() for values, text in table
]


@dense(("writer", "values", "text"), CASES)
def test_a_number_is_written_as_the_table_says_that_the_browser_reads_too(writer, values, text):
    value, *rest = values
    assert getattr(words, writer)(float(value) if writer != "ten" else value, *rest) == text


@given(st.floats(-1e308, 1e308), st.integers(1, 6))
def test_a_number_read_back_is_the_number_to_its_digits(value, digits):
    text = words.number(value, digits)
    assert re.fullmatch(NUMBER, text)
    assert read(text) == pytest.approx(value, rel=0.51 * 10 ** (1 - digits), abs=5e-324)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "1 s"), (12, "12 s"), (150, "2.5 min"), (9000, "2.5 h")]
)
def test_a_time_is_told_to_two_digits(seconds, text):
    assert words.duration(seconds) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.986, 2, "0.986"),
        (1.046, 2, "1.046"),
        (0.231, 2, "0.23"),
        (340.2, 2, "340"),
        (1.0, 3, "1"),
        (0.9995, 3, "0.9995"),
        (1.00004, 3, "1"),
        (0.07671, 3, "0.0767"),
    ],
)
def test_a_factor_has_more_digits_beside_1(value, digits, text):
    assert words.factor(value, digits) == text


@pytest.mark.parametrize(
    ("some", "text"),
    [("a", "a"), ("ab", "a and b"), ("abc", "a, b and c"), ("abcd", "a, b, c and d")],
)
def test_a_list_ends_with_and(some, text):
    assert words.listed(some) == text


@dense("path", sorted(ROOT.glob("explorer/**/*.py")))
def test_no_other_module_writes_signs_and_powers_of_its_own(path):
    if path.name == "words.py" and path.parent.name == "explorer":
        return
    text = path.read_text()
    assert 'replace("-", "−")' not in text
    assert '" and ".join' not in text
    assert '.replace(" ", "")' not in text  # `brief` says where
    assert "maketrans" not in text or path.name == "tokens.py"  # which reads what is typed
    assert not re.search(r"\{[^{}]*:\.\d[eg]\}", text)
