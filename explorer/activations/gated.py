"""Functions of the form x · gate(x): the input decides how much of itself gets through."""

import math
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F

from explorer.formula.record import Activation, Parameter, kinks_at

FAMILY = "Gated"

DENSITY_AT_0 = 1 / math.sqrt(2 * math.pi)  # of the standard normal distribution
TANH_SCALE = math.sqrt(2 / math.pi)
TANH_CUBIC = 0.044715


def gelu_slope(x: torch.Tensor) -> torch.Tensor:
    share = torch.erfc(x * -math.sqrt(0.5)) / 2  # Φ(x)
    density = DENSITY_AT_0 * torch.exp(x.square() / -2)  # φ(x)
    return share + x * density


def gelu_tanh_slope(x: torch.Tensor) -> torch.Tensor:
    square = x.square()
    t = torch.tanh(TANH_SCALE * x * (1 + TANH_CUBIC * square))
    inner_slope = TANH_SCALE * (1 + 3 * TANH_CUBIC * square)
    return (1 + t + x * (1 - t.square()) * inner_slope) / 2


def silu_slope(x: torch.Tensor) -> torch.Tensor:
    s = torch.sigmoid(x)
    return s * (1 + x * (1 - s))


def swish_slope(x: torch.Tensor, beta: Any) -> torch.Tensor:
    z = beta * x
    s = torch.sigmoid(z)
    return s * (1 + z * (1 - s))


def hardswish_slope(x: torch.Tensor) -> torch.Tensor:
    return torch.where(x.abs() < 3, x / 3 + 0.5, (x > 0).to(x.dtype))


def mish_slope(x: torch.Tensor) -> torch.Tensor:
    t = torch.tanh(F.softplus(x))
    return t + x * torch.sigmoid(x) * (1 - t.square())


GATED: tuple[Activation, ...] = (
    Activation(
        key="gelu",
        label="GELU (erf)",
        family=FAMILY,
        formula=r"x \, \Phi(x) = \tfrac{x}{2} "
        r"\left(1 + \operatorname{erf} \tfrac{x}{\sqrt 2}\right)",
        slope_formula=r"\Phi(x) + x \, \tfrac{1}{\sqrt{2\pi}} e^{-x^2/2}",
        f=F.gelu,
        df=gelu_slope,
        remark="Passes x times the chance that a standard normal number lies below x.",
        source="Hendrycks and Gimpel, Gaussian Error Linear Units (GELUs), 2016",
        torch="nn.GELU()",
    ),
    Activation(
        key="gelu_tanh",
        label="GELU (tanh)",
        family=FAMILY,
        formula=r"\tfrac{x}{2} (1 + \tanh u), \quad "
        r"u = \sqrt{\tfrac{2}{\pi}} \, (x + 0.044715 x^3)",
        slope_formula=r"\tfrac{1}{2} (1 + \tanh u) + \tfrac{x}{2} (1 - \tanh^2 u) "
        r"\sqrt{\tfrac{2}{\pi}} \, (1 + 0.134145 x^2)",
        f=partial(F.gelu, approximate="tanh"),
        df=gelu_tanh_slope,
        remark="GELU with tanh in place of erf, nowhere further than 0.0005 from it.",
        source="Hendrycks and Gimpel, Gaussian Error Linear Units (GELUs), 2016",
        torch="nn.GELU(approximate='tanh')",
    ),
    Activation(
        key="silu",
        label="SiLU",
        family=FAMILY,
        formula=r"x \, \sigma(x)",
        slope_formula=r"\sigma(x) \, (1 + x (1 - \sigma(x)))",
        f=F.silu,
        df=silu_slope,
        remark="Dips below zero to −0.278 at x = −1.278 before it fades out on the left.",
        source="Elfwing, Uchibe and Doya, Sigmoid-Weighted Linear Units for Neural Network "
        "Function Approximation in Reinforcement Learning, 2017",
        torch="nn.SiLU()",
    ),
    Activation(
        key="swish",
        label="Swish",
        family=FAMILY,
        formula=r"x \, \sigma(\beta x)",
        slope_formula=r"\sigma(\beta x) \, (1 + \beta x (1 - \sigma(\beta x)))",
        f=lambda x, beta: x * torch.sigmoid(beta * x),
        df=swish_slope,
        parameters=(Parameter("beta", r"\beta", 1.5, 0.0, 10.0, 0.1),),
        remark="A dial from the line x/2 at β = 0 through SiLU at β = 1 towards ReLU as β grows.",
        source="Ramachandran, Zoph and Le, Searching for Activation Functions, 2017",
        torch="lambda x: x * torch.sigmoid({beta} * x)",
    ),
    Activation(
        key="hardswish",
        label="Hard swish",
        family=FAMILY,
        formula=r"\tfrac{x}{6} \min(\max(0, x + 3), 6)",
        slope_formula=r"\begin{cases} 0 & x \le -3 \\ \tfrac{x}{3} + \tfrac{1}{2} & |x| < 3 \\ "
        r"1 & x \ge 3 \end{cases}",
        f=F.hardswish,
        df=hardswish_slope,
        remark="SiLU redrawn with one parabola between −3 and 3, exactly 0 to its left and x to "
        "its right.",
        source="Howard et al., Searching for MobileNetV3, 2019",
        torch="nn.Hardswish()",
        kinks=kinks_at(1, -3.0, 3.0),
    ),
    Activation(
        key="mish",
        label="Mish",
        family=FAMILY,
        formula=r"x \tanh(\ln(1 + e^x))",
        slope_formula=r"t + x \, \sigma(x) (1 - t^2), \quad t = \tanh(\ln(1 + e^x))",
        f=F.mish,
        df=mish_slope,
        remark="Close kin of SiLU with a slightly deeper dip and slope 0.6 at the origin.",
        source="Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019",
        torch="nn.Mish()",
    ),
)
