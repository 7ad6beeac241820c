"""What the browser marks on the curve: the saturated part, and the tangent."""

import pytest

from explorer.activations import ACTIVATIONS
from explorer.functions.lens.facts import rows
from tests.functions.lens.browser import message, script
from tests.node import needs_node


@needs_node
@pytest.mark.parametrize(
    ("key", "spans"),
    [
        ("tanh", [(-6, -2.178), (2.178, 6)]),  # 1 − tanh² = 0.05
        ("relu", [(-6, 0)]),
        ("identity", []),
    ],
)
def test_the_saturated_part_is_where_the_slope_is_below_the_bound(key, spans) -> None:
    body = "return flatOf(curve(), m.flat_slope);"
    found = script(body, message(ACTIVATIONS[key]))
    assert len(found) == len(spans)
    for got, expected in zip(found, spans, strict=True):
        assert got == pytest.approx(expected, abs=0.01)


@needs_node
def test_the_tangent_has_one_slope_where_there_is_one_and_two_at_a_kink() -> None:
    body = """const c = curve();
        return [touching(c, 1, 1, 1), touching(c, 0, 0, 0)].map((lines) => slopeWords(lines));"""
    found = script(body, message(ACTIVATIONS["relu"]))
    assert found == ["slope 1.000", "slope 0.000 from the left, 1.000 from the right"]


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_every_row_that_speaks_of_a_place_has_something_to_mark(key) -> None:
    for row in rows(ACTIVATIONS[key], {}):
        silent = row.key in ("torch_gain", "critical_weight_variance", "cost")
        told = row.text == "none" or row.text.startswith(("constant", "smooth", "not ", "neither"))
        marked = row.marks or row.levels or row.span or row.flat
        assert silent or told or marked, row
