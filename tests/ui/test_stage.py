"""A run on a page: a tick shows what is ready, orders find it still, a full server has a line."""

import math
from dataclasses import replace

import pytest

from explorer.config import Member, RunConfig
from explorer.live.ahead import Ahead
from explorer.live.pool import Pool
from explorer.live.run import UNTIL_DIVERGED, LiveRun
from explorer.live.seats import Seats
from explorer.live.stopping import StopRule
from explorer.ui.shared.stage import CALM, FRAMES, LONGEST, TICK, WAITING, Stage

CONFIG = RunConfig(samples=100, members=(Member("identity"), Member("tanh")), steps=300)


def stage(mode="playing", config=CONFIG, places=None):
    one = Stage(LiveRun(config, "1"), mode, 1, places or Seats(10))
    one.ahead = Ahead(one.run, Pool(0))  # no thread works there: the tests do
    return one


def tick(one, rule=UNTIL_DIVERGED, speed=5):
    """The steps that one message shows, and then all that was asked for is trained."""
    frames = one.collect(speed, rule)
    one.sent(frames)
    one.ahead.work(math.inf)
    return [frame.snapshot.step for frame in frames]


def test_the_first_tick_after_play_moves_at_once_and_the_next_goes_on_from_there():
    one = stage("paused")
    one.play()
    first = tick(one)
    assert first[0] == 0
    assert first[-1] > 0
    second = tick(one)
    assert second[-1] == first[-1] + FRAMES * 5
    assert second == sorted({*second} - {*first})


def test_a_tick_that_finds_nothing_ready_shows_the_last_frame_again_and_waits_for_none():
    one = stage()
    shown = tick(one)[-1]
    tick(one)
    latest = one.shown
    one.sent(one.ahead.ready or [latest])
    one.collect(5, UNTIL_DIVERGED)
    assert one.collect(5, UNTIL_DIVERGED) == [one.shown]
    assert one.shown.snapshot.step > shown


def test_who_asks_for_no_more_frames_has_no_more_trained():
    one = stage()
    tick(one)
    step = one.run.step
    one.ahead.work(math.inf)
    assert one.run.step == step


def test_a_pause_stands_on_the_frame_that_is_the_run():
    one = stage()
    tick(one)
    one.collect(100, UNTIL_DIVERGED)
    one.ahead.work(0.0)  # a part of a frame, if any
    one.pause()
    assert one.mode == "paused"
    assert not one.ahead.wanted
    assert one.collect(5, UNTIL_DIVERGED)[-1].snapshot.step == one.run.step
    assert one.run.latest.snapshot.step == one.run.step


@pytest.mark.parametrize("order", ["step", "write", "freeze", "pause", "leave"])
def test_what_changes_a_run_takes_it_out_of_the_pool_first(order):
    one = stage()
    one.collect(5, UNTIL_DIVERGED)
    assert one.ahead.wanted
    arguments = {"step": (1,), "write": (0, 0, 1.0), "freeze": ((0, 0, 0),)}.get(order, ())
    getattr(one, order)(*arguments)
    assert not one.ahead.wanted


def test_a_run_stops_at_the_step_asked_for_and_says_so():
    one, rule = stage(), StopRule(steps=100)
    for _ in range(4):
        tick(one, rule)
    assert one.mode == "paused"
    assert one.run.step == 100
    assert one.said == "Stopped at step 100, as asked."


def test_a_rule_that_is_taken_back_as_it_stops_the_run_stops_nothing():
    one, rule = stage(), StopRule(steps=100)
    while not one.ahead.why:
        tick(one, rule)
    for _ in range(3):
        tick(one)
    assert one.mode == "playing"
    assert one.run.step > 100


def test_who_plays_on_after_a_stop_passes_the_rule():
    one, rule = stage(), StopRule(steps=100)
    for _ in range(4):
        tick(one, rule)
    one.play()
    for _ in range(3):
        tick(one, rule)
    assert one.mode == "playing"
    assert one.run.step > 100


def test_a_run_that_finishes_ends_at_its_last_step_and_gives_up_its_seat():
    one = stage("finishing")
    assert tick(one) == [0]
    assert one.places.taken == 1
    assert tick(one)[-1] == 300
    tick(one)
    assert one.mode == "finished"
    assert one.places.taken == 0


def test_where_all_seats_are_taken_a_run_waits_says_so_and_begins_by_itself():
    places = Seats(1)
    first, second = stage(places=places), stage(places=places)
    tick(first)
    assert tick(second) == tick(second) == [0]
    assert second.status == (
        "Number 1 in line, starts by itself: this server trains 1 run at once."
    )
    assert second.seconds == WAITING
    first.pause()
    assert tick(second)[-1] > 0
    assert second.status == ""


@pytest.mark.parametrize(
    ("others", "seconds"),
    [(0, TICK), (CALM - 1, TICK), (2 * CALM - 1, 2 * TICK), (50 * CALM, LONGEST)],
)
def test_the_more_runs_move_the_rarer_their_messages_come(others, seconds):
    one = stage(places=Seats(1000))
    for who in range(others):
        one.places.ask(who)
    tick(one)
    before = one.run.step
    tick(one)
    assert one.seconds == pytest.approx(seconds)
    assert one.run.step - before == round(FRAMES * 5 * seconds / TICK)  # as many steps a second


def test_a_long_tick_has_more_frames_but_no_longer_message_than_agreed():
    one = stage(places=Seats(1000))
    for who in range(2 * CALM - 1):
        one.places.ask(who)
    tick(one)
    tick(one)
    frames = one.collect(5, UNTIL_DIVERGED)
    assert len(frames) == 10
    assert len(one.run.message(frames, playing=True, whole=False)) <= 12_000


def test_the_answer_to_play_waits_for_no_words_and_a_later_tick_has_them():
    one = stage("paused", replace(CONFIG, members=(Member("tanh"),)))
    before = one.words
    one.play()
    one.sent(one.collect(5, UNTIL_DIVERGED))
    assert one.words is before
    one.ahead.work(math.inf)
    assert one.words == one.run.sentences != before


def test_at_rest_words_are_of_what_is_shown():
    one = stage("paused")
    assert one.words == one.run.sentences
    one.step(50)
    assert one.words == one.run.sentences
    one.freeze((0, 0, 0))
    assert one.words == one.run.sentences


def test_nonsense_for_a_weight_is_refused_in_a_sentence():
    one = stage("paused")
    one.write(0, 0, "much")
    assert one.said.startswith("This number stays as it was: could not convert")
    one.write(0, 0, 2.0)
    assert one.said == ""
    assert one.run.latest.parameters[0][0] == 2.0
