"""What the player computes stays true at poles, far out, and where little is known."""

from functools import partial
from typing import Any

import numpy as np
import pytest
import torch

from explorer import activations
from explorer.config import Member, RunConfig
from explorer.live.message.networks import computed
from tests import node
from tests.node import needs_node

PARTS = (
    "shared/activation.js",
    "shared/network.js",
    "workbench/measures/values.js",
    "workbench/measures/units.js",
    "workbench/drawing/parameters.js",
    "workbench/views/probability.js",
)
script = partial(node.script, PARTS)


def network(key: str) -> dict[str, Any]:
    """What a message holds of a network 2-1-1."""
    return {"widths": [[2, 1, 1]], **computed(RunConfig(hidden=(1,), members=(Member(key),)))}


@needs_node
@pytest.mark.parametrize("formula", ["=1/x", "=1/x**2", "=log(abs(x))", "=1/(x-1)", "=log(x)"])
def test_beside_a_pole_and_where_it_has_no_value_a_function_is_its_own(formula: str) -> None:
    x = torch.linspace(-3, 3, 4001).double()
    found = script(
        "const y = Float64Array.from(d.x); Activation.of(d.functions[0]).values(y, y);"
        "return [...y].map((v) => (Number.isFinite(v) ? v : null));",
        {**network(formula), "x": x.tolist()},
    )
    wanted = activations.get(formula).f(x)
    found = torch.tensor([torch.nan if v is None else v for v in found])
    known = wanted.isfinite()
    assert (found.isfinite() == known).all()
    np.testing.assert_allclose(found[known], wanted[known], rtol=2e-6, atol=2e-6)


@needs_node
@pytest.mark.parametrize("size", [1.0, 1e3, 1e6, 1e9, 1e12])
@pytest.mark.parametrize("key", ["relu", "identity", "tanh", "sine"])
def test_the_share_of_flat_points_is_true_however_large_the_weights(key: str, size: float) -> None:
    z = torch.linspace(-1.003, 1, 401) * size
    found = script(
        "return flatCount(new Network(d, 0), 0, [], Float32Array.from(d.z), 0.05);",
        {**network(key), "z": z.tolist()},
    )
    wanted = (activations.get(key).df(z.double()).abs() < 0.05).sum().item()
    assert found == wanted


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
             view.prepare({ problem: "binary", classes: 2, palette: new Uint8Array(768), P: 1,
               extent: 1, inputs: ["x1", "x2"], plane: [], neutral: "", class_colours: [], n },
               420);
             return view.sides;
           });""",
        {},
    )
    assert found == [[64, 64], [26, 52], [12, 20]]


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
      inbox: { stop: noop }, remote: { stop: noop }, keys: { stop: noop },
      lending: { stop: noop } });
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
