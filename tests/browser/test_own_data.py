"""Data of one's own on Training, in a real browser: a table, a curve, and what is said of them."""

import pytest

from tests.browser.player import opened, pass_frames, script_at_rest, shadow, wait_for

pytestmark = pytest.mark.browser

ROWS = "\n".join(
    f"{n % 7},{n % 5},{n % 3},{'passed' if n % 7 > 3 else 'failed'}" for n in range(80)
)
TABLE = f"hours,sleep,tea,exam\n{ROWS}\n"
DIALOG = "section[role=dialog]"
LEGEND = "player.querySelector('.legend').textContent"


def dialog(page):
    """The dialog of one's own data."""
    page.get_by_role("button", name="Your own data").click()
    page.locator(DIALOG).wait_for()
    pass_frames(page)
    script_at_rest(page)
    return page.locator(DIALOG)


def upload(box, name, data):
    box.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": data}
    )


def test_a_table_is_read_shown_and_learnt(open_page):
    page = opened(open_page)
    box = dialog(page)
    upload(box, "exam.csv", TABLE.encode())
    box.get_by_text("80 rows of 4 columns between commas; the first row names them.").wait_for()
    box.get_by_text('Column "exam" has 2 classes').wait_for()
    box.get_by_role("button", name="Learn exam from 3 inputs").click()
    page.locator(DIALOG).wait_for(state="detached")
    wait_for(page, shadow(f"{LEGEND}.includes('passed')"), "the names of the classes")
    wait_for(page, shadow(f"{LEGEND}.includes('principal directions')"), "which plane is shown")
    wait_for(page, "location.search.includes('training_dataset=table')", "the link's key")
    page.get_by_text("80 rows: exam, 2 classes, from 3 inputs.").wait_for()
    wait_for(page, shadow("player.dataset.step == 1000"), "the run to its end")


def test_what_is_no_table_is_one_sentence_and_the_run_stays(open_page):
    page = opened(open_page)
    run = page.evaluate(shadow("player.dataset.run"))
    box = dialog(page)
    upload(box, "broken.csv", b"only one column\n1\n2\n")
    box.get_by_text("The table has one column").wait_for()
    page.keyboard.press("Escape")
    page.locator(DIALOG).wait_for(state="detached")
    assert page.evaluate(shadow("player.dataset.run")) == run
    assert not page.locator("[data-testid=stException]").count()


def test_a_curve_is_a_data_set_that_a_link_opens(open_page):
    page = opened(open_page, "training?training_dataset=above:sin(2%20*%20x)")
    page.get_by_text("Class 1 lies above the curve x₂ = sin(2 * x₁).").wait_for()
    box = dialog(page)
    box.get_by_text("A curve").click()
    box.locator("input[type=text]").fill("|x| − 1")
    page.keyboard.press("Enter")
    box.get_by_role("button", name="Learn it").click()
    page.get_by_text("Class 1 lies above the curve x₂ = abs(x₁) - 1.").wait_for()
    wait_for(page, "location.search.includes('above')", "the link's key")


def test_a_table_of_somebody_else_is_told_to_be_opened_again(open_page):
    page = opened(open_page, "training?training_dataset=table:0123456789abcdef01234567")
    page.get_by_text("open its file again").wait_for()


def test_where_nobody_learns_a_click_on_what_may_help_changes_the_form(open_page):
    slow = "training?training_activations=sigmoid&training_optimizer=sgd&training_rate=0.1"
    page = opened(open_page, f"{slow}&training_dataset=breast_cancer&training_depth=4")
    tries = page.locator(".player .tries button")
    assert tries.all_text_contents() == ["ReLU", "Adam, rate 0.01"]
    tries.nth(1).click()
    wait_for(page, "!location.search.includes('training_rate=0.1')", "the rate, which is as usual")
    wait_for(page, shadow("player.dataset.step == 1000"), "the run with Adam")
    assert "sgd" not in page.url


def test_a_digit_that_is_traced_is_shown_as_a_picture(open_page):
    page = opened(open_page, "training?training_dataset=digits")
    page.locator(".player .stage canvas").first.click(position={"x": 150, "y": 150})
    picture = page.get_by_role("img", name="The point as a picture of 8 × 8 pixels")
    picture.wait_for()
    assert picture.bounding_box()["width"] > 60


def test_classical_methods_are_fitted_and_shown_beside_the_networks(open_page):
    page = opened(open_page, "training?training_dataset=moons")
    page.get_by_role("button", name="Is it worth a network?").click()
    box = page.locator(DIALOG)
    box.get_by_text("SVM with RBF kernel").first.wait_for()
    box.locator("img").nth(2).wait_for()
    assert box.locator("img").count() == 3
    assert "of the validation points right" in box.inner_text()
