"""Page: what an activation is, does to data and does to a network; all of them side by side."""

import streamlit as st

from explorer.ui.functions import compare, dial, gallery, lens, table, vectors
from explorer.ui.functions import explore as functions
from explorer.ui.shared.form import tabs
from explorer.ui.shared.shell import story

story(
    "Functions",
    "An activation is what a unit does to its weighted sum; where its slope is near zero, "
    "the unit learns almost nothing.",
)
functions.dress()
with st.container(key="functions"):
    bar = st.container(key="functions_bar")
    tab, shown = tabs(functions.VIEWS, functions.VIEW)
with tab:
    if shown == "explore":
        functions.explore(functions.choose(bar))
    if shown == "dial":
        activation = functions.choose(bar)
        dial.show(activation, lens.current(activation))
    if shown == "compare":
        compare.curves()
        compare.differences()
    if shown == "table":
        table.show()
    if shown == "gallery":
        st.write(
            "Every function on the same axes, its slope as the thin line. Click one to explore it."
        )
        gallery.show()
    if shown == "vectors":
        vectors.show(bar)
if shown not in functions.OF_ONE:
    functions.keep_typed()
