"""The gradient ledger: why a gradient vanishes, layer by layer, split into its causes."""

from explorer.ledger.account import EDGES, FACTORS, Account, Gradients, Signals, quartiles
from explorer.ledger.config import LedgerConfig
from explorer.ledger.formats import NUMBER_FORMATS, underflow_depth
from explorer.ledger.measurement import Ledger, measure
from explorer.ledger.presets import PRESETS, Preset
from explorer.ledger.theory import Theory, theory, variances
from explorer.ledger.words import number

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
    "measure",
    "number",
    "quartiles",
    "theory",
    "underflow_depth",
    "variances",
]
