"""Numbers and lists are written in one way everywhere."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import words
from tests.numbers import NUMBER, read

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0, 3, "0"),
        (-0.0, 3, "0"),
        (31.0, 3, "31"),
        (-0.25, 3, "−0.25"),
        (0.19661, 3, "0.197"),
        (0.00012346, 5, "0.00012346"),
        (0.000031, 3, "3.1 × 10⁻⁵"),
        (2.8e-8, 2, "2.8 × 10⁻⁸"),
        (-1e-9, 3, "−10⁻⁹"),
        (1234.5, 2, "1234"),
        (9.9996, 3, "10"),
        (123456.0, 5, "1.2346 × 10⁵"),
        (1e6, 3, "10⁶"),
        (-1e300, 2, "−10³⁰⁰"),
        (-math.inf, 3, "−∞"),
        (math.nan, 3, "no number"),
    ],
)
def test_a_number_has_its_digits_a_true_minus_and_powers_of_ten(value, digits, text):
    assert words.number(value, digits) == text


@given(st.floats(-1e308, 1e308), st.integers(1, 6))
def test_a_number_read_back_is_the_number_to_its_digits(value, digits):
    text = words.number(value, digits)
    assert re.fullmatch(NUMBER, text)
    assert read(text) == pytest.approx(value, rel=0.51 * 10 ** (1 - digits), abs=5e-324)


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
    ("value", "text"),
    [(0.25, "0.250"), (-0.0006, "−0.001"), (-0.0004, "0.000"), (-0.0, "0.000"), (math.inf, "∞")],
)
def test_a_fixed_number_keeps_its_zeros_and_zero_has_no_sign(value, text):
    assert words.fixed(value, 3) == text


@pytest.mark.parametrize(("share", "text"), [(0.975, "97.5 %"), (1, "100 %"), (1e-9, "10⁻⁷ %")])
def test_a_share_is_told_in_percent(share, text):
    assert words.percent(share) == text


@pytest.mark.parametrize(
    ("some", "text"),
    [("a", "a"), ("ab", "a and b"), ("abc", "a, b and c"), ("abcd", "a, b, c and d")],
)
def test_a_list_ends_with_and(some, text):
    assert words.listed(some) == text


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("explorer/**/*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_other_module_writes_signs_and_powers_of_its_own(path):
    if path.name == "words.py" and path.parent.name == "explorer":
        return
    text = path.read_text()
    assert 'replace("-", "−")' not in text
    assert '" and ".join' not in text
    assert "maketrans" not in text or path.name == "tokens.py"  # which reads what is typed
    assert not re.search(r"\{[^{}]*:\.\d[eg]\}", text) or path.name == "gallery.py"  # SVG paths
