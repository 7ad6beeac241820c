"""What a row of the card holds, the rows there are, and how a number is written in one."""

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


@dataclass(frozen=True)
class Row:
    """A row of the card: its key, its name for people, and the group it stands in."""

    key: str
    label: str
    group: str
    number: bool = False  # its value is one number, where there is one


_ROWS = (
    Row("range", "Range", "Values"),
    Row("minimum", "Minimum", "Values", True),
    Row("maximum", "Maximum", "Values", True),
    Row("monotone", "Monotone", "Shape"),
    Row("parity", "Symmetry", "Shape"),
    Row("mean", "Mean output E f(z)", "Standard normal input", True),
    Row("value_at_zero", "f(0)", "At zero", True),
    Row("slope_at_zero", "f′(0)", "At zero", True),
    Row("smoothness", "Smoothness", "Shape"),
    Row("lipschitz", "Steepest slope (Lipschitz constant)", "Slope", True),
    Row("slope_range", "Range of the slope", "Slope"),
    Row("left_limit", "Far left", "Tails", True),
    Row("right_limit", "Far right", "Tails", True),
    Row("dead_interval", "Dead interval (slope exactly 0)", "Slope"),
    Row("identity_near_zero", "Identity near zero", "At zero"),
    Row("second_moment", "E f(z)²", "Standard normal input", True),
    Row("gaussian_gain", "Gaussian gain 1/√E f(z)²", "Standard normal input", True),
    Row("torch_gain", "PyTorch's gain", "Standard normal input", True),
    Row("slope_second_moment", "E f′(z)²", "Standard normal input", True),
    Row("critical_weight_variance", "Critical weight variance", "Standard normal input", True),
    Row(
        "small_slope_share",
        f"Share of slopes below {words.SMALL_SLOPE}",
        "Standard normal input",
        True,
    ),
    Row("cost", "Cost against ReLU", "Cost", True),
)

ROWS: dict[str, Row] = {row.key: row for row in _ROWS}


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
