"""The 256 colours of a decision map.

Two classes: colour 0 is P(class 1) = 0, colour 255 is 1, and between 127 and 128 lies the boundary.
K > 2 classes: each class owns a band of B = 256 // K colours, from a guess (neutral) to certain, by
the confidence (p − 1/K) / (1 − 1/K) of the likeliest class. Colours from K · B on are unused.
"""

import numpy as np

from explorer.choices.palette import CLASSES, NEGATIVE, NEUTRAL, NO_LABEL, POSITIVE

STRENGTH = 0.62  # a map stops short of the class's full colour, so that points stand out on it


def _rgb(colour: str) -> np.ndarray:
    """Return (3,) float, 0 … 255, of "#rrggbb"."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], float)


def _shade(colour: str, share: np.ndarray) -> np.ndarray:
    """Return (n, 3) float: neutral where share (n,) is 0, the map's strongest colour where 1."""
    return _rgb(NEUTRAL) + STRENGTH * share[:, None] * (_rgb(colour) - _rgb(NEUTRAL))


def check_classes(classes: int) -> None:
    """Raise ValueError where there is not one colour for each class."""
    if not 2 <= classes <= len(CLASSES):
        raise ValueError(f"{classes} classes; expected 2 to {len(CLASSES)}")


def palette_for(classes: int) -> np.ndarray:
    """Return the 256 colours, (256, 3) uint8. Raises ValueError where they have not one each."""
    check_classes(classes)
    if classes == 2:
        share = np.linspace(-1, 1, 256)  # its zero lies between bytes 127 and 128
        colours = np.where(share[:, None] < 0, _shade(NEGATIVE, -share), _shade(POSITIVE, share))
    else:
        band = 256 // classes
        colours = _shade(NEUTRAL, np.zeros(256))
        for k, colour in enumerate(CLASSES[:classes]):
            colours[k * band : (k + 1) * band] = _shade(colour, np.linspace(0, 1, band))
    return np.rint(colours).astype(np.uint8)


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
    return _rgb(NEUTRAL) + share * (_rgb(colour) - _rgb(NEUTRAL))


def _mixed(colours: list[str]) -> str:
    """The mean of some colours; a grey of none."""
    return _hex(np.mean([_rgb(one) for one in colours], axis=0)) if colours else NO_LABEL


def _hex(colour: np.ndarray) -> str:
    return "#" + "".join(f"{round(float(part)):02x}" for part in colour)
