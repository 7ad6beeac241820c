"""The tab Vector functions: functions whose every output needs several inputs."""

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
import torch

from explorer import tables
from explorer.activations import Parameter
from explorer.charts import vectors as charts
from explorer.config.controls import Choice, Number
from explorer.functions.vectors import VECTORS, VectorFunction
from explorer.tables.vectors import Edges, cell
from explorer.ui.functions.explore import IMPORTS
from explorer.ui.shared.form import ask, entry
from explorer.ui.shared.shell import chart
from explorer.words import listed

WORDS = 360  # pixels of the column with the formulas
LIMIT = 3.0  # of each input
STARTS = (1.0, 2.0, -0.5, 0.5, -1.5, 0.0)
RISE = 0.1  # by how much the sentence raises an input
SMALL = 0.0005  # a change that would be written as 0.000


def show(bar: Any) -> None:
    """The choice in the bar; inputs, outputs and Jacobian, and the formulas beside them."""
    with bar.container(horizontal=True, vertical_alignment="center", key="vectors_row"):
        function = choose_function()
        size = choose_size(function)
    explore(function, size)


@st.fragment
def explore(function: VectorFunction, size: int) -> None:
    """Sliders and what follows from them: a fragment, so that a slider redraws nothing else."""
    with st.container(horizontal=True, gap="medium", key="vectors_stage"):
        picture = st.container(key="vectors_picture")
        words = st.container(width=WORDS, key="vectors_words")
    with picture:
        first = st.container(horizontal=True, key="vectors_inputs")
        with first:
            parameters = {p.name: choose_parameter(p) for p in function.parameters}
        rows, outputs = function.names(size, **parameters)
        x = torch.tensor(choose_inputs(rows, first), dtype=torch.float64)
        jacobian = pictures(function, x, rows, outputs, parameters)
    with words:
        st.markdown(f"${function.formula}$")
        st.markdown(f"${function.jacobian_formula}$")
        st.write(function.remark)
        st.markdown(" ".join(filter(None, [why(jacobian), sums_of_slopes(function)])))
        st.code(code(function, x, parameters), language="python")
        st.caption(function.source)


def pictures(
    function: VectorFunction,
    x: torch.Tensor,
    rows: Sequence[Sequence[str]],
    outputs: Sequence[str],
    parameters: Mapping[str, float],
) -> torch.Tensor:
    """Outputs and slopes at x (n,), and what raising an input does; the Jacobian (m, n)."""
    inputs = [name for row in rows for name in row]
    y = function.f(x, **parameters)
    jacobian = function.jacobian(x, **parameters)
    window = frame(function.key, len(inputs))
    left, right = st.columns([2, 3], gap="medium")
    with st.container(horizontal=True, vertical_alignment="bottom", key="vectors_raised"):
        raised = choose_raised(inputs)
        st.markdown(consequence(function, x, inputs, outputs, inputs.index(raised), parameters))
    with right:
        st.markdown("**Slopes**: outputs by inputs")
        edges = Edges(function.row_sum is not None, function.column_sum is not None)
        table = tables.vector_slopes(jacobian, inputs, outputs, raised, edges)
        words = f"Slopes of {function.label}: every output by every input"
        draw(jacobian_spec(tuple(inputs), tuple(outputs), edges), table, "vector_slopes", words)
    with left:
        st.markdown("**Outputs**")
        table = tables.vector_outputs(y, outputs, *window)
        words = f"Outputs of {function.label}, one bar each"
        draw(bars_spec(tuple(outputs), *window), table, "vector_outputs", words)
        st.markdown(total(function, y, parameters))
    return jacobian


def choose_function() -> VectorFunction:
    """The vector function chosen; the URL carries its key."""
    start = next(iter(VECTORS))
    hidden: Any = {"label_visibility": "collapsed"}
    return VECTORS[entry("Vector function", VECTORS, start, "vector", width=220, **hidden)]


def choose_size(function: VectorFunction) -> int:
    """How many inputs the function gets."""
    if len(function.inputs) == 1:
        return function.inputs[0]
    least = function.inputs[0]
    return ask(
        Choice(
            name="vector_size",
            label="Inputs",
            what="inputs",
            default=least,
            options=tuple(function.inputs),
            label_of=lambda size: f"{size} inputs" if size == least else str(size),
            key_of=str,
            style="buttons",
        ),
        label_visibility="collapsed",
    )


def choose_parameter(parameter: Parameter) -> float:
    """One parameter, within the range the registry gives; functions that share it share its key."""
    decimals = max(0, math.ceil(-math.log10(parameter.step) - 1e-9))
    return ask(
        Number(
            name=f"vector_{parameter.name}",
            label=f"${parameter.symbol}$ · {parameter.name}",
            what=parameter.name,
            default=float(parameter.default),
            low=float(parameter.low),
            high=float(parameter.high),
            step=float(parameter.step),
            format=f"%.{decimals}f",
        )
    )


def choose_inputs(rows: Sequence[Sequence[str]], first: Any) -> list[float]:
    """The value of each input, in order; inputs that belong together stand in one row.

    Where there is but one row, it is the `first`, in which parameters may stand already.
    """
    values: list[float] = []
    for row in rows:
        with first if len(rows) == 1 else st.container(horizontal=True, gap="medium"):
            for name in row:
                values.append(choose_input(name, len(values)))
    return values


