"""The entry: page settings and the table of pages."""

from contextlib import nullcontext

import streamlit as st

from explorer.ui.shared import shell, teaching

st.set_page_config(
    page_title="Activation-function explorer",
    page_icon="docs/icon.png",
    layout="wide",
)

PAGES = [
    st.Page("pages/start.py", title="Start", icon=":material/home:", default=True),
    st.Page("pages/functions.py", title="Functions", icon=":material/show_chart:"),
    st.Page(
        "pages/gradients.py",
        title="Vanishing gradients",
        icon=":material/trending_down:",
        url_path="gradients",
    ),
    st.Page("pages/training.py", title="Training", icon=":material/play_circle:"),
    st.Page("pages/race.py", title="Race", icon=":material/sports_score:"),
    st.Page("pages/map.py", title="Map", icon=":material/grid_on:"),
    st.Page("pages/outputs.py", title="Outputs", icon=":material/output:"),
    st.Page("pages/lessons.py", title="Lessons", icon=":material/school:"),
]

page = st.navigation(PAGES, position="top")
teaching.begin(page.url_path)
shell.dress()

if "formula" in st.query_params or {"formulas", "formulas_chosen"} & {*st.session_state}:
    from explorer.ui.shared import link, own  # and PyTorch, which the Start page does without

    if page.url_path != "functions":
        own.carry()
    for text, fault in own.keep().items():
        st.error(f"The formula {link.quoted(text)} of this link cannot be read. {fault}.")

if page.url_path or teaching.rules().parameters:
    from explorer.ui.shared import link, names

    around = nullcontext()
    if "lesson" in st.query_params:
        from explorer.ui.lessons import guide

        around = guide.beside(page.url_path)
    with around, link.page(page.url_path, names.KNOWN[page.url_path]):
        page.run()
else:
    page.run()  # the Start page asks for nothing

shell.teach()
shell.warm()
