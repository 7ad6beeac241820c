"""Page: what an activation is, does to data and does to a network; all of them side by side."""

import streamlit as st

from explorer.ui.functions import (
    compare,
    dial,
    gallery,
    lens,
    table,
    vectors,
)
from explorer.ui.functions import (
    explore as functions,
)

st.title("Functions")
st.write(
    "An activation is what a unit answers; its slope is the factor that multiplies a gradient on "
    "its way back. Look for where the slope comes near zero: a unit that works there learns "
    "almost nothing."
)
activation = functions.choose()

tabs = st.tabs(functions.VIEWS, key=functions.VIEW, bind="query-params")
shown = next((name for name, tab in zip(functions.VIEWS, tabs, strict=True) if tab.open), None)
with tabs[functions.VIEWS.index(shown or "Explore")]:
    if shown == "Explore":
        functions.explore(activation)
    if shown == "Dial":
        st.write(
            "From the straight line to the whole activation: the same network is trained at "
            "eleven places in between. Turn the dial, and watch where the boundary begins to bend."
        )
        dial.show(activation, lens.current(activation))
    if shown == "Compare":
        compare.curves()
        compare.differences()
    if shown == "Table":
        table.show()
    if shown == "Gallery":
        st.write(
            "Every function on the same axes, its slope as the thin line. Press one to explore it."
        )
        gallery.show()
    if shown == "Vector functions":
        vectors.show()
