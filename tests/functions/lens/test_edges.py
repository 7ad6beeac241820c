"""The lens at jumps, poles, holes and beyond its tables; moments and shares are NumPy's."""

import math

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.functions.lens.packing import normal_quantiles
from explorer.words import FLAT
from tests.functions.lens.browser import message, script
from tests.node import needs_node


@needs_node
def test_both_sides_of_a_jump_are_reached_between_samples() -> None:
    found = script(
        """const c = curve({ threshold: 0.33 });
           return [0.33 - 1e-12, 0.33 + 1e-12].flatMap((v) => [c.value(v), c.slope(v)]);""",
        message(ACTIVATIONS["threshold"], parameters={"value": -1.0}),
    )
    np.testing.assert_allclose(found, [-1, 0, 0.33, 1], atol=1e-11)


@needs_node
@pytest.mark.parametrize(
    ("key", "wanted"),
    [("sign", [-1, 1, 0, 0]), ("absolute", [0, 0, -1, 1]), ("heaviside", [0, 1, 0, 0])],
)
def test_a_line_reaches_a_break_at_a_sample_from_its_own_side(key: str, wanted: list) -> None:
    """Not with a spur to the value that the function has at the very place."""
    found = script(
        """const c = curve();
           const k = [...Array(c.pieces).keys()].find((k) => Math.abs(c.x0[k]) < 1e-9);
           return [c.f1[k - 1], c.f0[k], c.d1[k - 1], c.d0[k]];""",
        message(get(key)),
    )
    assert found == pytest.approx(wanted, abs=1e-9)


@needs_node
def test_where_a_slider_moves_a_kink_the_curve_breaks_there_and_nowhere_else() -> None:
    found = script(
        "return d.places.map((threshold) => curve({ threshold }).breaks.map(([, at]) => at));",
        message(ACTIVATIONS["threshold"]),
        places=[-1.37, 0.0, 0.05, 1.999],
    )
    assert found == [[pytest.approx(at, abs=1e-15)] for at in (-1.37, 0.0, 0.05, 1.999)]


@needs_node
@pytest.mark.parametrize(
    ("key", "x", "wanted"),
    [
        ("heaviside", 0, [0, 1]),
        ("hardshrink", 0.5, [0, 0.5]),
        ("threshold", 1, [0, 1]),
        ("relu", 1.234, [1.234]),
        ("selu", 0, [0]),
    ],
)
def test_a_mark_stands_on_both_sides_of_a_jump(key: str, x: float, wanted: list[float]) -> None:
    found = script("return curve().sides(d.x);", message(ACTIVATIONS[key]), x=x)
    assert found == pytest.approx(wanted, abs=1e-5)


@needs_node
def test_where_a_function_has_no_value_there_is_a_hole() -> None:
    body = "const c = curve(); return [holesOf(c, 6), c.value(-1), c.value(2), c.slope(2)];"
    assert script(body, message(get("=log(x)"))) == [
        [[-6, 0]],
        "NaN",
        pytest.approx(math.log(2), abs=1e-6),
        pytest.approx(0.5, abs=1e-5),
    ]
    assert script(body, message(get("=1/x")))[0] == [[0, 0]]


@needs_node
def test_a_pole_is_a_cut_with_infinite_sides() -> None:
    found = script(
        "return curve().breaks.map(([, at, left, right]) => [at, left, right]);",
        message(get("=tan(x)"), 2, 50),
    )
    half = math.pi / 2
    assert found == [[pytest.approx(at, abs=1e-12), "Infinity", "Infinity"] for at in (-half, half)]


@needs_node
def test_where_there_is_no_value_there_is_no_slope() -> None:
    found = script("return [curve().slope(-1), curve().df[8]];", message(get("=log(x)")))
    assert found == ["NaN", "NaN"]


@needs_node
def test_beyond_the_range_shown_a_function_is_its_own() -> None:
    found = script("return [9, 1e6, -99, NaN].map((v) => curve().value(v));", message(get("relu")))
    assert found == [9, 1e6, 0, "NaN"]


@needs_node
@pytest.mark.parametrize("shape", ["normal", "uniform", "bumps"])
@pytest.mark.parametrize("key", ["relu", "tanh", "gelu", "heaviside", "sine"])
def test_moments_and_shares_are_numpys_on_the_same_values(key: str, shape: str) -> None:
    activation = ACTIVATIONS[key]
    found = script(
        """const z = standard(d.shape, m.normal);
           const found = pushed(curve(), z, 0.7, 1.6, m.flat_slope);
           const { before, after, small, dead, lost } = found;
           const numbers = [before.mean, before.variance, after.mean, after.variance, lost];
           return { z: [...z], numbers, small, dead };""",
        message(activation),
        shape=shape,
    )
    z = np.array(found["z"])
    np.testing.assert_allclose([z.mean(), z.var()], [0, 1], atol=1e-6)
    x = 0.7 + 1.6 * z
    y = activation.f(torch.tensor(x)).numpy()
    wanted = [x.mean(), x.var(), y.mean(), y.var(), 0]
    np.testing.assert_allclose(found["numbers"], wanted, rtol=1e-9, atol=1e-12)
    slope = np.abs(activation.df(torch.tensor(x)).numpy())
    np.testing.assert_allclose(found["small"], (slope < FLAT).mean(), atol=1e-9)
    np.testing.assert_allclose(found["dead"], (slope == 0).mean(), atol=1e-9)


def test_the_normal_values_are_the_normal_distributions_quantiles() -> None:
    z = normal_quantiles().astype(float)
    assert z.mean() == pytest.approx(0, abs=1e-6)
    assert z.var() == pytest.approx(1, abs=1e-6)
    share = 0.5 * (1 + torch.erf(torch.tensor(z) / math.sqrt(2))).numpy()
    np.testing.assert_allclose(share, (np.arange(len(z)) + 0.5) / len(z), atol=3e-4)


@needs_node
def test_counts_hold_every_value_inside_and_none_outside() -> None:
    values = np.linspace(-2, 2, 1001)
    found = script("return [...counted(d.v, -1, 1, null, 1)[0]];", v=values.tolist())
    wanted = np.histogram(values, bins=72, range=(-1, 1))[0]
    assert sum(found) == wanted.sum() == 501
    assert np.abs(np.array(found) - wanted).max() <= 1  # a value on an edge may fall to each side
