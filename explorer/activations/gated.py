"""Functions of the form x · gate(x): the input decides how much of itself gets through."""

from functools import partial

import torch.nn.functional as F

from explorer.formula.record import Activation, Parameter

FAMILY = "Gated"

GATED: tuple[Activation, ...] = (
    Activation(
        key="gelu",
        label="GELU (erf)",
        family=FAMILY,
        value="x * Phi(x)",
        slope="Phi(x) + x * phi(x)",
        remark="Passes x times the chance that a standard normal number lies below x.",
        source="Hendrycks and Gimpel, Gaussian Error Linear Units (GELUs), 2016",
        fused=F.gelu,
        module="nn.GELU()",
    ),
    Activation(
        key="gelu_tanh",
        label="GELU (tanh)",
        family=FAMILY,
        value="x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3)))",
        slope="(1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3))) / 2 + x / 2 * (1 - tanh(sqrt(2 "
        "/ pi) * (x + 0.044715 * x**3))**2) * sqrt(2 / pi) * (1 + 3 * 0.044715 * x**2)",
        remark="GELU with tanh in place of erf, nowhere further than 0.0005 from it.",
        source="Hendrycks and Gimpel, Gaussian Error Linear Units (GELUs), 2016",
        fused=partial(F.gelu, approximate="tanh"),
        module="nn.GELU(approximate='tanh')",
    ),
    Activation(
        key="silu",
        label="SiLU",
        family=FAMILY,
        value="x * sigmoid(x)",
        slope="sigmoid(x) * (1 + x * (1 - sigmoid(x)))",
        remark="Dips below zero to −0.278 at x = −1.278 before it fades out on the left.",
        source="Elfwing, Uchibe and Doya, Sigmoid-Weighted Linear Units for Neural Network "
        "Function Approximation in Reinforcement Learning, 2017",
        fused=F.silu,
        module="nn.SiLU()",
    ),
    Activation(
        key="swish",
        label="Swish",
        family=FAMILY,
        value="x * sigmoid(beta * x)",
        slope="sigmoid(beta * x) * (1 + beta * x * (1 - sigmoid(beta * x)))",
        parameters=(Parameter("beta", r"\beta", 1.5, 0.0, 10.0, 0.1),),
        remark="A dial from the line x/2 at β = 0 through SiLU at β = 1 towards ReLU as β grows.",
        source="Ramachandran, Zoph and Le, Searching for Activation Functions, 2017",
    ),
    Activation(
        key="hardswish",
        label="Hard swish",
        family=FAMILY,
        value="x / 6 * min(max(0, x + 3), 6)",
        slope="where(x <= -3, 0, where(x < 3, x / 3 + 1/2, 1))",
        remark="SiLU redrawn with one parabola between −3 and 3, exactly 0 to its left and x to "
        "its right.",
        source="Howard et al., Searching for MobileNetV3, 2019",
        fused=F.hardswish,
        module="nn.Hardswish()",
    ),
    Activation(
        key="mish",
        label="Mish",
        family=FAMILY,
        value="x * tanh(log(1 + exp(x)))",
        slope="tanh(softplus(x)) + x * sigmoid(x) * (1 - tanh(softplus(x))**2)",
        remark="Close kin of SiLU with a slightly deeper dip and slope 0.6 at the origin.",
        source="Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019",
        fused=F.mish,
        module="nn.Mish()",
    ),
)
