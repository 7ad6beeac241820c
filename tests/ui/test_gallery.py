"""The gallery's pictures, as the browser draws them."""

import pytest

pytest.importorskip("streamlit")

from explorer.activations import ACTIVATIONS
from explorer.ui.functions import gallery
from tests import node


@node.needs_node
def test_a_gallery_path_lifts_the_pen_at_a_jump():
    body = """const { function: one, switches } = d;
        return path(Curve.of(one, switches, one.parameters, 4, 8), false, -1.5, 2.5);"""
    data = gallery.picture(ACTIVATIONS["sign"])
    path = node.script(("shared/curve.js", "gallery/pictures.js"), body, data)
    assert path.startswith("M-4 -1L")
    assert path.count("M") == 2
    assert path.endswith("L4 1")
