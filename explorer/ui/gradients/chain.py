"""The tab Chain rule: a small graph of numbers forward and back, and autograd's answer beside."""

from dataclasses import replace
from html import escape

import streamlit as st

from explorer.config.controls import Number
from explorer.gradients.chain import MAX_UNITS, PRESETS, TARGETS, Preset, headline, told
from explorer.ui.gradients import targets
from explorer.ui.gradients.graphs import VIEW, draw
from explorer.ui.shared import form
from explorer.ui.shared.form import entry
from explorer.ui.shared.own import menu

OWN = "own"
LIMIT = 3.0  # of x, weights and biases
REACH = 10.0  # of a polynomial's x and roots
STARTS = PRESETS | {
    OWN: Preset(
        OWN,
        "Your own",
        "A chain to change: the gradient at x is the product of every weight and slope on the way.",
        x=1.0,
        weights=(1.0, -1.5, 2.0),
        biases=(0.0, 0.5, 0.0),
        activations=("tanh",) * 3,
    )
}


@st.fragment
def show() -> None:
    """Choose a graph, move its numbers, and see what that does to every gradient.

    A fragment, so that a slider redraws nothing else.
    """
    with st.container(key="chain_stage"):
        with st.container(horizontal=True, gap="small"):
            offered = STARTS | TARGETS
            key = entry("Graph", offered, next(iter(offered)), "chain")
            view = form.ask(VIEW)
            if key in TARGETS:
                place = st.container(key="chain_target")
                targets.explain(TARGETS[key], view, place)
                return
            start = STARTS[key]
            units = 0 if start.roots else choose_units(start)
            activation = "" if start.roots else choose_activation(start)
        # The numbers are chosen below the picture that they change.
        picture, numbers = st.container(key="chain_picture"), st.container()
        with numbers:
            x = choose_number(start, "x", start.x)
            if start.roots:
                settings = replace(start, x=x, roots=choose_roots(start))
            else:
                settings = choose_chain(start, x, units, activation)
        with picture:
            explain(settings, start, view)


def explain(settings: Preset, start: Preset, view: str) -> None:
    """The sentence, the graph, and the product beside autograd's."""
    graph = settings.graph
    said = escape(headline(graph))
    st.html(f'<p class="sentence" data-part="sentence">{said}</p>')
    draw(graph, view)
    st.caption(
        "Each card holds a value, computed forward, and below it the slope of the result by this "
        "value, computed backward. Along the lines: the slope of one step. The chain rule "
        "multiplies them. Dashed: no gradient passes."
    )
    st.markdown(told(graph, settings))
    st.write(start.remark if settings == start else "Moved away from where this graph starts.")


def choose_units(start: Preset) -> int:
    """How many units the chain has."""
    return form.ask(
        Number(
            name=f"chain_{start.key}_units",
            label="Units",
            default=len(start.weights),
            low=1,
            high=MAX_UNITS,
        )
    )


def choose_activation(start: Preset) -> str:
    """The activation of every unit, by its key."""
    key = f"chain_{start.key}_activation"
    first = start.activations[0]
    return entry("Activation of every unit", menu(), first, key, activations=True)


def choose_number(start: Preset, name: str, value: float) -> float:
    """One number; each graph keeps its own, so that another starts where it should."""
    limit = REACH if start.roots else LIMIT
    return form.ask(
        Number(
            name=f"chain_{start.key}_{name}",
            label=name,
            default=value,
            low=-limit,
            high=limit,
            step=0.1,
            format="%.1f",
        )
    )


def choose_roots(start: Preset) -> tuple[float, ...]:
    """The roots of the polynomial, in one row."""
    with st.container(horizontal=True, gap="medium"):
        roots = enumerate(start.roots, start=1)
        return tuple(choose_number(start, f"r{i}", root) for i, root in roots)


def choose_chain(start: Preset, x: float, units: int, activation: str) -> Preset:
    """A chain with a weight and a bias for each unit: a row a unit, in two columns."""
    weights, biases = [], []
    columns = st.columns(2, gap="large")
    for place in range(units):
        given = place < len(start.weights)
        with columns[2 * place // max(units, 2)], st.container(horizontal=True, gap="medium"):
            weight = start.weights[place] if given else 1.0
            weights.append(choose_number(start, f"w{place + 1}", weight))
            bias = start.biases[place] if given else 0.0
            biases.append(choose_number(start, f"b{place + 1}", bias))
    return replace(
        start,
        x=x,
        weights=tuple(weights),
        biases=tuple(biases),
        activations=(activation,) * units,
    )
