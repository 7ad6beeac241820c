"""A typed formula is told as truly as an entry: what is known of it, and what is too wild."""

import math

import pytest

from explorer.activations import get
from explorer.formula.budget import Budget, TooWild
from explorer.properties import card

KNOWN = [
    ("log(1+exp(x))", "range", "(0, ∞), 0 never reached"),
    ("log(1+exp(x))", "right_limit", "→ ∞, slope → 1"),
    ("x*tanh(exp(x))", "range", "[−0.35329, ∞), −0.35329 reached"),
    ("max(0,x)+min(0,a*(exp(x)-1))", "slope_at_zero", "1"),
    ("max(0,x)+min(0,a*(exp(x)-1))", "range", "(−1, ∞), −1 never reached"),
    ("max(0,x)+min(0,a*(exp(x)-1))", "smoothness", "C¹: f″ jumps at x = 0"),
    ("(1-exp(-x))/(1+exp(-x))", "parity", "odd: f(−x) = −f(x)"),
    ("min(max(0.2*x+0.5,0),1)", "dead_interval", "x < −2.5 and x > 2.5"),
    ("min(max(0.2*x+0.5,0),1)", "left_limit", "exactly 0 for x < −2.5"),
    ("(x+sqrt(x**2+4))/2", "range", "(0, ∞), 0 never reached"),
    ("(x+sqrt(x**2+4))/2", "left_limit", "saturates at 0, as 1/|x|"),
    ("abs(x)**1.5", "smoothness", "C¹: f″ jumps at x = 0"),
    ("x*abs(x)**3", "smoothness", "C³: derivative 4 jumps at x = 0"),
    ("sign(x)*sqrt(abs(x))", "lipschitz", "∞, as x → 0⁻ and as x → 0⁺"),
    ("(exp(x)-1)/x", "smoothness", "smooth: every derivative exists"),
    ("x*exp(x)/(3+exp(x))", "right_limit", "→ ∞, slope → 1"),
    ("exp(x)-1-x", "minimum", "0 at x = 0"),
    ("x-log(cosh(x))", "right_limit", "saturates at 0.69315, exponentially"),
    ("x-log(cosh(x))", "value_at_zero", "0"),
    ("x**200", "range", "[0, ∞), 0 reached"),
    ("sin(x)/x", "value_at_zero", "1"),
    ("(exp(x)-1)/x", "slope_at_zero", "0.5"),
    ("1/x", "value_at_zero", "no number at x = 0"),
    ("abs(x)/x", "value_at_zero", "no number at x = 0"),
    ("log(2+exp(x))", "range", "(0.69315, ∞), 0.69315 never reached"),
]


@pytest.mark.parametrize(("text", "row", "said"), KNOWN)
def test_what_is_known_of_a_typed_formula_is_said(text, row, said):
    assert card(get("=" + text))[row].text == said


def test_a_hole_that_its_limit_fills_is_told_as_such():
    filled = card(get("=sin(x)/x"))["value_at_zero"]
    assert filled.how == "limit"
    assert "hole" in filled.note
    assert card(get("sinc"))["value_at_zero"].how == "computed"


def test_known_numbers_of_typed_formulas():
    """To 1e-4."""
    scaled = card(get("=0.8944*relu(x)**2-0.4472"))
    assert scaled["mean"].value == 0
    assert scaled["second_moment"].value == pytest.approx(0.99994, abs=1e-4)
    assert card(get("=sqrt(x**2)"))["critical_weight_variance"].value == pytest.approx(1)
    assert card(get("=(sqrt(1+x**2)-1)/x"))["lipschitz"].value == pytest.approx(0.5, abs=1e-9)
    assert card(get("=log(1+exp(x))"))["critical_weight_variance"].value == pytest.approx(2)


WILD = [
    "sin(exp(x))",
    "tan(exp(x))",
    "tan(x**pi)",
    "cos(sqrt(tan(sqrt(x))))",
    "sin(1/x)",
    "exp(exp(exp(x)))",
    "log(log(log(x)))",
    "sqrt(sin(1000*x))",
    "where(x/x > 1, 2, 3)*x",
]


@pytest.mark.parametrize("text", WILD)
def test_a_wild_formula_has_a_card_that_says_so_where_it_cannot_tell(text):
    facts = card(get("=" + text))
    assert all(fact.text for fact in facts.values())


def test_a_budget_ends_and_says_so():
    budget = Budget(1.0)
    budget.start(0.5)
    budget.spend(0.4)
    with pytest.raises(TooWild):
        budget.spend(0.2)
    budget.start(math.inf)
    with pytest.raises(TooWild):
        budget.spend(0.6)
