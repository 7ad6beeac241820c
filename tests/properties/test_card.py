"""Every row of the card against a computation of its own: dense grids, scipy's quadrature, algebra.

Unless a test says otherwise, numbers are float64 and agree to 1e-9.
"""

import math
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import torch
from scipy import integrate, stats

from explorer.activations import ACTIVATIONS, Activation, get
from explorer.activations.base import Kink
from explorer.properties import ROWS, Property, card, cost

torch.set_num_threads(1)


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


def dense():
    """[−30, 30] by 0.001 off the round places, and tails to ±1e7."""
    even = np.arange(-30_000, 30_000) / 1000 + 0.000137
    tail = np.geomspace(30, 1e7, 500)
    return np.concatenate([-tail[::-1], even, tail])


def kinks(activation, choice):
    return activation.kinks(**choice)


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


# ---- the card as a whole ----


@every_case
def test_every_row_is_there_in_order_with_words_and_plain_values(activation, choice):
    facts = rows(activation, choice)
    assert list(facts) == list(ROWS)
    for key, fact in facts.items():
        assert fact.text, key
        assert fact.how in ("computed", "limit", "declared", "measured")
        assert (fact.how == "measured") == (key == "cost")
        assert type(fact.value) in (float, tuple, bool, str, type(None)), key
        assert all(low <= high for low, high in fact.marks), key
        assert fact.value is not None or fact.note or "none" in fact.text or "osc" in fact.text
        numbers = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        assert not any(isinstance(v, float) and math.isnan(v) for v in numbers), key


def test_an_unknown_parameter_is_refused_by_its_name_with_the_choices():
    for function in (card, cost):
        with pytest.raises(ValueError, match=r"'slope' of Leaky ReLU.*negative_slope"):
            function(get("leaky_relu"), slope=0.1)


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


# ---- range and slopes ----


@every_case
@pytest.mark.parametrize("row", ["range", "slope_range"])
def test_no_sampled_value_leaves_the_range_and_the_range_is_not_too_wide(activation, choice, row):
    low, high = rows(activation, choice)[row].value
    y = (f_of if row == "range" else df_of)(activation, choice, dense())
    assert y.min() >= low - 1e-9
    assert y.max() <= high + 1e-9
    for end, sampled in ((low, y.min()), (high, y.max())):
        if math.isfinite(end):
            assert sampled == pytest.approx(end, abs=5e-3)
        else:
            assert abs(sampled) > 1e4


@every_case
@pytest.mark.parametrize("row", ["minimum", "maximum"])
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
@pytest.mark.parametrize(("row", "side"), [("left_limit", -1), ("right_limit", 1)])
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


@pytest.mark.parametrize(
    ("key", "row", "words"),
    [
        ("sigmoid", "left_limit", "saturates at 0, exponentially"),
        ("leaky_relu", "left_limit", "→ −∞, slope exactly 0.01 for x < 0"),
        ("silu", "right_limit", "→ ∞, slope → 1"),
        ("swish", "left_limit", "saturates at 0, exponentially"),
        ("gelu", "left_limit", "saturates at 0, faster than exponentially"),
        ("erf", "right_limit", "saturates at 1, faster than exponentially"),
        ("loglog", "left_limit", "saturates at 0, exponentially"),
        ("loglog", "right_limit", "saturates at 1, faster than exponentially"),
        ("softsign", "right_limit", "saturates at 1, as 1/|x|"),
        ("isrlu", "left_limit", "saturates at −1, as 1/x²"),
        ("sine", "right_limit", "oscillates between −1 and 1"),
        ("snake", "right_limit", "→ ∞, slope swings between 0 and 2"),
        ("sinc", "left_limit", "saturates at 0, swinging, as 1/|x|"),
        ("squared_relu", "right_limit", "→ ∞, ever more steeply"),
        ("relu", "left_limit", "exactly 0 for x < 0"),
        ("relu", "minimum", "0 for x ≤ 0"),
        ("silu", "minimum", "−0.27846 at x = −1.2785"),
        ("sigmoid", "range", "(0, 1), both only approached"),
        ("selu", "lipschitz", "1.7581 at x = 0⁻"),
        ("relu", "slope_at_zero", "0 by autograd; a kink: 0 from the left, 1 from the right"),
        ("tanh", "mean", "0: zero-centred"),
    ],
)
def test_a_row_says_it_in_these_words(key, row, words):
    assert rows(get(key), {})[row].text == words


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
    assert found == pytest.approx((slope < 0.1).mean(), abs=5e-5)


@every_case
def test_the_critical_weight_variance_keeps_size_and_slope_at_its_fixed_point(activation, choice):
    fact = rows(activation, choice)["critical_weight_variance"]
    if fact.value is None:
        assert fact.note
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


# ---- numbers from the literature ----


