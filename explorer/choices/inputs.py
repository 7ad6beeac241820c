"""The registry of inputs: what of a point of the plane a network is given."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from explorer.formula.notation import tree_of
from explorer.formula.tensors import of_many

AXES = ("x1", "x2")


@dataclass(frozen=True)
class Feature:
    """A number made of a point's coordinates: `value`, in the little language, of x1 and x2."""

    key: str
    label: str
    value: str

    @cached_property
    def axes(self) -> frozenset[str]:
        """Which coordinates it reads."""
        return tree_of(self.value).names

    @cached_property
    def _of(self) -> Any:
        return of_many([tree_of(self.value)], AXES)

    def of(self, x: Tensor) -> Tensor:
        """Its value (N,) at points x (N, 2)."""
        return self._of(x[..., 0], x[..., -1])[0]


_ENTRIES = (
    Feature("x1", "x₁", "x1"),
    Feature("x2", "x₂", "x2"),
    Feature("x1_squared", "x₁²", "x1**2"),
    Feature("x2_squared", "x₂²", "x2**2"),
    Feature("product", "x₁x₂", "x1 * x2"),
    Feature("sin_x1", "sin x₁", "sin(x1)"),
    Feature("sin_x2", "sin x₂", "sin(x2)"),
)

FEATURES: dict[str, Feature] = {entry.key: entry for entry in _ENTRIES}


def features(x: Tensor, keys: tuple[str, ...]) -> Tensor:
    """What a network is given (N, F) of points x (N, 2), or (N, 1) where there is no x₂."""
    return x if keys == AXES else torch.stack([FEATURES[key].of(x) for key in keys], dim=-1)


def possible(keys: tuple[str, ...], axes: int) -> tuple[str, ...]:
    """Those of the inputs that points of so many numbers have; the first where there are none."""
    known = frozenset(AXES[:axes])
    return tuple(key for key in FEATURES if key in keys and FEATURES[key].axes <= known) or ("x1",)
