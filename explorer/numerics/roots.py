"""Where functions change from one state to another, such as from one sign to the other.

SciPy's root finders want a sign on both sides; here a state may also be "has no value".
"""

import math
from collections.abc import Callable

import numpy as np

Array = np.ndarray

FEW = 12  # intervals, which are cut in many parts at a time, as one call costs much for each
PARTS, PARTS_OF_MANY = 32, 2


def changes(
    state: Callable[[Array], Array], low: Array, high: Array, accuracy: float = 2.0**-52
) -> tuple[Array, Array]:
    """The two sides, both (R,), of a place in each interval (R,) where the state changes.

    `state` takes (…, R) places and gives as many states, any numbers; NaN is unlike every other. On
    the first side it is that of `low`. The sides are `accuracy` times the interval apart, or
    rounding. Of several changes it is one of them.
    """
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    parts = PARTS if len(low) <= FEW else PARTS_OF_MANY
    share = np.linspace(0, 1, parts + 1)[:, None]
    first, rows = state(low), np.arange(len(low))
    for _ in range(math.ceil(-math.log2(accuracy) / math.log2(parts))):
        at = low + (high - low) * share  # (parts + 1, R)
        changed = state(at[1:-1]) != first
        after = np.where(changed.any(axis=0), changed.argmax(axis=0), parts - 1)
        low, high = at[after, rows], at[after + 1, rows]
    return low, high


def roots(g: Callable[[Array], Array], low: Array, high: Array) -> Array:
    """Where g, which takes and gives (…, R), changes its sign in each interval: (R,)."""
    below, above = changes(lambda x: g(x) > 0, low, high)
    return (below + above) / 2
