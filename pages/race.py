"""Page: many seeds of each network race, and show how far a single run can be trusted."""

import streamlit as st

from explorer.ui.race import choosing, picture, presets
from explorer.ui.shared.shell import beside, story

line = story("Race")
presets.MENU.begin()
form, bench = beside("race", choosing.FORM)
contest, refused = choosing.choose(form)
with line:
    presets.MENU.show(contest)
with bench:
    if refused:
        st.error(f"This race cannot be: {refused}.", icon=":material/error:")
    elif contest is None:
        st.info("Choose at least one contestant.", icon=":material/tune:")
    else:
        picture.show(contest)
