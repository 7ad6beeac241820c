"""Functions of a whole vector: each output needs several inputs, so none has a curve over one x."""

from explorer.functions.vectors.base import VectorFunction
from explorer.functions.vectors.softmaxes import SOFTMAXES
from explorer.functions.vectors.units import UNITS

__all__ = ["VECTORS", "VectorFunction"]

VECTORS: dict[str, VectorFunction] = {entry.key: entry for entry in (*SOFTMAXES, *UNITS)}
