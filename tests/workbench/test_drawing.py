"""The drawing fits its room, asks for other shapes within the limits, and maps bear overlays."""

import itertools
from functools import partial

import numpy as np
import pytest

from explorer.activations import get
from explorer.formula.browser import described
from tests import node
from tests.node import needs_node

pytestmark = needs_node
script = partial(
    node.script,
    (
        "workbench/drawing/places.js",
        "workbench/drawing/shape.js",
        "workbench/drawing/atlas.js",
        "workbench/plane/marks.js",
        "workbench/problem.js",
        "workbench/overlays.js",
        "workbench/plane/fold.js",
        "workbench/views/layers.js",
        "workbench/views/folds.js",
    ),
)
# Elements enough for buttons: what is made remembers its texts and its children.
ELEMENTS = """
    globalThis.document = { createElement: (tag) => ({
      tag, style: {}, children: [], classList: { add() {} }, setAttribute() {},
      append(child) { this.children.push(child); }, after() {}, remove() { this.gone = true; },
    }) };
    const room = () => document.createElement("div");
"""
SHAPES = [[], [8, 8], [64], [64] * 8, [8] * 50]


@pytest.mark.parametrize("hidden", SHAPES, ids=str)
@pytest.mark.parametrize("size", [(260, 460), (340, 620)], ids=str)
def test_the_drawing_takes_no_more_than_three_fifths_of_the_height(hidden, size) -> None:
    width, height = size
    found = script(
        """const m = { widths: [d.widths], max_layers: 8, loop: false, locked: [] };
           const places = new Places(d.widths);
           places.lay({ width: d.width, height: d.height }, Shape.head(m, 0, d.width));
           return { high: places.height, y: places.y, x: places.columns, size: places.size,
                    shown: places.stand, gap: places.gap };""",
        {"widths": [2, *hidden, 1], "width": width, "height": height},
    )
    xs = [found["x"][c] for c in found["shown"]]
    assert all(b - a >= found["size"] + 4 for a, b in itertools.pairwise(xs))
    assert found["shown"][0] == 0
    assert found["shown"][-1] == len(hidden) + 1
    assert (found["gap"] is None) == (len(found["shown"]) == len(hidden) + 2)
    assert found["high"] <= 0.6 * height
    half = found["size"] / 2
    assert half <= min(xs)
    assert max(xs) + half <= width
    for column in filter(None, found["y"]):
        assert max(column) + half <= found["high"]
        assert all(b - a >= found["size"] for a, b in itertools.pairwise(column))


def test_a_layer_more_is_as_wide_as_the_last_and_the_first_has_four_units() -> None:
    found = script("return [layered([], 1), layered([3, 5], 1), layered([3, 5], -1)];")
    assert found == [[4], [3, 5, 5], [3]]


def test_a_shape_is_asked_for_within_the_limits_of_the_message() -> None:
    found = script(
        f"""{ELEMENTS}
        const asked = [];
        const shape = new Shape(room(), room(), (hidden) => asked.push(hidden));
        const m = {{ widths: [[2, 3, 1, 1]], max_layers: 2, max_units: 4, locked: [] }};
        const places = new Places(m.widths[0]);
        places.lay({{ width: 300, height: 400 }}, 40);
        shape.lay(m, 0, places);
        const [first, second] = shape.columns;
        first.more.onclick();
        first.more.onclick(); // 4 units are as many as may be
        second.less.onclick(); // and one is as few
        shape.layers.more.onclick(); // as are 2 layers
        shape.layers.less.onclick();
        return {{ asked, told: first.more.ariaLabel }};"""
    )
    assert found == {
        "asked": [[4, 1], [4]],
        "told": "Add a unit to layer 1: 4 now",
    }


