"""axe-core finds nothing serious on any page or tab, in light and dark."""

import os

import pytest

from tests import ROOT
from tests.browser.player import pass_frames, script_at_rest, wait_for

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("", "functions", "gradients", "training", "race", "map", "outputs")
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
