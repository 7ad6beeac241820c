"""A map's pixels, coarse to fine; its window; and that a pixel is the run it stands for."""

import math
import threading
from dataclasses import replace

import numpy as np
import pytest

from explorer.activations import get
from explorer.config.link import read, write
from explorer.engine import Trainer
from explorer.limits import CORES
from explorer.meanfield import critical_weight_variance
from explorer.sweeps.edge import edges
from explorer.sweeps.filling import NO_NUMBER, Filling, packed
from explorer.sweeps.map import COARSEST, SIDES, START, Map, levels
from explorer.sweeps.playing import play
from explorer.sweeps.quantities import QUANTITIES, TooDeep
from explorer.sweeps.spreading import at_once, results

SHORT = replace(START, steps=20, hidden=(4,))
SMALL = Map(SHORT, side=8)
PAIRS = [("rate", "scale"), ("weight_variance", "bias_variance"), ("momentum", "strength")]


def filled(chart):
    """All that is known of a map at its end."""
    filling = Filling(chart)
    filling.go_on()
    while filling.state == "filling":
        filling.wait(0.01)
        filling.collect()
    assert (filling.state, filling.error) == ("full", "")
    return filling


@pytest.mark.parametrize("by_column", [False, True])
@pytest.mark.parametrize("side", [COARSEST, *SIDES])
def test_the_order_from_coarse_to_fine_has_each_pixel_once(side, by_column):
    found = levels(side, by_column)
    assert len(found) == int(math.log2(side // COARSEST)) + 1
    assert np.array_equal(np.sort(np.concatenate(found)), np.arange(side * side))
    rows, columns = np.divmod(found[0], side)
    assert set(rows) == set(columns) == set(range(0, side, side // COARSEST))


@pytest.mark.parametrize(("across", "up"), PAIRS)
def test_the_chunks_of_a_map_have_each_network_once_and_functions_take_turns(across, up):
    chart = Map(SHORT, ("tanh", "relu"), across, up, side=16)
    chunks = list(chart.chunks(np.zeros(chart.count, bool)))
    assert sorted(place for chunk in chunks for place in chunk) == list(range(chart.count))
    places = np.concatenate(chunks)[: 2 * COARSEST**2]
    assert sorted(np.bincount(places // chart.side**2)) == [COARSEST**2] * 2


@pytest.mark.parametrize(("across", "up"), PAIRS)
def test_the_chunks_of_what_is_missing_have_it_once_and_nothing_that_is_known(across, up):
    chart = Map(SHORT, ("tanh", "relu"), across, up, side=16)
    known = np.random.default_rng(0).random(chart.count) < 0.7
    known[256 : 256 + 128] = True  # of one function more than of the other
    places = [place for chunk in chart.chunks(known) for place in chunk]
    assert sorted(places) == np.flatnonzero(~known).tolist()
    assert not list(chart.chunks(np.ones(chart.count, bool)))


@pytest.mark.parametrize(("across", "up"), PAIRS)
def test_a_pixel_s_run_trained_alone_gives_the_losses_of_the_map(across, up):
    chart = Map(SHORT, ("tanh",), across, up, side=8)
    found = play(chart.sweep, [0, 27, 63])
    for place, losses in zip(found.places, found.judged.train_loss.T, strict=True):
        alone = Trainer(chart.alone(int(place)))
        seen = [alone.advance(0, frozenset()).train_loss[0]]
        seen += [alone.advance(1, frozenset()).train_loss[0] for _ in range(SHORT.steps)]
        np.testing.assert_allclose(losses, seen, rtol=1e-5)


@pytest.mark.parametrize(("across", "up"), PAIRS)
def test_a_pixel_s_run_is_one_that_a_link_opens(across, up):
    chart = Map(SHORT, ("tanh",), across, up)
    run = replace(chart.alone(1234), steps=1000)
    assert read(write(run)) == (run, [])


def test_a_row_goes_up_and_a_column_across():
    columns, rows = SMALL.values
    member = SMALL.sweep.member(5 * SMALL.side + 3)
    assert member.learning_rate == columns[3]
    assert member.init_scale == rows[5]
    assert SMALL.at(5 * SMALL.side + 3) == (columns[3], rows[5])


def test_variances_are_squares_of_what_the_first_draw_is_scaled_by():
    chart = Map(SHORT, ("tanh",), "weight_variance", "bias_variance", side=8)
    member = chart.sweep.member(2 * chart.side + 6)
    assert member.init_scale**2 == pytest.approx(chart.values[0][6])
    assert member.bias_std**2 == pytest.approx(chart.values[1][2])
    assert chart.sweep.run.init == "lecun"


# ---- the window


@pytest.mark.parametrize("key", [key for key in QUANTITIES if key != "parameter"])
def test_the_values_lie_at_the_pixels_centres_evenly_on_the_axis(key):
    one = QUANTITIES[key]
    units = one.units(one.values(*one.span, 10))
    low, high = one.units(np.array(one.span))
    np.testing.assert_allclose(np.diff(units), (high - low) / 10)
    assert units[0] - low == pytest.approx((high - low) / 20)


def test_the_middle_of_a_window_is_zoomed_to_the_middle():
    left, right, lower, upper = 0.1, 10.0, 1.0, 4.0
    chart = SMALL.zoomed((right, left, lower, upper))  # dragged from the right
    assert chart.ends == (left, right, lower, upper)
    columns, rows = chart.values
    assert math.sqrt(columns[3] * columns[4]) == pytest.approx(1.0)
    assert math.sqrt(rows[0] * rows[-1]) == pytest.approx(2.0)


def test_a_window_ends_at_the_limits_of_its_quantities():
    assert SMALL.zoomed((1e-9, 1e9, 0, 1e9)).ends == (
        *QUANTITIES["rate"].limits,
        *QUANTITIES["scale"].limits,
    )


def test_a_window_in_which_float32_tells_no_neighbours_apart_is_computed_in_float64():
    chart = Map(window=(5.0, 5.0001, 1.0, 2.0), side=COARSEST)
    assert not chart.precise
    deep = chart.zoomed((5.0, 5.0 + 1e-9, 1.0, 2.0))
    assert deep.precise
    assert deep.sweep.precise
    found = play(deep.sweep, range(COARSEST))
    assert len(np.unique(found.judged.train_loss[-1])) == COARSEST


def test_a_window_in_which_float64_tells_no_neighbours_apart_is_refused():
    chart = Map(window=(5.0, 5.0 + 1e-11, 1.0, 2.0))
    with pytest.raises(TooDeep, match="float64 cannot tell the learning rate of two neighbours"):
        chart.zoomed((5.0, 5.0 + 1e-14, 1.0, 2.0))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"up": "rate"}, "Learning rate is on both axes"),
        ({"across": "scale", "up": "weight_variance"}, "Init scale and σ_w² set the same weights"),
        ({"up": "parameter"}, "Tanh has no parameter"),
        ({"functions": ("swish", "relu"), "up": "parameter"}, "ReLU has no beta"),
        ({"across": "colour"}, "unknown axis 'colour'"),
        ({"side": 100_000}, "side is 100000"),
        ({"side": 24}, "side is 24"),
        ({"window": (2.0, 1.0, 1.0, 2.0)}, "learning rate goes from 2 to 1"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_value_in_the_sentence(wrong, words):
    with pytest.raises(ValueError, match=words.replace("²", ".")):
        _ = Map(**wrong).sweep


def test_a_parameter_of_a_function_is_an_axis():
    chart = Map(SHORT, ("swish",), "parameter", "rate", side=8)
    assert dict(chart.alone(3).members[0].parameters) == {"beta": chart.values[0][3]}


# ---- the filling


def test_a_map_is_full_with_every_place_known_once():
    filling = filled(Map(SHORT, ("tanh", "relu"), side=16))
    assert np.array_equal(np.sort(filling.order), np.arange(2 * 256))
    assert set(filling.order[: 2 * 64]) == {
        f * 256 + row * 16 + column
        for f in (0, 1)
        for row in range(0, 16, 2)
        for column in range(0, 16, 2)
    }
    assert filling.shares().sum(axis=1) == pytest.approx([1, 1])


def test_what_is_drawn_stays_when_it_is_stopped_and_the_rest_follows():
    filling = Filling(Map(SHORT, side=64))
    while not filling.done:
        filling.wait(0.01)
        filling.collect()
    filling.stop()
    while filling.state == "filling":
        filling.collect()
    kept = filling.order.copy()
    assert 0 < len(kept) < filling.chart.count
    filling.wake()
    assert filling.state == "stopped"
    filling.go_on()
    while filling.state == "filling":
        filling.collect()
    assert filling.done == filling.chart.count
    assert np.array_equal(filling.order[: len(kept)], kept)
    assert len(np.unique(filling.order)) == filling.chart.count


def test_a_map_that_takes_long_waits_after_its_coarsest_grid(monkeypatch):
    monkeypatch.setattr("explorer.sweeps.filling.PATIENCE", 0.0)
    filling = Filling(Map(SHORT, side=64))
    while filling.state == "filling":
        filling.collect()
    assert (filling.state, filling.done) == ("asking", COARSEST**2)
    assert filling.left
    assert filling.left > 0
    filling.go_on()
    assert filling.state == "filling"
    filling.stop()


def test_the_wait_for_a_core_counts_in_the_time_that_is_left():
    chart = Map(SHORT, side=16)
    filling = Filling(chart)
    filling._take(replace(play(chart.sweep, range(64)), seconds=1.0, waited=3.0))
    assert filling.rate == at_once(chart.sweep) * 64 / 4
    assert filling.left == pytest.approx((256 - 64) / filling.rate)


class Turns(threading.local):
    """A core that each thread waits 3 s for, by a clock of its own: others may train meanwhile."""

    now = 10.0

    def __enter__(self):
        self.now += 3.0

    def __exit__(self, *_):
        self.now += 100.0  # of training, which is no wait


def test_a_chunk_tells_how_long_it_waited_for_a_core(monkeypatch):
    turns = Turns()
    monkeypatch.setattr("explorer.sweeps.spreading._turns", turns)
    monkeypatch.setattr("explorer.sweeps.spreading.perf_counter", lambda: turns.now)
    other = Filling(Map(SHORT, side=64))  # such as an earlier test may have left
    (found,) = results(SMALL.sweep, [range(8)])
    other.rest()
    assert found.waited == 3.0


def test_a_card_trains_one_chunk_at_once_and_a_processor_one_on_each_core():
    assert at_once(SMALL.sweep) == CORES
    assert at_once(replace(SMALL.sweep, run=replace(SHORT, device="cuda"))) == 1


def test_what_a_map_takes_of_memory_grows_with_its_pixels():
    small, large = Filling(SMALL), Filling(Map(SHORT, ("tanh", "relu"), side=16))
    assert large.nbytes == 8 * small.nbytes
    assert small.nbytes > SMALL.count * len(SMALL.sweep.looked_at)


def test_a_loss_is_packed_by_its_logarithm():
    bytes_of = packed(np.array([1e-9, 1e-4, 1e-1, 1e2, 1e9, np.inf]))
    assert bytes_of.tolist() == [0, 0, 127, 254, 254, NO_NUMBER]


# ---- the edge by theory


def test_the_line_is_the_edge_of_mean_field_theory_on_either_axis():
    upright = Map(SHORT, ("tanh", "relu"), "weight_variance", "bias_variance")
    line = edges(upright)
    assert line is not None
    weight, bias = line[0][40]
    assert weight == pytest.approx(critical_weight_variance(get("tanh"), bias))
    swapped = edges(replace(upright, across="bias_variance", up="weight_variance"))
    assert swapped is not None
    assert np.array_equal(swapped[0], line[0][:, ::-1])
    assert edges(Map()) is None


def test_the_line_of_a_map_is_computed_once():
    filling = Filling(Map(SHORT, ("tanh",), "weight_variance", "bias_variance", side=8))
    assert np.array_equal(filling.edge, edges(filling.chart))
    assert filling.edge is filling.edge
