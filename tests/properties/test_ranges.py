"""Range, extrema, slopes, monotony and parity against dense grids.

Unless a test says otherwise, numbers are float64 and agree to 1e-9.
"""

import math

import numpy as np
import pytest

from explorer.activations import get
from tests.dense import dense
from tests.properties.cases import df_of, every_activation, every_case, f_of, kinks, rows


def far_and_near():
    """[−30, 30] by 0.001 off the round places, and tails to ±1e7."""
    even = np.arange(-30_000, 30_000) / 1000 + 0.000137
    tail = np.geomspace(30, 1e7, 500)
    return np.concatenate([-tail[::-1], even, tail])


# ---- range and slopes ----


@every_case
@dense("row", ["range", "slope_range"])
def test_no_sampled_value_leaves_the_range_and_the_range_is_not_too_wide(activation, choice, row):
    low, high = rows(activation, choice)[row].value
    y = (f_of if row == "range" else df_of)(activation, choice, far_and_near())
    assert y.min() >= low - 1e-9
    assert y.max() <= high + 1e-9
    for end, sampled in ((low, y.min()), (high, y.max())):
        if math.isfinite(end):
            assert sampled == pytest.approx(end, abs=5e-3)
        else:
            assert abs(sampled) > 1e4


@every_case
@dense("row", ["minimum", "maximum"])
def test_an_extremum_is_attained_at_its_witness_or_nowhere_sampled(activation, choice, row):
    fact = rows(activation, choice)[row]
    assert fact.value == rows(activation, choice)["range"].value[row == "maximum"]
    if fact.at is not None:
        assert fact.how == "computed"
        assert f_of(activation, choice, fact.at) == pytest.approx(fact.value, abs=1e-12)
    else:
        assert fact.how == "limit"
        y = f_of(activation, choice, np.arange(-1200, 1201) / 100)  # too near for rounding to meet
        distance = y - fact.value if row == "minimum" else fact.value - y
        assert (distance > -1e-12).all()
        assert np.median(distance) > 0


@every_case
def test_the_lipschitz_constant_bounds_every_difference_quotient(activation, choice):
    fact = rows(activation, choice)["lipschitz"]
    jumps = any(k.order == 0 for k in kinks(activation, choice))
    x = np.arange(-3_000_000, 3_000_001, 7) / 100_000
    quotient = np.abs(np.diff(f_of(activation, choice, x)) / np.diff(x))
    if jumps:
        assert fact.value == math.inf
        assert fact.at in [k.at for k in kinks(activation, choice)]
        return
    assert quotient.max() <= fact.value + 1e-8
    if fact.at is None:
        far = np.abs(df_of(activation, choice, [-1e7, 1e7])).max()
        assert far == pytest.approx(fact.value, abs=1e-6) if fact.value < math.inf else far > 1e6
    else:
        assert quotient.max() >= fact.value * (1 - 5e-4)
        sides = np.abs(df_of(activation, choice, fact.at + np.array([-1e-9, 0, 1e-9])))
        assert sides.max() == pytest.approx(fact.value, abs=1e-7)


@every_case
def test_monotone_says_what_the_signs_of_differences_say(activation, choice):
    fact = rows(activation, choice)["monotone"]
    x = np.arange(-12_000, 12_001) / 1000 + 0.000137
    rise = np.diff(f_of(activation, choice, x))
    moving = rise[np.abs(rise) > 1e-13]
    if fact.value == "not monotone":
        assert (moving > 0).any()
        assert (moving < 0).any()
        # At its witness the function goes against its main direction or turns.
        assert any(low <= fact.at <= high for low, high in fact.marks)
        return
    assert fact.value in ("increasing", "nondecreasing", "decreasing", "nonincreasing")
    assert (moving > 0).all() == (fact.value in ("increasing", "nondecreasing"))
    dead = rows(activation, choice)["dead_interval"].value
    assert (fact.value == "nondecreasing") == (dead is not None)


@every_case
def test_marked_falls_and_rises_of_a_smooth_function_are_one_sided(activation, choice):
    fact = rows(activation, choice)["monotone"]
    for low, high in fact.marks:
        if low == high:
            continue
        if low > 20 or high < -20:
            continue
        x = np.linspace(max(low, -20), min(high, 20), 203)[1:-1]
        slope = df_of(activation, choice, x)
        assert (slope >= -1e-12).all() or (slope <= 1e-12).all()


PARITY = {
    "odd": "identity sign symmetrical_sigmoid tanh hardtanh lecun_tanh arctan erf softsign "
    "hardshrink softshrink tanhshrink sine",
    "even": "absolute gaussian cosine sinc",
}


@every_activation
def test_parity_is_the_known_one(activation):
    fact = rows(activation, {})["parity"]
    odd, even = (activation.key in PARITY[name].split() for name in ("odd", "even"))
    odd |= activation.key == "srelu"  # at its defaults both sides are alike
    assert fact.value == ("odd" if odd else "even" if even else "neither")
    if fact.value == "neither":
        left, right = f_of(activation, {}, [-fact.at, fact.at])
        assert abs(left - right) > 1e-9
        assert abs(left + right) > 1e-9


@pytest.mark.parametrize("key", ["hardshrink", "softshrink"])
def test_one_odd_slope_of_autograd_does_not_hide_the_identity(key):
    """At λ = 0 both are x, but autograd's slope at 0 is 0."""
    facts = rows(get(key), {"lambd": 0.0})
    assert facts["slope_range"].value == (1.0, 1.0)
    assert facts["right_limit"].text == "→ ∞, slope exactly 1 for every x"
    assert facts["slope_at_zero"].text == "0 by autograd; on both sides of 0 the slope is 1"
    assert facts["identity_near_zero"].marks == ((-math.inf, math.inf),)
