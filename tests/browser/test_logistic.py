"""The tab Logistic regression in a real browser: first screens, the hand, the fit, the link."""

import json

import pytest

from explorer.outputs.likelihood import STUDIES, fit
from tests.browser.player import ends_in_the_first_screen, rooted, script_at_rest, wait_for

pytestmark = pytest.mark.browser

LINK = "outputs?outputs_tab=logistic&logistic_picture="
PARTS = {
    "odds": ("curve", "logit", "sliders", "numbers"),
    "bernoulli": ("curve", "likelihood", "loss", "sliders", "numbers"),
    "gauss": ("curve", "likelihood", "loss", "sliders", "numbers"),
}


inside = rooted("likelihood")
FRAMES = inside("Number(root.dataset.frames)")
VALUES = inside("root.dataset.values")


def opened(open_page, picture, **options):
    page = open_page(LINK + picture, **options)
    wait_for(page, FRAMES, "the picture")
    script_at_rest(page)
    return page


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)])
@pytest.mark.parametrize("picture", PARTS)
def test_picture_sliders_and_numbers_end_in_the_first_screen(open_page, picture, size):
    page = opened(open_page, picture, width=size[0])
    ends_in_the_first_screen(page, "likelihood", PARTS[picture], size, "p")


@pytest.mark.parametrize("picture", PARTS)
def test_a_picture_fits_a_phone(open_page, picture):
    page = opened(open_page, picture, width=390)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_a_slider_redraws_at_once_and_stands_in_the_link_and_the_fit_is_one_click_away(open_page):
    page = opened(open_page, "odds")
    slider = page.locator(".likelihood input[type=range]").first
    frames = slider.evaluate(
        """async (input) => {
            const root = input.getRootNode().querySelector('.likelihood');
            const before = root.dataset.frames;
            input.value = 2;
            input.dispatchEvent(new Event('input'));
            let count = 0;
            for (; root.dataset.frames === before && count < 50; count++) {
                await new Promise(requestAnimationFrame);
            }
            return count;
        }"""
    )
    assert frames <= 2
    assert json.loads(page.evaluate(VALUES))["m"] == 2
    wait_for(page, "() => location.search.includes('logistic_hours_m=2')", "the link")
    page.get_by_role("button", name="Fit: LogisticRegression").click()
    wanted = fit(*STUDIES["hours"].points(0))
    wait_for(page, inside(f"JSON.parse(root.dataset.values).m === {wanted[0]!r}"), "the fit")
    assert json.loads(page.evaluate(VALUES)) == {"m": wanted[0], "n": wanted[1]}
    script_at_rest(page)
    wait_for(page, f"() => location.search.includes('logistic_hours_m={wanted[0]!r}')", "the link")


def test_pointing_tells_the_odds_there(open_page):
    page = opened(open_page, "odds")
    head = inside("root.querySelector('table td').textContent")
    before = page.evaluate(head)
    page.locator(".likelihood [data-part=curve]").press("ArrowRight")
    wait_for(page, inside(f"root.querySelector('table td').textContent !== {before!r}"), "a place")
