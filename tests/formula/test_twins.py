"""Every entry, typed as users type it, is told and trained as the entry is."""

import numpy as np
import pytest

from explorer.activations import ACTIVATIONS, get
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.gradients import ledger
from explorer.meanfield import critical_points
from explorer.properties import card
from tests.dense import dense
from tests.formula.twins import distinct

UNLIKE = {"torch_gain", "cost"}  # rows that are about PyTorch, not about the function
# One learns its slope, the other draws slopes at random; their calls do so too.
TRAINED_OTHERWISE = {"prelu": ["=prelu(x)", "=prelu(x, 0.25)"], "rrelu": ["=rrelu(x, 0.125)"]}
ROUNDING = 1e-12  # relative, in float64
BIAS_VARIANCE = 0.05  # the card has the edge at 0


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_typed_twin_has_the_entry_s_card(key):
    """Word for word, the critical variance and its phase among them."""
    own = card(get(key))
    for twin in distinct(key):
        other = card(get(twin))
        for row in own.keys() - UNLIKE:
            assert other[row].text == own[row].text, (twin, row)


@dense("key", ACTIVATIONS)
def test_a_typed_twin_has_the_entry_s_edge_of_chaos(key):
    """To 1e-9, the twin least like it; one that is the entry's own tree has it by its card."""
    entry, twin = get(key), get(distinct(key)[-1])
    if twin.tree is entry.tree:
        return
    (own,), (other,) = (critical_points(one, np.array([BIAS_VARIANCE])) for one in (entry, twin))
    assert other.weight_variance == pytest.approx(own.weight_variance, rel=1e-9)
    assert other.reached == own.reached


@dense("key", ACTIVATIONS)
def test_a_typed_twin_has_the_entry_s_gradients_and_signals_in_a_ledger(key):
    twins = distinct(key)
    config = ledger.LedgerConfig((key, *twins), depth=4, width=8, draws=2, number_format="float64")
    measured = ledger.measure(config)
    own = measured[key]
    for twin in twins:
        other = measured[twin]
        for name in ("inputs", "outputs", "weights"):
            np.testing.assert_allclose(
                getattr(other.gradients, name), getattr(own.gradients, name), rtol=ROUNDING
            )
        for name in ("mean", "variance", "saturated", "dead", "correlation"):
            np.testing.assert_allclose(
                getattr(other.signals, name), getattr(own.signals, name), ROUNDING, ROUNDING
            )


def test_typed_twins_train_as_their_entries_do():
    """Both losses over 300 steps: to 1e-6 (eight units in the last place), and most to the bit."""
    twins = {key: distinct(key) for key in ACTIVATIONS} | TRAINED_OTHERWISE
    pairs = [(key, twin) for key in twins for twin in (key, *twins[key])]
    trainer = Trainer(
        RunConfig(
            dataset="moons",
            samples=50,
            hidden=(4,),
            learning_rate=0.01,
            members=tuple(Member(twin) for _, twin in pairs),
        )
    )
    snapshots = [trainer.advance(100) for _ in range(3)]
    losses = np.array([(one.train_loss, one.test_loss) for one in snapshots])  # (3, 2, P)
    place = [pairs.index((key, key)) for key, _ in pairs]
    apart = np.abs(losses - losses[:, :, place]).max(axis=(0, 1))
    assert {pair: by for pair, by in zip(pairs, apart, strict=True) if by > 1e-6} == {}
    assert (apart == 0).mean() > 0.7
