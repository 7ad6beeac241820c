"""Straight lines and jumps: what a network does with no bend at all, or with no slope at all."""

from explorer.formula.record import Activation

FAMILY = "Linear and steps"

LINEAR_AND_STEPS: tuple[Activation, ...] = (
    Activation(
        key="identity",
        label="Identity (linear)",
        family=FAMILY,
        value="x",
        slope="1",
        remark="However many layers of it are stacked, the network stays one linear map.",
        source="Classical; a network with this activation is linear or logistic regression",
        module="nn.Identity()",
    ),
    Activation(
        key="heaviside",
        label="Unit step (Heaviside)",
        family=FAMILY,
        value="(sign(x) + 1) / 2",
        slope="0",
        remark="Fires or does not; its slope is 0 wherever there is one, so gradient descent "
        "learns nothing through it.",
        source="McCulloch and Pitts, A Logical Calculus of the Ideas Immanent in Nervous "
        "Activity, 1943",
    ),
    Activation(
        key="sign",
        label="Sign",
        family=FAMILY,
        value="sign(x)",
        slope="0",
        remark="The unit step stretched to −1 and 1, with the same slope of 0.",
        source="Widrow and Hoff, Adaptive Switching Circuits, 1960",
    ),
    Activation(
        key="piecewise_linear",
        label="Piecewise linear",
        family=FAMILY,
        value="min(max(-1/2, x), 1/2) + 1/2",
        slope="where(abs(x) < 1/2, 1, 0)",
        remark="A unit step with a ramp of width 1 in place of the jump.",
        source="Haykin, Neural Networks: A Comprehensive Foundation, 1994",
    ),
)
