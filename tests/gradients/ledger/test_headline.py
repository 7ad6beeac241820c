"""The one sentence of a ledger holds the fraction that was measured, and its reason the product."""

import re
from dataclasses import replace

import numpy as np
import pytest

from explorer.gradients.ledger import (
    NUMBER_FORMATS,
    PRESETS,
    LedgerConfig,
    headline,
    measure,
    survival,
    why,
    why_line,
)
from tests.gradients.ledger.small import median
from tests.gradients.ledger.test_words import DEGENERATE
from tests.numbers import read

SIGMOIDS = LedgerConfig(("sigmoid",))
TEN = measure(SIGMOIDS)


def scaled(share):
    """An account of ten sigmoids in which layer 1 gets this share of layer 10's gradient."""
    account = TEN.accounts[0]
    outputs = np.ones_like(account.exact.outputs)
    outputs[:, 0] = share
    exact = replace(account.exact, outputs=outputs)
    return replace(account, exact=exact, gradients=exact)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (2.8e-8, "Layer 1 gets 1/36,000,000 of the gradient that layer 10 gets."),
        (0.0074, "Layer 1 gets 1/140 of the gradient that layer 10 gets."),
        (0.45, "Layer 1 gets 45 % of the gradient that layer 10 gets."),
        (0.5, "Layer 1 gets 1/2 of the gradient that layer 10 gets."),
        (1.001, "Layer 1 gets as much gradient as layer 10."),
        (36.4, "Layer 1 gets 36 times the gradient that layer 10 gets."),
        (1617.0, "Layer 1 gets 1,600 times the gradient that layer 10 gets."),
        (2.8e-16, "Layer 1 gets 1/(3.6 × 10¹⁵) of the gradient that layer 10 gets."),
        (0.0, "Layer 1 gets nothing in 5 of 5 draws."),
        (np.inf, "The numbers grow too large even for float64: no gradient can be measured."),
        (np.nan, "The numbers grow too large even for float64: no gradient can be measured."),
    ],
    ids=str,
)
def test_the_sentence_holds_the_fraction(share, told):
    assert headline(SIGMOIDS, scaled(share)) == told


def test_the_sentence_of_ten_sigmoids_is_the_share_that_was_measured():
    said = headline(SIGMOIDS, TEN.accounts[0])
    parts = int(re.search(r"1/([\d,]+) of", said).group(1).replace(",", ""))
    assert 1 / parts == pytest.approx(median(TEN.accounts[0].exact.running)[0], rel=0.05)
    weights = headline(SIGMOIDS, TEN.accounts[0], at_weights=True)
    parts = int(re.search(r"1/([\d,]+) of", weights).group(1).replace(",", ""))
    assert 1 / parts == pytest.approx(median(TEN.accounts[0].exact.share)[0], rel=0.3)


@pytest.mark.parametrize("key", ["ten_sigmoids", "relu_alone", "he", "selu", "exploding"])
def test_one_layer_as_often_as_there_are_layers_is_what_layer_1_gets(key):
    config = PRESETS[key].config
    account = measure(config).accounts[0]
    found = why(account)
    product = np.prod(list(found.factors.values()))
    assert found.count == config.depth - 1
    assert product**found.count == pytest.approx(found.left[0], rel=1e-6)
    line = why_line(config, account)
    factors = [read(text) for text in re.findall(r"× (\S+)(?: \(|;)", line)]
    assert factors[:-1] == pytest.approx(list(found.factors.values()), rel=0.006)
    assert factors[-1] == pytest.approx(product, rel=0.006)
    assert read(re.search(r"of them: (.+)$", line).group(1)) == pytest.approx(
        found.left[0], rel=0.06
    )


def test_the_reason_of_ten_sigmoids_is_the_line_that_is_drawn():
    line = why_line(SIGMOIDS, TEN.accounts[0])
    assert re.fullmatch(
        r"Why: one layer × 0\.24\d \(slope ≤ ¼\) × 0\.59\d? \(weights\) = × 0\.14\d; "
        r"nine of them: 2\.\d × 10⁻⁸",
        line,
    ), line


def test_draws_that_are_born_dead_are_told_with_the_layer_that_stops_them():
    config = PRESETS["born_dead"].config
    account = measure(config)["relu"]
    ends = survival(account)
    assert len(ends) == 16
    lost = account.exact.outputs[:, 0] == 0
    np.testing.assert_array_equal(ends <= config.depth, lost)
    for draw, end in enumerate(ends):
        assert (account.signals.dead[draw, : end - 1] < 1).all()
        assert end > config.depth or account.signals.dead[draw, end - 1] == 1
    assert headline(config, account) == f"Layer 1 gets nothing in {lost.sum()} of 16 draws."
    assert "a layer whose slopes are all 0" in why_line(config, account)


def test_what_the_number_format_makes_of_it_is_told():
    config = replace(SIGMOIDS, depth=30, number_format="float16")
    account = measure(config).accounts[0]
    assert headline(config, account).endswith("gets, which float16 rounds to 0.")


@pytest.mark.parametrize("number_format", NUMBER_FORMATS)
@pytest.mark.parametrize("fields", DEGENERATE.values(), ids=DEGENERATE)
def test_every_stack_gives_a_sentence_and_a_reason(fields, number_format):
    keys = ("relu", "squared_relu", "sigmoid", "heaviside", "identity", "=x**3 - x")
    config = LedgerConfig(
        **{"activations": keys, "depth": 4, "width": 4, "number_format": number_format} | fields
    )
    ledger = measure(config)
    for key in keys:
        for said in (
            headline(config, ledger[key]),
            headline(config, ledger[key], at_weights=True),
            why_line(config, ledger[key]),
        ):
            assert re.match(r"[A-Zx(]", said), said
            assert "nan" not in said
            assert "no number" not in said
            assert "inf" not in said
