"""Several functions on the same axes, as one message of bytes that `compare.js` reads."""

from collections.abc import Sequence

from explorer.activations import Activation
from explorer.choices.palette import LINES
from explorer.formula.browser import described, steps, switches
from explorer.formula.derivative import derivative
from explorer.formula.stable import stable
from explorer.live.message.wire import encode


def pack(
    activations: Sequence[Activation],
    limit: int,
    per_unit: int,
    low: float,
    high: float,
    second: bool = False,
) -> bytes:
    """Functions at their defaults for x in [−limit, limit], with `per_unit` samples a unit.

    The y axes never go beyond low and high. `second`: with f″ of each too.
    """
    more = [stable(derivative(activation.slope_tree)) for activation in activations if second]
    header = {
        "labels": [activation.label for activation in activations],
        "colours": LINES[: len(activations)],
        "limit": limit,
        "per_unit": per_unit,
        "low": low,
        "high": high,
        "functions": [described(activation, {}) for activation in activations],
        "switches": [switches(activation) for activation in activations],
        "second": [steps(tree) for tree in more],
    }
    return encode(header, {})
