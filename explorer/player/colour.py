"""A decision map as bytes, and the 256 colours those bytes stand for.

Two classes: the byte says q = 2 P(class 1) − 1 through its cube root, 0 → −1 and 255 → 1, because
the boundary q = 0 must be placed exactly where q hardly changes, and nobody sees a hundredth of q
near ±1. `levels_for` undoes it.
K > 2 classes: each class owns a band of B = 256 // K bytes. byte = class · B + level, where level
0 … B − 1 is the confidence (p − 1/K) / (1 − 1/K) of the likeliest class, from a guess to certain.
Bytes from K · B on are unused. Level 0 of every band is the neutral colour.
"""

import numpy as np

from explorer.palette import CLASSES, NEGATIVE, NEUTRAL, POSITIVE

NEUTRAL_BYTE = 128  # with two classes: what is not a number belongs to neither
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
    """Return the colour of each byte, (256, 3) uint8. Raises ValueError for classes not 2 to 5."""
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


def levels_for(classes: int) -> np.ndarray:
    """Return where in the palette each byte stands, (256,) float32 in [0, 255]."""
    byte = np.arange(256)
    if classes > 2:
        return byte.astype(np.float32)
    return (127.5 * (1 + ((byte - 127.5) / 127.5) ** 3)).astype(np.float32)


def encode_binary(probability: np.ndarray) -> np.ndarray:
    """Return P(class 1) (…, G, G) in [0, 1] as uint8 of the same shape; NaN and ±inf as neutral."""
    p = np.asarray(probability, float)
    known = np.isfinite(p)
    q = np.clip(2 * np.where(known, p, 0.5) - 1, -1, 1)
    return np.where(known, np.rint(127.5 * (1 + np.cbrt(q))), NEUTRAL_BYTE).astype(np.uint8)


def encode_classes(winner: np.ndarray, probability: np.ndarray, classes: int) -> np.ndarray:
    """Return the likeliest class and its probability, both (…, G, G), as uint8 of that shape.

    A probability that is not finite counts as a guess: the neutral colour. Raises ValueError for
    shapes that differ, a winner outside 0 … K − 1, and classes not 2 to 5.
    """
    check_classes(classes)
    winner, p = np.asarray(winner), np.asarray(probability, float)
    if winner.shape != p.shape:
        raise ValueError(f"winner is {winner.shape} but probability is {p.shape}")
    if winner.size and not 0 <= winner.min() <= winner.max() < classes:
        raise ValueError(f"a winner lies outside 0 to {classes - 1}")
    if classes == 2:
        return encode_binary(np.where(winner == 1, p, 1 - p))
    band = 256 // classes
    guess = 1 / classes
    confidence = np.clip((np.where(np.isfinite(p), p, guess) - guess) / (1 - guess), 0, 1)
    return (winner * band + np.rint(confidence * (band - 1))).astype(np.uint8)
