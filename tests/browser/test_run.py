"""The live run in a real browser: playing, pausing, stepping, stopping, and time."""

import pytest

from tests.browser.player import (
    PICTURE,
    REST,
    SHOWN_STEP,
    opened,
    pass_frames,
    script_at_rest,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser


def test_training_opens_with_a_finished_result(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "step 1,000")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    assert "validation accuracy" in page.evaluate(shadow("player.innerText"))


def test_the_canvas_moves_while_playing_and_stops_on_pause(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step < 900 && player.dataset.step > 20"), "new steps")
    first = page.evaluate(PICTURE)
    wait_for(page, shadow("player.dataset.step > 150"), "more steps")
    assert page.evaluate(PICTURE) != first
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Play", exact=True).wait_for()
    wait_for(page, REST, "the pause to arrive")
    script_at_rest(page)
    paused, picture = page.evaluate(SHOWN_STEP), page.evaluate(PICTURE)
    pass_frames(page)
    assert page.evaluate(SHOWN_STEP) == paused
    assert page.evaluate(PICTURE) == picture


def test_step_and_reset_show_what_they_did(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="Reset").click()
    wait_for(page, shadow("player.dataset.step == 0"), "step 0")
    page.get_by_role("button", name="Step", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 1"), "step 1")
    page.get_by_role("button", name="Epoch", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 41"), "one epoch later")


def test_a_run_stops_by_itself_and_says_why(open_page):
    page = open_page(
        "training?training_activations=Tanh&training_stop_accuracy=95+%25&training_speed=20"
    )
    page.get_by_text("has reached 95 % validation accuracy").wait_for()
    wait_for(page, shadow("player.dataset.step < 1000"), "the opening result")
    page.get_by_role("button", name="Reset", exact=True).click()
    page.get_by_text("has reached 95 % validation accuracy").wait_for(state="hidden")
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_text("has reached 95 % validation accuracy").wait_for()
    page.get_by_role("button", name="Play", exact=True).wait_for()


def test_a_tab_that_is_hidden_asks_for_nothing_and_goes_on_when_it_is_seen(open_page):
    page = opened(open_page, "training?training_activations=Tanh&training_speed=20")
    # What a browser does to a tab behind another one: it is hidden, and no frame is asked for.
    page.evaluate("""() => {
        const ask = window.requestAnimationFrame.bind(window);
        let hidden = false, waiting = [];
        Object.defineProperty(document, 'hidden', {get: () => hidden});
        window.requestAnimationFrame = f => hidden ? waiting.push(f) : ask(f);
        window.hide = on => {
            hidden = on;
            if (!on) waiting.splice(0).forEach(f => ask(f));
            document.dispatchEvent(new Event("visibilitychange"));
        };
    }""")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 1000"), "a moving run")
    page.evaluate("window.hide(true)")
    serial = shadow("+player.dataset.serial")
    same = "() => new Promise(done => setTimeout(done, 1500))"  # no frames pass here
    page.evaluate(same)
    hidden = page.evaluate(serial)
    page.evaluate(same)
    assert page.evaluate(serial) == hidden, "frames that nobody sees"
    page.evaluate("window.hide(false)")
    wait_for(page, shadow(f"player.dataset.serial > {hidden + 2}"), "the run going on")


def test_scrubbing_goes_back_in_time_without_asking_the_server(open_page):
    page = opened(open_page)
    last, serial = page.evaluate(PICTURE), page.evaluate(shadow("player.dataset.serial"))
    time_line = page.get_by_role("slider", name="Time line with the losses")
    time_line.focus()
    time_line.press("Home")
    wait_for(page, shadow("player.dataset.step == 0"), "the first frame")
    assert page.evaluate(PICTURE) != last
    time_line.press("End")
    wait_for(page, shadow("player.dataset.step == 1000"), "the last frame again")
    assert page.evaluate(PICTURE) == last
    assert page.evaluate(shadow("player.dataset.serial")) == serial


def test_a_run_is_replayed_in_the_browser(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="Replay").click()
    wait_for(page, shadow("player.dataset.step > 50 && player.dataset.step < 900"), "the replay")
    wait_for(page, shadow("player.dataset.step == 1000"), "its end")


def test_taking_hold_of_the_time_line_pauses_the_run(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 50 && player.dataset.step < 900"), "the run")
    page.get_by_role("slider", name="Time line with the losses").press("Home")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    wait_for(page, shadow("player.dataset.step == 0"), "the first frame, still")


def test_a_marked_moment_is_found_again(open_page):
    page = opened(open_page)
    time_line = page.get_by_role("slider", name="Time line with the losses")
    for _ in range(10):
        time_line.press("ArrowLeft")
    wait_for(page, shadow("player.dataset.step < 1000"), "an earlier frame")
    page.get_by_role("button", name="Mark").click()
    step = int(page.evaluate(shadow("player.dataset.marks")))
    wait_for(page, shadow(f"player.dataset.step == {step}"), "the marked frame on screen")
    time_line.press("Home")
    wait_for(page, shadow("player.dataset.step == 0"), "the first frame")
    box = time_line.bounding_box()
    left, right = 46, box["width"] - 12  # the plot within the canvas
    time_line.click(position={"x": left + step / 1000 * (right - left) + 4, "y": 60})
    wait_for(page, shadow(f"player.dataset.step == {step}"), "the marked frame")
