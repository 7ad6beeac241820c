"""A graph with a target on a page: its numbers, the error, and a button that takes a step."""

from html import escape
from typing import Any

import streamlit as st

from explorer.config.controls import Number
from explorer.gradients.chain import TARGETS, Target
from explorer.gradients.chain.targets import LIMIT, outcome, stepped, told
from explorer.ui.gradients.graphs import VIEW, draw
from explorer.ui.shared.form import ask, entry
from explorer.words import number

MOST = 1e6  # a learning rate that nobody needs


def show() -> None:
    """Choose a graph with a target, and step down its error."""
    with st.container(horizontal=True, gap="small"):
        key = entry("Graph", TARGETS, next(iter(TARGETS)), "chain_target")
        view = ask(VIEW)
        numbers = st.container()
    explain(TARGETS[key], view, numbers)


def explain(target: Target, view: str, place: Any) -> None:
    """The numbers in their place; below them the sentence, the graph and the step."""
    with place, st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        numbers = {name: _ask(target, name, value) for name, value in target.numbers}
        goal = _ask(target, "t", target.target)
        rate = _ask(target, "rate", target.rate, 0.0, MOST, "Learning rate")
        graph = target.graph(numbers, goal)
        st.button(
            "Take a step",
            key=f"chain_{target.key}_step",
            type="primary",
            on_click=_step,
            args=(target, numbers, goal, rate),
        )
    headline, step = told(graph, target.names, rate)
    st.html(f'<p class="sentence" data-part="sentence">{escape(headline)}</p>')
    draw(graph, view)
    before = st.session_state.get(_before(target))
    now = tuple(numbers.values()), goal
    last = outcome(before[0], graph["E"].value) if before and before[1] == now else ""
    slopes = target.slopes(numbers, goal)
    same = ", ".join(
        f"∂E/∂{name} = {number(graph[name].gradient)}, by torch.autograd {number(slope)}"
        for name, slope in slopes.items()
    )
    st.markdown(f"{same}.  \n{step}  \n{last}")
    st.caption(
        "Each card holds a value, computed forward, and below it the slope of E by this value, "
        "computed backward. Along the lines: the slope of one step."
    )


def _ask(
    target: Target,
    name: str,
    value: float,
    low: float = -LIMIT,
    high: float = LIMIT,
    label: str = "",
) -> float:
    return ask(
        Number(
            name=f"chain_{target.key}_{name}",
            label=label or ("Target t" if name == "t" else name),
            default=value,
            low=low,
            high=high,
            step=target.rate if name == "rate" else 0.1,
            format="%.4g",
            style="box",
            in_row=True,
        )
    )


def _before(target: Target) -> str:
    return f"chain_{target.key}_before"


def _step(target: Target, numbers: dict[str, float], goal: float, rate: float) -> None:
    """Move the numbers against their gradient, and remember the error before."""
    graph = target.graph(numbers, goal)
    after = stepped(graph, target.names, rate)
    for name, value in after.items():
        st.session_state[f"chain_{target.key}_{name}"] = value
    st.session_state[_before(target)] = graph["E"].value, (tuple(after.values()), goal)
