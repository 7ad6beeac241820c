"""What points are drawn as: a mark for each target, and the colour of each mark."""

import numpy as np

from explorer.choices.palette import CLASSES, NEGATIVE, NEUTRAL, NO_LABEL, POSITIVE, rgb


def marks(y: np.ndarray, problem: str, low: float, high: float) -> np.ndarray:
    """What the points of these targets are drawn as, (N,) uint8, places in `colours_for`.

    A class is itself, several labels (N, K) are the bits of a number, and a number of a regression
    is one of 256 steps from low to high.
    """
    if y.ndim == 2:
        return (y << np.arange(y.shape[1])).sum(axis=1).astype(np.uint8)
    if problem in ("binary", "classes"):
        return y.astype(np.uint8)
    return np.rint(255 * np.clip((y - low) / (high - low), 0, 1)).astype(np.uint8)


def colours_for(problem: str, classes: int) -> list[str]:
    """The colours "#rrggbb" of points, by what `marks` makes of their targets."""
    if problem == "labels":
        sets = ([k for k in range(classes) if n >> k & 1] for n in range(2**classes))
        return [_mixed([CLASSES[k] for k in one]) for one in sets]
    if problem in ("binary", "classes"):
        return list(CLASSES[:classes])
    share = np.linspace(-1, 1, 256)[:, None]
    whole = np.where(share < 0, _blend(NEGATIVE, -share), _blend(POSITIVE, share))
    return [_hex(colour) for colour in whole]


def _blend(colour: str, share: np.ndarray) -> np.ndarray:
    return rgb(NEUTRAL) + share * (rgb(colour) - rgb(NEUTRAL))


def _mixed(colours: list[str]) -> str:
    """The mean of some colours; a grey of none."""
    return _hex(np.mean([rgb(one) for one in colours], axis=0)) if colours else NO_LABEL


def _hex(colour: np.ndarray) -> str:
    return "#" + "".join(f"{round(float(part)):02x}" for part in colour)
