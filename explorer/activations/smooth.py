"""Rectifiers with a rounded corner or a curved left side."""

from typing import Any

import torch
import torch.nn.functional as F

from explorer.formula.record import Activation, Kink, Parameter, kinks_at

FAMILY = "Exponential and smooth"

SELU_ALPHA = 1.6732632423543772
SELU_SCALE = 1.0507009873554805

# Left of 0 these functions curve, right of 0 they are straight. The curve is always given
# x.clamp(max=0), because torch.where also runs the branch it throws away: an exponential that
# overflows there would turn the gradient into NaN.


def elu(x: torch.Tensor, alpha: Any) -> torch.Tensor:
    return torch.where(x > 0, x, alpha * torch.expm1(x.clamp(max=0)))


def elu_slope(x: torch.Tensor, alpha: Any) -> torch.Tensor:
    return torch.where(x > 0, x.new_ones(()), alpha * torch.exp(x.clamp(max=0)))


def selu_slope(x: torch.Tensor) -> torch.Tensor:
    curve = (SELU_SCALE * SELU_ALPHA) * torch.exp(x.clamp(max=0))
    return torch.where(x > 0, x.new_full((), SELU_SCALE), curve)


def celu(x: torch.Tensor, alpha: Any) -> torch.Tensor:
    return torch.where(x > 0, x, alpha * torch.expm1(x.clamp(max=0) / alpha))


def isrlu(x: torch.Tensor, alpha: Any) -> torch.Tensor:
    left = x.clamp(max=0)
    return torch.where(x > 0, x, left * torch.rsqrt(1 + alpha * left.square()))


def isrlu_slope(x: torch.Tensor, alpha: Any) -> torch.Tensor:
    root = torch.rsqrt(1 + alpha * x.clamp(max=0).square())
    return root * root * root


def softplus(x: torch.Tensor, beta: Any) -> torch.Tensor:
    """ln(1 + e^(βx)) / β without overflow.

    `nn.Softplus` gives x itself where βx > 20, which is short by up to 2.1e-9/β and falls by that
    much at the switch. This one stays exact and increasing; elsewhere the two agree.
    """
    return F.logsigmoid(-beta * x) / -beta


def bent_identity_slope(x: torch.Tensor) -> torch.Tensor:
    return x / (2 * torch.sqrt(x.square() + 1)) + 1


EXPONENTIAL_AND_SMOOTH: tuple[Activation, ...] = (
    Activation(
        key="elu",
        label="ELU",
        family=FAMILY,
        formula=r"\begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}",
        slope_formula=r"\begin{cases} 1 & x > 0 \\ \alpha e^x & x \le 0 \end{cases}",
        f=elu,
        df=elu_slope,
        parameters=(Parameter("alpha", r"\alpha", 1.0, 0.1, 3.0, 0.1),),
        remark="Levels off at −α on the left, which brings mean outputs nearer to zero than "
        "ReLU does.",
        source="Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by "
        "Exponential Linear Units (ELUs), 2015",
        torch="nn.ELU(alpha={alpha})",
        kinks=lambda alpha: (Kink(0.0, 2 if alpha == 1 else 1),),
    ),
    Activation(
        key="selu",
        label="SELU",
        family=FAMILY,
        formula=r"\lambda \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases}"
        r"\quad \alpha \approx 1.6733,\ \lambda \approx 1.0507",
        slope_formula=r"\lambda \begin{cases} 1 & x > 0 \\ \alpha e^x & x \le 0 \end{cases}",
        f=F.selu,
        df=selu_slope,
        remark="ELU with its two constants chosen so that standard normal input comes out with "
        "mean 0 and variance 1.",
        source="Klambauer et al., Self-Normalizing Neural Networks, 2017",
        torch="nn.SELU()",
        kinks=kinks_at(1, 0.0),
    ),
    Activation(
        key="celu",
        label="CELU",
        family=FAMILY,
        formula=r"\begin{cases} x & x > 0 \\ \alpha (e^{x/\alpha} - 1) & x \le 0 \end{cases}",
        slope_formula=r"\begin{cases} 1 & x > 0 \\ e^{x/\alpha} & x \le 0 \end{cases}",
        f=celu,
        df=lambda x, alpha: torch.exp(x.clamp(max=0) / alpha),
        parameters=(Parameter("alpha", r"\alpha", 1.0, 0.1, 3.0, 0.1),),
        remark="ELU rescaled so that its slope is continuous at 0 whatever α is.",
        source="Barron, Continuously Differentiable Exponential Linear Units, 2017",
        torch="nn.CELU(alpha={alpha})",
        kinks=kinks_at(2, 0.0),
    ),
    Activation(
        key="isrlu",
        label="ISRLU",
        family=FAMILY,
        formula=r"\begin{cases} x & x \ge 0 \\ \frac{x}{\sqrt{1 + \alpha x^2}} & x < 0 "
        r"\end{cases}",
        slope_formula=r"\begin{cases} 1 & x \ge 0 \\ (1 + \alpha x^2)^{-3/2} & x < 0 "
        r"\end{cases}",
        f=isrlu,
        df=isrlu_slope,
        parameters=(Parameter("alpha", r"\alpha", 1.0, 0.1, 3.0, 0.1),),
        remark="Shaped like ELU without an exponential: it levels off at −1/√α, with continuous "
        "slope and curvature at 0.",
        source="Carlile et al., Improving Deep Learning by Inverse Square Root Linear Units "
        "(ISRLUs), 2017",
        torch="lambda x: torch.where(x > 0, x, x * torch.rsqrt(1 + {alpha} * x * x))",
        kinks=lambda alpha: (Kink(0.0, 3),) if alpha else (),
    ),
    Activation(
        key="softplus",
        label="Softplus",
        family=FAMILY,
        formula=r"\tfrac{1}{\beta} \ln(1 + e^{\beta x})",
        slope_formula=r"\sigma(\beta x)",
        f=softplus,
        df=lambda x, beta: torch.sigmoid(beta * x),
        parameters=(Parameter("beta", r"\beta", 1.0, 0.1, 10.0, 0.1),),
        remark="ReLU with a rounded corner, whose slope is the sigmoid; a larger β rounds less.",
        source="Dugas et al., Incorporating Second-Order Functional Knowledge for Better Option "
        "Pricing, 2000",
        torch="nn.Softplus(beta={beta})",
    ),
    Activation(
        key="bent_identity",
        label="Bent identity",
        family=FAMILY,
        formula=r"\frac{\sqrt{x^2 + 1} - 1}{2} + x",
        slope_formula=r"\frac{x}{2 \sqrt{x^2 + 1}} + 1",
        f=lambda x: (torch.sqrt(x.square() + 1) - 1) / 2 + x,
        df=bent_identity_slope,
        remark="A gentle bend whose slope climbs from ½ to 3/2, so it neither saturates nor "
        "switches off.",
        source="Classical; one branch of a hyperbola, known from tables of activation functions "
        "rather than from a paper",
        torch="lambda x: (torch.sqrt(x.square() + 1) - 1) / 2 + x",
    ),
)
