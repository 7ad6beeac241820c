"""The registry of initialisers: how weights and biases are drawn before the first step."""

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import torch
from torch import Tensor


@dataclass(frozen=True)
class Initialiser:
    """A rule for one layer.

    `draw(fan_in, fan_out, std, generator)` gives weights (fan_in, fan_out) and biases (fan_out,),
    float32. `variances(fan_in, fan_out, std)` are those it draws with: σ_w², a weight's variance
    times fan_in, and σ_b², a bias's. Both read `std` only where `takes_std`. `code` are lines
    of PyTorch that draw the same `weight` and `bias`, with {std} to be filled in, of fan_in,
    fan_out and the generator, owner.
    """

    key: str
    label: str
    remark: str
    source: str
    draw: Callable[[int, int, float, torch.Generator], tuple[Tensor, Tensor]]
    variances: Callable[[int, int, float], tuple[float, float]]
    code: tuple[str, ...]
    takes_std: bool = False

    @property
    def short(self) -> str:
        """The label without what stands in brackets."""
        return self.label.partition(" (")[0]


def _uniform(shape: tuple[int, ...], bound: float, generator: torch.Generator) -> Tensor:
    return (2 * torch.rand(shape, generator=generator) - 1) * bound


def _normal(fan_in: int, fan_out: int, std: float, generator: torch.Generator) -> Tensor:
    return std * torch.randn((fan_in, fan_out), generator=generator)


def _torch_default(
    fan_in: int, fan_out: int, std: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    bound = 1 / sqrt(fan_in)
    weight = _uniform((fan_in, fan_out), bound, generator)
    return weight, _uniform((fan_out,), bound, generator)


def _xavier(
    fan_in: int, fan_out: int, std: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    weight = _uniform((fan_in, fan_out), sqrt(6 / (fan_in + fan_out)), generator)
    return weight, torch.zeros(fan_out)


def _he(fan_in: int, fan_out: int, std: float, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    return _normal(fan_in, fan_out, sqrt(2 / fan_in), generator), torch.zeros(fan_out)


def _lecun(
    fan_in: int, fan_out: int, std: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    return _normal(fan_in, fan_out, 1 / sqrt(fan_in), generator), torch.zeros(fan_out)


def _plain_normal(
    fan_in: int, fan_out: int, std: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    return _normal(fan_in, fan_out, std, generator), torch.zeros(fan_out)


def _uniform_code(bound: str) -> tuple[str, ...]:
    return (
        f"bound = {bound}",
        "weight = (2 * torch.rand(fan_in, fan_out, generator=owner) - 1) * bound",
    )


def _normal_code(std: str) -> tuple[str, ...]:
    return (f"weight = {std} * torch.randn(fan_in, fan_out, generator=owner)", _NO_BIAS)


_NO_BIAS = "bias = torch.zeros(fan_out)"
_ENTRIES = (
    Initialiser(
        "torch",
        "PyTorch default",
        "Uniform in ±1/√fan_in for weights and biases: variance 1/(3 fan_in).",
        "torch.nn.Linear.reset_parameters",
        _torch_default,
        lambda fan_in, fan_out, std: (1 / 3, 1 / (3 * fan_in)),
        (
            *_uniform_code("1 / math.sqrt(fan_in)"),
            "bias = (2 * torch.rand(fan_out, generator=owner) - 1) * bound",
        ),
    ),
    Initialiser(
        "xavier",
        "Xavier (uniform)",
        "Variance 2/(fan_in + fan_out), made for tanh; biases 0.",
        "Glorot and Bengio, Understanding the difficulty of training deep feedforward neural "
        "networks, 2010",
        _xavier,
        lambda fan_in, fan_out, std: (2 * fan_in / (fan_in + fan_out), 0.0),
        (*_uniform_code("math.sqrt(6 / (fan_in + fan_out))"), _NO_BIAS),
    ),
    Initialiser(
        "he",
        "He (normal)",
        "Variance 2/fan_in, made for ReLU; biases 0.",
        "He et al., Delving Deep into Rectifiers, 2015",
        _he,
        lambda fan_in, fan_out, std: (2.0, 0.0),
        _normal_code("math.sqrt(2 / fan_in)"),
    ),
    Initialiser(
        "lecun",
        "LeCun (normal)",
        "Variance 1/fan_in, of 1998; SELU of 2017 counts on it. Biases 0.",
        "LeCun et al., Efficient BackProp, 1998",
        _lecun,
        lambda fan_in, fan_out, std: (1.0, 0.0),
        _normal_code("1 / math.sqrt(fan_in)"),
    ),
    Initialiser(
        "normal",
        "Normal(σ)",
        "Standard deviation σ whatever the width; biases 0.",
        "Classical",
        _plain_normal,
        lambda fan_in, fan_out, std: (std**2 * fan_in, 0.0),
        _normal_code("{std}"),
        takes_std=True,
    ),
)

INITIALISERS: dict[str, Initialiser] = {entry.key: entry for entry in _ENTRIES}
