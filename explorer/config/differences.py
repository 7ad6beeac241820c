"""What differs between two runs, in a few words."""

from dataclasses import fields

from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.optimisers import OPTIMISERS
from explorer.config import NORMS, RunConfig

_NAMES = {"learning_rate": "rate", "batch_size": "batch", "test_fraction": "test share"}


def difference(old: RunConfig, new: RunConfig) -> str:
    """Every field that differs, as "Tanh → ReLU" or "rate 0.01 → 0.1"; "" where none does."""
    changed = [f.name for f in fields(RunConfig) if getattr(old, f.name) != getattr(new, f.name)]
    if "members" in changed and _said(old, "members") == _said(new, "members"):
        changed.remove("members")  # only their seeds differ, which the field `seed` says
    words = []
    for name in changed:
        if name == "members" and _cures(old) is not None and _cures(new) is not None:
            words += _members(old, new)
            continue
        before, after = _said(old, name), _said(new, name)
        speaks_for_itself = name in ("members", "dataset", "init", "optimizer")
        prefix = "" if speaks_for_itself else f"{_NAMES.get(name, name)} "
        words.append(f"{prefix}{before} → {after}")
    return ", ".join(words)


def _cures(config: RunConfig) -> tuple[bool, str | None] | None:
    """Residual and norm, where all members have the same."""
    found = {(member.residual, member.norm) for member in config.members}
    return found.pop() if len(found) == 1 else None


def _members(old: RunConfig, new: RunConfig) -> list[str]:
    """What differs between members that share their cures: activations, residual and norm."""
    sides = [
        (
            "residual" if config.members[0].residual else "no residual",
            NORMS.get(config.members[0].norm or "", "no norm"),
        )
        for config in (old, new)
    ]
    pairs = zip(*sides, strict=True)
    changed = [f"{before} → {after}" for before, after in pairs if before != after]
    before, after = ([member.activation_label for member in c.members] for c in (old, new))
    return ([_exchanged(before, after)] if before != after else []) + changed


def _exchanged(before: list[str], after: list[str]) -> str:
    """Which names went and which came; all of them where only their order or number differs."""
    gone = " + ".join(name for name in before if name not in after)
    come = " + ".join(name for name in after if name not in before)
    if gone and come:
        return f"{gone} → {come}"
    if gone or come:
        return f"without {gone}" if gone else f"with {come}"
    return f"{' + '.join(before)} → {' + '.join(after)}"


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
