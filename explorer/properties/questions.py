"""Questions that a property card answers with yes or no, to find functions by."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from explorer.properties.record import Property
from explorer.words import CENTRED

Card = Mapping[str, Property]


@dataclass(frozen=True)
class Question:
    """A property that a function has or has not."""

    key: str
    label: str
    holds: Callable[[Card], bool]


def _bounded(card: Card) -> bool:
    ends = card["range"].value
    return isinstance(ends, tuple) and all(math.isfinite(end) for end in ends)


def _saturates(card: Card) -> bool:
    limits = (card["left_limit"].value, card["right_limit"].value)
    return all(isinstance(limit, int | float) and math.isfinite(limit) for limit in limits)


def _centred(card: Card) -> bool:
    mean = card["mean"].value
    return isinstance(mean, int | float) and abs(mean) < CENTRED


def _finite_slope(card: Card) -> bool:
    steepest = card["lipschitz"].value
    return isinstance(steepest, int | float) and math.isfinite(steepest)


_ENTRIES = (
    Question("centred", "Zero-centred for N(0, 1)", _centred),
    Question("bounded", "Bounded", _bounded),
    Question("saturates", "Flat at both ends", _saturates),
    Question("monotone", "Monotone", lambda card: card["monotone"].value != "not monotone"),
    Question("smooth", "Smooth (C∞)", lambda card: card["smoothness"].value == "C∞"),
    Question("odd", "Odd", lambda card: card["parity"].value == "odd"),
    Question("even", "Even", lambda card: card["parity"].value == "even"),
    Question("dead", "Has a dead interval", lambda card: card["dead_interval"].value is not None),
    Question("lipschitz", "Slope bounded", _finite_slope),
    Question("identity", "Identity near 0", lambda card: card["identity_near_zero"].value is True),
)

QUESTIONS: dict[str, Question] = {entry.key: entry for entry in _ENTRIES}
