"""The tab Descent in a real browser: it fits its first screen, moves, stops, and takes a hand."""

import pytest

from tests.browser.player import (
    come_to_rest,
    ends_in_the_first_screen,
    pass_frames,
    rooted,
    script_at_rest,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser

LINK = "outputs?outputs_tab=descent&descent_picture="
PARTS = {
    "weight": ("transport", "curve"),
    "step": ("transport", "network", "code", "rule"),
    "surface": ("transport", "surface"),
}


inside = rooted("descent")
FRAMES = inside("Number(root.dataset.frames)")
STEP = inside("Number(root.dataset.step)")


def opened(open_page, picture, more="", **options):
    page = open_page(LINK + picture + more, **options)
    wait_for(page, FRAMES, "the picture")
    script_at_rest(page)
    return page


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
@pytest.mark.parametrize("picture", PARTS)
def test_a_picture_and_its_evidence_end_in_the_first_screen(open_page, picture, size):
    page = opened(open_page, picture, width=size[0])
    ends_in_the_first_screen(page, "descent", PARTS[picture], size, "li")


@pytest.mark.parametrize("picture", [*PARTS, "graph"])
def test_a_picture_fits_a_phone(open_page, picture):
    page = open_page(LINK + picture, width=390)
    if picture == "graph":
        page.get_by_role("button", name="Take a step").wait_for()
    else:
        wait_for(page, FRAMES, "the picture")
    script_at_rest(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("picture", ["weight", "surface"])
def test_the_balls_move_until_they_are_paused_and_a_step_is_one(open_page, picture):
    page = opened(open_page, picture, "&descent_trained=all")
    drawn = inside("root.querySelector('canvas').toDataURL()")
    page.get_by_role("button", name="Reset", exact=True).click()
    before = page.evaluate(drawn)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, inside("root.dataset.step > 2"), "three steps")
    assert page.evaluate(drawn) != before
    page.get_by_role("button", name="Pause", exact=True).click()
    wait_for(page, inside("root.dataset.playing === 'false'"), "a pause")
    paused = page.evaluate(drawn)
    pass_frames(page)
    assert page.evaluate(drawn) == paused
    step = page.evaluate(STEP)
    page.get_by_role("button", name="Step", exact=True).click()
    wait_for(page, inside("Number(root.dataset.step) === arg"), "one step", arg=step + 1)


RUN = "&descent_of=run"


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
def test_the_surface_of_the_run_on_training_opens_where_it_stands_in_the_first_screen(
    open_page, size
):
    page = opened(open_page, "surface", RUN, width=size[0])
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.get_by_text("step 1,000 of 1,000").wait_for()
    page.get_by_text("all 400 training points").wait_for()
    lowest = inside("root.querySelector('.note').getBoundingClientRect().bottom")
    wait_for(page, f"() => ({lowest})() <= {size[1]}", "a picture that fits the first screen")


def test_the_way_of_the_run_on_training_is_played_on_a_surface_that_changes(open_page):
    page = opened(open_page, "surface", RUN)
    page.get_by_text("step 1,000 of 1,000").wait_for()
    drawn = inside("root.querySelector('canvas').toDataURL()")
    # A corner of the map, where no path is drawn.
    ground = inside(
        "[...root.querySelector('canvas').getContext('2d').getImageData(60, 12, 1, 1).data].join()"
    )
    end, corner = page.evaluate(drawn), page.evaluate(ground)
    page.get_by_role("button", name="Reset", exact=True).click()
    page.get_by_text("step 0 of 1,000").wait_for()
    assert page.evaluate(drawn) != end
    assert page.evaluate(ground) != corner
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, inside("root.dataset.step > 2"), "three moments")
    page.get_by_role("button", name="Pause", exact=True).click()
    wait_for(page, inside("root.dataset.playing === 'false'"), "a pause")


def test_the_run_that_training_shows_is_the_one_whose_surface_is_drawn_and_trains_on(open_page):
    page = open_page("training?training_dataset=moons&training_samples=300")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.get_by_role("link", name="Outputs").click()
    page.get_by_role("tab", name="Descent").click()
    page.wait_for_url(lambda url: "outputs_tab=descent" in url)
    page.get_by_text("Loss over two weights").click()
    page.wait_for_url(lambda url: "descent_picture=surface" in url)
    page.get_by_text("The run on Training").click()
    page.get_by_text("all 240 training points").wait_for()
    page.get_by_text("step 1,000 of 1,000").wait_for()
    page.get_by_role("button", name="Train 100 more steps").click()
    page.get_by_text("step 1,100 of 1,100").wait_for()
    page.wait_for_url(lambda url: "descent_of=run" in url and "training_samples=300" in url)
    page.reload()
    page.get_by_text("all 240 training points").wait_for()
    page.get_by_role("button", name="Open in Training").click()
    page.wait_for_url(lambda url: "/training" in url and "training_samples=300" in url)
    wait_for(page, shadow("player.dataset.step == 1000"), "the same run on Training")


def test_a_ball_is_dragged_to_another_start_which_stands_in_the_link(open_page):
    page = opened(open_page, "weight")
    box = page.locator(".descent canvas").bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 100, steps=4)
    page.mouse.up()
    page.wait_for_url(lambda url: "descent_logistic_start=" in url)
    start = float(page.url.partition("descent_logistic_start=")[2].partition("&")[0])
    assert 4 < start < 7
    wait_for(page, inside(f"root.dataset.run.includes('logistic {start}')"), "the new paths")


def test_the_five_lines_light_up_and_a_weight_that_is_clicked_on_has_its_rule(open_page):
    page = opened(open_page, "step", "&descent_points=xor")
    lit = inside("root.querySelector('pre .lit').textContent")
    lines = []
    for name in ("1 Forward", "2 Loss", "3 zero_grad", "4 Backward", "5 Step"):
        page.get_by_role("button", name=name).click()
        lines.append(page.evaluate(lit))
    assert lines[2:] == ["optimizer.zero_grad()", "loss.backward()", "optimizer.step()"]
    page.get_by_text("the loss falls from 0.699 to").wait_for()
    page.get_by_role("button", name="Next", exact=True).click()
    page.get_by_text("training step 2").wait_for()
    page.get_by_role("button", name="w of layer 2, from 1 to 1").click()
    page.get_by_role("heading", name="The chain rule of w of layer 2, from 1 to 1").wait_for()
    page.wait_for_url(lambda url: "descent_weight=6" in url)
    page.get_by_text("training step 2").wait_for()  # another weight is no other run


def test_a_learning_rate_without_sense_leaves_a_picture_and_a_sentence(open_page):
    page = opened(open_page, "weight", "&descent_rate=own&descent_own_rate=1000000")
    page.locator(".descent li", has_text="diverged").first.wait_for()
    page.get_by_text("Loss over two weights").click()
    wait_for(page, inside("root.querySelector('[data-part=surface]')"), "the surface")
    page.get_by_role("spinbutton", name="Learning rate").fill("1000000")
    page.keyboard.press("Enter")
    wait_for(page, inside("root.dataset.run.includes('1000000')"), "the paths at that rate")
    come_to_rest(page, f"({STEP})()")
    assert page.get_by_test_id("stException").count() == 0
