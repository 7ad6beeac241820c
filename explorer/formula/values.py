"""A checked tree → its value and slope, with PyTorch's operations; no text is ever run."""

import ast
import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import torch

from explorer.formula.functions import (
    CONSTANTS,
    FUNCTIONS,
    WHERE,
    is_constant,
    may_break,
    name_of,
)

Tensor = torch.Tensor
Values = dict[str, Tensor]  # x, and each parameter
Part = Callable[[Values], Tensor]

_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: torch.pow,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class Value:
    """The value of a formula and its slope, for x and parameters of any shape that fit."""

    def __init__(self, node: ast.expr) -> None:
        self._part = compiled(node)

    def f(self, x: Tensor, /, **parameters: float | Tensor) -> Tensor:
        """The value at x, of x's dtype and the shape that x and the parameters have together.

        Numbers are float64 tensors without dimensions, which take part in x's precision.
        """
        values = {n: _number(v) if not isinstance(v, Tensor) else v for n, v in parameters.items()}
        shape = torch.broadcast_shapes(x.shape, *(v.shape for v in values.values()))
        y = self._part(values | {"x": x})
        if y.shape != shape or y.device != x.device:
            y = y.to(x.device).expand(shape).clone()
        return y.to(x.dtype)

    def df(self, x: Tensor, /, **parameters: float | Tensor) -> Tensor:
        """The slope at x by `torch.autograd`, with no gradient of its own; 0 for a constant.

        NaN where f has no value, for which autograd may have a slope; ±∞ may stand where f
        overflows.
        """
        fixed = {n: v.detach() if isinstance(v, Tensor) else v for n, v in parameters.items()}
        shape = torch.broadcast_shapes(
            x.shape, *(v.shape for v in fixed.values() if isinstance(v, Tensor))
        )
        with torch.enable_grad():
            x = x.detach().expand(shape).requires_grad_()
            y = self.f(x, **fixed)
            if y.requires_grad:
                (slope,) = torch.autograd.grad(y, x, torch.ones_like(y))
            else:
                slope = torch.zeros_like(x).detach()
        y = y.detach()
        return torch.where(y.isfinite() | y.isinf() & slope.isinf(), slope, torch.nan)


def compiled(node: ast.expr) -> Part:
    """The function that gives this part's value; what is constant is computed once, here."""
    part = _compiled(node)
    if is_constant(node):
        value = part({"x": _number(0.0)})
        return lambda values: value
    return part


def _number(value: float) -> Tensor:
    return torch.tensor(float(value), dtype=torch.float64)


def _compiled(node: ast.expr) -> Part:
    match node:
        case ast.Constant(value=int() | float() as value):
            number = _number(value)
            return lambda values: number
        case ast.Name(id=name) if name in CONSTANTS:
            constant = _number(CONSTANTS[name])
            return lambda values: constant
        case ast.Name(id=name):
            return operator.itemgetter(name)
        case ast.UnaryOp(op=op, operand=operand):
            inner = compiled(operand)
            return inner if isinstance(op, ast.UAdd) else lambda values: -inner(values)
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, left, right)
        case ast.Compare(left=left, ops=ops, comparators=others):
            return _comparison(ops, [left, *others])
        case ast.Call(args=[condition, chosen, other]) if name_of(node) == WHERE:
            return _where(condition, chosen, other)
        case ast.Call(args=args):
            function, parts = FUNCTIONS[name_of(node)].value, [compiled(arg) for arg in args]
            return lambda values: function(*(part(values) for part in parts))
    raise TypeError(f"a formula has no {type(node).__name__}")


def _binary(op: ast.operator, left: ast.expr, right: ast.expr) -> Part:
    combine, first, second = _OPERATORS[type(op)], compiled(left), compiled(right)
    if isinstance(op, ast.Pow) and is_constant(right):
        exponent = second({}).item()
        if abs(exponent) <= 100:  # as a plain number PyTorch squares by multiplying
            return lambda values: torch.pow(first(values), exponent)
    return lambda values: combine(first(values), second(values))


def _comparison(ops: list[ast.cmpop], sides: list[ast.expr]) -> Part:
    tests, parts = [_OPERATORS[type(op)] for op in ops], [compiled(side) for side in sides]

    def holds(values: Values) -> Tensor:
        given = [part(values) for part in parts]
        each = [test(a, b) for test, a, b in zip(tests, given[:-1], given[1:], strict=True)]
        return reduce(torch.logical_and, each).to(values["x"].dtype)

    return holds


def _where(condition: ast.expr, chosen: ast.expr, other: ast.expr) -> Part:
    """One of two values; no slope comes from the branch that is not taken.

    `torch.where` sends a gradient of 0 through that branch too, and 0 · ∞ there would be NaN. So
    a branch that may break sees an x that is cut off from the gradient where it is not taken.
    """
    test, first, second = compiled(condition), compiled(chosen), compiled(other)
    guard_first, guard_second = may_break(chosen), may_break(other)

    def select(values: Values) -> Tensor:
        x = values["x"]
        holds = (test(values) != 0).to(x.device)  # it may be a number that waits on the CPU
        if_true = values | {"x": torch.where(holds, x, x.detach())} if guard_first else values
        if_false = values | {"x": torch.where(holds, x.detach(), x)} if guard_second else values
        return torch.where(holds, first(if_true), second(if_false))

    return select
