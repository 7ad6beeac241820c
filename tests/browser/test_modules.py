"""The browser's modules come from the server: at any address, of one version, or with a word."""

from contextlib import closing, contextmanager

import pytest

from benchmarks.browser import serve
from explorer.ui.shared.mount import VERSION

pytestmark = pytest.mark.browser
DRAWN = ".player[data-frames]"
LOST = "This picture cannot be drawn: its module could not be loaded."


@contextmanager
def opened(browser, address):
    """A page of its own at an address, and the answers to what it fetches of ours."""
    with closing(browser.new_context()) as context:
        page = context.new_page()
        answers = []
        page.on("response", lambda one: "/app/static/" in one.url and answers.append(one))
        yield page, answers, lambda: page.goto(address)


@pytest.mark.parametrize("path", ["shared/wire.js", "workbench/workbench.css"])
def test_a_file_that_cannot_be_loaded_leaves_a_sentence_in_the_pictures_place(
    browser, server, path
):
    with opened(browser, server) as (page, _, go):
        page.route(f"**/app/static/*/{path}", lambda route: route.abort())
        go()
        page.get_by_role("alert").filter(has_text=LOST).wait_for(timeout=60_000)
        assert page.locator(DRAWN).count() == 0
        page.get_by_text("Where to go from here").wait_for()  # the rest of the page stands


@pytest.fixture(scope="module")
def below(browser):
    """The app's address on a server that shares it with others."""
    with serve("--server.baseUrlPath", "base") as address:
        yield f"{address}/base"


@pytest.mark.parametrize("path", ["", "/training"])
def test_modules_come_from_below_a_base_path_and_from_one_version(browser, below, path):
    with opened(browser, below + path) as (page, answers, go):
        go()
        page.locator(DRAWN).first.wait_for(timeout=60_000)
        kinds = {}
        for answer in answers:
            assert answer.url.startswith(f"{below}/app/static/{VERSION}/")
            kind = answer.header_value("content-type").partition(";")[0]
            kinds.setdefault(answer.url.rpartition(".")[2], set()).add(kind)
        assert kinds == {"js": {"text/javascript"}, "css": {"text/css"}}
