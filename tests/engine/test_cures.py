"""Residual connections and norms: equal to torch's, member by member, and of use in deep stacks."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from torch import nn

from explorer import activations
from explorer.choices.losses import LOSSES, prior_entropy
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.randomness import generator
from explorer.config import NORMS, Member, RunConfig
from explorer.engine import Stack, Trainer, sample
from explorer.engine.folds import lines
from explorer.engine.units import collapsed, dead, linear_difference
from explorer.live.message.packing import TAIL, TAIL_REACH
from explorer.live.message.sampling import cured, sampled
from tests import node
from tests.engine.test_trainer import same, torch_optimiser
from tests.node import needs_node

LOSS = LOSSES["bce"]
CURES = [(residual, norm) for residual in (False, True) for norm in (None, *NORMS)]
IDS = [f"{'residual' if r else 'plain'}-{n or 'no norm'}" for r, n in CURES]
cures = pytest.mark.parametrize(("residual", "norm"), CURES, ids=IDS)
norms = pytest.mark.parametrize("norm", NORMS)


class Network(nn.Module):
    """The same network of torch's own modules; a norm's eps and momentum are torch's defaults."""

    def __init__(self, widths, member, dtype):
        super().__init__()
        self.residual, self.f = member.residual, activations.get(member.activation).f
        self.linear = nn.ModuleList(nn.Linear(i, o) for i, o in pairwise(widths))
        kind = {"layer": nn.LayerNorm, "batch": nn.BatchNorm1d, None: lambda _: nn.Identity()}
        self.norm = nn.ModuleList(kind[member.norm](width) for width in widths[1:-1])
        self.to(dtype)

    def forward(self, x):
        for linear, norm in zip(self.linear[:-1], self.norm, strict=True):
            h = self.f(norm(linear(x)))
            x = h + x if self.residual and h.shape == x.shape else h
        return self.linear[-1](x)


TORCH_NAMES = {
    "scale": "weight",
    "shift": "bias",
    "mean": "running_mean",
    "variance": "running_var",
}


def twin(stack, member=0):
    """Torch's network with the weights of a member of the stack."""
    network = Network(stack.widths, stack.members[member], stack.parameters.dtype)
    for layer, linear in enumerate(network.linear):
        linear.weight.data = stack.weights[layer][member].T.clone()
        linear.bias.data = stack.biases[layer][member, 0].clone()
    for layer, norm in enumerate(network.norm):
        for name, value in stack.norm_numbers[layer].items():
            if hasattr(norm, TORCH_NAMES[name]):
                getattr(norm, TORCH_NAMES[name]).data.copy_(value[member, 0])
    return network


def shaken(stack):
    """The stack with every number moved, so that no γ is 1 and no mean 0; variances stay > 0."""
    owner = torch.Generator().manual_seed(5)
    stack.parameters.add_(
        0.3 * torch.rand(stack.parameters.shape, generator=owner, dtype=stack.parameters.dtype)
    )
    return stack


@pytest.fixture
def points():
    owner = torch.Generator().manual_seed(1)
    x = torch.randn(20, 2, generator=owner, dtype=torch.float64)
    return x, (x[:, :1] * x[:, 1:] > 0).double()


def config_of(residual, norm, key="tanh", **fields):
    return RunConfig(members=(Member(key, 3, residual=residual, norm=norm),), **fields)


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


@norms
@pytest.mark.parametrize("key", ["sgd", "adam"])
def test_three_steps_with_a_norm_follow_a_plain_torch_loop(key, norm):
    config = config_of(True, norm, samples=100, hidden=(6, 6), optimizer=key, batch_size=30)
    trainer = Trainer(config)
    network = twin(trainer.stack)
    optimiser = torch_optimiser(key, network.parameters(), config.learning_rate)
    data = sample(config)
    for part in torch.randperm(80, generator=generator(config.seed, 0)).split(30):
        optimiser.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(
            network(data.x_train[part]), data.y_train[part, None].float()
        )
        loss.backward()
        for linear in network.linear[:-1] if norm == "batch" else []:
            # It is 0 but for rounding, which Adam would make steps of.
            assert linear.bias.grad.abs().max() < 1e-7
            linear.bias.grad.zero_()
        optimiser.step()
    trainer.advance(3)
    wanted = twin(trainer.stack).state_dict()
    for name, value in network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        torch.testing.assert_close(value, wanted[name], rtol=1e-4, atol=1e-5)


FOUR = (
    Member("tanh"),
    Member("relu", 1, residual=True, norm="batch"),
    Member("prelu", 2, norm="layer"),
    Member("tanh", 3, residual=True),
)
SMALL = RunConfig(samples=100, hidden=(5, 5), learning_rate=0.05, members=FOUR)


