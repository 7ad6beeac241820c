"""The judge in a real browser: asked for, dragged, scrubbed, and closed again."""

import pytest

from tests.browser.player import JUDGED_WHOLE, SHOWN_STEP, opened, pass_frames, shadow, wait_for

pytestmark = pytest.mark.browser
NOISY = "training?training_activations=Tanh&training_noise=0.3&training_validation=0.2"
CELLS = shadow("[...player.querySelectorAll('.cells b')].map(b => Number(b.textContent))")
PARTS = shadow("""Object.fromEntries([...player.querySelectorAll('[data-part]')].map(part => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return [part.dataset.part, [left, top, right, bottom]];
}))""")
# All that a threshold moves, before and after one frame of the browser.
MOVED = shadow("""new Promise(done => {
    const seen = () => [
        player.querySelector('.panels canvas').toDataURL(),
        player.querySelector('.roc canvas').toDataURL(),
        player.querySelector('.cells').textContent,
        player.querySelector('.threshold output').textContent,
    ];
    const before = seen(), input = player.querySelector('.threshold input');
    input.value = arg;
    input.dispatchEvent(new Event('input'));
    requestAnimationFrame(() => done(seen().map((one, k) => one !== before[k])));
})""")


def judge(page):
    """Open the judge from what may be shown."""
    page.locator(".shows summary").click()
    page.get_by_role("button", name="Judge", exact=True).click()
    page.locator(".player .roc canvas").wait_for()
    wait_for(page, shadow("!!player.querySelector('.curves b')?.textContent"), "the judge's words")


def rate(page, name):
    return page.locator(".measures tr", has_text=name).locator("td").first.inner_text()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 720)])
def test_the_judge_takes_the_drawings_place_in_the_first_screen_and_gives_it_back(
    open_page, width, height
):
    page = opened(open_page)
    page.set_viewport_size({"width": width, "height": height})
    drawing = page.locator(".player .drawing")
    assert page.locator(".player .ends").is_hidden()
    judge(page)
    assert drawing.is_hidden()
    assert page.locator(".player .overlays").is_hidden()
    parts = page.evaluate(PARTS)
    for part in ("confusion", "roc", "maps", "loss"):
        left, top, right, bottom = parts[part]
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= height, part
    page.get_by_role("button", name="Close the judge").click()
    drawing.wait_for()
    assert page.locator(".player .ends").is_hidden()


