"""A link for a course in a real browser: what it locks stays, and the dialog makes such links."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.player import come_to_rest, opened, script_at_rest, shadow, wait_for

pytestmark = pytest.mark.browser

LINK = (
    "training?lock=training_noise,training_depth,training_view,training_activations"
    "&training_noise=0.2&training_view=folds&hide=training_batch,training_learning"
    "&text=Task%201%3A%20the%20*fewest*%20units"
)
NOISE = ".st-key-training_noise input[type=range]"
TEXT = ".st-key-teaching_text"
LAYERS = shadow("player.querySelectorAll('.network .net .layers button').length")
# The lowest edge of the maps, in pixels of the first screen.
MAPS = "document.querySelector('.st-key-workbench_training').getBoundingClientRect().top"


def held(page):
    """Fail unless the page stands as its link says."""
    script_at_rest(page)
    wait_for(page, shadow("player.dataset.step > 0"), "the run")
    noise = page.locator(NOISE)
    noise.wait_for(state="attached")
    assert noise.input_value() == "0.2"
    assert noise.is_disabled()
    assert page.locator(TEXT).inner_text() == "Task 1: the fewest units"
    assert not page.locator(".st-key-training_batch:visible").count()
    assert not page.locator(".st-key-training_learning:visible").count()
    folds = page.get_by_role("button", name="Fold lines", exact=True)
    assert folds.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="Warped space", exact=True).is_disabled()
    page.wait_for_url(lambda url: "lock=" in url)  # an entry of the history is completed by its run
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["training_noise"] == ["0.2"]
    assert asked["lock"] == ["training_noise,training_depth,training_view,training_activations"]


def test_what_is_locked_stays_whatever_is_tried_on_another_page_and_back_and_after_a_reload(
    open_page,
):
    page = opened(open_page, LINK)
    held(page)
    page.locator(".st-key-training_noise [data-testid=stSlider]").click(position={"x": 9, "y": 50})
    page.get_by_role("combobox", name="Start with").click()
    page.get_by_role("option", name="Overfitting").first.click()
    wait_for(page, shadow("player.dataset.run !== 'training 1'"), "the run of the preset")
    held(page)
    assert not page.get_by_role("button", name="Add a hidden layer").is_visible()
    assert not page.get_by_role("button", name="Hide the network without").count()
    page.get_by_role("link", name="Functions").click()
    page.get_by_role("heading", name="Functions").wait_for()
    assert not page.locator(TEXT).count()
    page.get_by_role("link", name="Training").click()
    page.get_by_role("heading", name="Training").wait_for()
    held(page)
    page.go_back()
    script_at_rest(page)
    page.go_forward()
    page.get_by_role("heading", name="Training").wait_for()
    held(page)
    page.reload()
    page.get_by_role("heading", name="Training").wait_for()
    held(page)


def test_the_text_leaves_the_picture_on_the_first_screen(open_page):
    text = "%20".join(["word"] * 60)
    page = opened(open_page, f"training?text={text}", width=1366)
    page.set_viewport_size({"width": 1366, "height": 768})
    come_to_rest(page, MAPS)
    for part in ("maps", "transport", "loss"):
        box = page.locator(f".player [data-part={part}]").bounding_box()
        assert box["y"] + box["height"] <= 768, part


def test_the_dialog_makes_a_link_that_can_be_taken_away_again(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="Teach").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("img", name="QR code of this link").wait_for()
    lock = dialog.get_by_role("combobox", name="Lock")
    lock.fill("Noise")
    page.get_by_role("option", name="Noise", exact=True).click()
    dialog.get_by_text("The link opens this page").click()  # the menu closes
    text = dialog.get_by_role("textbox", name="Text above the page")
    text.fill("Task <b>2</b>")
    text.blur()
    found = dialog.get_by_role("link", name="Try it")
    wait_for(
        page,
        "() => [...document.querySelectorAll('[role=dialog] a')]"
        ".some((a) => a.href.includes('lock') && a.href.includes('text'))",
        "the link",
    )
    page.goto(found.get_attribute("href"))
    wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
    assert page.locator(TEXT).inner_text() == "Task <b>2</b>"
    assert parse_qs(urlsplit(page.url).query)["training_noise"] == ["0.1"]
    page.get_by_role("button", name="Teach").click()
    dialog.get_by_role("button", name="Take away").click()
    page.locator(TEXT).wait_for(state="detached")
    wait_for(page, "() => !/lock|text/.test(location.search)", "the address without the lock")
    script_at_rest(page)
    assert not dialog.count()
    page.locator(NOISE).press("End")
    wait_for(page, "() => location.search.includes('training_noise=0.5')", "the noise moved")


def test_what_is_hidden_of_a_form_takes_what_unfolds_along(open_page):
    page = opened(open_page, "training?hide=training_learning,training_stops")
    assert not page.get_by_text("Stop automatically").is_visible()
    assert not page.locator(".st-key-training_learning").is_visible()
    assert page.locator(".st-key-training_network").is_visible()


def test_a_tab_that_is_locked_is_the_only_one(open_page):
    page = open_page("gradients?lock=gradients_view&gradients_view=cures")
    script_at_rest(page)
    assert page.get_by_role("tab").all_inner_texts() == ["Cures"]
    page.get_by_role("tab").press("ArrowRight")
    script_at_rest(page)
    assert "gradients_view=cures" in page.url


def test_the_slider_of_a_function_s_parameter_is_locked(open_page):
    page = open_page("functions?function=swish&swish_beta=2&lock=swish_beta")
    slider = page.get_by_role("slider", name="β, beta")
    slider.wait_for()
    assert slider.is_disabled()


def test_a_threshold_and_a_share_that_are_locked_do_not_move(open_page):
    lock = "outputs?outputs_threshold=0.7&lock=outputs_threshold,outputs_share&outputs_tab="
    page = opened(open_page, lock + "thresholds")
    slider = page.locator(".player .ends .threshold input")
    slider.wait_for()
    assert slider.is_disabled()
    assert slider.input_value() == "0.7"
    assert page.get_by_role("button", name="test", exact=True).is_disabled()
    page = opened(open_page, lock + "logits")
    handle = page.get_by_role("slider", name="Threshold")
    handle.press("ArrowRight")
    come_to_rest(page, "location.search")
    assert handle.get_attribute("aria-valuenow") == "0.70"
    assert handle.get_attribute("aria-disabled") == "true"
