"""Warped space: what a layer computes is laid out along two directions as NumPy would lay it."""

import numpy as np

from tests.node import needs_node, script

pytestmark = needs_node


def test_places_are_the_directions_times_what_the_units_compute() -> None:
    rng = np.random.default_rng(3)
    directions, units = rng.normal(size=(2, 5)), rng.normal(size=(5, 7))
    found = script(
        ("workbench/warp/turn.js",),
        """const out = new Float32Array(14).fill(9);
           along(Float32Array.from(d.units), 7, Float64Array.from(d.directions), out);
           return [...out];""",
        {"units": units.ravel().tolist(), "directions": directions.ravel().tolist()},
    )
    np.testing.assert_allclose(np.reshape(found, (2, 7)), directions @ units, atol=1e-5)
