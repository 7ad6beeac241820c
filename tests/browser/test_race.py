"""The page Race in a real browser: inside the first screen, stopped, clicked and taken away."""

import pytest

from tests.browser.player import script_at_rest, wait_for

pytestmark = pytest.mark.browser
ROOT = ".race"
QUICK = "race?race_steps=50&race_seeds=4&race_activations=tanh&race_activations=relu"
LONG = "race?race_steps=10000&race_seeds=32"  # some seconds


def opened(open_page, path, width=1366, height=768):
    page = open_page(path)
    page.set_viewport_size({"width": width, "height": height})
    page.locator(f"{ROOT}[data-state=over]").wait_for()
    page.locator(f"{ROOT} [data-part=maps]").first.wait_for()
    page.get_by_role("button", name="on the page Training").first.wait_for()
    script_at_rest(page)
    return page


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720)])
@pytest.mark.parametrize("path", ["race", "race?race_preset=deep"], ids=["one", "table"])
def test_choice_ranking_rates_curves_and_boundaries_stand_in_the_first_screen(
    open_page, path, width, height
):
    page = opened(open_page, path, width, height)
    for part in (".verdict", "[data-part=rates]", "[data-part=loss]", "[data-part=maps]", ".note"):
        for element in page.locator(f"{ROOT} {part}").all():
            box = element.bounding_box()
            if box:
                assert box["y"] + box["height"] <= height, part
                assert box["x"] + box["width"] <= width, part
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_result_comes_first_and_nothing_scrolls_sideways(open_page):
    page = opened(open_page, QUICK, 390, 844)
    result = page.locator(f"{ROOT} .verdict").bounding_box()
    form = page.locator(".st-key-aside_race").bounding_box()
    assert result["y"] < 400 < form["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_stop_keeps_what_is_found_and_go_on_finds_the_rest(open_page):
    page = open_page(LONG)
    start = page.get_by_role("button", name="Start", exact=True)
    stop = page.get_by_role("button", name="Stop", exact=True)
    start.or_(stop).wait_for()
    if start.is_visible():
        start.click()
    page.locator(f"{ROOT}[data-state=moving]:not([data-done='0'])").wait_for()
    stop.click()
    page.get_by_role("button", name="Go on").wait_for()
    done = page.locator(ROOT).get_attribute("data-done")
    assert 0 < int(done) < 6 * 32
    assert ", stopped" in page.locator(f"{ROOT} .progress").inner_text()
    page.get_by_role("button", name="Go on").click()
    page.locator(f"{ROOT}[data-done='192']").wait_for()


def test_a_click_on_a_dot_shows_that_seed_and_the_median_comes_back(open_page):
    page = opened(open_page, QUICK)
    strip = page.locator(f"{ROOT} .strip").first
    words = page.locator(f"{ROOT} figure .row span").first
    before = words.inner_text()
    median = int(before.removeprefix("seed ").removesuffix(" (median)"))
    other = (median + 1) % 4
    strip.click(position={"x": 11 * other + 5, "y": 5})
    page.get_by_text(f"seed {other}", exact=True).wait_for()
    page.get_by_role("button", name="Show the median seed of Tanh again").click()
    page.get_by_text(before, exact=True).first.wait_for()
    strip.focus()
    strip.press("ArrowRight" if median < 3 else "ArrowLeft")
    page.get_by_text(f"seed {median + (1 if median < 3 else -1)}", exact=True).wait_for()


def test_the_slider_moves_all_maps_together(open_page):
    page = opened(open_page, QUICK)
    maps = page.locator(f"{ROOT} [data-part=maps]")
    shown = "canvases => canvases.map(canvas => canvas.toDataURL())"
    page.locator(f'{ROOT}[data-maps="2"]').wait_for()
    end = maps.evaluate_all(shown)
    page.get_by_role("slider", name="Step", exact=True).press("Home")
    page.locator(f'{ROOT}[data-step="0"]').wait_for()
    start = maps.evaluate_all(shown)
    assert all(one != other for one, other in zip(start, end, strict=True))
    page.get_by_role("button", name="Play", exact=True).click()
    page.locator(f'{ROOT}[data-step="50"]').wait_for()
    assert maps.evaluate_all(shown) == end


def test_a_network_opens_on_training_as_it_raced(open_page):
    page = opened(open_page, QUICK)
    page.get_by_role("button", name="Train it: ReLU, seed").click()
    page.get_by_role("heading", name="Training", exact=True).wait_for()
    wait_for(page, "() => location.search.includes('training_activations=relu')", "the link")
    for part in ("training_dataset=gate_xor", "training_depth=1", "training_width1=2"):
        assert part in page.url
    assert "training_stop_steps=50" in page.url


def test_a_choice_stands_in_the_link_and_a_reload_races_it_again(open_page):
    page = opened(open_page, QUICK)
    page.get_by_role("spinbutton", name="Seeds").fill("5")
    page.get_by_role("spinbutton", name="Seeds").press("Enter")
    wait_for(page, "() => location.search.includes('race_seeds=5')", "the link to change")
    page.locator(f"{ROOT}[data-done='10']").wait_for()
    page.reload()
    page.locator(f"{ROOT}[data-done='10'][data-state=over]").wait_for()


def test_the_table_is_downloaded_and_the_test_shown_once(open_page):
    page = opened(open_page, QUICK)
    with page.expect_download() as given:
        page.get_by_role("button", name="Table (CSV)").click()
    text = given.value.path().read_text("utf-8")
    assert len(text.strip().split("\n")) == 1 + 2 * 4
    assert "test_accuracy" not in text
    test = page.locator(f"{ROOT} .cell.test").first
    assert test.inner_text() == "—"
    page.get_by_role("button", name="Show the test once").click()
    page.get_by_text("Nothing was chosen by the test points").wait_for()
    assert "%" in test.inner_text()
    assert page.get_by_role("button", name="Show the test once").is_disabled()


def test_every_interval_lies_within_its_bar_and_none_is_drawn_before_a_network_is_trained(
    open_page,
):
    page = opened(open_page, QUICK)
    outside = """() => [...document.querySelectorAll('*')].filter((e) => e.shadowRoot)
        .flatMap((e) => [...e.shadowRoot.querySelectorAll('.race .whisker')])
        .map((e) => [e.getBoundingClientRect(), e.parentElement.getBoundingClientRect()])
        .filter(([e, bar]) => e.width && (e.left < bar.left - 0.1 || e.right > bar.right + 0.1))
        .length"""
    assert page.evaluate(outside) == 0
    assert page.locator(f"{ROOT} .whisker:visible").count() == 2
    page = open_page("race?race_steps=20000&race_seeds=256&race_width1=256&race_width2=256")
    page.locator(f"{ROOT}[data-state=waiting]").wait_for()
    assert page.locator(f"{ROOT} .whisker:visible").count() == 0
    assert "0 of 0" not in page.locator(f"{ROOT} [data-part=rates]").inner_text()


def test_a_presentation_leaves_out_the_row_of_files(open_page):
    page = opened(open_page, f"{QUICK}&present=1")
    assert page.get_by_role("button", name="Table (CSV)").is_hidden()
