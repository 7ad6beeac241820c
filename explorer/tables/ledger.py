"""Tables of gradients and signals through depth."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import torch

from explorer.activations import get
from explorer.gradients.ledger import EDGES, FACTORS, Account, quartiles
from explorer.words import FLAT, count, fixed, fraction, number, percent

FRAME, LINE = 330, 17  # pixels: the height of the chart's frame, and between two names
SHARES = ("low", "median", "high", "share")  # columns of the axis of shares
FAR = 100.0  # how many times beyond what was measured a line of theory is still shown


def ledger_lines(ledgers: Mapping[str, Account], at: str) -> pd.DataFrame:
    """How much of the last layer's gradient reaches each layer, by name.

    At its outputs where `at` is "running", at its weights where it is "share", as `Gradients` calls
    them. Columns: name, layer from 1, low, median, high (quartiles of the draws), and their texts.
    A share of 0 or ∞ has no place on a log axis and is missing.
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
                    "low_text": [number(value) for value in low],
                    "median_text": [number(value) for value in median],
                    "high_text": [number(value) for value in high],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def ledger_draws(ledgers: Mapping[str, Account], at: str) -> pd.DataFrame:
    """Each draw's line, of those networks of which some draw loses its gradient on the way.

    Columns: name, draw (text), layer, share, end (bool: the first layer that gets something, where
    that is not layer 1).
    """
    parts = [pd.DataFrame({"name": [], "draw": [], "layer": [], "share": [], "end": []})]
    for name, account in ledgers.items():
        lines = getattr(account.gradients, at)
        if (lines > 0).all():
            continue
        for draw, line in enumerate(lines):
            share = _positive(share=line)["share"]
            layer = np.arange(1, len(line) + 1)[~np.isnan(share)]
            if len(layer):
                columns = {"layer": layer, "share": share[layer - 1]}
                end = (layer == layer[0]) & (layer > 1)
                named = {"name": name, "draw": f"{name} {draw}", "end": end}
                parts.append(pd.DataFrame(columns).assign(**named))
    return pd.concat(parts, ignore_index=True)


def ledger_reach(*tables: pd.DataFrame) -> pd.DataFrame:
    """The powers of ten between which every share of these tables lies. Columns: share."""
    found = [table[name] for table in tables for name in SHARES if name in table]
    values = pd.concat(found).astype(float).dropna()
    logs = np.log10(values if len(values) else pd.Series([1.0]))
    low, high = np.floor(logs.min()), np.ceil(logs.max())
    if low == high:
        low, high = low - 1, high + 1
    # The smallest number of float64 is below its power of ten, the largest power below ∞.
    return pd.DataFrame({"share": 10.0 ** np.clip([low, high], -323, 308)})


def ledger_names(lines: pd.DataFrame, bounds: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    """A name for every line, left of where it begins; none stands on another.

    Columns: name, layer, share (where the name stands), text, short (for a narrow chart), measured
    (bool; else it is theory's).
    """
    rows = []
    for name, line in lines.groupby("name", sort=False):
        known = line.dropna(subset=["median"])
        if known.empty:
            end, share = lines["layer"].max(), reach["share"].min()
            rows.append((name, end, share, f"{name}: nothing to draw", name, True))
            continue
        first = known.iloc[0]
        text = f"{name} {_beside(first['median'])}" if first["layer"] == 1 else name
        rows.append((name, first["layer"], first["median"], text, name, True))
    for name, line in bounds.groupby("name", sort=False):
        first = line.iloc[0]
        rows.append((name, first["layer"], first["share"], name, first["short"], False))
    columns = ["name", "layer", "share", "text", "short", "measured"]
    table = pd.DataFrame(rows, columns=columns)
    table["share"] = _apart(table["share"].to_numpy(float), reach["share"].to_numpy(float))
    return table


def _beside(share: float) -> str:
    """A share beside a line's name."""
    if share < 1:
        return fraction(share)
    return "1" if share < 1.005 else f"× {count(share)}"


def _apart(shares: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """The places of names on a log axis, moved until no two are closer than a line, and inside."""
    low, high = np.log10(reach)
    down = (high - np.log10(shares)) / (high - low) * FRAME  # pixels from the top
    order = np.argsort(down, kind="stable")
    placed = down[order]
    for i in range(len(placed)):
        least = LINE / 2 if i == 0 else placed[i - 1] + LINE
        placed[i] = max(placed[i], least)
    for i in reversed(range(len(placed))):
        most = FRAME - LINE / 2 if i == len(placed) - 1 else placed[i + 1] - LINE
        placed[i] = min(placed[i], most)
    down[order] = placed
    return 10 ** (high - down / FRAME * (high - low))


def ledger_bounds(bounds: Mapping[str, np.ndarray], lines: pd.DataFrame) -> pd.DataFrame:
    """Lines of theory (L,) by name, beside those of `ledger_lines`.

    Columns: name, layer, share, short (the name where there is little room). Missing are 0, ∞, and
    what lies FAR beyond every line measured, which would only flatten them.
    """
    low, high = lines["low"].min() / FAR, lines["high"].max() * FAR
    parts = [pd.DataFrame({"name": [], "layer": [], "share": [], "short": []})]
    for name, line in bounds.items():
        share = _positive(share=line)["share"]
        shown = ~((share < low) | (share > high) | np.isnan(share))
        layer = np.arange(1, len(line) + 1)
        if shown.any():
            part = pd.DataFrame({"layer": layer[shown], "share": share[shown]})
            parts.append(part.assign(name=name, short=name.rpartition(": ")[2]))
    return pd.concat(parts, ignore_index=True)


def ledger_factors(account: Account) -> pd.DataFrame:
    """What each layer does to the gradient.

    Columns: factor (label), layer, low, median, high, text (of the median).
    """
    parts = []
    for key, draws in account.gradients.factors.items():
        low, median, high = quartiles(draws)
        parts.append(
            pd.DataFrame(
                {
                    "factor": FACTORS[key].label,
                    "layer": np.arange(1, len(median) + 1),
                    **_positive(low=low, median=median, high=high),
                    "text": [number(value, 4) for value in median],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def ledger_signals(account: Account) -> pd.DataFrame:
    """How saturated each layer is, medians of the draws.

    Columns: what (label), layer, share, text.
    """
    signals = account.signals
    parts = []
    for what, draws in (
        ("saturated values", signals.saturated),
        ("dead units", signals.dead),
        ("correlation", signals.correlation[:, 1:]),
    ):
        median = quartiles(draws)[1]
        layer = np.arange(1, len(median) + 1)
        told = [fixed(one, 2) if what == "correlation" else percent(one) for one in median]
        parts.append(pd.DataFrame({"what": what, "layer": layer, "share": median, "text": told}))
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
