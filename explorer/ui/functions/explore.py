"""The page Functions: choose or type one, see all it does, and take it away."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from explorer import tables
from explorer.activations import ACTIVATIONS, Activation, get
from explorer.charts import functions as charts
from explorer.charts import pictures
from explorer.choices import palette
from explorer.config.controls import Choice
from explorer.formula.operations import FUNCTIONS
from explorer.functions import export
from explorer.properties import card
from explorer.ui.functions import lens, onward
from explorer.ui.shared import link, own
from explorer.ui.shared.form import ask
from explorer.ui.shared.own import menu
from explorer.ui.shared.shell import chart

STYLE = Path(__file__).with_name("functions.css")
CHOICE = "function"
TYPED = "functions_formula"
FAULT = "functions_fault_found"
FAULT_SHOWN = "functions_fault"
HELP = (
    "Made of x, numbers, pi and e with + - * / ** and comparisons, and of "
    + ", ".join(sorted({*FUNCTIONS, "max", "min", "where"} - {"dsinc"}, key=str.lower))
    + ", and of every function of the menu by its key. Any other name becomes a slider. What "
    "NumPy, PyTorch, spreadsheets or TeX write is read too."
)
VIEW = "view"
VIEWS = {  # key in the link → name on the tab
    "explore": "Explore",
    "dial": "Dial",
    "compare": "Compare",
    "table": "Table",
    "gallery": "Gallery",
    "vectors": "Vector functions",
}
OF_ONE = ("explore", "dial")  # views of the function chosen


class Range(NamedTuple):
    """How much of the x axis is shown, how densely, and how far the y axis may reach."""

    name: str
    limit: int
    per_unit: int
    low: float
    high: float


RANGES = {
    shown.name: shown
    for shown in (
        Range("±2", 2, 50, -1.5, 2.5),
        Range("±6", 6, 20, -3.0, 4.0),
        Range("±20", 20, 10, -4.0, 8.0),
    )
}
IMPORTS = {
    r"\btorch\.": "import torch",
    r"\bnn\.": "import torch.nn as nn",
    r"\bF\.": "import torch.nn.functional as F",
}


def dress() -> None:
    """Give the page the style that puts its parts beside each other."""
    st.html(STYLE)


def choose(place: Any) -> Activation:
    """The function of the page, chosen there: one of the menu, or a formula typed beside it."""
    with place.container(horizontal=True, vertical_alignment="center", key="functions_row"):
        function = Choice(
            name=CHOICE,
            label="Function",
            default=next(iter(ACTIVATIONS)),
            options=tuple(menu()),
            label_of=label,
            activations=True,
        )
        hidden: Any = {"label_visibility": "collapsed"}
        key = ask(function, on_change=turn_to_another, width=220, **hidden)
        with st.container(key="functions_or", width="content"):
            st.markdown("or a formula", help=HELP, width="content")
        with st.container(key="functions_typed", width="stretch"):
            st.text_input(
                "A formula of your own",
                key=TYPED,
                placeholder="x * sigmoid(beta * x)",
                disabled=link.holds(CHOICE, function),
                on_change=_typed,
                **hidden,
            )
            if fault := st.session_state.get(FAULT):
                with st.container(key=FAULT_SHOWN):
                    st.caption(f":material/error: {fault}")
    return get(key)


def keep_typed() -> None:
    """Keep what was typed while its field is not on screen."""
    if TYPED in st.session_state:
        st.session_state[TYPED] = st.session_state[TYPED]


def _typed() -> None:
    """A formula was typed: it becomes the function shown, or says where its fault is."""
    text = st.session_state[TYPED]
    st.session_state[FAULT] = own.add(text) if text.strip() else ""
    if text.strip() and not st.session_state[FAULT]:
        st.session_state[CHOICE] = st.session_state[own.KEY][0]
        lens.forget()


@st.fragment
def explore(activation: Activation) -> None:
    """One function: its formulas, everything that moves with its sliders, and files of it.

    A fragment, so that a slider that comes to rest runs nothing else again.
    """
    with st.container(key="functions_stage"):
        with st.container(key=lens.HEAD):
            # Set in the line rather than as displays, so that long ones wrap on a narrow screen.
            formula("f(x)", activation.formula, palette.VALUE)
            formula("f'(x)", activation.slope_formula, palette.SLOPE)
            notes = own.notes(st.session_state.get(TYPED, ""), activation.key)
            st.markdown(" ".join(notes) or activation.remark)
            st.caption(activation.source)
        shown = choose_range("range", label_visibility="collapsed")
        parameters = lens.show(activation, shown.limit, shown.per_unit, shown.low, shown.high)
    onward.show(activation, parameters)
    download(activation, parameters, shown)


def turn_to_another() -> None:
    """Another function starts at its defaults, and so does this one when it comes back.

    What was typed, and what was wrong with it, is no longer of interest.
    """
    lens.forget()
    st.session_state[TYPED] = st.session_state[FAULT] = ""


def choose_range(key: str, **layout: Any) -> Range:
    """How much of the x axis a chart shows."""
    limits = Choice(
        name=key,
        label="Range of x",
        default="±6",
        options=tuple(RANGES),
        key_of=lambda name: str(RANGES[name].limit),
        style="buttons",
    )
    return RANGES[ask(limits, **layout)]


def formula(name: str, right_side: str, color: str) -> None:
    """An equation whose left side has the colour of its curve."""
    st.markdown(rf"$\textcolor{{{_readable(color)}}}{{{name}}} = {right_side}$")


def _readable(color: str) -> str:
    """A colour such as "#1a2b3c", nearer to white on a dark page, as the lens has its numbers."""
    if st.context.theme.type != "dark":
        return color
    channels = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(0.6 * channel + 0.4 * 255):02x}" for channel in channels)


def label(key: str) -> str:
    """The name of the function a key stands for."""
    return get(key).label


def pytorch(activation: Activation, parameters: Mapping[str, float]) -> None:
    """The lines that make this function in PyTorch."""
    lines = code(activation, parameters)
    if lines:
        st.code(lines, language="python")
    else:
        st.caption("PyTorch has no ready-made layer for this one; its formula is the recipe.")


def code(activation: Activation, parameters: Mapping[str, float]) -> str:
    """Lines to run as they stand, imports first; "" where torch has no such function."""
    expression = activation.code(**parameters)
    if not expression:
        return ""
    needed = [line for sign, line in IMPORTS.items() if re.search(sign, expression)]
    return "\n".join([*needed, "", f"activation = {expression}"])


def download(activation: Activation, parameters: Mapping[str, float], shown: Range) -> None:
    """The lines for PyTorch, and buttons that make a file each, when they are pressed."""
    name = export.class_name(activation)
    files = {
        "SVG": (f"{name}.svg", "image/svg+xml", lambda: pictures.svg(*still())),
        "PNG": (f"{name}.png", "image/png", lambda: pictures.png(*still())),
        "Curve": (
            f"{name}.csv",
            "text/csv",
            lambda: export.curve_csv(activation, shown.limit, shown.per_unit, **parameters),
        ),
        "Card": (
            f"{name}.json",
            "application/json",
            lambda: export.card_json(activation, card(activation, **parameters), parameters),
        ),
        "PyTorch": (
            f"{name}.py",
            "text/x-python",
            lambda: export.module(activation, **parameters),
        ),
    }

    def still() -> tuple[Any, dict[str, Any]]:
        table = tables.curve(activation, parameters, shown.limit, shown.per_unit)
        low, high = tables.window([table], ("value", "slope"), shown.low, shown.high)
        names = ("f(x)", "f′(x)")
        return charts.still(shown.limit, low, high, names), {charts.DATA: table}

    st.subheader("Download", anchor=False)
    pytorch(activation, parameters)
    with st.container(horizontal=True, gap="small"):
        for words, (file, kind, make) in files.items():
            st.download_button(
                words,
                make,
                file_name=file,
                mime=kind,
                on_click="ignore",
                key=f"take_{words}",
                help=file,
            )


def draw(spec: dict[str, Any], table: Any, key: str, words: str) -> None:
    """Mount a prepared chart with its table; the spec stays the same, so only the data moves."""
    st.vega_lite_chart(
        spec=chart(spec) | {"datasets": {charts.DATA: table}}, width="stretch", key=key, alt=words
    )
