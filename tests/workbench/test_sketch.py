"""Points that are drawn: each change can be undone, and the server has the latest, once."""

import base64

import numpy as np
import pytest

from explorer.choices.datasets import get
from explorer.choices.given import MOST_CLASSES, MOST_POINTS, REACH, drawn_key
from explorer.config import RunConfig
from explorer.engine import sample
from explorer.live.run import LiveRun
from tests import node
from tests.node import needs_node
from tests.workbench.test_orders import CLOCK

pytestmark = needs_node
MODULES = (
    "shared/settings.js",
    "workbench/orders.js",
    "workbench/sketch/sketch.js",
    "workbench/sketch/taken.js",
    "workbench/sketch/outbox.js",
)
BEGIN = """
    const sketch = new Sketch([]);
    const seen = () => sketch.points.map(({ x, y, label }) => [x, y, label]);
"""


def run(body, data=None, begin=BEGIN):
    return node.script(MODULES, begin + body, data, before=CLOCK)


def message(config):
    whole = LiveRun(config, "one")
    return base64.b64encode(whole.message([whole.latest], False)).decode()


OPENED = """
    const open_ = (text) => open(new Uint8Array(Buffer.from(text, "base64")));
"""


def test_the_browser_and_the_server_mean_the_same_square():
    assert run("return [REACH, MOST, CLASSES];") == [REACH, MOST_POINTS, MOST_CLASSES]


def test_every_change_is_undone_and_made_again():
    found = run("""
    sketch.add(0.5, 0.5, 1); sketch.add(-1, 1, 0);
    sketch.move(0, 1, 1, false); sketch.move(0, 1.5, 1.5, true);
    sketch.remove(1); sketch.clear();
    const back = [];
    while (sketch.turn(-1)) back.push(sketch.points.length);
    const forth = [];
    while (sketch.turn(1)) forth.push(sketch.points.length);
    return [back, forth];""")
    assert found == [[1, 2, 2, 1, 0], [1, 2, 2, 1, 0]]


def test_a_drag_is_one_change():
    found = run("""
    sketch.add(0, 0, 0);
    for (let k = 0; k < 9; k++) sketch.move(0, k / 8, 0, k > 0);
    sketch.turn(-1);
    return [seen()[0][0] < 0.01, sketch.at];""")
    assert found == [True, 1]


def test_a_change_after_an_undo_takes_the_place_of_what_was_undone():
    found = run("""
    sketch.add(0, 0, 0); sketch.add(1, 1, 1); sketch.turn(-1); sketch.add(-1, -1, 1);
    return [sketch.turn(1), seen().length, Math.sign(seen()[1][0])];""")
    assert found == [False, 2, -1]


def test_a_point_that_is_deleted_leaves_all_others_but_the_last_their_numbers():
    found = run("""
    for (const label of [0, 1, 2, 3]) sketch.add(label / 4, 0, label);
    sketch.remove(1);
    return seen().map(([, , label]) => label);""")
    assert found == [0, 3, 2]


def test_the_first_class_without_a_point_is_missing():
    found = run("""
    const missing = [sketch.missing];
    for (const label of [1, 0, 3, 2]) { sketch.add(0, 0, label); missing.push(sketch.missing); }
    return missing;""")
    assert found == [0, 0, -1, 2, -1]


def test_no_more_points_are_drawn_than_a_link_holds():
    found = run("""
    let n = 0;
    for (let k = 0; k < MOST + 2; k++) n = sketch.add(0, 0, 0);
    return [n, sketch.points.length];""")
    assert found == [-1, MOST_POINTS]


def test_points_lie_where_the_key_of_their_data_set_puts_them():
    drawn = np.random.RandomState(0).uniform(-2, 2, (40, 2))
    found = run(
        "for (const [x, y] of d) sketch.add(x, y, 0); sketch.add(9, -9, 1); return seen();",
        drawn.tolist(),
    )
    labels = np.array([0] * 40 + [1])
    wanted, _ = get(drawn_key(np.append(drawn, [[9, -9]], axis=0), labels)).make(0, 0.0, 0)
    np.testing.assert_allclose(np.array(found)[:, :2], wanted, atol=1e-12)


