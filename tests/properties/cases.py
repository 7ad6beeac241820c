"""Every function at its defaults and at the ends of its parameters, with its card, cached."""

from functools import cache

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.properties import Property, card
from tests.dense import dense


def settings(activation):
    """The defaults, each parameter at each end of its range, and all of them at one end."""
    ends = [{p.name: end} for p in activation.parameters for end in (p.low, p.high)]
    if len(activation.parameters) > 1:
        ends += [{p.name: p.low for p in activation.parameters}]
        ends += [{p.name: p.high for p in activation.parameters}]
    return [{}, *ends]


every_activation = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)


def every_case(function):
    """Run a test for each activation, within it for each of its settings."""
    return every_activation(dense("choice", settings)(function))


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
