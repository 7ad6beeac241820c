"""Famous identities and approximations between activations, each a claim that is computed."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from explorer.activations import get

REACH, STEP = 20.0, 1 / 1024  # where both sides are compared, in float64


@dataclass(frozen=True)
class Identity:
    """Two ways to write a function; `bound` is how far apart they may be on [−20, 20]."""

    key: str
    label: str
    left: str  # LaTeX, as is the right side
    right: str
    sides: tuple[Callable[[Tensor], Tensor], Callable[[Tensor], Tensor]]
    bound: float
    remark: str

    @property
    def exact(self) -> bool:
        """Whether the two sides are one function, so that only rounding parts them."""
        return self.bound < 1e-9


def largest_gap(identity: Identity) -> tuple[float, float]:
    """The largest difference |left − right| on a fine grid over [−20, 20], and its x ≥ 0 or < 0."""
    x = torch.arange(-REACH, REACH + STEP / 2, STEP, dtype=torch.float64)
    left, right = identity.sides
    apart = (left(x) - right(x)).abs()
    most = int(apart.argmax())
    return float(apart[most]), float(x[most])


def _slope(key: str) -> Callable[[Tensor], Tensor]:
    """The slope by autograd, so that an identity about it does not check itself."""

    def slope(z: Tensor) -> Tensor:
        at = z.detach().requires_grad_()
        return torch.autograd.grad(get(key).f(at).sum(), at)[0]

    return slope


def _f(key: str) -> Callable[..., Tensor]:
    return get(key).f


_ENTRIES = (
    Identity(
        "tanh_sigmoid",
        "Tanh is a rescaled sigmoid",
        r"\tanh z",
        r"2\sigma(2z) - 1",
        (_f("tanh"), lambda z: 2 * _f("sigmoid")(2 * z) - 1),
        1e-15,
        "Halved in width, doubled in height and moved down by 1, the sigmoid is tanh.",
    ),
    Identity(
        "softplus_slope",
        "The slope of softplus is the sigmoid",
        r"\tfrac{d}{dz}\ln(1 + e^z)",
        r"\sigma(z)",
        (_slope("softplus"), _f("sigmoid")),
        1e-15,
        "So softplus at z is the area under the sigmoid to the left of z.",
    ),
    Identity(
        "sigmoid_slope",
        "The sigmoid's slope from its value",
        r"\sigma'(z)",
        r"\sigma(z)\,(1 - \sigma(z))",
        (_slope("sigmoid"), lambda z: _f("sigmoid")(z) * (1 - _f("sigmoid")(z))),
        1e-15,
        "A backward pass needs no new exponential; the product is at most 1/4.",
    ),
    Identity(
        "identity_relu",
        "Two ReLUs make a straight line",
        r"\max(0, z) - \max(0, -z)",
        r"z",
        (lambda z: _f("relu")(z) - _f("relu")(-z), _f("identity")),
        1e-15,
        "So two ReLU units can pass a value on unchanged.",
    ),
    Identity(
        "absolute_relu",
        "Two ReLUs make the absolute value",
        r"\max(0, z) + \max(0, -z)",
        r"|z|",
        (lambda z: _f("relu")(z) + _f("relu")(-z), _f("absolute")),
        1e-15,
        "The fold at 0, made of two units.",
    ),
    Identity(
        "selu_elu",
        "SELU is a scaled ELU",
        r"\mathrm{SELU}(z)",
        r"\lambda\,\mathrm{ELU}_\alpha(z)",
        (
            _f("selu"),
            lambda z: 1.0507009873554805 * _f("elu")(z, alpha=1.6732632423543772),
        ),
        1e-14,
        "λ = 1.0507 and α = 1.6733 are chosen so that N(0, 1) keeps its mean and variance.",
    ),
    Identity(
        "silu_hardswish",
        "SiLU against hard swish",
        r"z\,\sigma(z)",
        r"z\,\tfrac{\min(\max(z + 3, 0), 6)}{6}",
        (_f("silu"), _f("hardswish")),
        0.15,
        "Straight pieces in place of the exponential: near, and not the same.",
    ),
    Identity(
        "gelu_forms",
        "GELU by erf against GELU by tanh",
        r"z\,\Phi(z)",
        r"\tfrac{z}{2}\bigl(1 + \tanh(\sqrt{2/\pi}(z + 0.044715 z^3))\bigr)",
        (_f("gelu"), _f("gelu_tanh")),
        5e-4,
        "The form that many models are trained with is an approximation.",
    ),
    Identity(
        "gelu_swish",
        "GELU against a swish",
        r"z\,\Phi(z)",
        r"z\,\sigma(1.702 z)",
        (_f("gelu"), lambda z: _f("swish")(z, beta=1.702)),
        0.021,
        "The quick form of GELU: one sigmoid, and an error that can be seen.",
    ),
)

IDENTITIES: dict[str, Identity] = {entry.key: entry for entry in _ENTRIES}
