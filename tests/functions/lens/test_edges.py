"""The lens at jumps, poles, holes and beyond its tables; moments and shares are NumPy's."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, Parameter, get
from explorer.functions import lens
from explorer.functions.lens.packing import normal_quantiles
from explorer.functions.lens.sampling import positions
from explorer.words import FLAT
from tests.functions.lens.browser import LOGARITHM, RECIPROCAL, message, script
from tests.node import needs_node


@needs_node
def test_both_sides_of_a_jump_are_reached_between_samples() -> None:
    found = script(
        """const c = t.moved(0, d.k);
           return [0.3299, 0.3301].flatMap((v) => [c.value(v), c.slope(v)]);""",
        message(
            replace(
                ACTIVATIONS["threshold"],
                parameters=(
                    Parameter("threshold", "t", 0.33, -0.33, 0.33, 0.33),
                    Parameter("value", "v", -1.0, -1.0, 1.0, 0.1),
                ),
            )
        ),
        k=2,
    )
    np.testing.assert_allclose(found, [-1, 0, 0.3301, 1], atol=1e-6)


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
    found = script("return t.present().sides(d.x);", message(ACTIVATIONS[key]), x=x)
    assert found == pytest.approx(wanted, abs=1e-5)


@needs_node
def test_between_two_rows_a_straight_dependence_is_kept_and_said_to_be_about() -> None:
    rrelu = ACTIVATIONS["rrelu"]
    assert lens.sample(rrelu, {}, 6, 20).stride == 2
    found = script(
        "const c = t.moved(1, d.k); return [c.about, c.value(-3), c.slope(-3), c.value(2)];",
        message(rrelu),
        k=31,
    )
    slope = (0.125 + positions(rrelu.parameters[1])[31]) / 2
    assert found[0] is True
    np.testing.assert_allclose(found[1:], [-3 * slope, slope, 2], rtol=1e-6)


@needs_node
def test_where_a_function_has_no_value_there_is_a_hole() -> None:
    body = "const c = t.present(); return [holesOf(c, 6), c.value(-1), c.value(2), c.slope(2)];"
    assert script(body, message(LOGARITHM)) == [
        [[-6, 0]],
        "NaN",
        pytest.approx(math.log(2), abs=1e-6),
        pytest.approx(0.5, abs=1e-5),
    ]
    assert script(body, message(RECIPROCAL))[0] == [[0, 0]]


@needs_node
def test_a_pole_is_a_cut_and_no_number() -> None:
    tangent = get("=tan(x)")
    found = script(
        """const c = t.present();
           return [c.value(1.5707), c.slope(1.5709), c.value(1.7), c.slope(1)];""",
        message(tangent),
    )
    assert found[:2] == ["NaN", "NaN"]
    np.testing.assert_allclose(found[2:], [math.tan(1.7), 1 + math.tan(1) ** 2], rtol=1e-3)


@needs_node
def test_where_there_is_no_value_there_is_no_slope() -> None:
    found = script("return [t.present().slope(-1), t.present().df[8]];", message(LOGARITHM))
    assert found == ["NaN", "NaN"]


@needs_node
def test_between_samples_a_function_that_overflows_stays_between_its_values() -> None:
    """Where it rises a hundredfold from one sample to the next, and where float32 ends."""
    body = """
        const curve = t.present();
        const found = [];
        for (let k = 0; k < curve.pieces; k++) {
          for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
            const v = curve.x0[k] + share * (curve.x1[k] - curve.x0[k]);
            found.push([curve.f0[k], curve.within(k, v), curve.f1[k]]);
            const kept = curve.d0[k] > 1e-30 && curve.d1[k] < 2e38; // neither end is cut off
            if (kept) found.push([curve.d0[k], curve.slopeWithin(k, v), curve.d1[k]]);
          }
        }
        return found;"""
    steep = np.array(script(body, message(get("=exp(x*100)"))), float)
    steep = steep[np.isfinite(steep).all(axis=1)]
    assert len(steep) > 1000
    slack = 1e-9 * np.abs(steep).max(axis=1)
    assert (steep[:, 1] >= steep[:, 0] - slack).all()
    assert (steep[:, 1] <= steep[:, 2] + slack).all()


@needs_node
def test_a_number_beyond_the_tables_is_said_to_be_so() -> None:
    body = "return [3e38, -3e38, 2, 1e6].map((v) => reading(Math.fround(v), '='));"
    assert script(body) == ["> 3 × 10³⁸", "< −3 × 10³⁸", "= 2.000", "= 10⁶"]


@needs_node
def test_beyond_its_table_a_function_is_not_guessed() -> None:
    body = (
        "const c = t.present(); return [c.value(16), c.value(16.01), c.value(-99), c.value(NaN)];"
    )
    assert script(body, message(ACTIVATIONS["relu"])) == [16, "NaN", "NaN", "NaN"]


@needs_node
@pytest.mark.parametrize("shape", ["normal", "uniform", "bumps"])
@pytest.mark.parametrize("key", ["relu", "tanh", "gelu", "heaviside", "sine"])
def test_moments_and_shares_are_numpys_on_the_same_values(key: str, shape: str) -> None:
    activation = ACTIVATIONS[key]
    found = script(
        """const z = standard(d.shape, m.normal);
           const found = pushed(t.present(), z, 0.7, 1.6, m.flat_slope);
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
    np.testing.assert_allclose(found["numbers"], wanted, atol=2e-4)
    slope = np.abs(activation.df(torch.tensor(x)).numpy())
    np.testing.assert_allclose(found["small"], (slope < FLAT).mean(), atol=2e-3)
    np.testing.assert_allclose(found["dead"], (slope == 0).mean(), atol=1e-3)


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
