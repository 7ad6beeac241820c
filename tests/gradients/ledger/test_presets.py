"""What each preset of the ledger claims is so."""

import re

import pytest

from explorer.gradients.ledger import (
    PRESETS,
    LedgerConfig,
    measure,
    theory,
)
from tests.gradients.ledger.small import median

# Presets ------------------------------------------------------------------------------------------

_MEASURED = {}


def preset(key):
    """The ledger of a preset, its account, and its theory."""
    if key not in _MEASURED:
        _MEASURED[key] = measure(PRESETS[key].config)
    ledger = _MEASURED[key]
    account = ledger.accounts[0]
    return ledger, account, theory(ledger.config, account.activation)


@pytest.mark.parametrize("entry", PRESETS.values(), ids=lambda entry: entry.key)
def test_a_preset_is_two_sentences_and_a_config(entry):
    assert len(re.findall(r"\.(?= |$)", entry.remark)) == 2
    assert entry.config.activations
    hash(entry)


def test_ten_sigmoids_leave_less_than_a_millionth():
    _, account, found = preset("ten_sigmoids")
    assert found.lipschitz == 0.25
    assert median(account.gradients.factors["slope"]).max() <= 0.25
    assert median(account.gradients.factors["weight"]).mean() == pytest.approx(0.58, abs=0.03)
    assert account.exact.running[:, 0].max() < 1e-6
    assert account.exact.share[:, 0].max() < 1e-6


def test_relu_alone_does_not_save_the_gradient():
    _, account, _ = preset("relu_alone")
    assert median(account.gradients.factors["slope"]).mean() == pytest.approx(0.71, abs=0.03)
    assert median(account.gradients.factors["weight"]).mean() == pytest.approx(0.58, abs=0.03)
    assert account.exact.running[:, 0].max() < 1e-5


def test_he_saves_relu():
    _, account, _ = preset("he")
    assert median(account.gradients.factors["slope"]).mean() == pytest.approx(0.71, abs=0.03)
    assert median(account.gradients.factors["weight"]).mean() == pytest.approx(1.4, abs=0.05)
    assert account.exact.running[:, 0].min() > 1 / 3


def test_selu_keeps_its_variance_and_its_gradient():
    _, account, _ = preset("selu")
    assert account.signals.variance.min() > 0.5
    assert account.signals.variance.max() < 2
    assert ((account.exact.running > 0.1) & (account.exact.running < 10)).all()


def test_tanh_keeps_its_gradient_at_the_edge_of_chaos():
    _, account, found = preset("edge")
    assert found.chi == pytest.approx(1, abs=1e-4)
    assert ((account.exact.running > 0.1) & (account.exact.running < 10)).all()


def test_tanh_explodes_beyond_the_edge():
    _, account, found = preset("exploding")
    assert found.chi > 1.1
    assert account.exact.running[:, 0].min() > 100


def test_narrow_relu_networks_are_born_dead():
    ledger, account, _ = preset("born_dead")
    dead = (account.signals.dead == 1).any(axis=1)
    assert dead.sum() > len(dead) / 2
    assert (account.exact.outputs[dead, 0] == 0).all()
    assert "receives nothing" in ledger.sentence("relu")


def test_a_way_around_saves_the_sigmoid():
    _, account, _ = preset("residual")
    factors = account.gradients.factors
    assert (median(factors["slope"]) * median(factors["weight"])).max() < 1 / 6
    share = account.exact.running[:, 0]
    assert ((share > 0.8) & (share < 1.3)).all()
    without = measure(LedgerConfig(("sigmoid",), 20))["sigmoid"].exact.running[:, 0]
    assert without.max() < 1e-12
