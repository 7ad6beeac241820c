"""The page Functions in its first screen: what stands there, and what answers the pointer."""

import pytest

from tests.browser.player import wait_for

pytestmark = pytest.mark.browser

SIZES = [(1366, 768), (1280, 720), (390, 844)]
# Every visible element with a data-part, as [part, left, top, right, bottom].
PARTS = """() => {
    const found = [];
    const look = (root) => root.querySelectorAll('*').forEach((element) => {
        if (element.dataset?.part) {
            const { left, top, right, bottom } = element.getBoundingClientRect();
            if (right > left) found.push([element.dataset.part, left, top, right, bottom]);
        }
        if (element.shadowRoot) look(element.shadowRoot);
    });
    look(document);
    return found;
}"""
# By the view: what the first screen holds, on a wide one and on a phone.
WHOLE = {
    "explore": (["curve", "card"], ["curve"]),
    "dial": (["dial"], []),
    "compare": (["chart", "chart"], ["chart"]),
}


def opened(open_page, path, width, height):
    page = open_page(path, width=width)
    page.set_viewport_size({"width": width, "height": height})
    return page


def inside(parts, width, height):
    """JavaScript: whether these parts, the first of each name on the page, are in the window."""
    return f"""() => {{
        const found = ({PARTS})();
        const wanted = {parts};
        return wanted.every((part) => {{
            const many = wanted.filter((one) => one === part).length;
            const those = found.filter(([name]) => name === part).slice(0, many);
            return those.length === many && those.every(([, left, top, right, bottom]) =>
                left >= 0 && top >= 0 && right <= {width} && bottom <= {height}
                && right - left >= 280 && bottom - top >= 150);
        }});
    }}"""


@pytest.mark.parametrize("view", WHOLE)
def test_the_view_stands_whole_in_the_first_screen(open_page, view):
    page = opened(open_page, f"functions?view={view}&function=tanh", *SIZES[0])
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wide, narrow = WHOLE[view]
        parts = wide if width > 500 else narrow
        wait_for(page, inside(parts, width, height), f"{parts} inside {width}×{height}")
        side = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(side) <= 0


@pytest.mark.parametrize("size", [3, 6])
def test_a_vector_function_shows_its_outputs_and_slopes_in_the_first_screen(open_page, size):
    page = opened(open_page, f"functions?view=vectors&vector_size={size}", *SIZES[0])
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        charts = 2 if width > 500 else 1
        wait_for(
            page,
            f"""() => {{
                const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
                const boxes = charts.map((chart) => chart.getBoundingClientRect());
                return boxes.length === 2 && boxes.slice(0, {charts}).every(
                    ({{ left, top, right, bottom }}) => left >= 0 && top >= 0 && right <= {width}
                        && bottom <= {height} && right - left >= 280 && bottom - top >= 150);
            }}""",
            f"{charts} charts inside {width}×{height}",
        )
        side = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(side) <= 0


def test_a_phone_has_the_curve_and_its_slider_in_the_first_screen(open_page):
    page = opened(open_page, "functions?function=swish", 390, 844)
    page.locator(".lens .parameters input").wait_for()
    wait_for(
        page,
        """() => [...document.querySelectorAll('*')].filter((e) => e.shadowRoot)
            .flatMap((e) => [...e.shadowRoot.querySelectorAll('.lens .parameters input')])
            .some((e) => e.getBoundingClientRect().bottom <= 844)""",
        "the slider",
    )


def test_pointing_in_one_picture_of_the_comparison_reads_the_other_at_the_same_x(open_page):
    page = opened(open_page, "functions?view=compare", 1366, 768)
    values, slopes = (page.locator(".compare canvas").nth(n) for n in (0, 1))
    values.hover(position={"x": 150, "y": 100})
    x = values.get_attribute("data-x")
    handle = slopes.element_handle()
    page.wait_for_function("([e]) => e.dataset.x !== '1.00'", arg=[handle])
    assert slopes.get_attribute("data-x") == values.get_attribute("data-x") != "1.00"
    before = slopes.get_attribute("data-x")
    slopes.focus()
    slopes.press("PageUp")
    page.wait_for_function("([e, x]) => e.dataset.x !== x", arg=[handle, before])
    assert values.get_attribute("data-x") == slopes.get_attribute("data-x") != x


def test_a_fault_of_a_formula_stands_at_its_field_and_moves_nothing(open_page):
    page = opened(open_page, "functions?function=tanh", 1366, 768)
    wait_for(page, inside(["curve", "card"], 1366, 768), "the first screen")
    before = page.evaluate(PARTS)
    box = page.get_by_test_id("stTextInputField")
    box.fill("x * foo(x)")
    box.press("Enter")
    fault = page.get_by_text("Column 5: unknown name")
    fault.wait_for()
    assert page.evaluate(PARTS) == before
    field, said = box.bounding_box(), fault.bounding_box()
    assert 0 <= said["y"] - (field["y"] + field["height"]) < 30
    red, green, blue = page.evaluate(
        "(e) => getComputedStyle(e).color.match(/[\\d.]+/g).slice(0, 3).map(Number)",
        fault.element_handle(),
    )
    assert red > 2 * green > 0 or red > 2 * blue > 0


def test_a_function_of_the_gallery_opens_at_the_top_of_the_page(open_page):
    page = opened(open_page, "functions?view=gallery", 1366, 768)
    last = page.locator(".gallery button").last
    last.scroll_into_view_if_needed()
    last.click()
    page.locator(".lens canvas.curve").wait_for()
    top = "() => document.querySelector('[data-testid=stMain]').scrollTop === 0"
    wait_for(page, top, "the top of the page")