def test_presses_in_a_row_add_up_although_the_answer_to_the_first_comes_between() -> None:
    found = script(
        f"""{ELEMENTS}
        const asked = [];
        const shape = new Shape(room(), room(), (hidden) => asked.push(hidden));
        const lay = (units) => {{
          const m = {{ widths: [[2, units, 1]], max_layers: 8, max_units: 64, locked: [] }};
          const places = new Places(m.widths[0]);
          places.lay({{ width: 300, height: 400 }}, 40);
          shape.lay(m, 0, places);
        }};
        lay(3);
        const {{ more }} = shape.columns[0];
        more.onclick();
        more.onclick();
        lay(4);
        more.onclick();
        return [asked, shape.columns[0].more === more];"""
    )
    assert found == [[[4], [5], [6]], True]


@pytest.mark.parametrize("change", [{"loop": True}, {"max_layers": 0}], ids=str)
def test_a_shape_that_is_given_has_no_buttons(change) -> None:
    message = {"widths": [[2, 3, 1]], "max_layers": 8, "max_units": 64, "locked": []} | change
    body = f"""{ELEMENTS}
        const shape = new Shape(room(), room(), () => {{}});
        shape.lay(d, 0, {{}});
        return [shape.box.hidden, shape.over.hidden, shape.columns.length];"""
    assert script(body, message) == [True, True, 0]


def test_an_answer_is_as_certain_as_its_likeliest_class_is_ahead_of_chance() -> None:
    logits = np.array([[2.0, 0.0, -1.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 5.0]])  # (K, N)
    found = script(
        """const out = new Float32Array(9);
           answersTo({ answer: "p" }, Float32Array.from(d.flat()), out, 3);
           const one = new Float32Array(2);
           answersTo({ answer: "sigmoid(x)" }, Float32Array.of(0, -3), one, 2);
           const m = { problem: "classes" };
           return [0, 1, 2].map((n) => certainty(m, out, n, 3))
             .concat([0, 1].map((n) => certainty(m, one, n, 2)));""",
        logits.tolist(),
    )
    share = np.exp(logits) / np.exp(logits).sum(0)
    wanted = [*((share.max(0) - 1 / 3) / (2 / 3)), 0, 2 / (1 + np.exp(-3)) - 1]
    np.testing.assert_allclose(found, wanted, atol=1e-6)


def test_labels_are_as_certain_as_the_least_certain_of_them() -> None:
    body = """return certainty({ problem: "labels" }, [0.9, 0.6, 0.02], 0, 1);"""
    assert script(body) == pytest.approx(0.2)


def test_an_overlay_is_offered_where_it_acts_and_its_button_says_whether_it_is_on() -> None:
    found = script(
        f"""{ELEMENTS}
        let changes = 0;
        const arrays = {{ batch: {{ shape: [1, 4] }} }};
        const overlays = new Overlays(room(), () => changes++);
        const seen = [{{ flat: true, toned: true }}, {{ spots: () => [] }}, {{}}].map((view) => {{
          overlays.offer(view, {{ problem: "binary", arrays }});
          return overlays.buttons.map((button) => !button.hidden);
        }});
        const {{ hidden }} = overlays.box;
        const map = {{ flat: true, toned: true }};
        const [wrong] = overlays.buttons;
        wrong.onclick();
        const states = ["regression", "labels"].map((problem) => {{
          overlays.offer(map, {{ problem, arrays }});
          return [overlays.buttons.map((button) => !button.hidden), overlays.state.wrong];
        }});
        const whole = {{ problem: "binary", arrays: {{ batch: {{ shape: [1, 0] }} }} }};
        overlays.offer(map, whole);
        const full = overlays.buttons.map((button) => !button.hidden);
        return {{ seen, hidden, changes, states, full, on: overlays.state.wrong,
                  pressed: wrong.ariaPressed }};"""
    )
    assert found["seen"] == [[True] * 5, [True, False, True, True, False], [False] * 5]
    assert found["hidden"]
    of_numbers = [
        False,
        False,
        True,
        True,
        False,
    ]  # there is no wrong, and what is chosen comes back
    assert found["states"] == [[of_numbers, False], [[True] * 5, True]]
    assert found["full"] == [True, True, False, True, True]  # a full batch sets nothing off
    assert (found["changes"], found["on"], found["pressed"]) == (1, True, "true")


