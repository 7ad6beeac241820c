"""Runs that are kept in a real browser: over reloads, opened again, deleted, and in two tabs."""

import json
import re

import pytest

from tests.browser.player import rooted, shadow, wait_for

pytestmark = pytest.mark.browser
kept = rooted("kept")
LINK = "training?training_activations=Tanh&training_rate=0.03&training_stop_steps=500"
PREFIX = "activation-explorer/kept/1/"
ROWS = kept("root.querySelectorAll('tbody tr').length")
SCORES = shadow("player.querySelector('.panel .numbers').innerText")
STORED = f"""() => Object.keys(localStorage).filter((key) => key.startsWith('{PREFIX}')).length"""


def button(page, name):
    return page.locator(".kept").get_by_role("button", name=name)


def keep(page, count=1):
    """Keep the run on the page, of which so many are kept then."""
    button(page, "Keep this run").first.click()
    wait_for(page, kept(f"root.querySelectorAll('tbody tr').length === {count}"), "it is kept")


def unfold(page):
    button(page, re.compile("^Kept runs")).click()
    page.locator(".kept dialog[open]").wait_for()


def ready(open_page, link=LINK, step=500, **options):
    page = open_page(link, **options)
    wait_for(page, shadow(f"player.dataset.step == {step}"), "the opening result")
    button(page, "Keep this run").first.wait_for()
    return page


def test_a_run_is_kept_over_a_reload_and_opens_as_it_was(open_page, server):
    page = ready(open_page)
    scores = page.evaluate(SCORES)
    keep(page)
    page.goto(f"{server}/training")
    wait_for(page, shadow("player.dataset.step == 1000"), "another run")
    unfold(page)
    row = page.locator(".kept tbody tr")
    assert "Circles: Tanh" in row.inner_text()
    assert "rate 0.03" in row.inner_text()
    assert "step 500" in row.inner_text()
    assert row.get_by_role("img", name="The maps of Tanh at step 500").is_visible()
    wait_for(page, kept("root.querySelector('img').naturalWidth === 160"), "its picture")
    row.get_by_role("link").click()
    wait_for(page, shadow("player.dataset.step == 500"), "the run that was kept")
    assert "training_rate=0.03" in page.url
    assert page.evaluate(SCORES) == scores
    assert page.evaluate(ROWS) == 1


def test_a_run_that_is_deleted_comes_back_by_undo(open_page):
    page = ready(open_page)
    keep(page)
    unfold(page)
    button(page, "Delete ").click()
    wait_for(page, kept("root.querySelectorAll('tbody tr').length === 0"), "an empty list")
    assert page.evaluate(STORED) == 0
    assert page.evaluate(kept("root.getRootNode().activeElement.innerText")) == "Undo"
    page.keyboard.press("Enter")
    wait_for(page, kept("root.querySelectorAll('tbody tr').length === 1"), "the run again")
    assert page.evaluate(STORED) == 1


def test_two_tabs_see_what_the_other_keeps_and_deletes(open_page):
    page = ready(open_page)
    other = page.context.new_page()
    other.goto(page.url)
    wait_for(other, shadow("player.dataset.step == 500"), "the second tab")
    button(other, "Keep this run").first.wait_for()
    keep(page)
    wait_for(other, kept("root.querySelectorAll('tbody tr').length === 1"), "it, in both")
    other.get_by_role("slider", name="Time line with the losses").press("Home")
    wait_for(other, shadow("player.dataset.step == 0"), "the first frame")
    keep(other, 2)
    wait_for(page, kept("root.querySelectorAll('tbody tr').length === 2"), "both, in both")
    unfold(other)
    button(other, "Delete ").first.click()
    wait_for(page, kept("root.querySelectorAll('tbody tr').length === 1"), "one, in both")
    other.close()


