"""Page: where the gradient of a deep stack goes, what takes it, and what brings it back."""

from explorer.ui.gradients import chain, chaos, deep, ledger, stacks
from explorer.ui.shared.form import tabs
from explorer.ui.shared.shell import story

story(
    "Vanishing gradients",
    "Training changes a layer only as fast as its gradient allows. "
    "See how little of it reaches the first layers.",
)
stacks.dress()
tab, shown = tabs(stacks.VIEWS, "gradients_view", stacks.FORMER)
with tab:
    config, layout = stacks.choose(shown in ("ledger", "cures"))
    if shown == "training":
        deep.show()
    elif shown == "chaos":
        chaos.show()
    elif shown == "chain_rule":
        chain.show()
    elif config is None:
        layout.picture.info("Choose at least one activation.", icon=":material/tune:")
    elif shown == "ledger":
        ledger.show(config, layout)
    else:
        ledger.cures(config, layout)
