"""The player's pictures of the inside of a network compute what PyTorch and NumPy compute."""

import re
from functools import partial

import numpy as np
import pytest
import torch

from explorer import activations
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.norms import EPSILON
from explorer.engine.stack import Stack
from explorer.formula.browser import described
from explorer.live.evidence import sentences
from explorer.live.message.networks import computed, shaped
from tests import cases, node
from tests.node import needs_node

pytestmark = needs_node
script = partial(
    node.script,
    (
        "shared/activation.js",
        "shared/network.js",
        "workbench/measures/bends.js",
        "workbench/measures/principal.js",
        "workbench/measures/readout.js",
        "workbench/plane/regions.js",
        "workbench/views/folds.js",
    ),
)


def function(key: str) -> object:
    return described(activations.get(key), {})


@pytest.mark.parametrize("key", ["tanh", "relu", "gelu", "hardtanh"])
def test_the_browser_computes_every_layer_as_the_engine_does(key: str) -> None:
    config = RunConfig(hidden=(5, 4), members=(Member(key, seed=3),))
    stack = Stack(config)
    x = torch.rand(40, 2, generator=torch.Generator().manual_seed(0)) * 4 - 2
    data = {
        "widths": [stack.widths],
        **computed(config),
        "x": x.T.flatten().tolist(),
        "w": stack.parameters[0].tolist(),
    }
    found = script(
        """const net = new Network(d, 0);
           net.run(Float32Array.from(d.w), Float32Array.from(d.x), 40);
           return net.z.map((z) => [...z]);""",
        data,
    )
    for z, wanted in zip(found, stack.layers(x), strict=True):
        np.testing.assert_allclose(np.reshape(z, (-1, 40)).T, wanted[0].numpy(), atol=1e-5)


def test_far_out_an_activation_keeps_its_value_and_a_wave_its_phase() -> None:
    x = torch.tensor([-7e8, -12345.6, -100.1, -24.01, 24.01, 31.4, 999.5, 5e5], dtype=torch.float64)
    found = script(
        """return d.functions.map((one) => {
             const values = Float64Array.from(d.x);
             new Activation(one).values(values, values);
             return [...values];
           });""",
        {"functions": [function(key) for key in activations.ACTIVATIONS], "x": x.tolist()},
    )
    for key, values in zip(activations.ACTIVATIONS, found, strict=True):
        wanted = activations.get(key).f(x).numpy()
        np.testing.assert_allclose(values, wanted, rtol=2e-6, atol=2e-6, err_msg=key)


REGIONS = cases("regions")


def test_the_browser_counts_regions_as_the_table_says() -> None:
    body = "return d.map(({ lines, extent }) => regionsOf(lines, extent));"
    found = script(body, list(REGIONS.values()))
    assert found == [
        {"regions": case["regions"], "crossing": case["crossing"]} for case in REGIONS.values()
    ]


@pytest.mark.parametrize("norm", [None, "batch"])
@pytest.mark.parametrize("init", ["torch", "he"])  # he: biases 0, so all lines meet in the middle
def test_under_a_picture_stands_the_count_that_stands_in_the_sentence(init, norm) -> None:
    """Of the same weights, in the words of both."""
    member = Member("relu", 2, norm=norm)
    trainer = Trainer(RunConfig(samples=100, hidden=(8,), init=init, members=(member,)))
    snapshot = trainer.advance(
        3 if norm else 0
    )  # a batch norm moves the lines once it has seen some
    stack, extent = trainer.stack, trainer.samples.extent
    found = script(
        """const net = new Network({ ...d, norm: [d.norm], norm_epsilon: d.epsilon }, 0);
           const view = Object.create(FoldView.prototype);
           const panel = { net, bends: [{ kinks: [0] }], broken: false, sharp: true, units: 8 };
           const m = { extent: d.extent, inputs: ["x1", "x2"], plane: [] };
           Object.assign(view, { m, panels: [panel] });
           view.count(panel, d.w);
           return view.words(0);""",
        {
            **computed(trainer.config),
            "w": stack.parameters[0].tolist(),
            "extent": extent,
            "epsilon": EPSILON,
            **shaped(trainer),
            "norm": norm or "",
        },
    )
    said = sentences(trainer, snapshot)[-1]
    ours = re.fullmatch(r"(\d+) lines fold .* into (\d+) regions; .* make at most (\d+)\.", said)
    theirs = re.fullmatch(r"(\d+) of 8 lines .* into (\d+) regions; .* make at most (\d+)\.", found)
    assert ours is not None
    assert theirs is not None
    assert ours.groups() == theirs.groups()
    assert (ours[2] == "16") == (init == "he" and norm is None)


@pytest.mark.parametrize("key", ["tanh", "gelu"])
def test_smooth_functions_have_no_kinks_but_a_curved_part(key: str) -> None:
    found = script("return bendsOf(new Activation(d));", function(key))
    assert "kinks" not in found
    x = torch.linspace(-24, 24, 3073, dtype=torch.float64)
    f = activations.get(key).df
    change = (f(x + 1 / 64) - f(x - 1 / 64)).abs()
    assert found["curved"] == pytest.approx(change.max().item() / 2, rel=1e-3)


def test_the_linear_read_out_is_the_least_squares_line() -> None:
    rng = np.random.default_rng(1)
    h = rng.normal(size=(80, 6))
    labels = (h @ rng.normal(size=6) + rng.normal(size=80) > 0.3).astype(int)
    row = np.column_stack([h, np.ones(80)])
    wanted = np.linalg.lstsq(row, 2.0 * labels - 1, rcond=None)[0]
    found = script(
        """const room = () => new Float64Array(49);
           const work = { A: room(), B: new Float64Array(7), row: room() };
           readOut(d.h, 80, 6, d.labels.map((_, n) => n), d.labels, 1, work);
           return [...work.B];""",
        {"h": h.T.ravel().tolist(), "labels": labels.tolist()},
    )
    np.testing.assert_allclose(found, wanted, atol=1e-5)
    np.testing.assert_array_equal(row @ found > 0, row @ wanted > 0)


def test_principal_directions_are_numpys_up_to_sign() -> None:
    rng = np.random.default_rng(2)
    h = rng.normal(size=(200, 5)) * [3, 2, 1, 0.5, 0.2] @ rng.normal(size=(5, 5))
    found = script(
        """const V = Float64Array.from({ length: 10 }, (_, k) => Math.cos(2 * k + 1));
           const room = () => new Float64Array(64);
           principal(d.h, 200, 0, 200, 5, V, { C: room(), U: room(), means: room() });
           return [...V];""",
        {"h": h.T.ravel().tolist()},
    )
    wanted = np.linalg.eigh(np.cov(h.T))[1][:, ::-1][:, :2].T
    alike = np.abs(np.sum(np.reshape(found, (2, 5)) * wanted, axis=1))
    np.testing.assert_allclose(alike, 1, atol=1e-4)
