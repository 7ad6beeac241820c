"""What is done by hand on the page Training holds: frozen units, keys, rules."""

import pytest

from tests.browser.test_browser import opened_unit, shadow, wait_for

pytestmark = pytest.mark.browser


def test_play_and_pause_are_one_button_that_keeps_the_focus(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    play = page.get_by_role("button", name="Play", exact=True)
    play.focus()
    play.press("Enter")
    pause = page.get_by_role("button", name="Pause", exact=True)
    pause.wait_for()
    assert page.evaluate("document.activeElement.innerText.includes('Pause')")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Play", exact=True).wait_for()


def test_a_frozen_unit_stays_frozen_and_the_run_goes_on(open_page):
    page = open_page("training?training_activations=ReLU")
    opened_unit(page)
    page.get_by_role("button", name="Freeze this unit").click()
    page.get_by_role("button", name="Unfreeze").wait_for()
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("+player.dataset.step > 1010"), "the run to go on")
    page.get_by_role("button", name="Unfreeze").wait_for()
