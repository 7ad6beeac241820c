"""The record every activation is written in: a function and its slope, side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch

from explorer.formula import latex
from explorer.formula.breaks import Kink, breaks
from explorer.formula.derivative import derivative
from explorer.formula.evaluation import OnTensors, Slope
from explorer.formula.notation import tree_of
from explorer.formula.source import expression
from explorer.formula.stable import stable
from explorer.formula.tree import Node

Function = Callable[..., torch.Tensor]


@dataclass(frozen=True)
class Parameter:
    """One number a function takes beside x, with the range a slider offers.

    `learnt` says that training learns it together with the weights, as `nn.PReLU` does.
    """

    name: str
    symbol: str  # LaTeX
    default: float
    low: float
    high: float
    step: float
    learnt: bool = False


@dataclass(frozen=True)
class Activation:
    """An element-wise function R → R, its derivative, and what a reader wants to know of both.

    `value` and `slope` are in the little language of `explorer.formula`; everything else that
    there is of the function is made from them: `f(x, **parameters)` and `df(x, **parameters)`,
    which take a tensor of any shape and give one of the same shape and dtype, the kinks, the LaTeX
    and the PyTorch source. Parameters left out take their defaults; each may be a number or a
    tensor that broadcasts against x. At a kink, `slope` is what `torch.autograd` gives.

    `fused` is PyTorch's own function, where it is faster than the steps of the formula; `module` is
    what PyTorch calls it. `training_parameters(x, generators, **parameters)` exists only where
    training is random (RReLU): it returns the parameters to use for one training step, with one CPU
    generator for each entry of the first axis of x.
    """

    key: str
    label: str
    family: str
    value: str
    slope: str  # "" where it is found by rule
    remark: str
    source: str  # author, title, year
    parameters: tuple[Parameter, ...] = ()
    fused: Function | None = None
    module: str = ""  # a PyTorch expression with {name} places
    training_parameters: Callable[..., dict[str, Any]] | None = None
    written: Node | None = None  # the value where it is no text of the little language
    written_slope: Node | None = None
    notes: tuple[str, ...] = ()  # what of a typed text was understood otherwise than it stands
    guarded: bool = False  # it was never tried, so a part of it may overflow or have a hole

    @cached_property
    def defaults(self) -> dict[str, float]:
        """Each parameter's name and default value, in order."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    @cached_property
    def value_tree(self) -> Node:
        """The value as it is written."""
        return self.written or tree_of(self.value)

    @cached_property
    def tree(self) -> Node:
        """The value in the form in which it is computed."""
        return stable(self.value_tree)

    @cached_property
    def slope_tree(self) -> Node:
        """The slope in the form in which it is computed."""
        return stable(self._written_slope)

    @cached_property
    def _written_slope(self) -> Node:
        if self.slope:
            return tree_of(self.slope)
        return self.written_slope or derivative(self.tree)

    @cached_property
    def f(self) -> OnTensors:
        """The function."""
        return OnTensors(self.tree, self.defaults, self.guarded, self.fused)

    @cached_property
    def df(self) -> Function:
        """Its slope."""
        return Slope(self.slope_tree, self.defaults, self.f if self.guarded else None)

    @cached_property
    def formula(self) -> str:
        """The LaTeX of the value, in x and the parameters' symbols."""
        return latex.formula(self.value_tree, self._symbols)

    @cached_property
    def slope_formula(self) -> str:
        """The LaTeX of the slope."""
        return latex.formula(self._written_slope, self._symbols)

    @property
    def _symbols(self) -> dict[str, str]:
        return {parameter.name: parameter.symbol for parameter in self.parameters}

    def kinks(self, **parameters: float) -> tuple[Kink, ...]:
        """Every place where f is not smooth, from left to right; between two f is analytic."""
        return breaks(self.tree, tuple((self.defaults | parameters).items()))

    @cached_property
    def learnt(self) -> tuple[Parameter, ...]:
        """The parameters that training learns."""
        return tuple(parameter for parameter in self.parameters if parameter.learnt)

    @cached_property
    def slopes_by(self) -> dict[str, Function]:
        """The derivative of f by each parameter."""
        return {name: self.f.by(name) for name in self.defaults}

    @cached_property
    def torch(self) -> str:
        """A PyTorch expression for f, with {name} places."""
        return self.module or expression(self.tree)

    def code(self, /, **parameters: float) -> str:
        """The PyTorch expression for f at these parameters.

        Each number is written so that it reads back as the same number: 0.25, 1, and 1/3 in full.
        """
        given = self.defaults | parameters
        values = {name: repr(float(value)).removesuffix(".0") for name, value in given.items()}
        return self.torch.format(**values)
