"""S-shaped functions built on the logistic curve."""

import torch
import torch.nn.functional as F

from explorer.formula.record import Activation, kinks_at

FAMILY = "Sigmoids"


def sigmoid_slope(x: torch.Tensor) -> torch.Tensor:
    s = torch.sigmoid(x)
    return s * (1 - s)


# exp(-exp(7)) is 0 in float64: past 7 the curve is flat, and exp never overflows.
FLAT_FROM = 7


def complementary_log_log(x: torch.Tensor) -> torch.Tensor:
    return -torch.expm1(-torch.exp(x.clamp(max=FLAT_FROM)))


def complementary_log_log_slope(x: torch.Tensor) -> torch.Tensor:
    x = x.clamp(max=FLAT_FROM)
    return torch.exp(x - torch.exp(x))


SIGMOIDS: tuple[Activation, ...] = (
    Activation(
        key="sigmoid",
        label="Sigmoid",
        family=FAMILY,
        formula=r"\sigma(x) = \frac{1}{1 + e^{-x}}",
        slope_formula=r"\sigma(x) \, (1 - \sigma(x))",
        f=torch.sigmoid,
        df=sigmoid_slope,
        remark="Squashes to (0, 1) with a slope of at most ¼, so every layer of it shrinks the "
        "gradient unless the weights make up for it.",
        source="Rumelhart, Hinton and Williams, Learning Representations by Back-Propagating "
        "Errors, 1986",
        torch="nn.Sigmoid()",
    ),
    Activation(
        key="hardsigmoid",
        label="Hard sigmoid",
        family=FAMILY,
        formula=r"\tfrac{1}{6} \min(\max(0, x + 3), 6)",
        slope_formula=r"\begin{cases} \tfrac{1}{6} & |x| < 3 \\ 0 & \text{otherwise} \end{cases}",
        # F.hardsigmoid's own gradient is 1/6 rounded to float32, in float64 too.
        f=lambda x: F.hardtanh(x, -3.0, 3.0) / 6 + 0.5,
        df=lambda x: (x.abs() < 3).to(x.dtype) / 6,
        remark="Three straight pieces that stand in for the sigmoid and need no exponential.",
        source="Howard et al., Searching for MobileNetV3, 2019",
        torch="nn.Hardsigmoid()",
        kinks=kinks_at(1, -3.0, 3.0),
    ),
    Activation(
        key="log_sigmoid",
        label="Log-sigmoid",
        family=FAMILY,
        formula=r"\ln \sigma(x) = -\ln(1 + e^{-x})",
        slope_formula=r"\sigma(-x)",
        f=F.logsigmoid,
        df=lambda x: torch.sigmoid(-x),
        remark="The logarithm of a probability: close to x far on the left and to 0 far on the "
        "right.",
        source="Classical; the log-likelihood of logistic regression",
        torch="nn.LogSigmoid()",
    ),
    Activation(
        key="symmetrical_sigmoid",
        label="Symmetrical sigmoid",
        family=FAMILY,
        formula=r"\frac{1 - e^{-x}}{1 + e^{-x}} = \tanh \tfrac{x}{2}",
        slope_formula=r"\tfrac{1}{2} \left(1 - \tanh^2 \tfrac{x}{2}\right)",
        f=lambda x: torch.tanh(x / 2),
        df=lambda x: (1 - torch.tanh(x / 2).square()) / 2,
        remark="The sigmoid stretched to (−1, 1), which is tanh at half the steepness.",
        source="Classical; also called the bipolar sigmoid",
        torch="lambda x: torch.tanh(x / 2)",
    ),
    Activation(
        key="loglog",
        label="Complementary log-log",
        family=FAMILY,
        formula=r"1 - e^{-e^x}",
        slope_formula=r"e^{x - e^x}",
        f=complementary_log_log,
        df=complementary_log_log_slope,
        remark="A lopsided S: it nears 1 on the right far faster than it nears 0 on the left.",
        source="Gomes and Ludermir, Complementary Log-Log and Probit: Activation Functions "
        "Implemented in Artificial Neural Networks, 2008",
        torch="lambda x: -torch.expm1(-torch.exp(x.clamp(max=7)))",
    ),
)
