"""Page: many seeds of each network race, and show how far a single run can be trusted."""

import streamlit as st

from explorer.ui.race import choosing, picture, presets
from explorer.ui.shared.shell import story

line = story("Race")
presets.begin()
with st.container(horizontal=True, key="race_page"):
    form = st.container(width=choosing.FORM, gap="xsmall", key="aside_race")
    bench = st.container(width="stretch", key="race_bench")
picture.dress()
contest, refused = choosing.choose(form)
with line:
    presets.show(contest)
with bench:
    if refused:
        st.error(f"This race cannot be: {refused}.", icon=":material/error:")
    elif contest is None:
        st.info("Choose at least one contestant.", icon=":material/tune:")
    else:
        picture.show(contest)
