"""The registry of regularisers: what pulls weights towards 0 while they learn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Regulariser:
    """A pull on each weight; biases, and what a norm or an activation learns, feel none.

    `pull`, in the little language, is added to the gradient: in the weight x, its gradient g and
    the strength s. With `stops` a weight that would cross 0 stays there.
    """

    key: str
    label: str
    pull: str
    remark: str
    stops: bool = False


_ENTRIES = (
    Regulariser(
        "l2", "L2 (weight decay)", "s * x", "s/2 times each weight's square is added to the loss."
    ),
    # At 0 the least pull that holds the weight there: a subgradient of the sum.
    Regulariser(
        "l1",
        "L1",
        "where(x == 0, min(max(-g, -s), s), s * sign(x))",
        "s times each weight's size is added to the loss: weights that help little end at 0.",
        stops=True,
    ),
)

REGULARISERS: dict[str, Regulariser] = {entry.key: entry for entry in _ENTRIES}
