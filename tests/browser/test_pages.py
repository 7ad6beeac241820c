"""Every page in a real browser, in light, dark and narrow; what stands in the link."""

import pytest

from explorer.live.recording import LINK
from tests.browser.player import (
    FRAMES,
    REST,
    SHOWN_STEP,
    opened,
    pass_frames,
    script_at_rest,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser

TITLES = {
    "Start": "Nonlinearity bends the boundary",
    "Functions": "Functions",
    "Vanishing gradients": "Vanishing gradients",
    "Training": "Training",
    "Race": "Race",
    "Map": "Map",
    "Outputs": "Outputs",
}


def test_the_first_visitor_of_a_fresh_server_may_follow_a_link_to_a_page(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step > 0"), "a finished result", 60_000)
    menu = page.get_by_test_id("stHeader").inner_text().split("\n")
    assert [line for line in menu if line in TITLES] == list(TITLES)


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_opens_from_the_menu_and_fits(open_page, scheme, width):
    page = open_page(width=width, scheme=scheme)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for title, heading in TITLES.items():
        menu = page.get_by_test_id("stHeader")
        if width < 800:
            menu = page.get_by_test_id("stSidebarNav")
            if not menu.is_visible():
                page.get_by_test_id("stExpandSidebarButton").click()
        menu.get_by_text(title, exact=True).click()
        page.get_by_role("heading", name=heading, exact=True).wait_for()
        script_at_rest(page)
        assert page.get_by_test_id("stException").count() == 0, title
        assert page.evaluate(wide) <= 0, title


def test_the_start_page_moves_at_once_and_its_button_stops_it(open_page):
    page = open_page()
    wait_for(page, shadow("player.dataset.step > 5"), "the recorded run to move")
    page.get_by_role("button", name="Pause", exact=True).click()
    wait_for(page, REST, "the pause")
    still = page.evaluate(SHOWN_STEP)
    pass_frames(page)
    assert page.evaluate(SHOWN_STEP) == still


def test_reduced_motion_shows_stills(open_page):
    page = open_page(reduced_motion="reduce")
    wait_for(page, shadow("player.dataset.step == 1200"), "the last frame of the recording")
    drawn = page.evaluate(FRAMES)
    pass_frames(page)
    assert page.evaluate(FRAMES) - drawn <= 1


def test_a_choice_is_written_into_the_link(open_page):
    page = open_page("gradients")
    slider = page.get_by_role("slider", name="Hidden layers")
    slider.focus()
    slider.press("ArrowRight")
    wait_for(page, "() => location.search.includes('gradients_depth=11')", "the link to change")
    page.get_by_text("of what layer 11 receives").first.wait_for()


def test_a_reload_in_mid_run_opens_the_same_choice_again(open_page):
    page = opened(open_page, "training?training_dataset=Moons&training_activations=ReLU")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 20 && player.dataset.step < 900"), "the run")
    page.reload()
    wait_for(page, shadow("player.dataset.step == 1000"), "the result after the reload")
    assert page.get_by_role("radio", name="Moons").is_checked()
    assert "ReLU" in page.evaluate(shadow("player.innerText"))


def test_try_it_opens_the_run_that_is_recorded(open_page):
    page = open_page()
    page.get_by_role("link", name="Try it").click()
    page.get_by_role("heading", name="Training", exact=True).wait_for()
    for name, value in LINK.items():
        assert f"{name}={value}" in page.url
    wait_for(page, shadow("player.dataset.step > 0"), "the run")
    titles = page.evaluate(shadow("[...player.querySelectorAll('.panel')].map(p => p.innerText)"))
    assert "Identity" in titles[0]
    assert "Tanh" in titles[1]


def test_a_data_set_is_chosen_by_its_picture_and_told_by_name(open_page):
    page = opened(open_page, "training?training_dataset=Moons")
    moons, xor = (page.get_by_role("radio", name=name, exact=True) for name in ("Moons", "XOR"))
    if not moons.is_visible():
        page.get_by_text("Data", exact=True).first.click()
    assert moons.get_attribute("aria-checked") == "true"
    assert "svg" in xor.evaluate("button => getComputedStyle(button).backgroundImage")
    xor.focus()
    xor.press("Enter")
    wait_for(page, "() => location.search.includes('training_dataset=xor')", "the link to change")
