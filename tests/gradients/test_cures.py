"""What each cure does to a stack whose gradient vanishes, and what is said of it."""

import math
import re

import numpy as np
import pytest

from explorer.gradients.cures import CURES, explained, typical
from explorer.gradients.ledger import PRESETS, LedgerConfig, measure
from tests.numbers import NUMBER, read

BASE = LedgerConfig(("sigmoid",), depth=10, draws=3)
BEFORE = measure(BASE).accounts[0]


def after(key):
    return measure(CURES[key].change(BASE)).accounts[0]


def share(account):
    return float(np.median(account.exact.running[:, 0]))


@pytest.mark.parametrize("key", CURES)
def test_every_cure_lets_more_of_the_gradient_through_ten_sigmoids(key):
    assert share(after(key)) > 30 * share(BEFORE)


def test_each_cure_changes_the_factor_it_names():
    plain = typical(BEFORE.exact)
    assert plain["slope"] == pytest.approx(0.24, abs=0.02)
    assert typical(after("init").exact)["weight"] > 2 * plain["weight"]
    assert typical(after("init").exact)["slope"] == pytest.approx(plain["slope"], abs=0.03)
    assert typical(after("activation").exact)["slope"] > 2 * plain["slope"]
    assert typical(after("residual").exact)["path"] > 2
    for key in ("layer", "batch"):
        assert typical(after(key).exact)["norm"] > 2
    assert set(plain) == {"slope", "weight"}


def test_fewer_layers_leave_a_layer_s_factors_nearly_as_they_are():
    plain, fewer = typical(BEFORE.exact), typical(after("depth").exact)
    for key, value in plain.items():
        assert fewer[key] == pytest.approx(value, rel=0.1)


@pytest.mark.parametrize("key", CURES)
def test_what_is_said_holds_the_numbers_before_and_after(key):
    words = explained(BEFORE, after(key))
    told = rf"of the last layer's, ({NUMBER}) → ({NUMBER})(?: over 10 → 5 layers)?$"
    found = re.search(told, words)
    for text, account in zip(found.groups(), (BEFORE, after(key)), strict=True):
        assert read(text) == pytest.approx(share(account), rel=0.05)
    assert ("over 10 → 5 layers" in words) == (key == "depth")


@pytest.mark.parametrize("cure", [*CURES, None])
@pytest.mark.parametrize("base", ["sigmoid", "exploding"])
def test_the_factors_told_multiply_to_what_layer_1_receives(base, cure):
    config = PRESETS["exploding"].config if base == "exploding" else BASE
    changed = config if cure is None else CURES[cure].change(config)
    account = measure(changed).accounts[0]
    product = math.prod(typical(account.exact).values()) ** (changed.depth - 1)
    assert math.log(product) == pytest.approx(math.log(share(account)), abs=0.1 * changed.depth)


def test_a_cure_of_dead_networks_tells_that_nothing_arrived_before():
    dead = PRESETS["born_dead"].config
    words = explained(measure(dead).accounts[0], measure(CURES["layer"].change(dead)).accounts[0])
    assert "of the last layer's, nothing → " in words


def test_one_layer_has_no_layer_to_speak_of_and_says_so():
    lonely = measure(LedgerConfig(("sigmoid",), depth=1, draws=2)).accounts[0]
    assert all(math.isnan(value) for value in typical(lonely.exact).values())
    assert "no number" in explained(lonely, lonely)
