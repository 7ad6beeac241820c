"""A checked tree → LaTeX."""

import ast
import re

from explorer.formula.functions import FUNCTIONS, WHERE, name_of
from explorer.formula.tokens import GREEK

# How tightly a piece of LaTeX holds together; a part that is looser than its place needs brackets.
_CASES, _SUM, _SIGNED, _PRODUCT, _POWER, _ATOM = range(6)
_SIGNS = {
    ast.Lt: "<",
    ast.LtE: r"\le",
    ast.Gt: ">",
    ast.GtE: r"\ge",
    ast.Eq: "=",
    ast.NotEq: r"\ne",
}
_OPPOSITES = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_GREEK = {name: "\\" + name for name in GREEK.values()} | {"lambd": r"\lambda"}


def formula(node: ast.expr) -> str:
    """The LaTeX of a formula."""
    return _set(node)[0]


def symbol(name: str) -> str:
    """The LaTeX of a parameter's name: b, b_{2}, \\beta, \\mathrm{slope}_{l}."""
    match = re.fullmatch(r"([A-Za-z]+)_?([A-Za-z0-9]*)", name)
    if not match:
        return rf"\mathrm{{{name.replace('_', chr(92) + '_')}}}"
    stem, index = match.groups()
    stem = _GREEK.get(stem, stem if len(stem) == 1 else rf"\mathrm{{{stem}}}")
    return f"{stem}_{{{index}}}" if index else stem


def _set(node: ast.expr) -> tuple[str, int]:
    """The LaTeX of a part and how tightly it holds together."""
    match node:
        case ast.Constant(value=int() | float() as value):
            return _number(value)
        case ast.Name(id=name):
            return (r"\pi" if name == "pi" else symbol(name)), _ATOM
        case ast.UnaryOp(op=op, operand=operand):
            sign = "-" if isinstance(op, ast.USub) else "+"
            return sign + _at(operand, _PRODUCT), _SIGNED
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(left, op, right)
        case ast.Compare():
            return rf"\left[ {_comparison(node)} \right]", _ATOM
        case ast.Call(args=[condition, chosen, other]) if name_of(node) == WHERE:
            rows = f"{formula(chosen)} & {_condition(condition)} \\\\ "
            rows += f"{formula(other)} & {_opposite(condition)}"
            return rf"\begin{{cases}} {rows} \end{{cases}}", _CASES
        case ast.Call(args=args):
            inside = ", ".join(formula(arg) for arg in args)
            tight = _ATOM if name_of(node) in ("abs", "sqrt") else _POWER
            if name_of(node) == "log1p":
                inside = _at(args[0], _SIGNED)
            return FUNCTIONS[name_of(node)].latex.format(u=inside), tight
    raise TypeError(f"a formula has no {type(node).__name__}")


def _at(node: ast.expr, needed: int) -> str:
    """A part's LaTeX, in brackets where it is looser than its place needs."""
    text, tight = _set(node)
    return text if tight >= needed else rf"\left( {text} \right)"


def _number(value: float) -> tuple[str, int]:
    digits, _, exponent = repr(value).partition("e")
    digits = digits.removesuffix(".0")
    if not exponent:
        return digits, _ATOM
    power = f"10^{{{int(exponent)}}}"
    return (power, _POWER) if digits == "1" else (rf"{digits} \cdot {power}", _PRODUCT)


def _binary(left: ast.expr, op: ast.operator, right: ast.expr) -> tuple[str, int]:
    match op:
        case ast.Add() | ast.Sub():
            sign = "+" if isinstance(op, ast.Add) else "-"
            return f"{_at(left, _SUM)} {sign} {_at(right, _PRODUCT)}", _SUM
        case ast.Div():
            return rf"\frac{{{formula(left)}}}{{{formula(right)}}}", _PRODUCT
        case ast.Pow():
            return f"{_at(left, _ATOM)}^{{{formula(right)}}}", _POWER
    first, second = _at(left, _SIGNED), _at(right, _PRODUCT)
    sign = r"\cdot" if second[0].isdigit() else r"\,"
    return f"{first} {sign} {second}", _PRODUCT


def _comparison(node: ast.Compare) -> str:
    text = _at(node.left, _SUM)
    for op, side in zip(node.ops, node.comparators, strict=True):
        text += f" {_SIGNS[type(op)]} {_at(side, _SUM)}"
    return text


def _condition(node: ast.expr) -> str:
    if isinstance(node, ast.Compare):
        return _comparison(node)
    return rf"{_at(node, _SUM)} \ne 0"


def _opposite(node: ast.expr) -> str:
    """When a condition does not hold; in words where there is no short sign for it."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _comparison(
            ast.Compare(node.left, [_OPPOSITES[type(node.ops[0])]()], node.comparators)
        )
    return r"\text{otherwise}"
