"""A tree → its value with PyTorch: any shape, dtype and device, as fast as by hand."""

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import torch

from explorer.formula import overflow
from explorer.formula.compiling import compiled
from explorer.formula.derivative import derivative
from explorer.formula.exact import worked_out
from explorer.formula.stable import stable
from explorer.formula.tensors import FUNCTIONS, TENSORS, prepared
from explorer.formula.tree import Node, walk

Tensor = torch.Tensor

# What may overflow, or be undefined, where the whole has a value.
MAY_BREAK = frozenset(
    (
        "exp",
        "expm1",
        "sinh",
        "cosh",
        "log",
        "log1p",
        "tan",
        "acosh",
        "atanh",
        "asin",
        "acos",
        "sqrt",
        "div",
        "pow",
    )
)
# A hole in a formula is filled where both sides near one value, at both of these distances.
BESIDE = (1e-5, 1e-7)
ALIKE = 1e-4  # how near, relative to 1 + the value


class OnTensors:
    """A formula as a function of a tensor.

    Called with x and parameters, each a number or a tensor that fits x, it gives a tensor of x's
    dtype and of the shape that x and the parameters have together. Where `guarded`, a part that
    overflows does not spoil a value that is finite, and a removable hole is filled by its limit.
    Where a part may overflow, gradients are found by rule. `fused` does the work instead, where it
    is given.
    """

    def __init__(
        self,
        root: Node,
        defaults: Mapping[str, float],
        guarded: bool = False,
        fused: Callable[..., Tensor] | None = None,
    ) -> None:
        self._root, self._defaults, self._fused = root, dict(defaults), fused
        self._names = ("x", *defaults)
        self._value: Any = compiled([prepared(root)], self._names, TENSORS, float)
        self._value.__defaults__ = tuple(defaults.values())
        # Autograd runs the branch too that `where` throws away: 0 · ∞ there would be NaN.
        self._by_rule = any(part.op in MAY_BREAK and part.varies for part in walk(root))
        self._guarded = guarded and self._by_rule
        self._careful: Callable[..., Any] | None = None
        self._slopes: dict[str, OnTensors] = {}

    def __call__(self, x: Tensor, /, **parameters: Any) -> Tensor:
        """The value at x."""
        if self._fused is not None:
            return self._fused(x, **(self._defaults | parameters))
        if self._by_rule and torch.is_grad_enabled():
            given = (self._defaults | parameters).values()
            if any(isinstance(one, Tensor) and one.requires_grad for one in (x, *given)):
                return _ByRule.apply(self, x, *given)
        return self._computed(x, parameters)

    def by(self, name: str) -> "OnTensors":
        """The derivative by x or by a parameter."""
        if name not in self._slopes:
            slope = stable(derivative(self._root, name))
            self._slopes[name] = OnTensors(slope, self._defaults, guarded=True)
        return self._slopes[name]

    def _computed(self, x: Tensor, parameters: dict[str, Any]) -> Tensor:
        (y,) = self._value(x, **parameters)
        # Of x and numbers a tensor comes out in x's shape and dtype.
        many = any(isinstance(one, Tensor) for one in parameters.values())
        if many or not isinstance(y, Tensor) or y.dim() != x.dim():
            y = _fitted(y, x, parameters.values())
        if self._guarded and not y.isfinite().all():
            y = self._mended(y, x, (self._defaults | parameters).values())
        return y

    def _mended(self, y: Tensor, x: Tensor, given: Collection[Any]) -> Tensor:
        """y (any shape) with what is not finite computed once more, and holes filled."""
        bad = ~y.isfinite()
        own = [torch.as_tensor(one, dtype=torch.float64).to(x.device) for one in (x, *given)]
        own = [one.expand(y.shape)[bad] for one in own]
        value = self._large(own[0], own[1:])
        holes = value.isnan()
        if holes.any():
            place, *numbers = (one[holes] for one in own)
            size = 1 + place.abs()
            near, far = (
                [self._large(place + side * step * size, numbers) for side in (-1, 1)]
                for step in reversed(BESIDE)
            )
            middle = (near[0] + near[1]) / 2
            spread = max_of([(one - middle).abs() for one in (*near, *far)])
            smooth = spread < ALIKE * (1 + middle.abs())
            value = value.masked_scatter(holes, torch.where(smooth, middle, math.nan))
        return y.masked_scatter(bad, value.to(y.dtype))

    def large(self, x: np.ndarray) -> np.ndarray:
        """The values at x of a formula without parameters, where none of its parts overflows."""
        return self._large(torch.from_numpy(x), []).numpy()

    def _large(self, x: Tensor, parameters: list[Tensor]) -> Tensor:
        if self._careful is None:
            self._careful = compiled(
                [worked_out(self._root)], self._names, LARGE, overflow.constant
            )
        (value,) = self._careful(*(overflow.large(one) for one in (x, *parameters)))
        return overflow.plain(value).expand_as(x)


class _ByRule(torch.autograd.Function):
    """A formula whose gradients are its derivatives by rule."""

    @staticmethod
    def forward(context: Any, formula: OnTensors, x: Tensor, *given: Any) -> Tensor:  # type: ignore[override]
        context.formula, context.given = formula, dict(zip(formula._names[1:], given, strict=True))
        context.save_for_backward(x)
        return formula._computed(x, context.given)

    @staticmethod
    def backward(context: Any, upstream: Tensor) -> tuple[Any, ...]:  # type: ignore[override]
        (x,) = context.saved_tensors
        formula, given = context.formula, context.given
        gradients: list[Any] = [None]
        named = {"x": x} | given
        for name, needed in zip(named, context.needs_input_grad[1:], strict=True):
            slope = upstream * formula.by(name)(x, **given) if needed else None
            gradients.append(None if slope is None else slope.sum_to_size(named[name].shape))
        return tuple(gradients)


LARGE = overflow.table(FUNCTIONS)


def max_of(tensors: list[Tensor]) -> Tensor:
    """The largest at each place."""
    return torch.stack(tensors).amax(0)


class Slope:
    """The slope of a formula, which has no gradient of its own.

    It is NaN where the formula `f` has no value, or is infinite and the slope is not.
    """

    def __init__(self, root: Node, defaults: Mapping[str, float], f: OnTensors | None) -> None:
        self._slope, self._f = OnTensors(root, defaults, guarded=f is not None), f

    def __call__(self, x: Tensor, /, **parameters: Any) -> Tensor:
        """The slope at x."""
        if self._f is None and not torch.is_grad_enabled():  # as in training
            return self._slope(x, **parameters)
        with torch.no_grad():
            slope = self._slope(x, **parameters)
            if self._f is None:
                return slope
            y = self._f(x, **parameters)
            none = ~(y.isfinite() | (y.isinf() & slope.isinf()))
            return slope.masked_fill(none, math.nan) if none.any() else slope


def _fitted(y: Any, x: Tensor, given: Collection[Any]) -> Tensor:
    """y in the dtype of x and the shape that x and the parameters have together."""
    y = y if isinstance(y, Tensor) else x.new_full((), y)
    tensors = [one for one in given if isinstance(one, Tensor)]
    shape = torch.broadcast_tensors(x, *tensors)[0].shape if tensors else x.shape
    if y.shape != shape:
        y = y.to(x.device).expand(shape).clone()
    return y.to(x.dtype)
