"""The map of a loss over two weights: what both of its pictures pack, and the component."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from explorer.glossary import sentence
from explorer.live.message.wire import encode
from explorer.outputs.surfaces import GRID, Window
from explorer.ui.shared.mount import module

KEY = "descent_valley"
LEVELS = 9  # lines of equal loss

mount = module("valley", "descent/surface.js", '<div class="descent"></div>')


def pack(
    run: str,
    axes: Sequence[str],
    window: Window,
    surfaces: np.ndarray,
    paths: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]],
    *,
    names: Sequence[str],
    moments: Sequence[int] = (0,),
    numbers: Sequence[int] = (),
    now: int = -1,
    **told: Any,
) -> bytes:
    """The message that `heat.js` reads, of surfaces (M, GRID, GRID): v from row to row, u across.

    `paths` are u, v and the loss, (S + 1,) each, and `names` theirs; `moments` the steps of a path
    at which the surfaces are. `numbers` are the training steps of a path's own, where these are
    others; `now` is the step at which the picture opens, −1 to play from the start. `told` are the
    colours and sentences.
    """
    low, high, levels = heights(surfaces)
    header = {
        "run": run,
        "axes": axes,
        "names": list(names),
        "means": [sentence(name) or "" for name in names],
        "window": [*window[0], *window[1]],
        "steps": [len(loss) - 1 for *_, loss in paths],
        "moments": list(moments),
        "numbers": list(numbers),
        "now": now,
        "grid": GRID,
        "range": [low, high],
        "levels": levels,
        **told,
    }
    longest = max(len(loss) for *_, loss in paths)
    u, v, losses = (_rows(column, longest) for column in zip(*paths, strict=True))
    arrays = {"surfaces": surfaces.astype(np.float32), "u": u, "v": v, "path_loss": losses}
    return encode(header, arrays)


def heights(values: np.ndarray) -> tuple[float, float, list[float]]:
    """The lowest loss, the one from which all is one colour, and losses to draw lines at."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return 0.0, 1.0, []
    low, high = float(finite.min()), float(np.quantile(finite, 0.98))
    if not high > low:
        return low, low + 1.0, []
    shares = np.linspace(0, 1, LEVELS + 2)[1:-1] ** 1.6  # denser where it is low
    return low, high, (low + (high - low) * shares).tolist()


def _rows(paths: Sequence[np.ndarray], longest: int) -> np.ndarray:
    """A row (longest,) a path, NaN after its last step."""
    rows = np.full((len(paths), longest), np.nan)
    for row, one in zip(rows, paths, strict=True):
        row[: len(one)] = one
    return rows
