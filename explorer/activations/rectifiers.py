"""Functions with straight pieces that pass positive input and hold negative input back."""

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F

from explorer.formula.record import Activation, Parameter

FAMILY = "Rectifiers"


def random_slopes(
    x: torch.Tensor, generators: Sequence[torch.Generator], *, lower: Any, upper: Any
) -> dict[str, Any]:
    """One uniform slope in [lower, upper] for each number in x (P, N, H).

    Entry p is drawn with `generators[p]` on the CPU, so its slopes are the same whatever else is
    in the stack and wherever x lives. With both ends at the drawn slope, `f` and `df` are one
    random pass of `nn.RReLU` in training mode.
    """
    draws = [torch.rand(x.shape[1:], generator=g, dtype=x.dtype) for g in generators]
    slope = lower + (upper - lower) * torch.stack(draws).to(x.device)  # (P, N, H)
    return {"lower": slope, "upper": slope}


RECTIFIERS: tuple[Activation, ...] = (
    Activation(
        key="relu",
        label="ReLU",
        family=FAMILY,
        value="max(0, x)",
        slope="x > 0",
        remark="Passes positive input unchanged and gives exactly 0, with slope 0, for the rest.",
        source="Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, "
        "2010",
        module="nn.ReLU()",
    ),
    Activation(
        key="leaky_relu",
        label="Leaky ReLU",
        family=FAMILY,
        value="where(x > 0, x, negative_slope * x)",
        slope="where(x > 0, 1, negative_slope)",
        parameters=(Parameter("negative_slope", "a", 0.01, 0.0, 0.5, 0.01),),
        remark="A small fixed slope on the left keeps some gradient where ReLU has none.",
        source="Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic "
        "Models, 2013",
        module="nn.LeakyReLU(negative_slope={negative_slope})",
    ),
    Activation(
        key="two_slopes",
        label="Two slopes",
        family=FAMILY,
        value="max(0, x) + alpha * min(0, x)",
        slope="where(x > 0, 1, alpha)",
        parameters=(Parameter("alpha", r"\alpha", -0.5, -1.0, 1.0, 0.05),),
        remark="One slider through the family: the absolute value at −1, ReLU at 0, a leaky ReLU "
        "between 0 and 1, and the identity at 1.",
        source="Goodfellow, Bengio and Courville, Deep Learning, section 6.3, 2016",
    ),
    Activation(
        key="prelu",
        label="PReLU",
        family=FAMILY,
        value="where(x > 0, x, negative_slope * x)",
        slope="where(x > 0, 1, negative_slope)",
        parameters=(Parameter("negative_slope", "a", 0.25, 0.0, 1.0, 0.01, learnt=True),),
        remark="Leaky ReLU whose left slope is learnt together with the weights.",
        source="He et al., Delving Deep into Rectifiers, 2015",
        module="nn.PReLU(init={negative_slope})",
    ),
    Activation(
        key="rrelu",
        label="RReLU",
        family=FAMILY,
        value="where(x > 0, x, (lower + upper) / 2 * x)",
        slope="where(x > 0, 1, (lower + upper) / 2)",
        parameters=(
            Parameter("lower", r"\ell", 1 / 8, 0.0, 0.25, 0.005),
            Parameter("upper", "u", 1 / 3, 0.25, 1.0, 0.005),
        ),
        remark="In training each negative input meets its own random slope; afterwards all meet "
        "the mean slope, which is the curve shown.",
        source="Xu et al., Empirical Evaluation of Rectified Activations in Convolutional "
        "Network, 2015",
        module="nn.RReLU(lower={lower}, upper={upper})",
        training_parameters=random_slopes,
    ),
    Activation(
        key="relu6",
        label="ReLU6",
        family=FAMILY,
        value="min(max(0, x), 6)",
        slope="where(0 < x < 6, 1, 0)",
        remark="ReLU with a ceiling at 6, which keeps values in a range that few bits can hold.",
        source="Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010",
        fused=F.relu6,
        module="nn.ReLU6()",
    ),
    Activation(
        key="squared_relu",
        label="Squared ReLU",
        family=FAMILY,
        value="max(0, x)**2",
        slope="2 * max(0, x)",
        remark="Leaves 0 without a kink, and its slope grows without bound.",
        source="So et al., Primer: Searching for Efficient Transformers for Language Modeling, "
        "2021",
    ),
    Activation(
        key="srelu",
        label="SReLU",
        family=FAMILY,
        value="where(x >= t_r, t_r + a_r * (x - t_r), where(x <= t_l, t_l + a_l * (x - t_l), x))",
        slope="where(x >= t_r, a_r, where(x <= t_l, a_l, 1))",
        parameters=(
            Parameter("t_l", "t_l", -1.0, -3.0, 0.0, 0.1),
            Parameter("a_l", "a_l", 0.2, 0.0, 2.0, 0.05),
            Parameter("t_r", "t_r", 1.0, 0.0, 3.0, 0.1),
            Parameter("a_r", "a_r", 0.2, 0.0, 2.0, 0.05),
        ),
        remark="Three straight pieces with two movable joints; slopes of the outer pieces below 1 "
        "make an S, above 1 they bend it outwards.",
        source="Jin et al., Deep Learning with S-shaped Rectified Linear Activation Units, 2016",
    ),
    Activation(
        key="absolute",
        label="Absolute value",
        family=FAMILY,
        value="abs(x)",
        slope="sign(x)",
        remark="Folds the line at 0, so x and −x become the same and only the size is kept.",
        source="Jarrett et al., What Is the Best Multi-Stage Architecture for Object "
        "Recognition?, 2009",
    ),
    Activation(
        key="threshold",
        label="Threshold",
        family=FAMILY,
        value="where(x <= threshold, value, x)",
        slope="x > threshold",
        parameters=(
            Parameter("threshold", r"\theta", 1.0, -2.0, 2.0, 0.1),
            Parameter("value", "v", 0.0, -2.0, 2.0, 0.1),
        ),
        remark="Passes input above the threshold and replaces the rest by one value; unless that "
        "value is the threshold, it jumps there.",
        source="Konda, Memisevic and Krueger, Zero-bias Autoencoders and the Benefits of "
        "Co-adapting Features, 2014",
        module="nn.Threshold(threshold={threshold}, value={value})",
    ),
)
