"""The tab Generalisation in a real browser: inside the first screen, and moved by hand."""

import pytest

pytestmark = pytest.mark.browser
PLACE = "outputs?outputs_tab=generalisation&generalisation_picture="
ROOT = ".generalisation"


def opened(open_page, picture, width=1366, height=768):
    page = open_page(PLACE + picture)
    page.set_viewport_size({"width": width, "height": height})
    page.locator(f"{ROOT}[data-frames]").wait_for()
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return page


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720)])
@pytest.mark.parametrize(
    ("picture", "last"), [("shares", ".note"), ("cures", ".note"), ("draws", ".note")]
)
def test_a_picture_and_its_sentences_stand_in_the_first_screen(
    open_page, picture, last, width, height
):
    page = opened(open_page, picture, width, height)
    box = page.locator(f"{ROOT} {last}").last.bounding_box()
    assert box["y"] + box["height"] <= height
    for canvas in page.locator(f"{ROOT} canvas").all():
        box = canvas.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_the_slider_moves_the_map_and_a_button_takes_it_to_the_best_step(open_page):
    page = opened(open_page, "shares")
    picture = page.locator(f"{ROOT} canvas[data-part=maps]")
    shown = "canvas => canvas.toDataURL()"
    before = picture.evaluate(shown)
    page.get_by_role("button", name="Best step").click()
    best = page.locator(ROOT).get_attribute("data-best")
    page.locator(f'{ROOT}[data-step="{best}"]').wait_for()
    assert picture.evaluate(shown) != before
    page.get_by_role("slider", name="Step", exact=True).press("Home")
    page.locator(f'{ROOT}[data-step="0"]').wait_for()
    page.get_by_role("button", name="End").click()
    page.locator(f'{ROOT}[data-step="3000"]').wait_for()
    assert picture.evaluate(shown) == before


@pytest.mark.parametrize("picture", ["shares", "cures", "draws"])
def test_on_a_phone_the_picture_comes_first_and_nothing_scrolls_sideways(open_page, picture):
    page = opened(open_page, picture, 390, 844)
    box = page.locator(f"{ROOT} canvas").first.bounding_box()
    chosen = page.locator("[class*=st-key-aside_generalisation]").first.bounding_box()
    assert box["y"] < chosen["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
