"""Tables of gradients and signals through depth."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import torch

from explorer.activations import get
from explorer.ledger import EDGES, FACTORS, Account, quartiles


def ledger_lines(ledgers: Mapping[str, Account]) -> pd.DataFrame:
    """How much of the last layer's gradient reaches each layer's weights, by name.

    Columns: name, layer from 1, low, median, high (quartiles of the draws), zero (bool: the median
    is exactly 0). A share of 0 or ∞ has no place on a log axis and is missing.
    """
    parts = []
    for name, account in ledgers.items():
        low, median, high = quartiles(account.gradients.share)
        parts.append(
            pd.DataFrame(
                {
                    "name": name,
                    "layer": np.arange(1, len(median) + 1),
                    **_positive(low=low, median=median, high=high),
                    "zero": median == 0,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def ledger_bounds(bounds: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Lines of theory (L,) by name. Columns: name, layer, share; 0 and ∞ are missing."""
    parts = [
        pd.DataFrame({"name": name, "layer": np.arange(1, len(line) + 1), **_positive(share=line)})
        for name, line in bounds.items()
    ]
    empty = pd.DataFrame({"name": [], "layer": [], "share": []})
    return pd.concat(parts, ignore_index=True) if parts else empty


def ledger_factors(account: Account) -> pd.DataFrame:
    """What each layer does to the gradient. Columns: factor (label), layer, low, median, high."""
    parts = []
    for key, draws in account.gradients.factors.items():
        low, median, high = quartiles(draws)
        parts.append(
            pd.DataFrame(
                {
                    "factor": FACTORS[key].label,
                    "layer": np.arange(1, len(median) + 1),
                    **_positive(low=low, median=median, high=high),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def ledger_signals(account: Account) -> pd.DataFrame:
    """Where each layer works, medians of the draws. Columns: what (label), layer, share."""
    signals = account.signals
    parts = []
    for what, draws in (
        ("flat, |f′| < 0.05", signals.saturated),
        ("dead units", signals.dead),
        ("correlation of inputs", signals.correlation[:, 1:]),
    ):
        median = quartiles(draws)[1]
        parts.append(
            pd.DataFrame({"what": what, "layer": np.arange(1, len(median) + 1), "share": median})
        )
    return pd.concat(parts, ignore_index=True)


def ledger_histogram(account: Account, layer: int) -> pd.DataFrame:
    """Pre-activations of one layer (from 1) under the activation's curve.

    Columns: z (the middle of a bin), share (of the values, 1 at the fullest bin), value f(z),
    slope f′(z), flat (bool: |f′| < 0.05).
    """
    activation = get(account.activation)
    middles = (EDGES[1:] + EDGES[:-1]) / 2
    z = torch.from_numpy(middles)
    counts = account.signals.histogram[layer - 1][1:-1]
    slope = activation.df(z).numpy()
    return pd.DataFrame(
        {
            "z": middles,
            "share": counts / max(counts.max(), 1e-12),
            "value": activation.f(z).numpy(),
            "slope": slope,
            "flat": np.abs(slope) < 0.05,
        }
    )


def _positive(**columns: np.ndarray) -> dict[str, np.ndarray]:
    """Columns for a log axis: missing where they are not finite and above 0."""
    return {
        name: np.where(np.isfinite(values) & (values > 0), values, np.nan)
        for name, values in columns.items()
    }
