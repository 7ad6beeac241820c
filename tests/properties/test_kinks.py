"""The kinks that are declared are there, and no others."""

import numpy as np

from explorer.activations import Kink, get
from tests.properties.cases import df_of, every_case, f_of, kinks, rows

# ---- kinks ----


@every_case
def test_declared_kinks_are_there_and_no_others(activation, choice):
    """Differences of order 0, 1, 2 and 3 across each declared place; f′ on a fine grid elsewhere.

    A jump counts from 1e-3 up; a smooth slope changes by less than 0.05 of it across 1e-4.
    """
    declared = kinks(activation, choice)
    assert list(declared) == sorted(declared, key=lambda k: k.at)
    for kink in declared:
        assert one_sided_jumps(activation, choice, kink) == kink.order
    x = np.arange(-120_000, 120_001) / 10_000 + 0.000_031
    away = np.ones(len(x) - 1, dtype=bool)
    for kink in declared:
        away &= (x[1:] < kink.at) | (x[:-1] > kink.at)
    slope = df_of(activation, choice, x)
    size = np.abs(slope).max() + 1
    assert (np.abs(np.diff(slope)) < 0.01 * size)[away].all()
    rise = np.diff(f_of(activation, choice, x))
    assert (np.abs(rise) <= 1.01e-4 * np.abs(slope).max() + 1e-12)[away].all()
    # f″ by differences of f′ has no step either: its own differences stay small.
    bend = np.diff(slope) / 1e-4
    quiet = away[1:] & away[:-1]
    steady = np.abs(np.diff(bend)) < 0.02 * (np.abs(bend).max() + 1)
    assert steady[quiet].all()
    # Nor has f‴, by second differences of f′ on a wider step.
    x = np.arange(-24_000, 24_001) / 2000 + 0.000_137
    third = np.diff(df_of(activation, choice, x), n=2) / 2.5e-7
    middle = x[1:-1]
    quiet = np.ones(len(third) - 1, dtype=bool)
    for kink in declared:
        quiet &= (np.abs(middle[1:] - kink.at) > 0.002) & (np.abs(middle[:-1] - kink.at) > 0.002)
    steady = np.abs(np.diff(third)) < 0.05 * (np.abs(third[:-1]).max(where=quiet, initial=0) + 1)
    assert steady[quiet].all()


def one_sided_jumps(activation, choice, kink: Kink) -> int:
    """The lowest order at which the derivatives from the left and the right differ."""
    h = 1e-3
    near = np.array([1e-9, h, 2 * h])
    right, left = (df_of(activation, choice, kink.at + side * near) for side in (1, -1))
    value = f_of(activation, choice, [kink.at - 1e-9, kink.at, kink.at + 1e-9])
    if np.ptp(value) > 1e-3:
        return 0
    if abs(right[0] - left[0]) > 1e-3:
        return 1
    second = [
        (-3 * s[0] + 4 * s[1] - s[2]) / (2 * h) * sign for s, sign in ((right, 1), (left, -1))
    ]
    if abs(second[0] - second[1]) > 1e-3:
        return 2
    third = [(s[0] - 2 * s[1] + s[2]) / h**2 for s in (right, left)]
    return 3 if abs(third[0] - third[1]) > 1e-3 else 99


def test_kinks_vanish_where_parameters_close_them():
    assert get("prelu").kinks(negative_slope=1.0) == ()
    assert get("hardshrink").kinks(lambd=0.0) == get("softshrink").kinks(lambd=0.0) == ()
    assert get("threshold").kinks(threshold=1.0, value=1.0) == (Kink(1.0, 1),)
    assert get("threshold").kinks() == (Kink(1.0, 0),)
    assert [k.order for k in get("elu").kinks(alpha=1.0) + get("elu").kinks(alpha=2.0)] == [2, 1]
    assert get("srelu").kinks(a_l=1.0) == (Kink(1.0, 1),)
    assert get("srelu").kinks(t_l=0.0, t_r=0.0, a_l=0.5, a_r=0.5) == ()
    assert get("srelu").kinks(t_l=0.0, t_r=0.0, a_l=0.5, a_r=0.2) == (Kink(0.0, 1),)


@every_case
def test_smoothness_is_one_less_than_the_order_of_the_first_kink(activation, choice):
    names = {0: "C⁻¹", 1: "C⁰", 2: "C¹", 3: "C²", None: "C∞"}
    declared = kinks(activation, choice)
    fact = rows(activation, choice)["smoothness"]
    assert fact.value == names[min((k.order for k in declared), default=None)]
    assert fact.marks == tuple((k.at, k.at) for k in declared)
