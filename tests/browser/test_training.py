"""The page Training in a real browser: time, touch and keys, and what stays when a run begins."""

from itertools import pairwise

import pytest

from tests.browser.player import (
    DRAWN,
    PICTURE,
    SERIAL,
    SHOWN_STEP,
    come_to_rest,
    look,
    opened,
    opened_unit,
    pass_frames,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser

TABLE = ".network .trace table"
TANH = "training?training_activations=Tanh"
UNIT = ".network .unit input"


def scrubbed(page):
    """Go back to the first frame."""
    page.get_by_role("slider", name="Time line with the losses").press("Home")
    wait_for(page, shadow("player.dataset.step == 0"), "the first frame")


def test_a_weight_typed_while_scrubbed_back_is_seen_on_the_last_frame(open_page):
    page = opened(open_page, TANH)
    opened_unit(page)
    scrubbed(page)
    box, serial = page.locator(UNIT).first, page.evaluate(SERIAL)
    box.fill("25")
    box.press("Enter")
    wait_for(page, shadow("player.dataset.step == 1000"), "the frame that was changed")
    wait_for(page, shadow(f"player.dataset.serial > {serial}"), "the server's answer")
    pass_frames(page, 5)
    box.evaluate("box => box.blur()")
    wait_for(page, shadow(f"player.querySelector('{UNIT}').value === '25'"), "the weight typed")


def test_a_step_taken_while_scrubbed_back_is_shown(open_page):
    page = opened(open_page, TANH)
    scrubbed(page)
    page.get_by_role("button", name="Step", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 1001"), "the step that was taken")


def test_another_view_or_a_frozen_unit_leaves_the_time_where_it_is(open_page):
    page = opened(open_page, TANH)
    opened_unit(page)
    scrubbed(page)
    page.get_by_role("button", name="Freeze this unit").click()
    page.get_by_role("button", name="Unfreeze").wait_for()
    assert page.evaluate(SHOWN_STEP) == 0
    look(page, "Fold lines")
    pass_frames(page)
    assert page.evaluate(SHOWN_STEP) == 0


def test_on_a_phone_what_moves_a_picture_stands_below_it(open_page):
    link = "training?training_activations=Tanh&training_view=Warped+space"
    page = opened(open_page, link, width=390)
    parts = (".panels", ".view", ".chart", ".drawing")
    boxes = [page.locator(f".player {part}").bounding_box() for part in parts]
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]


def test_on_a_wide_screen_the_drawing_stands_left_of_the_picture(open_page):
    page = opened(open_page, TANH)
    drawing, panels = (page.locator(f".player {p}").bounding_box() for p in (".drawing", ".panels"))
    assert drawing["x"] + drawing["width"] <= panels["x"]
    assert drawing["y"] == panels["y"]


def swipe(page, by_x, by_y):
    """Draw a thumb across the time line, from its middle; how far the page was scrolled."""
    line = page.locator(".player .chart")
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    main = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(main)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    client = page.context.new_cdp_session(page)
    touch = "Input.dispatchTouchEvent"
    client.send(touch, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in range(1, 11):
        point = {"x": x + by_x * part / 10, "y": y + by_y * part / 10}
        client.send(touch, {"type": "touchMove", "touchPoints": [point]})
        pass_frames(page, 1)
    client.send(touch, {"type": "touchEnd", "touchPoints": []})
    return come_to_rest(page, main) - before


def test_a_thumb_on_the_time_line_scrolls_the_page_upwards_and_time_sideways(open_page):
    page = opened(open_page, TANH, width=390, has_touch=True)
    assert abs(swipe(page, 3, -150)) > 50
    assert page.evaluate(SHOWN_STEP) == 1000
    assert abs(swipe(page, -60, 0)) < 5
    dragged = page.evaluate(SHOWN_STEP)
    assert 100 < dragged < 500
    line = page.locator(".player .chart")
    line.tap(position={"x": line.bounding_box()["width"] * 0.75, "y": 60})
    wait_for(page, shadow("player.dataset.step > 600 && player.dataset.step < 800"), "the tap")


def test_arrow_keys_trace_one_point_after_the_other_until_escape(open_page):
    page = opened(open_page, TANH)
    page.get_by_text("click a data point to trace it").wait_for()
    canvas = page.locator(".panels canvas").first
    canvas.press("ArrowRight")
    page.locator(TABLE).wait_for()
    words = page.locator(".network .trace p")
    first = words.inner_text()
    canvas.press("ArrowRight")
    assert words.inner_text() != first
    canvas.press("ArrowLeft")
    assert words.inner_text() == first
    assert canvas.evaluate("canvas => getComputedStyle(canvas).outlineStyle") == "solid"
    canvas.press("Escape")
    assert page.locator(TABLE).count() == 0


@pytest.mark.parametrize("view", ["Warped space", "Layer by layer"])
def test_a_point_is_ringed_and_traced_where_it_lies_inside_the_network(open_page, view):
    page = opened(open_page, f"training?training_activations=Tanh&training_view={view}")
    canvas = page.locator(".panels canvas").first
    bare = come_to_rest(page, f"({PICTURE})()")
    canvas.press("ArrowRight")
    wait_for(page, shadow(f"!!player.querySelector('{TABLE}')"), "the trace")
    wait_for(page, shadow(f"{DRAWN} !== arg"), "the ring", arg=bare)
    canvas.press("Escape")
    wait_for(page, shadow(f"{DRAWN} === arg"), "the picture without it", arg=bare)
    canvas.scroll_into_view_if_needed()
    side = canvas.evaluate("canvas => canvas.clientWidth")
    for place in range(64):
        x, y = side * (place % 8 + 0.5) / 8, side * (place // 8 + 0.5) / 8
        canvas.click(position={"x": x, "y": y})
        if page.locator(TABLE).count():
            break
    assert page.locator(TABLE).count() == 1


def test_the_table_says_what_a_norm_and_a_residual_do(open_page):
    link = "training?training_activations=Tanh&training_residual=true&training_norm=Layer norm"
    page = opened(open_page, link)
    page.locator(".panels canvas").first.press("ArrowRight")
    rows = page.locator(f"{TABLE} th").all_inner_texts()
    layers = ["layer 1 z, normalised", "layer 1 h", "layer 2 z, normalised", "layer 2 h + input"]
    assert rows == [*layers, "logit", "σ(logit)"]


def test_play_keeps_the_chosen_network_its_open_unit_and_the_traced_point(open_page):
    page = opened(open_page, "training")
    page.locator(".player .title").first.click()
    page.locator(".network .net button").nth(2).click()
    page.locator(".panels canvas").first.press("ArrowRight")
    page.locator(TABLE).wait_for()
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 20 && player.dataset.step < 900"), "the new run")
    assert page.locator(".player .panel.chosen").inner_text().startswith("Identity")
    assert page.locator(".network .unit .head b").inner_text() == "layer 1 unit 3"
    assert page.locator(TABLE).count() == 1


def test_another_shape_of_network_begins_with_nothing_open(open_page):
    page = opened(open_page, TANH)
    opened_unit(page)
    page.locator(".panels canvas").first.press("ArrowRight")
    page.locator(TABLE).wait_for()
    page.get_by_role("button", name="Show the network without activation").click()
    page.locator(".player .panel").nth(1).wait_for()
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result of two networks")
    assert page.locator(TABLE).count() == 0


@pytest.mark.parametrize("view", ["Fold lines", "Warped space", "Layer by layer"])
def test_a_pole_does_not_hide_what_a_network_computes(open_page, view):
    link = f"training?formula=1/x&training_activations=1+/+x&training_view={view}"
    page = opened(open_page, link)
    assert "1 / x" in page.locator(".player .title").inner_text()
    words = page.locator(".player .words").inner_text()
    assert words
    assert "finite" not in words
