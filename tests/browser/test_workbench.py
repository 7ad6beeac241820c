"""The workbench in one screen, answered by the hand: in a real browser, at three sizes."""

import pytest

from tests.browser.player import (
    FRAMES,
    PICTURE,
    REST,
    SHOWN_STEP,
    look,
    opened,
    pass_frames,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser
SCREENS = [(1366, 768), (1280, 720)]
FOUR = "&".join(f"training_activations={key}" for key in ("identity", "tanh", "relu", "sigmoid"))
PARTS = shadow("""Object.fromEntries([...player.querySelectorAll('[data-part]')].map(part => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return [part.dataset.part, [left, top, right, bottom]];
}))""")
SIZES = shadow("""[...player.querySelectorAll('.stage')].map(stage => {
    const { width, top } = stage.getBoundingClientRect();
    return [width, top];
})""")


def screen(page, width, height):
    """Give the window this size, and wait until the workbench has taken it."""
    page.set_viewport_size({"width": width, "height": height})
    pass_frames(page, 10)


def inside(rectangle, width, height):
    left, top, right, bottom = rectangle
    return left >= 0 and top >= 0 and right <= width and bottom <= height


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_cause_picture_and_evidence_stand_in_the_first_screen(open_page, width, height):
    page = opened(open_page)
    screen(page, width, height)
    parts = page.evaluate(PARTS)
    for part in ("transport", "maps", "network", "loss", "sentences"):
        assert inside(parts[part], width, height), (part, parts[part])
    assert min(size for size, _ in page.evaluate(SIZES)) >= 300
    lines = page.locator(".player .sentences p:not(.further)").all()
    boxes = [line.bounding_box() for line in lines]
    assert [box["y"] + box["height"] <= height for box in boxes] == [True, True]


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_four_networks_stand_in_one_row_of_the_first_screen(open_page, width, height):
    page = opened(open_page, f"training?{FOUR}")
    screen(page, width, height)
    sizes = page.evaluate(SIZES)
    assert len(sizes) == 4
    assert len({top for _, top in sizes}) == 1
    assert min(size for size, _ in sizes) >= 170
    parts = page.evaluate(PARTS)
    assert all(inside(parts[part], width, height) for part in ("transport", "maps", "loss"))


def test_on_a_phone_a_map_and_play_stand_in_the_first_screen(open_page):
    page = opened(open_page, width=390)
    screen(page, 390, 844)
    assert inside(page.evaluate(PARTS)["maps"], 390, 844)
    play = page.get_by_role("button", name="Play", exact=True).bounding_box()
    assert 0 <= play["y"] <= 844 - play["height"]


def test_a_window_made_narrow_while_it_plays_goes_on_and_nothing_scrolls_sideways(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 20 && player.dataset.step < 900"), "the run")
    screen(page, 300, 700)
    frames = page.evaluate(FRAMES)
    wait_for(page, shadow(f"player.dataset.frames > {frames + 10}"), "more frames")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_pause_stops_the_picture_within_one_frame(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 20 && player.dataset.step < 900"), "the run")
    steps = page.evaluate(
        shadow("""new Promise(done => {
            player.querySelector('.bar .first').click();
            const steps = [];
            const look = () => {
                steps.push(Number(player.dataset.step));
                if (steps.length < 20) requestAnimationFrame(look); else done(steps);
            };
            requestAnimationFrame(look);
        })""")
    )
    assert len(set(steps[1:])) == 1, steps


def test_the_keys_play_pause_step_and_reset_and_focus_stays_on_the_button(open_page):
    page = opened(open_page)
    page.keyboard.press(" ")
    wait_for(page, shadow("player.dataset.step > 20 && player.dataset.step < 900"), "the run")
    page.keyboard.press(" ")
    wait_for(page, REST, "the pause")
    page.keyboard.press("r")
    wait_for(page, shadow("player.dataset.step == 0"), "the first draw")
    page.keyboard.press("ArrowRight")
    wait_for(page, shadow("player.dataset.step == 1"), "one step")
    play = page.get_by_role("button", name="Play", exact=True)
    play.focus()
    play.press(" ")
    wait_for(page, shadow("player.dataset.step > 20"), "the run")
    focused = shadow("player.getRootNode().activeElement.textContent")
    assert page.evaluate(focused) == "Pause"


def test_from_the_first_page_to_relu_on_moons_are_at_most_four_clicks(open_page):
    page = open_page()
    page.get_by_test_id("stHeader").get_by_text("Training", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    run = page.evaluate(shadow("player.dataset.run"))
    page.get_by_role("radio", name="Moons", exact=True).click()
    wait_for(page, shadow(f"player.dataset.run !== '{run}'"), "the moons")
    run = page.evaluate(shadow("player.dataset.run"))
    page.get_by_role("combobox", name="Activations, side by side").click()
    page.get_by_role("option", name="ReLU", exact=True).click()
    wait_for(page, shadow(f"player.dataset.run !== '{run}' && player.dataset.frames > 0"), "ReLU")
    first = page.evaluate(PICTURE)
    wait_for(page, shadow("player.dataset.step > 300"), "its boundary on the way")
    assert page.evaluate(PICTURE) != first
    assert "ReLU" in page.evaluate(shadow("player.innerText"))


def test_another_setting_is_seen_as_it_is_drawn_and_then_played(open_page):
    page = opened(open_page)
    run = page.evaluate(shadow("player.dataset.run"))
    page.get_by_role("radio", name="Moons", exact=True).click()
    wait_for(
        page,
        shadow(f"player.dataset.run !== '{run}' && player.dataset.step < 1000"),
        "the run on its way",
    )
    wait_for(page, shadow("player.dataset.step == 1000"), "its result")
    time_line = page.get_by_role("slider", name="Time line with the losses")
    time_line.press("Home")
    wait_for(page, shadow("player.dataset.step == 0"), "the first draw")


def test_a_view_is_chosen_at_once_and_stands_in_the_address(open_page):
    page = opened(open_page)
    look(page, "Warped space")
    wait_for(page, "() => location.search.includes('training_view=warped')", "the address")


def test_a_speed_is_kept_in_the_address_and_holds_after_a_reload(open_page):
    page = opened(open_page)
    page.get_by_role("slider", name="Steps per frame").press("ArrowRight")
    wait_for(page, "() => location.search.includes('training_speed=10')", "the address")
    page.reload()
    wait_for(page, shadow("player.dataset.step == 1000"), "the result after the reload")
    assert page.evaluate(shadow("player.querySelector('.speed output').value")) == "10"


def test_the_accuracy_is_drawn_in_place_of_the_loss(open_page):
    page = opened(open_page)
    chart = shadow("player.querySelector('.chart').toDataURL()")
    before = page.evaluate(chart)
    page.get_by_role("button", name="Accuracy", exact=True).click()
    pass_frames(page, 5)
    assert page.evaluate(chart) != before
    assert page.evaluate(SHOWN_STEP) == 1000
    page.get_by_role("button", name="Loss", exact=True).click()
    pass_frames(page, 5)
    assert page.evaluate(chart) == before


def test_sentences_say_that_they_speak_of_the_latest_step(open_page):
    page = opened(open_page)
    said = shadow("player.querySelector('.sentences b').textContent")
    assert page.evaluate(said) == "At step 1,000: "
    page.get_by_role("slider", name="Time line with the losses").press("Home")
    wait_for(page, f"() => ({said})() === 'At step 1,000, the latest: '", "the word that it is")


def test_a_press_that_is_heard_twice_undoes_nothing(open_page):
    page = opened(open_page)
    page.evaluate(shadow("""[1, 2].forEach(() => player.querySelector('.bar .first').click())"""))
    wait_for(page, REST, "rest, since the second press pauses")
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Reset").click()
    wait_for(page, shadow("player.dataset.step == 0"), "step 0")
    for _ in range(3):
        page.get_by_role("button", name="Step", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 3"), "three steps for three presses")


def test_the_picture_is_not_dimmed_where_streamlit_takes_it_for_stale(open_page):
    page = opened(open_page)
    opacity = page.evaluate(
        """() => {
            const box = document.querySelector('.st-key-workbench_training .stElementContainer');
            box.dataset.stale = 'true';
            box.style.opacity = 0.33;
            return getComputedStyle(box).opacity;
        }"""
    )
    assert opacity == "1"
