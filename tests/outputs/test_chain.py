"""The chain rule of one weight: δ·a is the gradient, each factor is named, the killer too."""

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS
from explorer.choices.randomness import generator
from explorer.outputs.chain import rule
from explorer.outputs.networks import POINT_LOSSES, Network, Place, drawn
from tests.dense import dense

SMOOTH = ("tanh", "sigmoid", "gelu", "softplus", "silu", "sine")
BCE = POINT_LOSSES["bce"]


def points(size=12, classes=2):
    owner = generator(7, size)
    x = torch.randn(size, 2, generator=owner)
    return x, (torch.arange(size) % classes).float()


def places(network):
    """Every weight and bias."""
    for layer, (fan_in, fan_out) in enumerate(
        zip(network.widths[:-1], network.widths[1:], strict=True)
    ):
        for target in range(fan_out):
            for source in (None, *range(fan_in)):
                yield Place(layer, source, target)


def by_autograd(network, x, y, loss, place):
    """The gradient of each point's loss by a weight, (N,)."""
    exact = network.to(torch.float64)
    w = torch.tensor(exact.at(place), dtype=torch.float64, requires_grad=True)
    each = loss(exact.changed(place, w).forward(x.double())[1][-1], y)
    return torch.stack([torch.autograd.grad(one, w, retain_graph=True)[0] for one in each])


@dense("key", ACTIVATIONS)
def test_delta_times_a_is_the_gradient_of_autograd_for_every_activation(key):
    """To 1e-9, at every layer of 2-3-3-1."""
    x, y = points(5)
    network = drawn((2, 3, 3, 1), key, generator(1))
    for place in (Place(0, 1, 2), Place(1, 0, 1), Place(1, None, 0), Place(2, 2, 0)):
        wanted = by_autograd(network, x, y, BCE, place)
        for point in (0, 4):
            found, batch = rule(network, x, y, BCE, place, point)
            assert found.gradient == pytest.approx(wanted[point].item(), rel=1e-9, abs=1e-12)
        assert batch.gradient == pytest.approx(wanted.mean().item(), rel=1e-9, abs=1e-12)


@dense("name", POINT_LOSSES)
def test_every_loss_gives_its_own_slope_at_the_output(name):
    """To 1e-9 against autograd, 1e-6 beside the finite difference."""
    outputs = 3 if name in ("cross_entropy", "labels") else 1
    x, y = points(6, outputs if name == "cross_entropy" else 2)
    y = torch.stack([y, 1 - y, y], dim=1) if name == "labels" else y
    network, loss = drawn((2, 4, outputs), "tanh", generator(2)), POINT_LOSSES[name]
    for place in places(network):
        wanted = by_autograd(network, x, y, loss, place)
        found, batch = rule(network, x, y, loss, place, 3)
        assert found.gradient == pytest.approx(wanted[3].item(), rel=1e-9, abs=1e-12)
        assert found.difference == pytest.approx(found.gradient, rel=1e-6, abs=1e-8)
        assert batch.difference == pytest.approx(batch.gradient, rel=1e-6, abs=1e-8)


@dense("key", SMOOTH)
def test_the_factors_multiply_to_the_gradient_and_the_terms_add_to_what_comes_back(key):
    """To 1e-12; the finite difference to 1e-6."""
    x, y = points()
    network = drawn((2, 4, 3, 1), key, generator(3))
    for place in places(network):
        found, _ = rule(network, x, y, BCE, place, 2)
        assert found.gradient == pytest.approx(
            np.prod([value for _, value in found.factors]), rel=1e-12
        )
        assert found.difference == pytest.approx(found.gradient, rel=1e-6, abs=1e-8)
        if place.layer < 2:
            total = sum(term.weight * term.delta for term in found.terms)
            assert found.upstream == pytest.approx(total, rel=1e-12)
            assert len(found.terms) == network.widths[place.layer + 2]
            assert [name for name, _ in found.factors] == ["Σ w·δ", "f′(z)", "a"]
        else:
            assert [name for name, _ in found.factors] == ["∂L/∂z", "a"]
        assert (found.a == 1) == (place.source is None)


