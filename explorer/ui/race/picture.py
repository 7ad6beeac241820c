"""The race on the page: its picture, what that asks for, and what is taken away."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.sweeps.contest import Contest
from explorer.ui.race import packing, taking
from explorer.ui.race.running import KEY, Live, open_race
from explorer.ui.shared.mount import heard, module
from explorer.ui.training.handed import hand

PICTURE = "race_picture"
HEARD = "race_heard"  # in the session: the last order that was obeyed
FIRST = 0.25  # seconds that a page waits for a race that is over soon

mount = module("race", "race/race.js", '<div class="race"></div>')


def show(contest: Contest) -> None:
    """The race, which goes on while the page is run again; or why it cannot be."""
    try:
        live = open_race(contest)
    except ValueError as error:
        st.error(f"This race cannot start: {error}.", icon=":material/error:")
        return
    if live.running:
        live.running.wait(FIRST)
    live.settling.page()
    with st.container(key="workbench_race"):
        st.fragment(_tick)()


def _tick() -> None:
    live: Live = st.session_state[KEY]
    if live.opens is not None:
        _open(live)
    live.settling.tick()
    live.attend()
    data = packing.message(live)
    mount(key=PICTURE, data=data, width="stretch", height="content", on_orders_change=_hear)
    taking.offer(live)


def _hear() -> None:
    order = heard(PICTURE, "orders")
    state = st.session_state
    if isinstance(order, Mapping) and order.get("id", 0) > state.get(HEARD, 0):
        state[HEARD] = order["id"]
        obey(state[KEY], order)


def obey(live: Live, order: Mapping[str, Any]) -> None:
    """Do what an order asks for by its name; one that is not known asks for nothing."""
    cells, seeds = live.sweep.cells, live.sweep.seeds
    match order["name"]:
        case "button" if live.moves:
            live.stop()
        case "button":
            live.go()
        case "row" if 0 <= order["row"] < live.contest.rows:
            live.row = order["row"]
        case "seed" if 0 <= order["cell"] < cells and 0 <= order["seed"] < seeds:
            live.picked[order["cell"]] = order["seed"]
        case "median" if 0 <= order["cell"] < cells:
            live.picked.pop(order["cell"], None)
        case "open" if 0 <= order["cell"] < cells and 0 <= order["seed"] < seeds:
            live.opens = order["cell"] * seeds + order["seed"]


def _open(live: Live) -> None:
    """Open a network on the page Training, as it ran here; or say why that cannot be."""
    place, live.opens = live.opens, None
    assert place is not None
    try:
        hand(live.sweep.alone(place))
    except ValueError:
        live.said = "The page Training has no form for this network."
