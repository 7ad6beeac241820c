"""The page Map in a real browser: it fills, is pointed at, zoomed, opened, and keeps its link."""

import re

import pytest

from tests.browser.player import rooted, script_at_rest, shadow, wait_for

pytestmark = pytest.mark.browser

SMALL = "map?map_layers=1&map_units=2&map_steps=50"  # quick to fill
inside = rooted("map")
FULL = inside("root.dataset.moving === 'false' && root.dataset.known === '4096'")
SCREENS = [(1366, 768), (1280, 720)]


def opened(open_page, link=SMALL, **options):
    page = open_page(link, **options)
    wait_for(page, FULL, "all pixels")
    script_at_rest(page)
    return page


def at(page, across, up):
    """The place on the screen of a share of the map across and up."""
    box = page.locator(".map [data-part=map]").first.bounding_box()
    size = box["height"] - 68
    return box["x"] + 62 + across * size, box["y"] + 26 + (1 - up) * size


def drag(page, start, end):
    """Draw a rectangle between two places on the first map."""
    page.mouse.move(*at(page, *start))
    page.mouse.down()
    page.mouse.move(*at(page, *end), steps=3)
    page.mouse.up()


def found(pattern, text):
    """What the first group of a pattern matches in a text."""
    match = re.search(pattern, text)
    assert match, f"no {pattern} in {text}"
    return match[1]


def told(page):
    return page.locator(".map [data-part=pixel]").inner_text()


def test_it_fills_from_coarse_to_fine_while_one_watches(open_page):
    page = open_page(SMALL)
    wait_for(page, inside("Number(root.dataset.known) > 0"), "the first pixels")
    first = page.evaluate(inside("Number(root.dataset.known)"))
    wait_for(page, FULL, "all pixels")
    assert first < 4096
    assert "converge" in page.locator(".map [data-part=said]").inner_text()
    shares = page.locator(".map [data-part=legend] td:nth-child(3)").all_inner_texts()
    assert 98 <= sum(int(share.split()[0]) for share in shares) <= 102


def test_pointing_tells_the_network_there_and_a_click_opens_it_on_training(open_page):
    page = opened(open_page)
    page.mouse.move(*at(page, 0.25, 0.5))
    wait_for(page, inside("root.dataset.at === '16,32' || root.dataset.at === '16,31'"), "a pixel")
    rate = float(found(r"Learning rate ([\d.]+)", told(page)))
    assert rate == pytest.approx(0.1, rel=0.1)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(lambda url: "/training" in url and "training_stop_steps=50" in url)
    linked = float(found(r"training_rate=([\d.]+)", page.url))
    assert linked == pytest.approx(rate, rel=0.01)
    wait_for(page, shadow("player.dataset.step == 50"), "the run at the map's last step")
    page.go_back()
    wait_for(page, FULL, "the map as it was")


def test_a_pixel_opened_while_the_map_fills_is_the_run_shown_whatever_was_trained_before(open_page):
    page = open_page("training?training_dataset=moons&training_dropout=0.3")
    wait_for(page, shadow("player.dataset.step == 1000"), "another run")
    page.get_by_role("link", name="Map").click()
    wait_for(page, inside("Number(root.dataset.known) > 100"), "some pixels")
    seed = page.get_by_role("spinbutton", name="Seed")  # its number is Streamlit's in the address
    page.get_by_text("Network, points and steps").click()
    seed.fill("7")
    seed.press("Enter")
    page.wait_for_url(lambda url: "map_seed=7" in url)
    wait_for(page, inside("Number(root.dataset.known) > 100"), "pixels of that seed")
    assert page.evaluate(inside("root.dataset.moving")) == "true"
    page.mouse.move(*at(page, 0.25, 0.5))
    wait_for(page, inside("root.dataset.at.startsWith('16,')"), "a pixel")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(lambda url: "/training" in url and "training_seed=7" in url)
    wait_for(page, shadow("player.dataset.step == 200"), "the run at the map's last step")
    assert "training_dropout" not in page.url
    assert "training_dataset" not in page.url
    page.go_back()
    page.wait_for_url(lambda url: "/map?map_seed=7" in url)
    wait_for(page, FULL, "the same map, which goes on filling")


def test_after_a_pixel_is_opened_the_browser_goes_back_to_the_window(open_page):
    page = opened(open_page)
    drag(page, (0.25, 0.25), (0.5, 0.5))
    page.wait_for_url(lambda url: "map_window=" in url)
    wait_for(page, FULL, "the window's pixels")
    script_at_rest(page)
    window, address = page.evaluate(inside("root.dataset.run")), page.url
    page.locator(".map [data-part=map]").press("Enter")
    page.wait_for_url(lambda url: "/training" in url)
    wait_for(page, shadow("player.dataset.step == 50"), "the run")
    page.go_back()
    wait_for(page, inside("root.dataset.run === arg"), "the window as it was", arg=window)
    assert page.url == address
    script_at_rest(page)
    page.go_back()
    wait_for(page, inside("root.dataset.run !== arg"), "the whole map", arg=window)
    for name in ("Back", "Whole map"):
        assert page.locator(".map").get_by_role("button", name=name, exact=True).is_disabled()