def test_the_points_of_the_batch_alone_are_set_off() -> None:
    bits = np.zeros((2, 20), dtype=bool)
    bits[1, [0, 7, 8, 19]] = True
    packed = np.packbits(bits, axis=1, bitorder="little")
    found = script(
        """const seen = [];
           const context = { beginPath() {}, fill() {}, stroke() {},
             arc: (x, y) => seen.push(["disc", x, y]) };
           const marks = Object.create(Marks.prototype);
           marks.m = { neutral: "white" };
           marks.dots = { draw: (_, n, x, y) => seen.push(["point", n, x, y]) };
           const arrays = { batch: { shape: [2, d.packed[1].length] } };
           const m = { batch: d.packed.flat(), arrays };
           for (const i of [0, 1])
             marks.discs(context, { m, i }, (n) => (n === 8 ? [] : [[-1, -1], [n, 2 * n]]));
           return seen;""",
        {"packed": packed.tolist()},
    )
    wanted = [part for n in (0, 7, 19) for part in (["disc", n, 2 * n], ["point", n, n, 2 * n])]
    assert found == wanted


@pytest.mark.parametrize(
    ("side", "share", "wanted"),
    [(200, 0.5, "layer 2: 50 %"), (60, 0.5, "2: 50 %"), (40, 0.5, "50 %"), (200, None, "layer 2")],
)
def test_a_tile_is_called_by_as_much_as_there_is_room_for(side, share, wanted) -> None:
    found = script(
        """const view = Object.assign(new LayerView(), { judged: d.share ? [0] : [] });
           const context = { measureText: (text) => ({ width: 8 * text.length }) };
           const right = [0, 0, d.share];
           return view.title(context, { side: d.side, tiles: 4, right }, 2);""",
        {"side": side, "share": share},
    )
    assert found == wanted


@pytest.mark.parametrize(
    ("right", "said"),
    [
        ([0.97, 0.99, 1.0, 1.0], "A line already separates the classes in the input plane: "),
        ([0.964, 0.99, 1.0, 1.0], "Layer 1 is the first to separate the classes: "),
        ([0.6, 0.7, 0.98, 1.0], "Layer 2 is the first to separate the classes: "),
        ([0.94, 0.93, 0.92, 1.0], "No layer separates the classes: a linear read-out gets at most"),
    ],
)
def test_classes_are_separate_from_97_percent_of_a_read_out_on(right, said) -> None:
    found = script(
        """const view = Object.assign(new LayerView(), { judged: [0] });
           view.panels = [{ tiles: 4, right: Float64Array.from(d) }];
           return view.words(0);""",
        right,
    )
    assert found.startswith(said)


def test_a_network_without_activation_has_no_fold_lines_and_the_words_say_so() -> None:
    found = script(
        """const view = new FoldView();
           view.panels = [{ bends: [{ kinks: [] }], broken: false, sharp: false, smooth: false }];
           view.size = view.G = 10;
           const panel = { net: { z: [new Float32Array(100)] }, bends: view.panels[0].bends,
                           drawn: [[0]] };
           return [view.words(0), nearest(panel, 5, 5, 10, 9)];"""
    )
    assert found == [
        "There are no fold lines: without an activation nothing folds the plane.",
        None,
    ]


def test_a_unit_pointed_at_tells_what_its_activation_has_learnt() -> None:
    found = node.script(
        ("shared/network.js", "workbench/drawing/words.js"),
        """const net = new Network(d, 0);
           const w = Float32Array.of(1, 0, 0, 1, 0, 0, 0, 0, 0.3125);
           net.run(w, Float32Array.of(-2, 4, 0, 0), 2);
           const places = { last: 2, name: () => "layer 1 unit 1" };
           return [pointed({ c: 1, u: 0 }, places, net, w, 2), [...net.h[0].slice(0, 2)]];""",
        {
            "widths": [(2, 2, 1)],
            "activations": [[0]],
            "functions": [described(get("prelu"), {})],
            "learnt": [[8]],
        },
    )
    said = "layer 1 unit 1: h from −0.625 to 4, learnt negative slope 0.313"
    assert found == [said, [-0.625, 4]]
