"""Page: where the gradient of a deep stack goes, what takes it, and what brings it back."""

import streamlit as st

from explorer.ui.gradients import chain, chaos, deep, ledger, stacks

TABS = ("Ledger", "Cures", "While it trains", "Edge of chaos", "Chain rule")

st.title("Vanishing gradients")
st.write(
    "Training changes a layer only as fast as its gradient allows. Follow a line from right to "
    "left: each step down is a layer whose weights and slopes let less of the gradient through."
)
tabs = st.tabs(TABS, key="gradients_view", bind="query-params")
shown = next((name for name, tab in zip(TABS, tabs, strict=True) if tab.open), TABS[0])
with tabs[TABS.index(shown)]:
    config = stacks.choose(shown in ("Ledger", "Cures"))
    if shown == "While it trains":
        deep.show()
    elif shown == "Edge of chaos":
        chaos.show()
    elif shown == "Chain rule":
        chain.show()
    elif config is None:
        st.info("Choose at least one activation.", icon=":material/tune:")
    elif shown == "Ledger":
        ledger.show(config)
    else:
        ledger.cures(config)
