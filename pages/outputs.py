"""Page: from the last layer's number to a label, and how well that is judged."""

from explorer.ui.outputs.views import LABELS, VIEWS, dress
from explorer.ui.shared.form import tabs
from explorer.ui.shared.shell import story

story(
    "Outputs",
    "The last layer gives a number, the logit: a loss teaches it, and a threshold makes a label "
    "of it.",
)
dress()
tab, shown = tabs(LABELS, "outputs_tab")
with tab:
    VIEWS[shown].show()
