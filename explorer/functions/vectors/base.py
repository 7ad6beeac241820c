"""The record every vector function is written in: a function and its Jacobian together."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from torch import Tensor

from explorer.activations import Function, Parameter
from explorer.words import lowered

Names = tuple[list[list[str]], list[str]]  # of the inputs, in rows that belong together; of outputs


def plain(inputs: int, **_others: float) -> Names:
    """x₁ … xₙ in one row, and y₁ … yₙ."""
    return [numbered("x", inputs)], numbered("y", inputs)


@dataclass(frozen=True)
class VectorFunction:
    """A function Rⁿ → Rᵐ, its Jacobian, and what a reader wants to know of both.

    `f(x, **parameters)` takes x (…, n) to (…, m); `jacobian(x, **parameters)` takes x (n,) to
    (m, n), whose entry (i, j) is the derivative of output i by input j; where f has a kink, it is
    the one that `torch.autograd` gives. Both keep the dtype, take the defaults of parameters left
    out, and raise ValueError for a temperature that is not above 0 or an n that cannot be divided.
    """

    key: str
    label: str
    formula: str  # LaTeX
    jacobian_formula: str  # LaTeX
    f: Function
    jacobian: Function
    remark: str
    source: str  # author, title, year
    torch: str  # PyTorch lines that make y of x, with {name} places
    inputs: tuple[int, ...]  # the sizes n a reader may choose from
    names: Callable[..., Names] = plain  # names(n, **parameters)
    parameters: tuple[Parameter, ...] = ()
    total: float | None = None  # what `sums` gives whatever x is; None where nothing fixes it
    row_sum: float | None = None  # what each row of the Jacobian sums to whatever x is
    column_sum: float | None = None  # and each column

    def __post_init__(self) -> None:
        """Give f, jacobian and names the defaults, so that each default stands in one place."""
        for name in ("f", "jacobian", "names"):
            object.__setattr__(self, name, partial(getattr(self, name), **self.defaults))

    @property
    def defaults(self) -> dict[str, float]:
        """Each parameter's name and default value, in order."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def sums(self, y: Tensor, **parameters: float) -> Tensor:
        """The sum of the outputs y (…, m) at each place (…, places); without channels, one sum."""
        channels = int({"channels": y.shape[-1], **self.defaults, **parameters}["channels"])
        return y.unflatten(-1, (channels, -1)).sum(dim=-2)

    def code(self, **parameters: float) -> str:
        """The PyTorch lines that make y of x at these parameters."""
        given = self.defaults | parameters
        return self.torch.format(
            **{name: repr(float(value)).removesuffix(".0") for name, value in given.items()}
        )


def shares(x: Tensor, parts: int) -> int:
    """How many of the inputs x (…, n) each part gets; ValueError where they do not divide."""
    if x.shape[-1] % parts:
        raise ValueError(f"{x.shape[-1]} inputs cannot be divided into {parts} equal parts")
    return x.shape[-1] // parts


def numbered(name: str, count: int) -> list[str]:
    """The names x₁, x₂, … of that many x."""
    return [name + lowered(i + 1) for i in range(count)]
