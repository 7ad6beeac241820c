"""axe-core finds nothing serious on any page or tab, in light and dark."""

import os

import pytest

from tests import ROOT
from tests.browser.player import (
    SHOWN_STEP,
    opened,
    pass_frames,
    script_at_rest,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("", "functions", "gradients", "training", "race", "map", "outputs", "lessons")
GUIDED = (  # a step that waits, one whose picture is veiled, and a task
    "training?lesson=line&step=1",
    "functions?lesson=bump&step=1",
    "training?lesson=line&step=5",
)
ZOOM = 2  # what WCAG 2.2 asks for (1.4.4): at 200 % nothing is lost, nor scrolls to the side
# Of each fault its weight, its rule, and where it stands.
LOOK = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}"""

SCHEME = "scheme => getComputedStyle(document.querySelector('.stApp')).colorScheme === scheme"


@pytest.fixture
def axe():
    """The source of axe-core; a skip with a loud reason where it is not installed."""
    if not AXE.exists():
        reason = "NO AXE-CORE: no page has been looked at for access; npm ci installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return AXE.read_text("utf-8")


def faults(page):
    """What axe-core finds that is serious, once everything has come."""
    found = page.evaluate(LOOK)
    for _ in range(20):
        if not found:
            break
        pass_frames(page)
        script_at_rest(page)  # what is late is pale
        found = page.evaluate(LOOK)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_its_tabs_have_no_serious_fault_of_access(open_page, axe, path):
    page = open_page(path)
    script_at_rest(page)
    page.evaluate(axe)
    tabs = page.get_by_role("tab")
    for number in range(max(1, tabs.count())):
        name = path
        if tabs.count():
            name = tabs.nth(number).inner_text()
            tabs.nth(number).click()
            script_at_rest(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wait_for(page, SCHEME, f"{scheme} colours", arg=scheme)
            pass_frames(page)
            assert faults(page) == [], (name, scheme)


@pytest.mark.parametrize("path", GUIDED)
def test_a_guide_beside_a_page_has_no_serious_fault_of_access(open_page, axe, path):
    page = open_page(path)
    script_at_rest(page)
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        wait_for(page, SCHEME, f"{scheme} colours", arg=scheme)
        pass_frames(page)
        assert faults(page) == [], scheme


@pytest.mark.parametrize("path", [*PAGES, GUIDED[0]])
def test_at_twice_the_size_nothing_scrolls_to_the_side(open_page, path):
    page = open_page(path, width=1366 // ZOOM, device_scale_factor=ZOOM)
    script_at_rest(page)
    wide = """() => [...document.querySelectorAll("[data-testid=stMain], html")]
        .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.tagName)"""
    for _ in range(20):
        if not (found := page.evaluate(wide)):
            break
        pass_frames(page)
    assert found == []


# Counts what a screen reader would say by itself, in our pictures: changes of live regions.
LISTEN = """() => {
    window.spoken = [];
    for (const host of document.querySelectorAll('*')) {
        if (!host.shadowRoot) continue;
        new MutationObserver((changes) => {
            for (const { target } of changes) {
                const node = target.nodeType === 1 ? target : target.parentElement;
                const live = node?.closest("[aria-live], [role=status], [role=alert]");
                if (live && live.ariaLive !== "off" && live.textContent)
                    window.spoken.push(live.textContent);
            }
        }).observe(host.shadowRoot, { childList: true, characterData: true, subtree: true });
    }
}"""


def test_a_moving_picture_has_words_that_follow_it_and_does_not_chatter(open_page):
    page = opened(open_page)
    words = shadow("player.querySelector('.panels canvas').getAttribute('aria-label')")
    before = page.evaluate(words)
    assert before
    page.evaluate(LISTEN)
    step = page.evaluate(SHOWN_STEP)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > arg + 200"), "a run that moves", arg=step)
    wait_for(
        page,
        shadow("player.querySelector('.panels canvas').getAttribute('aria-label') !== arg"),
        "words that follow the picture",
        arg=before,
    )
    assert page.evaluate("() => window.spoken") == []
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Step", exact=True).click()
    wait_for(page, "() => window.spoken.length > 0", "what is said of a single step")
