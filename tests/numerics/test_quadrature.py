"""Integrals by panels: against closed forms."""

import math

import numpy as np
import pytest

from explorer.numerics.quadrature import integrals, normal_points, points


def test_a_panel_is_exact_for_polynomials_of_degree_19_and_not_of_20():
    x, weight = points(np.array([-1.0, 1.0]))
    assert (x**18 @ weight) == pytest.approx(2 / 19, rel=1e-13)
    assert (x**20 @ weight) != pytest.approx(2 / 21, rel=1e-7)


def test_panels_of_several_rows_are_those_of_each_row():
    rows = np.array([[0.0, 1.0, 3.0], [-2.0, -1.0, 5.0]])
    x, weight = points(rows)
    for row, one_x, one_weight in zip(rows, x, weight, strict=True):
        np.testing.assert_array_equal(points(row), (one_x, one_weight))


@pytest.mark.parametrize(("power", "moment"), [(0, 1), (1, 0), (2, 1), (4, 3), (6, 15)])
def test_moments_of_the_normal_distribution(power, moment):
    z, weight = normal_points(np.arange(-12, 12.5, 0.5))
    assert z**power @ weight == pytest.approx(moment, abs=1e-13)


def test_every_integrand_is_refined_until_it_settles():
    def integrands(x):
        return np.stack([np.sqrt(x), np.cos(300 * x)])

    total, settled = integrals(integrands, np.array([0.0, 1.0]))
    assert settled.all()
    np.testing.assert_allclose(total, [2 / 3, math.sin(300) / 300], atol=1e-12)


def test_an_integral_without_end_does_not_settle_and_spoils_no_other():
    def integrands(x):
        return np.stack([1 / x, x])

    total, settled = integrals(integrands, np.array([0.0, 1.0]))
    assert settled.tolist() == [False, True]
    assert total[1] == pytest.approx(0.5, abs=1e-12)
