"""Points of one's own are drawn on the maps: with mouse, thumb and keys, while the run goes on."""

import pytest

from tests.browser.player import (
    FRAMES,
    PICTURE,
    SHOWN_STEP,
    look,
    opened,
    pass_frames,
    script_at_rest,
    shadow,
    wait_for,
)

pytestmark = pytest.mark.browser

TANH = "training?training_activations=Tanh"
TOLD = ".player .tools .told"
RUN = shadow("player.dataset.run")
ADDRESS = "new URL(location).searchParams.get('training_dataset')"


def drawing(open_page, link=TANH, **options):
    """The page with its opening result, and the mode in which points are drawn."""
    page = opened(open_page, link, **options)
    page.get_by_role("button", name="Draw", exact=True).click()
    page.locator(TOLD).wait_for()
    return page


def says(page, words):
    page.locator(TOLD).get_by_text(words).wait_for()


def at(page, x, y):
    """Where a place of the square lies on the last map, in its pixels."""
    size = page.locator(".panels canvas").last.bounding_box()["width"]
    return {"x": size * (x / 2 + 1) / 2, "y": size * (1 - y / 2) / 2}


def click(page, x, y, **how):
    page.locator(".panels canvas").last.click(position=at(page, x, y), **how)


def cleared(page):
    page.get_by_role("button", name="Clear", exact=True).click()
    says(page, "All points deleted: 0 points.")


def four(page):
    """Four points of two classes in an empty plane, and the server's answer."""
    cleared(page)
    for label, places in (("1", [(1, 1), (-1, -1)]), ("0", [(1, -1), (-1, 1)])):
        page.keyboard.press(label)
        for place in places:
            click(page, *place)
    says(page, "4 points.")
    wait_for(page, f"() => ({ADDRESS} ?? '').length > 20", "the points in the address")
    script_at_rest(page)


