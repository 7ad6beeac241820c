"""Draws and signals of the ledger: medians, what enters each activation, dead and flat units."""

import math

import numpy as np
import pytest
import torch

from explorer.config import MAX_SEED
from explorer.engine import Stack
from explorer.gradients.ledger import (
    EDGES,
    PRESETS,
    LedgerConfig,
    measure,
    quartiles,
)
from explorer.gradients.ledger.backward import stack
from explorer.gradients.ledger.measurement import points
from tests.gradients.ledger.small import median, small

# Draws --------------------------------------------------------------------------------------------


def test_quartiles_are_draws_and_leave_out_what_is_no_number():
    draws = np.array([[4.0, 0.0], [1.0, math.inf], [3.0, math.nan], [2.0, math.inf], [5.0, 0.0]])
    np.testing.assert_array_equal(quartiles(draws), [[2, 0], [3, math.inf], [4, math.inf]])
    assert np.isnan(quartiles(np.full((3, 1), math.nan))).all()


def test_draws_that_receive_nothing_count_as_0_and_not_as_missing():
    account = measure(PRESETS["born_dead"].config)["relu"]
    dead = account.exact.outputs[:, 0] == 0
    assert dead.mean() > 0.5
    for share in (account.exact.running, account.exact.share):
        assert (share[dead, 0] == 0).all()
        assert not np.isnan(share).any()
        assert quartiles(share)[1][0] == 0


def test_the_first_draws_stay_as_they_are_among_more():
    few = measure(small(activations=("tanh", "relu"), draws=2))
    ledger = measure(small(activations=("tanh", "relu"), draws=7))
    for key in ("tanh", "relu"):
        first, whole = few[key], ledger[key]
        assert whole.gradients.outputs.shape == (7, 6)
        np.testing.assert_array_equal(first.gradients.outputs, whole.gradients.outputs[:2])
        np.testing.assert_array_equal(first.signals.correlation, whole.signals.correlation[:2])


def test_an_activation_in_company_gives_the_numbers_it_gives_alone():
    together = measure(small(activations=("sigmoid", "relu", "gelu")))["relu"]
    alone = measure(small(activations=("relu",)))["relu"]
    np.testing.assert_allclose(together.gradients.outputs, alone.gradients.outputs, rtol=1e-12)
    np.testing.assert_allclose(together.signals.histogram, alone.signals.histogram, atol=1e-12)


def test_the_last_seed_there_is_can_be_drawn():
    ledger = measure(small(seed=MAX_SEED, draws=3))
    outputs = ledger["tanh"].gradients.outputs
    np.testing.assert_allclose(outputs[0], outputs[2], rtol=1e-12)


def test_an_activation_that_is_not_in_the_ledger_is_refused():
    with pytest.raises(ValueError, match="no account of 'gelu'; expected one of tanh"):
        measure(small(activations=("tanh",)))["gelu"]


# Signals ------------------------------------------------------------------------------------------


def test_signals_are_those_of_what_enters_the_activation():
    config = small(activations=("relu", "tanh"), init="he", draws=3)
    account = measure(config)["tanh"]
    networks, (x, _) = Stack(config, dtype=torch.float64), points(config)
    for layer, z in enumerate(networks.layers(x.double())[:-1]):
        z = z[3:].numpy()
        np.testing.assert_allclose(account.signals.mean[:, layer], z.mean(axis=(1, 2)), rtol=1e-9)
        np.testing.assert_allclose(account.signals.variance[:, layer], z.var(axis=(1, 2)))
        flat = 1 - np.tanh(z) ** 2 < 0.05
        np.testing.assert_allclose(account.signals.saturated[:, layer], flat.mean(axis=(1, 2)))
        counts, _ = np.histogram(z, EDGES)
        # Edges of bins are read in float32: a few values may fall on the other side.
        expected = counts / z.size
        assert np.abs(account.signals.histogram[layer, 1:-1] - expected).max() < 1e-3
        below = (z < EDGES[0]).mean()
        assert account.signals.histogram[layer, 0] == pytest.approx(below, abs=1e-3)
    np.testing.assert_allclose(account.signals.histogram.sum(axis=1), 1, rtol=1e-12)


def test_a_batch_norm_is_told_by_the_statistics_of_the_points_sent():
    signals = measure(small(activations=("tanh",), norm="batch"))["tanh"].signals
    np.testing.assert_allclose(signals.mean, 0, atol=1e-12)
    # A unit's variance v becomes v/(v + 1e-5).
    np.testing.assert_allclose(signals.variance, 1, rtol=1e-2)


def test_units_that_are_off_for_every_point_are_dead_and_steps_never_are():
    fields = {"init": "mean_field", "weight_variance": 1e-6, "bias_variance": 1.0, "width": 64}
    config = small(activations=("relu", "heaviside", "sigmoid"), **fields)
    ledger = measure(config)
    biases = torch.stack([bias[: config.draws, 0] for bias in stack(config).biases[:-1]], dim=1)
    expected = (biases < 0).double().mean(dim=2).numpy()  # weights this small move nothing
    np.testing.assert_allclose(ledger["relu"].signals.dead, expected, atol=0.02)
    assert (ledger["heaviside"].signals.dead == 0).all()
    assert (ledger["sigmoid"].signals.dead == 0).all()


def test_after_an_overflow_nothing_is_said_to_be_flat_or_dead_or_checked():
    ledger = measure(small(activations=("=exp(9*x)",), depth=10))
    signals = ledger["=exp(9*x)"].signals
    lost = ~np.isfinite(signals.mean)
    assert lost[:, -1].all()
    np.testing.assert_array_equal(np.isnan(signals.saturated), lost)
    np.testing.assert_array_equal(np.isnan(signals.dead), lost)
    assert np.isnan(ledger.discrepancy)


def test_two_inputs_grow_alike_in_order_and_part_in_chaos():
    fields = {"activations": ("tanh",), "depth": 20, "width": 64, "init": "mean_field"}
    ordered = measure(LedgerConfig(weight_variance=0.5, bias_variance=0.1, **fields))
    chaotic = measure(LedgerConfig(weight_variance=6.0, bias_variance=0.0, **fields))
    before = median(ordered["tanh"].signals.correlation)
    after = median(chaotic["tanh"].signals.correlation)
    assert before[0] == after[0]
    assert 0.35 < before[0] < 0.65  # the pairs nearest to 1/2 there are
    assert before[-1] > 0.99
    assert abs(after[-1]) < 0.2
