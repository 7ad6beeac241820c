"""The property card: what is true of an activation at given parameters, computed and witnessed."""

import numpy as np

from explorer.activations import Activation
from explorer.properties import cost as clock
from explorer.properties import rows, shape
from explorer.properties.record import ROWS, Interval, Property, Row
from explorer.properties.study import study

__all__ = ["ROWS", "Interval", "Property", "Row", "card", "cost"]


def card(activation: Activation, **parameters: float) -> dict[str, Property]:
    """Every row of `ROWS`, in that order, for f at these parameters and defaults for the rest.

    All numbers are float64. Works for any element-wise function; where a value does not exist the
    row says so. Raises ValueError naming an unknown parameter and the choices.
    """
    chosen = _chosen(activation, parameters)
    with np.errstate(all="ignore"):
        found = study(activation, chosen)
        if found.pieces:
            values, slopes = shape.values(found), shape.slopes(found)
            facts = {
                **values,
                **slopes,
                **shape.ends(found, values["range"], slopes["slope_range"]),
                **rows.at_zero(found),
                **rows.normal_input(found),
                "monotone": shape.monotone(found),
                "parity": shape.parity(found),
                "smoothness": rows.smoothness(found),
                "dead_interval": shape.dead(found),
            }
        else:
            nowhere = "f gives no finite number anywhere."
            facts = dict.fromkeys(ROWS, Property(None, None, "computed", "none", (), nowhere))
    facts["torch_gain"] = rows.torch_gain(activation, chosen)
    facts["cost"] = cost(activation, **parameters)
    return {key: facts[key] for key in ROWS}


def cost(activation: Activation, **parameters: float) -> Property:
    """Forward and backward time of one element against ReLU's, measured once per activation.

    Takes at most about 30 ms the first time. The numbers parameters have do not change the
    arithmetic, so the defaults are measured. Raises ValueError as `card` does.
    """
    _chosen(activation, parameters)
    return clock.measured(activation)


def _chosen(activation: Activation, parameters: dict[str, float]) -> dict[str, float]:
    defaults = activation.defaults
    for name in parameters:
        if name not in defaults:
            choices = ", ".join(defaults) or "none, for it takes no parameters"
            raise ValueError(
                f"unknown parameter {name!r} of {activation.label}; expected one of {choices}"
            )
    return {name: float(value) for name, value in (defaults | parameters).items()}
