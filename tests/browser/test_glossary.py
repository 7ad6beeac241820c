"""What words mean is told where they are pointed at, with a mouse or with a thumb."""

from contextlib import suppress

import pytest

from explorer.config.form import control
from explorer.glossary import sentence
from tests.browser.player import pass_frames, script_at_rest

pytestmark = pytest.mark.browser

PHONE = 390  # pixels
PATIENCE = 10_000  # ms that a sign may take to stand still
ICON = '[data-testid="stTooltipIcon"] svg >> visible=true'


def icon(page, name):
    """The sign beside a control's label that tells what it means."""
    return page.locator('[data-testid="stWidgetLabel"]', has_text=name).locator(ICON).first


def test_a_control_tells_what_its_label_means_to_a_mouse(open_page):
    page = open_page("race")
    script_at_rest(page)
    icon(page, "Hidden layers").hover()
    told = page.get_by_test_id("stTooltipContent")
    told.wait_for()
    assert told.inner_text() == control("depth").hint


def test_a_control_tells_what_its_label_means_to_a_thumb(open_page):
    from playwright.sync_api import TimeoutError as TooLate

    page = open_page("gradients?gradients_view=training", width=PHONE, has_touch=True)
    script_at_rest(page)
    told = page.get_by_test_id("stTooltipContent")
    page.get_by_role("tab", name="While it trains", selected=True).wait_for()
    for _ in range(5):  # a run of the page that is still to come may close it, or lay it out anew
        with suppress(TooLate):
            icon(page, "Units per layer").tap(timeout=PATIENCE)
        pass_frames(page)
        if told.count():
            break
    told.wait_for()
    assert told.inner_text() == sentence("Units per layer")
    box = told.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE


def test_legends_numbers_and_rows_of_the_pictures_tell_what_they_mean(open_page):
    page = open_page("outputs?outputs_tab=thresholds")
    script_at_rest(page)
    means = "(element) => element.title"
    train = page.locator(".player .legend span", has_text="train").first
    assert train.evaluate(means) == f"Training points: {sentence('train')}"
    found = page.locator(".player .cells td", has_text="TP").first
    assert found.evaluate(means) == f"True positive: {sentence('TP')}"
    page.goto(page.url.partition("/outputs")[0] + "/functions")
    row = page.locator('.row[data-key="lipschitz"]')
    row.wait_for()
    assert row.evaluate(means).startswith(sentence("Lipschitz constant"))
