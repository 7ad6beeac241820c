"""Formulas as people write them in mathematics and books, with their numbers by NumPy.

A function here takes x and the formula's parameters, by their names.
"""

import numpy as np
from scipy import special, stats

exp, log, tanh, sqrt, where = np.exp, np.log, np.tanh, np.sqrt, np.where
pi = np.pi


def sigmoid(x):
    return 1 / (1 + exp(-x))


def relu(x):
    return np.maximum(0, x)


def softplus(x):
    return np.logaddexp(0, x)


def elu(x, a=1.0):
    return where(x > 0, x, a * np.expm1(np.minimum(x, 0)))


def leaky(x, a=0.01):
    return where(x > 0, x, a * x)


def gelu(x):
    return x * stats.norm.cdf(x)


def gelu_tanh(x):
    return 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3)))


def silu(x):
    return x * sigmoid(x)


def step(x):
    return (x > 0).astype(float)


def clip(x, low, high):
    return np.minimum(np.maximum(x, low), high)


READ = {
    # the little language
    "x*sigmoid(b*x)": lambda x, b: x * sigmoid(b * x),
    "x / (1 + abs(x))": lambda x: x / (1 + np.abs(x)),
    "where(x > 0, x, exp(x) - 1)": elu,
    "0 < x < 1": lambda x: (x > 0) & (x < 1),
    "max(-1, min(x, 1))": lambda x: clip(x, -1, 1),
    "1e-3*x + .5": lambda x: 1e-3 * x + 0.5,
    "expm1(x)": np.expm1,
    "asinh(x)": np.arcsinh,
    "acosh(x)": np.arccosh,
    "atanh(x)": np.arctanh,
    "asin(x) + acos(x)": lambda x: np.arcsin(x) + np.arccos(x),
    "sinh(x)/cosh(x)": tanh,
    "erfc(x)": special.erfc,
    "Phi(x)": stats.norm.cdf,
    "phi(x)": stats.norm.pdf,
    "phi*x": lambda x, phi: phi * x,
    "logsigmoid(x)": lambda x: -softplus(-x),
    "sinc(x)": lambda x: np.sinc(x / pi),
    # signs that are left out, and signs of mathematics
    "2x": lambda x: 2 * x,
    "3(x+1)": lambda x: 3 * (x + 1),
    "x(x+1)": lambda x: x * (x + 1),
    "(x+1)(x-1)": lambda x: (x + 1) * (x - 1),
    "(x+1)2": lambda x: 2 * (x + 1),
    "max(0.1x, x)": lambda x: np.maximum(0.1 * x, x),
    "2x^2 - 3x + 1": lambda x: 2 * x**2 - 3 * x + 1,
    "x sigmoid(x)": silu,
    "2pi x": lambda x: 2 * pi * x,
    "2πx": lambda x: 2 * pi * x,
    "-2x": lambda x: -2 * x,
    "x^2": lambda x: x**2,
    "x²": lambda x: x**2,
    "x³ − x": lambda x: x**3 - x,
    "x⁻²": lambda x: x**-2.0,
    "eˣ": exp,
    "e⁻ˣ": lambda x: exp(-x),
    "|x|": np.abs,
    "||x| - 1|": lambda x: np.abs(np.abs(x) - 1),
    "|x| + |x - 1|": lambda x: np.abs(x) + np.abs(x - 1),
    "2|x|": lambda x: 2 * np.abs(x),
    "x|x|": lambda x: x * np.abs(x),
    "|x|^3": lambda x: np.abs(x) ** 3,
    "−x · 2": lambda x: -2 * x,
    "x × 2 ÷ 4": lambda x: x / 2,
    "x ≤ 1": lambda x: x <= 1,
    "x ≥ 1": lambda x: x >= 1,
    "x ≠ 1": lambda x: x != 1,
    "√(x² + 1)": lambda x: sqrt(x**2 + 1),
    "√x": sqrt,
    "½x": lambda x: x / 2,
    "½(x + |x|)": relu,
    "¼(x+2)²": lambda x: (x + 2) ** 2 / 4,
    "⅓x³": lambda x: x**3 / 3,
    "e^x": exp,
    "e^-x": lambda x: exp(-x),
    "e^(-x²)": lambda x: exp(-(x**2)),
    "1/(1+e^-x)": sigmoid,
    "𝑥 + 1": lambda x: x + 1,
    "（x＋1）": lambda x: x + 1,
    "[x+1]*{x-1}": lambda x: x**2 - 1,
    "2 * x ": lambda x: 2 * x,
    # functions without brackets, and books
    "sin x": np.sin,
    "ln x": log,
    "ln(1+e^x)": softplus,
    "sin 2x": lambda x: np.sin(2 * x),
    "sin 2πx + 1": lambda x: np.sin(2 * pi * x) + 1,
    "x tanh x": lambda x: x * tanh(x),
    "sin x cos x": lambda x: np.sin(x) * np.cos(x),
    "sin²(x)": lambda x: np.sin(x) ** 2,
    "sin^2 x + cos^2 x": np.ones_like,
    "x + sin²(x)": lambda x: x + np.sin(x) ** 2,
    "1 - tanh² x": lambda x: 1 - tanh(x) ** 2,
    "tg x": np.tan,
    "arctan(x)": np.arctan,
    "arcsinh x": np.arcsinh,
    "sgn(x)": np.sign,
    "sech(x)": lambda x: 1 / np.cosh(x),
    "coth(x)": lambda x: 1 / tanh(x),
    "log2(1 + x^2)": lambda x: np.log2(1 + x**2),
    "log10(1 + x^2)": lambda x: np.log10(1 + x**2),
    "log₂(1 + 2^x)": lambda x: np.log2(1 + 2.0**x),
    "log(1 + x², 2)": lambda x: np.log2(1 + x**2),
    "lg(1+|x|)": lambda x: np.log10(1 + np.abs(x)),
    "cbrt(x)": np.cbrt,
    "σ(x)": sigmoid,
    "sigma(x)": sigmoid,
    "xσ(x)": silu,
    "x·σ(βx)": lambda x, beta: x * sigmoid(beta * x),
    "x σ(β x)": lambda x, beta: x * sigmoid(beta * x),
    "σ(x)(1 − σ(x))": lambda x: sigmoid(x) * (1 - sigmoid(x)),
    "xΦ(x)": gelu,
    "x Φ(x)": gelu,
    "x·Φ(x)": gelu,
    "φ(x)": stats.norm.pdf,
    "Θ(x)": lambda x: np.heaviside(x, 0.5),
    "H(x)": lambda x: np.heaviside(x, 0.5),
    "α(e^x − 1)": lambda x, alpha: alpha * np.expm1(x),
    "max(0,x) + α min(0,x)": lambda x, alpha: relu(x) + alpha * np.minimum(0, x),
    "f(x) = max(0, x)": relu,
    "f(x) := x/(1+|x|)": lambda x: x / (1 + np.abs(x)),
    "y = 1/(1 + exp(-x))": sigmoid,
    "h(z) = max(0, z) + α·min(0, z)": lambda x, alpha: relu(x) + alpha * np.minimum(0, x),
    "z*sigmoid(z)": silu,
    "1/(1+exp(-t))": sigmoid,
    "ln(1+exp(u))": softplus,
    "max(0, net)": relu,
    "tanh(n)": tanh,
    "σ(z)": sigmoid,
    "a*z": lambda x, a: a * x,
    "X": lambda x: x,
    "z·tanh(ln(1+e^z))": lambda x: x * tanh(softplus(x)),
    # names alone
    "relu": relu,
    "GELU": gelu,
    "tanh": tanh,
    "np.tanh": tanh,
    "nn.ReLU()": relu,
    "nn.LeakyReLU(0.1)": lambda x: leaky(x, 0.1),
    "torch.nn.SiLU()": silu,
    "nn.GELU(approximate='tanh')(x)": gelu_tanh,
    # the registry's entries
    "leaky_relu(x, 0.1)": lambda x: leaky(x, 0.1),
    "leaky_relu(x)": leaky,
    "lrelu(x)": leaky,
    "LeakyReLU(x)": leaky,
    "elu(x)": elu,
    "elu(x, 2)": lambda x: elu(x, 2),
    "elu(x, alpha=2)": lambda x: elu(x, 2),
    "elu(2x - 1, a)": lambda x, a: elu(2 * x - 1, a),
    "gelu(x)": gelu,
    "gelu(x/2)": lambda x: gelu(x / 2),
    "swish(x, 1)": silu,
    "swish(x, b)": lambda x, b: x * sigmoid(b * x),
    "silu(x)": silu,
    "SiLU(2x)": lambda x: silu(2 * x),
    "mish(x)": lambda x: x * tanh(softplus(x)),
    "softsign(x)": lambda x: x / (1 + np.abs(x)),
    "hardtanh(x)": lambda x: clip(x, -1, 1),
    "hard_sigmoid(x)": lambda x: clip(x + 3, 0, 6) / 6,
    "relu6(x)": lambda x: clip(x, 0, 6),
    "ReLU6(x)": lambda x: clip(x, 0, 6),
    "softplus(x, 2)": lambda x: softplus(2 * x) / 2,
    "softplus(x, beta=b)": lambda x, b: softplus(b * x) / b,
    "heaviside(x)": lambda x: np.heaviside(x, 0.5),
    "threshold(x, 1, 0)": lambda x: where(x > 1, x, 0),
    "max(x - threshold, 0)": lambda x, threshold: relu(x - threshold),
    "elu(elu(x))": lambda x: elu(elu(x)),
    "gelu(x) - relu(x)": lambda x: gelu(x) - relu(x),
    "step(x)": step,
    "unit_step(x)": lambda x: x >= 0,
    "serf(x > 0)": lambda x: (x > 0) * special.erf(softplus(1.0 * (x > 0))),
    "(x or 1)*x": lambda x: where(x != 0, x * x, x),
    "quick_gelu(x)": lambda x: x * sigmoid(1.702 * x),
    "squareplus(x)": lambda x: (x + sqrt(x**2 + 4)) / 2,
    "logcosh(x)": lambda x: np.log(np.cosh(x)),
    "expit(x)": sigmoid,
    "logit(x)": special.logit,
    "satlin(x)": lambda x: clip(x, 0, 1),
    "swish(x, 1.5)": lambda x: x * sigmoid(1.5 * x),
    "identity": lambda x: x,
    "LeakyReLU(0.3)": lambda x: leaky(x, 0.3),
    # names that run together
    "ax + b": lambda x, a, b: a * x + b,
    "y = mx + c": lambda x, m, c: m * x + c,
    "max(ax, x)": lambda x, a: np.maximum(a * x, x),
    "xx": lambda x: x * x,
    "xe^x": lambda x: x * exp(x),
    "xe^{-x}": lambda x: x * exp(-x),
    "2xe^(-x²)": lambda x: 2 * x * exp(-(x**2)),
    "xexp(-x)": lambda x: x * exp(-x),
    "xtanh(x)": lambda x: x * tanh(x),
    "xsinx": lambda x: x * np.sin(x),
    "sinx + cos2x": lambda x: np.sin(x) + np.cos(2 * x),
    "lnx": log,
    "x^2cos x": lambda x: x**2 * np.cos(x),
    "2pix": lambda x: 2 * pi * x,
    "ln(1+e^x) - ln2": lambda x: softplus(x) - log(2),
    "Leaky ReLU(x)": leaky,
    "hard tanh": lambda x: clip(x, -1, 1),
    "rect(x)": lambda x: np.abs(x) < 0.5,
    "x ↦ x²": np.square,
    # 1 where something holds
    "x·1_{x>0}": relu,
    "x 1_{x>0} + a x 1_{x≤0}": lambda x, a: leaky(x, a),
    "x·1[x>0]": relu,
    "x𝟙{x>0}": relu,
    "x·I(x > 0)": relu,
}
