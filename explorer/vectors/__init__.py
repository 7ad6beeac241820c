"""Functions of a whole vector: each output needs several inputs, so none has a curve over one x."""

from explorer.vectors.base import VectorFunction
from explorer.vectors.softmaxes import SOFTMAXES
from explorer.vectors.units import UNITS

__all__ = ["VECTORS", "VectorFunction"]

VECTORS: dict[str, VectorFunction] = {entry.key: entry for entry in (*SOFTMAXES, *UNITS)}
