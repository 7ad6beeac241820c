"""Functions that pull small input to zero and let large input through."""

from explorer.formula.record import Activation, Parameter

FAMILY = "Shrinkage"

SHRINKAGE: tuple[Activation, ...] = (
    Activation(
        key="hardshrink",
        label="Hardshrink",
        family=FAMILY,
        value="where(abs(x) <= lambd, 0, x)",
        slope="abs(x) > lambd",
        parameters=(Parameter("lambd", r"\lambda", 0.5, 0.0, 2.0, 0.05),),
        remark="Keeps or kills: larger input stays as it is, smaller becomes 0, with a jump of "
        "height λ at ±λ.",
        source="Donoho and Johnstone, Ideal Spatial Adaptation by Wavelet Shrinkage, 1994",
        module="nn.Hardshrink(lambd={lambd})",
    ),
    Activation(
        key="softshrink",
        label="Softshrink",
        family=FAMILY,
        value="sign(x) * max(0, abs(x) - lambd)",
        slope="abs(x) > lambd",
        parameters=(Parameter("lambd", r"\lambda", 0.5, 0.0, 2.0, 0.05),),
        remark="Moves everything λ towards zero and stops there, which is the step that an L1 "
        "penalty calls for.",
        source="Donoho, De-noising by Soft-Thresholding, 1995",
        module="nn.Softshrink(lambd={lambd})",
    ),
    Activation(
        key="tanhshrink",
        label="Tanhshrink",
        family=FAMILY,
        value="x - tanh(x)",
        slope="tanh(x)**2",
        remark="What tanh leaves over: flat at the origin, where it rises like x³/3, and parallel "
        "to x in the tails.",
        source="Classical; the remainder of tanh, known from the Torch library",
        module="nn.Tanhshrink()",
    ),
)
