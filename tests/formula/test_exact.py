"""Exact values: no argument, however large or small, holds them up."""

import math
from inspect import signature
from itertools import product

import pytest

from explorer.formula.exact import EXACT, OutOfReach, context

SIZES = (0, 1, -1, 0.5, 3, 1e-300, -1e300, math.inf, -math.inf, math.nan)
EXPONENTS = (-(10**9), -5000, 5000, 10**9)  # of 2: far beyond what float64 has


def numbers():
    c = context()
    c.dps = 50
    beyond = [sign * c.ldexp(1, exponent) for sign in (1, -1) for exponent in EXPONENTS]
    return [*map(c.mpf, SIZES), *beyond]


@pytest.mark.parametrize("key", EXACT)
def test_every_operation_answers_at_once_or_says_that_it_is_out_of_reach(key):
    for given in product(numbers(), repeat=len(signature(EXACT[key]).parameters)):
        try:
            value = EXACT[key](*given)
        except (OutOfReach, ZeroDivisionError, ValueError):
            continue
        assert hasattr(value, "context"), (key, given)


@pytest.mark.parametrize("key", ["sinc", "dsinc"])
def test_sinc_fades_where_its_sine_is_out_of_reach(key):
    c = context()
    assert EXACT[key](c.ldexp(1, 10**9)) == 0
    assert 0 < abs(EXACT[key](c.mpf(10) ** 30)) < 1e-29
