"""The four views in a real browser, at any depth, live, and with cures."""

import pytest

from tests.browser.player import (
    COLOURS,
    PICTURE,
    look,
    opened,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser

VIEWS = ("Probability", "Fold lines", "Warped space", "Layer by layer")


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_every_view_draws_networks_of_any_depth(open_page, depth):
    page = opened(open_page, f"training?training_depth={depth}&training_view=Layer+by+layer")
    for view in VIEWS:
        look(page, view)


@pytest.mark.parametrize("view", ["Fold lines", "warped"])
def test_a_link_opens_a_view_by_its_label_and_by_its_key(open_page, view):
    page = opened(open_page, f"training?training_view={view}")
    pressed = page.locator(".bar [aria-pressed=true]")
    assert pressed.inner_text() == {"warped": "Warped space"}.get(view, view)
    assert page.evaluate(shadow(f"{COLOURS} > 20"))


def test_the_views_are_live_while_it_trains(open_page):
    page = opened(open_page, "training?training_view=Warped+space&training_activations=ReLU")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 30 && player.dataset.step < 900"), "the run")
    first = page.evaluate(PICTURE)
    wait_for(page, shadow("player.dataset.step > 150"), "more steps")
    assert page.evaluate(PICTURE) != first


def test_every_view_draws_a_network_with_cures(open_page):
    link = "training?training_activations=ReLU&training_residual=true&training_norm=Batch norm"
    page = opened(open_page, f"{link}&training_view=layers")
    assert page.get_by_test_id("stException").count() == 0
    title = shadow("player.querySelector('.title b').innerText")
    assert page.evaluate(title) == "ReLU with residual and batch norm"
    for view in VIEWS:
        look(page, view)


def test_the_warped_space_can_be_seen_along_two_units(open_page):
    page = opened(open_page, "training?training_view=Warped+space&training_activations=Tanh")
    before = page.evaluate(PICTURE)
    selects = page.locator(".player .view select")
    selects.nth(0).select_option("2")
    selects.nth(1).select_option("5")
    page.get_by_text("by units 3 and 6").wait_for()
    assert page.evaluate(PICTURE) != before


def test_a_canvas_says_in_words_what_it_shows(open_page):
    page = opened(open_page)
    words = page.evaluate(
        shadow("[...player.querySelectorAll('.panels canvas')].map(c => c.ariaLabel)")
    )
    assert len(words) == 2
    for label, text in zip(("Identity (linear)", "Tanh"), words, strict=True):
        assert label in text
        assert "1,000" in text
        assert "loss" in text
        assert "accuracy" in text
