"""Data sets of one's own: points drawn by hand, points above a curve, and tables at hand.

The first two are all in their keys, so that a link carries them: "drawn:…" and "above:sin(2 * x)".
A table is at hand as long as somebody holds its data set; no other process knows it.
"""

import base64
import binascii
import hashlib
import re
from functools import lru_cache
from weakref import WeakValueDictionary

import numpy as np

from explorer.choices.points import MOST_CLASSES, Dataset, Points, disturbed

DRAWN, ABOVE, TABLE = "drawn", "above", "table"  # how their keys begin, before a colon
MOST_POINTS = 380  # drawn by hand: a link with more would be longer than 2 kB
REACH = 2.0  # half the side of the square that is drawn in
STEPS = 4095  # from one side of it to the other
_X, _Y, _LABEL = 20, 8, 4  # bits of a point's number: 12 of x₁, 12 of x₂, 4 of its class, 4 free
_SPREAD = np.sqrt(3.0)  # half the side of a square whose points have variance 1

_TABLES: WeakValueDictionary[str, Dataset] = WeakValueDictionary()


def given(key: str) -> Dataset | None:
    """The data set of a key that begins so; None for any other key.

    Raises ValueError, with the value in the sentence, where nothing can be made of it.
    """
    kind, colon, rest = key.partition(":")
    if not colon:
        return None
    if kind == DRAWN:
        return _drawn(rest)
    if kind == ABOVE:
        return _above(rest)
    if kind == TABLE:
        if (found := _TABLES.get(key)) is None:
            raise ValueError(
                f"data set {key!r} is a table of somebody's own, which is not at hand here: open "
                "its file again"
            )
        return found
    return None


def drawn_key(points: np.ndarray, labels: np.ndarray) -> str:
    """The key of points (N, 2) in the square [−2, 2]², with their classes (N,) 0 … 9.

    They are moved to the nearest of 4,096 steps a side. Raises ValueError, with the value in the
    sentence, for too many of them, and for points or classes that there are not.
    """
    points, labels = np.asarray(points, dtype=np.float64).reshape(-1, 2), np.asarray(labels)
    if len(points) > MOST_POINTS:
        raise ValueError(f"{len(points)} points are drawn; at most {MOST_POINTS} go into a link")
    if not np.isfinite(points).all():
        raise ValueError("a point that is drawn has no place")
    if labels.size and not (labels.min() >= 0 and labels.max() < MOST_CLASSES):
        wrong = labels.min() if labels.min() < 0 else labels.max()
        raise ValueError(f"class {wrong} of a point; expected 0 to {MOST_CLASSES - 1}")
    places = np.rint((points / REACH + 1) / 2 * STEPS).clip(0, STEPS).astype(np.uint32)
    numbers = places[:, 0] << _X | places[:, 1] << _Y | labels.astype(np.uint32) << _LABEL
    packed = base64.urlsafe_b64encode(numbers.astype("<u4").tobytes()).decode().rstrip("=")
    return f"{DRAWN}:{packed}"


@lru_cache(64)
def _drawn(packed: str) -> Dataset:
    """The points of a key's second half; raises ValueError where it is none."""
    x, y = _unpacked(packed)
    classes = max(2, int(y.max()) + 1)
    missing = sorted(set(range(classes)) - set(y.tolist()))
    if missing:
        raise ValueError(f"no point of class {missing[0]} is drawn")
    return Dataset(
        f"{DRAWN}:{packed}",
        "Drawn by hand",
        classes,
        f"{len(y)} points that somebody drew.",
        lambda n, noise, random: (x, y),
        rows=len(y),
        scaled=False,
        extent=REACH,
    )


def _unpacked(packed: str) -> Points:
    wrong = f"drawn points {packed[:20]!r}… cannot be read"
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        raise ValueError(wrong) from None
    if not data or len(data) % 4 or len(data) > 4 * MOST_POINTS:
        raise ValueError(wrong)
    numbers = np.frombuffer(data, "<u4")
    places = np.column_stack([numbers >> _X, numbers >> _Y & STEPS])
    y = (numbers >> _LABEL & 15).astype(np.int64)
    if y.max() >= MOST_CLASSES:
        raise ValueError(wrong)
    return (places / STEPS * 2 - 1) * REACH, y


def above_key(text: str) -> str:
    """The key of the points above and below a curve y = f(x); raises ValueError as `parse` does."""
    from explorer.formula import parse
    from explorer.formula.keys import split

    return f"{ABOVE}:{split(parse(text).key).text}"


@lru_cache(64)
def _above(text: str) -> Dataset:
    """Points of a square, of class 1 where they lie above f; raises ValueError where f is none."""
    from explorer.formula import parse

    curve, along = parse(text), re.sub(r"\bx\b", "x₁", text)

    def draw(n: int, noise: float, random: np.random.RandomState) -> Points:
        import torch

        x = random.uniform(-_SPREAD, _SPREAD, (n, 2))
        height = curve.f(torch.from_numpy(x[:, 0])).numpy()
        y = (x[:, 1] > height).astype(np.int64)
        if not 0 < y.sum() < n:
            side = "above" if y.any() else "below"
            raise ValueError(f"all points lie {side} the curve {text!r}: it leaves the square")
        return disturbed(x, noise, random), y

    return Dataset(
        f"{ABOVE}:{text}",
        f"x₂ > {along}",
        2,
        f"Class 1 lies above the curve x₂ = {along}.",
        draw,
        scaled=False,
    )


def is_drawn(key: str) -> bool:
    """Whether a data set of this key is drawn by hand."""
    return key.startswith(f"{DRAWN}:")


def is_table(key: str) -> bool:
    """Whether a data set is a table of somebody's own, which no link carries."""
    return key.startswith(f"{TABLE}:")


def at_hand(dataset: Dataset) -> Dataset:
    """Have `given` find this table for as long as somebody holds what is returned."""
    return _TABLES.setdefault(dataset.key, dataset)


def table_key(*content: bytes) -> str:
    """The key of a table with this content: equal content, equal key."""
    digest = hashlib.blake2b(digest_size=12)
    for part in content:
        digest.update(len(part).to_bytes(8, "little") + part)
    return f"{TABLE}:{digest.hexdigest()}"
