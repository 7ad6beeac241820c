"""A run that trains ahead: its frames are the trainer's, bounded by what was asked for."""

import math
from dataclasses import replace
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.live.ahead import Ahead
from explorer.live.pool import Pool
from explorer.live.run import UNTIL_DIVERGED, LiveRun
from explorer.live.stopping import StopRule

CONFIG = RunConfig(samples=100, members=(Member("identity"), Member("tanh")), steps=300)
NOBODY = Pool(0)  # no thread works there: the tests do


def ahead(config=CONFIG):
    return Ahead(LiveRun(config, "1"), NOBODY)


def rest(one: Ahead) -> Ahead:
    """The same, once all that was asked for is there."""
    one.work(math.inf)
    assert not one.wanted
    return one


def test_the_frames_trained_ahead_are_those_of_the_run_at_once():
    one = ahead()
    one.ask(150, 15)
    frames = rest(one).ready
    assert [frame.snapshot.step for frame in frames] == list(range(0, 151, 10))
    assert [frame.number for frame in frames] == list(range(16))
    alone = Trainer(CONFIG).advance(150)
    np.testing.assert_array_equal(frames[-1].snapshot.train_loss, alone.train_loss)


def test_nothing_is_trained_beyond_what_was_asked_for():
    one = ahead()
    one.ask(75, 8)
    rest(one)
    assert one.run.step == 75
    one.work(math.inf)
    assert one.run.step == 75


def test_frames_that_were_shown_are_dropped_and_later_ones_stay():
    one = ahead()
    one.ask(40, 4)
    frames = rest(one).ready
    one.drop(frames[:3])
    assert [frame.snapshot.step for frame in one.ready] == [30, 40]
    one.drop([])
    assert len(one.ready) == 2


def test_a_run_that_is_held_stands_on_a_frame():
    one = ahead(replace(CONFIG, hidden=(64,) * 4))
    one.ask(1_000_000, 1)  # one frame that takes long
    one.work(perf_counter() + 0.001)
    assert len(one.ready) == 1
    one.hold()
    step = one.run.step
    assert 0 < step < 1_000_000
    assert one.ready[-1].snapshot.step == step == one.run.latest.snapshot.step
    assert not one.wanted
    one.ask(5, 1)
    assert rest(one).run.step == step + 5


@pytest.mark.parametrize("rule", [StopRule(steps=40), StopRule(plateau=100)], ids=str)
def test_a_rule_stops_it_on_the_frame_that_fulfils_it(rule):
    one = ahead(replace(CONFIG, learning_rate=0.0) if rule.plateau else CONFIG)
    one.ask(1000, 100, rule)
    rest(one)
    assert one.why.startswith("Stopped")
    assert one.run.step == (100 if rule.plateau else 40)


def test_what_is_begun_at_once_is_ready_at_once():
    one = ahead()
    one.now(75, 8, 60.0, UNTIL_DIVERGED)
    assert [frame.snapshot.step for frame in one.ready][-1] == 75
    assert not one.why


def test_a_run_is_put_into_words_as_it_stands_when_it_is_ready():
    one = ahead()
    one.ask(150, 3)
    assert rest(one).words == one.run.sentences


def test_what_training_raises_is_raised_where_it_is_shown():
    one = ahead()

    def fail(*_: Any) -> None:
        raise MemoryError("no room")

    one.run.trainer.film = one.run.trainer.train = fail  # type: ignore[method-assign]
    one.ask(10, 1)
    rest(one)
    with pytest.raises(MemoryError, match="no room"):
        _ = one.ready


def test_a_large_network_gives_way_after_its_first_step():
    one = ahead(replace(CONFIG, hidden=(64,) * 8))
    one.ask(1_000_000, 1)
    one._part(one._batch, math.inf)
    assert one.run.step == 1
