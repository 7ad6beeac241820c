"""Parameters: a member's own, learnt ones, and RReLU's draws in training."""

import math
from typing import Any

import pytest
import torch
from torch import nn

from explorer.activations import ACTIVATIONS, Activation, get
from explorer.formula.exact import Exact, context
from tests.activations.grids import assert_equal, both_dtypes, choices, grid
from tests.dense import dense

with_parameters = dense("activation", [one for one in ACTIVATIONS.values() if one.parameters])


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
    by_slope = get("prelu").slopes_by[learnt.name]
    gradient = (upstream * by_slope(x, negative_slope=0.25)).sum()
    assert module.weight.grad is not None
    assert_equal(gradient, module.weight.grad.squeeze())


@pytest.mark.parametrize("key", [key for key in ACTIVATIONS if get(key).parameters])
def test_the_derivative_by_a_parameter_is_the_limit_of_its_differences(key: str) -> None:
    """To 1e-12, against differences of 1e-25 in 80 digits; not at kinks."""
    activation, x = get(key), torch.linspace(-7.3, 7.1, 29, dtype=torch.float64)
    for choice in choices(activation):
        for name, value in choice.items():
            step = context().mpf("1e-25")
            sides = [
                Exact(activation.tree, choice | {name: context().mpf(value) + side * step})
                for side in (-1, 1)
            ]
            low, high = ([f(at, 80) for at in x.tolist()] for f in sides)
            expected = [float((b - a) / (2 * step)) for a, b in zip(low, high, strict=True)]
            slope = activation.slopes_by[name](x, **choice)
            assert_equal(slope, torch.tensor(expected, dtype=torch.float64))


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
