"""What the pictures of the tab Generalisation send to the browser, in its types."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from explorer.choices import palette
from explorer.engine import Samples
from explorer.outputs.generalisation import GRID

COLOURS = {
    "negative": palette.NEGATIVE,
    "positive": palette.POSITIVE,
    "neutral": palette.NEUTRAL,
    "ink": palette.DARK,
    "mean": palette.LINES[0],
}


def plates(maps: np.ndarray) -> np.ndarray:
    """Shares of 1 as bytes, 0 … 255; what is no number is ½."""
    return np.round(255 * np.nan_to_num(maps, nan=0.5)).astype(np.uint8)


def points(samples: Samples, shares: Sequence[str] = ("train", "validation", "test")) -> Any:
    """Places (N, 2) float32, labels (N,) and shares (N,) of the points of these shares."""
    x = [samples.share(name)[0].numpy() for name in shares]
    y = [samples.share(name)[1].numpy() for name in shares]
    share = [np.full(len(part), place) for place, part in enumerate(x)]
    return (
        np.concatenate(x).astype(np.float32),
        np.concatenate(y).astype(np.uint8),
        np.concatenate(share).astype(np.uint8),
    )


def header(run: object, **fields: Any) -> dict[str, Any]:
    """The fields that every message has, and these."""
    return {"run": str(run), "grid": GRID, "colours": COLOURS, **fields}
