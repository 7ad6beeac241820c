"""Lessons in a real browser: predict, run, explain; kept there, and walked by the keyboard."""

import json
import re

import pytest

from explorer.lessons import LESSONS
from explorer.lessons.places import Computed
from explorer.lessons.record import Asked
from tests.browser.player import script_at_rest, shadow, wait_for

pytestmark = pytest.mark.browser

LINE = LESSONS["line"]
FIRST = "training?lesson=line&step=1"
GUIDE = ".st-key-lesson"
READY = "() => !document.querySelector('.st-key-lessons_predict button').disabled"
REPLY = re.compile("^(As you said|The (run|page) shows): ")
KEPT = "() => localStorage.getItem('activation-function-explorer lessons') ?? ''"


def begun(open_page, **options):
    """The first step of the first lesson, whose run waits."""
    page = open_page(FIRST, **options)
    wait_for(page, shadow("player.dataset.step === '0'"), "a run that waits")
    return page


def guide(page):
    return page.locator(GUIDE)


def predict(page, text):
    guide(page).get_by_text(text, exact=True).click()
    wait_for(page, READY, "a prediction that can be made")
    guide(page).get_by_role("button", name="Predict").click()


def test_a_prediction_lets_the_run_go_and_is_answered_from_it(open_page):
    page = begun(open_page)
    wait_for(page, shadow("player.dataset.step === '0'"), "a run that waits")
    predict(page, "Nearly all")
    wait_for(page, shadow("player.dataset.step === '1000'"), "the run's end")
    step = LINE.steps[0]
    guide(page).get_by_text("The run shows: 46 %").wait_for()
    guide(page).get_by_text(step.explain(step.numbers())).wait_for()
    guide(page).get_by_role("button", name="Next").click()
    guide(page).get_by_text(LINE.steps[1].question).wait_for()
    wait_for(page, shadow("player.dataset.step === '0'"), "the next run, which waits")


def test_a_reload_in_the_middle_keeps_predictions_and_place(open_page):
    page = begun(open_page)
    predict(page, "Nearly all")
    guide(page).get_by_text("The run shows: 46 %").wait_for()
    wait_for(page, f"() => ({KEPT})().includes('line/circle')", "it is kept in the browser")
    guide(page).get_by_role("button", name="Next").click()
    guide(page).get_by_text(LINE.steps[1].question).wait_for()
    script_at_rest(page)
    page.reload()
    guide(page).get_by_text(LINE.steps[1].question).wait_for()
    guide(page).get_by_role("button", name="Back").click()
    guide(page).get_by_text("The run shows: 46 %").wait_for()
    wait_for(page, shadow("player.dataset.step === '1000'"), "the run's end")


def test_the_picture_of_a_computed_step_is_seen_after_the_prediction(open_page):
    page = open_page("gradients?lesson=vanishing&step=1")
    guide(page).get_by_text("The picture comes with your prediction.").wait_for()
    blurred = """() => [...document.querySelectorAll('canvas, svg.marks, [data-testid=stMetric]')]
        .some(e => { for (; e; e = e.parentElement)
            if (getComputedStyle(e).filter.includes('blur')) return true; })"""
    wait_for(page, blurred, "a picture that is veiled")
    predict(page, LESSONS["vanishing"].steps[0].answers[-1].text)
    guide(page).get_by_text("1/36,000,000").wait_for()
    wait_for(page, f"() => !({blurred})()", "the picture")


PREDICT, NEXT = "button:has-text('Predict')", "button:has-text('Next')"


def tab_to(page, selector):
    """Move the focus by the tabulator, a little back and then on, to what the guide has there."""
    guide(page).locator(selector).first.wait_for(state="attached")
    for key, most in (("Shift+Tab", 8), ("Tab", 60)):
        for _ in range(most):
            page.keyboard.press(key)
            if guide(page).locator(f"{selector}:focus").count():
                return
    raise AssertionError(f"{selector} is not reached by the tabulator")


# page → the first lesson that has a step beside it; the guide is the same in all
BESIDE = {step.place.page: key for key in reversed(LESSONS) for step in LESSONS[key].steps}


@pytest.mark.parametrize("key", sorted({*BESIDE.values()}))
def test_a_lesson_is_walked_by_the_keyboard_alone(open_page, key):
    lesson = LESSONS[key]
    page = open_page(f"{lesson.steps[0].place.page}?lesson={key}&step=1")
    for step in lesson.steps:
        guide(page).get_by_text(step.question).wait_for()
        script_at_rest(page)
        if isinstance(step.answers, Asked):
            tab_to(page, "input[type=range]")
            page.keyboard.press("ArrowRight")
        else:
            tab_to(page, "input[type=radio]")
            page.keyboard.press("Space")
        wait_for(page, READY, "a prediction that can be made")
        tab_to(page, PREDICT)
        page.keyboard.press("Enter")
        guide(page).get_by_text(REPLY).wait_for()
        if isinstance(step.place, Computed):
            guide(page).get_by_text(step.explain(step.numbers())).wait_for()
        script_at_rest(page)
        tab_to(page, NEXT)
        page.keyboard.press("Enter")
    guide(page).get_by_text(lesson.tasks[0].goal).wait_for()


def test_progress_is_taken_along_and_brought_back(open_page):
    page = begun(open_page)
    predict(page, "Nearly all")
    guide(page).get_by_text("The run shows: 46 %").wait_for()
    guide(page).get_by_text("All lessons").click()
    card = page.locator(".st-key-lessons_card_line")
    card.get_by_text("1 of 4 steps").wait_for()
    page.get_by_text("Your progress").click()
    with page.expect_download() as found:
        page.get_by_role("button", name="Take along").click()
    text = found.value.path().read_text("utf-8")
    assert json.loads(text)["predicted"] == {"line/circle": "Nearly all"}
    page.get_by_role("button", name="Forget all").click()
    page.get_by_role("button", name="Forget them").click()
    card.get_by_text("0 of 4 steps").wait_for()
    wait_for(page, f"() => !({KEPT})().includes('line/circle')", "the browser forgets it")
    box = page.locator("input[type=file]")
    box.set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"[1]"})
    page.get_by_text("so it holds no progress").wait_for()
    box = page.locator("input[type=file]")
    box.set_input_files(
        {"name": "lessons.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    page.get_by_text("Brought back: 1 predictions").wait_for()
    card.get_by_text("1 of 4 steps").wait_for()


@pytest.mark.parametrize("width", [1366, 1280, 390])
def test_a_step_fits_its_screen(open_page, width):
    page = begun(open_page, width=width)
    page.set_viewport_size({"width": width, "height": 844 if width < 500 else 720})
    predict(page, "Nearly all")
    guide(page).get_by_text("46 %").wait_for()
    script_at_rest(page)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    box = guide(page).get_by_role("button", name="Next").bounding_box()
    assert box["y"] + box["height"] <= page.viewport_size["height"]
    map_top = page.evaluate(
        shadow("player.querySelector('[data-part=maps]').getBoundingClientRect().top")
    )
    assert map_top < page.viewport_size["height"]
