"""S-shaped functions built on the logistic curve."""

from explorer.formula.record import Activation

FAMILY = "Sigmoids"

SIGMOIDS: tuple[Activation, ...] = (
    Activation(
        key="sigmoid",
        label="Sigmoid",
        family=FAMILY,
        value="1 / (1 + exp(-x))",
        slope="sigmoid(x) * (1 - sigmoid(x))",
        remark="Squashes to (0, 1) with a slope of at most ¼, so every layer of it shrinks the "
        "gradient unless the weights make up for it.",
        source="Rumelhart, Hinton and Williams, Learning Representations by Back-Propagating "
        "Errors, 1986",
        module="nn.Sigmoid()",
    ),
    Activation(
        key="hardsigmoid",
        label="Hard sigmoid",
        family=FAMILY,
        value="min(max(-3, x), 3) / 6 + 1/2",
        slope="where(abs(x) < 3, 1/6, 0)",
        remark="Three straight pieces that stand in for the sigmoid and need no exponential.",
        source="Howard et al., Searching for MobileNetV3, 2019",
        module="nn.Hardsigmoid()",
    ),
    Activation(
        key="log_sigmoid",
        label="Log-sigmoid",
        family=FAMILY,
        value="log(sigmoid(x))",
        slope="sigmoid(-x)",
        remark="The logarithm of a probability: close to x far on the left and to 0 far on the "
        "right.",
        source="Classical; the log-likelihood of logistic regression",
        module="nn.LogSigmoid()",
    ),
    Activation(
        key="symmetrical_sigmoid",
        label="Symmetrical sigmoid",
        family=FAMILY,
        value="(1 - exp(-x)) / (1 + exp(-x))",
        slope="(1 - tanh(x / 2)**2) / 2",
        remark="The sigmoid stretched to (−1, 1), which is tanh at half the steepness.",
        source="Classical; also called the bipolar sigmoid",
    ),
    Activation(
        key="loglog",
        label="Complementary log-log",
        family=FAMILY,
        value="1 - exp(-exp(x))",
        slope="exp(x - exp(x))",
        remark="A lopsided S: it nears 1 on the right far faster than it nears 0 on the left.",
        source="Gomes and Ludermir, Complementary Log-Log and Probit: Activation Functions "
        "Implemented in Artificial Neural Networks, 2008",
    ),
)
