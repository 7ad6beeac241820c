"""Every activation's values against an oracle.

Numbers are float64 and must agree to 1e-12, relative or absolute, unless a test says otherwise.
"""

import math

import numpy as np
import pytest
import torch
from torch import nn

from explorer.activations import ACTIVATIONS, Activation, get
from tests.activations.grids import (
    MODULES,
    Callables,
    assert_equal,
    choices,
    every_activation,
    grid,
)


def plain_srelu(x, t_l, a_l, t_r, a_r):
    joined = np.where(x >= t_r, t_r + a_r * (x - t_r), x)
    return np.where((x <= t_l) & (x < t_r), t_l + a_l * (x - t_l), joined)


# Where torch has no module: the definition, in numpy.
FORMULAS: Callables = {
    "squared_relu": lambda x: np.maximum(x, 0) ** 2,
    "srelu": plain_srelu,
    "absolute": np.abs,
    "two_slopes": lambda x, alpha: np.where(x > 0, x, alpha * x),
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
