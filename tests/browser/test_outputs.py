"""The page Outputs in a real browser: its threshold in the link, its first screens, a phone."""

import re

import pytest

from tests.browser.player import JUDGED_WHOLE, opened, script_at_rest, shadow, wait_for

pytestmark = pytest.mark.browser
JUDGED = "outputs?outputs_tab=thresholds"
TOLD = shadow("player.querySelector('.ends .threshold output')?.textContent")
PARTS = """() => {
    const hosts = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
    const player = hosts.map(h => h.shadowRoot.querySelector('.player')).find(Boolean);
    const all = [document, player].flatMap(root => [...root.querySelectorAll('[data-part]')]);
    return Object.fromEntries(all.map(part => {
        const { left, top, right, bottom } = part.getBoundingClientRect();
        return [part.dataset.part, [left, top, right, bottom]];
    }));
}"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FIRST_SCREENS = ((1366, 768), (1280, 720))


def drag(page, value):
    """Move the threshold as the hand does."""
    page.locator(".player .ends .threshold input").evaluate(
        "(input, value) => { input.value = value; input.dispatchEvent(new Event('input')); }",
        value,
    )


def test_the_threshold_of_the_link_is_shown_and_one_let_go_stands_in_the_link(open_page):
    page = opened(open_page, JUDGED + "&outputs_threshold=0.7")
    wait_for(page, shadow("!!player.querySelector('.curves b')?.textContent"), "the judge's words")
    assert page.evaluate(TOLD) == "0.70"
    scored = page.locator(".panel .accuracy")
    scored.filter(has_text=re.compile(r"^validation [\d.]+ % at ½$")).first.wait_for()
    page.get_by_text("At step 1,000, at the threshold ½:").wait_for()
    drag(page, "0.5")
    scored.filter(has_text=re.compile(r"^validation( accuracy)? [\d.]+ %$")).first.wait_for()
    for value in ("0.2", "0.35", "0.9"):
        drag(page, value)
    wait_for(page, "() => location.search.includes('outputs_threshold=0.9')", "the link")
    script_at_rest(page)
    assert page.evaluate(TOLD) == "0.90"
    page.reload()
    wait_for(page, shadow("player.dataset.step == 1000"), "the result after the reload")
    wait_for(page, f"() => ({TOLD})() === '0.90'", "the threshold after the reload")


def test_the_scores_of_a_narrow_map_are_seen_whole_beside_another_threshold(open_page):
    page = opened(open_page, "outputs?outputs_tab=logits&outputs_threshold=0.7", width=1280)
    page.set_viewport_size({"width": 1280, "height": 720})
    scored = page.locator(".panel .accuracy")
    scored.filter(has_text=re.compile(r"^at ½: validation [\d.]+ %$")).first.wait_for()
    cut = "line => line.scrollWidth > line.clientWidth"
    lines = page.locator(".panel .numbers > *").all()
    assert lines
    assert not [line.inner_text() for line in lines if line.evaluate(cut)]


def test_the_threshold_goes_along_to_the_other_tab_and_the_run_stays(open_page):
    page = opened(open_page, JUDGED)
    drag(page, "0.3")
    wait_for(page, "() => location.search.includes('outputs_threshold=0.3')", "the link")
    page.get_by_role("tab", name="Logit to label").click()
    page.locator(".player .logits .handle").wait_for()
    handle = page.locator(".player .logits .handle")
    wait_for(
        page,
        shadow("player.querySelector('.logits .handle').getAttribute('aria-valuenow') === '0.30'"),
        "the same threshold",
    )
    assert "> 0.3)" in page.get_by_test_id("stCode").inner_text()
    handle.press("Home")
    wait_for(page, "() => location.search.includes('outputs_threshold=0.01')", "the link")


def test_the_share_chosen_in_the_picture_is_that_of_the_page_of_the_link_and_of_the_other_tab(
    open_page,
):
    page = opened(open_page, JUDGED)
    wait_for(page, shadow("!!player.querySelector('.curves b')?.textContent"), "the judge's words")
    test = shadow(
        "player.querySelector('.ends .looks [aria-pressed=true]')?.textContent === 'test'"
    )
    page.get_by_text("Curves and areas of the 50 validation points.").wait_for()
    page.locator(".player .ends .looks").get_by_role("button", name="test").click()
    page.get_by_text("Curves and areas of the 50 test points.").wait_for()
    wait_for(page, "() => location.search.includes('outputs_share=test')", "the link")
    page.get_by_role("tab", name="Logit to label").click()
    wait_for(page, test, "the test points in the other tab's picture")
    page.get_by_text("Test points at step 1,000, by").wait_for()
    page.reload()
    wait_for(page, shadow("player.dataset.step == 1000"), "the result after the reload")
    wait_for(page, test, "the test points after the reload")
    page.locator(".player .ends .looks").get_by_role("button", name="validation").click()
    page.get_by_text("Validation points at step 1,000, by").wait_for()
    wait_for(page, "() => !location.search.includes('outputs_share')", "the link without it")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720)])
@pytest.mark.parametrize(
    ("link", "parts"),
    [
        (JUDGED, ("confusion", "roc", "maps", "loss")),
        ("outputs", ("logits", "maps", "loss", "ten")),
    ],
    ids=["Thresholds", "Logit to label"],
)
def test_picture_and_evidence_are_in_the_first_screen(open_page, link, parts, width, height):
    page = opened(open_page, link)
    page.set_viewport_size({"width": width, "height": height})
    script_at_rest(page)
    page.locator(".player .ends canvas").first.wait_for()
    page.wait_for_function(
        f"""([width, height, names]) => {{
            const parts = ({PARTS})();
            return names.every(name => {{
                const [left, top, right, bottom] = parts[name] ?? [-1, -1, 0, 0];
                return left >= 0 && top >= 0 && right <= width && bottom <= height;
            }});
        }}""",
        arg=[width, height, list(parts)],
        timeout=20_000,
    )


@pytest.mark.parametrize("tab", ["logits", "losses", "last", "thresholds"])
def test_on_a_phone_nothing_scrolls_sideways_and_the_picture_comes_before_the_choices(
    open_page, tab
):
    page = open_page(f"outputs?outputs_tab={tab}", width=390, has_touch=True, is_mobile=True)
    script_at_rest(page)
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate(WIDE) <= 0
    if tab in ("logits", "thresholds"):
        maps, row = page.locator(".player .panels"), page.locator(".st-key-outputs_row")
        maps.wait_for()
        assert maps.bounding_box()["y"] < row.bounding_box()["y"]


@pytest.mark.parametrize("networks", [1, 4])
def test_cells_roc_and_areas_of_ten_classes_are_in_the_first_screen(open_page, networks):
    keys = ("tanh", "relu", "gelu", "silu")[:networks]
    chosen = "".join(f"&outputs_activations={key}" for key in keys)
    page = opened(open_page, f"{JUDGED}&outputs_dataset=ten_blobs{chosen}")
    assert page.locator(".ends .curves .key").count() == 10
    for width, height in FIRST_SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        wait_for(page, JUDGED_WHOLE, f"cells, ROC and areas in {width} × {height}", 20_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_networks_from_a_wrong_start_end_in_the_first_screen(open_page, scheme):
    page = opened(open_page, "outputs?outputs_tab=losses&losses_picture=start", scheme=scheme)
    for width, height in FIRST_SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            f"""([width, height]) => {{
                const parts = ({PARTS})();
                return ["taught", "logits", "maps", "loss"].every(name => {{
                    const [left, top, right, bottom] = parts[name];
                    return left >= 0 && top >= 0 && right <= width && bottom <= height;
                }});
            }}""",
            arg=[width, height],
            timeout=20_000,
        )
    assert page.locator(".player .sentences").is_hidden()  # the table tells it already


def test_on_a_phone_every_number_of_a_wrong_start_is_seen(open_page):
    link = "outputs?outputs_tab=losses&losses_picture=start"
    page = opened(open_page, link, width=390, has_touch=True, is_mobile=True)
    table = page.locator("[data-part=taught]")
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") <= 0
