"""A real server and a real Chromium for the tests marked `browser`; a picture of each failure."""

import os
import re
import shutil
from pathlib import Path

import pytest

from benchmarks.browser import BROWSER_FLAGS, serve

ARTIFACTS = Path("test-artifacts")


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium; a skip with a loud reason where there is none, a failure in CI."""
    executable = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        executable = None
    if executable is None:
        reason = "NO CHROMIUM OR NO PLAYWRIGHT: the app has not been seen in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=BROWSER_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(browser):
    """The address of the running app."""
    with serve() as address:
        yield address


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash[FAILED] = report.when == "call" and report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def contexts(browser):
    """One context for each kind of window, so that Streamlit's own modules are fetched once."""
    made = {}

    def context_of(**options):
        key = repr(sorted(options.items()))
        if key not in made:
            made[key] = browser.new_context(**options)
            made[key].set_default_timeout(60_000)
        return made[key]

    yield context_of
    for context in made.values():
        context.close()


@pytest.fixture
def open_page(contexts, server, request):
    """Open a page of the app as a new visitor; afterwards no console error may have been seen."""
    pages, errors = [], []

    def open_it(path="", width=1400, scheme="light", **options):
        context = contexts(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        page = context.new_page()
        pages.append(page)
        kinds = {"origin": server, "storageTypes": "cookies,local_storage"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", kinds)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: errors.append(message.text) if is_ours(message) else None,
        )
        page.goto(f"{server}/{path}")
        page.wait_for_selector("[data-testid=stHeading]", timeout=60_000)
        return page

    yield open_it
    if request.node.stash.get(FAILED, False):
        ARTIFACTS.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name)
        for number, page in enumerate(pages):
            page.screenshot(path=ARTIFACTS / f"{name}-{number}.png", full_page=True)
    for page in pages:
        page.close()
    assert errors == []


def is_ours(message):
    """Whether a console message is an error of the app, not of a network that is not there."""
    address = (message.location or {}).get("url", "")
    outside = "ERR_NAME_NOT_RESOLVED" in message.text or "ERR_INTERNET" in message.text
    return message.type == "error" and not outside and "/_stcore/" not in address
