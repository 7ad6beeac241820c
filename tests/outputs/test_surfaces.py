"""The loss over two weights is that of the network with these two weights."""

import math

import numpy as np
import pytest
import torch

from explorer.choices.randomness import generator
from explorer.outputs.descent import path
from explorer.outputs.networks import POINT_LOSSES, Place, drawn
from explorer.outputs.surfaces import loss_of_two, surface
from tests.dense import dense

PAIRS = (
    (Place(0, 0, 0), Place(0, 1, 3)),
    (Place(0, 0, 0), Place(0, 1, 0)),
    (Place(0, 0, 2), Place(1, 2, 0)),
    (Place(1, 2, 0), Place(0, 0, 2)),
    (Place(0, 0, 0), Place(2, 3, 0)),
    (Place(1, None, 1), Place(1, 3, 1)),
    (Place(2, None, 0), Place(2, 1, 0)),
    (Place(0, None, 0), Place(2, 0, 0)),
)


def points(size=30):
    x = torch.randn(size, 2, generator=generator(9))
    return x, (x.prod(dim=1) > 0).float()


@dense(("pair", "name"), [(pair, name) for pair in PAIRS for name in ("bce", "mse")])
def test_a_point_of_the_surface_is_the_loss_of_the_network_changed_there(pair, name):
    """To 1e-5."""
    (x, y), loss = points(), POINT_LOSSES[name]
    network = drawn((2, 4, 4, 1), "tanh", generator(1))
    found = surface(network, x, y, loss, *pair, reach=2.0, grid=7)
    for i in (0, 2, 6):
        for j in (1, 3, 5):
            changed = network.changed(pair[0], found.u[i].item())
            changed = changed.changed(pair[1], found.v[j].item())
            assert found.loss[i, j] == pytest.approx(changed.loss(x, y, loss).item(), abs=1e-5)
    assert found.loss.shape == (7, 7)
    assert found.loss.dtype == np.float32
    middle = (found.u[3].item(), found.v[3].item(), found.loss[3, 3].item())
    assert found.here == pytest.approx(middle, abs=1e-5)
    assert found.lowest[2] == found.loss.min()


@dense(("outputs", "name"), [(3, "cross_entropy"), (2, "labels")])
def test_several_outputs_have_a_surface_too(outputs, name):
    """To 1e-5."""
    x, y = points()
    y = torch.arange(len(x)) % 3 if name == "cross_entropy" else torch.stack([y, 1 - y], dim=1)
    network, loss = drawn((2, 4, outputs), "relu", generator(2)), POINT_LOSSES[name]
    for pair in ((Place(0, 1, 1), Place(1, 1, 0)), (Place(1, 0, 0), Place(1, 0, 1))):
        found = surface(network, x, y, loss, *pair, grid=5)
        changed = network.changed(pair[0], found.u[4].item()).changed(pair[1], found.v[0].item())
        assert found.loss[4, 0] == pytest.approx(changed.loss(x, y, loss).item(), abs=1e-5)


def test_the_blocks_it_is_worked_out_in_make_no_difference(monkeypatch):
    """To 1e-6."""
    (x, y), network = points(), drawn((2, 4, 1), "tanh", generator(3))
    given = (network, x, y, POINT_LOSSES["bce"], Place(0, 0, 0), Place(0, 1, 2))
    whole = surface(*given, grid=9)
    monkeypatch.setattr("explorer.outputs.surfaces.BLOCK", 1)
    np.testing.assert_allclose(surface(*given, grid=9).loss, whole.loss, atol=1e-6)


def test_the_way_of_an_optimiser_runs_on_the_surface():
    """To 1e-4 between the surface's float32 and the way's float64."""
    (x, y), loss = points(), POINT_LOSSES["bce"]
    network, pair = drawn((2, 4, 1), "tanh", generator(5)), (Place(0, 0, 0), Place(1, 2, 0))
    found = surface(network, x, y, loss, *pair)
    way = path(loss_of_two(network, x, y, loss, *pair), found.here[:2], "sgd", 0.5, 20)
    assert way.loss[0] == pytest.approx(found.here[2], abs=1e-4)
    assert (np.diff(way.loss) < 0).all()
    assert way.loss[-1] >= found.lowest[2] - 0.05


def test_numbers_that_overflow_are_left_in_the_surface_and_not_called_lowest():
    x, y = points()
    network = drawn((2, 2, 1), "=exp(exp(x))", generator(6))
    pair = (Place(0, 0, 0), Place(1, 0, 0))
    found = surface(network, x, y, POINT_LOSSES["bce"], *pair, reach=100.0, grid=5)
    assert not np.isfinite(found.loss).all()
    assert np.isfinite(found.lowest[2])


@dense(
    ("pair", "reach", "words"),
    [
        ((Place(0, 0, 0), Place(0, 0, 0)), 1.0, "chosen twice"),
        ((Place(0, 0, 0), Place(5, 0, 0)), 1.0, "layer 5"),
        ((Place(0, 0, 0), Place(1, 0, 0)), 0.0, "reaches 0"),
        ((Place(0, 0, 0), Place(1, 0, 0)), math.nan, "reaches nan"),
    ],
)
def test_a_wrong_argument_is_refused(pair, reach, words):
    (x, y), network = points(), drawn((2, 2, 1), "tanh", generator(1))
    with pytest.raises(ValueError, match=words):
        surface(network, x, y, POINT_LOSSES["bce"], *pair, reach=reach)
