"""The card of a function as the lens shows it: every fact in words, and its place on the curve."""

import math
from collections.abc import Mapping

from explorer.activations import Activation
from explorer.functions.lens.packing import Row
from explorer.properties import ROWS, Property, card


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
            levels=_levels(facts[key]) if row.height else (),
            slope=row.of_slope,
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