def test_the_nearest_point_is_found_within_a_reach():
    found = run("""
    sketch.add(0, 0, 0); sketch.add(1, 0, 1);
    return [sketch.nearest(0.6, 0), sketch.nearest(0.3, 0, 0.2), sketch.nearest(0.1, 0, 0.2)];""")
    assert found == [1, -1, 0]


@pytest.mark.parametrize("dataset", ["circles", "blobs"])
def test_points_that_are_taken_over_fit_and_keep_their_shares(dataset):
    config = RunConfig(dataset=dataset)
    points = run(OPENED + "return taken(pointsOf(open_(d)));", message(config))
    assert 295 <= len(points) <= 305
    places = np.array([[one["x"], one["y"]] for one in points])
    assert np.abs(places).max() <= REACH
    data = sample(RunConfig(dataset=drawn_key(places, np.array([one["label"] for one in points]))))
    dealt = {
        tuple(np.round(place, 2)): share
        for share, name in enumerate(("train", "validation", "test"))
        for place in data.share(name)[0].numpy().astype(float)
    }
    same = [
        dealt.get(tuple(np.round(p, 2))) == one["share"]
        for p, one in zip(data_places(places), points, strict=True)
    ]
    assert np.mean(same) > 0.95


def data_places(places):
    """Where the key puts them, in float32 as a run has them."""
    x, _ = get(drawn_key(places, np.arange(len(places)) % 2)).make(0, 0.0, 0)
    return x.astype(np.float32).astype(float)


def test_drawn_points_come_back_from_a_message_each_once():
    places = np.array([[0.5, 0.5], [-1.0, 1.0], [1.5, -0.25], [-0.5, -1.75]])
    config = RunConfig(dataset=drawn_key(places, np.array([0, 1, 0, 1])))
    found = run(
        OPENED
        + """
    const m = open_(d.message);
    const own = pointsOf(m);
    const again = new Sketch(d.points.map(([x, y], k) => ({ x, y, label: k % 2, share: 0 })));
    return [m.labels.length, own.length, signatureOf(own) === signatureOf(again.points)];""",
        {"message": message(config), "points": places.tolist()},
    )
    assert found == [12, 4, True]


OUT = (
    BEGIN
    + """
    const sent = [];
    const orders = new Orders((all) => sent.push(all.map(({ points, held }) =>
      [points.length, held])));
    const out = new Outbox(orders);
    const draw = (label, held = false) => { sketch.add(0, 0, label); out.put(sketch, held); };
"""
)


def test_nothing_is_sent_before_every_class_has_a_point():
    found = run("draw(1); wait(99); const before = sent.length; draw(0); wait(99); "
                "return [before, sent];", begin=OUT)  # fmt: skip
    assert found == [0, [[[2, False]]]]


def test_the_latest_points_are_sent_and_not_before_those_sent_last_were_heard():
    found = run("""
    draw(0); draw(1); wait(0);
    for (let k = 0; k < 5; k++) { draw(0, true); wait(70); }
    const during = sent.length;
    orders.heard(orders.last); out.go();
    draw(1, false); wait(70);
    orders.heard(orders.last); out.go(); wait(70);
    return [during, sent, out.open];""", begin=OUT)  # fmt: skip
    assert found == [1, [[[2, False]], [[7, True]], [[8, False]]], True]


def test_points_that_change_fast_are_sent_every_60_ms_at_most():
    found = run("""
    sketch.add(0, 0, 1);
    for (let k = 0; k < 60; k++) { draw(0); wait(10); orders.heard(orders.last); }
    return sent.length;""", begin=OUT)  # fmt: skip
    assert 9 <= found <= 11
