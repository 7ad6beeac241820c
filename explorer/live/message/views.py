"""The ways of looking at networks that the workbench has.

A view is an entry here and a module of its key in static/<version>/workbench/views/, whose default
export draws it. The browser fetches the module when the view is first asked for.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """One way of looking at networks."""

    key: str
    label: str
    classes: bool = False  # of classes alone, not of labels or numbers
    number: str = ""  # its label where a number is asked for
    deep: bool = False  # for deep networks alone, so not among those that Training offers


ALL = (
    View("probability", "Probability", number="Prediction"),
    View("folds", "Fold lines"),
    View("warped", "Warped space"),
    View("layers", "Layer by layer", classes=True),
    View("ledger", "Gradients and signals", deep=True),
)
VIEWS = {view.key: view for view in ALL}
OFFERED = {view.key: view.label for view in ALL if not view.deep}  # key → label, on Training
# Pictures of how logits become labels, and how good these are: modules of their key in
# static/<version>/workbench/ends/.
ENDS = ("logits", "confusion", "roc")
JUDGED_BY = ("validation", "test")  # shares of the points that the judge may look at
# What the workbench changes by itself, unless a page locks it.
LOCKABLE = ("speed", "view", "shape", "inputs", "points", "threshold", "share")
SPEEDS = (1, 2, 5, 10, 20, 50, 100, 200, 500)  # steps from one frame to the next
