"""What a row of the card holds, and how numbers and intervals are written in one."""

import math
from dataclasses import dataclass
from typing import Literal

from explorer import words

Value = float | tuple[float, ...] | bool | str | None
Interval = tuple[float, float]  # low == high for a point; ends may be infinite
How = Literal["computed", "limit", "declared", "measured"]


@dataclass(frozen=True)
class Property:
    """One fact about a function.

    `at` is the witness: the x where one can see it, None where there is none or where the value
    is only approached. `how` says where the value comes from; "limit" is a value that is
    approached and not attained. `marks` are the places to show on the curve. `note` says how the
    value was computed and how exactly, or why there is none.
    """

    value: Value
    at: float | tuple[float, ...] | None
    how: How
    text: str
    marks: tuple[Interval, ...] = ()
    note: str = ""


def number(value: float) -> str:
    """A number as the card writes it, to five digits."""
    return words.number(value, 5)


def interval(low: float, high: float, at_low: bool = False, at_high: bool = False) -> str:
    """An interval as words about x, open but at the ends named: "x ≤ 0", "−1 < x < 1"."""
    below, above = "≤" if at_low else "<", "≤" if at_high else "<"
    if math.isinf(low) and math.isinf(high):
        return "every x"
    if math.isinf(low):
        return f"x {above} {number(high)}"
    if math.isinf(high):
        return f"x {'≥' if at_low else '>'} {number(low)}"
    return f"{number(low)} {below} x {above} {number(high)}"


def inside(low: float, high: float) -> float:
    """A point of an open interval, as near to 0 as is convenient."""
    if math.isinf(low) and math.isinf(high):
        return 0.0
    if math.isinf(low):
        return high - 1
    if math.isinf(high):
        return low + 1
    return (low + high) / 2