def choose_input(name: str, place: int) -> float:
    """One input; it keeps its value when another function gives it another name."""
    return ask(
        Number(
            name=f"vector_x{place + 1}",
            label=name,
            what=f"input {place + 1}",
            default=STARTS[place],
            low=-LIMIT,
            high=LIMIT,
            step=0.1,
            format="%.1f",
        )
    )


def choose_raised(inputs: Sequence[str]) -> str:
    """The input whose rise the sentence below follows."""
    return ask(
        Choice(
            name="vector_raised",
            label=f"Raise by {RISE}",
            what="the input to raise",
            default=inputs[0],
            options=tuple(inputs),
            key_of=lambda name: str(inputs.index(name) + 1),
            style="buttons",
        )
    )


def total(function: VectorFunction, y: torch.Tensor, parameters: Mapping[str, float]) -> str:
    """What the outputs y (m,) sum to, and whether it could be otherwise."""
    sums = function.sums(y, **parameters).tolist()
    if len(sums) > 1:
        words = ", ".join(cell(value) for value in sums)
        return f"They sum to {words} at the {len(sums)} places, whatever the inputs."
    fixed = "whatever the inputs" if function.total is not None else "with these inputs"
    return f"They sum to {cell(sums[0])}, {fixed}."


def why(jacobian: torch.Tensor) -> str:
    """Why no curve over one x shows the function whose Jacobian (m, n) this is."""
    outputs, inputs = jacobian.shape
    if outputs != inputs:
        return f"{inputs} inputs make {outputs} outputs: there is no one x to draw a curve over."
    off = int(jacobian.count_nonzero() - jacobian.diag().count_nonzero())
    return (
        f"{off} of the {inputs * (inputs - 1)} slopes off the diagonal are not zero: an output "
        "depends on more inputs than its own, so there is no one x to draw a curve over."
    )


def consequence(
    function: VectorFunction,
    x: torch.Tensor,
    inputs: Sequence[str],
    outputs: Sequence[str],
    place: int,
    parameters: Mapping[str, float],
) -> str:
    """What raising the input at this place does to the outputs, measured on the function itself."""
    higher = x.clone()
    higher[place] += RISE
    change = (function.f(higher, **parameters) - function.f(x, **parameters)).tolist()
    independent = (function.jacobian(x, **parameters)[:, place] == 0).tolist()
    still = [by == 0 and fixed for by, fixed in zip(change, independent, strict=True)]
    groups = {
        "raises {} by {}": [i for i, by in enumerate(change) if by >= SMALL],
        "lowers {} by {}": [i for i, by in enumerate(change) if by <= -SMALL],
        "moves {} by less than {}": [
            i for i, by in enumerate(change) if abs(by) < SMALL and not still[i]
        ],
        "leaves {} unchanged": [i for i in range(len(change)) if still[i]],
    }
    parts = []
    for words, places in groups.items():
        if places:
            by = cell(abs(sum(change[i] for i in places)))
            if "less" in words:
                by = str(SMALL)
            elif len(places) > 1:
                by += " in all"
            parts.append(words.format(listed([outputs[i] for i in places]), by))
    return f"Raising {inputs[place]} by {RISE} {listed(parts)}."


def sums_of_slopes(function: VectorFunction) -> str:
    """What the sums at the edges of the Jacobian say, where they are the same for all inputs."""
    said = []
    if function.row_sum == 0:
        said.append("Each row sums to 0: raising all inputs alike changes nothing.")
    if function.row_sum == 1:
        said.append(
            f"Each row sums to 1: raising all inputs by {RISE} raises every output by {RISE}."
        )
    if function.column_sum == 0:
        said.append("Each column sums to 0: what some outputs gain, the others lose.")
    return " ".join(said)


def code(function: VectorFunction, x: torch.Tensor, parameters: Mapping[str, float]) -> str:
    """Lines to run as they stand, which end with the outputs as y."""
    lines = [f"x = torch.tensor({x.tolist()})", function.code(**parameters)]
    needed = [line for sign, line in IMPORTS.items() if re.search(sign, "\n".join(lines))]
    return "\n".join([*needed, "", *lines])


def draw(spec: dict[str, Any], table: Any, key: str, words: str) -> None:
    """Mount a prepared chart with its table; only the data moves while spec and words stay.

    Other words would mount the chart anew, so they name it, and its numbers are texts within it.
    """
    st.vega_lite_chart(
        spec=chart(spec) | {"datasets": {charts.DATA: table}}, width="stretch", key=key, alt=words
    )


@st.cache_data(max_entries=64, show_spinner=False)
def frame(key: str, size: int) -> tuple[float, float]:
    """The whole numbers that hold every output at the default parameters, and zero."""
    function = VECTORS[key]
    corners = torch.tensor([*itertools.product((-LIMIT, 0.0, LIMIT), repeat=size)])
    y = function.f(corners.double())
    return min(0.0, float(y.min().floor())), float(y.max().ceil())


@st.cache_data(max_entries=64, show_spinner=False)
def bars_spec(outputs: tuple[str, ...], low: float, high: float) -> dict[str, Any]:
    """The chart of the outputs."""
    return charts.bars(outputs, low, high).to_dict()


@st.cache_data(max_entries=64, show_spinner=False)
def jacobian_spec(
    inputs: tuple[str, ...], outputs: tuple[str, ...], edges: Edges
) -> dict[str, Any]:
    """The chart of the Jacobian."""
    return charts.jacobian(inputs, outputs, edges).to_dict()
