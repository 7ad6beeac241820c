"""Functions with straight pieces that pass positive input and hold negative input back."""

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F

from explorer.formula.record import Activation, Kink, Parameter, kinks_at

FAMILY = "Rectifiers"


def leaky(x: torch.Tensor, negative_slope: Any) -> torch.Tensor:
    return torch.where(x > 0, x, negative_slope * x)


def leaky_slope(x: torch.Tensor, negative_slope: Any) -> torch.Tensor:
    return torch.where(x > 0, x.new_ones(()), negative_slope)


def negative_part(x: torch.Tensor, negative_slope: Any) -> torch.Tensor:
    """The derivative of `leaky` by its slope."""
    return x.clamp(max=0)


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


def s_shaped(x: torch.Tensor, t_l: Any, a_l: Any, t_r: Any, a_r: Any) -> torch.Tensor:
    left = torch.where(x <= t_l, t_l + a_l * (x - t_l), x)
    return torch.where(x >= t_r, t_r + a_r * (x - t_r), left)


def s_shaped_slope(x: torch.Tensor, t_l: Any, a_l: Any, t_r: Any, a_r: Any) -> torch.Tensor:
    left = torch.where(x <= t_l, a_l, x.new_ones(()))
    return torch.where(x >= t_r, a_r, left)


def leaky_kinks(negative_slope: float) -> tuple[Kink, ...]:
    return () if negative_slope == 1 else (Kink(0.0, 1),)


def s_shaped_kinks(t_l: float, a_l: float, t_r: float, a_r: float) -> tuple[Kink, ...]:
    if t_l < t_r:
        joints = ((t_l, a_l), (t_r, a_r))
        return tuple(Kink(joint, 1) for joint, slope in joints if slope != 1)
    # The right piece wins from t_r on, so the left one, drawn through (t_l, t_l), ends there.
    if t_l != t_r and a_l != 1:
        return (Kink(t_r, 0),)
    return () if a_l == a_r else (Kink(t_r, 1),)


def threshold_kinks(threshold: float, value: float) -> tuple[Kink, ...]:
    return (Kink(threshold, 1 if value == threshold else 0),)


