"""Every activation against an oracle, its slope against autograd, and its record against the code.

Unless a test says otherwise, numbers are float64 and must agree to 1e-12, relative or absolute.
"""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from explorer.activations import ACTIVATIONS, FAMILIES, Activation, get

Callables = dict[str, Callable[..., Any]]

# torch's own module at given parameters.
MODULES: Callables = {
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "prelu": lambda negative_slope: nn.PReLU(init=negative_slope, dtype=torch.float64),
    "rrelu": lambda lower, upper: nn.RReLU(lower, upper).eval(),
    "relu6": nn.ReLU6,
    "threshold": nn.Threshold,
    "identity": nn.Identity,
    "sigmoid": nn.Sigmoid,
    "hardsigmoid": nn.Hardsigmoid,
    "log_sigmoid": nn.LogSigmoid,
    "tanh": nn.Tanh,
    "hardtanh": nn.Hardtanh,
    "softsign": nn.Softsign,
    "elu": nn.ELU,
    "selu": nn.SELU,
    "celu": nn.CELU,
    # By default the module gives x itself where βx > 20; further out it overflows.
    "softplus": lambda beta: nn.Softplus(beta, threshold=700),
    "gelu": nn.GELU,
    "gelu_tanh": lambda: nn.GELU(approximate="tanh"),
    "silu": nn.SiLU,
    "hardswish": nn.Hardswish,
    "mish": nn.Mish,
    "hardshrink": nn.Hardshrink,
    "softshrink": nn.Softshrink,
    "tanhshrink": nn.Tanhshrink,
}

# The modules whose own gradient rounds a constant to float32 even where x is float64: CELU's 1/α
# and hard sigmoid's 1/6. Their slopes are compared to these tolerances.
COARSE_MODULE_SLOPES = {"celu": 2e-8, "hardsigmoid": 3e-8}


def plain_srelu(x, t_l, a_l, t_r, a_r):
    joined = np.where(x >= t_r, t_r + a_r * (x - t_r), x)
    return np.where((x <= t_l) & (x < t_r), t_l + a_l * (x - t_l), joined)


# Where torch has no module: the definition, in numpy.
FORMULAS: Callables = {
    "squared_relu": lambda x: np.maximum(x, 0) ** 2,
    "srelu": plain_srelu,
    "absolute": np.abs,
    "heaviside": lambda x: np.heaviside(x, 0.5),
    "sign": np.sign,
    "piecewise_linear": lambda x: np.clip(x + 0.5, 0, 1),
    "symmetrical_sigmoid": lambda x: (1 - np.exp(-x)) / (1 + np.exp(-x)),
    "loglog": lambda x: 1 - np.exp(-np.exp(x)),
    "lecun_tanh": lambda x: 1.7159 * np.tanh(2 * x / 3),
    "arctan": np.arctan,
    "erf": np.vectorize(math.erf),
    "isrlu": lambda x, alpha: np.where(x >= 0, x, x / np.sqrt(1 + alpha * x**2)),
    "bent_identity": lambda x: (np.sqrt(x**2 + 1) - 1) / 2 + x,
    "swish": lambda x, beta: x / (1 + np.exp(-beta * x)),
    "gaussian": lambda x: np.exp(-(x**2)),
    "sine": np.sin,
    "cosine": np.cos,
    "sinc": lambda x: np.sin(x) / np.where(x == 0, 1, x) + (x == 0),
    "snake": lambda x, alpha: x + np.sin(alpha * x) ** 2 / alpha,
}

every_activation = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=ACTIVATIONS)
with_module = pytest.mark.parametrize(
    "activation",
    [activation for key, activation in ACTIVATIONS.items() if key in MODULES],
    ids=[key for key in ACTIVATIONS if key in MODULES],
)
with_parameters = pytest.mark.parametrize(
    "activation",
    [activation for activation in ACTIVATIONS.values() if activation.parameters],
    ids=[key for key, activation in ACTIVATIONS.items() if activation.parameters],
)
both_dtypes = pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)


def choices(activation: Activation) -> list[dict[str, float]]:
    """The defaults, then each parameter alone at each end of its range."""
    ends = [{p.name: end} for p in activation.parameters for end in (p.low, p.high)]
    return [activation.defaults | change for change in ({}, *ends)]


