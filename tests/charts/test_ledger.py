"""The tables and charts of Layer by layer: what is drawn is what was measured."""

import numpy as np
import pytest
import torch

pytest.importorskip("altair")

from explorer import tables
from explorer.charts import ledger as charts
from explorer.gradients.ledger import FACTORS, PRESETS, LedgerConfig, measure, quartiles
from explorer.tables.ledger import FRAME, LINE
from explorer.words import fraction

LEDGER = measure(LedgerConfig(("sigmoid", "relu"), depth=6, draws=5))


def encoded(spec):
    """Every field that a chart encodes."""
    found = set()
    if isinstance(spec, dict):
        if isinstance(spec.get("field"), str):
            found.add(spec["field"])
        for value in spec.values():
            found |= encoded(value)
    for value in spec if isinstance(spec, list) else []:
        found |= encoded(value)
    return found


@pytest.mark.parametrize("at", ["running", "share"])
def test_the_lines_are_the_quartiles_of_the_draws(at):
    table = tables.ledger_lines({"Sigmoid": LEDGER["sigmoid"], "ReLU": LEDGER["relu"]}, at)
    part = table[table["name"] == "ReLU"]
    low, median, high = quartiles(getattr(LEDGER["relu"].gradients, at))
    np.testing.assert_allclose(part["median"], median)
    assert (part["low"] <= part["median"]).all()
    assert (part["median"] <= part["high"]).all()
    np.testing.assert_allclose(part["low"], low)
    np.testing.assert_allclose(part["high"], high)
    assert list(part["layer"]) == [1, 2, 3, 4, 5, 6]


def test_a_share_of_exactly_nothing_is_missing_on_the_log_axis():
    config = LedgerConfig(("relu",), depth=3, init="normal", init_std=0.0, draws=1)
    table = tables.ledger_lines({"dead": measure(config).accounts[0]}, "running")
    assert table["median"].isna().all()


def test_where_most_draws_are_dead_there_is_no_line_of_the_others():
    table = tables.ledger_lines({"dead": measure(PRESETS["born_dead"].config)["relu"]}, "running")
    assert table["median"].isna()[0]


def test_theory_is_shown_no_further_than_a_hundredfold_beyond_what_was_measured():
    lines = tables.ledger_lines({"ReLU": LEDGER["relu"]}, "running")
    low, high = lines["low"].min(), lines["high"].max()
    theory = {"near": np.full(6, low / 50), "steep": 0.01 ** np.arange(5, -1, -1.0)}
    table = tables.ledger_bounds(theory | {"far": np.full(6, high * 101)}, lines)
    assert list(table["name"].unique()) == ["near", "steep"]
    steep = table[table["name"] == "steep"]
    wanted = [layer for layer in range(1, 7) if 0.01 ** (6 - layer) >= low / 100]
    assert list(steep["layer"]) == wanted
    assert 1 < len(wanted) < 6


def test_no_two_names_of_lines_are_closer_than_a_line_of_text():
    account = LEDGER["relu"]
    lines = tables.ledger_lines({f"ReLU {i}": account for i in range(8)}, "running")
    bounds = tables.ledger_bounds({"theory": np.ones(6)}, lines)
    reach = tables.ledger_reach(lines, bounds)
    names = tables.ledger_names(lines, bounds, reach)
    low, high = np.log10(reach["share"])
    places = np.sort((high - np.log10(names["share"])) / (high - low) * FRAME)
    assert len(places) == 9
    assert np.diff(places).min() >= LINE - 1e-6
    assert places[0] >= 0
    assert places[-1] <= FRAME


def test_a_line_is_named_with_the_fraction_that_reaches_layer_1():
    lines = tables.ledger_lines({"Sigmoid": LEDGER["sigmoid"]}, "running")
    names = tables.ledger_names(lines, lines.iloc[:0], tables.ledger_reach(lines))
    share = quartiles(LEDGER["sigmoid"].gradients.running)[1][0]
    assert list(names["text"]) == [f"Sigmoid {fraction(share)}"]
    assert list(names["share"]) == [pytest.approx(share)]


def test_the_draws_of_a_network_that_dies_are_drawn_to_where_they_end():
    account = measure(PRESETS["born_dead"].config)["relu"]
    table = tables.ledger_draws({"ReLU": account, "Sigmoid": LEDGER["sigmoid"]}, "running")
    assert set(table["name"]) == {"ReLU"}
    ends = table[table["end"].astype(bool)]
    lost = account.gradients.outputs[:, 0] == 0
    assert len(ends) == lost.sum()
    firsts = table.groupby("draw")["layer"].min()
    assert (firsts == 1).sum() == (~lost).sum()


def test_shares_are_drawn_from_0_to_100_percent_with_nothing_cut():
    spec = charts.signals(6).to_dict()
    assert "clip" not in str(spec)
    assert "domain" not in spec["layer"][1]["encoding"]["y"]["scale"]
    ends = spec["layer"][0]["data"]["sequence"]
    assert (ends["start"], ends["stop"]) == (0, 2)


def test_the_histogram_stands_under_the_activation_s_own_curve():
    table = tables.ledger_histogram(LEDGER["sigmoid"], 1)
    np.testing.assert_allclose(table["value"], torch.sigmoid(torch.tensor(table["z"])))
    assert table["share"].max() == pytest.approx(1.0)
    assert list(table["flat"]) == list(np.abs(table["slope"]) < 0.05)


def test_the_charts_are_valid_and_read_only_their_tables():
    account = LEDGER["sigmoid"]
    labels = [FACTORS[key].label for key in account.gradients.factors]
    lines = tables.ledger_lines({"a": account}, "running")
    bounds = tables.ledger_bounds({"a": np.ones(6)}, lines)
    draws = tables.ledger_draws({"a": account}, "running")
    names = tables.ledger_names(lines, bounds, tables.ledger_reach(lines, bounds, draws))
    for chart, columns in (
        (charts.shares(["a"], 6, "outputs"), {*lines, *bounds, *draws, *names}),
        (charts.factors(labels, 6), {*tables.ledger_factors(account), "one"}),
        (charts.signals(6), set(tables.ledger_signals(account))),
        (charts.histogram(-1, 1), set(tables.ledger_histogram(account, 1))),
    ):
        assert encoded(chart.to_dict()) <= columns