def test_cured_members_have_together_the_gradients_they_have_alone(points):
    stack = shaken(Stack(SMALL, dtype=torch.float64))
    stack.backward(*points, LOSS)
    for number, member in enumerate(FOUR):
        alone = Stack(replace(SMALL, members=(member,)), dtype=torch.float64)
        for mine, whole in zip(
            alone.views(alone.parameters), stack.views(stack.parameters), strict=True
        ):
            for layer, part in enumerate(mine):
                of = part.items() if isinstance(part, dict) else [(None, part)]
                for name, own in of:
                    source = whole[layer][name] if name else whole[layer]
                    own[0] = source[number]
        alone.backward(*points, LOSS)
        for layer, slope in enumerate(alone.weight_slopes):
            torch.testing.assert_close(
                stack.weight_slopes[layer][number], slope[0], rtol=0, atol=1e-14
            )
        slopes, mine = stack.views(stack.gradient).norms, alone.views(alone.gradient).norms
        for layer, named in enumerate(slopes):
            for name, slope in named.items():
                wanted = mine[layer].get(name, torch.zeros(1, 1, slope.shape[2]).double())
                torch.testing.assert_close(slope[number], wanted[0], rtol=0, atol=1e-14)


def test_cured_members_train_together_as_alone_and_repeatably():
    together = Trainer(SMALL).advance(60)
    assert same(together, Trainer(SMALL).advance(60))
    for number, member in enumerate(FOUR):
        alone = Trainer(replace(SMALL, members=(member,))).advance(60)
        # float32 sums in another order; 60 steps of Adam
        np.testing.assert_allclose(
            together.probability[number], alone.probability[0], atol=5e-3, rtol=0
        )


def test_permuting_cured_members_permutes_results():
    first = Trainer(SMALL).advance(50)
    second = Trainer(replace(SMALL, members=FOUR[::-1])).advance(50)
    np.testing.assert_allclose(first.train_loss[::-1], second.train_loss, rtol=1e-3)


@pytest.mark.parametrize("key", OPTIMISERS)
def test_no_optimiser_moves_what_has_no_gradient(key):
    members = (FOUR[0], FOUR[1], FOUR[2])
    trainer = Trainer(replace(SMALL, optimizer=key, members=members))
    before = [
        {n: v.clone() for n, v in one.items()}
        for one in trainer.stack.views(trainer.stack.parameters).norms
    ]
    trainer.advance(40)
    for old, new in zip(before, trainer.stack.norm_numbers, strict=True):
        for name in old:
            moved = (new[name] != old[name]).all(dim=2).flatten().tolist()
            assert moved == [False, True, name in ("scale", "shift")]
            assert torch.equal(old[name][0], new[name][0])


def test_the_layout_without_norms_is_as_it_was_and_norms_stand_behind_it():
    plain = Stack(replace(SMALL, members=(Member("prelu", 3), Member("tanh", 3, residual=True))))
    normed = Stack(replace(SMALL, members=(Member("prelu", 3), Member("tanh", 3, norm="batch"))))
    n = plain.parameters.shape[1]
    assert n == (2 + 1) * 5 + (5 + 1) * 5 + (5 + 1) * 1 + 2
    assert torch.equal(normed.parameters[:, :n], plain.parameters)
    start = [1.0] * 5 + [0.0] * 10 + [1.0] * 5
    assert normed.parameters[:, n:].tolist() == [2 * start] * 2


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


def test_a_norm_is_frozen_with_its_unit_and_its_statistics_follow_on():
    trainer = Trainer(replace(SMALL, members=(FOUR[1], FOUR[1])))
    trainer.advance(10)
    trainer.freeze(1, 1, 2)
    old = {n: v.clone() for n, v in trainer.stack.norm_numbers[1].items()}
    trainer.advance(30)
    new = trainer.stack.norm_numbers[1]
    for name in old:
        still = [
            (m, u) for m in (0, 1) for u in range(5) if new[name][m, 0, u] == old[name][m, 0, u]
        ]
        assert still == ([(1, 2)] if name in ("scale", "shift") else [])


