"""A run on a page: its ticks keep their distance, and train longer where all else takes long."""

from time import perf_counter

import pytest

pytest.importorskip("streamlit", reason="Streamlit is not installed")

from explorer.config import Member, RunConfig
from explorer.live.run import UNTIL_DIVERGED, LiveRun
from explorer.ui.shared.live import BUDGET, PATIENCE, Live, Stage
from explorer.ui.shared.settling import SETTLE, Settling


def test_a_late_tick_waits_until_the_page_has_reached_the_screen():
    settling = Settling()
    settling.page()
    settling.tick()  # comes with the page
    drawn = settling.drawn
    settling.tick()
    assert perf_counter() >= drawn + SETTLE
    assert settling.drawn == drawn


def test_a_page_that_runs_again_is_waited_for_again():
    settling = Settling()
    settling.tick()
    first = settling.drawn
    settling.page()
    settling.tick()
    assert settling.drawn > first


@pytest.mark.parametrize(("rest", "least"), [(0.0, BUDGET), (0.5, 0.5), (60.0, PATIENCE)])
def test_training_on_the_way_to_a_result_takes_as_long_as_all_else_took(rest, least):
    config = RunConfig(samples=100, members=(Member("tanh"),), steps=100_000)
    stage = Stage(LiveRun(config, "1"), "finishing", 1, fresh=False)
    start = perf_counter()
    stage.trained = start - rest
    Live("page")._train(stage, 5, UNTIL_DIVERGED)
    assert perf_counter() - start >= least
    assert stage.run.step > 0


def test_the_answer_to_play_waits_for_no_words_and_the_next_tick_has_them():
    run = LiveRun(RunConfig(samples=100, members=(Member("tanh"),)), "1")
    stage = Stage(run, "playing", 1)
    before = stage.tell(True)  # of a run of which nothing was said yet
    assert before == run.sentences
    run.trainer.freeze(0, 0, 0)
    list(run.frames(1, 400, 60.0))
    assert stage.tell(True) is before
    assert stage.tell(False) == run.sentences != before
    list(run.frames(1, 400, 60.0))
    stage.mode = "paused"  # it came to rest in its first tick
    assert stage.tell(True) == run.sentences
