"""Arrays → tidy tables, one row an observation; every docstring names the columns a chart reads."""

from explorer.tables.functions import (
    apart,
    cards,
    curve,
    curves,
    second_slopes,
    settings,
    window,
)
from explorer.tables.ledger import (
    ledger_bounds,
    ledger_factors,
    ledger_histogram,
    ledger_lines,
    ledger_signals,
)

__all__ = [
    "apart",
    "cards",
    "curve",
    "curves",
    "ledger_bounds",
    "ledger_factors",
    "ledger_histogram",
    "ledger_lines",
    "ledger_signals",
    "second_slopes",
    "settings",
    "window",
]
