"""The gradient ledger: why a gradient vanishes, layer by layer, split into its causes."""

from explorer.gradients.ledger.account import (
    EDGES,
    FACTORS,
    Account,
    Gradients,
    Signals,
    quartiles,
)
from explorer.gradients.ledger.config import LedgerConfig
from explorer.gradients.ledger.formats import NUMBER_FORMATS, underflow_depth
from explorer.gradients.ledger.headline import Why, headline, survival, why, why_line
from explorer.gradients.ledger.measurement import Ledger, measure
from explorer.gradients.ledger.presets import PRESETS, Preset
from explorer.gradients.ledger.theory import Theory, best_case, theory, variances

__all__ = [
    "EDGES",
    "FACTORS",
    "NUMBER_FORMATS",
    "PRESETS",
    "Account",
    "Gradients",
    "Ledger",
    "LedgerConfig",
    "Preset",
    "Signals",
    "Theory",
    "Why",
    "best_case",
    "headline",
    "measure",
    "quartiles",
    "survival",
    "theory",
    "underflow_depth",
    "variances",
    "why",
    "why_line",
]
