"""What one function does, for lessons that look at curves: values, slopes, where it is met."""

from collections.abc import Callable

import numpy as np
import torch

from explorer.activations import get
from explorer.formula.keys import split
from explorer.lessons.places import Computed, Numbers
from explorer.numerics.roots import roots


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
    """Where a rising function reaches a height."""
    f = get(key).f

    def above(x: np.ndarray) -> np.ndarray:
        return f(torch.from_numpy(x)).numpy() - height

    return float(roots(above, np.array([low]), np.array([high]))[0])


def looked_at(see: Callable[..., Numbers], *keys: str, reach: int = 6) -> Computed:
    """Functions seen on the page Functions, one explored, several compared, for x up to `reach`.

    `see` takes their keys, so its numbers are of what the page shows.
    """
    formulas = [split(key).text for key in keys if split(key).typed]
    link: dict[str, str | list[str]] = {"formula": formulas} if formulas else {}
    if len(keys) == 1:
        link["function"] = keys[0]
    else:
        link |= {"view": "compare", "compare": list(keys)}
    if reach != 6:
        link["range" if len(keys) == 1 else "compare_range"] = str(reach)
    return Computed("functions", link, lambda seed: see(*keys))