def grid(activation: Activation, dtype: torch.dtype = torch.float64) -> torch.Tensor:
    """[−8, 8] by exact steps, tails to ±1e4, numbers next to zero, and every kink with its
    neighbours."""
    sizes = [0.0, 1e-300, 1e-170, 1e-30, 1e-8, 1e-3, 12.5, 20.0, 20.5, 30.0, 50.0, 1e2, 1e3, 1e4]
    chosen = [value for choice in choices(activation) for value in choice.values()]
    kinks = torch.tensor([0.0, 0.1, 0.5, 1.0, 3.0, 6.0, *chosen], dtype=dtype)
    outwards, inwards = kinks.nextafter(kinks + 1), kinks.nextafter(kinks - 1)
    sizes = torch.cat([torch.tensor(sizes, dtype=dtype), kinks, outwards, inwards])
    even = torch.arange(-8 * 128, 8 * 128 + 1, dtype=dtype) / 128
    return torch.cat([even, sizes, -sizes])


def slope_by_autograd(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    x = x.clone().requires_grad_()
    (slope,) = torch.autograd.grad(f(x).sum(), x)
    return slope


def assert_equal(actual: torch.Tensor, expected: torch.Tensor, tolerance: float = 1e-12) -> None:
    torch.testing.assert_close(actual, expected, rtol=tolerance, atol=tolerance)


def oracle(activation: Activation, x: torch.Tensor, choice: dict[str, float]) -> torch.Tensor:
    if activation.key in MODULES:
        return MODULES[activation.key](**choice)(x).detach()
    with np.errstate(over="ignore", invalid="ignore"):
        return torch.from_numpy(np.asarray(FORMULAS[activation.key](x.numpy(), **choice)))


# ---- values ----


def test_every_entry_has_exactly_one_oracle() -> None:
    assert MODULES.keys() | FORMULAS.keys() == ACTIVATIONS.keys()
    assert not MODULES.keys() & FORMULAS.keys()


@every_activation
def test_value_equals_the_oracle(activation: Activation) -> None:
    x = grid(activation)
    for choice in choices(activation):
        expected = oracle(activation, x, choice)
        known = ~expected.isnan()  # (1 − e^(−x)) / (1 + e^(−x)) as written overflows to ∞/∞
        assert known.all() or activation.key == "symmetrical_sigmoid"
        known &= expected.isfinite()
        if activation.key == "softplus":  # the module's exponential overflows past 709
            known &= choice["beta"] * x < 700
        assert_equal(activation.f(x, **choice)[known], expected[known])


def test_softplus_leaves_torch_s_default_only_where_that_switches_to_a_line() -> None:
    x = grid(get("softplus"))
    for beta in (0.1, 1.0, 10.0):
        gap = get("softplus").f(x, beta=beta) - nn.Softplus(beta)(x)
        below = beta * x <= 20
        assert gap[below].abs().max() < 1e-12
        assert gap[~below].abs().max() <= 2.1e-9 / beta


@every_activation
def test_shape_and_dtype_are_kept(activation: Activation) -> None:
    for dtype in (torch.float32, torch.float64):
        for shape in ((), (3,), (2, 3, 4), (0, 5)):
            x = torch.full(shape, 0.3, dtype=dtype)
            for y in (activation.f(x), activation.df(x)):
                assert y.shape == x.shape
                assert y.dtype == dtype


@every_activation
def test_float32_follows_float64(activation: Activation) -> None:
    """To 2e-5, for |x| ≤ 8 and the default parameters."""
    x = torch.arange(-8 * 128, 8 * 128 + 1, dtype=torch.float32) / 128
    for f in (activation.f, activation.df):
        assert_equal(f(x).double(), f(x.double()), tolerance=2e-5)


@every_activation
@both_dtypes
def test_value_slope_and_autograd_are_finite_up_to_10000(
    activation: Activation, dtype: torch.dtype
) -> None:
    x = grid(activation, dtype)
    for choice in choices(activation):
        assert activation.f(x, **choice).isfinite().all()
        assert activation.df(x, **choice).isfinite().all()
        assert slope_by_autograd(partial(activation.f, **choice), x).isfinite().all()


@every_activation
@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_value_is_finite_and_slope_equals_autograd_wherever_one_looks(
    activation: Activation, data: st.DataObject
) -> None:
    number = st.floats(-1e4, 1e4)
    x = torch.tensor(data.draw(st.lists(number, min_size=1, max_size=20)), dtype=torch.float64)
    choice = {p.name: data.draw(st.floats(p.low, p.high)) for p in activation.parameters}
    for z in (x, x.float()):
        assert activation.f(z, **choice).isfinite().all()
        assert activation.df(z, **choice).isfinite().all()
    by_autograd = slope_by_autograd(partial(activation.f, **choice), x)
    assert_equal(activation.df(x, **choice), by_autograd, tolerance=1e-10)


@with_module
def test_nan_comes_out_where_torch_lets_it_through(activation: Activation) -> None:
    x = torch.tensor([math.nan], dtype=torch.float64)
    through = MODULES[activation.key](**activation.defaults)(x).isnan()
    assert bool(activation.f(x).isnan()) == bool(through)


# ---- slopes ----


@every_activation
def test_slope_equals_autograd_even_at_kinks(activation: Activation) -> None:
    x = grid(activation)
    for choice in choices(activation):
        by_autograd = slope_by_autograd(partial(activation.f, **choice), x)
        assert_equal(activation.df(x, **choice), by_autograd)


@with_module
def test_slope_equals_the_slope_of_torch_s_module_even_at_kinks(activation: Activation) -> None:
    x = grid(activation)
    for choice in choices(activation):
        known = torch.ones_like(x, dtype=torch.bool)
        if activation.key == "softplus":
            known = choice["beta"] * x < 700
        expected = slope_by_autograd(MODULES[activation.key](**choice), x[known])
        tolerance = COARSE_MODULE_SLOPES.get(activation.key, 1e-12)
        assert_equal(activation.df(x[known], **choice), expected, tolerance)


@pytest.mark.parametrize(
    ("key", "at", "slope"),
    [
        ("relu", 0.0, 0.0),
        ("leaky_relu", 0.0, 0.01),
        ("prelu", 0.0, 0.25),
        ("rrelu", 0.0, 11 / 48),
        ("relu6", 0.0, 0.0),
        ("relu6", 6.0, 0.0),
        ("absolute", 0.0, 0.0),
        ("threshold", 1.0, 0.0),
        ("heaviside", 0.0, 0.0),
        ("sign", 0.0, 0.0),
        ("hardtanh", 1.0, 0.0),
        ("hardtanh", -1.0, 0.0),
        ("hardsigmoid", 3.0, 0.0),
        ("hardswish", -3.0, 0.0),
        ("hardswish", 3.0, 1.0),
        ("hardshrink", 0.5, 0.0),
        ("softshrink", -0.5, 0.0),
        ("elu", 0.0, 1.0),
        ("selu", 0.0, 1.7580993408473766),
        ("celu", 0.0, 1.0),
        ("sinc", 0.0, 0.0),
    ],
)
def test_slope_at_a_kink_is_the_one_written_down(key: str, at: float, slope: float) -> None:
    x = torch.tensor([at], dtype=torch.float64)
    assert get(key).df(x).item() == pytest.approx(slope, abs=1e-15)


# ---- numbers from the literature ----


@pytest.mark.parametrize(
    ("key", "at", "minimum"),
    [
        ("sigmoid", -math.inf, 0.0),
        ("tanh", -math.inf, -1.0),
        ("silu", -1.278465, -0.278465),
        ("gelu", -0.75179, -0.169971),
        ("mish", -1.192430, -0.308843),
        ("selu", -math.inf, -1.758099),
        ("softplus", -math.inf, 0.0),
    ],
)
def test_minimum_is_the_known_one(key: str, at: float, minimum: float) -> None:
    """To 1e-6; a limit is read at −1e4."""
    f = get(key).f
    x = torch.arange(-64 * 1024, 64 * 1024, dtype=torch.float64) / 1024
    there = torch.tensor([max(at, -1e4)], dtype=torch.float64)
    assert f(there).item() == pytest.approx(minimum, abs=1e-6)
    assert f(x).min().item() >= f(there).item() - 1e-10


@pytest.mark.parametrize(
    ("key", "at", "largest", "at_zero"),
    [
        ("sigmoid", 0.0, 0.25, 0.25),
        ("tanh", 0.0, 1.0, 1.0),
        ("silu", 2.39936, 1.099839, 0.5),
        ("gelu", math.sqrt(2), 1.128904, 0.5),
        ("mish", 1.49057, 1.088498, 0.6),
        ("selu", -1e-12, 1.758099, 1.758099),
        ("softplus", 1e4, 1.0, 0.5),
    ],
)
def test_steepest_slope_and_slope_at_zero_are_the_known_ones(
    key: str, at: float, largest: float, at_zero: float
) -> None:
    """To 1e-6."""
    df = get(key).df
    x = torch.arange(-64 * 1024, 64 * 1024, dtype=torch.float64) / 1024
    there, zero = torch.tensor([at, 0.0], dtype=torch.float64)
    assert df(there).item() == pytest.approx(largest, abs=1e-6)
    assert df(x).abs().max().item() <= df(there).item() + 1e-10
    assert df(zero).item() == pytest.approx(at_zero, abs=1e-6)


def test_tanh_is_the_sigmoid_stretched() -> None:
    z = grid(get("tanh"))
    assert_equal(get("tanh").f(z), 2 * get("sigmoid").f(2 * z) - 1, tolerance=1e-15)


def test_selu_keeps_a_standard_normal_s_mean_and_variance() -> None:
    """By the trapezium rule on [−12, 12]; to 1e-6, the kink's share of the error."""
    z = torch.arange(-12 * 4096, 12 * 4096 + 1, dtype=torch.float64) / 4096
    density = torch.exp(-z.square() / 2) / math.sqrt(2 * math.pi)
    y = get("selu").f(z)
    assert torch.trapezoid(y * density, z).item() == pytest.approx(0, abs=1e-6)
    assert torch.trapezoid(y.square() * density, z).item() == pytest.approx(1, abs=1e-6)


def test_gelu_s_two_forms_differ_by_less_than_the_remark_says() -> None:
    x = grid(get("gelu"))
    gap = (get("gelu").f(x) - get("gelu_tanh").f(x)).abs().max()
    assert 0.0004 < gap < 0.0005


def test_swish_at_0_and_1_is_half_the_identity_and_silu() -> None:
    x = grid(get("swish"))
    assert_equal(get("swish").f(x, beta=0.0), x / 2)
    assert_equal(get("swish").f(x, beta=1.0), get("silu").f(x))


# ---- parameters ----


@with_parameters
@both_dtypes
def test_a_tensor_of_parameters_gives_each_member_its_own(
    activation: Activation, dtype: torch.dtype
) -> None:
    """To rounding: 1e-14 in float64, 1e-6 in float32."""
    members = choices(activation)  # P of them
    stacked = {
        name: torch.tensor([member[name] for member in members], dtype=dtype).view(-1, 1, 1)
        for name in activation.defaults
    }
    line = torch.arange(-512, 512, dtype=dtype).view(-1, 2) / 64  # (N, H)
    x = line.expand(len(members), -1, -1)  # (P, N, H)
    tolerance = 1e-14 if dtype == torch.float64 else 1e-6
    for f in (activation.f, activation.df):
        together = f(x, **stacked)
        assert together.shape == x.shape
        assert together.dtype == dtype
        alone = torch.stack([f(x[i], **member) for i, member in enumerate(members)])
        assert_equal(together, alone, tolerance)


def test_prelu_s_learnt_slope_has_the_gradient_that_torch_gives_it() -> None:
    x = grid(get("prelu"))
    module = nn.PReLU(init=0.25, dtype=torch.float64)
    upstream = torch.linspace(-1, 1, len(x), dtype=torch.float64)
    module(x).backward(upstream)
    (learnt,) = get("prelu").learnt
    assert learnt.df is not None
    gradient = (upstream * learnt.df(x, negative_slope=0.25)).sum()
    assert module.weight.grad is not None
    assert_equal(gradient, module.weight.grad.squeeze())


@pytest.mark.parametrize(
    "activation",
    [activation for activation in ACTIVATIONS.values() if activation.learnt],
    ids=[key for key, activation in ACTIVATIONS.items() if activation.learnt],
)
def test_a_learnt_parameter_s_derivative_equals_autograd(activation: Activation) -> None:
    x = grid(activation)
    for parameter in activation.learnt:
        assert parameter.df is not None
        for choice in choices(activation):
            value = torch.full_like(x, choice[parameter.name], requires_grad=True)
            y = activation.f(x, **choice | {parameter.name: value})
            (expected,) = torch.autograd.grad(y.sum(), value)
            assert_equal(parameter.df(x, **choice), expected)


# ---- RReLU in training ----


def rrelu_pass(x: torch.Tensor, seeds: list[int], **bounds: Any) -> torch.Tensor:
    """The slopes (P, N, H) of one training pass."""
    draw = get("rrelu").training_parameters
    assert draw is not None
    drawn = draw(
        x, [torch.Generator().manual_seed(seed) for seed in seeds], **get("rrelu").defaults | bounds
    )
    assert drawn.keys() == get("rrelu").defaults.keys()
    assert drawn["lower"] is drawn["upper"]
    return drawn["lower"]


@both_dtypes
def test_rrelu_draws_its_slopes_evenly_between_its_bounds(dtype: torch.dtype) -> None:
    """120,000 draws: mean and variance to five standard errors."""
    lower, upper = get("rrelu").defaults.values()
    slopes = rrelu_pass(torch.zeros(3, 200, 200, dtype=dtype), [1, 2, 3])
    assert slopes.shape == (3, 200, 200)
    assert slopes.dtype == dtype
    assert lower - 1e-7 <= slopes.min() < lower + 1e-3
    assert upper - 1e-3 < slopes.max() <= upper + 1e-7
    width = upper - lower
    assert slopes.double().mean().item() == pytest.approx(
        (lower + upper) / 2, abs=5 * width / math.sqrt(12 * slopes.numel())
    )
    assert slopes.double().var().item() == pytest.approx(width**2 / 12, rel=0.015)


def test_rrelu_draws_the_same_from_the_same_generators() -> None:
    x = torch.zeros(2, 5, 4)
    assert torch.equal(rrelu_pass(x, [7, 8]), rrelu_pass(x, [7, 8]))
    assert not torch.equal(rrelu_pass(x, [7, 8]), rrelu_pass(x, [7, 9]))


def test_rrelu_s_generators_move_on_from_pass_to_pass() -> None:
    draw = get("rrelu").training_parameters
    assert draw is not None
    generators = [torch.Generator().manual_seed(0)]
    first, second = (draw(torch.zeros(1, 4, 4), generators, lower=0.1, upper=0.3) for _ in "ab")
    assert not torch.equal(first["lower"], second["lower"])


def test_rrelu_draws_for_an_entry_what_it_draws_alone() -> None:
    x = torch.zeros(3, 6, 5)
    together = rrelu_pass(x, [4, 5, 6])
    for i, seed in enumerate([4, 5, 6]):
        assert torch.equal(together[i : i + 1], rrelu_pass(x[:1], [seed]))


def test_rrelu_takes_bounds_of_its_own_for_each_entry() -> None:
    lower = torch.tensor([0.0, 0.2]).view(2, 1, 1)
    slopes = rrelu_pass(torch.zeros(2, 40, 40), [1, 1], lower=lower, upper=lower + 0.1)
    assert (slopes >= lower).all()
    assert (slopes <= lower + 0.1 + 1e-7).all()


def test_rrelu_in_training_is_torch_s_with_the_drawn_slopes() -> None:
    x = torch.linspace(-3, 3, 42, dtype=torch.float64).view(2, 7, 3)
    slopes = rrelu_pass(x, [1, 2])
    at = {"lower": slopes, "upper": slopes}
    assert torch.equal(get("rrelu").f(x, **at), torch.where(x < 0, slopes * x, x))
    expected = torch.where(x < 0, slopes, torch.ones_like(x))
    assert torch.equal(get("rrelu").df(x, **at), expected)


def test_only_rrelu_is_random_in_training() -> None:
    assert [key for key, a in ACTIVATIONS.items() if a.training_parameters] == ["rrelu"]


# ---- the PyTorch expression ----


def evaluated(expression: str) -> Callable[[torch.Tensor], torch.Tensor]:
    made = eval(expression, {"nn": nn, "F": F, "torch": torch})
    return made.eval() if isinstance(made, nn.Module) else made


@every_activation
def test_code_computes_the_function(activation: Activation) -> None:
    """In float32, as a reader would run it; to 1e-5, for |x| ≤ 8."""
    x = torch.arange(-8 * 128, 8 * 128 + 1, dtype=torch.float32) / 128
    for choice in choices(activation):
        expression = activation.code(**choice)
        assert expression
        assert_equal(evaluated(expression)(x).detach(), activation.f(x, **choice), tolerance=1e-5)


@every_activation
def test_code_can_be_trained_through_with_the_registry_s_slope(activation: Activation) -> None:
    """In float32, to 1e-5, for |x| ≤ 8."""
    x = torch.arange(-8 * 128, 8 * 128 + 1, dtype=torch.float32) / 128
    slope = slope_by_autograd(evaluated(activation.code()), x)
    assert_equal(slope, activation.df(x), tolerance=1e-5)


def test_code_writes_each_number_in_full() -> None:
    assert get("leaky_relu").code() == "nn.LeakyReLU(negative_slope=0.01)"
    assert get("elu").code(alpha=2.0) == "nn.ELU(alpha=2)"
    assert evaluated(get("rrelu").code()).upper == 1 / 3


# ---- the registry ----


@every_activation
def test_record_is_filled_in(activation: Activation) -> None:
    for text in (activation.key, activation.label, activation.formula, activation.slope_formula):
        assert text.strip() == text != ""
    assert activation.family in FAMILIES
    assert activation.remark.endswith(".")
    assert not any(stop in activation.remark for stop in (". ", "! ", "? ", "\n"))
    year = activation.source.rpartition(", ")[2]
    assert activation.source.startswith("Classical; ") or 1900 < int(year) < 2100
    for parameter in activation.parameters:
        assert parameter.low <= parameter.default <= parameter.high
        assert 0 < parameter.step < parameter.high - parameter.low
        assert parameter.symbol
        assert parameter.symbol in activation.formula


@every_activation
def test_braces_of_the_formulas_balance(activation: Activation) -> None:
    for formula in (activation.formula, activation.slope_formula):
        assert formula.count("{") == formula.count("}")
        assert formula.count(r"\left") == formula.count(r"\right")
        assert formula.count(r"\begin") == formula.count(r"\end")


def test_keys_and_labels_are_unique_and_keys_name_their_entries() -> None:
    assert [activation.key for activation in ACTIVATIONS.values()] == list(ACTIVATIONS)
    assert len({activation.label for activation in ACTIVATIONS.values()}) == len(ACTIVATIONS)


def test_menu_order_keeps_each_family_together() -> None:
    places = [FAMILIES.index(activation.family) for activation in ACTIVATIONS.values()]
    assert places == sorted(places)


def test_get_finds_each_entry_and_names_the_choices_when_it_cannot() -> None:
    assert all(get(key) is activation for key, activation in ACTIVATIONS.items())
    with pytest.raises(
        ValueError, match="unknown activation 'no_such'; expected one of relu, "
    ) as e:
        get("no_such")
    assert str(e.value).endswith(", ".join(ACTIVATIONS))


WAVES = {key: entry for key, entry in ACTIVATIONS.items() if entry.period is not None}


@pytest.mark.parametrize("key", WAVES)
def test_a_wave_moves_by_the_same_amount_over_its_period_everywhere(key):
    x = torch.linspace(-50, 50, 1001, dtype=torch.float64)
    wave = WAVES[key]
    for chosen in choices(wave):
        rise = wave.f(x + wave.period(**chosen), **chosen) - wave.f(x, **chosen)
        torch.testing.assert_close(rise, rise.mean().expand_as(rise), rtol=0, atol=1e-10)
