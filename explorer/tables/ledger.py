"""Tables of gradients and signals through depth."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import torch

from explorer.activations import get
from explorer.gradients.ledger import EDGES, FACTORS, Account, quartiles
from explorer.words import FLAT

FAR = 100.0  # how many times beyond what was measured a line of theory is still shown


def ledger_lines(ledgers: Mapping[str, Account], at: str) -> pd.DataFrame:
    """How much of the last layer's gradient reaches each layer, by name.

    At its outputs where `at` is "running", at its weights where it is "share", as `Gradients` calls
    them. Columns: name, layer from 1, low, median, high (quartiles of the draws). A share of 0 or ∞
    has no place on a log axis and is missing.
    """
    parts = []
    for name, account in ledgers.items():
        low, median, high = quartiles(getattr(account.gradients, at))
        parts.append(
            pd.DataFrame(
                {
                    "name": name,
                    "layer": np.arange(1, len(median) + 1),
                    **_positive(low=low, median=median, high=high),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def ledger_bounds(bounds: Mapping[str, np.ndarray], lines: pd.DataFrame) -> pd.DataFrame:
    """Lines of theory (L,) by name, beside those of `ledger_lines`.

    Columns: name, layer, share, label (the name, where the line begins, else empty), rising (bool:
    towards the output). Missing are 0, ∞, and what lies FAR beyond every line measured, which would
    only flatten them.
    """
    low, high = lines["low"].min() / FAR, lines["high"].max() * FAR
    parts = [pd.DataFrame({"name": [], "layer": [], "share": [], "label": [], "rising": []})]
    for name, line in bounds.items():
        share = _positive(share=line)["share"]
        shown = ~((share < low) | (share > high) | np.isnan(share))
        layer = np.arange(1, len(line) + 1)
        if shown.any():
            label = np.where(layer == layer[shown][0], name, "")
            columns = {"layer": layer, "share": share, "label": label}
            part = pd.DataFrame({key: values[shown] for key, values in columns.items()})
            parts.append(part.assign(name=name, rising=line[-1] > line[0]))
    return pd.concat(parts, ignore_index=True)


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
        ("flat values", signals.saturated),
        ("dead units", signals.dead),
        ("correlation", signals.correlation[:, 1:]),
    ):
        median = quartiles(draws)[1]
        parts.append(
            pd.DataFrame({"what": what, "layer": np.arange(1, len(median) + 1), "share": median})
        )
    return pd.concat(parts, ignore_index=True)


def ledger_histogram(account: Account, layer: int) -> pd.DataFrame:
    """Pre-activations of one layer (from 1) under the activation's curve.

    Columns: z (the middle of a bin), share (of the values, 1 at the fullest bin), value f(z),
    slope f′(z), flat (bool: |f′| < FLAT).
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
            "flat": np.abs(slope) < FLAT,
        }
    )


def _positive(**columns: np.ndarray) -> dict[str, np.ndarray]:
    """Columns for a log axis: missing where they are not finite and above 0."""
    return {
        name: np.where(np.isfinite(values) & (values > 0), values, np.nan)
        for name, values in columns.items()
    }
