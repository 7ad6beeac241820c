"""S-shaped functions centred on zero."""

import torch.nn.functional as F

from explorer.formula.record import Activation

FAMILY = "Tanh-like"

TANH_LIKE: tuple[Activation, ...] = (
    Activation(
        key="tanh",
        label="Tanh",
        family=FAMILY,
        value="tanh(x)",
        slope="1 - tanh(x)**2",
        remark="Centred on zero with slope 1 at the origin, and flat in both tails.",
        source="LeCun et al., Efficient BackProp, 1998",
        module="nn.Tanh()",
    ),
    Activation(
        key="hardtanh",
        label="Hardtanh",
        family=FAMILY,
        value="min(max(-1, x), 1)",
        slope="where(abs(x) < 1, 1, 0)",
        remark="The identity cut off at −1 and 1, where the gradient stops dead.",
        source="Collobert, Large Scale Machine Learning, 2004",
        fused=F.hardtanh,
        module="nn.Hardtanh()",
    ),
    Activation(
        key="lecun_tanh",
        label="LeCun tanh",
        family=FAMILY,
        value="1.7159 * tanh(2 * x / 3)",
        slope="1.7159 * 2 / 3 * (1 - tanh(2 * x / 3)**2)",
        remark="Tanh scaled to pass through (1, 1) and (−1, −1), so that targets of ±1 lie well "
        "inside its range.",
        source="LeCun et al., Efficient BackProp, 1998",
    ),
    Activation(
        key="arctan",
        label="Arctan",
        family=FAMILY,
        value="atan(x)",
        slope="1 / (1 + x**2)",
        remark="Levels off at ±π/2, and its slope falls only as 1/x², far more slowly than "
        "that of tanh.",
        source="Classical; the inverse of the tangent",
    ),
    Activation(
        key="erf",
        label="Erf",
        family=FAMILY,
        value="erf(x)",
        slope="2 / sqrt(pi) * exp(-x**2)",
        remark="An S whose slope is a Gaussian bump, so averages over Gaussian input have closed "
        "forms.",
        source="Classical; the Gauss error function",
    ),
    Activation(
        key="softsign",
        label="Softsign",
        family=FAMILY,
        value="x / (1 + abs(x))",
        slope="1 / (1 + abs(x))**2",
        remark="Nears ±1 only as 1/|x|, so its tails stay alive longer than those of tanh.",
        source="Bergstra et al., Quadratic Polynomials Learn Better Image Features, 2009",
        module="nn.Softsign()",
    ),
)
