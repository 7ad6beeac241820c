"""Page: an activation and its slope, several of them together, and all of them at a glance."""

import streamlit as st

from explorer.ui import functions, gallery

st.title("Functions")
st.write(
    "An activation is what a unit answers; its slope is the factor that multiplies a gradient on "
    "its way back. Look for where the slope comes near zero: a unit that works there learns "
    "almost nothing."
)

explore, compare, every = st.tabs(functions.VIEWS, key=functions.VIEW, bind="query-params")
if explore.open:
    with explore:
        functions.explore()
if compare.open:
    with compare:
        functions.compare()
if every.open:
    with every:
        st.write(
            "Every function on the same axes, its slope as the thin line. Press one to explore it."
        )
        gallery.show()