def test_a_preset_chosen_while_the_map_fills_is_shown_and_stands_in_the_link(open_page):
    page = open_page("map")
    wait_for(page, inside("Number(root.dataset.known) > 0"), "the first pixels")
    page.get_by_role("radio", name="The fractal border").click()
    page.wait_for_url(lambda url: "map_function=sine" in url and "map_side=128" in url)
    wait_for(page, inside("Number(root.dataset.known) > 500"), "its pixels")
    chart = page.locator(".map [data-part=map]")
    assert "Sine: Init scale over Learning rate" in chart.get_attribute("aria-label")
    assert "map_window=2.6" in page.url


ASKED = """async () => {
    const at = performance.getEntriesByType("resource").find((e) => e.name.endsWith("/page.js"));
    const { Question } = await import(at.name);
    const app = document.querySelector("[data-testid=stApp]");
    let asked = 0;
    const frames = (n) => new Promise((done) => {
        const next = () => (n-- > 0 ? requestAnimationFrame(next) : done());
        next();
    });
    const before = app.getAttribute("data-test-script-state");
    app.setAttribute("data-test-script-state", "running");
    const question = new Question(() => asked++);
    question.after(0);
    await frames(30);
    const during = asked;
    app.setAttribute("data-test-script-state", before);
    while (!asked) await frames(1);
    document.querySelector("h1").click();
    question.after(0);
    await frames(2);
    return [during, asked];
}"""


def test_nothing_is_asked_while_the_page_is_run_or_was_touched_a_moment_ago(open_page):
    page = opened(open_page)
    assert page.evaluate(ASKED) == [0, 1]


def test_a_rectangle_is_zoomed_keys_go_back_and_the_link_has_the_window(open_page):
    page = opened(open_page)
    whole = page.evaluate(inside("root.dataset.run"))
    drag(page, (0.25, 0.25), (0.5, 0.5))
    page.wait_for_url(lambda url: "map_window=" in url)
    wait_for(page, inside("root.dataset.run !== arg"), "the window", arg=whole)
    wait_for(page, FULL, "the window's pixels")
    link = page.url
    window = found(r"map_window=([^&]+)", link).replace("%2C", ",")
    left, right = (float(edge) for edge in window.split(",")[:2])
    assert (left, right) == pytest.approx((0.1, 1.0), rel=0.05)
    page.locator(".map [data-part=map]").press("Escape")
    page.wait_for_url(lambda url: "map_window=" not in url)
    wait_for(page, inside("root.dataset.run === arg"), "the whole map", arg=whole)
    again = opened(open_page, f"map{link.partition('/map')[2]}")
    again.mouse.move(*at(again, 0.01, 0.5))
    wait_for(again, inside("root.dataset.at.startsWith('0,')"), "a pixel")
    assert "Learning rate 0.1" in told(again)


def test_arrow_keys_move_the_pixel_and_enter_opens_it(open_page):
    page = opened(open_page)
    chart = page.locator(".map [data-part=map]")
    chart.press("ArrowRight")
    wait_for(page, inside("root.dataset.at === '33,32'"), "the pixel to the right")
    chart.press("ArrowUp")
    wait_for(page, inside("root.dataset.at === '33,33'"), "the pixel above")
    chart.press("Enter")
    page.wait_for_url(lambda url: "/training" in url)


@pytest.mark.parametrize("size", SCREENS)
def test_map_legend_and_pixel_end_in_the_first_screen(open_page, size):
    page = opened(open_page)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    lowest = inside(
        "Math.max(...[...root.querySelectorAll('[data-part]')]"
        ".map((e) => e.getBoundingClientRect().bottom))"
    )
    wait_for(page, f"() => ({lowest})() <= {size[1]}", "the end in the first screen")
    wait_for(
        page,
        inside("root.querySelector('[data-part=map]').getBoundingClientRect().height > 400"),
        "a large map",
    )


def test_on_a_phone_the_map_fits_and_stands_above_the_form(open_page):
    page = opened(open_page, width=390)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    form = page.locator(".st-key-aside_map").bounding_box()
    chart = page.locator(".map [data-part=map]").bounding_box()
    assert chart["y"] + chart["height"] < form["y"]
    assert chart["x"] + chart["width"] <= 390
