"""Rectifiers with a rounded corner or a curved left side."""

import torch.nn.functional as F

from explorer.formula.record import Activation, Parameter

FAMILY = "Exponential and smooth"

EXPONENTIAL_AND_SMOOTH: tuple[Activation, ...] = (
    Activation(
        key="elu",
        label="ELU",
        family=FAMILY,
        value="where(x > 0, x, alpha * (exp(x) - 1))",
        slope="where(x > 0, 1, alpha * exp(x))",
        parameters=(Parameter("alpha", r"\alpha", 1.0, 0.1, 3.0, 0.1),),
        remark="Levels off at −α on the left, which brings mean outputs nearer to zero than "
        "ReLU does.",
        source="Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by "
        "Exponential Linear Units (ELUs), 2015",
        module="nn.ELU(alpha={alpha})",
    ),
    Activation(
        key="selu",
        label="SELU",
        family=FAMILY,
        value="1.0507009873554805 * where(x > 0, x, 1.6732632423543772 * (exp(x) - 1))",
        slope="1.0507009873554805 * where(x > 0, 1, 1.6732632423543772 * exp(x))",
        remark="ELU with its two constants chosen so that standard normal input comes out with "
        "mean 0 and variance 1.",
        source="Klambauer et al., Self-Normalizing Neural Networks, 2017",
        fused=F.selu,
        module="nn.SELU()",
    ),
    Activation(
        key="celu",
        label="CELU",
        family=FAMILY,
        value="where(x > 0, x, alpha * (exp(x / alpha) - 1))",
        slope="where(x > 0, 1, exp(x / alpha))",
        parameters=(Parameter("alpha", r"\alpha", 1.0, 0.1, 3.0, 0.1),),
        remark="ELU rescaled so that its slope is continuous at 0 whatever α is.",
        source="Barron, Continuously Differentiable Exponential Linear Units, 2017",
        module="nn.CELU(alpha={alpha})",
    ),
    Activation(
        key="isrlu",
        label="ISRLU",
        family=FAMILY,
        value="where(x > 0, x, x / sqrt(1 + alpha * x**2))",
        slope="where(x > 0, 1, 1 / sqrt(1 + alpha * x**2)**3)",
        parameters=(Parameter("alpha", r"\alpha", 1.0, 0.1, 3.0, 0.1),),
        remark="Shaped like ELU without an exponential: it levels off at −1/√α, with continuous "
        "slope and curvature at 0.",
        source="Carlile et al., Improving Deep Learning by Inverse Square Root Linear Units "
        "(ISRLUs), 2017",
    ),
    Activation(
        key="softplus",
        label="Softplus",
        family=FAMILY,
        value="log(1 + exp(beta * x)) / beta",
        slope="sigmoid(beta * x)",
        parameters=(Parameter("beta", r"\beta", 1.0, 0.1, 10.0, 0.1),),
        remark="ReLU with a rounded corner, whose slope is the sigmoid; a larger β rounds less.",
        source="Dugas et al., Incorporating Second-Order Functional Knowledge for Better Option "
        "Pricing, 2000",
        module="nn.Softplus(beta={beta})",
    ),
    Activation(
        key="bent_identity",
        label="Bent identity",
        family=FAMILY,
        value="(sqrt(x**2 + 1) - 1) / 2 + x",
        slope="x / (2 * sqrt(x**2 + 1)) + 1",
        remark="A gentle bend whose slope climbs from ½ to 3/2, so it neither saturates nor "
        "switches off.",
        source="Classical; one branch of a hyperbola, known from tables of activation functions "
        "rather than from a paper",
    ),
)
