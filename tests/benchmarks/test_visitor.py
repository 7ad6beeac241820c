"""A visitor of the load benchmark: it reads the workbench's messages, and its figures are right."""

import json
import math

import pytest

pytest.importorskip("streamlit", reason="Streamlit is not installed")

from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.figures import Lesson, pace, rows, share, table
from benchmarks.visitor import Told, rerun, told
from explorer.config import Member, RunConfig
from explorer.live.run import LiveRun


def message(**changes):
    run = LiveRun(RunConfig(samples=100, members=(Member("tanh"),)), "1")
    frames = list(run.frames(3, 30, 60.0))
    return run.message(frames, playing=True, heard=7, seconds=0.5, **changes)


def at(second: float, step: int) -> Told:
    return Told(second, heard=0, step=step, mode="playing", playing=True, seconds=0.25, size=8_000)


def test_a_message_is_read_as_the_browser_reads_it():
    data = message()
    seen = told(data, 3.0)
    assert (seen.at, seen.heard, seen.step, seen.playing) == (3.0, 7, 30, True)
    assert (seen.seconds, seen.mode, seen.size) == (0.5, "playing", len(data))


def test_bytes_that_are_no_message_of_the_workbench_are_refused():
    for wrong in (b"", b"hello, this is no message", message()[:200]):
        with pytest.raises(ValueError, match="message"):
            told(wrong, 0.0)


def test_an_order_goes_to_the_component_in_its_fragment():
    value = {"orders": [{"name": "play", "id": 3}], "speed": 5}
    state = BackMsg.FromString(rerun("a=1", "page", "fragment", "bench", value)).rerun_script
    (widget,) = state.widget_states.widgets
    assert (state.query_string, state.page_script_hash, state.fragment_id) == (
        "a=1",
        "page",
        "fragment",
    )
    assert widget.id == "$$STREAMLIT_INTERNAL_KEY_bench__events"
    assert json.loads(widget.json_trigger_value) == [{"event": "orders", "value": value}]


@pytest.mark.parametrize(("part", "value"), [(0.0, 1), (0.5, 50), (0.95, 95), (1.0, 100)])
def test_a_share_is_the_least_value_that_so_many_do_not_exceed(part, value):
    assert share(range(100, 0, -1), part) == value


def test_a_share_of_nothing_is_no_number():
    assert math.isnan(share([], 0.95))


def test_the_pace_is_the_steps_of_a_stretch_over_its_time():
    assert pace([at(10.0, 100), at(10.5, 130), at(12.0, 700)]) == 300.0
    assert pace([at(10.0, 100)]) == pace([]) == 0.0


def test_the_report_counts_faults_and_measures_each_visitor():
    quick = Lesson(1.0, 2.0, plays=[0.1], pauses=[0.2], ticks=[0.01] * 30, received=30_000)
    quick.stretches = [[at(0.0, 0), at(10.0, 3000)]]
    slow = Lesson(9.0, 9.5, plays=[0.9], pauses=[0.2], ticks=[0.5] * 30, faults=["it fell"])
    slow.reloads = [2.5]
    slow.stretches = [[at(0.0, 0), at(10.0, 500)]]
    said = dict(rows([quick, slow], 10.0, 321.0))
    assert said["opening, first picture p95"] == "9.00 s"
    assert said["tick p50 / p95 / most"] == "0.010 / 0.500 / 0.500 s"
    assert said["ticks a second each"] == "3.00"
    assert said["Play p95"] == "0.90 s"
    assert said["steps/s each, median / least"] == "50 / 50"
    assert said["message median / most"] == "8.0 / 8.0 kB"
    assert said["connections lost"] == "1, back in 2.50 s"
    assert said["memory of the servers"] == "321 MB"
    assert said["faults"] == "1: it fell"
    assert "| faults | 1: it fell |" in table(list(said.items()))