@pytest.mark.parametrize(
    ("key", "row", "at", "value"),
    [
        ("silu", "minimum", -1.278465, -0.278465),
        ("gelu", "minimum", -0.75179, -0.169971),
        ("mish", "minimum", -1.192431, -0.308843),
        ("selu", "minimum", None, -1.758099),
        ("sigmoid", "minimum", None, 0.0),
        ("softplus", "minimum", None, 0.0),
        ("silu", "lipschitz", 2.39936, 1.099839),
        ("gelu", "lipschitz", math.sqrt(2), 1.128904),
        ("mish", "lipschitz", 1.49057, 1.088498),
        ("selu", "lipschitz", 0.0, 1.758099),
        ("softplus", "lipschitz", None, 1.0),
        ("sigmoid", "lipschitz", 0.0, 0.25),
        ("selu", "mean", None, 0.0),
        ("selu", "second_moment", None, 1.0),
        ("tanh", "torch_gain", None, 5 / 3),
        ("relu", "torch_gain", None, math.sqrt(2)),
        ("leaky_relu", "torch_gain", None, 1.414143),
        ("selu", "torch_gain", None, 0.75),
        ("tanh", "gaussian_gain", None, 1.592537),
        ("relu", "gaussian_gain", None, math.sqrt(2)),
        ("silu", "gaussian_gain", None, 1.676532),
        ("relu", "critical_weight_variance", None, 2.0),
        ("tanh", "critical_weight_variance", None, 1.0),
        ("relu", "mean", None, 1 / math.sqrt(2 * math.pi)),
    ],
)
def test_a_number_is_the_known_one(key, row, at, value):
    """Values to 2e-6, places to 1e-5."""
    fact = rows(get(key), {})[row]
    assert fact.value == pytest.approx(value, abs=2e-6)
    assert fact.at is None if at is None else fact.at == pytest.approx(at, abs=1e-5)


def test_torch_s_gain_follows_the_leaky_slope_and_is_missing_where_torch_has_none():
    gain = rows(get("leaky_relu"), {"negative_slope": 0.5})["torch_gain"].value
    assert gain == pytest.approx(math.sqrt(2 / 1.25))
    assert rows(get("gelu"), {})["torch_gain"].value is None
    assert rows(get("gelu"), {})["torch_gain"].how == "declared"


@every_activation
def test_cost_is_measured_once_and_positive(activation):
    first = cost(activation)
    assert first is cost(activation)
    assert first.how == "measured"
    assert 0 < first.value < math.inf
    assert "ReLU" in first.text


# ---- functions nobody declared anything of ----


def own(f) -> Activation:
    def df(x):
        with torch.enable_grad():
            z = x.detach().clone().requires_grad_()
            (slope,) = torch.autograd.grad((f(z) + 0 * z).sum(), z)
        return slope

    return Activation("=own", "own", "Own", "", "", f, df, "", "")


def test_a_pole_and_a_missing_half_line_are_said_not_raised():
    facts = card(own(lambda x: 1 / x))
    assert facts["range"].value == (-math.inf, math.inf)
    assert facts["value_at_zero"].value is None
    assert facts["mean"].value is facts["second_moment"].value is None
    assert facts["right_limit"].value == 0
    facts = card(own(torch.log))
    assert facts["left_limit"].text == "no number for x < 0"
    assert facts["mean"].note == "f gives no number for x < 0, so it has no average."
    assert facts["monotone"].text == "increasing where f gives a number"
    assert facts["range"].value == (-math.inf, math.inf)


def test_a_pole_between_samples_is_found():
    facts = card(own(lambda x: 1 / (x - 0.3)))
    assert facts["range"].value == (-math.inf, math.inf)
    assert facts["smoothness"].at == pytest.approx(0.3, abs=1e-9)


def test_kinks_and_jumps_that_nobody_declared_are_found():
    facts = card(own(torch.abs))
    assert (facts["smoothness"].value, facts["smoothness"].at) == ("C⁰", 0.0)
    assert (facts["minimum"].value, facts["minimum"].at) == (0.0, 0.0)
    facts = card(own(lambda x: torch.where(x > 0.123, 2.0, 0.0).to(x.dtype)))
    assert (facts["smoothness"].value, facts["smoothness"].how) == ("C⁻¹", "computed")
    assert facts["smoothness"].at == pytest.approx(0.123, abs=1e-9)
    assert facts["lipschitz"].value == math.inf


def test_what_overflows_is_infinite_and_has_no_average():
    facts = card(own(lambda x: torch.exp(x * x)))
    assert facts["range"].value == (1.0, math.inf)
    assert facts["right_limit"].value == math.inf
    assert facts["mean"].value is None
    assert "infinite" in facts["mean"].note
    # E exp(z²/4) = √2 exists, E exp(z²/2) does not.
    facts = card(own(lambda x: torch.exp(x * x / 4)))
    assert facts["mean"].value == pytest.approx(math.sqrt(2), abs=1e-9)
    assert facts["second_moment"].value is None


def test_a_constant_a_power_and_nothing_at_all_have_their_cards():
    facts = card(own(lambda x: torch.full_like(x, 2.5)))
    assert facts["monotone"].value == "constant"
    assert facts["dead_interval"].value == (-math.inf, math.inf)
    assert facts["second_moment"].value == pytest.approx(6.25, abs=1e-12)
    facts = card(own(lambda x: x**100))
    assert (facts["minimum"].value, facts["minimum"].at) == (0.0, 0.0)
    assert facts["maximum"].value == math.inf
    facts = card(own(lambda x: x * math.nan))
    assert all(fact.value is None for key, fact in facts.items() if key != "cost")


