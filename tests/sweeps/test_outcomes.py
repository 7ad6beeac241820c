"""What a train loss says of its training, by losses made by hand."""

import numpy as np
import pytest

from explorer.engine.seen import Judged
from explorer.sweeps.outcomes import (
    CONVERGED,
    DIVERGED,
    OUTCOMES,
    SLOW,
    STUCK,
    outcomes,
    shades,
    shares_of_guessing,
)
from explorer.sweeps.playing import NEVER, Found

STEPS = np.arange(0, 90, 10)  # nine looks; the last quarter begins at the seventh


def found(*losses, diverged=None, guessing=0.5):
    """Networks with these train losses."""
    train = np.array(losses, np.float32).T
    ends = np.full(train.shape[1], NEVER) if diverged is None else np.array(diverged)
    costs = np.full(train.shape[1], guessing)
    places = np.arange(train.shape[1])
    return Found(places, Judged(*[train] * 6), ends, costs, 1.0)


def kinds(*losses, **more):
    return outcomes(shares_of_guessing(found(*losses, **more), STEPS)).tolist()


@pytest.mark.parametrize(
    ("losses", "outcome"),
    [
        ([0.6, 0.4, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1], CONVERGED),
        ([0.6, 0.55, 0.5, 0.5, 0.5, 0.5, 0.45, 0.43, 0.4], SLOW),
        ([0.6, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.4999], STUCK),
        ([0.5] * 9, STUCK),
        ([0.6, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.4], STUCK),
        ([0.6, 0.7, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8], DIVERGED),
        ([0.6, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 0.1], CONVERGED),
        ([0.6, 0.5, 0.4, 0.3, 0.2, 0.1, np.nan, np.nan, np.nan], DIVERGED),
        ([0.6, 9.0, 9.0, 9.0, 9.0, 9.0, 0.8, 0.7, 0.54], SLOW),
    ],
)
def test_an_outcome_follows_from_the_losses_by_its_measure(losses, outcome):
    assert kinds(losses) == [outcome]


def test_a_network_whose_numbers_stopped_being_finite_has_diverged_whatever_its_loss():
    assert kinds([0.1] * 9, [0.1] * 9, diverged=[70, NEVER]) == [DIVERGED, CONVERGED]


def test_the_sooner_a_network_converges_or_diverges_the_stronger_it_is_drawn():
    soon, late = [0.5] + [0.01] * 8, [0.5] * 6 + [0.01] * 3
    early, after = [0.5] + [99.0] * 8, [0.5] * 7 + [99.0] * 2
    ratio = shares_of_guessing(found(soon, late, early, after, [0.5] * 9), STEPS)
    strong = shades(ratio, outcomes(ratio)).astype(int)
    assert strong[0] > strong[1] > 0
    assert strong[2] > strong[3] > 0
    assert strong[4] == 0


def test_each_outcome_says_its_measure_in_a_sentence():
    for outcome in OUTCOMES.values():
        assert outcome.means.endswith(".")
        assert outcome.means.count(". ") == 0