def test_points_are_added_moved_and_deleted_by_mouse_and_each_is_undone(open_page):
    page = drawing(open_page)
    says(page, "300 of 500 points stay.")
    click(page, 0, 0)
    says(page, "Point of class 1 at (0.00, 0.00) added: 301 points.")
    box = page.locator(".panels canvas").last.bounding_box()
    start, end = at(page, 0, 0), at(page, 0.5, 0.25)
    page.mouse.move(box["x"] + start["x"], box["y"] + start["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + end["x"], box["y"] + end["y"], steps=5)
    page.mouse.up()
    says(page, "moved: 301 points.")
    click(page, 0.5, 0.25, modifiers=["Shift"])
    says(page, "deleted: 300 points.")
    for count in (301, 301, 300):
        page.keyboard.press("Control+z")
        says(page, f"Undone: {count} points.")
    assert page.get_by_role("button", name="Undo").is_disabled()
    page.keyboard.press("Control+Shift+z")
    says(page, "Redone: 301 points.")
    click(page, 0, 0, button="right")
    says(page, "deleted: 300 points.")


def test_an_empty_plane_is_learnt_from_once_each_class_has_a_point_and_a_link_keeps_it(open_page):
    page = drawing(open_page)
    cleared(page)
    run = page.evaluate(RUN)
    click(page, 1, 1)
    says(page, "Add a point of class 0.")
    assert page.evaluate(ADDRESS) is None
    four(page)
    assert page.evaluate(RUN) == run
    page.keyboard.press("Escape")
    pass_frames(page)
    before, address = page.evaluate(PICTURE), page.evaluate(ADDRESS)
    page.get_by_role("button", name="Reset", exact=True).click()
    wait_for(page, shadow("player.dataset.step == 0"), "the new run")
    page.reload()
    wait_for(page, shadow("player.dataset.step == 1000"), "the page of the link")
    assert page.evaluate(ADDRESS) == address
    assert page.evaluate(PICTURE) != before
    page.get_by_role("button", name="Draw", exact=True).click()
    says(page, "Click adds, drag moves")
    for x, y in ((1, 1), (-1, -1), (1, -1), (-1, 1)):
        click(page, x, y)
        says(page, f"({x:.2f}, {y:.2f})".replace("-", "−") + ": Delete removes it.")


def test_a_point_drawn_while_the_run_plays_is_seen_at_once_and_the_step_goes_on(open_page):
    page = drawing(open_page)
    click(page, 0, 0)
    script_at_rest(page)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for(page, shadow("player.dataset.step > 1100"), "the run to play")
    run, step = page.evaluate(RUN), page.evaluate(SHOWN_STEP)
    pixel = """player => {
        const map = player.querySelector('.panels canvas');
        const [x, y] = [0.75 * map.width, 0.25 * map.height].map(Math.round);
        return String(map.getContext('2d').getImageData(x, y, 1, 1).data);
    }"""
    place = at(page, 1, 1)
    frames = page.evaluate(
        shadow(f"""new Promise(done => {{
            const map = player.querySelector('.panels canvas');
            const {{ left, top }} = map.getBoundingClientRect();
            const colour = {pixel};
            const before = colour(player);
            const how = {{ bubbles: true, isPrimary: true, pointerId: 1,
                clientX: left + arg.x, clientY: top + arg.y }};
            map.setPointerCapture = () => {{}};
            map.dispatchEvent(new PointerEvent('pointerdown', how));
            map.dispatchEvent(new PointerEvent('pointerup', how));
            let count = 0;
            const look = () => {{
                if (colour(player) !== before || count > 20) return done(count);
                count++;
                requestAnimationFrame(look);
            }};
            requestAnimationFrame(look);
        }})"""),
        place,
    )
    assert frames <= 2
    says(page, "added: 302 points.")
    script = f"() => ({ADDRESS} ?? '').length > 1600"
    wait_for(page, script, "the points in the address")
    wait_for(page, shadow(f"player.dataset.step > {step + 100}"), "the run to go on")
    assert page.evaluate(RUN) == run
    page.get_by_role("button", name="Pause", exact=True).click()


def test_points_are_drawn_with_the_keys_alone(open_page):
    page = drawing(open_page)
    cleared(page)
    canvas = page.locator(".panels canvas").last
    canvas.press("ArrowRight")
    says(page, "(0.05, 0.00): Enter adds a point of class 1.")
    canvas.press("Shift+ArrowUp")
    says(page, "(0.05, 0.25)")
    canvas.press("Enter")
    says(page, "Add a point of class 0. Point of class 1 at (0.05, 0.25) added: 1 point.")
    canvas.press("0")
    canvas.press("Shift+ArrowLeft")
    canvas.press("Space")
    says(page, "2 points.")
    canvas.press("ArrowDown")
    canvas.press("Delete")
    says(page, "Point of class 0 at (−0.20, 0.25) deleted: 1 point.")
    canvas.press("Escape")
    page.locator(TOLD).wait_for(state="hidden")
    assert page.evaluate(shadow("player.dataset.playing")) == "false"


def thumb_of(page):
    """A thumb that comes down, moves and lifts again."""
    client = page.context.new_cdp_session(page)

    def touch(kind, *points):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    return touch


def test_a_thumb_draws_on_the_map_where_the_page_does_not_scroll_and_scrolls_elsewhere(open_page):
    page = drawing(open_page, width=390, has_touch=True)
    cleared(page)
    touch, main = thumb_of(page), "document.querySelector('[data-testid=stMain]').scrollTop"
    canvas = page.locator(".panels canvas").last
    canvas.scroll_into_view_if_needed()
    canvas.tap(position=at(page, 1, 1))
    says(page, "Point of class 1")
    before, box, start = page.evaluate(main), canvas.bounding_box(), at(page, 1, 1)
    where = {"x": box["x"] + start["x"], "y": box["y"] + start["y"]}
    touch("touchStart", where)
    for k in range(1, 9):
        touch("touchMove", {"x": where["x"], "y": where["y"] + 12 * k})
        pass_frames(page, 1)
    touch("touchEnd")
    says(page, "moved: 1 point.")
    assert page.evaluate(main) == before
    moved = {"x": where["x"], "y": where["y"] + 96}
    touch("touchStart", moved)
    says(page, "deleted: 0 points.")
    touch("touchEnd")
    legend = page.locator(".player .chart").bounding_box()
    thumb = {"x": legend["x"] + 40, "y": min(legend["y"] + 40, 860)}
    touch("touchStart", thumb)
    for k in range(1, 9):
        touch("touchMove", {"x": thumb["x"], "y": thumb["y"] - 20 * k})
        pass_frames(page, 1)
    touch("touchEnd")
    wait_for(page, f"() => {main} > {before} + 30", "the page to scroll")


def test_a_third_class_begins_another_run_and_one_goes_on_drawing(open_page):
    page = drawing(open_page)
    four(page)
    run = page.evaluate(RUN)
    page.locator(".tools button", has_text="+").click()
    says(page, "The next points are of class 2.")
    click(page, 0, 0)
    wait_for(page, shadow(f"player.dataset.run !== '{run}'"), "a run of three classes")
    says(page, "5 points.")
    assert (
        page.get_by_role("button", name="Class 2", exact=True).get_attribute("aria-pressed")
        == "true"
    )


def test_another_data_set_or_view_ends_the_drawing(open_page):
    page = drawing(open_page)
    look(page, "Warped space")
    page.locator(TOLD).wait_for(state="hidden")
    assert not page.get_by_role("button", name="Draw", exact=True).is_visible()
    look(page, "Probability")
    page.get_by_role("button", name="Draw", exact=True).click()
    page.get_by_role("radio", name="Moons").click()
    page.locator(TOLD).wait_for(state="hidden")


@pytest.mark.parametrize("dataset", ["wave", "hills", "two_areas"])
def test_what_has_no_classes_cannot_be_drawn(open_page, dataset):
    page = opened(open_page, f"{TANH}&training_dataset={dataset}")
    assert page.evaluate(FRAMES) > 0
    assert not page.get_by_role("button", name="Draw", exact=True).is_visible()


def stood(page, *parts):
    """Where these stand once they stand still: the page is laid out anew for its size."""
    boxes = None
    while (now := [one.bounding_box() for one in parts]) != boxes:
        boxes = now
        pass_frames(page)
    return boxes


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (390, 844)], ids=str)
def test_the_maps_stay_where_they_are_when_the_drawing_begins(open_page, size):
    page = opened(open_page, TANH)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    pass_frames(page)
    draw, map_ = page.get_by_role("button", name="Draw", exact=True), page.locator(".panels canvas")
    draw.scroll_into_view_if_needed()
    before = stood(page, map_.last, draw)
    draw.click()
    page.locator(TOLD).wait_for()
    pass_frames(page)
    assert stood(page, map_.last, draw) == before
