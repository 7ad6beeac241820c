"""The functions and constants a formula may name, and which parts of it can switch."""

import ast
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import torch
import torch.nn.functional as F

Tensor = torch.Tensor


def smallest(*values: Tensor) -> Tensor:
    return reduce(torch.minimum, values)


def largest(*values: Tensor) -> Tensor:
    return reduce(torch.maximum, values)


def softplus(u: Tensor) -> Tensor:
    return -F.logsigmoid(-u)


@dataclass(frozen=True)
class Function:
    """One function of a formula: how it is computed, how it is set, how PyTorch writes it.

    `latex` has a place {u} for its argument, or for all of them with commas between. `torch` is ""
    where PyTorch takes more than a name.
    """

    key: str
    label: str
    value: Callable[..., Tensor]
    latex: str
    torch: str  # the PyTorch function's name
    most: int | None = 1  # arguments; None for two or more


def _plain(key: str, label: str, value: Callable[..., Tensor], latex: str) -> Function:
    """A function that PyTorch has under the same name."""
    return Function(key, label, value, latex, f"torch.{key}")


_ENTRIES = (
    _plain("abs", "absolute value", torch.abs, r"\left| {u} \right|"),
    _plain("atan", "arctangent", torch.atan, r"\arctan \left( {u} \right)"),
    _plain("cos", "cosine", torch.cos, r"\cos \left( {u} \right)"),
    _plain("erf", "error function", torch.erf, r"\operatorname{{erf}} \left( {u} \right)"),
    _plain("exp", "exponential", torch.exp, r"e^{{{u}}}"),
    _plain("log", "natural logarithm", torch.log, r"\ln \left( {u} \right)"),
    _plain("log1p", "logarithm of 1 + u", torch.log1p, r"\ln \left( 1 + {u} \right)"),
    Function("max", "largest", largest, r"\max \left( {u} \right)", "torch.maximum", None),
    Function("min", "smallest", smallest, r"\min \left( {u} \right)", "torch.minimum", None),
    _plain("relu", "max(0, u)", torch.relu, r"\max \left( 0, {u} \right)"),
    _plain("sigmoid", "1/(1 + exp(−u))", torch.sigmoid, r"\sigma \left( {u} \right)"),
    _plain("sign", "−1, 0 or 1", torch.sign, r"\operatorname{{sign}} \left( {u} \right)"),
    _plain("sin", "sine", torch.sin, r"\sin \left( {u} \right)"),
    Function("softplus", "ln(1 + exp(u))", softplus, r"\ln \left( 1 + e^{{{u}}} \right)", ""),
    _plain("sqrt", "square root", torch.sqrt, r"\sqrt{{{u}}}"),
    _plain("tan", "tangent", torch.tan, r"\tan \left( {u} \right)"),
    _plain("tanh", "hyperbolic tangent", torch.tanh, r"\tanh \left( {u} \right)"),
)
FUNCTIONS: dict[str, Function] = {entry.key: entry for entry in _ENTRIES}
WHERE = "where"  # not a plain function: only one of its branches counts
CONSTANTS = {"pi": math.pi, "e": math.e}

# What may be infinite or undefined, or have such a slope, at a finite argument.
_UNSAFE = frozenset({"exp", "log", "log1p", "sqrt", "tan"})


def name_of(node: ast.AST) -> str:
    """The name of the function called here, or "" where none is."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def is_constant(node: ast.AST) -> bool:
    """Whether a part of a formula has neither x nor a parameter in it."""
    if isinstance(node, ast.Name):
        return node.id in CONSTANTS
    below = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
    return all(is_constant(part) for part in below)


def may_break(node: ast.AST) -> bool:
    """Whether a part can be undefined or overflow at a finite x, so that `where` must guard it."""
    for part in ast.walk(node):
        if isinstance(part, ast.BinOp) and not is_constant(part):
            if isinstance(part.op, ast.Div) and not is_constant(part.right):
                return True
            if isinstance(part.op, ast.Pow):
                return True
        if name_of(part) in _UNSAFE:
            return True
    return False


@dataclass(frozen=True)
class Lines:
    """The parts of a formula that stand at 0 where it switches: a kink lies nowhere else."""

    parts: tuple[ast.expr, ...]

    @staticmethod
    def of(node: ast.expr) -> "Lines":
        """Arguments of abs, relu, sign, sqrt and logarithms, bases of powers, divisors; the
        differences inside min, max and comparisons; the conditions of where."""
        found: list[ast.expr] = []
        for part in ast.walk(node):
            match part:
                case ast.Compare(left=left, comparators=others):
                    sides = [left, *others]
                    found += [_minus(a, b) for a, b in zip(sides[:-1], others, strict=True)]
                case ast.BinOp(left=left, op=ast.Pow()):
                    found.append(left)
                case ast.BinOp(op=ast.Div(), right=right):
                    found.append(right)
                case ast.Call(func=func, args=args) if name_of(part) in ("min", "max"):
                    found.append(_minus(args[0], args[1]))
                    for i in range(2, len(args)):
                        found.append(_minus(ast.Call(func, args[:i], []), args[i]))
                case ast.Call(args=args) if name_of(part) == "log1p":
                    found.append(_minus(args[0], ast.Constant(-1.0)))
                case ast.Call(args=args) if name_of(part) in (
                    "abs",
                    "relu",
                    "sign",
                    "sqrt",
                    "log",
                    WHERE,
                ):
                    found.append(args[0])
        return Lines(tuple(part for part in found if not is_constant(part)))


def _minus(left: ast.expr, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, ast.Sub(), right)
