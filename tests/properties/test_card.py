"""The card as a whole: every row, its words, and numbers known from the literature."""

import math

import pytest

from explorer.activations import get
from explorer.properties import ROWS, card, cost
from tests.properties.cases import every_activation, every_case, rows

# ---- the card as a whole ----


@every_case
def test_every_row_is_there_in_order_with_words_and_plain_values(activation, choice):
    facts = rows(activation, choice)
    assert list(facts) == list(ROWS)
    for key, fact in facts.items():
        assert fact.text, key
        assert fact.how in ("computed", "limit", "declared", "measured")
        assert (fact.how == "measured") == (key == "cost")
        assert type(fact.value) in (float, tuple, bool, str, type(None)), key
        assert all(low <= high for low, high in fact.marks), key
        assert fact.value is not None or fact.note or "none" in fact.text or "osc" in fact.text
        numbers = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        assert not any(isinstance(v, float) and math.isnan(v) for v in numbers), key


def test_an_unknown_parameter_is_refused_by_its_name_with_the_choices():
    for function in (card, cost):
        with pytest.raises(ValueError, match=r"'slope' of Leaky ReLU.*negative_slope"):
            function(get("leaky_relu"), slope=0.1)


@pytest.mark.parametrize(
    ("key", "row", "words"),
    [
        ("sigmoid", "left_limit", "saturates at 0, exponentially"),
        ("leaky_relu", "left_limit", "→ −∞, slope exactly 0.01 for x < 0"),
        ("silu", "right_limit", "→ ∞, slope → 1"),
        ("swish", "left_limit", "saturates at 0, exponentially"),
        ("gelu", "left_limit", "saturates at 0, faster than exponentially"),
        ("erf", "right_limit", "saturates at 1, faster than exponentially"),
        ("loglog", "left_limit", "saturates at 0, exponentially"),
        ("loglog", "right_limit", "saturates at 1, faster than exponentially"),
        ("softsign", "right_limit", "saturates at 1, as 1/|x|"),
        ("isrlu", "left_limit", "saturates at −1, as 1/x²"),
        ("sine", "right_limit", "oscillates between −1 and 1"),
        ("snake", "right_limit", "→ ∞, slope swings between 0 and 2"),
        ("sinc", "left_limit", "saturates at 0, swinging, as 1/|x|"),
        ("squared_relu", "right_limit", "→ ∞, ever more steeply"),
        ("relu", "left_limit", "exactly 0 for x < 0"),
        ("relu", "minimum", "0 for x ≤ 0"),
        ("silu", "minimum", "−0.27846 at x = −1.2785"),
        ("sigmoid", "range", "(0, 1), never reached"),
        ("selu", "lipschitz", "1.7581 at x = 0⁻"),
        ("relu", "slope_at_zero", "0 by autograd; a kink: 0 from the left, 1 from the right"),
        ("tanh", "mean", "0: zero-centred"),
    ],
)
def test_a_row_says_it_in_these_words(key, row, words):
    assert rows(get(key), {})[row].text == words


# ---- numbers from the literature ----


@pytest.mark.parametrize(
    ("key", "row", "at", "value"),
    [
        ("silu", "minimum", -1.278465, -0.278465),
        ("gelu", "minimum", -0.75179, -0.169971),
        ("mish", "minimum", -1.192431, -0.308843),
        ("selu", "minimum", None, -1.758099),
        ("sigmoid", "minimum", None, 0.0),
        ("softplus", "minimum", None, 0.0),
        ("silu", "lipschitz", 2.39936, 1.099839),
        ("gelu", "lipschitz", math.sqrt(2), 1.128904),
        ("mish", "lipschitz", 1.49057, 1.088498),
        ("selu", "lipschitz", 0.0, 1.758099),
        ("softplus", "lipschitz", None, 1.0),
        ("sigmoid", "lipschitz", 0.0, 0.25),
        ("selu", "mean", None, 0.0),
        ("selu", "second_moment", None, 1.0),
        ("tanh", "torch_gain", None, 5 / 3),
        ("relu", "torch_gain", None, math.sqrt(2)),
        ("leaky_relu", "torch_gain", None, 1.414143),
        ("selu", "torch_gain", None, 0.75),
        ("tanh", "gaussian_gain", None, 1.592537),
        ("relu", "gaussian_gain", None, math.sqrt(2)),
        ("silu", "gaussian_gain", None, 1.676532),
        ("relu", "critical_weight_variance", None, 2.0),
        ("tanh", "critical_weight_variance", None, 1.0),
        ("relu", "mean", None, 1 / math.sqrt(2 * math.pi)),
    ],
)
def test_a_number_is_the_known_one(key, row, at, value):
    """Values to 2e-6, places to 1e-5."""
    fact = rows(get(key), {})[row]
    assert fact.value == pytest.approx(value, abs=2e-6)
    assert fact.at is None if at is None else fact.at == pytest.approx(at, abs=1e-5)


def test_torch_s_gain_follows_the_leaky_slope_and_is_missing_where_torch_has_none():
    gain = rows(get("leaky_relu"), {"negative_slope": 0.5})["torch_gain"].value
    assert gain == pytest.approx(math.sqrt(2 / 1.25))
    assert rows(get("gelu"), {})["torch_gain"].value is None
    assert rows(get("gelu"), {})["torch_gain"].how == "declared"


@every_activation
def test_cost_is_measured_once_and_positive(activation):
    first = cost(activation)
    assert first is cost(activation)
    assert first.how == "measured"
    assert 0 < first.value < math.inf
    assert "ReLU" in first.text
