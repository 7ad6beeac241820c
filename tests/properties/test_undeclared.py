"""The card of functions nobody declared anything of: poles, ends, waves, overflow."""

import math

import pytest

from explorer.activations import get
from explorer.properties import card
from tests.properties.cases import rows

# ---- functions nobody declared anything of ----


def test_a_pole_and_a_missing_half_line_are_said_not_raised():
    facts = card(get("=1/x"))
    assert facts["range"].value == (-math.inf, math.inf)
    assert facts["value_at_zero"].value is None
    assert facts["mean"].value is facts["second_moment"].value is None
    assert facts["right_limit"].value == 0
    facts = card(get("=log(x)"))
    assert facts["left_limit"].text == "no number for x < 0"
    assert facts["mean"].note == "f gives no number for x < 0, so it has no average."
    assert facts["monotone"].text == "increasing where f gives a number"
    assert facts["range"].value == (-math.inf, math.inf)


def test_a_pole_between_samples_is_found():
    facts = card(get("=1/(x - 0.3)"))
    assert facts["range"].value == (-math.inf, math.inf)
    assert facts["smoothness"].at == pytest.approx(0.3, abs=1e-9)


def test_kinks_and_jumps_that_nobody_declared_are_found():
    facts = card(get("=abs(x)"))
    assert (facts["smoothness"].value, facts["smoothness"].at) == ("C⁰", 0.0)
    assert (facts["minimum"].value, facts["minimum"].at) == (0.0, 0.0)
    facts = card(get("=where(x > 0.123, 2, 0)"))
    assert (facts["smoothness"].value, facts["smoothness"].how) == ("C⁻¹", "computed")
    assert facts["smoothness"].at == pytest.approx(0.123, abs=1e-9)
    assert facts["lipschitz"].value == math.inf


def test_what_overflows_is_infinite_and_has_no_average():
    facts = card(get("=exp(x*x)"))
    assert facts["range"].value == (1.0, math.inf)
    assert facts["right_limit"].value == math.inf
    assert facts["mean"].value is None
    assert "infinite" in facts["mean"].note
    # E exp(z²/4) = √2 exists, E exp(z²/2) does not.
    facts = card(get("=exp(x*x/4)"))
    assert facts["mean"].value == pytest.approx(math.sqrt(2), abs=1e-9)
    assert facts["second_moment"].value is None


def test_a_constant_a_power_and_nothing_at_all_have_their_cards():
    facts = card(get("=2.5"))
    assert facts["monotone"].value == "constant"
    assert facts["dead_interval"].value == (-math.inf, math.inf)
    assert facts["second_moment"].value == pytest.approx(6.25, abs=1e-12)
    facts = card(get("=x**100"))
    assert (facts["minimum"].value, facts["minimum"].at) == (0.0, 0.0)
    assert facts["maximum"].value == math.inf
    facts = card(get("=sqrt(-1 - x*x)"))
    assert all(fact.value is None for key, fact in facts.items() if key != "cost")


def test_a_minimum_equal_to_the_limit_counts_only_where_it_is_reached():
    facts = card(get("=x*x*exp(-x*x)"))
    assert (facts["minimum"].value, facts["minimum"].at) == (0.0, 0.0)
    assert rows(get("gaussian"), {})["minimum"].at is None


def test_a_dip_is_seen_beside_a_slope_without_bound():
    """x^x falls until 1/e; its slope passes 1e300 further out."""
    facts = card(get("=x**x"))
    assert facts["monotone"].value == "not monotone"
    assert facts["minimum"].at == pytest.approx(1 / math.e, abs=1e-9)
    assert facts["minimum"].value == pytest.approx(math.exp(-1 / math.e), abs=1e-12)


