"""What differs between two runs, in a few words."""

from dataclasses import fields

from explorer.config import RunConfig
from explorer.datasets import DATASETS
from explorer.initialisers import INITIALISERS
from explorer.optimisers import OPTIMISERS

_NAMES = {"learning_rate": "rate", "batch_size": "batch", "test_fraction": "test share"}


def difference(old: RunConfig, new: RunConfig) -> str:
    """Every field that differs, as "Tanh → ReLU" or "rate 0.01 → 0.1"; "" where none does."""
    changed = [f.name for f in fields(RunConfig) if getattr(old, f.name) != getattr(new, f.name)]
    if "members" in changed and _said(old, "members") == _said(new, "members"):
        changed.remove("members")  # only their seeds differ, which the field `seed` says
    words = []
    for name in changed:
        before, after = _said(old, name), _said(new, name)
        speaks_for_itself = name in ("members", "dataset", "init", "optimizer")
        prefix = "" if speaks_for_itself else f"{_NAMES.get(name, name)} "
        words.append(f"{prefix}{before} → {after}")
    return ", ".join(words)


def _said(config: RunConfig, name: str) -> str:
    value = getattr(config, name)
    if name == "members":
        return " + ".join(member.label for member in value)
    if name == "hidden":
        return "–".join(map(str, value)) or "none"
    for field, registry in (
        ("dataset", DATASETS),
        ("init", INITIALISERS),
        ("optimizer", OPTIMISERS),
    ):
        if name == field:
            return registry[value].label
    if value is None:
        return "full"
    return f"{value:g}" if isinstance(value, float) else str(value)
