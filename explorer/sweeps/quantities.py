"""What an axis of a trainability map can show: its range, its scale, and the setting it makes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.activations import get
from explorer.sweeps.axes import PARAMETER
from explorer.words import number

Span = tuple[float, float]


class TooDeep(ValueError):
    """A window so small that float64 cannot tell neighbouring values apart."""


def _same(values: np.ndarray) -> np.ndarray:
    return values


@dataclass(frozen=True)
class Quantity:
    """A number that a network has: `made` gives the values of its `field` for some of them.

    `needs` are settings of the run without which it would do nothing.
    """

    key: str
    label: str
    word: str  # in a sentence
    field: str  # of a sweep's axis
    span: Span  # shown at first
    limits: Span
    log: bool = False
    made: Callable[[np.ndarray], np.ndarray] = _same
    needs: tuple[tuple[str, Any], ...] = ()

    def units(self, values: Any) -> Any:
        """Where values lie on the axis: their logarithms, where it is logarithmic."""
        return np.log10(values) if self.log else np.asarray(values, float)

    def values(self, low: float, high: float, side: int) -> np.ndarray:
        """The values (side,) at the centres of pixels between two edges."""
        first, last = self.units(low), self.units(high)
        units = first + (last - first) * (np.arange(side) + 0.5) / side
        return 10.0**units if self.log else units

    def within(self, low: float, high: float) -> Span:
        """Two edges in their order, inside the limits."""
        low, high = sorted((low, high))
        return max(low, self.limits[0]), min(high, self.limits[1])

    def check(self, low: float, high: float, side: int) -> None:
        """Raise ValueError, with the value in the sentence, for edges that cannot be shown.

        Where float64 has the same number for two neighbours, that is a TooDeep.
        """
        if not self.limits[0] <= low < high <= self.limits[1]:
            raise ValueError(
                f"{self.word} goes from {number(low)} to {number(high)}; expected a lower and a "
                f"higher edge between {number(self.limits[0])} and {number(self.limits[1])}"
            )
        if not self.tells(low, high, side, np.float64):
            raise TooDeep(
                f"between {number(low, 16)} and {number(high, 16)} float64 cannot tell the "
                f"{self.word} of two neighbours apart"
            )

    def tells(self, low: float, high: float, side: int, kind: type[np.floating]) -> bool:
        """Whether this kind of number tells all pixels between two edges apart."""
        values = self.made(self.values(low, high, side)).astype(kind)
        return len(np.unique(values)) == side


_L2 = (("regulariser", "l2"),)
_ENTRIES = (
    Quantity(
        "rate", "Learning rate", "learning rate", "learning_rate", (1e-2, 1e2), (1e-4, 1e3), True
    ),
    Quantity("scale", "Init scale", "init scale", "init_scale", (0.1, 30.0), (1e-3, 100.0), True),
    Quantity(
        "weight_variance", "σ_w²", "σ_w²", "init_scale", (0.0, 4.0), (0.0, 100.0), made=np.sqrt
    ),
    Quantity("bias_variance", "σ_b²", "σ_b²", "bias_std", (0.0, 0.5), (0.0, 100.0), made=np.sqrt),
    Quantity(
        "parameter", "Parameter of the function", "parameter", PARAMETER, (0.0, 1.0), (0.0, 1.0)
    ),
    Quantity(
        "strength",
        "L2 strength",
        "L2 strength",
        "strength",
        (1e-4, 1.0),
        (1e-6, 1.0),
        True,
        _same,
        _L2,
    ),
    Quantity(
        "momentum",
        "Momentum β",
        "β",
        "beta",
        (0.0, 0.99),
        (0.0, 0.9999),
        needs=(("optimizer", "momentum"),),
    ),
)
QUANTITIES = {one.key: one for one in _ENTRIES}


def of_parameter(functions: Sequence[str]) -> Quantity:
    """The first parameter of the first function; raises ValueError where one of them has it not."""
    first, *others = map(get, functions)
    if not first.parameters:
        raise ValueError(
            f"{first.label} has no parameter; choose another axis, or a function with one"
        )
    one = first.parameters[0]
    for other in others:
        if one.name not in other.defaults:
            raise ValueError(
                f"{other.label} has no {one.name}, which the axis shows of {first.label}"
            )
    span = float(one.low), float(one.high)
    return Quantity(
        "parameter", f"{one.name} of {first.label}", one.name, PARAMETER + one.name, span, span
    )
