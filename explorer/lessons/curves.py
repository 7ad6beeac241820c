"""What one function does, for lessons that look at curves: values, slopes, where it is met."""

from collections.abc import Callable

import torch

from explorer.activations import get
from explorer.formula.keys import split
from explorer.lessons.places import Computed, Numbers


def value(key: str, x: float) -> float:
    """f(x) of the function of a key."""
    return float(get(key).f(torch.tensor([x], dtype=torch.float64)))


def slope(key: str, x: float) -> float:
    """f′(x)."""
    return float(get(key).df(torch.tensor([x], dtype=torch.float64)))


def steepest(key: str) -> float:
    """The largest |f′|, as the property card has it."""
    from explorer.properties import card

    found = card(get(key))["lipschitz"].value
    assert isinstance(found, float)
    return found


def gap(one: str, other: str) -> float:
    """The largest difference of two functions on [−6, 6]."""
    x = torch.linspace(-6, 6, 1201, dtype=torch.float64)
    return float((get(one).f(x) - get(other).f(x)).abs().max())


def crossing(key: str, height: float, low: float = -20.0, high: float = 20.0) -> float:
    """Where a rising function reaches a height, by bisection."""
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if value(key, middle) < height else (low, middle)
    return (low + high) / 2


def looked_at(compute: Callable[[], Numbers], *keys: str) -> Computed:
    """Functions seen on the page Functions: one explored, several compared."""
    formulas = [split(key).text for key in keys if split(key).typed]
    link: dict[str, str | list[str]] = {"formula": formulas} if formulas else {}
    if len(keys) == 1:
        link["function"] = keys[0]
    else:
        link |= {"view": "compare", "compare": list(keys)}
    return Computed("functions", link, lambda seed: compute())
