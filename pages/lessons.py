"""Page: all lessons, and how far one is; the glossary; sheets for a class."""

import streamlit as st

from explorer.ui.lessons import overview, sheets
from explorer.ui.shared import form, glossary
from explorer.ui.shared.shell import story

VIEWS = {"lessons": "Lessons", "glossary": "Glossary", "class": "For a class"}

story("Lessons", "Predict what a network does, run it, and see why.")
if glossary.NAME in st.query_params:  # a term is asked for by its link
    st.session_state.setdefault("lessons_view", VIEWS["glossary"])
tab, view = form.tabs(VIEWS, "lessons_view")
with tab:
    if view == "glossary":
        glossary.show()
    elif view == "class":
        sheets.show()
    else:
        overview.show()
