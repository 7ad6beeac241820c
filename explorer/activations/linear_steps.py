"""Straight lines and jumps: what a network does with no bend at all, or with no slope at all."""

import torch
import torch.nn.functional as F

from explorer.formula.record import Activation, kinks_at

FAMILY = "Linear and steps"

LINEAR_AND_STEPS: tuple[Activation, ...] = (
    Activation(
        key="identity",
        label="Identity (linear)",
        family=FAMILY,
        formula=r"x",
        slope_formula=r"1",
        f=lambda x: x,
        df=torch.ones_like,
        remark="However many layers of it are stacked, the network stays one linear map.",
        source="Classical; a network with this activation is linear or logistic regression",
        torch="nn.Identity()",
    ),
    Activation(
        key="heaviside",
        label="Unit step (Heaviside)",
        family=FAMILY,
        formula=r"\begin{cases} 1 & x > 0 \\ \tfrac{1}{2} & x = 0 \\ 0 & x < 0 \end{cases}",
        slope_formula=r"0",
        # torch.heaviside has no derivative, so autograd stops at it with an error.
        f=lambda x: (torch.sign(x) + 1) / 2,
        df=torch.zeros_like,
        remark="Fires or does not; its slope is 0 wherever there is one, so gradient descent "
        "learns nothing through it.",
        source="McCulloch and Pitts, A Logical Calculus of the Ideas Immanent in Nervous "
        "Activity, 1943",
        torch="lambda x: (torch.sign(x) + 1) / 2",
        kinks=kinks_at(0, 0.0),
    ),
    Activation(
        key="sign",
        label="Sign",
        family=FAMILY,
        formula=r"\operatorname{sign} x",
        slope_formula=r"0",
        f=torch.sign,
        df=torch.zeros_like,
        remark="The unit step stretched to −1 and 1, with the same slope of 0.",
        source="Widrow and Hoff, Adaptive Switching Circuits, 1960",
        torch="torch.sign",
        kinks=kinks_at(0, 0.0),
    ),
    Activation(
        key="piecewise_linear",
        label="Piecewise linear",
        family=FAMILY,
        formula=r"\min(\max(0, x + \tfrac{1}{2}), 1)",
        slope_formula=r"\begin{cases} 1 & |x| < \tfrac{1}{2} \\ 0 & \text{otherwise} \end{cases}",
        # Not torch.clamp, whose slope at the two kinks is 1: every cut-off function here has 0.
        f=lambda x: F.hardtanh(x, -0.5, 0.5) + 0.5,
        df=lambda x: (x.abs() < 0.5).to(x.dtype),
        remark="A unit step with a ramp of width 1 in place of the jump.",
        source="Haykin, Neural Networks: A Comprehensive Foundation, 1994",
        torch="lambda x: F.hardtanh(x, -0.5, 0.5) + 0.5",
        kinks=kinks_at(1, -0.5, 0.5),
    ),
)
