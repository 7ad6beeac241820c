"""Rows of words, buttons and tabs in a real browser: none of them is cut at an edge."""

import pytest

from tests.browser.player import opened, script_at_rest, shadow, wait_for

pytestmark = pytest.mark.browser
KEYS = ("tanh", "relu", "sigmoid", "identity", "gelu", "silu", "elu", "softplus")
# Whether all of the two rows of buttons is inside the workbench, and the time line in the window.
WHOLE = shadow("""(() => {
    const edge = player.getBoundingClientRect().right + 1;
    const inside = '.bar button, .lossbar button, .lossbar summary, .legend span';
    const rows = [...player.querySelectorAll(inside)];
    const loss = player.querySelector('[data-part=loss]').getBoundingClientRect();
    return rows.every(e => e.getBoundingClientRect().right <= edge) && loss.bottom <= innerHeight;
})()""")
CUT = """() => [...document.querySelectorAll('[role=tab]')].filter(tab => {
    const { left, right, height } = tab.getBoundingClientRect();
    return left < 0 || right > innerWidth || !height;
}).map(tab => tab.textContent)"""


@pytest.mark.parametrize("dataset", ["circles", "ten_blobs", "two_areas", "wave"])
@pytest.mark.parametrize("networks", [1, 2, 4])
def test_no_button_of_the_workbench_and_no_time_line_is_cut(open_page, dataset, networks):
    chosen = "".join(f"&training_activations={key}" for key in KEYS[:networks])
    page = opened(open_page, f"training?training_dataset={dataset}{chosen}")
    for width, height in ((1366, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        wait_for(page, WHOLE, f"whole rows in {width} × {height}", 20_000)


def test_eight_networks_have_their_time_line_in_the_first_screen(open_page):
    chosen = "".join(f"&training_activations={key}" for key in KEYS)
    page = opened(open_page, f"training?training_dataset=circles{chosen}")
    for width, height in ((1366, 768), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        wait_for(page, WHOLE, f"whole rows in {width} × {height}", 20_000)


@pytest.mark.parametrize("tab", ["logits", "thresholds"])
def test_one_network_s_rows_on_outputs_are_whole(open_page, tab):
    page = opened(open_page, f"outputs?outputs_tab={tab}&outputs_activations=tanh")
    page.set_viewport_size({"width": 1280, "height": 720})
    wait_for(page, WHOLE, "whole rows", 20_000)


@pytest.mark.parametrize("place", ["functions", "gradients", "outputs?outputs_tab=generalisation"])
def test_on_a_phone_every_tab_is_seen_whole(open_page, place):
    page = open_page(place, width=390, has_touch=True, is_mobile=True)
    page.get_by_role("tab").first.wait_for()
    script_at_rest(page)
    assert page.get_by_role("tab").count() > 4
    assert page.evaluate(CUT) == []
