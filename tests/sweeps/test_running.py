"""A sweep in a thread is told about while it runs, and can be ended."""

import pytest

from explorer.config import Member, RunConfig
from explorer.sweeps import Axis, Sweep
from explorer.sweeps.running import Running

RATES = Sweep(
    RunConfig(dataset="xor", hidden=(2,), members=(Member("tanh"),), steps=50),
    (Axis("learning_rate", (0.01, 0.1, 1.0)),),
    seeds=12,
)


def test_it_finds_every_network_once():
    running = Running(RATES, RATES.chunks(size=5))
    running.wait()
    assert running.is_over
    assert (running.error, running.left) == ("", 0)
    places = sorted(int(place) for one in running.found for place in one.places)
    assert places == list(range(RATES.count))
    assert running.done == running.total == RATES.count


def test_what_is_found_stays_when_it_is_ended():
    running = Running(RATES, [(0,)] * 1000)
    while not running.found:
        running.wait(0.01)
    running.end()
    running.wait()
    assert running.is_over
    assert 0 < running.done < 1000


def test_a_network_larger_than_the_server_allows_is_refused_before_it_is_trained():
    large = Sweep(RunConfig(hidden=(256,) * 40), (Axis("activation", ("tanh", "relu")),))
    with pytest.raises(ValueError, match=r"a network has 2,\d{3},\d{3} parameters"):
        Running(large)


def test_a_run_that_cannot_start_is_one_sentence():
    odd = Sweep(RunConfig(samples=50, test_fraction=0.5, validation_fraction=0.48))
    running = Running(odd)
    running.wait()
    assert running.is_over
    assert not running.found
    assert "leave class 0 with" in running.error
