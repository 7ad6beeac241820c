"""Several functions on the same axes, as one message of bytes that `compare.js` reads."""

from collections.abc import Sequence

import numpy as np

from explorer.activations import Activation
from explorer.choices.palette import LINES
from explorer.functions.lens.sampling import sample
from explorer.live.message.wire import encode

MARGIN = 0.1  # of y, between a curve's end and the frame


def pack(
    activations: Sequence[Activation],
    limit: int,
    per_unit: int,
    low: float,
    high: float,
    second: np.ndarray | None = None,
) -> bytes:
    """Functions at their defaults for x in [−limit, limit], with `per_unit` samples a unit.

    The y axes never go beyond low and high. `second`: f″ of each at the samples, (functions, S),
    where it is wanted too.
    """
    values, breaks_at, breaks = [], [], []
    count = 2 * limit * per_unit + 1
    x = np.arange(-limit * per_unit, limit * per_unit + 1) / per_unit  # (S,)
    for place, activation in enumerate(activations):
        table = sample(activation, {}, limit, per_unit)
        first = int(np.searchsorted(table.x, -limit - 1e-9))
        values.append(table.rows[0, :, first : first + count])
        at = table.breaks_at.astype(int)
        here = (at[:, 0] == 0) & (at[:, 1] >= first) & (at[:, 1] < first + count - 1)
        left = at[here, 1] - first
        breaks_at.append(np.stack([np.full_like(left, place), left], 1))
        breaks.append(table.breaks[here])
    both = np.stack(values)  # (functions, 2, S)
    more = np.zeros((0, count)) if second is None else second
    shown = {"value": both[:, 0], "slope": both[:, 1], "second": more}
    header = {
        "labels": [activation.label for activation in activations],
        "colours": LINES[: len(activations)],
        "limit": limit,
        "per_unit": per_unit,
        "windows": {key: _window(y, low, high) for key, y in shown.items()},
    }
    arrays = {
        "x": x.astype("f4"),
        "values": both.astype("f4"),
        "second": more.astype("f4"),
        "breaks_at": np.concatenate(breaks_at).astype("u4"),
        "breaks": np.concatenate(breaks).astype("f4"),
    }
    return encode(header, arrays)


def _window(y: np.ndarray, low: float, high: float) -> tuple[float, float]:
    """The y axis that shows these values and 0: whole halves, never beyond low and high."""
    finite = y[np.isfinite(y)]
    if not len(finite):
        return low, high
    bottom, top = min(0.0, float(finite.min())) - MARGIN, max(0.0, float(finite.max())) + MARGIN
    return max(low, float(np.floor(2 * bottom)) / 2), min(high, float(np.ceil(2 * top)) / 2)
