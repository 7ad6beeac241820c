"""What a map shows, as its form and its link say it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from explorer.activations import get
from explorer.choices.datasets import CLASSED
from explorer.config import RunConfig
from explorer.config.controls import Choice, Control, Unreadable
from explorer.config.form import control
from explorer.sweeps.map import SIDES, START, Map, Window
from explorer.sweeps.map_presets import MAP_PRESETS
from explorer.sweeps.quantities import QUANTITIES
from explorer.sweeps.running import check_size
from explorer.ui.shared import link
from explorer.ui.shared.form import ask, entry, label_of
from explorer.ui.shared.own import menu
from explorer.words import listed

PREFIX = "map_"
FORM = 290  # pixels of its width
WINDOW, BEFORE, CHART = "map_window", "map_before", "map_chart"  # in the session
ASKED = "map_asked"  # in the session: what the form stood at when the page was last run
NAMES = (
    *("function", "second", "across", "up", "side", "layers", "units", "dataset", "steps"),
    *("own_rate", "seed"),
)
DEFAULT = Map()


def _quantity(name: str, label: str, default: str) -> Choice:
    options = tuple(QUANTITIES)
    return Choice(
        name=name, label=label, default=default, options=options, label_of=label_of(QUANTITIES)
    )


ACROSS = _quantity("across", "Across", DEFAULT.across)
UP = _quantity("up", "Up", DEFAULT.up)
SIDE = Choice(
    name="side",
    label="Networks",
    default=DEFAULT.side,
    options=SIDES,
    label_of=lambda side: f"{side}²",
    style="buttons",
    what="side in pixels",
    help="So many pixels, each a network; more show a finer border and take longer",
)
LAYERS = Choice(
    name="layers", label="Hidden layers", default=2, options=(1, 2, 3, 4, 5, 6, 8, 10, 20)
)
UNITS = Choice(name="units", label="Units in each", default=16, options=(2, 4, 8, 16, 32, 64, 256))
STEPS = Choice(name="steps", label="Steps", default=START.steps, options=(50, 100, 200, 500, 1000))
RATE = Choice(
    name="own_rate",
    label="Learning rate",
    default=START.learning_rate,
    options=(0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    help="Where it lies on no axis",
)
SEED = control("seed")


@dataclass(frozen=True, kw_only=True)
class Edges(Control):
    """The window of a map, as four numbers with commas between them; None is its whole range."""

    chart: Map

    def write(self, value: Any) -> list[str]:
        """Left, right, lower and upper edge, with all their digits."""
        return [",".join(map(repr, value))]

    def read(self, texts: Sequence[str], more: Sequence[str] = ()) -> Window:
        """Four edges that the map can have; the last of several."""
        text = texts[-1]
        try:
            left, right, lower, upper = map(float, text.split(","))
        except ValueError:
            raise Unreadable(text, "which is not four numbers with commas between") from None
        try:
            return replace(self.chart, window=(left, right, lower, upper)).ends
        except ValueError as error:
            raise Unreadable(text, f"which cannot be shown ({error})") from None

    def say(self, value: Any) -> str:
        """In a sentence."""
        return "the whole range" if value is None else listed(f"{edge:g}" for edge in value)


def choose() -> Map:
    """The whole map that the form asks for; the one before where it cannot be, which is told."""
    _presets()
    left, right = st.columns(2, gap="small")
    with left:
        first = entry("Function", menu(), "tanh", "map_function", activations=True, **_AFRESH)
    with right:
        second = ask(_second(), PREFIX, **_AFRESH)
    across, up = ask(ACROSS, PREFIX, **_AFRESH), ask(UP, PREFIX, **_AFRESH)
    side = ask(SIDE, PREFIX)
    with st.expander("Network, points and steps", icon=":material/tune:", key="map_more"):
        run = _run()
    functions = tuple(dict.fromkeys(filter(None, (first, second))))
    state = st.session_state
    state[ASKED] = asked()
    try:
        chart = Map(run, functions, across, up, side=side)
        check_size(chart.sweep)
    except ValueError as error:
        shown = "The one before stays" if CHART in state else "Another one is shown"
        st.error(f"This map cannot be drawn: {error}. {shown}.", icon=":material/error:")
        return state.get(CHART, DEFAULT)
    state[CHART] = chart
    return chart


def asked() -> tuple[Any, ...]:
    """What the form stands at; a change may come to the server in a run of a fragment alone."""
    return tuple(st.session_state.get(PREFIX + name) for name in NAMES)


def _afresh() -> None:
    """Other axes have another range."""
    st.session_state.update({WINDOW: None, BEFORE: []})


_AFRESH = {"on_change": _afresh}


def _second() -> Choice:
    """Another function beside the first, or none."""
    known = menu()
    return Choice(
        name="second",
        label="Beside it",
        default=None,
        options=(None, *known),
        label_of=lambda key: "no other" if key is None else get(key).label,
        activations=True,
    )


def _run() -> RunConfig:
    """The network, its points and its steps."""
    left, right = st.columns(2, gap="small")
    with left:
        layers = ask(LAYERS, PREFIX)
    with right:
        units = ask(UNITS, PREFIX)
    dataset = entry("Points", CLASSED, START.dataset, "map_dataset")
    with left:
        steps = ask(STEPS, PREFIX)
    with right:
        rate = ask(RATE, PREFIX)
    seed = ask(SEED, PREFIX)
    return replace(
        START,
        hidden=(units,) * layers,
        dataset=dataset,
        steps=steps,
        learning_rate=rate,
        seed=seed,
        members=(replace(START.members[0], seed=seed),),
    )


def window_of(chart: Map) -> Map:
    """The map in the window that the session or the link has."""
    edges = Edges(name=WINDOW, label="Window", default=None, chart=chart)
    link.prepare(WINDOW, edges)
    window = st.session_state.get(WINDOW)
    try:
        shown = replace(chart, window=window)
    except ValueError:
        shown, window = chart, None
    link.record(WINDOW, edges, window, listed=False)
    before: list[Any] = st.session_state.setdefault(BEFORE, [])
    if window is None or window in before:  # the browser may have gone back
        del before[before.index(window) if window in before else 0 :]
    return shown


def _presets() -> None:
    """A button for each map worth a look."""
    st.pills(
        "Start with",
        list(MAP_PRESETS),
        format_func=label_of(MAP_PRESETS),
        key="map_preset",
        on_change=_set,
        label_visibility="collapsed",
    )


def _set() -> None:
    chosen = st.session_state["map_preset"]
    if chosen is not None:
        recall(MAP_PRESETS[chosen].chart)


def recall(chart: Map) -> None:
    """Set the form and the window to what this map shows."""
    run = chart.run
    values = {
        "function": chart.functions[0],
        "second": chart.functions[1] if len(chart.functions) > 1 else None,
        "across": chart.across,
        "up": chart.up,
        "side": chart.side,
        "layers": len(run.hidden),
        "units": run.hidden[0],
        "dataset": run.dataset,
        "steps": run.steps,
        "own_rate": run.learning_rate,
        "seed": run.seed,
    }
    st.session_state.update({PREFIX + name: value for name, value in values.items()})
    st.session_state.update({WINDOW: chart.window, BEFORE: []})


def lit(chart: Map) -> str:
    """What to see in a map, and why: of the preset that it is, or in general."""
    found = next((one for one in MAP_PRESETS.values() if one.chart == chart), None)
    if found is None:
        return "Drag a rectangle to zoom in; click a pixel to open its run on Training."
    return f"{found.goal} {found.reason}"
