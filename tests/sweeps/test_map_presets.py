"""What the presets of the page Map claim, held by coarse maps."""

from dataclasses import replace

import numpy as np

from explorer.activations import get
from explorer.meanfield.criticality import critical_line
from explorer.sweeps.map_presets import MAP_PRESETS
from explorer.sweeps.outcomes import CONVERGED, DIVERGED
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


def ragged(found):
    """How often neighbours differ, across and up together."""
    return (found[1:] != found[:-1]).mean() + (found[:, 1:] != found[:, :-1]).mean()


def closer(chart, found):
    """The map's most ragged window of a quarter of its width and height."""
    side, quarter = len(found), len(found) // 4
    starts = [(row, column) for row in range(0, side, 4) for column in range(0, side, 4)]
    row, column = max(
        (start for start in starts if max(start) + quarter <= side),
        key=lambda at: ragged(found[at[0] : at[0] + quarter, at[1] : at[1] + quarter]),
    )
    across, up = chart.quantities
    left, right, lower, upper = chart.ends
    columns = across.values(left, right, side)[[column, column + quarter - 1]]
    rows = up.values(lower, upper, side)[[row, row + quarter - 1]]
    return chart.zoomed((*columns, *rows))


def test_the_border_is_more_ragged_than_the_whole_map_and_stays_so_when_zoomed():
    chart = MAP_PRESETS["fractal"].chart
    whole = ragged(outcomes(replace(chart, window=None), 32)[0])
    found, _, _ = outcomes(chart, 32)
    assert ragged(found) >= 1.5 * whole
    for _ in range(3):
        chart = closer(chart, found)
        found, _, _ = outcomes(chart, 32)
        assert ragged(found) >= 2.5 * whole


def test_deep_networks_converge_above_the_edge_of_chaos_and_not_far_below_it():
    found, weights, biases = outcomes(MAP_PRESETS["chaos"].chart, 16)
    share = weights / critical_line(get("tanh"), biases)[:, None]
    assert not (found[share < 0.5] == CONVERGED).any()
    assert (found[share > 1] == CONVERGED).mean() >= 0.95


def test_with_more_momentum_a_smaller_rate_suffices_and_what_diverges_moves_less():
    found, betas, rates = outcomes(MAP_PRESETS["momentum"].chart, 16)
    least = np.array([rates[column == CONVERGED].min() for column in found.T])
    first = np.array([rates[column == DIVERGED].min() for column in found.T])
    np.testing.assert_allclose(betas[[0, -1]], [0.03, 0.96], atol=0.005)
    assert (np.diff(least) <= 0).all()
    assert least[-1] <= least[0] / 10
    assert first[0] / 5 <= first[-1] < first[0]


@dense("preset", MAP_PRESETS.values())
def test_a_preset_says_what_to_see_and_why(preset):
    for words in (preset.goal, preset.reason, preset.claim):
        assert words.endswith(".")
        assert len(words) <= 100
