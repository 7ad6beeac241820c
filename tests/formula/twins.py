"""Every entry as users type it: its value with numbers for parameters, and in other ways."""

import re

from explorer.activations import ACTIVATIONS, get

# Other ways to write an entry at its defaults, as books, forums and programs do.
OTHERWISE: dict[str, tuple[str, ...]] = {
    "relu": ("where(x > 0, x, 0)", "x*(x > 0)"),
    "leaky_relu": ("x if x > 0 else x/100", "max(0, x) + 0.01*min(0, x)"),
    "two_slopes": ("max(0, x) - 0.5*min(0, x)",),
    "prelu": ("where(x > 0, x, x/4)",),
    "rrelu": ("where(x > 0, x, 11/48*x)",),
    "relu6": ("max(0, min(x, 6))", "where(x <= 0, 0, where(x < 6, x, 6))"),
    "squared_relu": ("relu(x)*relu(x)", "x**2*(x > 0)"),
    "srelu": ("where(x >= 1, 0.8 + 0.2*x, where(x <= -1, 0.2*x - 0.8, x))",),
    "absolute": ("sqrt(x**2)", "x*sign(x)"),
    "threshold": ("where(x > 1, x, 0)", "x*(x > 1)"),
    "identity": ("x + 0", "-(-x)"),
    "heaviside": ("0.5 + 0.5*sign(x)", "where(x > 0, 1, where(x < 0, 0, 1/2))"),
    "sign": ("(x > 0) - (x < 0)", "where(x > 0, 1, where(x < 0, -1, 0))"),
    "piecewise_linear": ("min(max(x + 0.5, 0), 1)",),
    "sigmoid": ("exp(x)/(1 + exp(x))", "1/(1 + e**-x)", "(1 + tanh(x/2))/2"),
    "hardsigmoid": ("min(max(x + 3, 0), 6)/6", "max(0, min(1, x/6 + 1/2))"),
    "log_sigmoid": ("-log(1 + exp(-x))", "log(1/(1 + exp(-x)))", "x - log(1 + exp(x))"),
    "symmetrical_sigmoid": ("2/(1 + exp(-x)) - 1", "(exp(x) - 1)/(exp(x) + 1)", "tanh(x/2)"),
    "loglog": ("1 - e**(-e**x)", "1 - 1/exp(exp(x))"),
    "tanh": (
        "(exp(x) - exp(-x))/(exp(x) + exp(-x))",
        "2/(1 + exp(-2*x)) - 1",
        "(exp(2*x) - 1)/(exp(2*x) + 1)",
        "sinh(x)/cosh(x)",
        "1 - 2/(exp(2*x) + 1)",
    ),
    "hardtanh": ("max(-1, min(1, x))", "where(abs(x) < 1, x, sign(x))"),
    "lecun_tanh": ("1.7159*tanh(2/3*x)",),
    "arctan": ("-atan(-x)",),
    "erf": ("1 - erfc(x)", "2*Phi(sqrt(2)*x) - 1"),
    "softsign": ("where(x > 0, x/(1 + x), x/(1 - x))",),
    "elu": ("where(x > 0, x, exp(x) - 1)", "max(0, x) + min(0, exp(x) - 1)"),
    "selu": (
        "1.0507009873554805*(max(0, x) + min(0, 1.6732632423543772*(exp(x) - 1)))",
        "where(x > 0, 1.0507009873554805*x, 1.7580993408473766*(exp(x) - 1))",
    ),
    "celu": ("max(0, x) + min(0, exp(x) - 1)",),
    "isrlu": ("where(x > 0, x, x/sqrt(1 + x**2))", "x if x > 0 else x/(1 + x*x)**0.5"),
    "softplus": ("log(1 + exp(x))", "log1p(exp(x))", "x + log(1 + exp(-x))"),
    "bent_identity": ("x + ((x*x + 1)**0.5 - 1)/2",),
    "gelu": ("0.5*x*(1 + erf(x/sqrt(2)))", "x*(1 + erf(x/2**0.5))/2", "x*erfc(-x/sqrt(2))/2"),
    "gelu_tanh": ("0.5*x*(1 + tanh((2/pi)**0.5*(x + 0.044715*x*x*x)))",),
    "silu": ("x/(1 + exp(-x))", "x*exp(x)/(1 + exp(x))"),
    "swish": ("x/(1 + exp(-1.5*x))", "x*exp(1.5*x)/(exp(1.5*x) + 1)"),
    "hardswish": ("x*min(max(x + 3, 0), 6)/6", "x*max(0, min(1, x/6 + 0.5))"),
    "mish": (
        "x*tanh(log1p(exp(x)))",
        "x*((1 + exp(x))**2 - 1)/((1 + exp(x))**2 + 1)",
        "x*(exp(2*x) + 2*exp(x))/(exp(2*x) + 2*exp(x) + 2)",
    ),
    "hardshrink": ("x*(abs(x) > 0.5)", "where(x > 0.5, x, where(x < -0.5, x, 0))"),
    "softshrink": ("where(x > 0.5, x - 0.5, where(x < -0.5, x + 0.5, 0))",),
    "tanhshrink": ("x - (exp(x) - exp(-x))/(exp(x) + exp(-x))", "x - 2/(1 + exp(-2*x)) + 1"),
    "gaussian": ("exp(-x*x)", "1/exp(x**2)"),
    "sine": ("cos(x - pi/2)", "-sin(-x)"),
    "cosine": ("sin(x + pi/2)", "cos(-x)"),
    "sinc": ("sin(x)/x if x != 0 else 1",),
    "snake": ("x + sin(x)**2", "x + (1 - cos(2*x))/2"),
}


def with_numbers(key: str) -> str:
    """The entry's value, its defaults in the place of its parameters."""
    defaults = get(key).defaults
    name = re.compile("|".join(rf"\b{one}\b" for one in defaults) or "(?!)")
    return name.sub(lambda found: f"({defaults[found[0]]!r})", get(key).value)


TWINS = {key: (with_numbers(key), *OTHERWISE[key]) for key in ACTIVATIONS}


def distinct(key: str) -> list[str]:
    """The keys of an entry's twins that differ as trees: of a tree everything else is made."""
    return list({get(f"={text}").tree: get(f"={text}").key for text in TWINS[key]}.values())
