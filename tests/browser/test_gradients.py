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
@pytest.mark.parametrize("view", VIEWS)
def test_a_tab_opens_without_a_fault_and_fits(open_page, view, width):
    page = open_page(f"gradients?gradients_view={view}", width=width)
    page.get_by_role("tab", name=view, selected=True).wait_for()
    if view == "While it trains":
        wait_for(page, FRAMES, "the networks")
    else:
        page.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first.wait_for()
    assert page.get_by_test_id("stException").count() == 0
    wide = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert page.evaluate(wide) <= width


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
