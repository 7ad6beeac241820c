"""Take home in a real browser: files are downloaded, a file is opened, all from the keyboard."""

import json

import pytest

from explorer.takeaway import load
from tests.browser.player import (
    SHOWN_STEP,
    opened,
    pass_frames,
    script_at_rest,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser

MOONS = "training?training_activations=relu&training_dataset=moons&training_seed=3"
BODY = "[data-testid=stPopoverBody]"


def take_home(page, tab):
    """Open what is taken home, at this tab."""
    if not page.locator(BODY).count():
        page.get_by_role("button", name="Take home").press("Enter")
        page.locator(BODY).wait_for()
    page.locator(BODY).get_by_role("tab", name=tab).click()
    pass_frames(page)  # what opens has the page run again, and its boxes are made anew
    script_at_rest(page)
    return page.locator(BODY)


def downloaded(page, box, name):
    """The file that a button gives, by its name and bytes."""
    with page.expect_download() as found:
        box.get_by_role("button", name=name).click()
    return found.value.suggested_filename, found.value.path().read_bytes()


def test_a_run_is_saved_left_and_opened_again_where_it_stood(open_page):
    page = opened(open_page, MOONS)
    box = take_home(page, "Numbers")
    name, data = downloaded(page, box, "Weights")
    assert name == "run.safetensors"
    assert load(data).step == page.evaluate(SHOWN_STEP) == 1000
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Show the network without activation").click()
    page.get_by_role("button", name="Reset", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 0"), "another run, before its first step")
    box = take_home(page, "Numbers")
    box.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    wait_for(page, shadow("player.dataset.step == 1000"), "the run of the file")
    wait_for(
        page,
        shadow("player.textContent.includes('Opened at step 1,000')"),
        "a sentence that it is opened",
    )
    wait_for(page, "!location.search.includes('identity')", "its link")
    assert "training_dataset=moons" in page.url
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 1000"), "the steps that come then")


def test_a_file_of_something_else_is_one_sentence_and_the_run_stays(open_page):
    page = opened(open_page, MOONS)
    run = page.evaluate(shadow("player.dataset.run"))
    box = take_home(page, "Numbers")
    box.locator("input[type=file]").set_input_files(
        {"name": "a.safetensors", "mimeType": "application/octet-stream", "buffer": b"hello"}
    )
    box.get_by_text("This is no safetensors file, or only a part of one.").wait_for()
    assert page.evaluate(shadow("player.dataset.run")) == run


def test_after_reset_the_buttons_give_the_run_that_is_shown(open_page):
    page = opened(open_page, MOONS)
    page.get_by_role("button", name="Reset", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 0"), "the run before its first step")
    box = take_home(page, "Numbers")
    assert load(downloaded(page, box, "Weights")[1]).step == 0
    name, data = downloaded(page, box, "Losses")
    assert name == "losses.csv"
    assert [line.split(",")[1] for line in data.decode().splitlines()] == ["step", "0"]
    name, data = downloaded(page, box, "Settings")
    assert (name, json.loads(data)["dataset"]) == ("settings.json", "moons")
    box = take_home(page, "Code")
    for button, file in (("Script", "network.py"), ("Notebook", "network.ipynb")):
        name, data = downloaded(page, box, button)
        assert name == file
        assert b"after 0 steps" in data


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (390, "dark")])
def test_the_card_is_seen_whole_and_comes_back_with_its_tab(open_page, width, scheme):
    page = opened(open_page, MOONS, width=width, scheme=scheme)
    take_home(page, "Share").get_by_role("img").wait_for()
    page.keyboard.press("Escape")
    page.locator(BODY).wait_for(state="detached")
    pass_frames(page)  # what closes has the page run again, too
    script_at_rest(page)
    page.get_by_role("button", name="Take home").press("Enter")
    card = page.locator(BODY).get_by_role("img", name="QR code of the link of this run: ReLU")
    card.wait_for()
    script_at_rest(page)  # a run that is still to come draws the card anew
    box = card.evaluate("card => card.getBoundingClientRect().toJSON()")
    assert box["width"] > 200
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert downloaded(page, page.locator(BODY), "Card")[0] == "card.svg"
