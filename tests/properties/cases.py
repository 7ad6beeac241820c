"""Every function at its defaults and at the ends of its parameters, with its card, cached."""

from functools import cache

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.properties import Property, card


def settings(activation):
    """The defaults, each parameter at each end of its range, and all of them at one end."""
    ends = [{p.name: end} for p in activation.parameters for end in (p.low, p.high)]
    if len(activation.parameters) > 1:
        ends += [{p.name: p.low for p in activation.parameters}]
        ends += [{p.name: p.high for p in activation.parameters}]
    return [{}, *ends]


CASES = [
    pytest.param(activation, choice, id=f"{key} {choice}" if choice else key)
    for key, activation in ACTIVATIONS.items()
    for choice in settings(activation)
]


every_case = pytest.mark.parametrize(("activation", "choice"), CASES)


every_activation = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)


@cache
def _card(key, choice) -> dict[str, Property]:
    return card(get(key), **dict(choice))


def rows(activation, choice) -> dict[str, Property]:
    return _card(activation.key, tuple(choice.items()))


def f_of(activation, choice, x):
    return activation.f(torch.as_tensor(np.asarray(x, dtype=float)), **choice).numpy()


def df_of(activation, choice, x):
    return activation.df(torch.as_tensor(np.asarray(x, dtype=float)), **choice).numpy()


def kinks(activation, choice):
    return activation.kinks(**choice)
