"""What the lens shows, as one message of bytes that `lens.js` reads."""

import math
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from explorer.activations import Activation, Parameter
from explorer.choices.palette import CLASSES, NEUTRAL, SLOPE, VALUE
from explorer.formula.browser import described, switches
from explorer.functions.lens.sliders import decimals, positions
from explorer.glossary import sentence
from explorer.live.message.wire import encode
from explorer.words import FLAT

SECTIONS = ("curve", "parameters", "card", "data", "plane")
QUANTILES = 2000


@dataclass(frozen=True)
class Row:
    """One line of the card, and where it is seen on the curve."""

    key: str
    label: str
    group: str
    text: str
    how: str = "computed"
    note: str = ""
    marks: tuple[tuple[float, float], ...] = ()  # intervals of x; a point has low == high
    levels: tuple[float, ...] = ()  # values that are only approached
    slope: bool = False  # the marks stand on f′, not on f
    span: tuple[float, float] | None = None  # an interval of y
    flat: float | None = None  # marked is where |f′| is less, as the browser finds it


@dataclass(frozen=True, eq=False, kw_only=True)
class Lens:
    """Everything the lens shows of one function at one setting."""

    activation: Activation
    parameters: Mapping[str, float]  # all of them
    limit: int  # half the range of x shown
    per_unit: int  # samples a unit of x, where the read-out may stop
    low: float  # the y axis
    high: float
    rows: tuple[Row, ...] = ()
    sections: tuple[str, ...] = SECTIONS
    guest: str = ""  # selector of the part of the page that stands above the card
    locked: Collection[str] = ()  # parameters whose sliders stand still
    hidden: Collection[str] = ()  # parameters without a slider
    serial: int = 0  # of the last setting the browser sent, so that it knows an older answer
    points: np.ndarray  # (N, 2) float32, of the plane's data
    labels: np.ndarray  # (N,) uint8, 0 or 1

    def __post_init__(self) -> None:
        """Raise ValueError for a section there is none of."""
        for name in self.sections:
            if name not in SECTIONS:
                raise ValueError(f"unknown section {name!r}; expected one of {', '.join(SECTIONS)}")


def pack(lens: Lens) -> bytes:
    """The message that shows this, laid out as `explorer.live.message.wire` says."""
    activation = lens.activation
    header = {
        "key": activation.key,
        "label": activation.label,
        "serial": lens.serial,
        "sections": lens.sections,
        "guest": lens.guest,
        "locked": sorted(lens.locked),
        "hidden": sorted(lens.hidden),
        "parameters": [_slider(p, lens.parameters[p.name]) for p in activation.parameters],
        "function": described(activation, lens.parameters),
        "switches": switches(activation),
        "limit": lens.limit,
        "per_unit": lens.per_unit,
        "low": lens.low,
        "high": lens.high,
        "rows": [_line(row) for row in lens.rows],
        "colours": {"value": VALUE, "slope": SLOPE, "neutral": NEUTRAL},
        "class_colours": CLASSES[:2],
        "flat_slope": FLAT,
    }
    arrays = {
        "normal": normal_quantiles(),
        "points": lens.points.astype("f4"),
        "labels": lens.labels.astype("u1"),
    }
    return encode(header, arrays)


def normal_quantiles() -> np.ndarray:
    """Evenly likely values of a standard normal number, (QUANTILES,) float32, rising.

    Those in the middle of each share of 1/QUANTILES, scaled to a variance of exactly 1.
    """
    share = (torch.arange(QUANTILES, dtype=torch.float64) + 0.5) / QUANTILES
    z = torch.special.ndtri(share).numpy()
    return (z / z.std()).astype(np.float32)


def sign(symbol: str) -> tuple[str, str]:
    """A symbol's letters and its index, from LaTeX: \\beta → β, "", and t_l → t, l.

    \\mathrm{slope} → slope.
    """

    def letter(match: re.Match[str]) -> str:
        name = match[1]
        if name == "ell":
            return "ℓ"
        try:
            return unicodedata.lookup(f"GREEK SMALL LETTER {'LAMDA' if name == 'lambda' else name}")
        except KeyError:
            return name

    plain = re.sub(r"\\mathrm(?=\{)", "", symbol)
    plain = re.sub(r"\\([A-Za-z]+)", letter, plain)
    base, _, index = re.sub(r"[{}\\ ]", "", plain).partition("_")
    return base, index


def _slider(parameter: Parameter, value: float) -> dict[str, Any]:
    base, index = sign(parameter.symbol)
    return {
        "name": parameter.name,
        "sign": base,
        "index": index,
        "decimals": decimals(parameter),
        "positions": positions(parameter).tolist(),
        "value": float(value),
    }


def _line(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": row.label,
        "means": sentence(row.label) or "",
        "group": row.group,
        "text": row.text,
        "how": row.how,
        "note": row.note,
        "marks": [[_end(low), _end(high)] for low, high in row.marks],
        "levels": [level for level in row.levels if math.isfinite(level)],
        "slope": row.slope,
        "span": None if row.span is None else [_end(end) for end in row.span],
        "flat": row.flat,
    }


def _end(x: float) -> float:
    """An end of an interval as JSON knows it; ±1e300 where there is none."""
    return max(-1e300, min(float(x), 1e300))
