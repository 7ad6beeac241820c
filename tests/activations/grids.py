"""Where the activations are tested: grids, choices of parameters, and autograd."""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from explorer.activations import ACTIVATIONS, Activation
from tests.dense import dense

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


every_activation = dense("activation", ACTIVATIONS.values())


both_dtypes = dense("dtype", [torch.float32, torch.float64])


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
