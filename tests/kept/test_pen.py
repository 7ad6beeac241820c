"""What is drawn on a canvas is written down as SVG: lines as lines, words as words."""

from functools import partial
from xml.etree import ElementTree

import pytest

from tests import node
from tests.node import needs_node

pytestmark = needs_node
script = partial(node.script, ("kept/pen.js",))
PEN = """
    const measure = (font, text) => ({ width: 7 * text.length });
    const pen = new Pen(200, 100, "a", "white", measure);
    const context = pen.context;
"""
NAMES = {"svg": "http://www.w3.org/2000/svg"}


def drawn(body):
    """The elements of the picture that this draws."""
    return ElementTree.fromstring(script(f"{PEN} {body} return pen.svg('told');"))


def test_a_picture_has_its_size_and_a_text_alternative():
    root = drawn("")
    assert (root.get("width"), root.get("viewBox")) == ("200", "0 0 200 100")
    assert root.findtext("svg:title", namespaces=NAMES) == "told"


def test_a_line_is_a_path_where_the_matrix_puts_it():
    root = drawn("""
        context.setTransform(2, 0, 0, 2, 10, 20);
        context.strokeStyle = "rgba(1, 2, 3, 0.5)";
        context.lineWidth = 1.5;
        context.setLineDash([5, 3]);
        context.beginPath(); context.moveTo(1, 2); context.lineTo(3, 4); context.stroke();
    """)
    path = root.find("svg:path", NAMES)
    assert path is not None
    assert path.get("d") == "M12 24L16 28"
    assert (path.get("stroke"), path.get("stroke-opacity")) == ("rgb(1, 2, 3)", "0.5")
    assert (path.get("stroke-width"), path.get("stroke-dasharray")) == ("3", "10 6")
    assert path.get("fill") == "none"


def test_a_circle_ends_where_it_began():
    root = drawn("context.beginPath(); context.arc(50, 50, 10, 0, 2 * Math.PI); context.fill();")
    path = root.find("svg:path", NAMES)
    assert path is not None
    assert path.get("d") == "M60 50A10 10 0 0 1 40 50A10 10 0 0 1 60 50"


def test_a_hole_shows_the_ground():
    root = drawn("""
        context.globalCompositeOperation = "destination-out";
        context.fillStyle = "black";
        context.fillRect(0, 0, 10, 10);
    """)
    path = root.find("svg:path", NAMES)
    assert path is not None
    assert path.get("fill") == "white"


def test_a_clip_holds_until_its_state_is_left_and_lies_within_the_one_before():
    root = drawn("""
        context.fillStyle = "red";
        const cut = () => { context.beginPath(); context.rect(0, 0, 9, 9); context.clip(); };
        context.save(); cut(); context.save(); cut(); context.fillRect(0, 0, 5, 5);
        context.restore(); context.restore(); context.fillRect(0, 0, 5, 5);
    """)
    clips = root.findall("svg:clipPath", NAMES)
    assert [clip.get("clip-path") for clip in clips] == [None, f"url(#{clips[0].get('id')})"]
    paths = root.findall("svg:path", NAMES)
    assert [path.get("clip-path") for path in paths] == [f"url(#{clips[1].get('id')})", None]


@pytest.mark.parametrize("text", ["a < b & \"c\" > 'd'", "</text><script>x</script>", "\x00x₁²"])
def test_a_word_is_a_word_whatever_is_in_it(text):
    font = "context.font = '600 13px Sans, serif'; context.textAlign = 'center';"
    body = f"{font} context.fillText({text!r}, 5, 6);"
    found = drawn(body).find("svg:text", NAMES)
    assert found is not None
    assert found.text == text.replace("\x00", "")
    assert (found.get("font-size"), found.get("font-weight")) == ("13", "600")
    assert found.get("text-anchor") == "middle"
    assert list(found) == []


def test_a_picture_of_pixels_is_put_in_as_one():
    root = drawn("""
        const canvas = { toDataURL: () => "data:image/png;base64,AA==" };
        context.scale(2, 2);
        context.drawImage(canvas, 1, 2, 30, 40);
    """)
    image = root.find("svg:image", NAMES)
    assert image is not None
    assert [image.get(name) for name in ("x", "y", "width", "height")] == ["2", "4", "60", "80"]
    assert image.get("href") == "data:image/png;base64,AA=="


def test_a_picture_within_another_is_scaled_to_its_place():
    root = drawn("""
        const other = new Pen(400, 400, "b", "white", measure);
        other.context.fillRect(0, 0, 4, 4);
        pen.embed(other, 10, 20, 100, 100);
    """)
    inner = root.find("svg:svg", NAMES)
    assert inner is not None
    assert (inner.get("x"), inner.get("width"), inner.get("viewBox")) == (
        "10",
        "100",
        "0 0 400 400",
    )
    assert len(inner) == 1
