"""Small pictures of the data sets, each made of points of its own in the colours of the classes."""

from weakref import WeakKeyDictionary

import numpy as np

from explorer.choices.datasets import get
from explorer.choices.marks import colours_for, marks
from explorer.choices.planes import plane_of, projected
from explorer.choices.points import Dataset

POINTS = 90
NOISE = 0.05
SIDE = 40  # of the picture, in its own units
REACH = 2.4  # standard deviations from the middle to an edge
COARSE = 36  # of the 256 marks of a number, those drawn alike
DOT = 3.2  # width of a point


_PICTURES: WeakKeyDictionary[Dataset, str] = WeakKeyDictionary()  # gone with the data set


def thumbnail(key: str) -> str:
    """SVG of the data set of this key: one path of dots a class. Equal keys, equal pictures."""
    dataset = get(key)
    if dataset not in _PICTURES:
        _PICTURES[dataset] = _drawn(dataset)
    return _PICTURES[dataset]


def _drawn(dataset: Dataset) -> str:
    x, y = dataset.make(POINTS, NOISE, 0)
    some = np.linspace(0, len(y) - 1, min(len(y), POINTS)).astype(int)  # of a table
    if dataset.axes > 2:
        x = projected(x, plane_of(x, ()))
    x, y = x[some], y[some]
    if dataset.axes == 1:
        x = np.column_stack([x[:, 0], x[:, 0].max() * dataset.upright(y)])
    reach = dataset.extent or max(REACH, float(np.abs(x).max()) * 1.08)
    places = np.rint(SIDE / 2 * (1 + x * [1, -1] / reach) * 10) / 10
    drawn = marks(y, dataset.problem, dataset.low, dataset.high)
    if dataset.classes == 1:
        drawn = (drawn // COARSE * COARSE).astype(np.uint8)
    colours = colours_for(dataset.problem, dataset.classes)
    paths = [
        f'<path stroke="{colours[k]}" d="'
        + "".join(f"M{across:g} {down:g}h0" for across, down in places[drawn == k])
        + '"/>'
        for k in np.unique(drawn)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" fill="none" '
        f'stroke-linecap="round" stroke-width="{DOT}">{"".join(paths)}</svg>'
    )
