"""Arrays → tidy tables, one row an observation; every docstring names the columns a chart reads."""

from explorer.tables.chain import chain_edges, chain_nodes
from explorer.tables.chaos import chaos_cells, chaos_depths, chaos_edge, chaos_here, chaos_marks
from explorer.tables.functions import (
    apart,
    cards,
    curve,
    curves,
    settings,
    window,
)
from explorer.tables.ledger import (
    ledger_bounds,
    ledger_draws,
    ledger_factors,
    ledger_histogram,
    ledger_lines,
    ledger_names,
    ledger_reach,
    ledger_signals,
)
from explorer.tables.outputs import (
    output_classes,
    output_confusion,
    output_landscape,
    output_loss,
    output_paths,
    output_roc,
    output_roc_here,
    output_roc_names,
    output_thresholds,
)
from explorer.tables.race import race_courses, race_networks, race_rates
from explorer.tables.vectors import vector_outputs, vector_slopes

__all__ = [
    "apart",
    "cards",
    "chain_edges",
    "chain_nodes",
    "chaos_cells",
    "chaos_depths",
    "chaos_edge",
    "chaos_here",
    "chaos_marks",
    "curve",
    "curves",
    "ledger_bounds",
    "ledger_draws",
    "ledger_factors",
    "ledger_histogram",
    "ledger_lines",
    "ledger_names",
    "ledger_reach",
    "ledger_signals",
    "output_classes",
    "output_confusion",
    "output_landscape",
    "output_loss",
    "output_paths",
    "output_roc",
    "output_roc_here",
    "output_roc_names",
    "output_thresholds",
    "race_courses",
    "race_networks",
    "race_rates",
    "settings",
    "vector_outputs",
    "vector_slopes",
    "window",
]
