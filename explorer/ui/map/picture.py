"""The map on the page: it fills in, is zoomed, and a pixel of it opens on Training."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from time import perf_counter_ns
from typing import Any

import streamlit as st

from explorer.activations import get
from explorer.config import RunConfig
from explorer.limits import limits
from explorer.sweeps.filling import Filling
from explorer.sweeps.map import Map
from explorer.ui.map.choosing import ASKED, BEFORE, WINDOW, asked, lit, window_of
from explorer.ui.map.packing import message
from explorer.ui.shared import own
from explorer.ui.shared.mount import heard, module
from explorer.ui.shared.settling import Settling
from explorer.ui.shared.shell import style
from explorer.ui.training.handed import hand

KEPT = "map_kept"  # in the session: map → what is known of it, the last one shown at the end
HAVE = "map_have"  # run and number of its pixels that the browser has
HEARD, FAULT, WISH, SETTLING = "map_heard", "map_fault", "map_wish", "map_settling"
PICTURE = "map_picture"
OPENING = 0.25  # seconds that a page waits for the coarsest grid
STYLE = Path(__file__).with_name("map.css").read_text("utf-8")

mount = module("map", "map/map.js", '<div class="map"></div>')


def show(chart: Map) -> None:
    """The map, in a fragment of its own; what moves redraws nothing else."""
    state = st.session_state
    style(STYLE)
    state.setdefault(SETTLING, Settling()).page()
    with st.container(key="workbench_map"):
        st.fragment(_tick)(chart)


def _tick(whole: Map) -> None:
    state = st.session_state
    chart = window_of(whole)
    if WISH in state:
        hand(opened(chart, state.pop(WISH)))
    if state[ASKED] != asked():
        st.rerun()  # form and address follow only where the whole page is run
    filling = filled(chart)
    state[SETTLING].tick()
    filling.collect()
    run, have = state.get(HAVE, ("", 0))
    start = min(have, filling.done) if run == str(hash(chart)) else 0
    mount(
        key=PICTURE,
        data=message(
            filling,
            start,
            len(state.get(BEFORE, ())) or int(chart != whole),
            state.get(HEARD, 0),
            state.pop(FAULT, ""),
            lit(chart),
            perf_counter_ns(),
        ),
        width="stretch",
        height="content",
        on_more_change=_more,
        on_order_change=lambda: _hear(whole),
    )


def filled(chart: Map) -> Filling:
    """What is known of a map, which fills in; others rest meanwhile, kept as memory allows."""
    kept: dict[Map, Filling] = st.session_state.setdefault(KEPT, {})
    if next(reversed(kept), None) != chart:
        for other in kept.values():
            other.rest()
            other.collect()
        if chart in kept:
            kept[chart] = kept.pop(chart)
            kept[chart].wake()
        else:
            kept[chart] = Filling(chart)
            kept[chart].wait(OPENING)
        room = 1e6 * limits().memory
        for old in list(kept)[-2::-1]:  # those not shown, the one shown last first
            room -= kept[old].nbytes
            if room < 0:
                del kept[old]
    return kept[chart]


def _more() -> None:
    """Keep what the browser has."""
    said = heard(PICTURE, "more")
    if isinstance(said, Mapping):
        st.session_state[HAVE] = str(said["run"]), max(0, int(said["have"]))


def _hear(whole: Map) -> None:
    """Do what the browser asks for, once."""
    order: Any = heard(PICTURE, "order")
    if isinstance(order, Mapping) and order["id"] != st.session_state.get(HEARD):
        st.session_state[HEARD] = order["id"]
        obey(whole, order)


def obey(whole: Map, order: Mapping[str, Any]) -> None:
    """Do what an order asks for by its name; one that is not known asks for nothing."""
    state = st.session_state
    chart, before = window_of(whole), state.setdefault(BEFORE, [])
    match order["name"]:
        case "zoom":
            try:
                state[WINDOW] = chart.zoomed(order["window"]).window
            except ValueError as error:
                state[FAULT] = f"The map stays here: {error}."
            else:
                before.append(chart.window)
        case "back":
            state[WINDOW] = before.pop() if before else None
        case "out":
            state[WINDOW], state[BEFORE] = None, []
        case "stop":
            filled(chart).stop()
        case "go on":
            filled(chart).go_on()
        case "open" if 0 <= order["place"] < chart.count:
            state[WISH] = int(order["place"])


def opened(chart: Map, place: int) -> RunConfig:
    """The run of a place as the form of Training can make it.

    A parameter of its function is written into the function, as a formula.
    """
    run = chart.alone(place)
    (member,) = run.members
    function = get(chart.functions[place // chart.side**2])
    key = own.fixed(function, function.defaults | dict(member.parameters))
    if member.parameters:
        own.add(get(key).value)
    return replace(run, members=(replace(member, activation=key, parameters=()),))
