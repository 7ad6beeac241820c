"""Functions that pull small input to zero and let large input through."""

from functools import partial
from typing import Any

import torch
import torch.nn.functional as F

from explorer.formula.record import Activation, Kink, Parameter

FAMILY = "Shrinkage"


def outside(x: torch.Tensor, lambd: Any) -> torch.Tensor:
    """1 where |x| > λ and 0 elsewhere: the slope of both thresholdings."""
    return (x.abs() > lambd).to(x.dtype)


def threshold_kinks(lambd: float, order: int) -> tuple[Kink, ...]:
    return (Kink(-lambd, order), Kink(lambd, order)) if lambd > 0 else ()


SHRINKAGE: tuple[Activation, ...] = (
    Activation(
        key="hardshrink",
        label="Hardshrink",
        family=FAMILY,
        formula=r"\begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}",
        slope_formula=r"\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}",
        f=lambda x, lambd: x * (x.abs() > lambd),
        df=outside,
        parameters=(Parameter("lambd", r"\lambda", 0.5, 0.0, 2.0, 0.05),),
        remark="Keeps or kills: larger input stays as it is, smaller becomes 0, with a jump of "
        "height λ at ±λ.",
        source="Donoho and Johnstone, Ideal Spatial Adaptation by Wavelet Shrinkage, 1994",
        torch="nn.Hardshrink(lambd={lambd})",
        kinks=partial(threshold_kinks, order=0),
    ),
    Activation(
        key="softshrink",
        label="Softshrink",
        family=FAMILY,
        formula=r"\operatorname{sign}(x) \max(0, |x| - \lambda)",
        slope_formula=r"\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases}",
        f=lambda x, lambd: x - x.clamp(-lambd, lambd),
        df=outside,
        parameters=(Parameter("lambd", r"\lambda", 0.5, 0.0, 2.0, 0.05),),
        remark="Moves everything λ towards zero and stops there, which is the step that an L1 "
        "penalty calls for.",
        source="Donoho, De-noising by Soft-Thresholding, 1995",
        torch="nn.Softshrink(lambd={lambd})",
        kinks=partial(threshold_kinks, order=1),
    ),
    Activation(
        key="tanhshrink",
        label="Tanhshrink",
        family=FAMILY,
        formula=r"x - \tanh x",
        slope_formula=r"\tanh^2 x",
        f=F.tanhshrink,
        df=lambda x: torch.tanh(x).square(),
        remark="What tanh leaves over: flat at the origin, where it rises like x³/3, and parallel "
        "to x in the tails.",
        source="Classical; the remainder of tanh, known from the Torch library",
        torch="nn.Tanhshrink()",
    ),
)
