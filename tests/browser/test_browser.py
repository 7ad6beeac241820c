"""The app in a real browser: every page, in light, dark and narrow, and the live run."""

import pytest

pytestmark = pytest.mark.browser

TITLES = {
    "Start": "Nonlinearity bends the boundary",
    "Functions": "Functions",
    "Vanishing gradients": "Vanishing gradients",
    "Training": "Training",
}


def shadow(expression):
    """JavaScript that evaluates an expression with `player`, the player's root element."""
    return f"""() => {{
        const hosts = [...document.querySelectorAll('*')].filter(e => e.shadowRoot);
        const player = hosts.map(h => h.shadowRoot.querySelector('.player')).find(Boolean);
        return player ? {expression} : null;
    }}"""


SHOWN_STEP = shadow("Number(player.dataset.step)")
FRAMES = shadow("Number(player.dataset.frames)")
PICTURE = shadow("player.querySelector('.panels canvas').toDataURL()")


def wait_for(page, expression, words, timeout=30_000):
    """Wait until JavaScript gives something true, and say in words what never came."""
    try:
        page.wait_for_function(expression, timeout=timeout)
    except Exception as error:
        raise AssertionError(f"{words}: never within {timeout / 1000:g} s") from error


def test_the_first_visitor_of_a_fresh_server_may_follow_a_link_to_a_page(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step > 0"), "a finished result", 60_000)
    menu = page.get_by_test_id("stSidebarNav").inner_text().split("\n")
    assert [line for line in menu if line in TITLES] == list(TITLES)


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("title", TITLES)
def test_a_page_opens_from_the_menu_and_fits(open_page, title, scheme, width):
    page = open_page(width=width, scheme=scheme)
    if width < 800:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNav").get_by_text(title, exact=True).click()
    page.get_by_role("heading", name=TITLES[title], exact=True).wait_for()
    wait_for(
        page,
        "() => !document.querySelector('[data-testid=stApp][data-test-script-state=running]')",
        "the page to stand still",
    )
    assert page.get_by_test_id("stException").count() == 0
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_the_start_page_moves_at_once_and_its_button_stops_it(open_page):
    page = open_page()
    wait_for(page, shadow("player.dataset.step > 5"), "the recorded run to move")
    page.get_by_role("button", name="Pause", exact=True).click()
    still = page.evaluate(SHOWN_STEP)
    page.wait_for_timeout(500)
    assert page.evaluate(SHOWN_STEP) == still


def test_training_opens_with_a_finished_result(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "step 1,000")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    assert "test accuracy" in page.evaluate(shadow("player.innerText"))


def test_the_canvas_moves_while_playing_and_stops_on_pause(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step < 900 && player.dataset.step > 20"), "new steps")
    first = page.evaluate(PICTURE)
    wait_for(page, shadow("player.dataset.step > 150"), "more steps")
    assert page.evaluate(PICTURE) != first
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Play", exact=True).wait_for()
    wait_for(page, shadow("player.dataset.playing !== 'true'"), "the pause to arrive")
    paused, picture = page.evaluate(SHOWN_STEP), page.evaluate(PICTURE)
    page.wait_for_timeout(800)
    assert page.evaluate(SHOWN_STEP) == paused
    assert page.evaluate(PICTURE) == picture


def test_step_and_reset_show_what_they_did(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.get_by_role("button", name="Reset").click()
    wait_for(page, shadow("player.dataset.step == 0"), "step 0")
    page.get_by_role("button", name="Step", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 1"), "step 1")
    page.get_by_role("button", name="Epoch", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 41"), "one epoch later")


def test_a_reload_in_mid_run_opens_the_same_choice_again(open_page):
    page = open_page("training?training_dataset=Moons&training_activations=ReLU")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 20 && player.dataset.step < 900"), "the run")
    page.reload()
    wait_for(page, shadow("player.dataset.step == 1000"), "the result after the reload")
    assert "Moons" in page.get_by_test_id("stSidebar").inner_text()
    assert "ReLU" in page.evaluate(shadow("player.innerText"))


def test_a_canvas_says_in_words_what_it_shows(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    words = page.evaluate(
        shadow("[...player.querySelectorAll('.panels canvas')].map(c => c.ariaLabel)")
    )
    assert len(words) == 2
    for label, text in zip(("Identity (linear)", "Tanh"), words, strict=True):
        assert label in text
        assert "1,000" in text
        assert "loss" in text
        assert "accuracy" in text


def test_reduced_motion_shows_stills(open_page):
    page = open_page(reduced_motion="reduce")
    wait_for(page, shadow("player.dataset.step == 1200"), "the last frame of the recording")
    drawn = page.evaluate(FRAMES)
    page.wait_for_timeout(600)
    assert page.evaluate(FRAMES) - drawn <= 1


def test_a_choice_is_written_into_the_link(open_page):
    page = open_page("gradients")
    slider = page.get_by_role("slider", name="Hidden layers")
    slider.focus()
    slider.press("ArrowRight")
    wait_for(page, "() => location.search.includes('gradients_depth=11')", "the link to change")
    page.get_by_text("of what layer 11 receives").first.wait_for()


def test_scrubbing_goes_back_in_time_without_asking_the_server(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
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
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.get_by_role("button", name="Replay").click()
    wait_for(page, shadow("player.dataset.step > 50 && player.dataset.step < 900"), "the replay")
    wait_for(page, shadow("player.dataset.step == 1000"), "its end")


def test_taking_hold_of_the_time_line_pauses_the_run(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 50 && player.dataset.step < 900"), "the run")
    page.get_by_role("slider", name="Time line with the losses").press("Home")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    wait_for(page, shadow("player.dataset.step == 0"), "the first frame, still")


VIEWS = ("Probability", "Fold lines", "Warped space", "Layer by layer")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("depth", [0, 1, 3])
def test_every_view_draws_networks_of_any_depth(open_page, view, depth):
    link = f"training?training_depth={depth}&training_view={view.replace(' ', '+')}"
    page = open_page(link)
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    assert page.evaluate(shadow("player.querySelector('.fault').hidden"))
    colours = page.evaluate(
        shadow(
            "new Set(player.querySelector('.panels canvas').getContext('2d')"
            ".getImageData(0, 0, 200, 200).data).size"
        )
    )
    assert colours > 20  # something is drawn


def test_the_views_are_live_while_it_trains(open_page):
    page = open_page("training?training_view=Warped+space&training_activations=ReLU")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 30 && player.dataset.step < 900"), "the run")
    first = page.evaluate(PICTURE)
    wait_for(page, shadow("player.dataset.step > 150"), "more steps")
    assert page.evaluate(PICTURE) != first


def opened_unit(page):
    """Open the first hidden unit of the drawing."""
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    page.locator(".network .net button").first.click()
    page.locator(".network .unit input").first.wait_for()


def test_a_weight_typed_by_hand_moves_the_boundary_and_reaches_the_server(open_page):
    page = open_page("training?training_activations=Tanh")
    opened_unit(page)
    before, serial = page.evaluate(PICTURE), page.evaluate(shadow("player.dataset.serial"))
    box = page.locator(".network .unit input").first
    box.fill("25")
    box.press("Enter")
    wait_for(page, shadow(f"player.dataset.serial !== '{serial}'"), "the server's answer")
    assert page.evaluate(PICTURE) != before
    assert page.get_by_test_id("stException").count() == 0
    words = shadow("player.querySelector('.network .says').innerText")
    assert page.evaluate(words) is not None


def test_a_frozen_unit_is_shown_as_frozen(open_page):
    page = open_page("training?training_activations=Tanh")
    opened_unit(page)
    page.get_by_role("button", name="Freeze this unit").click()
    page.get_by_role("button", name="Unfreeze").wait_for()


def test_a_network_with_all_units_frozen_says_so_and_stands_still(open_page):
    page = open_page("training?training_activations=Tanh&training_depth=1&training_width1=1")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    for unit in range(2):
        page.locator(".network .net button").nth(unit).click()
        page.get_by_role("button", name="Freeze this unit").click()
        page.get_by_role("button", name="Unfreeze").wait_for()
    page.get_by_text("Every unit of Tanh is frozen").wait_for()
    before = page.evaluate(PICTURE)
    page.get_by_role("button", name="Step", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 1001"), "one more step")
    assert page.evaluate(PICTURE) == before


def test_a_tab_that_was_hidden_shows_the_newest_frame(open_page):
    page = open_page("training?training_activations=Tanh&training_speed=20")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    # What a browser does to a tab behind another one: it is hidden, and no frame is asked for.
    page.evaluate("""() => {
        const ask = window.requestAnimationFrame.bind(window);
        let hidden = false, waiting = [];
        Object.defineProperty(document, 'hidden', {get: () => hidden});
        window.requestAnimationFrame = f => hidden ? waiting.push(f) : ask(f);
        window.hide = on => { hidden = on; if (!on) waiting.splice(0).forEach(f => ask(f)); };
    }""")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 1000"), "a moving run")
    page.evaluate("window.hide(true)")
    frozen, serial = page.evaluate(SHOWN_STEP), page.evaluate(shadow("+player.dataset.serial"))
    wait_for(page, shadow(f"player.dataset.serial > {serial + 12}"), "messages behind the scenes")
    assert page.evaluate(SHOWN_STEP) - frozen < 100
    page.evaluate("window.hide(false)")
    wait_for(page, shadow(f"player.dataset.step > {frozen + 900}"), "the newest frame", 1500)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_a_network_with_cures(open_page, view):
    link = "training?training_activations=ReLU&training_residual=true&training_norm=Batch norm"
    page = open_page(f"{link}&training_view={view}")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    assert page.get_by_test_id("stException").count() == 0
    title = shadow("player.querySelector('.title b').innerText")
    assert page.evaluate(title) == "ReLU with residual and batch norm"
    assert page.evaluate(shadow("player.querySelector('.fault').innerText")) == ""


def test_a_point_that_is_clicked_is_traced_through_the_network(open_page):
    page = open_page("training?training_activations=Tanh")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    canvas = page.locator(".panels canvas").first
    canvas.scroll_into_view_if_needed()
    side = canvas.evaluate("canvas => canvas.clientWidth")
    for place in range(20):  # somewhere on the inner circle there is a point
        canvas.click(position={"x": side / 2 - side * 0.18, "y": side * (0.4 + place / 100)})
        if page.locator(".network .trace table").count():
            break
    table = page.locator(".network .trace table")
    table.wait_for()
    assert "probability" in page.locator(".network .trace").inner_text().lower()


def test_a_run_stops_by_itself_and_says_why(open_page):
    page = open_page(
        "training?training_activations=Tanh&training_stop_accuracy=95+%25&training_speed=20"
    )
    page.get_by_text("has reached 95 % test accuracy").wait_for()
    wait_for(page, shadow("player.dataset.step < 1000"), "the opening result")
    page.get_by_role("button", name="Reset", exact=True).click()
    page.get_by_text("has reached 95 % test accuracy").wait_for(state="hidden")
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_text("has reached 95 % test accuracy").wait_for()
    page.get_by_role("button", name="Play", exact=True).wait_for()


def test_nonsense_typed_for_a_weight_is_refused_with_the_value(open_page):
    page = open_page("training?training_activations=Tanh")
    opened_unit(page)
    before = page.evaluate(PICTURE)
    box = page.locator(".network .unit input").first
    box.fill("much")
    box.press("Enter")
    page.get_by_text("“much” is not a finite number").wait_for()
    assert page.evaluate(PICTURE) == before


def test_a_marked_moment_is_found_again(open_page):
    page = open_page("training")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
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


def test_the_warped_space_can_be_seen_along_two_units(open_page):
    page = open_page("training?training_view=Warped+space&training_activations=Tanh")
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    before = page.evaluate(PICTURE)
    selects = page.locator(".player .view select")
    selects.nth(0).select_option("2")
    selects.nth(1).select_option("5")
    page.get_by_text("by units 3 and 6").wait_for()
    assert page.evaluate(PICTURE) != before
