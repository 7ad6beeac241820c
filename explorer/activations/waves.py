"""Functions that rise and fall: one bump, or waves without end."""

from explorer.formula.record import Activation, Parameter

FAMILY = "Waves and bumps"

WAVES_AND_BUMPS: tuple[Activation, ...] = (
    Activation(
        key="gaussian",
        label="Gaussian",
        family=FAMILY,
        value="exp(-x**2)",
        slope="-2 * x * exp(-x**2)",
        remark="Answers only to input near 0, so one unit can mark out a strip of the plane.",
        source="Broomhead and Lowe, Multivariable Functional Interpolation and Adaptive "
        "Networks, 1988",
    ),
    Activation(
        key="sine",
        label="Sine",
        family=FAMILY,
        value="sin(x)",
        slope="cos(x)",
        remark="Never saturates and repeats without end; its slope is a sine again, shifted.",
        source="Sitzmann et al., Implicit Neural Representations with Periodic Activation "
        "Functions, 2020",
    ),
    Activation(
        key="cosine",
        label="Cosine",
        family=FAMILY,
        value="cos(x)",
        slope="-sin(x)",
        remark="Even, with slope 0 at the origin; a layer of cosines with fixed random weights "
        "is the random Fourier features.",
        source="Rahimi and Recht, Random Features for Large-Scale Kernel Machines, 2007",
    ),
    Activation(
        key="sinc",
        label="Sinc",
        family=FAMILY,
        value="where(x == 0, 1, sin(x) / x)",
        slope="where(x == 0, 0, cos(x) / x - sin(x) / x**2)",
        remark="A wave that dies away as 1/x, with zeros at every multiple of π but 0.",
        source="Classical; the impulse response of the ideal low-pass filter",
    ),
    Activation(
        key="snake",
        label="Snake",
        family=FAMILY,
        value="x + sin(alpha * x)**2 / alpha",
        slope="1 + sin(2 * alpha * x)",
        parameters=(Parameter("alpha", r"\alpha", 1.0, 0.1, 10.0, 0.1),),
        remark="A wave riding on the identity: the slope swings between 0 and 2, so it never "
        "falls.",
        source="Ziyin, Hartwig and Ueda, Neural Networks Fail to Learn Periodic Functions and "
        "How to Fix It, 2020",
    ),
)
