"""The tools at the head of every page: its address copied, and the page shown on a wall."""

import pytest

from tests.browser.player import script_at_rest, wait_for

pytestmark = pytest.mark.browser

LINK = "functions?function=swish"
# Keeps the sizes of all words that are drawn on a canvas from then on.
SIZES = """() => {
    window.sizes = [];
    const { prototype } = CanvasRenderingContext2D;
    const fillText = prototype.fillText;
    prototype.fillText = function (...said) {
        window.sizes.push(parseFloat(this.font));
        return fillText.apply(this, said);
    };
}"""
PRESENTED = "() => document.documentElement.hasAttribute('data-present')"
ENDED = "() => !document.documentElement.hasAttribute('data-present')"


GROWN = "() => window.sizes.at(-1) >= 18"


def test_the_whole_address_is_copied_and_nothing_moves(open_page):
    page = open_page(LINK, permissions=["clipboard-read", "clipboard-write"])
    script_at_rest(page)
    button = page.get_by_role("button", name="Copy link")
    before = button.bounding_box()
    button.click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url
    assert page.url.endswith(LINK)
    assert page.get_by_role("button", name="Copied").bounding_box() == before


def test_the_address_is_copied_where_a_browser_gives_plain_http_no_clipboard(open_page):
    page = open_page(LINK)
    script_at_rest(page)
    page.evaluate(
        """() => {
            Object.defineProperty(navigator, 'clipboard', { value: undefined });
            document.addEventListener('copy', () => window.copied = String(getSelection()));
        }"""
    )
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("() => window.copied") == page.url


def test_a_presentation_has_large_words_and_no_menu_until_escape(open_page):
    page = open_page(LINK)
    script_at_rest(page)
    page.evaluate(SIZES)
    page.get_by_role("button", name="Present").click()
    wait_for(page, PRESENTED, "the presentation")
    wait_for(page, "() => location.search.includes('present=1')", "the link of the presentation")
    wait_for(page, GROWN, "large words on the canvas")
    assert not page.get_by_test_id("stHeader").is_visible()
    page.keyboard.press("Escape")
    wait_for(page, ENDED, "the end of the presentation")
    wait_for(page, "() => !location.search.includes('present')", "the link as it was")
    assert page.get_by_test_id("stHeader").is_visible()


def test_a_link_begins_a_presentation_and_its_button_ends_it(open_page):
    page = open_page("gradients?present=1")
    wait_for(page, PRESENTED, "the presentation")
    page.get_by_role("button", name="End").click()
    wait_for(page, ENDED, "the end of the presentation")


@pytest.mark.parametrize("path", ["", "functions", "gradients", "training"])
def test_the_content_of_a_page_begins_within_100_pixels(open_page, path):
    page = open_page(path, width=1366)
    script_at_rest(page)
    # Below it are 16 more.
    bottom = "document.querySelector('.st-key-story').getBoundingClientRect().bottom"
    wait_for(page, f"() => {bottom} <= 84", "the story above y = 84", 10_000)
