"""Every operation with PyTorch, and a tree in the variants of operations that serve there."""

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import torch
import torch.nn.functional as F

from explorer.formula.compiling import compiled
from explorer.formula.exact import worked_out
from explorer.formula.tree import NAME, NUMBER, ZERO, Node, X, node, walk

Tensor = torch.Tensor

# sin(u)/u and its slope by their power series where |u| is below this: the slope is a difference
# of two large numbers there. What the series leave out is under 1e-15.
SERIES_BELOW = 0.1
DENSITY_AT_0 = 1 / math.sqrt(2 * math.pi)  # of the standard normal distribution


def softplus(u: Tensor) -> Tensor:
    """`F.softplus` is a straight line from 20 on, short by up to 2.1e-9; this one is exact."""
    return -F.logsigmoid(-u)


def sinc(u: Tensor) -> Tensor:
    """sin(u)/u, and 1 at 0."""
    near = u.abs() < SERIES_BELOW
    w = u.clamp(-SERIES_BELOW, SERIES_BELOW).square()
    series = 1 - w / 6 * (1 - w / 20 * (1 - w / 42 * (1 - w / 72)))
    far = u.masked_fill(near, 1.0)
    return torch.where(near, series, torch.sin(far) / far)


def sinc_slope(u: Tensor) -> Tensor:
    """(cos(u) − sin(u)/u)/u, and 0 at 0."""
    near = u.abs() < SERIES_BELOW
    w = u.clamp(-SERIES_BELOW, SERIES_BELOW).square()
    series = u / -3 * (1 - w / 10 * (1 - w / 28 * (1 - w / 54)))
    far = u.masked_fill(near, 1.0)
    return torch.where(near, series, (torch.cos(far) - torch.sin(far) / far) / far)


def power(u: Any, v: Any) -> Any:
    """u to the power of v; a whole number as exponent is multiplied out."""
    if isinstance(v, int | float) and v == 2:
        return torch.square(u)
    if isinstance(v, float) and v.is_integer() and abs(v) <= 100:
        v = int(v)
    return torch.pow(u, v)


def _larger(u: Any, v: Any) -> Any:
    """With a number, PyTorch's functions that have slope 0 where the number is met."""
    u, v = (v, u) if not isinstance(u, Tensor) else (u, v)
    if isinstance(v, Tensor):
        return torch.maximum(u, v)
    return torch.relu(u) if v == 0 else F.hardtanh(u, v, math.inf)


def _smaller(u: Any, v: Any) -> Any:
    """As `_larger`, but min(0, u) has the slope of u at 0."""
    u, v = (v, u) if not isinstance(u, Tensor) else (u, v)
    if isinstance(v, Tensor):
        return torch.minimum(u, v)
    return u.clamp(max=0) if v == 0 else F.hardtanh(u, -math.inf, v)


def _where(holds: Any, u: Any, v: Any, x: Tensor) -> Any:
    """`torch.where`, which would take two plain numbers for float32."""
    if not isinstance(holds, Tensor):  # the condition has no x in it, and the value is a tensor
        chosen = u if holds else v
        return chosen if isinstance(chosen, Tensor) else x.new_full((), chosen)
    if x.dtype != torch.float32 and not (isinstance(u, Tensor) or isinstance(v, Tensor)):
        u = x.new_full((), u)
    return torch.where(holds, u, v)


def _compared(holds: Callable[[Any, Any], Tensor]) -> Callable[[Any, Any, Tensor], Tensor]:
    return lambda u, v, x: holds(u, v).to(x.dtype)


def _greater(u: Any, v: Any, x: Tensor) -> Tensor:
    """1 where u > v, 0 elsewhere."""
    if isinstance(v, int | float) and v == 0:
        return torch.sign(torch.relu(u))  # half the time of a comparison and a cast
    return (u > v).to(x.dtype)


