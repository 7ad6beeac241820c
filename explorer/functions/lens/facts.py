"""The card of a function as the lens shows it: every fact in words, and its place on the curve."""

import math
from collections.abc import Mapping

from explorer.activations import Activation
from explorer.functions.lens.packing import Row
from explorer.properties import ROWS, Property, card

# What is said of the slope is marked on the slope.
ON_SLOPE = {"slope_at_zero", "lipschitz", "slope_range", "dead_interval", "small_slope_share"}
# Where a value that is only approached is a height on the picture.
HEIGHTS = {"range", "minimum", "maximum", "left_limit", "right_limit", "lipschitz", "slope_range"}


def rows(activation: Activation, parameters: Mapping[str, float]) -> tuple[Row, ...]:
    """The card at these parameters, in the order of `explorer.properties.ROWS`."""
    facts = card(activation, **parameters)
    return tuple(
        Row(
            key=key,
            label=row.label,
            group=row.group,
            text=facts[key].text,
            how=facts[key].how,
            note=facts[key].note,
            marks=facts[key].marks,
            levels=_levels(facts[key]) if key in HEIGHTS else (),
            slope=key in ON_SLOPE,
        )
        for key, row in ROWS.items()
        if key in facts
    )


def _levels(fact: Property) -> tuple[float, ...]:
    """The finite values that the function comes near to but never takes."""
    if fact.how != "limit":
        return ()
    values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    numbers = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    return tuple(v for v in numbers if math.isfinite(v))
