"""Each data set's small picture shows points of its own, in the colours of its classes."""

import re
from xml.etree import ElementTree

from explorer.choices.datasets import CLASSED, DATASETS
from explorer.choices.marks import colours_for
from explorer.choices.thumbnails import POINTS, SIDE, thumbnail
from tests.dense import dense


@dense("key", list(DATASETS))
def test_a_picture_has_every_point_once_inside_it_in_the_colour_of_its_class(key):
    paths = list(ElementTree.fromstring(thumbnail(key)))
    colours = colours_for(DATASETS[key].problem, DATASETS[key].classes)
    found = [path.get("stroke") for path in paths]
    assert set(found) <= set(colours)
    assert len(set(found)) == len(found) > 1
    if key in CLASSED:
        assert found == colours
    dots = [re.findall(r"M([\d.-]+) ([\d.-]+)h0", path.get("d") or "") for path in paths]
    assert sum(map(len, dots)) == POINTS
    assert all(1 < float(place) < SIDE - 1 for some in dots for dot in some for place in dot)


def test_no_two_data_sets_look_the_same():
    assert len({thumbnail(key) for key in DATASETS}) == len(DATASETS)
