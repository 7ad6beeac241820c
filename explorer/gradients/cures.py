"""Cures for a gradient that vanishes: each a change of a network, and what it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Any

import numpy as np

from explorer.choices.initialisers import INITIALISERS
from explorer.config import Member
from explorer.gradients.ledger import (
    FACTORS,
    Account,
    Gradients,
    LedgerConfig,
    quartiles,
)
from explorer.words import factor, listed


def _weight_variance(init: str) -> float:
    """A weight's variance times fan_in, of an initialiser for which no width matters."""
    return INITIALISERS[init].variances(1, 1, 0.0)[0]


HE_SCALE = sqrt(_weight_variance("he") / _weight_variance("torch"))  # √6


@dataclass(frozen=True)
class Cure:
    """One change of a network: of one that trains, of a stack that is measured, or of both.

    `fields` are the fields of a `Member` it sets, None where no member can be changed so. `change`
    gives the changed stack, an equal one where it is so already, and is None where stacks are not
    offered this. `former` are the keys and labels of older links.
    """

    key: str
    label: str
    remark: str
    fields: Mapping[str, Any] | None = field(default=None, hash=False)
    change: Callable[[LedgerConfig], LedgerConfig] | None = None
    former: tuple[str, ...] = ()

    def of(self, member: Member) -> Member:
        """The cured member."""
        return replace(member, **(self.fields or {}))

    def applied(self, config: LedgerConfig) -> LedgerConfig:
        """The cured stack."""
        return self.change(config) if self.change else config


def _activation(config: LedgerConfig) -> LedgerConfig:
    old = config.activations[0]
    return replace(config, activations=("tanh" if old == "relu" else "relu",))


_ENTRIES = (
    Cure(
        "he",
        "He's weights",
        "Weights √6 times as large as PyTorch's, of variance 2/fan-in: the weight factor changes.",
        {"init_scale": HE_SCALE},
        lambda config: replace(config, init="he"),
        former=("init", "Weights √6 times as large (He)"),
    ),
    Cure(
        "activation",
        "Another activation",
        "ReLU in its place (tanh where it is ReLU): the slope factor changes.",
        change=_activation,
    ),
    Cure(
        "relu",
        "ReLU instead",
        "ReLU in its place: the slope factor changes.",
        {"activation": "relu"},
    ),
    Cure(
        "tanh",
        "Tanh instead",
        "Tanh in its place: the slope factor changes.",
        {"activation": "tanh"},
    ),
    Cure(
        "residual",
        "Residual connections",
        "Each layer's input is added to its output: a way around opens.",
        {"residual": True},
        lambda config: replace(config, residual=True),
    ),
    Cure(
        "layer",
        "Layer norm",
        "Each point's pre-activations get mean 0 and variance 1 over the units of a layer.",
        {"norm": "layer"},
        lambda config: replace(config, norm="layer"),
    ),
    Cure(
        "batch",
        "Batch norm",
        "Each unit's pre-activations get mean 0 and variance 1 over the batch.",
        {"norm": "batch"},
        lambda config: replace(config, norm="batch"),
    ),
    Cure(
        "depth",
        "Fewer layers",
        "Half as many: the same factors, multiplied less often.",
        change=lambda config: replace(config, depth=max(1, config.depth // 2)),
    ),
    Cure("nothing", "Nothing", "The network as it is.", {}),
)

CURES: dict[str, Cure] = {entry.key: entry for entry in _ENTRIES}
TRAINED = tuple(key for key, cure in CURES.items() if cure.fields is not None)
MEASURED = tuple(key for key, cure in CURES.items() if cure.change is not None)
FORMER = {text: key for key, cure in CURES.items() for text in cure.former}


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
