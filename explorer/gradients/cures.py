"""Cures for a gradient that vanishes: each a change of the same stack, and what it changes."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from explorer.gradients.ledger import (
    FACTORS,
    Account,
    Gradients,
    LedgerConfig,
    quartiles,
)
from explorer.words import factor, listed


@dataclass(frozen=True)
class Cure:
    """A change of a config, or None where it is there already."""

    key: str
    label: str
    change: Callable[[LedgerConfig], LedgerConfig]
    remark: str


def _activation(config: LedgerConfig) -> LedgerConfig:
    old = config.activations[0]
    return replace(config, activations=("tanh" if old == "relu" else "relu",))


_ENTRIES = (
    Cure(
        "init",
        "He's weights",
        lambda config: replace(config, init="he"),
        "Weights of variance 2/fan-in: the weight factor changes.",
    ),
    Cure(
        "activation",
        "Another activation",
        _activation,
        "ReLU in its place (tanh where it is ReLU): the slope factor changes.",
    ),
    Cure(
        "residual",
        "Residual connections",
        lambda config: replace(config, residual=True),
        "Each layer's input is added to its output: a way around opens.",
    ),
    Cure(
        "layer",
        "Layer norm",
        lambda config: replace(config, norm="layer"),
        "Each point's pre-activations get mean 0 and variance 1 over the units of a layer.",
    ),
    Cure(
        "batch",
        "Batch norm",
        lambda config: replace(config, norm="batch"),
        "Each unit's pre-activations get mean 0 and variance 1 over the batch.",
    ),
    Cure(
        "depth",
        "Fewer layers",
        lambda config: replace(config, depth=max(1, config.depth // 2)),
        "Half as many: the same factors, multiplied less often.",
    ),
)

CURES: dict[str, Cure] = {entry.key: entry for entry in _ENTRIES}


def typical(gradients: Gradients) -> dict[str, float]:
    """Each factor's geometric mean over the layers but the first, of the draws' medians.

    A layer that lets nothing through makes its factor 0; NaN where no layer can be measured.
    """
    found = {}
    for key, draws in gradients.factors.items():
        values = quartiles(draws)[1][1:]
        values = values[np.isfinite(values)]
        with np.errstate(divide="ignore"):
            found[key] = float(np.exp(np.log(values).mean())) if len(values) else float("nan")
    return found


def explained(before: Account, after: Account) -> str:
    """What a cure changed, from the two ledgers."""
    old, new = typical(before.exact), typical(after.exact)
    parts = []
    for key in FACTORS:
        if key in new and key in old:
            parts.append(f"{FACTORS[key].name} ×{factor(old[key])} → ×{factor(new[key])}")
        elif key in new:
            parts.append(f"{FACTORS[key].name} ×{factor(new[key])} (new)")
    shares = [float(quartiles(one.exact.running)[1][0]) for one in (before, after)]
    reached = " → ".join(factor(share) if share else "nothing" for share in shares)
    depths = {before.exact.outputs.shape[1], after.exact.outputs.shape[1]}
    kept = "" if len(depths) == 1 else f" over {max(depths)} → {min(depths)} layers"
    return f"a layer's {listed(parts)}; layer 1 receives, of the last layer's, {reached}{kept}"
