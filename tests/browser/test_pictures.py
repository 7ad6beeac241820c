"""The run on the page as PNG, as SVG and as a clip, in a real browser."""

import base64
from xml.etree import ElementTree

import pytest

from tests.browser.player import shadow, wait_for
from tests.browser.test_kept import button, ready, unfold

pytestmark = pytest.mark.browser
EBML = b"\x1a\x45\xdf\xa3"
SVG = "{http://www.w3.org/2000/svg}"
MAP = shadow("player.querySelector('.panels canvas').width")


def saved(page, name):
    """The bytes of the file that a button saves."""
    with page.expect_download() as download:
        button(page, name).click()
    return download.value.path().read_bytes()


def test_the_png_has_the_pixels_of_the_screen_and_the_maps_in_it(open_page):
    page = ready(open_page, device_scale_factor=2)
    unfold(page)
    data = saved(page, "PNG")
    assert data.startswith(b"\x89PNG")
    wide, chart, colours = page.evaluate(
        """async (data) => {
            const image = await createImageBitmap(await (await fetch(data)).blob());
            const canvas = new OffscreenCanvas(image.width, image.height);
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            const colours = (y) => {
                const { data } = context.getImageData(0, y, image.width, 200);
                return new Set(new Uint32Array(data.buffer)).size;
            };
            return [image.width, colours(image.height - 200), colours(image.height / 4)];
        }""",
        "data:image/png;base64," + base64.b64encode(data).decode(),
    )
    assert wide >= page.evaluate(MAP) + 4 * 24
    assert colours > 100
    assert chart > 5


@pytest.mark.parametrize("view", ["probability", "warped"])
def test_the_svg_has_points_lines_and_words_of_its_own(open_page, view):
    link = f"training?training_activations=Tanh&training_view={view}"
    page = ready(open_page, link, 1000)
    unfold(page)
    root = ElementTree.fromstring(saved(page, "SVG"))
    paths = root.findall(f".//{SVG}path")
    assert len(paths) > 2 * 500, "each of 500 points, and more"
    words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    for word in ("Circles · step 1,000 · epoch 25", "Tanh", "validation accuracy", "log scale"):
        assert word in words
    assert len(root.findall(f".//{SVG}image")) == (1 if view == "probability" else 0)
    assert "Circles at step 1,000" in (root.findtext(f"{SVG}title") or "")


def test_the_clip_is_a_webm_of_many_frames_and_the_run_stands_where_it_stood(open_page):
    page = ready(open_page)
    unfold(page)
    with page.expect_download(timeout=120_000) as download:
        button(page, "Clip (WebM)").click()
        button(page, "Cancel the clip").wait_for()
        wait_for(page, shadow("player.dataset.step > 50 && player.dataset.step < 450"), "the film")
    data = download.value.path().read_bytes()
    assert data.startswith(EBML)
    frames, width = page.evaluate(
        """async (data) => {
            const video = document.createElement("video");
            video.muted = true;
            video.src = data;
            let frames = 0;
            const seen = () => { frames++; video.requestVideoFrameCallback(seen); };
            video.requestVideoFrameCallback(seen);
            await video.play();
            await new Promise((done) => (video.onended = done));
            return [frames, video.videoWidth];
        }""",
        "data:video/webm;base64," + base64.b64encode(data).decode(),
    )
    assert frames > 10
    assert width % 2 == 0
    assert width > page.evaluate(MAP)
    wait_for(page, shadow("player.dataset.step == 500"), "the last frame again")
    assert download.value.suggested_filename == "circles.webm"


def test_a_clip_that_is_called_off_saves_nothing(open_page):
    page = ready(open_page)
    unfold(page)
    button(page, "Clip (WebM)").click()
    wait_for(page, shadow("player.dataset.step > 20 && player.dataset.step < 450"), "the film")
    button(page, "Cancel the clip").click()
    page.locator(".kept dialog").get_by_text("No clip was saved.").wait_for()
    wait_for(page, shadow("player.dataset.step == 500"), "the last frame again")
    button(page, "Clip (WebM)").wait_for()


def test_a_browser_that_records_no_clips_says_so_in_a_sentence(open_page):
    page = ready(open_page)
    page.evaluate("delete window.MediaRecorder")
    unfold(page)
    button(page, "Clip (WebM)").click()
    page.locator(".kept dialog").get_by_text("cannot record clips in WebM").wait_for()
