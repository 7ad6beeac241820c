"""Widgets, the state of a run and the mount of the player: all that imports Streamlit."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

# Streamlit takes a folder named pages/ for its older kind of multipage app until st.navigation has
# been called once in the process. Where the first visitor follows a link to a page, app.py would
# not run at all, so the page hands over to it here, on its first import.
if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    st.rerun()
