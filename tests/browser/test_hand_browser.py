"""What is done by hand on the page Training holds."""

import pytest

from tests.browser.test_browser import opened_unit, shadow, wait_for

pytestmark = pytest.mark.browser


def test_a_frozen_unit_stays_frozen_and_the_run_goes_on(open_page):
    page = open_page("training?training_activations=ReLU")
    opened_unit(page)
    page.get_by_role("button", name="Freeze this unit").click()
    page.get_by_role("button", name="Unfreeze").wait_for()
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("+player.dataset.step > 1010"), "the run to go on")
    page.get_by_role("button", name="Unfreeze").wait_for()
