"""The stack against torch's own modules, and against itself: together equals alone."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from explorer.activations import ACTIVATIONS, get
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES
from explorer.config import Member, RunConfig
from explorer.engine import Stack

KEYS = tuple(ACTIVATIONS)
LOSS = LOSSES["bce"]


@pytest.fixture
def points():
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(20, 2, generator=generator)
    return x, (x[:, :1] * x[:, 1:] > 0).float()


class Elementwise(nn.Module):
    """A registry entry as a module, with autograd's own backward."""

    def __init__(self, key):
        super().__init__()
        self.f = get(key).f

    def forward(self, x):
        return self.f(x)


def sequential(stack, member=0, dtype=torch.float32):
    """An nn.Sequential that holds one member's weights."""
    layers = []
    for weight, bias in zip(stack.weights, stack.biases, strict=True):
        linear = nn.Linear(weight.shape[1], weight.shape[2]).to(dtype)
        linear.weight.data = weight[member].T.clone()
        linear.bias.data = bias[member, 0].clone()
        layers += [linear, Elementwise(stack.members[member].activation)]
    return nn.Sequential(*layers[:-1])


@pytest.mark.parametrize("key", KEYS)
def test_a_stack_of_one_equals_a_sequential_forward_and_backward(key, points):
    x, target = (t.double() for t in points)
    config = RunConfig(hidden=(5, 4), members=(Member(key, seed=3),))
    stack = Stack(config, dtype=torch.float64)
    network = sequential(stack, dtype=torch.float64)

    logits = stack.backward(x, target, LOSS)
    nn.functional.binary_cross_entropy_with_logits(network(x), target).backward()

    torch.testing.assert_close(logits[0], network(x), rtol=0, atol=1e-12)
    for layer, linear in enumerate(network[::2]):
        torch.testing.assert_close(
            stack.weight_slopes[layer][0].T, linear.weight.grad, rtol=0, atol=1e-12
        )
        torch.testing.assert_close(
            stack.bias_slopes[layer][0, 0], linear.bias.grad, rtol=0, atol=1e-12
        )


def test_softmax_cross_entropy_equals_torchs_forward_and_backward(points):
    x = points[0].double()
    y = torch.arange(20) % 5
    stack = Stack(RunConfig(dataset="blobs", hidden=(6,)), dtype=torch.float64)
    network = sequential(stack, dtype=torch.float64)
    loss = LOSSES["cross_entropy"]
    target = loss.target(y, 5).double()

    logits = stack.backward(x, target, loss)
    expected = nn.functional.cross_entropy(network(x), y)
    expected.backward()

    torch.testing.assert_close(loss.mean(logits, target)[0], expected, rtol=1e-12, atol=0)
    torch.testing.assert_close(
        stack.weight_slopes[0][0].T, network[0].weight.grad, rtol=0, atol=1e-12
    )


def test_many_members_together_have_the_gradients_they_have_alone(points):
    members = tuple(Member(key, seed=seed, init_scale=1 + seed) for seed in (0, 1) for key in KEYS)
    config = RunConfig(hidden=(5, 4), members=members)
    stack = Stack(config, dtype=torch.float64)
    x, target = (t.double() for t in points)
    stack.backward(x, target, LOSS)
    for number, member in enumerate(members):
        alone = Stack(replace(config, members=(member,)), dtype=torch.float64)
        alone.backward(x, target, LOSS)
        shared = alone.weights[0][0].numel() + alone.biases[0][0].numel()
        torch.testing.assert_close(
            stack.gradient[number, :shared], alone.gradient[0, :shared], rtol=0, atol=1e-12
        )


def test_members_with_other_parameters_keep_them_in_a_stack(points):
    slopes = (0.0, 0.1, 0.5)
    members = tuple(Member("leaky_relu", parameters=(("negative_slope", s),)) for s in slopes)
    stack = Stack(RunConfig(members=members))
    together = stack(points[0])
    for number, member in enumerate(members):
        alone = Stack(RunConfig(members=(member,)))(points[0])
        torch.testing.assert_close(together[number], alone[0], rtol=0, atol=1e-6)
    assert not torch.allclose(together[0], together[2])


def test_prelu_learns_its_slope_as_torch_does(points):
    x, target = (t.double() for t in points)
    stack = Stack(RunConfig(hidden=(5,), members=(Member("prelu"),)), dtype=torch.float64)
    network = sequential(stack, dtype=torch.float64)
    network[1] = nn.PReLU().double()
    stack.backward(x, target, LOSS)
    nn.functional.binary_cross_entropy_with_logits(network(x), target).backward()
    learnt = stack.learnt_slopes[0]["negative_slope"]
    torch.testing.assert_close(learnt.view(1), network[1].weight.grad, rtol=0, atol=1e-12)


