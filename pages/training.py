"""Page: small networks train, and the activation bends the boundary."""

import streamlit as st

from explorer.ui.lessons import guide
from explorer.ui.shared.live import Live
from explorer.ui.shared.shell import beside, story
from explorer.ui.training import classical, earlier, home, kept, networks, presets, stops

line = story("Training")
presets.MENU.begin()
form, bench = beside("training", networks.FORM)
config = networks.choose(form)
with line:
    presets.MENU.show(config)
with bench:
    if config is None:
        st.info("Choose at least one activation.", icon=":material/tune:")
        st.stop()
    rule = stops.choose_rule(form)
    run = Live("training", earlier.remember, networks.WISH, task=guide.watched())
    try:
        run.open(config, rule, guide.waits())
    except ValueError as error:
        before = " The one before stays." if run.opened else ""
        st.error(f"This run cannot start: {error}.{before}", icon=":material/error:")
        if not run.opened:
            st.stop()
    guide.steer(run)
    home.offer(form, run)
    kept.offer(form, run.stage, rule)
    with form:
        classical.offer(run.stage)
    run.picture(rule)
    earlier.show(config)
