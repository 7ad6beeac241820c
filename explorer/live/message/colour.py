"""The 256 colours of a decision map.

Two classes: colour 0 is P(class 1) = 0, colour 255 is 1, and between 127 and 128 lies the boundary.
K > 2 classes: each class owns a band of B = 256 // K colours, from a guess (neutral) to certain, by
the confidence (p − 1/K) / (1 − 1/K) of the likeliest class. Colours from K · B on are unused.
"""

import numpy as np

from explorer.choices.palette import CLASSES, NEGATIVE, NEUTRAL, POSITIVE, rgb

STRENGTH = 0.62  # a map stops short of the class's full colour, so that points stand out on it


def _shade(colour: str, share: np.ndarray) -> np.ndarray:
    """Return (n, 3) float: neutral where share (n,) is 0, the map's strongest colour where 1."""
    return rgb(NEUTRAL) + STRENGTH * share[:, None] * (rgb(colour) - rgb(NEUTRAL))


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
