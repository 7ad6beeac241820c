"""What the player computes stays true at poles, far out, and where little is known."""

from functools import partial
from typing import Any

import numpy as np
import pytest
import torch

from explorer import activations
from explorer.config import Member, RunConfig
from explorer.live.message.sampling import sampled
from explorer.live.message.setting import TABLE_RATE, TABLE_REACH, TAIL, TAIL_REACH
from tests import node
from tests.node import needs_node

PARTS = (
    "shared/network.js",
    "workbench/measures/values.js",
    "workbench/measures/units.js",
    "workbench/drawing/parameters.js",
    "workbench/views/probability.js",
)
script = partial(node.script, PARTS)
# What a message holds of a network 2-1-1 of each member, under node.
MESSAGE = """
    const m = { widths: [2, 1, 1], table_reach: 24, tail_rate: d.rate, waves: d.waves,
      activations: d.numbers, learnt: d.numbers.map(() => [-1]), class_colours: [],
      tables: Float32Array.from(d.tables.flat()), tails: Float32Array.from(d.tails.flat(2)),
      arrays: { tables: { shape: [1, d.tables[0].length] },
                tails: { shape: [1, 2, d.tails[0][0].length] } } };
"""


def tables(*keys: str) -> dict[str, Any]:
    """The tables of these functions, one a member, as MESSAGE reads them."""
    found = sampled(RunConfig(hidden=(1,), members=tuple(Member(key) for key in keys)))
    return {
        "numbers": found["activations"],
        "tables": found["tables"].tolist(),
        "tails": found["tails"].tolist(),
        "waves": found["waves"],
        "rate": (TAIL - 1) / np.log(TAIL_REACH / TABLE_REACH),
    }


@pytest.mark.parametrize("formula", ["=1/x", "=1/x**2", "=log(abs(x))", "=1/(x-1)"])
def test_a_pole_leaves_no_sample_that_is_not_finite(formula: str) -> None:
    found = sampled(RunConfig(hidden=(1,), members=(Member(formula),)))["tables"][0]
    assert np.isfinite(found.astype(np.float32)).all()
    x = torch.linspace(-TABLE_REACH, TABLE_REACH, len(found)).double()
    wanted = activations.get(formula).f(x)
    known = wanted.isfinite().numpy()
    assert (~known).sum() == 1
    np.testing.assert_array_equal(found[known], wanted.numpy()[known])
    beside = activations.get(formula).f(x[torch.from_numpy(~known)] + 0.5 / TABLE_RATE)
    np.testing.assert_array_equal(found[~known], beside.numpy())


def test_where_a_function_is_nowhere_defined_its_samples_stay_unknown() -> None:
    found = sampled(RunConfig(hidden=(1,), members=(Member("=log(x)"),)))["tables"][0]
    zero = TABLE_REACH * TABLE_RATE
    assert np.isnan(found[:zero]).all()
    assert found[zero] == pytest.approx(np.log(0.5 / TABLE_RATE))


@needs_node
@pytest.mark.parametrize(
    ("key", "far"), [("relu", 1.0), ("identity", 1.0), ("tanh", 0.0), ("softplus", 1.0)]
)
def test_past_the_end_of_its_tail_a_function_goes_straight_on(key: str, far: float) -> None:
    x = [1e9, 2e9, 5e10, 1e30]
    found = script(
        MESSAGE + "const net = new Network(m, 0); return d.x.map((v) => net.far(0, v));",
        {**tables(key), "x": x},
    )
    wanted = [far * v + (key == "tanh") for v in x]
    np.testing.assert_allclose(found, wanted, rtol=1e-3)


@needs_node
def test_an_infinite_input_keeps_a_flat_tail() -> None:
    found = script(MESSAGE + "return new Network(m, 0).far(0, -Infinity);", tables("tanh"))
    assert found == pytest.approx(-1)


@needs_node
@pytest.mark.parametrize("size", [1.0, 1e3, 1e6, 1e9, 1e12])
@pytest.mark.parametrize("key", ["relu", "identity", "tanh", "sine"])
def test_the_share_of_flat_points_is_true_however_large_the_weights(key: str, size: float) -> None:
    z = torch.linspace(-1.003, 1, 401) * size
    found = script(
        MESSAGE + "return flatCount(new Network(m, 0), 0, [], Float32Array.from(d.z), 0.05);",
        {**tables(key), "z": z.tolist()},
    )
    wanted = (activations.get(key).df(z.double()).abs() < 0.05).sum().item()
    assert abs(found - wanted) <= 4  # of 401; a slope of 0.05 is found a little to its side


@needs_node
def test_a_number_typed_gives_way_after_a_second_whatever_the_frames_say() -> None:
    found = script(
        """const overrides = new Overrides();
           const seen = [500, 1100].map((ago) => {
             overrides.values.set(1, { value: 0.501, before: 0.5, at: performance.now() - ago });
             return overrides.apply(Float32Array.of(0, 0.4))[1];
           });
           return { seen, left: overrides.values.size };""",
        {},
    )
    assert found["seen"] == pytest.approx([0.501, 0.4])
    assert found["left"] == 0


@needs_node
def test_the_lead_of_a_class_is_over_the_best_of_the_others() -> None:
    logits = np.random.default_rng(4).normal(size=(3, 7))
    found = script(
        "return d.z.map((_, k) => [...Array(7).keys()].map((n) => leadOf(d.z.flat(), k, n, 7)));",
        {"z": logits.tolist()},
    )
    for k in range(3):
        others = np.delete(logits, k, axis=0).max(0)
        np.testing.assert_allclose(found[k], logits[k] - others)
    assert script("return leadOf([4, -3], 1, 1, 2);", {}) == -3  # one logit is of class 1


@needs_node
def test_a_wide_network_is_computed_finer_while_it_stands_still() -> None:
    found = script(
        """globalThis.document = { createElement: () => ({ getContext: () => ({
             createImageData: (w, h) => ({ data: new Uint8ClampedArray(4 * w * h) }) }) }) };
           return [200, 4417, 40000].map((n) => {
             const view = new MapView();
             view.prepare({ classes: 2, palette: new Uint8Array(768), P: 1, extent: 1,
               arrays: { parameters: { shape: [1, 1, n] } } }, 420);
             return view.sides;
           });""",
        {},
    )
    assert found == [[64, 64], [26, 52], [20, 20]]


@needs_node
def test_a_player_mounted_anew_at_once_stands_as_it_was_and_later_it_does_not() -> None:
    stubs = """
    globalThis.now = 0; globalThis.noop = () => {};
    const media = { matches: false, addEventListener: noop, removeEventListener: noop };
    globalThis.matchMedia = () => media;
    globalThis.performance = { now: () => globalThis.now };
    globalThis.requestAnimationFrame = () => 1; globalThis.cancelAnimationFrame = noop;
    """
    body = """
    Player.prototype.listen = function () { this.heard = true; };
    const old = Object.create(Player.prototype);
    Object.assign(old, { root: { removeEventListener: noop }, sizes: { disconnect: noop },
      inbox: { stop: noop }, remote: { stop: noop }, keys: { stop: noop } });
    globalThis.removeEventListener = noop;
    const said = [];
    const root = { replaceWith: (node) => said.push(node === old.root) };
    old.stop();
    globalThis.now = 500;
    said.push(Player.back(root) === old, old.heard, old.raf, Player.back(root) === undefined);
    old.stop();
    globalThis.now = 2000;
    said.push(Player.back(root) === undefined);
    return said;
    """
    assert node.script(("workbench/player.js",), body, before=stubs) == [
        True,
        True,
        True,
        1,
        True,
        True,
    ]
