"""A typed formula is told as truly as an entry: its twin's card, and the numbers that are known."""

import math

import pytest

from explorer.activations import ACTIVATIONS, get
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.formula.budget import Budget, TooWild
from explorer.gradients import ledger
from explorer.meanfield import critical_points
from explorer.properties import card

UNLIKE = {"torch_gain", "cost"}  # rows that are about PyTorch, not about the function
# RReLU draws its slopes at random, and PReLU learns its own.
TWINS = [key for key in ACTIVATIONS if key not in ("rrelu", "prelu")]


def twin(key):
    """The formula of an entry, as a user types it."""
    return get("=" + get(key).value)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_typed_twin_has_the_entry_s_card(key):
    """Word for word."""
    entry, typed = get(key), twin(key)
    own, other = card(entry), card(typed, **entry.defaults)
    for row in own.keys() - UNLIKE:
        assert other[row].text == own[row].text, row


@pytest.mark.parametrize("key", ["tanh", "softplus", "gelu", "elu", "sigmoid", "hardswish"])
def test_a_typed_twin_has_the_entry_s_edge_of_chaos(key):
    """To 1e-9."""
    entry, typed = get(key), twin(key)
    for own, other in zip(
        critical_points(entry, [0.0, 0.05]),
        critical_points(typed, [0.0, 0.05], **entry.defaults),
        strict=True,
    ):
        assert other.weight_variance == pytest.approx(own.weight_variance, rel=1e-9)
        assert other.reached == own.reached


def test_typed_twins_have_the_entries_gradients_through_a_ledger():
    """To 1e-6, relative, in float64."""
    keys = ["tanh", "gelu", "mish", "softsign"]
    typed = [twin(key).key for key in keys]
    config = ledger.LedgerConfig((*keys, *typed), depth=4, width=8, number_format="float64")
    measured = ledger.measure(config)
    for key, other in zip(keys, typed, strict=True):
        own = measured[key].gradients.weights
        assert measured[other].gradients.weights == pytest.approx(own, rel=1e-6), key


def test_typed_twins_train_as_their_entries_do():
    """The train loss after 300 steps, to 0.02: rounding grows on the way."""
    members = [
        (Member(key), Member(twin(key).key, parameters=tuple(get(key).defaults.items())))
        for key in TWINS
    ]
    config = RunConfig(
        dataset="moons", samples=200, hidden=(8, 8), learning_rate=0.01, steps=300,
        members=tuple(member for pair in members for member in pair),
    )  # fmt: skip
    loss = Trainer(config).advance(300).train_loss
    for place, key in enumerate(TWINS):
        assert loss[2 * place + 1] == pytest.approx(loss[2 * place], abs=0.02), key


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
    ("exp(x)-1-x", "minimum", "0 at x = 0"),
    ("log(2+exp(x))", "range", "(0.69315, ∞), 0.69315 never reached"),
]


@pytest.mark.parametrize(("text", "row", "said"), KNOWN)
def test_what_is_known_of_a_typed_formula_is_said(text, row, said):
    assert card(get("=" + text))[row].text == said


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
