"""The record every activation is written in: a function and its slope, side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import torch

Function = Callable[..., torch.Tensor]


@dataclass(frozen=True)
class Parameter:
    """One number a function takes beside x, with the range a slider offers.

    `df(x, **parameters)` is the derivative of f by this parameter; it is given only where
    training learns the parameter, as `nn.PReLU` does.
    """

    name: str
    symbol: str  # LaTeX
    default: float
    low: float
    high: float
    step: float
    df: Function | None = None


@dataclass(frozen=True)
class Kink:
    """A place where f or one of its derivatives jumps: from the left and the right they differ.

    `order` is that of the lowest derivative that jumps: 0 where f itself does, 1 where f′ does
    (a corner), 2 where f″ does, and so on.
    """

    at: float
    order: int


def smooth(**parameters: float) -> tuple[Kink, ...]:
    """No kinks, whatever the parameters."""
    return ()


def kinks_at(order: int, *places: float) -> Callable[..., tuple[Kink, ...]]:
    """Kinks of one order at places that no parameter moves."""
    kinks = tuple(Kink(place, order) for place in places)
    return lambda **parameters: kinks


@dataclass(frozen=True)
class Activation:
    """An element-wise function R → R, its derivative, and what a reader wants to know of both.

    `f(x, **parameters)` and `df(x, **parameters)` take a tensor of any shape and give one of the
    same shape and dtype; both are deterministic. Parameters left out take their defaults; each
    may be a float or a tensor that broadcasts against x. At a kink, `df` gives the value that
    `torch.autograd` gives.

    `kinks(**parameters)` names every place where f is not smooth, from left to right; between two
    of them f is analytic. Parameters are floats here. `period(**parameters)` exists only where f
    is a wave on a straight line: after a period it has moved by the same amount everywhere.

    `training_parameters(x, generators, **parameters)` exists only where training is random (RReLU):
    it returns the parameters to use for one training step, with one CPU generator for each entry
    of the first axis of x.
    """

    key: str
    label: str
    family: str
    formula: str  # LaTeX, in x and the parameters' symbols
    slope_formula: str  # LaTeX
    f: Function
    df: Function
    remark: str
    source: str  # author, title, year
    parameters: tuple[Parameter, ...] = ()
    torch: str = ""  # a PyTorch expression for f, with {name} places; "" where torch has none
    training_parameters: Callable[..., dict[str, Any]] | None = None
    kinks: Callable[..., tuple[Kink, ...]] = smooth
    period: Callable[..., float] | None = None

    def __post_init__(self) -> None:
        """Give each function the defaults, so that every default stands in one place."""
        if self.parameters:
            object.__setattr__(self, "f", partial(self.f, **self.defaults))
            object.__setattr__(self, "df", partial(self.df, **self.defaults))
            object.__setattr__(self, "kinks", partial(self.kinks, **self.defaults))
            if self.period is not None:
                object.__setattr__(self, "period", partial(self.period, **self.defaults))

    @property
    def defaults(self) -> dict[str, float]:
        """Each parameter's name and default value, in order."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    @cached_property
    def learnt(self) -> tuple[Parameter, ...]:
        """The parameters that training learns."""
        return tuple(parameter for parameter in self.parameters if parameter.df is not None)

    def code(self, /, **parameters: float) -> str:
        """The PyTorch expression for f at these parameters; "" where torch has none.

        Each number is written so that it reads back as the same number: 0.25, 1, and 1/3 in full.
        """
        given = self.defaults | parameters
        values = {name: repr(float(value)).removesuffix(".0") for name, value in given.items()}
        return self.torch.format(**values)
