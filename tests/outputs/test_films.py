"""Films of a small network: each step is torch's, and what cannot be trained is told."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from explorer.outputs.descent import BALLS
from explorer.outputs.films import film
from explorer.outputs.networks import Place
from explorer.outputs.small import LOSSES, SAMPLES, SHAPES, Small, flat, places, shaped
from explorer.outputs.surfaces import surface
from tests.dense import dense

BY_TORCH = {
    "bce": lambda z, y: F.binary_cross_entropy_with_logits(z, y),
    "mse_sigmoid": lambda z, y: F.mse_loss(torch.sigmoid(z), y),
    "hinge": lambda z, y: F.relu(1 - (2 * y - 1) * z).mean(),
}


def sequential(small):
    """The same network as torch builds it, in float64."""
    layers = []
    for weight, bias in zip(small.network.weights, small.network.biases, strict=True):
        layer = torch.nn.Linear(*weight.shape).double()
        layer.weight.data, layer.bias.data = weight.T.clone(), bias.clone()
        layers += [layer, torch.nn.Tanh()]
    return torch.nn.Sequential(*layers[:-1])


def numbers(model):
    """All numbers of it in the order of `flat`."""
    layers = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
    parts = [part for one in layers for part in (one.weight.T.reshape(-1), one.bias)]
    return torch.cat(parts).detach().numpy().copy()


@dense(("optimiser", "loss"), [(o, name) for o in BALLS for name in LOSSES])
def test_a_film_is_training_by_torch(optimiser, loss):
    """To 1e-9, for 20 steps."""
    small = Small("moons", "2-3-1", "tanh", loss, 3)
    (x, y), model = small.points, sequential(small)
    found = film(small.network, (x, y), small.point_loss, optimiser, 0.1, 20)
    steps = BALLS[optimiser].make(list(model.parameters()), 0.1)
    for step in range(21):
        np.testing.assert_allclose(found.parameters[step], numbers(model), atol=1e-9)
        value = BY_TORCH[loss](model(x).squeeze(1), y)
        assert found.loss[step] == pytest.approx(value.item(), abs=1e-9)
        steps.zero_grad()
        value.backward()
        steps.step()
    assert found.cut == ""


def test_only_the_numbers_that_are_free_move():
    small = Small()
    found = film(small.network, small.points, small.point_loss, "adamw", 0.1, 5, (3, 7))
    moved = np.flatnonzero(found.parameters[-1] != found.parameters[0])
    assert list(moved) == [3, 7]


@dense("shape", SHAPES)
def test_the_numbers_of_a_network_stand_in_the_order_of_their_places(shape):
    network = Small(shape=shape).network
    values = flat(network)
    assert [network.at(place) for place in places(network)] == values.tolist()
    again = shaped(network, values)
    assert all(torch.equal(a, b) for a, b in zip(again.weights, network.weights, strict=True))


def test_training_that_leaves_the_numbers_is_cut_and_says_so():
    small = Small(sample="moons", activation="relu", loss="hinge")
    found = film(small.network, small.points, small.point_loss, "sgd", 1e6, 60)
    assert found.steps < 60
    assert np.isfinite(found.parameters).all()
    assert np.isfinite(found.loss).all()
    assert found.sentence == found.cut
    assert "diverged" in found.cut


@pytest.mark.parametrize("rate", [-1, float("nan"), float("inf")])
def test_a_learning_rate_that_is_none_is_refused_by_its_value(rate):
    small = Small()
    with pytest.raises(ValueError, match=f"learning rate is {rate}"):
        film(small.network, small.points, small.point_loss, "sgd", rate, 1)


@pytest.mark.parametrize("field", ["sample", "shape", "loss"])
def test_an_unknown_choice_is_refused_by_its_name(field):
    with pytest.raises(ValueError, match="'nothing'"):
        Small(**{field: "nothing"})  # type: ignore[arg-type]


def test_every_sample_has_both_classes():
    for key in SAMPLES:
        assert set(Small(key).points[1].tolist()) == {0, 1}


def test_a_surface_may_be_given_its_window():
    small = Small()
    pair = Place(0, 0, 0), Place(1, 0, 0)
    window = ((-1.0, 3.0), (0.0, 2.0))
    found = surface(small.network, *small.points, small.point_loss, *pair, grid=5, window=window)
    np.testing.assert_allclose(found.u, [-1, 0, 1, 2, 3])
    np.testing.assert_allclose(found.v, [0, 0.5, 1, 1.5, 2])
    there = small.network.changed(pair[0], 1.0).changed(pair[1], 2.0)
    wanted = there.loss(*small.points, small.point_loss).item()
    assert found.loss[2, 4] == pytest.approx(wanted, abs=1e-5)