def one_unit(weight, key="tanh"):
    """x → weight·x → f → logit."""
    weights = [torch.tensor([[weight]]), torch.tensor([[1.0]])]
    return Network(weights, [torch.zeros(1), torch.zeros(1)], [key])


def test_a_slope_that_kills_the_gradient_is_named():
    x, y = torch.tensor([[1.0], [-2.0]]), torch.tensor([0.0, 1.0])
    found, _ = rule(one_unit(4.0), x, y, BCE, Place(0, 0, 0), 0)
    assert "f′(z) = 0.00134, for Tanh is flat at z = 4" in found.sentence
    off, batch = rule(one_unit(-1.0, "relu"), x[:1], y[:1], BCE, Place(0, 0, 0), 0)
    assert off.gradient == 0
    assert "f′(z) = 0, for ReLU is flat at z = −1: this point teaches" in off.sentence
    assert "the unit is dead" in batch.sentence


def test_what_else_stops_learning_is_named_too():
    x, y = torch.tensor([[0.0]]), torch.tensor([1.0])
    found, _ = rule(one_unit(1.0), x, y, BCE, Place(0, 0, 0))
    assert found.sentence.startswith("a is 0")
    wrong = Network([torch.tensor([[-6.0]])], [torch.zeros(1)], [])
    x = torch.ones(1, 1)
    found, _ = rule(wrong, x, y, POINT_LOSSES["mse_sigmoid"], Place(0, 0, 0))
    assert "The loss is 0.995, yet the slope of the loss is −0.00492" in found.sentence
    found, _ = rule(wrong, x, y, BCE, Place(0, 0, 0))
    assert found.sentence.startswith("The weight rises")
    found, _ = rule(wrong, x, 1 - y, BCE, Place(0, 0, 0))
    assert "This point is right" in found.sentence
    found, _ = rule(wrong, x, 1 - y, POINT_LOSSES["hinge"], Place(0, 0, 0))
    assert found.sentence.startswith("The loss is flat here")


def test_the_lines_hold_the_numbers():
    x, y = points()
    found, batch = rule(drawn((2, 6, 6, 1), "tanh", generator(4)), x, y, BCE, Place(0, 0, 1))
    total, delta, gradient = found.lines
    assert "…" in total
    assert total.startswith("Σ w·δ = ")
    assert delta.startswith("δ = Σ w·δ · f′(z) = ")
    assert gradient.startswith("∂L/∂w = Σ w·δ · f′(z) · a = ")
    assert batch.sentence.endswith(".")


def test_half_of_the_points_lost_is_said():
    x = torch.tensor([[5.0], [6.0], [0.1]])
    _, batch = rule(one_unit(2.0), x, torch.ones(3), BCE, Place(0, 0, 0))
    assert (batch.flat, batch.zero, batch.points) == (2, 0, 3)
    assert "2 of 3 points" in batch.sentence


@dense(
    ("place", "point", "words"),
    [
        (Place(3, 0, 0), 0, "layer 3 is asked for; there are 2"),
        (Place(0, 2, 0), 0, "source 2"),
        (Place(0, 0, 9), 0, "target 9"),
        (Place(0, 0, 0), 12, "point 12"),
    ],
)
def test_a_weight_or_point_that_is_not_there_is_refused(place, point, words):
    x, y = points()
    with pytest.raises(ValueError, match=words):
        rule(drawn((2, 3, 1), "tanh", generator(1)), x, y, BCE, place, point)


def test_a_network_whose_numbers_do_not_fit_is_refused():
    with pytest.raises(ValueError, match="one activation less"):
        Network([torch.ones(2, 1)], [torch.ones(1)], ["tanh"])
    with pytest.raises(ValueError, match="layer 2 has weights"):
        Network([torch.ones(2, 3), torch.ones(2, 1)], [torch.ones(3), torch.ones(1)], ["tanh"])


def test_parameters_of_an_activation_are_used():
    x, y = points()
    network = drawn((2, 3, 1), "leaky_relu", generator(5))
    name = next(iter(ACTIVATIONS["leaky_relu"].defaults))
    steep = Network(network.weights, network.biases, network.activations, [{name: 0.9}])
    slopes = {rule(steep, x, y, BCE, Place(0, 0, 0), p)[0].slope for p in range(len(x))}
    assert slopes <= {0.9, 1.0}
