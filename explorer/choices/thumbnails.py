"""Small pictures of the data sets, each made of points of its own in the colours of the classes."""

from functools import cache

import numpy as np

from explorer.choices.datasets import DATASETS
from explorer.choices.palette import CLASSES

POINTS = 90
NOISE = 0.05
SIDE = 40  # of the picture, in its own units
REACH = 2.4  # standard deviations from the middle to an edge
DOT = 3.2  # width of a point


@cache
def thumbnail(key: str) -> str:
    """SVG of the data set of this key: one path of dots a class. Equal keys, equal pictures."""
    dataset = DATASETS[key]
    x, y = dataset.make(POINTS, NOISE, 0)
    reach = max(REACH, float(np.abs(x).max()) * 1.08)
    places = np.rint(SIDE / 2 * (1 + x * [1, -1] / reach) * 10) / 10
    paths = [
        f'<path stroke="{CLASSES[k]}" d="'
        + "".join(f"M{across:g} {down:g}h0" for across, down in places[y == k])
        + '"/>'
        for k in range(dataset.classes)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" fill="none" '
        f'stroke-linecap="round" stroke-width="{DOT}">{"".join(paths)}</svg>'
    )