_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "eq": operator.eq,
    "ne": operator.ne,
}
# Functions of one tensor.
FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {
    key: getattr(torch, key)
    for key in (
        "abs",
        "acos",
        "acosh",
        "asin",
        "asinh",
        "atan",
        "atanh",
        "cos",
        "cosh",
        "erf",
        "erfc",
        "exp",
        "expm1",
        "log",
        "log1p",
        "relu",
        "sigmoid",
        "sign",
        "sin",
        "sinh",
        "sqrt",
        "tan",
        "tanh",
    )
} | {
    "logsigmoid": F.logsigmoid,
    "phi": lambda u: DENSITY_AT_0 * torch.exp(u.square() / -2),
    "Phi": lambda u: torch.erfc(u * -math.sqrt(0.5)) / 2,
    "sinc": sinc,
    "dsinc": sinc_slope,
    "softplus": softplus,
}
# A comparison gives a tensor of x's dtype, and where only its truth counts, a mask.
TENSORS: dict[str, Callable[..., Any]] = (
    FUNCTIONS
    | {"pow": power, "max": _larger, "min": _smaller, "where": _where}
    | {key: _compared(test) for key, test in _TESTS.items()}
    | {"gt": _greater}
    | {f"mask_{key}": test for key, test in _TESTS.items()}
)


def _free(operation: Callable[..., Any]) -> Callable[..., Any]:
    """An operation on parameters alone, which may be plain numbers."""

    def value(*given: Any) -> Any:
        tensors = [
            one if isinstance(one, Tensor) else torch.tensor(float(one), dtype=torch.float64)
            for one in given
        ]
        result = operation(*tensors)
        return result if any(isinstance(one, Tensor) for one in given) else result.item()

    return value


_NATIVE = {
    "neg": operator.neg,
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "pow": torch.pow,
    "max": torch.maximum,
    "min": torch.minimum,
    "where": lambda holds, u, v: torch.where(holds != 0, u, v),
}
_ON_PARAMETERS = (
    FUNCTIONS
    | _NATIVE
    | {key: lambda u, v, test=test: test(u, v).to(torch.float64) for key, test in _TESTS.items()}
    | {f"mask_{key}": test for key, test in _TESTS.items()}
)
TENSORS |= {f"free_{key}": _free(operation) for key, operation in _ON_PARAMETERS.items()}
# For formulas of several tensors, none of which is the one that the others belong to.
_ON_MANY = (
    FUNCTIONS
    | {"pow": power, "max": _larger, "min": _smaller}
    | {"where": lambda holds, u, v: torch.where(holds != 0, u, v)}
    | {
        key: lambda u, v, test=test: torch.where(test(u, v), 1.0, 0.0)
        for key, test in _TESTS.items()
    }
)


def of_many(roots: Sequence[Node], names: Sequence[str]) -> Callable[..., tuple[Any, ...]]:
    """A function of tensors with these names, that fit each other: the value of each root."""
    return compiled(roots, names, _ON_MANY, float)


def prepared(root: Node) -> Node:
    """The tree with constants worked out, and each operation in the variant that serves here."""
    done: dict[Node, Node] = {}
    root = worked_out(root)
    for part in walk(root):
        parts = [done[below] for below in part.parts]
        if part.op == "where":
            condition = part.parts[0]
            test = condition.op if condition.op in _TESTS else "ne"
            sides = condition.parts if condition.op in _TESTS else (condition, ZERO)
            mask = node(_variant(f"mask_{test}", condition), *(done.get(s, s) for s in sides))
            more = (X,) if part.varies else ()
            done[part] = node(_variant("where", part), mask, *parts[1:], *more)
        elif part.op in _TESTS and part.varies:
            done[part] = node(part.op, *parts, X)
        else:
            done[part] = node(_variant(part.op, part), *parts, value=part.value)
    return done[root]


def _variant(op: str, part: Node) -> str:
    return op if part.varies or op in (NAME, NUMBER) else f"free_{op}"
