"""Every activation the program knows, in menu order: add an entry to its family, nothing else."""

from explorer.activations.dial import dialled
from explorer.activations.gated import GATED
from explorer.activations.linear_steps import LINEAR_AND_STEPS
from explorer.activations.rectifiers import RECTIFIERS
from explorer.activations.shrinkage import SHRINKAGE
from explorer.activations.sigmoids import SIGMOIDS
from explorer.activations.smooth import EXPONENTIAL_AND_SMOOTH
from explorer.activations.tanh_like import TANH_LIKE
from explorer.activations.typed import typed
from explorer.activations.waves import WAVES_AND_BUMPS
from explorer.formula.breaks import Kink
from explorer.formula.keys import split
from explorer.formula.library import define
from explorer.formula.record import Activation, Function, Parameter

__all__ = [
    "ACTIVATIONS",
    "FAMILIES",
    "Activation",
    "Function",
    "Kink",
    "Parameter",
    "dialled",
    "get",
]

_ENTRIES = (
    *RECTIFIERS,
    *LINEAR_AND_STEPS,
    *SIGMOIDS,
    *TANH_LIKE,
    *EXPONENTIAL_AND_SMOOTH,
    *GATED,
    *SHRINKAGE,
    *WAVES_AND_BUMPS,
)

ACTIVATIONS: dict[str, Activation] = {entry.key: entry for entry in _ENTRIES}
FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(entry.family for entry in _ENTRIES))

_CHANGED_BY_TRAINING = tuple(one for one in _ENTRIES if one.learnt or one.training_parameters)

if len(ACTIVATIONS) < len(_ENTRIES):
    raise ValueError("two activations share a key")

for _entry in _ENTRIES:
    define(_entry.key, _entry.value, _entry.defaults)


def get(key: str) -> Activation:
    """The activation of this key: an entry's, "=" and a formula, or "~" and the key to dial.

    Raises ValueError naming the key and the choices, or `FormulaError` naming the fault's column
    in the formula.
    """
    if key in ACTIVATIONS:
        return ACTIVATIONS[key]
    parts = split(key)
    if parts.dialled and not split(parts.undialled).dialled:
        return dialled(get(parts.undialled))
    if parts.typed and not parts.dialled:
        return typed(parts.text, _CHANGED_BY_TRAINING)
    raise ValueError(f"unknown activation {key!r}; expected one of {', '.join(ACTIVATIONS)}")
