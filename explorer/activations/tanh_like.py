"""S-shaped functions centred on zero."""

import math

import torch
import torch.nn.functional as F

from explorer.formula.record import Activation, kinks_at

FAMILY = "Tanh-like"

TANH_LIKE: tuple[Activation, ...] = (
    Activation(
        key="tanh",
        label="Tanh",
        family=FAMILY,
        formula=r"\tanh x",
        slope_formula=r"1 - \tanh^2 x",
        f=torch.tanh,
        df=lambda x: 1 - torch.tanh(x).square(),
        remark="Centred on zero with slope 1 at the origin, and flat in both tails.",
        source="LeCun et al., Efficient BackProp, 1998",
        torch="nn.Tanh()",
    ),
    Activation(
        key="hardtanh",
        label="Hardtanh",
        family=FAMILY,
        formula=r"\min(\max(-1, x), 1)",
        slope_formula=r"\begin{cases} 1 & |x| < 1 \\ 0 & \text{otherwise} \end{cases}",
        f=F.hardtanh,
        df=lambda x: (x.abs() < 1).to(x.dtype),
        remark="The identity cut off at −1 and 1, where the gradient stops dead.",
        source="Collobert, Large Scale Machine Learning, 2004",
        torch="nn.Hardtanh()",
        kinks=kinks_at(1, -1.0, 1.0),
    ),
    Activation(
        key="lecun_tanh",
        label="LeCun tanh",
        family=FAMILY,
        formula=r"1.7159 \tanh \tfrac{2x}{3}",
        slope_formula=r"1.7159 \cdot \tfrac{2}{3} \left(1 - \tanh^2 \tfrac{2x}{3}\right)",
        f=lambda x: 1.7159 * torch.tanh(x * (2 / 3)),
        df=lambda x: (1.7159 * 2 / 3) * (1 - torch.tanh(x * (2 / 3)).square()),
        remark="Tanh scaled to pass through (1, 1) and (−1, −1), so that targets of ±1 lie well "
        "inside its range.",
        source="LeCun et al., Efficient BackProp, 1998",
        torch="lambda x: 1.7159 * torch.tanh(x * (2 / 3))",
    ),
    Activation(
        key="arctan",
        label="Arctan",
        family=FAMILY,
        formula=r"\arctan x",
        slope_formula=r"\frac{1}{1 + x^2}",
        f=torch.atan,
        df=lambda x: 1 / (1 + x.square()),
        remark="Levels off at ±π/2, and its slope falls only as 1/x², far more slowly than "
        "that of tanh.",
        source="Classical; the inverse of the tangent",
        torch="torch.atan",
    ),
    Activation(
        key="erf",
        label="Erf",
        family=FAMILY,
        formula=r"\operatorname{erf} x = \tfrac{2}{\sqrt\pi} \int_0^x e^{-t^2} \, dt",
        slope_formula=r"\tfrac{2}{\sqrt\pi} \, e^{-x^2}",
        f=torch.erf,
        df=lambda x: (2 / math.sqrt(math.pi)) * torch.exp(-x.square()),
        remark="An S whose slope is a Gaussian bump, so averages over Gaussian input have closed "
        "forms.",
        source="Classical; the Gauss error function",
        torch="torch.erf",
    ),
    Activation(
        key="softsign",
        label="Softsign",
        family=FAMILY,
        formula=r"\frac{x}{1 + |x|}",
        slope_formula=r"\frac{1}{(1 + |x|)^2}",
        f=F.softsign,
        df=lambda x: (1 + x.abs()).square().reciprocal(),
        remark="Nears ±1 only as 1/|x|, so its tails stay alive longer than those of tanh.",
        source="Bergstra et al., Quadratic Polynomials Learn Better Image Features, 2009",
        torch="nn.Softsign()",
        kinks=kinks_at(2, 0.0),
    ),
)