def test_a_limit_is_not_lost_beside_values_that_overflow():
    facts = card(get("=exp(exp(x))"))
    assert facts["left_limit"].value == 1.0
    assert facts["range"].value == (1.0, math.inf)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("sin(x)*cos(3*x)", -0.88009, 0.88009), ("sin(1000*x)", -1, 1), ("2 + cos(777*x)", 1, 3)],
)
def test_a_wave_is_not_said_to_be_infinite(text, low, high):
    """To 1e-4."""
    facts = card(get("=" + text))
    assert facts["range"].value == pytest.approx((low, high), abs=1e-4)
    assert facts["left_limit"].value is facts["right_limit"].value is None


@pytest.mark.parametrize(
    "text", ["log(1 + x**2)", "abs(x)*(2 + sin(x))", "abs(x + sin(10*x))", "abs(x)**0.1"]
)
def test_slow_and_swinging_growth_is_still_infinite(text):
    facts = card(get("=" + text))
    assert facts["left_limit"].value == facts["right_limit"].value == math.inf
    assert facts["maximum"].text.endswith("as x → −∞ and as x → ∞")


@pytest.mark.parametrize("a", [1.0, 2.0, 0.05, -3.0])
def test_a_tangent_has_poles_without_end_and_nothing_is_said_of_its_tails(a):
    facts = card(get("=tan(a*x)"), a=a)
    slopes = sorted([a, math.copysign(math.inf, a)])
    assert facts["slope_range"].value == pytest.approx(tuple(slopes), abs=1e-9)
    assert facts["left_limit"].text == facts["right_limit"].text == "goes to ±∞ again and again"
    nearest = f"{math.pi / 2 / abs(a):.5g}"
    assert facts["maximum"].text.startswith(f"∞, as x → −{nearest}")
    assert facts["smoothness"].text.startswith("C⁻¹: f goes to ±∞ at x = −")
    assert "jump" not in facts["lipschitz"].text


def test_a_pole_is_no_jump_and_f_rises_nowhere_there():
    facts = card(get("=1/x"))
    assert facts["monotone"].text == "not monotone: falls on both sides of x = 0"
    assert facts["smoothness"].text == "C⁻¹: f goes to ±∞ at x = 0"
    assert facts["lipschitz"].text == "∞, as x → 0⁻ and as x → 0⁺"
    assert facts["right_limit"].text == "saturates at 0, as 1/|x|"
    facts = card(get("=1/(x**2 - 900)"))
    assert facts["right_limit"].text == "saturates at 0, as 1/x²"


def test_where_a_function_ends_it_does_not_jump():
    for text in ("sqrt(x)", "x**x"):
        facts = card(get("=" + text))
        assert facts["smoothness"].text == "C⁰: f ends at x = 0; no number for x < 0"
        assert "jump" not in facts["slope_at_zero"].text
        assert facts["parity"].text == "neither: f(−1) = no number, f(1) = 1"


def test_nothing_is_declared_of_a_formula():
    for key in ("=sin(x)", "=abs(x)", "~=tanh(x)"):
        assert card(get(key))["smoothness"].how == "computed"


@pytest.mark.parametrize("rate", [20, 100, 300])
def test_the_share_of_small_slopes_of_a_fast_wave_is_that_of_the_arcsine_law(rate):
    """|cos| is uniform in phase but for e^(−rate²/2); to 1e-6."""
    share = card(get(f"=sin({rate}*x)"))["small_slope_share"].value
    assert share == pytest.approx(2 / math.pi * math.asin(0.05 / rate), abs=1e-6)


def test_a_wave_too_fast_for_the_samples_has_no_share_of_small_slopes():
    fact = card(get("=sin(1000*x)"))["small_slope_share"]
    assert fact.value is None
    assert "faster than the samples" in fact.note


def test_a_hundredfold_wave_has_the_average_of_its_closed_form():
    """E sin²(100 z) = (1 − e^(−20000)) / 2."""
    facts = card(get("=sin(100*x)"))
    assert facts["second_moment"].value == pytest.approx(0.5, abs=1e-9)
    assert facts["lipschitz"].value == pytest.approx(100, abs=1e-9)