RECTIFIERS: tuple[Activation, ...] = (
    Activation(
        key="relu",
        label="ReLU",
        family=FAMILY,
        formula=r"\max(0, x)",
        slope_formula=r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
        f=torch.relu,
        # Half the time of a comparison and a cast, in the slope that is trained with most.
        df=lambda x: torch.sign(torch.relu(x)),
        remark="Passes positive input unchanged and gives exactly 0, with slope 0, for the rest.",
        source="Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, "
        "2010",
        torch="nn.ReLU()",
        kinks=kinks_at(1, 0.0),
    ),
    Activation(
        key="leaky_relu",
        label="Leaky ReLU",
        family=FAMILY,
        formula=r"\max(0, x) + a \min(0, x)",
        slope_formula=r"\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}",
        f=leaky,
        df=leaky_slope,
        parameters=(Parameter("negative_slope", "a", 0.01, 0.0, 0.5, 0.01),),
        remark="A small fixed slope on the left keeps some gradient where ReLU has none.",
        source="Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic "
        "Models, 2013",
        torch="nn.LeakyReLU(negative_slope={negative_slope})",
        kinks=leaky_kinks,
    ),
    Activation(
        key="prelu",
        label="PReLU",
        family=FAMILY,
        formula=r"\max(0, x) + a \min(0, x)",
        slope_formula=r"\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases}",
        f=leaky,
        df=leaky_slope,
        parameters=(Parameter("negative_slope", "a", 0.25, 0.0, 1.0, 0.01, df=negative_part),),
        remark="Leaky ReLU whose left slope is learnt together with the weights.",
        source="He et al., Delving Deep into Rectifiers, 2015",
        torch="nn.PReLU(init={negative_slope})",
        kinks=leaky_kinks,
    ),
    Activation(
        key="rrelu",
        label="RReLU",
        family=FAMILY,
        formula=r"\max(0, x) + \tfrac{\ell + u}{2} \min(0, x)",
        slope_formula=r"\begin{cases} 1 & x > 0 \\ \tfrac{\ell + u}{2} & x \le 0 \end{cases}",
        f=lambda x, lower, upper: leaky(x, (lower + upper) / 2),
        df=lambda x, lower, upper: leaky_slope(x, (lower + upper) / 2),
        parameters=(
            Parameter("lower", r"\ell", 1 / 8, 0.0, 0.25, 0.005),
            Parameter("upper", "u", 1 / 3, 0.25, 1.0, 0.005),
        ),
        remark="In training each negative input meets its own random slope; afterwards all meet "
        "the mean slope, which is the curve shown.",
        source="Xu et al., Empirical Evaluation of Rectified Activations in Convolutional "
        "Network, 2015",
        torch="nn.RReLU(lower={lower}, upper={upper})",
        training_parameters=random_slopes,
        kinks=lambda lower, upper: leaky_kinks((lower + upper) / 2),
    ),
    Activation(
        key="relu6",
        label="ReLU6",
        family=FAMILY,
        formula=r"\min(\max(0, x), 6)",
        slope_formula=r"\begin{cases} 1 & 0 < x < 6 \\ 0 & \text{otherwise} \end{cases}",
        f=F.relu6,
        df=lambda x: ((x > 0) & (x < 6)).to(x.dtype),
        remark="ReLU with a ceiling at 6, which keeps values in a range that few bits can hold.",
        source="Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010",
        torch="nn.ReLU6()",
        kinks=kinks_at(1, 0.0, 6.0),
    ),
    Activation(
        key="squared_relu",
        label="Squared ReLU",
        family=FAMILY,
        formula=r"\max(0, x)^2",
        slope_formula=r"2 \max(0, x)",
        f=lambda x: torch.relu(x).square(),
        df=lambda x: 2 * torch.relu(x),
        remark="Leaves 0 without a kink, and its slope grows without bound.",
        source="So et al., Primer: Searching for Efficient Transformers for Language Modeling, "
        "2021",
        torch="lambda x: torch.relu(x).square()",
        kinks=kinks_at(2, 0.0),
    ),
    Activation(
        key="srelu",
        label="SReLU",
        family=FAMILY,
        formula=r"\begin{cases} t_r + a_r (x - t_r) & x \ge t_r \\ x & t_l < x < t_r \\ "
        r"t_l + a_l (x - t_l) & x \le t_l \end{cases}",
        slope_formula=r"\begin{cases} a_r & x \ge t_r \\ 1 & t_l < x < t_r \\ "
        r"a_l & x \le t_l \end{cases}",
        f=s_shaped,
        df=s_shaped_slope,
        parameters=(
            Parameter("t_l", "t_l", -1.0, -3.0, 0.0, 0.1),
            Parameter("a_l", "a_l", 0.2, 0.0, 2.0, 0.05),
            Parameter("t_r", "t_r", 1.0, 0.0, 3.0, 0.1),
            Parameter("a_r", "a_r", 0.2, 0.0, 2.0, 0.05),
        ),
        remark="Three straight pieces with two movable joints; slopes of the outer pieces below 1 "
        "make an S, above 1 they bend it outwards.",
        source="Jin et al., Deep Learning with S-shaped Rectified Linear Activation Units, 2016",
        torch="lambda x: torch.where(x >= {t_r}, {t_r} + {a_r} * (x - {t_r}), "
        "torch.where(x <= {t_l}, {t_l} + {a_l} * (x - {t_l}), x))",
        kinks=s_shaped_kinks,
    ),
    Activation(
        key="absolute",
        label="Absolute value",
        family=FAMILY,
        formula=r"|x|",
        slope_formula=r"\operatorname{sign} x",
        f=torch.abs,
        df=torch.sign,
        remark="Folds the line at 0, so x and −x become the same and only the size is kept.",
        source="Jarrett et al., What Is the Best Multi-Stage Architecture for Object "
        "Recognition?, 2009",
        torch="torch.abs",
        kinks=kinks_at(1, 0.0),
    ),
    Activation(
        key="threshold",
        label="Threshold",
        family=FAMILY,
        formula=r"\begin{cases} x & x > \theta \\ v & x \le \theta \end{cases}",
        slope_formula=r"\begin{cases} 1 & x > \theta \\ 0 & x \le \theta \end{cases}",
        f=lambda x, threshold, value: torch.where(x <= threshold, value, x),
        df=lambda x, threshold, value: (x > threshold).to(x.dtype),
        parameters=(
            Parameter("threshold", r"\theta", 1.0, -2.0, 2.0, 0.1),
            Parameter("value", "v", 0.0, -2.0, 2.0, 0.1),
        ),
        remark="Passes input above the threshold and replaces the rest by one value; unless that "
        "value is the threshold, it jumps there.",
        source="Konda, Memisevic and Krueger, Zero-bias Autoencoders and the Benefits of "
        "Co-adapting Features, 2014",
        torch="nn.Threshold(threshold={threshold}, value={value})",
        kinks=threshold_kinks,
    ),
)
