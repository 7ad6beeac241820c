"""Page: an activation and its slope, several side by side, and all of them at a glance."""

import streamlit as st

from explorer.ui import functions, gallery

st.title("Functions")
st.write(
    "The thick blue line is what a unit answers, the thin orange line is its slope: the factor by "
    "which a gradient is multiplied on its way back. Move the pointer over the curve and look "
    "where the slope comes near zero, for there a unit learns nothing."
)
functions.explore()

st.header("Compare")
functions.compare()

st.header("Gallery")
st.write("Every function on the same axes. Press one to open it above.")
gallery.show()
