"""The registry's entries as functions of the language: `elu(x)`, `leaky_relu(x, 0.1)`.

The registry stands above the formulas and is made of them, so it tells its entries here.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

_TOLD_BY = "explorer.activations"  # by name, for imports only go down


@dataclass(frozen=True)
class Definition:
    """A function of x with a name: its value in the little language, its defaults."""

    key: str
    value: str
    parameters: Mapping[str, float]


_definitions: dict[str, Definition] = {}


def define(key: str, value: str, parameters: Mapping[str, float]) -> None:
    """Make an entry a function of the language."""
    _definitions[key] = Definition(key, value, dict(parameters))


def known() -> Mapping[str, Definition]:
    """Every entry's definition by its key, also where nobody has asked for the registry yet."""
    importlib.import_module(_TOLD_BY)
    return _definitions
