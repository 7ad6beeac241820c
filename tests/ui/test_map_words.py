"""What the page Map tells in words."""

import pytest

pytest.importorskip("streamlit")

from explorer.ui.map.packing import _whole_percent
from tests import node


@node.needs_node
@pytest.mark.parametrize(("share", "told"), [(0.125, "13 %"), (0.062, "6 %"), (0.0, "0 %")])
def test_the_headline_rounds_as_the_legend_beside_the_map(share, told):
    assert _whole_percent(share) == told
    assert node.script(("shared/numbers.js",), "return percentFixed(d, 0);", share) == told
