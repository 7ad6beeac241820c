"""Where functions change: against known places."""

import numpy as np
import pytest

from explorer.numerics.roots import FEW, changes, roots


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 200])
def test_a_root_is_known_to_rounding_whether_few_or_many_are_sought(count):
    at = np.linspace(0.1, 0.9, count)
    found = roots(lambda x: np.tan(x - at), np.zeros(count), np.ones(count))
    np.testing.assert_allclose(found, at, rtol=0, atol=2.3e-16)


def test_the_sides_of_a_change_have_different_states_and_nothing_between_them():
    def state(x):
        return np.where(x < 1 / 3, 7.0, 2.0)

    low, high = changes(state, np.array([0.0]), np.array([1.0]))
    assert low[0] < 1 / 3 <= high[0]
    assert high[0] - low[0] <= 2 * np.spacing(1 / 3)


def test_where_a_function_begins_to_have_values_is_a_change():
    with np.errstate(invalid="ignore"):
        low, high = changes(lambda x: np.isnan(np.log(x)), np.array([-1.0]), np.array([2.0]))
    assert abs(low[0]) < 1e-15
    assert abs(high[0]) < 1e-15


def test_a_change_is_no_nearer_than_was_asked():
    calls = []

    def state(x):
        calls.append(x.size)
        return x > 0.3

    low, high = changes(state, np.zeros(40), np.ones(40), accuracy=1e-3)
    assert (high - low <= 1e-3).all()
    assert (high - low > 1e-4).all()
    assert len(calls) == 1 + 10


def test_nothing_to_find_is_found_in_nothing():
    assert roots(np.sin, np.zeros(0), np.zeros(0)).shape == (0,)
