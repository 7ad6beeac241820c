"""The tab Logistic regression in a real browser: first screens, the hand, the fit, the link."""

import json

import pytest

from explorer.outputs.likelihood import STUDIES, fit
from tests.browser.player import script_at_rest, wait_for

pytestmark = pytest.mark.browser

LINK = "outputs?outputs_tab=logistic&logistic_picture="
PARTS = {
    "odds": ("curve", "logit", "sliders", "numbers"),
    "bernoulli": ("curve", "likelihood", "loss", "sliders", "numbers"),
    "gauss": ("curve", "likelihood", "loss", "sliders", "numbers"),
}


def inside(expression):
    """JavaScript of `arg` with `root`, the picture's root; null before it is there."""
    return f"""(arg) => {{
        const hosts = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
        const root = hosts.map(h => h.shadowRoot.querySelector('.likelihood')).find(Boolean);
        return root ? {expression} : null;
    }}"""


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
    page.set_viewport_size({"width": size[0], "height": size[1]})
    lowest = inside(
        "Math.max(...[...root.querySelectorAll('[data-part], p')]"
        ".map((e) => e.getBoundingClientRect().bottom))"
    )
    wait_for(page, f"() => ({lowest})() <= {size[1]}", "a picture that fits the first screen")
    for part in PARTS[picture]:
        assert page.locator(f".likelihood [data-part={part}]").is_visible(), part


@pytest.mark.parametrize("picture", PARTS)
def test_a_picture_fits_a_phone(open_page, picture):
    page = opened(open_page, picture, width=390)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_a_slider_redraws_at_once_and_stands_in_the_link_and_the_fit_is_one_click_away(open_page):
    page = opened(open_page, "odds")
    slider = page.locator(".likelihood input[type=range]").first
    took = slider.evaluate(
        """async (input) => {
            const root = input.getRootNode().querySelector('.likelihood');
            const before = root.dataset.frames;
            const start = performance.now();
            input.value = 2;
            input.dispatchEvent(new Event('input'));
            while (root.dataset.frames === before) await new Promise(requestAnimationFrame);
            return performance.now() - start;
        }"""
    )
    assert took < 100
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
