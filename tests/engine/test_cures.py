"""Residual connections and norms: equal to torch's, forward and backward, member by member."""

import pytest
import torch
from torch import nn

from explorer.config import NORMS, Member, RunConfig
from explorer.engine import Stack
from explorer.engine.units import dead
from tests.engine.cured import LOSS, SMALL, TORCH_NAMES, config_of, norms, shaken, twin

CURES = [(residual, norm) for residual in (False, True) for norm in (None, *NORMS)]


IDS = [f"{'residual' if r else 'plain'}-{n or 'no norm'}" for r, n in CURES]


cures = pytest.mark.parametrize(("residual", "norm"), CURES, ids=IDS)


@cures
@pytest.mark.parametrize("hidden", [(2, 2, 5, 5), (4, 1, 1, 3)], ids=str)
@pytest.mark.parametrize("key", ["tanh", "relu", "gelu"])
def test_a_cured_stack_equals_torchs_modules_forward_and_backward(
    key, hidden, residual, norm, points
):
    x, target = points
    stack = shaken(Stack(config_of(residual, norm, key, hidden=hidden), dtype=torch.float64))
    network = twin(stack)
    torch.testing.assert_close(stack(x)[0], network.eval()(x), rtol=0, atol=1e-12)

    for step in (None, 1):  # the same gradients whether or not the running statistics move
        logits = stack.backward(x, target, LOSS, step)
    network.train().zero_grad()
    wanted = network(x)
    nn.functional.binary_cross_entropy_with_logits(wanted, target).backward()
    torch.testing.assert_close(logits[0], wanted, rtol=0, atol=1e-12)
    *_, (again, _) = stack.forward(x, training=True)
    torch.testing.assert_close(again, logits, rtol=0, atol=1e-12)
    slopes = stack.views(stack.gradient)
    for layer, linear in enumerate(network.linear):
        torch.testing.assert_close(
            slopes.weights[layer][0].T, linear.weight.grad, atol=1e-12, rtol=0
        )
        torch.testing.assert_close(slopes.biases[layer][0, 0], linear.bias.grad, atol=1e-12, rtol=0)
    for layer, module in enumerate(network.norm if norm else []):
        for name, slope in slopes.norms[layer].items():
            wanted = getattr(module, TORCH_NAMES[name]).grad
            wanted = torch.zeros_like(slope[0, 0]) if wanted is None else wanted
            torch.testing.assert_close(slope[0, 0], wanted, rtol=0, atol=1e-12)
    # And the running statistics have followed the batch.
    torch.testing.assert_close(stack(x)[0], network.eval()(x), rtol=0, atol=1e-12)


def test_what_is_recorded_going_backward_is_autograds(points):
    x, target = points
    members = (Member("tanh", 1, norm="batch"), Member("gelu", 2, residual=True, norm="layer"))
    stack = Stack(RunConfig(hidden=(2, 4, 4), members=members), dtype=torch.float64)
    shaken(stack)
    seen = {}

    def record(stage, layer, gradient):
        seen[stage, layer] = gradient.clone()

    stack.backward(x, target, LOSS, record=record)
    stages = ["output", "slope", "norm", "weights"]
    assert list(seen) == [(stage, layer) for layer in (2, 1, 0) for stage in stages]
    for number in range(2):
        network = twin(stack, number)
        inputs, layers = x.clone().requires_grad_(), []
        h = inputs
        for linear, norm in zip(network.linear[:-1], network.norm, strict=True):
            way = h.clone()  # through the weights alone
            z = linear(way)
            entering = norm(z)
            f = network.f(entering)
            output = f + h if network.residual and f.shape == h.shape else f
            layers.append({"weights": way, "norm": z, "slope": entering, "output": output})
            h = output
        loss = nn.functional.binary_cross_entropy_with_logits(network.linear[-1](h), target)
        for layer, tensors in enumerate(layers):
            for stage, tensor in tensors.items():
                (wanted,) = torch.autograd.grad(loss, tensor, retain_graph=True)
                torch.testing.assert_close(seen[stage, layer][number], wanted, rtol=0, atol=1e-13)


def test_recording_changes_no_gradient(points):
    stack = Stack(SMALL, dtype=torch.float64)
    stack.backward(*points, LOSS)
    before = stack.gradient.clone()
    stack.backward(*points, LOSS, record=lambda stage, layer, gradient: None)
    assert torch.equal(stack.gradient, before)


def test_forward_gives_what_enters_each_activation_and_each_layers_output(points):
    x, _ = points
    stack = shaken(Stack(config_of(True, "layer", hidden=(2, 4, 4)), dtype=torch.float64))
    pairs = list(stack.forward(x))
    assert len(pairs) == 4
    h = x
    for layer, (entering, output) in enumerate(pairs[:-1]):
        f = torch.tanh(entering[0])
        h = f if layer == 1 else f + h  # 2 → 4 units cannot be added
        torch.testing.assert_close(output[0], h, rtol=0, atol=1e-14)
        (value, slope) = list(stack.hidden(x))[layer]
        torch.testing.assert_close(value[0], f, rtol=0, atol=1e-14)
        torch.testing.assert_close(slope[0], 1 - f**2, rtol=0, atol=1e-14)


@norms
def test_a_norm_of_one_unit_of_equal_points_or_of_dead_units_gives_finite_numbers(norm):
    config = config_of(True, norm, "relu", hidden=(1, 1, 3, 3))
    stack = Stack(config)
    stack.biases[2][:] = -100.0
    for x in (torch.ones(7, 2), torch.zeros(1, 2), 1e12 * torch.ones(5, 2)):
        logits = stack.backward(x, torch.ones(len(x), 1), LOSS, step=1)
        assert logits.isfinite().all()
        assert stack.gradient.isfinite().all()
        assert stack.parameters.isfinite().all()
        assert stack(x).isfinite().all()
    assert len(dead(stack, torch.ones(7, 2))) == 4


def test_a_batch_of_one_point_takes_the_running_statistics_and_leaves_them(points):
    stack = shaken(Stack(config_of(False, "batch"), dtype=torch.float64))
    x, target = points[0][:1], points[1][:1]
    before = stack.parameters.clone()
    torch.testing.assert_close(stack.backward(x, target, LOSS, step=1), stack(x), rtol=0, atol=0)
    assert torch.equal(stack.parameters, before)
    network = twin(stack).eval()
    nn.functional.binary_cross_entropy_with_logits(network(x), target).backward()
    for layer, linear in enumerate(network.linear):
        torch.testing.assert_close(
            stack.weight_slopes[layer][0].T, linear.weight.grad, rtol=0, atol=1e-13
        )
