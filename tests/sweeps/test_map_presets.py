"""What the presets of the page Map claim, held by coarse maps."""

from dataclasses import replace

import numpy as np

from explorer.activations import get
from explorer.meanfield.criticality import critical_line
from explorer.sweeps.map_presets import MAP_PRESETS
from explorer.sweeps.outcomes import CONVERGED
from tests.dense import dense
from tests.sweeps.test_map import filled


def outcomes(chart, side):
    """The outcomes (side, side) of the first function, and the values across and up."""
    coarse = replace(chart, side=side)
    return filled(coarse).outcome[: side * side].reshape(side, side), *coarse.values


def test_rate_against_init_scale():
    found, rates, scales = outcomes(MAP_PRESETS["scale"].chart, 16)
    assert (found[:, rates > 30] == CONVERGED).mean() <= 0.1
    valley = found[np.ix_((scales > 1) & (scales < 3), (rates > 1) & (rates < 3))]
    assert (valley == CONVERGED).mean() >= 0.9


def test_the_border_is_more_ragged_than_the_whole_map():
    chart = MAP_PRESETS["fractal"].chart

    def ragged(one):
        found, _, _ = outcomes(one, 32)
        return (found[1:] != found[:-1]).mean() + (found[:, 1:] != found[:, :-1]).mean()

    assert ragged(chart) >= 1.5 * ragged(replace(chart, window=None))


def test_deep_networks_converge_above_the_edge_of_chaos_and_not_far_below_it():
    found, weights, biases = outcomes(MAP_PRESETS["chaos"].chart, 16)
    share = weights / critical_line(get("tanh"), biases)[:, None]
    assert not (found[share < 0.5] == CONVERGED).any()
    assert (found[share > 1] == CONVERGED).mean() >= 0.95


def test_with_more_momentum_a_smaller_rate_suffices():
    found, betas, rates = outcomes(MAP_PRESETS["momentum"].chart, 16)
    least = [rates[column == CONVERGED].min() for column in found.T]
    np.testing.assert_allclose(betas[[0, -1]], [0.03, 0.96], atol=0.005)
    assert least[-1] <= least[0] / 10


@dense("preset", MAP_PRESETS.values())
def test_a_preset_says_what_to_see_and_why(preset):
    for words in (preset.goal, preset.reason, preset.claim):
        assert words.endswith(".")
        assert len(words) <= 100
