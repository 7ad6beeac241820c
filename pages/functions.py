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
from explorer.ui.shared.form import tabs
from explorer.ui.shared.shell import story

story(
    "Functions",
    "An activation is what a unit does to its weighted sum; where its slope is near zero, "
    "the unit learns almost nothing.",
)
activation = functions.choose()

tab, shown = tabs(functions.VIEWS, functions.VIEW)
with tab:
    if shown == "explore":
        functions.explore(activation)
    if shown == "dial":
        st.write(
            "From the straight line to the whole activation: the same network is trained at "
            "eleven places in between. Turn the dial, and watch where the boundary begins to bend."
        )
        dial.show(activation, lens.current(activation))
    if shown == "compare":
        compare.curves()
        compare.differences()
    if shown == "table":
        table.show()
    if shown == "gallery":
        st.write(
            "Every function on the same axes, its slope as the thin line. Press one to explore it."
        )
        gallery.show()
    if shown == "vectors":
        vectors.show()
