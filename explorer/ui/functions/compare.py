"""Several functions together: values, slopes, second derivatives, and how far two are apart."""

from collections.abc import Callable

import streamlit as st
import torch

from explorer import tables
from explorer.activations import get
from explorer.charts import functions as charts
from explorer.config.controls import Choice, Several, Switch
from explorer.functions import comparison
from explorer.functions.identities import IDENTITIES, largest_gap
from explorer.ui.functions.explore import Range, choose_range, draw
from explorer.ui.shared.form import ask, entry, label_of
from explorer.ui.shared.mount import module
from explorer.ui.shared.own import menu
from explorer.words import fixed, listed, number

COMPARED = ("relu", "gelu", "tanh", "sigmoid")
MOST = 6
KEY = "functions_compare"
PAIRS = {"known": "Known pairs", "any": "Any two"}
APART = Choice(
    name="apart",
    label="Compare",
    default="known",
    options=tuple(PAIRS),
    label_of=PAIRS.__getitem__,
    style="buttons",
)
SECOND_HELP = "By rule from the formula of the slope; it has a gap where the slope jumps."

mount = module("compare", "compare/compare.js", '<div class="compare"></div>')


@st.fragment
def curves() -> None:
    """Up to six functions on the same axes: their values, and their slopes beside them."""
    with st.container(horizontal=True, vertical_alignment="center", key="compare_row"):
        chosen = ask(
            Several(
                name="compare",
                label="Functions on the same axes, up to six",
                what="function",
                default=list(COMPARED),
                options=tuple(menu()),
                label_of=label_of(menu()),
                most=MOST,
                activations=True,
                placeholder="Up to six functions",
            ),
            label_visibility="collapsed",
        )
        shown = choose_range("compare_range", label_visibility="collapsed", width="content")
        second = ask(
            Switch(
                name="compare_second",
                label="Second derivative",
                default=False,
                help=SECOND_HELP,
            ),
            width="content",
        )
    if not chosen:
        st.info("Choose one or more functions to see their curves here.", icon=":material/tune:")
        return
    mount(key=KEY, data=message(tuple(chosen), shown, second), width="stretch", height="content")


@st.fragment
def differences() -> None:
    """Two ways to write a function, or two functions, and the largest difference between them."""
    st.subheader("How far apart are two functions?")
    words = _known() if ask(APART, label_visibility="collapsed") == "known" else _any_two()
    st.write(words)


def _known() -> str:
    key = entry("Pair", IDENTITIES, next(iter(IDENTITIES)), "apart_pair")
    identity = IDENTITIES[key]
    sign = "=" if identity.exact else r"\approx"
    st.markdown(f"${identity.left} {sign} {identity.right}$")
    _difference(("left side", "right side"), identity.sides, identity.key)
    gap, at = largest_gap(identity)
    verdict = (
        "which is only rounding: the two are the same function"
        if identity.exact
        else f"at x = {fixed(at, 3)}"
    )
    return (
        f"Largest difference on [−20, 20], computed at 40,961 places: "
        f"**{number(gap)}**, {verdict}. {identity.remark}"
    )


def _any_two() -> str:
    with st.container(horizontal=True):
        first = entry("First", menu(), "silu", "apart_first", activations=True)
        other = entry("Second", menu(), "gelu", "apart_second", activations=True)
    pair = get(first), get(other)
    labels = tuple(activation.label for activation in pair)
    if first == other:
        return f"{labels[0]} is compared with itself: choose another function."
    _difference(labels, tuple(activation.f for activation in pair), f"{first} {other}")
    x = torch.linspace(-20, 20, 40_961, dtype=torch.float64)
    gap = (pair[0].f(x) - pair[1].f(x)).abs()
    known = gap.isfinite()
    if not known.any():
        return "Nowhere on [−20, 20] are both functions finite."
    at = int(gap.where(known, -1).argmax())
    return (
        f"Largest difference on [−20, 20], computed at 40,961 places: "
        f"**{number(gap[at].item(), 4)}** at x = {fixed(x[at].item(), 3)}."
    )


def _difference(labels: tuple[str, ...], sides: tuple[Callable, ...], name: str) -> None:
    shown = choose_range("apart_range")
    table = tables.apart(labels, sides, shown.limit, shown.per_unit)
    low, high = tables.window([table], ("value",), shown.low, shown.high)
    names = [*labels, "difference"]
    chart = charts.curves(
        names, "value", shown.limit, shown.per_unit, low, high, height=340, dashed=labels[1:]
    )
    draw(chart.to_dict(), table, f"apart_chart_{name}", listed(names))


@st.cache_data(max_entries=64, show_spinner=False)
def message(keys: tuple[str, ...], shown: Range, second: bool) -> bytes:
    """The message of several functions at their defaults."""
    activations = [get(key) for key in keys]
    return comparison.pack(activations, shown.limit, shown.per_unit, shown.low, shown.high, second)