def test_rrelu_is_random_in_training_and_at_its_mean_in_evaluation(points):
    stack = Stack(RunConfig(hidden=(8,), members=(Member("rrelu"), Member("relu"))))
    x, target = points
    first, again = (stack.backward(x, target, LOSS, step=1) for _ in range(2))
    second = stack.backward(x, target, LOSS, step=2)
    assert torch.equal(first, again)
    assert not torch.equal(first[0], second[0])
    assert torch.equal(first[1], second[1])
    assert torch.equal(stack(x), stack.backward(x, target, LOSS, step=None))


def test_members_of_one_seed_start_from_the_same_draws():
    members = (Member("tanh", 7), Member("relu", 7, init_scale=2.0), Member("relu", 8))
    stack = Stack(RunConfig(members=members))
    assert torch.equal(stack.weights[0][1], 2 * stack.weights[0][0])
    assert torch.equal(stack.biases[0][1], stack.biases[0][0])
    assert not torch.equal(stack.weights[0][2], stack.weights[0][0])


@pytest.mark.parametrize(
    ("key", "variance"),
    [
        ("torch", 1 / (3 * 64)),
        ("xavier", 2 / (64 + 32)),
        ("he", 2 / 64),
        ("lecun", 1 / 64),
        ("normal", 0.3**2),
    ],
)
def test_an_initialiser_has_the_variance_of_its_source(key, variance):
    assert INITIALISERS[key].variances(64, 32, 0.3)[0] / 64 == pytest.approx(variance)


@pytest.mark.parametrize("key", INITIALISERS)
def test_an_initialiser_draws_with_the_variances_it_declares(key):
    generator = torch.Generator().manual_seed(0)
    draws = [INITIALISERS[key].draw(64, 32, 0.3, generator) for _ in range(50)]
    of_weights, of_biases = INITIALISERS[key].variances(64, 32, 0.3)
    of_weights /= 64
    weights = torch.stack([weight for weight, _ in draws])
    assert weights.shape == (50, 64, 32)
    # 102,400 draws: the standard error of the variance is below 0.5 %.
    assert weights.var().item() == pytest.approx(of_weights, rel=0.02)
    assert abs(weights.mean().item()) < 0.02 * of_weights**0.5
    # 1,600 draws: 3.5 %.
    biases = torch.stack([bias for _, bias in draws])
    assert biases.var().item() == pytest.approx(of_biases, rel=0.1)


def test_an_activation_per_layer_equals_a_sequential_of_these_modules(points):
    x, target = (t.double() for t in points)
    member = Member(("relu", "tanh", "prelu"), parameters=(("negative_slope", 0.1),))
    stack = Stack(RunConfig(hidden=(5, 4, 3), members=(member,)), dtype=torch.float64)
    layers = []
    modules = (nn.ReLU(), nn.Tanh(), nn.PReLU(init=0.1).double(), nn.Identity())
    for weight, bias, module in zip(stack.weights, stack.biases, modules, strict=True):
        linear = nn.Linear(*weight.shape[1:]).double()
        linear.weight.data, linear.bias.data = weight[0].T.clone(), bias[0, 0].clone()
        layers += [linear, module]
    # 0.1 is rounded to float32 where the parameters are drawn.
    layers[5].weight.data = stack.learnt[2]["negative_slope"].view(1).clone()
    network = nn.Sequential(*layers)
    torch.testing.assert_close(stack.backward(x, target, LOSS)[0], network(x), rtol=0, atol=1e-12)
    nn.functional.binary_cross_entropy_with_logits(network(x), target).backward()
    for layer in range(4):
        torch.testing.assert_close(
            stack.weight_slopes[layer][0].T, network[2 * layer].weight.grad, rtol=0, atol=1e-12
        )
    torch.testing.assert_close(
        stack.learnt_slopes[2]["negative_slope"].view(1), layers[5].weight.grad, rtol=0, atol=1e-12
    )
    assert [list(layer) for layer in stack.learnt] == [[], [], ["negative_slope"]]


def test_the_spread_of_the_biases_adds_normal_numbers_to_the_biases_alone():
    members = [Member("tanh", 7, bias_std=spread) for spread in (0.0, 1.0, 2.0)]
    stack = Stack(RunConfig(hidden=(200, 200), members=tuple(members)))
    for weights in stack.weights:
        assert torch.equal(weights[0], weights[1])
    for biases in stack.biases:
        added = biases - biases[:1]
        torch.testing.assert_close(added[2], 2 * added[1])
    both = torch.cat([biases[1, 0] - biases[0, 0] for biases in stack.biases])
    assert len(both) == 401
    assert abs(both.std() - 1) < 0.15
    assert abs(both.mean()) < 0.15
