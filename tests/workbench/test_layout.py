"""Where the workbench puts what it has: all of it within the first screen, by width and height."""

import pytest

from tests import node
from tests.node import needs_node

pytestmark = needs_node
WIDE, HEIGHT = 1080, 664  # of the workbench in a window of 1366 × 768 pixels
SMALL = (996, 616)  # and of 1280 × 720


def layout(width, height, **what):
    wanted = {"P": 2, "drawn": True, "alone": False, "told": True, "steered": False, "scale": 1}
    wanted |= {"worded": False, "row": 0} | what
    return node.script(("workbench/layout.js",), "return layoutOf(...d);", [width, height, wanted])


@pytest.mark.parametrize(("width", "height"), [(WIDE, HEIGHT), SMALL], ids=["1366", "1280"])
def test_two_maps_are_at_least_300_pixels_beside_the_drawing(width, height):
    at = layout(width, height)
    assert at["side"]
    assert at["size"] >= 300
    assert at["room"] + 2 * at["size"] + 2 * 16 <= width


@pytest.mark.parametrize(("width", "height"), [(WIDE, HEIGHT), SMALL], ids=["1366", "1280"])
def test_four_maps_stand_in_one_row_of_at_least_170_pixels(width, height):
    at = layout(width, height, P=4)
    assert at["columns"] == 4
    assert at["size"] >= 170
    assert at["room"] + 4 * at["size"] + 4 * 16 <= width


@pytest.mark.parametrize("P", [1, 2, 3, 4])
@pytest.mark.parametrize("steered", [False, True])
@pytest.mark.parametrize("row", [0, 34, 72])
def test_everything_ends_within_the_first_screen(P, steered, row):
    at = layout(WIDE, HEIGHT, P=P, steered=steered, row=row)
    numbers = 42 if at["stacked"] else 21
    above = 46 + 28 + numbers + at["size"] + 8 + (44 if steered else 0)
    assert above + max(34, row) + at["loss"] + 21 * (P + 1) + 16 <= HEIGHT


def test_on_a_phone_two_maps_stand_side_by_side_and_the_drawing_below():
    at = layout(358, 700)
    assert (at["columns"], at["side"], at["narrow"]) == (2, False, True)
    assert 2 * at["size"] + 16 <= 358


def test_a_larger_window_has_larger_maps():
    assert layout(1640, 976)["size"] > layout(WIDE, HEIGHT)["size"]


@pytest.mark.parametrize("width", [300, 390, 700, 1080, 1900])
@pytest.mark.parametrize("P", [1, 2, 4, 8])
def test_no_picture_is_wider_than_its_place(width, P):
    at = layout(width, 664, P=P)
    room = at["room"] + 16 if at["side"] else 0
    assert at["columns"] * at["size"] + (at["columns"] - 1) * 16 <= width - room


def test_pictures_that_want_to_be_wide_are_never_small():
    at = layout(900, 520, drawn=False, alone=True, worded=True)
    assert (at["beside"], at["size"]) == (False, 340)


def test_wide_pictures_have_the_time_line_beside_them_where_there_is_room():
    at = layout(1318, 520, drawn=False, alone=True, worded=True)
    assert at["beside"]
    assert at["size"] >= 340
    assert 2 * at["size"] + 2 * 16 + 360 <= 1318
    assert 46 + 28 + 21 + 2 * 21 + at["size"] <= 520
