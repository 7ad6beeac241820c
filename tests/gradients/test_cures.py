"""What each cure does to a stack whose gradient vanishes, and what is said of it."""

import math
import re

import numpy as np
import pytest
import torch

from explorer.choices.initialisers import INITIALISERS
from explorer.config import Member
from explorer.gradients.cures import CURES, HE_SCALE, MEASURED, TRAINED, explained, typical
from explorer.gradients.ledger import PRESETS, LedgerConfig, measure
from tests.numbers import NUMBER, read

DRAWN = Member("sigmoid", 3)
BASE = LedgerConfig(("sigmoid",), depth=10, draws=3)
BEFORE = measure(BASE).accounts[0]


def after(key):
    return measure(CURES[key].applied(BASE)).accounts[0]


def share(account):
    return float(np.median(account.exact.running[:, 0]))


@pytest.mark.parametrize("key", MEASURED)
def test_every_cure_lets_more_of_the_gradient_through_ten_sigmoids(key):
    assert share(after(key)) > 30 * share(BEFORE)


def test_each_cure_changes_the_factor_it_names():
    plain = typical(BEFORE.exact)
    assert plain["slope"] == pytest.approx(0.24, abs=0.02)
    assert typical(after("he").exact)["weight"] > 2 * plain["weight"]
    assert typical(after("he").exact)["slope"] == pytest.approx(plain["slope"], abs=0.03)
    assert typical(after("activation").exact)["slope"] > 2 * plain["slope"]
    assert typical(after("residual").exact)["path"] > 2
    for key in ("layer", "batch"):
        assert typical(after(key).exact)["norm"] > 2
    assert set(plain) == {"slope", "weight"}


def test_fewer_layers_leave_a_layer_s_factors_nearly_as_they_are():
    plain, fewer = typical(BEFORE.exact), typical(after("depth").exact)
    for key, value in plain.items():
        assert fewer[key] == pytest.approx(value, rel=0.1)


@pytest.mark.parametrize("key", MEASURED)
def test_what_is_said_holds_the_numbers_before_and_after(key):
    words = explained(BEFORE, after(key))
    told = rf"of the last layer's, ({NUMBER}) → ({NUMBER})(?: over 10 → 5 layers)?$"
    found = re.search(told, words)
    for text, account in zip(found.groups(), (BEFORE, after(key)), strict=True):
        assert read(text) == pytest.approx(share(account), rel=0.05)
    assert ("over 10 → 5 layers" in words) == (key == "depth")


@pytest.mark.parametrize("cure", [*MEASURED, None])
@pytest.mark.parametrize("base", ["sigmoid", "exploding"])
def test_the_factors_told_multiply_to_what_layer_1_receives(base, cure):
    config = PRESETS["exploding"].config if base == "exploding" else BASE
    changed = config if cure is None else CURES[cure].applied(config)
    account = measure(changed).accounts[0]
    product = math.prod(typical(account.exact).values()) ** (changed.depth - 1)
    assert math.log(product) == pytest.approx(math.log(share(account)), abs=0.1 * changed.depth)


def test_a_cure_of_dead_networks_tells_that_nothing_arrived_before():
    dead = PRESETS["born_dead"].config
    words = explained(measure(dead).accounts[0], measure(CURES["layer"].applied(dead)).accounts[0])
    assert "of the last layer's, nothing → " in words


def test_one_layer_has_no_layer_to_speak_of_and_says_so():
    lonely = measure(LedgerConfig(("sigmoid",), depth=1, draws=2)).accounts[0]
    assert all(math.isnan(value) for value in typical(lonely.exact).values())
    assert "no number" in explained(lonely, lonely)


@pytest.mark.parametrize("key", TRAINED)
def test_a_cure_of_a_network_that_trains_keeps_its_draw_and_changes_something(key):
    cured = CURES[key].of(DRAWN)
    assert cured.seed == DRAWN.seed
    assert (cured == DRAWN) == (key == "nothing")


@pytest.mark.parametrize("key", sorted({*TRAINED} & {*MEASURED}))
def test_a_cure_gives_the_same_structure_where_it_trains_and_where_it_is_measured(key):
    member, stack = CURES[key].of(DRAWN), CURES[key].applied(BASE)
    assert (member.residual, member.norm) == (stack.residual, stack.norm)
    assert (member.init_scale != 1) == (stack.init != BASE.init)


def test_every_cure_is_offered_somewhere():
    assert {*TRAINED, *MEASURED} == {*CURES}


def test_he_s_weights_are_the_default_s_scaled():
    generator = torch.Generator().manual_seed(0)
    spread = {
        key: INITIALISERS[key].draw(400, 400, 0, generator)[0].std() for key in ("he", "torch")
    }
    assert math.sqrt(6) == HE_SCALE
    assert float(spread["he"] / spread["torch"]) == pytest.approx(HE_SCALE, rel=0.01)