def test_a_minimum_equal_to_the_limit_counts_only_where_it_is_reached():
    facts = card(own(lambda x: x * x * torch.exp(-x * x)))
    assert (facts["minimum"].value, facts["minimum"].at) == (0.0, 0.0)
    assert rows(get("gaussian"), {})["minimum"].at is None


def test_a_dip_is_seen_beside_a_slope_without_bound():
    """x^x falls until 1/e; its slope passes 1e300 further out."""
    facts = card(own(lambda x: x**x))
    assert facts["monotone"].value == "not monotone"
    assert facts["minimum"].at == pytest.approx(1 / math.e, abs=1e-9)
    assert facts["minimum"].value == pytest.approx(math.exp(-1 / math.e), abs=1e-12)


def test_a_limit_is_not_lost_beside_values_that_overflow():
    facts = card(own(lambda x: torch.exp(torch.exp(x))))
    assert facts["left_limit"].value == 1.0
    assert facts["range"].value == (1.0, math.inf)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("sin(x)*cos(3*x)", -0.88009, 0.88009), ("sin(1000*x)", -1, 1), ("2 + cos(777*x)", 1, 3)],
)
def test_a_wave_is_not_said_to_be_infinite(text, low, high):
    """To 1e-4."""
    facts = card(get("=" + text))
    assert facts["range"].value == pytest.approx((low, high), abs=1e-4)
    assert facts["left_limit"].value is facts["right_limit"].value is None


@pytest.mark.parametrize(
    "text", ["log(1 + x**2)", "abs(x)*(2 + sin(x))", "abs(x + sin(10*x))", "abs(x)**0.1"]
)
def test_slow_and_swinging_growth_is_still_infinite(text):
    facts = card(get("=" + text))
    assert facts["left_limit"].value == facts["right_limit"].value == math.inf
    assert facts["maximum"].text.endswith("as x → −∞ and as x → ∞")


@pytest.mark.parametrize("a", [1.0, 2.0, 0.05, -3.0])
def test_a_tangent_has_poles_without_end_and_nothing_is_said_of_its_tails(a):
    facts = card(get("=tan(a*x)"), a=a)
    slopes = sorted([a, math.copysign(math.inf, a)])
    assert facts["slope_range"].value == pytest.approx(tuple(slopes), abs=1e-9)
    assert facts["left_limit"].text == facts["right_limit"].text == "goes to ±∞ again and again"
    nearest = f"{math.pi / 2 / abs(a):.5g}"
    assert facts["maximum"].text.startswith(f"∞, as x → −{nearest}")
    assert facts["smoothness"].text.startswith("C⁻¹: f goes to ±∞ at x = −")
    assert "jump" not in facts["lipschitz"].text


def test_a_pole_is_no_jump_and_f_rises_nowhere_there():
    facts = card(get("=1/x"))
    assert facts["monotone"].text == "not monotone: falls on both sides of x = 0"
    assert facts["smoothness"].text == "C⁻¹: f goes to ±∞ at x = 0"
    assert facts["lipschitz"].text == "∞, as x → 0⁻ and as x → 0⁺"
    assert facts["right_limit"].text == "saturates at 0, as 1/|x|"
    facts = card(get("=1/(x**2 - 900)"))
    assert facts["right_limit"].text == "saturates at 0, as 1/x²"


def test_where_a_function_ends_it_does_not_jump():
    for text in ("sqrt(x)", "x**x"):
        facts = card(get("=" + text))
        assert facts["smoothness"].text == "C⁰: f ends at x = 0; no number for x < 0"
        assert "jump" not in facts["slope_at_zero"].text
        assert facts["parity"].text == "neither: f(−1) = no number, f(1) = 1"


def test_nothing_is_declared_of_a_formula():
    for key in ("=sin(x)", "=abs(x)", "~=tanh(x)"):
        assert card(get(key))["smoothness"].how == "computed"


@pytest.mark.parametrize("rate", [20, 100, 300])
def test_the_share_of_small_slopes_of_a_fast_wave_is_that_of_the_arcsine_law(rate):
    """|cos| is uniform in phase but for e^(−rate²/2); to 1e-6."""
    share = card(get(f"=sin({rate}*x)"))["small_slope_share"].value
    assert share == pytest.approx(2 / math.pi * math.asin(0.1 / rate), abs=1e-6)


def test_a_wave_too_fast_for_the_samples_has_no_share_of_small_slopes():
    fact = card(get("=sin(1000*x)"))["small_slope_share"]
    assert fact.value is None
    assert "faster than the samples" in fact.note


def test_a_hundredfold_wave_has_the_average_of_its_closed_form():
    """E sin²(100 z) = (1 − e^(−20000)) / 2."""
    facts = card(own(lambda x: torch.sin(100 * x)))
    assert facts["second_moment"].value == pytest.approx(0.5, abs=1e-9)
    assert facts["lipschitz"].value == pytest.approx(100, abs=1e-9)
