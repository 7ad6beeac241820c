"""The card of a function as the lens shows it: every fact in words, and its place on the curve.

A row of averages over standard normal input marks −1 < x < 1, where most of that input lies.
"""

import math
from collections.abc import Mapping

from explorer.activations import Activation
from explorer.functions.lens.packing import Row
from explorer.properties import ROWS, Property, card
from explorer.properties.card import NORMAL
from explorer.properties.card import Row as Entry
from explorer.words import FLAT

MOST_INPUT = (-1.0, 1.0)
NORMAL_NOTE = "Shaded: −1 < x < 1, where 68 % of standard normal input lies."
SPANS = ("range", "slope_range")  # rows that speak of an interval of y


def rows(activation: Activation, parameters: Mapping[str, float]) -> tuple[Row, ...]:
    """The card at these parameters, in the order of `explorer.properties.ROWS`."""
    facts = card(activation, **parameters)
    return tuple(_line(key, row, facts[key]) for key, row in ROWS.items() if key in facts)


def _line(key: str, row: Entry, fact: Property) -> Row:
    marks, note = fact.marks, fact.note
    averaged = row.group == NORMAL and fact.value is not None and fact.how != "declared"
    if averaged and key != "small_slope_share":
        marks, note = (MOST_INPUT,), f"{NORMAL_NOTE} {note}"
    return Row(
        key=key,
        label=row.label,
        group=row.group,
        text=fact.text,
        how=fact.how,
        note=note,
        marks=marks,
        levels=_heights(key, fact) if row.height or key == "mean" else (),
        slope=row.of_slope,
        span=_span(fact) if key in SPANS else None,
        flat=FLAT if key == "small_slope_share" else None,
    )


def _heights(key: str, fact: Property) -> tuple[float, ...]:
    """The finite heights that the row speaks of: those that f never takes, and its mean."""
    if key == "mean":
        return (float(fact.value),) if isinstance(fact.value, int | float) else ()
    return _levels(fact)


def _span(fact: Property) -> tuple[float, float] | None:
    """The two ends of a range, where the fact is one."""
    if not isinstance(fact.value, tuple) or any(math.isnan(end) for end in fact.value):
        return None
    low, high = fact.value
    return low, high


def _levels(fact: Property) -> tuple[float, ...]:
    """The finite values that the function comes near to but never takes."""
    if fact.how != "limit":
        return ()
    values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    numbers = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    return tuple(v for v in numbers if math.isfinite(v))
