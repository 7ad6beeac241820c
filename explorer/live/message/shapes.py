"""Fields and arrays of a message, taken to the types they travel in and held to their shapes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

Arrays = Mapping[str, tuple[str, str]]  # name → (type on the wire, a letter for each dimension)


def take_arrays(record: Any, arrays: Arrays) -> None:
    """Take a frozen record's arrays to the types they travel in."""
    with np.errstate(over="ignore"):  # a loss beyond float32 is shown as inf
        for name, (dtype, _) in arrays.items():
            value = np.ascontiguousarray(getattr(record, name), f"<{dtype}")
            object.__setattr__(record, name, value)


def check_shapes(record: Any, arrays: Arrays, **sizes: int) -> dict[str, int]:
    """The size of each letter; raises ValueError where two arrays disagree, or one with `sizes`."""
    sizes |= {"2": 2, "3": 3}
    for name, (_, letters) in arrays.items():
        shape = getattr(record, name).shape
        if len(shape) != len(letters) or any(
            sizes.setdefault(letter, n) != n for letter, n in zip(letters, shape, strict=True)
        ):
            wanted = ", ".join(f"{s}={sizes[s]}" if s in sizes else s for s in letters)
            raise ValueError(f"{name} has shape {shape}; expected ({wanted})")
    return sizes


def integers(rows: Any) -> tuple[tuple[int, ...], ...]:
    """Rows of whole numbers as JSON knows them."""
    return tuple(tuple(int(value) for value in row) for row in rows)
