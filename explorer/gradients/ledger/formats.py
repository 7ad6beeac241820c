"""The number formats a backward pass can be computed in, and how small a number each can hold."""

import math
from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class NumberFormat:
    """A floating-point format; every product, sum and function value is rounded to it."""

    key: str
    label: str
    remark: str
    dtype: torch.dtype

    @property
    def smallest(self) -> float:
        """The smallest number above 0, a subnormal one."""
        limits = torch.finfo(self.dtype)
        return limits.smallest_normal * limits.eps

    @property
    def largest(self) -> float:
        """The largest finite number."""
        return torch.finfo(self.dtype).max


_ENTRIES = (
    NumberFormat("float16", "float16", "5 bits of exponent: 6e-8 to 65,504.", torch.float16),
    NumberFormat("bfloat16", "bfloat16", "8 bits of exponent, 3 digits.", torch.bfloat16),
    NumberFormat("float32", "float32", "8 bits of exponent, 7 digits: the usual.", torch.float32),
    NumberFormat("float64", "float64", "11 bits of exponent, 16 digits.", torch.float64),
)

NUMBER_FORMATS: dict[str, NumberFormat] = {entry.key: entry for entry in _ENTRIES}


def underflow_depth(number_format: str, bound: float = 0.25) -> int | None:
    """The first L at which bound^L, rounded to the format, is exactly 0; None if there is none.

    Subnormal numbers are kept; half of the smallest rounds to 0. Raises ValueError for an unknown
    format or a bound below 0.
    """
    if number_format not in NUMBER_FORMATS:
        choices = ", ".join(NUMBER_FORMATS)
        raise ValueError(f"unknown number format {number_format!r}; expected one of {choices}")
    if not bound >= 0:
        raise ValueError(f"bound is {bound}; expected a number from 0 on")
    if bound >= 1:
        return None
    if bound == 0:
        return 1
    limits = torch.finfo(NUMBER_FORMATS[number_format].dtype)
    half_of_smallest = math.log2(limits.smallest_normal) + math.log2(limits.eps) - 1
    return max(1, math.ceil(half_of_smallest / math.log2(bound) - 1e-9))