def test_what_somebody_wrote_into_the_storage_is_shown_as_words_or_not_at_all(open_page):
    page = ready(open_page)
    keep(page)
    text = '<img src=x onerror="window.hurt = 1">'
    page.evaluate(
        """([prefix, text]) => {
            const key = Object.keys(localStorage).find((one) => one.startsWith(prefix));
            const entry = JSON.parse(localStorage[key]);
            const network = { ...entry.networks[0], title: text };
            const put = (id, fields) =>
                localStorage.setItem(prefix + id, JSON.stringify({ ...entry, ...fields }));
            put("words", { name: text, words: text, networks: [network] });
            put("script", { query: "javascript:window.hurt=1" });
            localStorage.setItem(prefix + "broken", "{");
        }""",
        [PREFIX, text],
    )
    unfold(page)
    assert page.evaluate(ROWS) == 2
    assert text in page.locator(".kept tbody").inner_text()
    page.get_by_text("2 kept runs could not be read and stay as before.").wait_for()
    links = page.evaluate(kept("[...root.querySelectorAll('a')].map((one) => one.href)"))
    assert all(link.startswith(page.url.partition("?")[0]) for link in links)
    assert page.evaluate("window.hurt") is None
    assert page.evaluate(STORED) == 4


def test_a_browser_that_keeps_nothing_says_so_in_a_sentence(open_page):
    page = ready(open_page)
    page.evaluate(
        "Object.defineProperty(window, 'localStorage', { get() { throw Error('denied'); } })"
    )
    button(page, "Keep this run").first.click()
    page.get_by_text("This browser lets the page keep nothing").first.wait_for()
    unfold(page)
    assert page.locator(".kept dialog").get_by_text("keep nothing").is_visible()


def test_the_list_is_sorted_and_reported_as_markdown(open_page):
    page = ready(open_page)
    keep(page)
    page.get_by_role("slider", name="Time line with the losses").press("Home")
    wait_for(page, shadow("player.dataset.step == 0"), "the first frame")
    keep(page, 2)
    unfold(page)
    steps = kept("[...root.querySelectorAll('td.step')].map((e) => e.innerText.split('\\n')[0])")
    assert page.evaluate(steps) == ["step 0", "step 500"]
    page.locator(".kept select").select_option("score")
    assert page.evaluate(steps) == ["step 500", "step 0"]
    with page.expect_download() as download:
        button(page, "Download report").click()
    assert download.value.suggested_filename == "runs.md"
    lines = download.value.path().read_text("utf-8").splitlines()
    assert len(lines) == 6
    assert re.search(r"\| 500 \| Tanh \| accuracy \| [\d.]+ % \|", lines[4])
    assert f"]({page.url.partition('?')[0]}?" in lines[4]
    assert "training_stop_steps=500" in lines[4]


def test_keys_of_the_page_mean_nothing_while_the_list_is_open(open_page):
    page = ready(open_page)
    unfold(page)
    page.keyboard.press("r")
    page.locator(".kept dialog .note").click()
    page.keyboard.press(" ")
    page.keyboard.press("Escape")
    page.locator(".kept dialog[open]").wait_for(state="hidden")
    assert page.evaluate(shadow("[player.dataset.step, player.dataset.playing]")) == [
        "500",
        "false",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_list_is_as_wide_as_the_screen_and_no_wider(open_page, scheme):
    link = "training?" + "&".join(f"training_activations={a}" for a in ("Tanh", "ReLU", "Sigmoid"))
    page = ready(open_page, link, 1000, width=390, scheme=scheme)
    keep(page)
    unfold(page)
    inside = kept("""[...root.querySelectorAll('dialog *')].every((e) => {
        const { left, right } = e.getBoundingClientRect();
        return left >= 0 && right <= innerWidth;
    })""")
    wait_for(page, inside, "all of it within the screen")
    style = "getComputedStyle(root.querySelector('dialog'))"
    colours = kept(f"[{style}.color, {style}.backgroundColor]")
    ink, ground = (sum(map(int, re.findall(r"\d+", one)[:3])) for one in page.evaluate(colours))
    assert (ink < ground) == (scheme == "light")
    assert abs(ink - ground) > 380


def test_what_is_kept_is_what_the_browser_has_of_the_run(open_page):
    page = ready(open_page)
    keep(page)
    find = f"Object.entries(localStorage).find(([key]) => key.startsWith('{PREFIX}'))[1]"
    text = page.evaluate(find)
    entry = json.loads(text)
    assert entry["query"] == "training_rate=0.03&training_activations=tanh&training_stop_steps=500"
    assert entry["words"] == "rate 0.03"
    assert entry["picture"].startswith("data:image/jpeg;base64,")
    assert len(text) < 20_000
    (network,) = entry["networks"]
    assert f"{100 * network['scores'][0]:.1f} %" in page.evaluate(SCORES)
