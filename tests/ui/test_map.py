"""The page Map, driven without a browser: its form, its link, its messages and its orders."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from streamlit.testing.v1 import AppTest

from explorer.config.form import DEFAULTS
from explorer.config.link import read
from explorer.limits import limits
from explorer.live.message.wire import decode
from explorer.sweeps.filling import Filling
from explorer.sweeps.map import Map
from explorer.sweeps.map_presets import MAP_PRESETS
from explorer.ui.map import picture
from explorer.ui.map.choosing import BEFORE, CHART, WINDOW
from explorer.ui.map.packing import message
from explorer.ui.training.handed import parameters_of
from tests import node
from tests.dense import dense
from tests.sweeps.test_map import SHORT, filled

QUICK = {"map_layers": "1", "map_units": "2", "map_steps": "50"}


def page():
    import streamlit as st

    from explorer.ui.map import choosing, picture

    form, place = st.columns(2)
    with form:
        chart = choosing.choose()
    with place:
        picture.show(chart)


def opened(**query):
    at = AppTest.from_function(page, default_timeout=180)
    for key, value in (QUICK | query).items():
        at.query_params[key] = value
    return well(at.run())


def well(at):
    assert not at.exception, at.exception
    return at


def order(at, name, **more):
    """Do what the browser asks for, as the page that is shown does, and show the page again."""
    whole = at.session_state[CHART]
    script = AppTest.from_function(_obey, default_timeout=180)
    for key in (WINDOW, BEFORE, picture.KEPT):
        if key in at.session_state:
            script.session_state[key] = at.session_state[key]
    script.session_state["order"], script.session_state["whole"] = {"name": name, **more}, whole
    well(script.run())
    for key in (WINDOW, BEFORE, picture.FAULT):
        if key in script.session_state:
            at.session_state[key] = script.session_state[key]
    return well(at.run())


def _obey():
    import streamlit as st

    from explorer.ui.map import picture

    picture.obey(st.session_state["whole"], st.session_state["order"])


# ---- the form and the link


def test_the_page_opens_with_the_map_of_rate_and_init_scale():
    at = AppTest.from_function(page, default_timeout=180).run()
    assert well(at).session_state[CHART] == Map()
    assert not at.error


@dense("key", MAP_PRESETS)
def test_a_preset_sets_form_and_window(key):
    at = opened()
    well(at.button_group(key="map_preset").set_value(key).run())
    chart = MAP_PRESETS[key].chart
    assert next(reversed(at.session_state[picture.KEPT])) == chart
    for filling in at.session_state[picture.KEPT].values():
        filling.stop()


def test_the_link_holds_functions_axes_size_and_window():
    window = "1.5,2.5,0.5,0.75"
    at = opened(map_second="relu", map_across="strength", map_up="rate", map_window=window)
    assert WINDOW not in at.session_state  # it is outside of the strengths
    assert "which cannot be shown" in str(at.session_state["link_faults"]["map_window"][0])
    at = opened(map_second="relu", map_up="strength", map_window="1.5,2.5,0.5,0.75")
    assert at.session_state[CHART].functions == ("tanh", "relu")
    shown = next(reversed(at.session_state[picture.KEPT]))
    assert shown.ends == (1.5, 2.5, 0.5, 0.75)
    assert at.query_params["map_window"] == window
    assert shown.run.hidden == (2,)


@dense(
    "window",
    ["1,2,3", "a,b,c,d", "nan,1,2,3", "5,4,1,2", "1,inf,1,2", "5,5.00000000000001,1,2", ""],
)
def test_a_window_that_is_none_is_told_and_the_whole_map_is_shown(window):
    at = opened(map_window=window)
    assert at.session_state["link_faults"]["map_window"][0].used == "the whole range"
    assert next(reversed(at.session_state[picture.KEPT])).window is None


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"map_up": "rate"}, "Learning rate is on both axes"),
        ({"map_up": "parameter"}, "Tanh has no parameter"),
    ],
)
def test_axes_that_cannot_be_are_told_in_a_sentence_and_a_map_is_shown(query, words):
    at = opened(**query)
    assert [words in error.value for error in at.error] == [True]
    assert at.session_state[picture.KEPT]


def test_a_map_that_cannot_be_drawn_leaves_the_one_before():
    at = opened()
    before = at.session_state[CHART]
    well(at.selectbox(key="map_up").set_value("rate").run())
    assert "The one before stays" in at.error[0].value
    assert next(reversed(at.session_state[picture.KEPT])) == before


# ---- orders


def test_the_map_is_zoomed_again_and_again_and_goes_back_level_by_level():
    at = opened()
    first, second = [1.0, 4.0, 1.0, 8.0], [2.0, 3.0, 2.0, 4.0]
    order(at, "zoom", window=first)
    order(at, "zoom", window=second)
    assert at.session_state[WINDOW] == tuple(second)
    order(at, "back")
    assert at.session_state[WINDOW] == tuple(first)
    order(at, "back")
    assert at.session_state[WINDOW] is None
    order(at, "zoom", window=first)
    order(at, "out")
    assert (at.session_state[WINDOW], at.session_state[BEFORE]) == (None, [])


@pytest.mark.parametrize(
    ("window", "before"),
    [(None, []), ((1.0, 4.0, 1.0, 8.0), [None]), ((3.0, 4.0, 1.0, 8.0), [None, (1, 4, 1, 8)])],
)
def test_where_the_browser_went_back_the_levels_are_those_before_the_window(window, before):
    at = opened()
    at.session_state[WINDOW] = window
    at.session_state[BEFORE] = [None, (1.0, 4.0, 1.0, 8.0)]
    assert well(at.run()).session_state[BEFORE] == before


def test_a_zoom_too_deep_is_refused_and_the_map_stays():
    at = opened()
    order(at, "zoom", window=[5.0, 5.00000000000001, 1.0, 2.0])
    assert WINDOW not in at.session_state or at.session_state[WINDOW] is None
    assert len(at.session_state[picture.KEPT]) == 1


def test_what_was_drawn_of_a_window_is_kept_for_the_way_back():
    at = opened()
    whole = next(iter(at.session_state[picture.KEPT].values()))
    order(at, "zoom", window=[1.0, 4.0, 1.0, 8.0])
    order(at, "back")
    assert next(reversed(at.session_state[picture.KEPT].values())) is whole


def test_maps_not_shown_are_kept_as_far_as_memory_allows_the_last_ones_first(monkeypatch):
    at = opened()
    kept = at.session_state[picture.KEPT]
    (whole,) = kept.values()
    room = replace(limits(), memory=2.5e-6 * whole.nbytes)
    monkeypatch.setattr(picture, "limits", lambda: room)
    charts = [whole.chart]
    for right in (4.0, 3.0, 2.0):
        order(at, "zoom", window=[1.0, right, 1.0, 8.0])
        charts.append(next(reversed(at.session_state[picture.KEPT])))
    assert list(at.session_state[picture.KEPT]) == charts[1:]
    monkeypatch.setattr(picture, "limits", lambda: replace(room, memory=1e-6))
    order(at, "out")
    assert list(at.session_state[picture.KEPT]) == charts[:1]  # what is shown stays


def test_other_axes_have_their_whole_range():
    at = opened(map_window="1.5,2.5,0.5,0.75")
    well(at.selectbox(key="map_up").set_value("strength").run())
    assert at.session_state[WINDOW] is None


@pytest.mark.parametrize(
    "chart",
    [Map(), Map(across="weight_variance", up="bias_variance"), Map(across="momentum")],
    ids=["rate", "variance", "momentum"],
)
def test_a_pixel_opens_as_its_own_run(chart):
    run = picture.opened(chart, 1000)
    parameters = parameters_of(run)
    assert read(parameters) == (replace(run, steps=DEFAULTS.steps), [])
    assert parameters["training_stop_steps"] == str(chart.run.steps)
    assert run.members == chart.alone(1000).members


# ---- messages


def test_the_browser_s_types_name_what_is_in_a_message():
    text = (node.MODULES / "map/message.d.ts").read_text("utf-8")
    declared = set(re.findall(r"^  (\w+): ", text.partition("interface MapMessage {")[2], re.M))
    header, arrays = decode(message(Filling(Map(SHORT, side=8)), 0, 0, 0))
    assert {*header, *arrays} - {"arrays"} == declared


def test_a_message_has_the_pixels_that_are_new():
    filling = filled(Map(SHORT, ("tanh", "relu"), side=8))
    header, arrays = decode(message(filling, 100, 2, 7))
    assert (header["start"], header["levels"], header["heard"]) == (100, 2, 7)
    assert np.array_equal(arrays["places"], filling.order[100:])
    assert arrays["curve"].shape == (28, len(header["steps"]))
    assert not header["moving"]
    assert header["status"].startswith("128 networks trained")


def test_a_message_has_the_line_that_is_kept():
    filling = Filling(Map(SHORT, ("tanh",), "weight_variance", "bias_variance", side=8))
    _, before = decode(message(filling, 0, 0, 0))
    assert filling.edge is not None
    filling.edge[:] = 1.5
    _, arrays = decode(message(filling, 0, 0, 0))
    assert np.isfinite(before["line"]).all()
    assert (arrays["line"] == 1.5).all()


@node.needs_node
def test_round_numbers_are_multiples_of_1_2_or_5_and_have_both_ends():
    body = """
        return d.map(([low, high, many]) => multiples(low, high, stepOf(low, high, many)));
    """
    cases = [[0, 1, 5], [-1, 1, 4], [-3, -1, 4], [0.3, 0.30001, 5], [5, 5 + 1e-9, 2], [0, 7, 0]]
    found = node.script(("shared/ticks.js",), body, cases)
    assert found[0] == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert found[1] == pytest.approx([-1, -0.5, 0, 0.5, 1])
    assert found[2] == pytest.approx([-3, -2.5, -2, -1.5, -1])
    for (low, high, many), values in zip(cases[3:], found[3:], strict=True):
        step = 10 ** math.floor(math.log10((high - low) / max(many, 1)))
        assert all(low - step / 1e6 <= value <= high + step / 1e6 for value in values)
        assert len(values) <= many + 2


@node.needs_node
def test_round_numbers_on_an_axis_tell_their_neighbours_apart():
    body = "return d.map(([log, a, b]) => ticks({ log }, a, b, 5));"
    found = node.script(
        ("map/scale.js",),
        body,
        [[True, 0.01, 100], [True, 2, 3], [True, 5, 5.001], [False, 0, 4], [False, 0.3, 0.30001]],
    )
    for one in found:
        values, words = zip(*one, strict=True)
        assert 2 <= len(values) <= 11
        assert len(set(words)) == len(words)
        assert list(values) == sorted(values)
    assert [words for _, words in found[0]] == ["0.01", "0.1", "1", "10", "100"]


@node.needs_node
def test_the_numbers_taken_home_are_those_of_the_networks_known():
    axes = [{"label": "Learning rate"}, {"label": "Init scale"}]
    outcomes = [{"label": "Converged"}, {"label": "Diverged"}]
    known = {"functions": ['a "b"'], "axes": axes, "outcomes": outcomes, "count": 4, "side": 2}
    data = known | {"columns": [0.1, 0.2], "rows": [1, 2]}
    body = """
        const end = [0.5, 0, 0, Infinity];
        return rowsOf(d, { known: (p) => p === 0 || p === 3, outcome: [0, 0, 0, 1], end });
    """
    lines = node.script(("map/takeaway.js",), body, data).splitlines()
    assert lines[1:] == ['"a ""b""",0.1,1,converged,0.5', '"a ""b""",0.2,2,diverged,inf']
    assert lines[0].startswith('"function","Learning rate","Init scale","outcome"')