def test_a_member_that_diverges_leaves_the_layout_of_the_others_whole():
    wild = replace(
        FOUR[1], activation="squared_relu", learning_rate=1e6, init_scale=100.0, norm=None
    )
    others = (Member(("relu", "prelu"), 4), Member("tanh", 5, norm="batch"))
    first = Member(("prelu", "squared_relu"), 1, learning_rate=1e6, init_scale=100.0)
    config = replace(SMALL, optimizer="sgd", members=(first, wild, *others), learning_rate=0.01)
    trainer = Trainer(config)
    together = trainer.advance(60)
    assert [step is None for step in together.diverged_at] == [False, False, True, True]
    alone = Trainer(replace(config, members=others)).advance(60)
    np.testing.assert_allclose(together.train_loss[2:], alone.train_loss, rtol=1e-4)
    for number in range(4):  # and so does looking at one of them
        x = trainer.samples.x_test
        torch.testing.assert_close(trainer.stack.take([number])(x)[0], trainer.stack(x)[number])


def test_a_running_variance_cannot_be_set_below_0():
    trainer = Trainer(config_of(False, "batch", samples=100, hidden=(3,)))
    last = trainer.stack.parameters.shape[1] - 1
    with pytest.raises(ValueError, match=r"running variance is -0\.5"):
        trainer.set_parameter(0, last, -0.5)
    trainer.set_parameter(0, last - 3, -0.5)  # a mean
    trainer.set_parameter(0, last, 0.5)
    assert trainer.stack.norm_numbers[0]["variance"][0, 0, 2] == 0.5


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
    fields = sampled(config)
    learnt = [
        [
            int(one["negative_slope"].storage_offset()) if m == 2 else -1
            for one in trainer.stack.learnt
        ]
        for m in range(5)
    ]
    found = node.script(
        node.source("net"),
        """const m = { ...d, table_reach: 24, tables: Float32Array.from(d.tables.flat()),
             tails: Float32Array.from(d.tails.flat(2)),
             arrays: { tables: { shape: [d.tables.length, d.tables[0].length] },
                       tails: { shape: [d.tails.length, 2, d.tails[0][0].length] } } };
           return d.w.map((w, p) => {
             const net = new Network(m, p);
             net.run(Float32Array.from(w), Float32Array.from(d.x), 40);
             const planes = net.norm === "layer" ? null : d.units.map((j) => net.plane(w, j));
             return [net.z.map((z) => [...z]), net.h.map((h) => [...h]), planes];
           });""",
        fields
        | cured(trainer.stack)
        | {
            "tables": fields["tables"].tolist(),
            "tails": fields["tails"].tolist(),
            "tail_rate": (TAIL - 1) / np.log(TAIL_REACH / 24),
            "widths": config.widths,
            "learnt": learnt,
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
            np.testing.assert_allclose(z, wanted[layer][0][member].numpy(), atol=5e-3)
        for layer, h in enumerate(outputs):
            h = np.reshape(h, (-1, 40)).T
            np.testing.assert_allclose(h, wanted[layer][1][member].numpy(), atol=5e-3)


def test_fifty_hidden_layers_train():
    config = RunConfig(samples=100, hidden=(16,) * 50, members=(Member("tanh", residual=True),))
    snapshot = Trainer(config).advance(20)
    assert snapshot.diverged_at == (None,)
    assert snapshot.train_loss[0] < 2


def test_ten_sigmoid_layers_learn_circles_with_a_residual_or_a_batch_norm_and_not_without():
    plain = Member("sigmoid", 1)
    members = (
        plain,
        replace(plain, norm="layer"),
        replace(plain, residual=True),
        replace(plain, norm="batch"),
    )
    config = RunConfig(samples=400, noise=0.03, hidden=(16,) * 10, members=members, batch_size=50)
    trainer = Trainer(config)
    snapshot = trainer.advance(500)
    stuck, cured = slice(2), slice(2, None)
    # A layer norm alone is no cure: it spreads the units of a point, not the points.
    chance = prior_entropy(trainer.samples.y_train)
    np.testing.assert_allclose(snapshot.test_loss[stuck], chance, atol=0.01)
    assert (snapshot.test_accuracy[stuck] < 0.6).all()
    assert (snapshot.test_accuracy[cured] >= 0.98).all()
    assert (snapshot.test_loss[cured] < 0.1).all()


def test_a_bias_before_a_batch_norm_never_moves():
    trainer = Trainer(config_of(False, "batch", samples=100))
    before = trainer.stack.parameters.clone()
    trainer.advance(40)  # 8 steps an epoch, of 10 points each
    old = trainer.stack.views(before).biases
    moved = [not torch.equal(a, b) for a, b in zip(old, trainer.stack.biases, strict=True)]
    assert moved == [False, False, True]


@pytest.mark.cuda
def test_cuda_follows_the_cpu_with_cures():
    card = Trainer(replace(SMALL, device="cuda")).advance(30)
    cpu = Trainer(SMALL).advance(30)
    # float32 sums in another order; 30 steps of Adam
    np.testing.assert_allclose(card.train_loss, cpu.train_loss, rtol=1e-2)
