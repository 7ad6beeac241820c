"""The page Vanishing gradients in a real browser: its tabs, its presets, its live networks."""

import pytest

from tests.browser.player import (
    FRAMES,
    PICTURE,
    REST,
    SHOWN_STEP,
    pass_frames,
    script_at_rest,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser

VIEWS = ("Layer by layer", "Cures", "While it trains", "Edge of chaos", "Chain rule")


@pytest.mark.parametrize("width", [1400, 390])
def test_every_tab_opens_without_a_fault_and_fits(open_page, width):
    page = open_page("gradients", width=width)
    for view in VIEWS:
        page.get_by_role("tab", name=view, exact=True).click()
        page.get_by_role("tab", name=view, selected=True).wait_for()
        if view == "While it trains":
            wait_for(page, FRAMES, "the networks")
        else:
            chart = page.locator("[data-testid=stVegaLiteChart]:visible").first
            chart.locator("canvas, svg").first.wait_for()
        assert page.get_by_test_id("stException").count() == 0, view
        wide = "document.querySelector('[data-testid=stMain]').scrollWidth"
        assert page.evaluate(wide) <= width, view


def test_deep_networks_move_while_they_train_and_the_plain_one_stays_at_chance(open_page):
    page = open_page("gradients?gradients_view=While it trains")
    wait_for(page, shadow("+player.dataset.step >= 400"), "the opening result", 60_000)
    page.get_by_text("Sigmoid is no better than guessing").wait_for()
    before = page.evaluate(PICTURE)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 5 && player.dataset.step < 390"), "a new run")
    assert page.evaluate(PICTURE) != before
    words = shadow("player.querySelector('.words').innerText")
    wait_for(page, shadow("player.querySelector('.words').innerText.includes('layer 1 ')"), "words")
    assert "the gradient that those of layer 10 receive" in page.evaluate(words)
    page.get_by_role("button", name="Pause", exact=True).click()
    wait_for(page, REST, "a pause")
    script_at_rest(page)
    step = page.evaluate(SHOWN_STEP)
    pass_frames(page)
    assert page.evaluate(SHOWN_STEP) == step


def test_a_preset_tells_its_reason_and_stands_in_the_link(open_page):
    page = open_page("gradients")
    page.get_by_role("radio", name="He saves ReLU").click()
    page.get_by_text("He's weights multiply by 1.4 per layer").wait_for()
    page.get_by_text("ReLU: layer 1 receives").wait_for()
    page.wait_for_url(lambda url: "gradients_init=he" in url and "gradients_depth=20" in url)


def test_a_point_of_the_map_opens_its_ledger(open_page):
    page = open_page("gradients?gradients_view=Edge of chaos&chaos_weight=2.5&chaos_bias=0.1")
    page.get_by_role("button", name="See this network layer by layer").click()
    page.get_by_role("tab", name="Layer by layer", selected=True).wait_for()
    page.get_by_text("Tanh: layer 1 receives").wait_for()
    page.get_by_text("σ_w² = 2.5, σ_b² = 0.1").wait_for()
    assert "gradients_weight_variance=2.5" in page.url


PARTS = """() => Object.fromEntries([...document.querySelectorAll('[data-part]')].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [one.dataset.part, { left, top, right, bottom }];
}))"""
SCREENS = [(1366, 768), (1280, 720), (390, 844)]


def parts_of(page, *names):
    """The rectangles of these pictures once they stand still."""
    for name in names:
        page.locator(f"[data-part={name}]").first.wait_for(state="attached")
    page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first.wait_for()
    script_at_rest(page)
    pass_frames(page)
    return page.evaluate(PARTS)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_sentence_and_chart_and_reason_stand_in_the_first_screen(open_page, width, height):
    page = open_page("gradients", width=width)
    page.set_viewport_size({"width": width, "height": height})
    seen = parts_of(page, "sentence", "chart", "why", "bars")
    for name in ("sentence", "chart", "why", "bars"):
        assert 0 <= seen[name]["left"] <= seen[name]["right"] <= width, name
        assert 0 <= seen[name]["top"] < seen[name]["bottom"] <= height, name
    if width > 640:
        assert seen["chart"]["top"] <= 200
        assert seen["chart"]["right"] - seen["chart"]["left"] >= 0.68 * width
        assert seen["chart"]["bottom"] - seen["chart"]["top"] >= 375


@pytest.mark.parametrize("view", ["cures", "chain_rule", "chaos"])
def test_the_picture_of_another_tab_stands_in_the_first_screen(open_page, view):
    page = open_page(f"gradients?gradients_view={view}", width=1366)
    for width, height in SCREENS[:2]:
        page.set_viewport_size({"width": width, "height": height})
        chart = parts_of(page, "chart")["chart"]
        assert 0 <= chart["left"] <= chart["right"] <= width
        assert 0 <= chart["top"] < chart["bottom"] <= height


def test_nothing_jumps_when_a_preset_is_pressed(open_page):
    page = open_page("gradients", width=1366)
    before = parts_of(page, "sentence", "chart", "why", "reason")
    page.get_by_role("radio", name="Ten sigmoids").click()
    page.get_by_text("Every slope of the sigmoid is at most ¼").wait_for()
    after = parts_of(page, "sentence", "chart", "why", "reason")
    for name in ("sentence", "chart", "why", "reason"):
        assert after[name] == before[name], name
