"""What is said of cured layers: one matrix, folds, and what the browser computes of them."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from explorer.choices.norms import EPSILON
from explorer.config import Member
from explorer.engine import Stack, Trainer
from explorer.engine.folds import lines
from explorer.engine.units import collapsed, linear_difference
from explorer.live.message.networks import computed, shaped
from tests import node
from tests.engine.cured import FOUR, SMALL, config_of, shaken
from tests.node import needs_node


@pytest.mark.parametrize("norm", [None, "batch"])
@pytest.mark.parametrize("residual", [False, True])
def test_without_an_activation_cured_layers_are_one_matrix(residual, norm, points):
    config = config_of(residual, norm, "identity", hidden=(2, 4, 4))
    stack = shaken(Stack(config, dtype=torch.float64))
    difference, largest = linear_difference(stack, points[0])
    assert difference < 1e-12 < 0.1 < largest


def test_a_layer_norm_is_not_called_one_matrix(points):
    stack = Stack(config_of(True, "layer", "identity"), dtype=torch.float64)
    difference, largest = linear_difference(stack, points[0])
    assert np.isnan(difference)
    assert largest > 0
    with pytest.raises(ValueError, match="member 0 has a layer norm"):
        collapsed(stack)
    with pytest.raises(ValueError, match="layer norm"):
        lines(stack, 0, 0.0)


def test_the_folds_of_a_batch_norm_lie_where_its_units_bend():
    stack = shaken(Stack(config_of(False, "batch", "relu", hidden=(4,)), dtype=torch.float64))
    for unit, (a, b, c) in enumerate(lines(stack, 0, 0.25)):
        on = torch.tensor([[-a * c, -b * c], [-a * c + 3 * b, -b * c - 3 * a]]).double()
        entering, _ = next(stack.forward(on))
        np.testing.assert_allclose(entering[0, :, unit], 0.25, atol=1e-12)


@needs_node
def test_the_browser_computes_cured_networks_as_the_engine_does():
    config = replace(
        SMALL, hidden=(2, 5, 5), members=(*FOUR, Member("gelu", 7, residual=True, norm="layer"))
    )
    trainer = Trainer(config)
    trainer.advance(50)
    x = torch.rand(40, 2, generator=torch.Generator().manual_seed(0)) * 4 - 2
    learnt = [
        [
            int(one["negative_slope"].storage_offset()) if m == 2 else -1
            for one in trainer.stack.learnt
        ]
        for m in range(5)
    ]
    assert [list(row) for row in shaped(trainer)["learnt"]] == learnt
    found = node.script(
        ("shared/network.js",),
        """return d.w.map((w, p) => {
             const net = new Network(d, p);
             net.run(Float32Array.from(w), Float32Array.from(d.x), 40);
             const plane = (j) => net.plane(w, j, { inputs: d.inputs, plane: [] });
             const planes = net.norm === "layer" ? null : d.units.map(plane);
             return [net.z.map((z) => [...z]), net.h.map((h) => [...h]), planes];
           });""",
        computed(config)
        | shaped(trainer)
        | {
            "norm_epsilon": EPSILON,
            "inputs": config.features,
            "w": trainer.stack.parameters.tolist(),
            "x": x.T.flatten().tolist(),
            "units": [0, 1],
        },
    )
    wanted = list(trainer.stack.forward(x))
    for member, (entering, outputs, planes) in enumerate(found):
        if planes:
            flat = x.numpy() @ np.array(planes).T[:2] + np.array(planes).T[2]
            np.testing.assert_allclose(flat, wanted[0][0][member].numpy(), atol=1e-4)
        for layer, z in enumerate(entering):
            z = np.reshape(z, (-1, 40)).T
            np.testing.assert_allclose(z, wanted[layer][0][member].numpy(), atol=1e-4)
        for layer, h in enumerate(outputs):
            h = np.reshape(h, (-1, 40)).T
            np.testing.assert_allclose(h, wanted[layer][1][member].numpy(), atol=1e-4)
