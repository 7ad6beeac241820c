"""Functions that rise and fall: one bump, or waves without end."""

import math
from typing import Any

import torch

from explorer.formula.record import Activation, Parameter

FAMILY = "Waves and bumps"

# sin(x)/x and its slope by their power series where |x| is below this: the quotient's own
# derivative is a difference of two large numbers there. What the series leave out is under 1e-15.
SERIES_BELOW = 0.1


def sinc(x: torch.Tensor) -> torch.Tensor:
    near = x.abs() < SERIES_BELOW
    u = x.clamp(-SERIES_BELOW, SERIES_BELOW).square()
    series = 1 - u / 6 * (1 - u / 20 * (1 - u / 42 * (1 - u / 72)))
    far_x = x.masked_fill(near, 1.0)
    return torch.where(near, series, torch.sin(far_x) / far_x)


def sinc_slope(x: torch.Tensor) -> torch.Tensor:
    near = x.abs() < SERIES_BELOW
    u = x.clamp(-SERIES_BELOW, SERIES_BELOW).square()
    series = x / -3 * (1 - u / 10 * (1 - u / 28 * (1 - u / 54)))
    far_x = x.masked_fill(near, 1.0)
    return torch.where(near, series, (torch.cos(far_x) - torch.sin(far_x) / far_x) / far_x)


def snake(x: torch.Tensor, alpha: Any) -> torch.Tensor:
    return x + torch.sin(alpha * x).square() / alpha


WAVES_AND_BUMPS: tuple[Activation, ...] = (
    Activation(
        key="gaussian",
        label="Gaussian",
        family=FAMILY,
        formula=r"e^{-x^2}",
        slope_formula=r"-2x \, e^{-x^2}",
        f=lambda x: torch.exp(-x.square()),
        df=lambda x: -2 * x * torch.exp(-x.square()),
        remark="Answers only to input near 0, so one unit can mark out a strip of the plane.",
        source="Broomhead and Lowe, Multivariable Functional Interpolation and Adaptive "
        "Networks, 1988",
        torch="lambda x: torch.exp(-x.square())",
    ),
    Activation(
        key="sine",
        label="Sine",
        family=FAMILY,
        formula=r"\sin x",
        slope_formula=r"\cos x",
        f=torch.sin,
        df=torch.cos,
        remark="Never saturates and repeats without end; its slope is a sine again, shifted.",
        source="Sitzmann et al., Implicit Neural Representations with Periodic Activation "
        "Functions, 2020",
        torch="torch.sin",
        period=lambda: 2 * math.pi,
    ),
    Activation(
        key="cosine",
        label="Cosine",
        family=FAMILY,
        formula=r"\cos x",
        slope_formula=r"-\sin x",
        f=torch.cos,
        df=lambda x: -torch.sin(x),
        remark="Even, with slope 0 at the origin; a layer of cosines with fixed random weights "
        "is the random Fourier features.",
        source="Rahimi and Recht, Random Features for Large-Scale Kernel Machines, 2007",
        torch="torch.cos",
        period=lambda: 2 * math.pi,
    ),
    Activation(
        key="sinc",
        label="Sinc",
        family=FAMILY,
        formula=r"\begin{cases} \frac{\sin x}{x} & x \ne 0 \\ 1 & x = 0 \end{cases}",
        slope_formula=r"\begin{cases} \frac{\cos x}{x} - \frac{\sin x}{x^2} & x \ne 0 \\ "
        r"0 & x = 0 \end{cases}",
        f=sinc,
        df=sinc_slope,
        remark="A wave that dies away as 1/x, with zeros at every multiple of π but 0.",
        source="Classical; the impulse response of the ideal low-pass filter",
        torch="lambda x: torch.sinc(x / torch.pi)",
    ),
    Activation(
        key="snake",
        label="Snake",
        family=FAMILY,
        formula=r"x + \tfrac{1}{\alpha} \sin^2(\alpha x)",
        slope_formula=r"1 + \sin(2 \alpha x)",
        f=snake,
        df=lambda x, alpha: 1 + torch.sin(2 * alpha * x),
        parameters=(Parameter("alpha", r"\alpha", 1.0, 0.1, 10.0, 0.1),),
        remark="A wave riding on the identity: the slope swings between 0 and 2, so it never "
        "falls.",
        source="Ziyin, Hartwig and Ueda, Neural Networks Fail to Learn Periodic Functions and "
        "How to Fix It, 2020",
        torch="lambda x: x + torch.sin({alpha} * x).square() / {alpha}",
        period=lambda alpha: math.pi / alpha,
    ),
)
