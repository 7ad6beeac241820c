"""What is done by hand to a network in a real browser: weights typed, units frozen, points."""

import pytest

from tests.browser.player import (
    DRAWN,
    PICTURE,
    opened,
    opened_unit,
    pass_frames,
    shadow,
    wait_for,
)

TANH = "training?training_activations=Tanh"
pytestmark = pytest.mark.browser


def test_a_weight_typed_by_hand_moves_the_boundary_and_reaches_the_server(open_page):
    page = open_page("training?training_activations=Tanh")
    opened_unit(page)
    before, serial = page.evaluate(PICTURE), page.evaluate(shadow("player.dataset.serial"))
    box = page.locator(".network .unit input").first
    box.fill("25")
    box.press("Enter")
    wait_for(page, shadow(f"player.dataset.serial !== '{serial}'"), "the server's answer")
    assert page.evaluate(PICTURE) != before
    assert page.get_by_test_id("stException").count() == 0
    words = shadow("player.querySelector('.network .says').innerText")
    assert page.evaluate(words) is not None


def test_a_frozen_unit_is_shown_as_frozen(open_page):
    page = open_page("training?training_activations=Tanh")
    opened_unit(page)
    page.get_by_role("button", name="Freeze this unit").click()
    page.get_by_role("button", name="Unfreeze").wait_for()


def test_a_network_with_all_units_frozen_says_so_and_stands_still(open_page):
    page = opened(
        open_page, "training?training_activations=Tanh&training_depth=1&training_width1=1"
    )
    for unit in range(2):
        page.locator(".network .net button").nth(unit).click()
        page.get_by_role("button", name="Freeze this unit").click()
        page.get_by_role("button", name="Unfreeze").wait_for()
    page.get_by_text("Every unit of Tanh is frozen").wait_for()
    before = page.evaluate(PICTURE)
    page.get_by_role("button", name="Step", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 1001"), "one more step")
    assert page.evaluate(PICTURE) == before


def test_a_point_that_is_clicked_is_traced_through_the_network(open_page):
    page = opened(open_page, "training?training_activations=Tanh")
    canvas = page.locator(".panels canvas").first
    canvas.scroll_into_view_if_needed()
    side = canvas.evaluate("canvas => canvas.clientWidth")
    for place in range(20):  # somewhere on the inner circle there is a point
        canvas.click(position={"x": side / 2 - side * 0.18, "y": side * (0.4 + place / 100)})
        if page.locator(".network .trace table").count():
            break
    table = page.locator(".network .trace table")
    table.wait_for()
    assert "probability" in page.locator(".network .trace").inner_text().lower()


def test_nonsense_typed_for_a_weight_is_refused_with_the_value(open_page):
    page = open_page("training?training_activations=Tanh")
    opened_unit(page)
    page.mouse.move(0, 0)  # a unit pointed at is shown large
    box = page.locator(".network .unit input").first
    box.focus()
    pass_frames(page)
    before = page.evaluate(PICTURE)
    box.fill("much")
    box.press("Enter")
    page.get_by_text("“much” is not a finite number").wait_for()
    assert page.evaluate(PICTURE) == before


def test_a_frozen_unit_stays_frozen_and_the_run_goes_on(open_page):
    page = open_page("training?training_activations=ReLU")
    opened_unit(page)
    page.get_by_role("button", name="Freeze this unit").click()
    page.get_by_role("button", name="Unfreeze").wait_for()
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("+player.dataset.step > 1010"), "the run to go on")
    page.get_by_role("button", name="Unfreeze").wait_for()


def test_a_unit_pointed_at_is_shown_large_in_its_own_networks_place(open_page):
    page = opened(open_page, "training")
    maps = shadow("[...player.querySelectorAll('.panels canvas')].map(c => c.toDataURL())")
    title = shadow("player.querySelector('.chosen .title b').innerText")
    straight, tanh = page.evaluate(maps)
    unit = page.locator(".network .net button").nth(2)
    unit.focus()
    wait_for(page, shadow("!player.innerText.includes('drawn ')"), "a title that says what is seen")
    assert page.evaluate(title) == "layer 1 unit 3 (of Tanh)"
    seen = page.evaluate(maps)
    assert seen[0] == straight
    assert seen[1] != tanh
    unit.blur()
    changed = shadow("player.querySelector('.chosen canvas').toDataURL() === arg")
    wait_for(page, changed, "the map again", arg=tanh)
    assert page.evaluate(title) == "Tanh"
    unit.hover()
    wait_for(page, changed, "the unit that the pointer is at", arg=seen[1])


def test_the_title_of_a_network_chooses_which_is_drawn_and_says_so(open_page):
    page = opened(open_page, "training")
    titles = page.locator(".player .panel .title")
    assert [one.get_attribute("aria-pressed") for one in titles.all()] == ["false", "true"]
    titles.first.click()
    page.locator(".network .heading", has_text="Identity").wait_for()
    assert [one.get_attribute("aria-pressed") for one in titles.all()] == ["true", "false"]
    assert "drawn" in titles.first.inner_text()
    assert "drawn" not in titles.nth(1).inner_text()


def test_what_is_laid_over_a_map_changes_it_and_goes_again(open_page):
    page = opened(open_page, TANH)
    page.locator(".player .shows summary").click()
    buttons = page.locator(".player .overlays button").filter(has_not_text="Judge")
    bare = page.evaluate(PICTURE)
    pictures = {bare}
    for button in buttons.all():
        before = page.evaluate(PICTURE)
        button.click()
        wait_for(page, shadow(f"{DRAWN} !== arg"), "the overlay", arg=before)
        assert button.get_attribute("aria-pressed") == "true"
        pictures.add(page.evaluate(PICTURE))
    assert len(pictures) == buttons.count() + 1 == 6
    for button in buttons.all():
        button.press("Enter")
    wait_for(page, shadow(f"{DRAWN} === arg"), "the bare map", arg=bare)


def test_a_unit_and_a_layer_can_be_added_at_the_drawing(open_page):
    page = opened(open_page, TANH)
    count = page.locator(".network .layers b")
    page.get_by_role("button", name="Add a unit to layer 1").click()
    page.get_by_role("button", name="Add a unit to layer 1: 9 now").wait_for()
    wait_for(
        page,
        shadow("player.querySelectorAll('.net > div:first-of-type button').length === 18"),
        "9 units",
    )
    page.get_by_role("button", name="Add a hidden layer").click()
    page.get_by_role("button", name="Add a unit to layer 3: 8 now").wait_for()
    assert count.inner_text() == "3"
    page.wait_for_url(lambda url: "training_width1=9" in url and "training_depth=3" in url)


def test_other_points_end_the_trace_of_one_that_is_no_more(open_page):
    page = opened(open_page, "training?training_activations=Tanh")
    page.locator(".panels canvas").first.press("ArrowRight")
    page.locator(".network .trace table").wait_for()
    before = page.evaluate(shadow("player.dataset.run"))
    page.get_by_role("slider", name="Noise").press("ArrowRight")
    wait_for(page, shadow("player.dataset.run !== arg"), "other points", arg=before)
    page.locator(".network .trace table").wait_for(state="detached")
