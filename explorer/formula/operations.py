"""What a formula is made of: each operation's name, slope, switch and notation, once.

How it is computed stands in one table for each way to compute: `tensors`, `exact`, `overflow`,
`engine/compiled/operations.py` and the browser's `shared/operations.js`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Operation:
    """One operation on parts u, v.

    `slopes` are its derivatives by each operand, in the little language, in u and v. At a kink
    they are what `torch.autograd` gives. `switch` is what changes its sign where the operation is
    not smooth, "" where it is smooth wherever it has a value. `latex` and `source`, its PyTorch
    expression, have places {u} and {v}; operators have none, for their brackets depend on what
    stands beside them.
    """

    key: str
    label: str
    slopes: tuple[str, ...] = ()
    latex: str = ""
    source: str = ""
    switch: str = ""


def _function(
    key: str, label: str, slope: str, latex: str, switch: str = "", source: str = ""
) -> Operation:
    """A function of one part, which PyTorch has under the same name unless `source` says more."""
    return Operation(key, label, (slope,), latex, source or f"torch.{key}({{u}})", switch)


def _called(name: str) -> str:
    return rf"{name} \left( {{u}} \right)"


def _upright(name: str) -> str:
    return _called(rf"\operatorname{{{{{name}}}}}")


_FUNCTIONS = (
    _function("abs", "absolute value", "sign(u)", r"\left| {u} \right|", "u"),
    _function("acos", "arccosine", "-1 / sqrt(1 - u**2)", _called(r"\arccos"), "1 - u**2"),
    _function("acosh", "inverse of cosh", "1 / sqrt(u**2 - 1)", _upright("arcosh"), "u - 1"),
    _function("asin", "arcsine", "1 / sqrt(1 - u**2)", _called(r"\arcsin"), "1 - u**2"),
    _function("asinh", "inverse of sinh", "1 / sqrt(1 + u**2)", _upright("arsinh")),
    _function("atan", "arctangent", "1 / (1 + u**2)", _called(r"\arctan")),
    _function("atanh", "inverse of tanh", "1 / (1 - u**2)", _upright("artanh"), "1 - u**2"),
    _function("cos", "cosine", "-sin(u)", _called(r"\cos")),
    _function("cosh", "hyperbolic cosine", "sinh(u)", _called(r"\cosh")),
    _function("erf", "error function", "2 / sqrt(pi) * exp(-u**2)", _upright("erf")),
    _function("erfc", "1 − erf(u)", "-2 / sqrt(pi) * exp(-u**2)", _upright("erfc")),
    _function("exp", "exponential", "exp(u)", r"e^{{{u}}}"),
    _function("expm1", "exp(u) − 1", "exp(u)", r"\left( e^{{{u}}} - 1 \right)"),
    _function("log", "natural logarithm", "1 / u", _called(r"\ln"), "u"),
    _function("log1p", "ln(1 + u)", "1 / (1 + u)", r"\ln \left( 1 + {u} \right)", "1 + u"),
    _function(
        "logsigmoid",
        "ln σ(u)",
        "sigmoid(-u)",
        r"\ln \sigma \left( {u} \right)",
        source="F.logsigmoid({u})",
    ),
    _function(
        "phi",
        "density of the standard normal distribution",
        "-u * phi(u)",
        _called(r"\varphi"),
        source="torch.exp(-({u}) ** 2 / 2) / (2 * torch.pi) ** 0.5",
    ),
    _function(
        "Phi",
        "distribution function of the standard normal distribution",
        "phi(u)",
        _called(r"\Phi"),
        source="torch.special.ndtr({u})",
    ),
    _function("relu", "max(0, u)", "u > 0", r"\max \left( 0, {u} \right)", "u"),
    _function("sigmoid", "1/(1 + exp(−u))", "sigmoid(u) * (1 - sigmoid(u))", _called(r"\sigma")),
    _function("sign", "−1, 0 or 1", "0", _upright("sign"), "u"),
    _function("sin", "sine", "cos(u)", _called(r"\sin")),
    _function(
        "sinc",
        "sin(u)/u, and 1 at 0",
        "dsinc(u)",
        _upright("sinc"),
        source="torch.sinc({u} / torch.pi)",
    ),
    # Its own name, because its quotient is no number at 0 and few digits of one near it.
    _function(
        "dsinc",
        "slope of sinc",
        "where(u == 0, -1/3, -sinc(u) - 2 * dsinc(u) / u)",
        _called(r"\operatorname{{sinc}}'"),
        source="-",
    ),
    _function("sinh", "hyperbolic sine", "cosh(u)", _called(r"\sinh")),
    _function(
        "softplus",
        "ln(1 + exp(u))",
        "sigmoid(u)",
        r"\ln \left( 1 + e^{{{u}}} \right)",
        source="-F.logsigmoid(-({u}))",
    ),
    _function("sqrt", "square root", "1 / (2 * sqrt(u))", r"\sqrt{{{u}}}", "u"),
    _function("tan", "tangent", "1 + tan(u)**2", _called(r"\tan"), "cos(u)"),
    _function("tanh", "hyperbolic tangent", "1 - tanh(u)**2", _called(r"\tanh")),
)
_SIGNS = (
    Operation("neg", "−", ("-1",)),
    Operation("add", "+", ("1", "1")),
    Operation("sub", "−", ("1", "-1")),
    Operation("mul", "×", ("v", "u")),
    Operation("div", "÷", ("1 / v", "-u / v**2"), switch="v"),
    Operation("pow", "power", ("v * u**(v - 1)", "u**v * log(u)"), switch="u"),
)
_CHOICES = (
    # Where one side is a number it wins a tie, and its slope is 0, as PyTorch's functions have it.
    Operation("max", "larger of both", ("u > v", "v > u"), switch="u - v"),
    Operation("min", "smaller of both", ("u < v", "v < u"), switch="u - v"),
    *(
        Operation(key, sign, ("0", "0"), switch="u - v")
        for key, sign in {
            "lt": "<",
            "le": "<=",
            "gt": ">",
            "ge": ">=",
            "eq": "==",
            "ne": "!=",
        }.items()
    ),
    Operation("where", "the second or the third, as the first is not 0 or 0", switch="u"),
)
OPPOSITES = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt", "eq": "ne", "ne": "eq"}
FUNCTIONS: dict[str, Operation] = {entry.key: entry for entry in _FUNCTIONS}
OPERATIONS: dict[str, Operation] = {entry.key: entry for entry in (*_FUNCTIONS, *_SIGNS, *_CHOICES)}
COMPARISONS: dict[str, str] = {entry.label: entry.key for entry in _CHOICES if len(entry.key) == 2}