@pytest.mark.parametrize("dataset", ["circles", "blobs", "ten_blobs"])
@pytest.mark.parametrize("networks", [4, 8])
def test_beside_many_maps_cells_roc_and_areas_are_seen_whole(open_page, dataset, networks):
    keys = ("tanh", "relu", "sigmoid", "identity", "gelu", "silu", "elu", "softplus")
    chosen = "".join(f"&training_activations={key}" for key in keys[:networks])
    page = opened(open_page, f"training?training_dataset={dataset}{chosen}")
    judge(page)
    for width, height in ((1366, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        wait_for(page, JUDGED_WHOLE, f"cells, ROC and areas in {width} × {height}", 20_000)


def test_the_cells_count_every_test_point_and_agree_with_the_accuracy(open_page):
    page = opened(open_page, NOISY)
    judge(page)
    tn, fp, fn, tp = page.evaluate(CELLS)
    assert tn + fp + fn + tp == 100
    accuracy = page.locator(".player .accuracy").inner_text()
    assert rate(page, "accuracy") in accuracy
    assert rate(page, "accuracy").startswith(f"{tn + tp:.1f}")


def test_a_threshold_moves_the_line_the_cells_and_the_point_in_one_frame(open_page):
    page = opened(open_page, NOISY)
    judge(page)
    before = page.evaluate(CELLS)
    assert page.evaluate(MOVED, "0.9") == [True] * 4
    tn, fp, fn, tp = page.evaluate(CELLS)
    assert fp < before[1]
    assert fn > before[2]
    assert tn + fp + fn + tp == 100


def test_the_judge_follows_the_hand_on_the_time_line(open_page):
    page = opened(open_page, NOISY)
    judge(page)
    trained = page.evaluate(CELLS)
    page.get_by_role("slider", name="Time line with the losses").press("Home")
    wait_for(page, shadow("player.dataset.step == 0"), "the first draw")
    wait_for(page, f"() => String(({CELLS})()) !== '{','.join(map(str, trained))}'", "its cells")
    page.get_by_role("slider", name="Time line with the losses").press("End")
    wait_for(page, f"() => String(({CELLS})()) === '{','.join(map(str, trained))}'", "the last")


def test_the_network_that_is_chosen_is_judged(open_page):
    page = opened(open_page)
    judge(page)
    assert page.locator(".ends header b").inner_text() == "Tanh"
    page.locator(".player .title").first.click()
    wait_for(
        page,
        shadow("player.querySelector('.ends header b').textContent === 'Identity (linear)'"),
        "the other network",
    )
    assert page.locator(".ends .curves .key").count() == 2
    assert "judged left" in page.locator(".player .panel.chosen .title").inner_text()


def test_many_classes_have_no_threshold_and_a_curve_each(open_page):
    page = opened(open_page, "training?training_dataset=rings&training_activations=Tanh")
    judge(page)
    assert page.locator(".ends .threshold").is_hidden()
    assert page.locator(".ends .curves .key").count() == 3
    assert len(page.evaluate(CELLS)) == 9


def test_on_a_phone_the_judge_stands_below_what_opened_it_and_nothing_scrolls_sideways(open_page):
    page = opened(open_page, NOISY, width=390, has_touch=True, is_mobile=True)
    judge(page)
    row, ends = (page.locator(f".player {part}").bounding_box() for part in (".lossbar", ".ends"))
    assert ends["y"] > row["y"]
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


@pytest.fixture
def with_logits(open_page):
    """The page Training with the line of logits among what is asked for."""

    def open_it(**options):
        page = open_page("", **options)

        def rewritten(route):
            text = route.fetch().text()
            assert 'ASKED = ["confusion", "roc"]' in text
            text = text.replace('ASKED = ["confusion"', 'ASKED = ["logits", "confusion"')
            route.fulfill(body=text, content_type="text/javascript")

        page.route("**/workbench/ends/ends.js", rewritten)
        page.goto(page.url.rstrip("/") + "/" + NOISY)
        wait_for(page, shadow("player.dataset.step == 1000"), "the opening result")
        judge(page)
        return page

    return open_it


def test_the_handle_on_the_line_of_logits_hears_keys_and_the_pointer(with_logits):
    page = with_logits()
    handle = page.locator(".logits .handle")
    value = "handle => Number(handle.ariaValueNow ?? handle.getAttribute('aria-valuenow'))"
    assert handle.evaluate(value) == 0.5
    handle.press("ArrowRight")
    pass_frames(page, 3)
    assert handle.evaluate(value) == 0.51
    handle.press("Home")
    pass_frames(page, 3)
    assert handle.evaluate(value) == 0.01
    before = page.evaluate(CELLS)
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4000, y, steps=8)
    page.mouse.up()
    pass_frames(page, 3)
    assert handle.evaluate(value) == 0.99
    after = page.evaluate(CELLS)
    assert after[3] <= before[3]
    assert after[0] > before[0]
    assert page.evaluate(SHOWN_STEP) == 1000


def test_a_test_point_clicked_on_the_line_is_told_with_its_probability(with_logits):
    page = with_logits()
    words = shadow("player.querySelector('.logits canvas').ariaLabel")
    assert "100 validation points on the line of logits" in page.evaluate(words)
    canvas = page.locator(".logits canvas")
    box = canvas.bounding_box()
    for place in range(200):
        x = 50 + (place * 7) % (box["width"] - 60)
        y = box["height"] * (0.55 + 0.3 * ((place * 0.37) % 1))
        canvas.click(position={"x": x, "y": y}, force=True)
        pass_frames(page, 2)
        if "The point traced" in page.evaluate(words):
            break
    assert "probability" in page.evaluate(words)
