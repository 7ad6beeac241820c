"""Averages over a standard normal input against quadrature of their own."""

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats

from explorer.activations import get
from tests.properties.cases import df_of, every_case, f_of, kinks, rows


def by_quad(function, activation, choice):
    """The normal average of function(z), piece by piece between kinks, by scipy."""
    cuts = [-14.0, *(k.at for k in kinks(activation, choice) if abs(k.at) < 14), 14.0]
    cuts = np.unique(np.concatenate([cuts, np.arange(-13, 14)]))
    density = stats.norm.pdf
    return sum(
        integrate.quad(lambda z: function(z) * density(z), a, b, epsabs=1e-13, epsrel=1e-12)[0]
        for a, b in pairwise(cuts)
    )


def fast_quad(values, activation, choice):
    """The same for functions of arrays, by 30 Gauss nodes on panels 1/16 wide."""
    nodes, weights = np.polynomial.legendre.leggauss(30)
    cuts = [k.at for k in kinks(activation, choice) if abs(k.at) < 14]
    cuts = np.unique(np.concatenate([cuts, np.arange(-14 * 16, 14 * 16 + 1) / 16]))
    half = np.diff(cuts)[:, None] / 2
    z = (cuts[:-1] + cuts[1:])[:, None] / 2 + half * nodes
    return float((values(z) * stats.norm.pdf(z) * half * weights).sum())


# ---- standard normal input ----


@every_case
def test_normal_averages_equal_quadrature_between_kinks(activation, choice):
    facts = rows(activation, choice)
    mean = fast_quad(lambda z: f_of(activation, choice, z), activation, choice)
    second = fast_quad(lambda z: f_of(activation, choice, z) ** 2, activation, choice)
    slope = fast_quad(lambda z: df_of(activation, choice, z) ** 2, activation, choice)
    assert facts["mean"].value == pytest.approx(mean, abs=1e-9)
    assert facts["second_moment"].value == pytest.approx(second, rel=1e-9, abs=1e-12)
    assert facts["slope_second_moment"].value == pytest.approx(slope, rel=1e-9, abs=1e-12)
    if second > 0:
        assert facts["gaussian_gain"].value == pytest.approx(second**-0.5, rel=1e-9)


@pytest.mark.parametrize("key", ["gelu", "selu", "threshold", "hardswish", "sinc"])
def test_the_test_s_own_quadrature_equals_scipy_s(key):
    activation = get(key)
    mine = fast_quad(lambda z: f_of(activation, {}, z) ** 2, activation, {})
    theirs = by_quad(lambda z: float(f_of(activation, {}, z)) ** 2, activation, {})
    assert mine == pytest.approx(theirs, abs=1e-11)


@every_case
def test_the_share_of_small_slopes_is_the_share_on_a_grid_of_quantiles(activation, choice):
    """To 5e-5: 400,000 quantiles, and a handful of crossings."""
    share = (np.arange(400_000) + 0.5) / 400_000
    slope = np.abs(df_of(activation, choice, stats.norm.ppf(share)))
    found = rows(activation, choice)["small_slope_share"].value
    assert found == pytest.approx((slope < 0.05).mean(), abs=5e-5)


@every_case
def test_the_critical_weight_variance_keeps_size_and_slope_at_its_fixed_point(activation, choice):
    fact = rows(activation, choice)["critical_weight_variance"]
    if fact.value is None:
        assert fact.note
        return
    if "large signals" in fact.text:
        slopes = df_of(activation, choice, np.array([-1e8, 1e8]))
        assert fact.value * (slopes**2).mean() == pytest.approx(1, rel=1e-8)
        return
    if fact.how == "limit":  # small signals: f is nearly its slope times x there
        q = 1e-8
        tolerance = 1e-3
    else:
        q = float(fact.text.split("q* = ")[1])
        tolerance = 2e-4
    z = np.linspace(-12, 12, 200_001)
    weight = stats.norm.pdf(z) * (z[1] - z[0])
    second = (f_of(activation, choice, math.sqrt(q) * z) ** 2 * weight).sum()
    slope = (df_of(activation, choice, math.sqrt(q) * z) ** 2 * weight).sum()
    assert fact.value * second == pytest.approx(q, rel=tolerance)
    assert fact.value * slope == pytest.approx(1, rel=tolerance)


def test_the_critical_variance_of_a_gaussian_is_the_one_algebra_gives():
    """E f² = (1 + 4q)^(−1/2) and E f′² = 4q (1 + 4q)^(−3/2), so 4q² = 1 + 4q."""
    q = (1 + math.sqrt(2)) / 2
    assert rows(get("gaussian"), {})["critical_weight_variance"].value == pytest.approx(
        q * math.sqrt(1 + 4 * q), rel=1e-8
    )
