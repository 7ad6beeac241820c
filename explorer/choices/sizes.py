"""How many numbers a network of some widths has."""

from collections.abc import Sequence
from itertools import pairwise


def plain_size(widths: Sequence[int]) -> int:
    """Its weights and biases, from the inputs to the outputs."""
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(widths))
