"""What is said of zero, of the tails and of dead intervals holds there."""

import math

import numpy as np
import pytest
import torch

from tests.dense import dense
from tests.properties.cases import df_of, every_case, f_of, rows

# ---- zero ----


@every_case
def test_value_and_slope_at_zero_are_autograd_s(activation, choice):
    x = torch.zeros((), dtype=torch.float64, requires_grad=True)
    y = activation.f(x, **choice)
    (slope,) = torch.autograd.grad(y, x)
    facts = rows(activation, choice)
    assert facts["value_at_zero"].value == y.item()
    assert facts["slope_at_zero"].value == pytest.approx(slope.item(), abs=1e-15)
    left, right = df_of(activation, choice, [-1e-12, 1e-12])
    assert ("kink" in facts["slope_at_zero"].text) == (
        abs(left - right) > 1e-6 and abs(f_of(activation, choice, 1e-12) - y.item()) < 1e-6
    )


@every_case
def test_identity_near_zero_holds_where_it_is_marked_and_fails_beyond(activation, choice):
    fact = rows(activation, choice)["identity_near_zero"]
    x = np.array([-1e-6, 1e-6])
    near = np.abs(f_of(activation, choice, x) - x) <= 1e-8
    at_zero = f_of(activation, choice, 0.0) == 0
    slope = np.abs(df_of(activation, choice, [-1e-9, 1e-9]) - 1) < 1e-6
    assert fact.value == bool(near.all() and at_zero and slope.all())
    if fact.value:
        ((low, high),) = fact.marks
        inner = np.linspace(max(low, -60), min(high, 60), 1003)[1:-1]
        assert (
            np.abs(f_of(activation, choice, inner) - inner) <= 0.01 * np.abs(inner) + 1e-12
        ).all()
        for end in (low, high):
            if math.isfinite(end):
                beyond = end * 1.001
                assert abs(f_of(activation, choice, beyond) - beyond) > 0.01 * abs(beyond)


# ---- tails and dead intervals ----


@every_case
@dense(("row", "side"), [("left_limit", -1), ("right_limit", 1)])
def test_a_limit_is_what_the_function_nears_a_hundred_million_out(activation, choice, row, side):
    fact = rows(activation, choice)[row]
    far = f_of(activation, choice, side * np.geomspace(1e7, 1e8, 400))
    if fact.value is None:
        assert "oscillates" in fact.text
        assert np.ptp(far) > 0.1
    elif math.isinf(fact.value):
        assert (far * math.copysign(1, fact.value) > 1e4).all()
    else:
        assert np.abs(far - fact.value).max() < 2e-7
        assert "saturates" in fact.text or "exactly" in fact.text
    ((low, high),) = fact.marks
    assert (low == -math.inf) if side < 0 else (high == math.inf)


@every_case
def test_the_dead_interval_is_dead_and_no_wider_one_is(activation, choice):
    fact = rows(activation, choice)["dead_interval"]
    for low, high in fact.marks:
        x = np.linspace(max(low, -50), min(high, 50), 1003)[1:-1]
        assert (df_of(activation, choice, x) == 0).all()
        assert np.ptp(f_of(activation, choice, x)) < 1e-12
    x = np.arange(-5000, 5001) / 1000 + 0.000137  # near enough for nothing to underflow
    dead = df_of(activation, choice, x) == 0
    marked = np.zeros(len(x), dtype=bool)
    for low, high in fact.marks:
        marked |= (x > low) & (x < high)
    if activation.key in ("loglog", "softplus", "swish", "erf"):  # slopes that do underflow
        assert not fact.marks
    else:
        assert (dead == marked).all()
    if fact.marks:
        assert fact.value in fact.marks
        assert df_of(activation, choice, fact.at) == 0
