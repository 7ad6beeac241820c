"""The threshold of live networks: the line on the map, the confusion matrix and the ROC."""

from explorer.ui.outputs import runs
from explorer.ui.shared.live import Live


def show() -> None:
    """The run, and what its threshold makes of the test points."""
    beside, bench = runs.places()
    with beside:
        config = runs.choose()
    with bench:
        run = Live("thresholds", ends=("confusion", "roc"))
        if runs.open_run(run, config):
            run.picture()
