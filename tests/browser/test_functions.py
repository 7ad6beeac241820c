"""The page Functions in a real browser: the dial, formulas of one's own, files to take away."""

import pytest

from tests.browser.player import wait_for

pytestmark = pytest.mark.browser


def dial(expression):
    """JavaScript that evaluates an expression with `dial`, the dial's root element."""
    return f"""() => {{
        const hosts = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
        const dial = hosts.map(h => h.shadowRoot.querySelector('.dial')).find(Boolean);
        return dial ? {expression} : null;
    }}"""


TRAINED = dial("dial.dataset.training === 'false' && dial.dataset.frames > 0")
PICTURES = dial("[...dial.querySelectorAll('figure canvas')].map(c => c.toDataURL())")


def test_the_dial_trains_and_turns_without_asking_the_server(open_page):
    page = open_page("functions?view=Dial&function=Tanh")
    wait_for(page, TRAINED, "eleven trained networks")
    straight = page.evaluate(PICTURES)
    page.evaluate("""() => {
        window.sent = 0;
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (...data) {
            window.sent++;
            return send.apply(this, data);
        };
    }""")
    page.locator(".dial .row input").fill("1")
    wait_for(page, dial("dial.dataset.shown === 't = 1.0'"), "the bent end")
    assert all(a != b for a, b in zip(straight, page.evaluate(PICTURES), strict=True))
    assert page.evaluate("window.sent") == 0
    assert (
        "of the validation points right; the straight one"
        in page.locator(".dial .told").inner_text()
    )
    assert "multiply to one line" in page.locator(".dial .badge").inner_text()


def test_the_dial_bends_by_itself_and_comes_to_rest(open_page):
    page = open_page("functions?view=Dial")
    wait_for(page, TRAINED, "eleven trained networks")
    page.get_by_role("button", name="Bend", exact=True).click()
    wait_for(page, dial("dial.dataset.shown === 't = 0.3'"), "a turning dial")
    wait_for(page, dial("dial.dataset.shown === 't = 1.0'"), "the bent end")
    page.get_by_role("button", name="Bend", exact=True).wait_for()


def test_a_typed_formula_is_shown_and_can_be_trained_on_the_next_page(open_page):
    page = open_page("functions")
    box = page.get_by_test_id("stTextInputField")
    box.fill("x * foo(x)")
    box.press("Enter")
    page.get_by_text("Column 5: unknown name").wait_for()
    box.fill("x * erf(a * x)")
    box.press("Enter")
    page.get_by_text("A formula of your own, whose slope").wait_for()
    page.get_by_test_id("stAlert").wait_for(state="detached")
    assert "formula=x" in page.url
    page.get_by_role("link", name="Training").click()
    chosen = page.get_by_test_id("stMultiSelect").first
    chosen.locator("input").fill("erf(a")
    page.keyboard.press("Enter")
    page.get_by_text("x * erf(a * x)", exact=True).first.wait_for()
    page.get_by_text("x * erf(a * x) gets").wait_for(timeout=60_000)
    assert page.get_by_test_id("stException").count() == 0


FILES = {  # button → file, and how it begins
    "SVG": ("Tanh.svg", b"<svg"),
    "PNG": ("Tanh.png", b"\x89PNG"),
    "Curve": ("Tanh.csv", b"x,value,slope"),
    "Card": ("Tanh.json", b"{"),
    "PyTorch": ("Tanh.py", b'"""'),
}


def test_every_file_can_be_taken_away(open_page):
    page = open_page("functions?function=Tanh")
    for name, (file, start) in FILES.items():
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name=name, exact=True).click()
        assert download.value.suggested_filename == file
        with open(download.value.path(), "rb") as taken:
            assert taken.read().startswith(start), name
