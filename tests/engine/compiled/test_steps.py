"""A step of the compiled path is the stack's step, and whoever trains beside changes no bit."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS
from explorer.choices.datasets import DATASETS
from explorer.choices.inputs import FEATURES
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.outputs import OUTPUTS
from explorer.choices.randomness import generator
from explorer.config import NORMS, Member, RunConfig
from explorer.engine import Stack, StackTrainer, sample
from explorer.engine.compiled import cores
from explorer.engine.learners import Learners
from explorer.engine.seen import Judged
from explorer.engine.update import Update
from tests.engine.loops import SMALL, same

EVERYONE = torch.ones(1, dtype=torch.bool)
CURES = tuple(product(OUTPUTS["binary"].offered, OPTIMISERS, (None, *NORMS), (False, True)))
# What is asked of the networks, and a loss that may be asked with: the rest of them.
PROBLEMS = tuple(
    (key, loss)
    for key in ("blobs", "two_areas", "admission", "hills")
    for loss in OUTPUTS[DATASETS[key].problem].offered
)
# Two losses, three optimisers, three norms, with and without a way around: an activation meets
# each of them.
SIX = tuple(
    (tuple(LOSSES)[k % 2], tuple(OPTIMISERS)[k % 3], (None, *NORMS)[(k + k // 3) % 3], k % 4 > 1)
    for k in range(6)
)
MIXED = (
    Member("prelu"),
    Member(("rrelu", "tanh"), 1),
    Member("tanh", 2, norm="batch"),
    Member("relu", 3, 0.01, residual=True, norm="layer"),
    Member("=x * sigmoid(2 * x) + x**2 / 10", 4, parameters=()),
    Member(("swish", "srelu"), 5, parameters=(("beta", 0.5),), residual=True),
)


def case(key, loss, optimiser, norm, residual):
    member = Member(key, 1, residual=residual, norm=norm)
    return RunConfig(
        samples=100, hidden=(5, 5), members=(member,), optimizer=optimiser, loss=loss,
        batch_size=21, learning_rate=0.05,
    )  # fmt: skip


def on_the_stack(config, steps, dtype):
    """The learners after some steps of the first epoch on the stack."""
    stack = Stack(config, dtype=dtype)
    learners, data, loss = Learners.of(config, stack), sample(config), LOSSES[config.objective]
    learners.update = Update(config)  # what is told of a step is float32 on both sides
    order = torch.randperm(len(data.x_train), generator=generator(config.seed, 0))
    target = loss.target(data.y_train, config.classes).to(dtype)
    for number, batch in enumerate(order.split(config.batch_size)[:steps], 1):
        learners.step(data.x_train[batch].to(dtype), target[batch], loss, number, EVERYONE)
    return learners


def stepped(config, steps):
    """The learners after some steps on the compiled path."""
    trainer = StackTrainer(config)
    assert trainer.arithmetic == "compiled"
    trainer.advance(steps, frozenset())
    return trainer._learners


def check_a_step(config):
    """Within 1e-6 of each number and the largest step; of float64's too, but for what is drawn.

    A step counts as no smaller than the learning rate: RMSprop's first is ten times as large.

    An optimiser that divides a gradient by its own size makes a whole step even of what is 0 but
    for rounding: that tells nothing.
    """
    found = stepped(config, 1).stack.parameters.double()
    drawn = any(ACTIVATIONS[m.activation].training_parameters for m in config.members)
    for dtype in (torch.float32,) if drawn else (torch.float32, torch.float64):
        stack = on_the_stack(config, 1, dtype).stack
        wanted, size = stack.parameters.double(), stack.gradient.double().abs()
        step = (wanted - Stack(config, dtype=dtype).parameters.double()).abs().max()
        tells = (size > 1e-5 * size.max()) | (size == 0)
        off = (found - wanted).abs() / (wanted.abs() + step.clamp(min=config.learning_rate))
        assert off[tells].max() < 1e-6


@pytest.mark.parametrize("key", ACTIVATIONS)
@pytest.mark.parametrize("cures", SIX, ids=str)
def test_a_step_is_the_stacks_for_every_activation(key, cures):
    check_a_step(case(key, *cures))


@pytest.mark.parametrize("cures", CURES, ids=str)
def test_a_step_is_the_stacks_with_every_loss_optimiser_norm_and_residual(cures):
    check_a_step(case("tanh", *cures))


@pytest.mark.parametrize("optimiser", ["sgd", "adam"])
@pytest.mark.parametrize(("dataset", "loss"), PROBLEMS)
def test_a_step_is_the_stacks_for_every_problem_and_loss(dataset, loss, optimiser):
    check_a_step(replace(case("tanh", None, optimiser, None, False), dataset=dataset, loss=loss))


@pytest.mark.parametrize(("dataset", "loss"), PROBLEMS)
def test_what_is_judged_on_the_way_is_what_pytorch_judges(dataset, loss, monkeypatch):
    """Losses to 1e-5 of them, R² to 1e-5, and the very same points right."""
    config = replace(case("tanh", None, "adam", None, False), dataset=dataset, loss=loss)
    found = StackTrainer(config).advance(30)
    monkeypatch.setenv("EXPLORER_ENGINE", "torch")
    wanted = StackTrainer(config).advance(30)
    for name in Judged._fields:
        np.testing.assert_allclose(
            getattr(found, name), getattr(wanted, name), rtol=2e-5, atol=1e-5
        )


@pytest.mark.parametrize("engine", ["compiled", "torch"])
def test_members_with_losses_of_their_own_learn_as_alone(engine, monkeypatch):
    """The very same bits where compiled; PyTorch's products round by how many there are."""
    monkeypatch.setenv("EXPLORER_ENGINE", engine)
    members = tuple(Member("tanh", 1, loss=key) for key in (None, "mse_sigmoid", "hinge"))
    config = replace(SMALL, members=members, output_bias=-6.0)
    together = StackTrainer(config)
    found = together.advance(40)
    for k, member in enumerate(members):
        alone = StackTrainer(
            replace(config, members=(replace(member, loss=None),), loss=member.loss)
        )
        wanted = alone.advance(40)
        off = {"rtol": 0, "atol": 0} if engine == "compiled" else {"rtol": 1e-4, "atol": 1e-5}
        torch.testing.assert_close(together.stack.parameters[k], alone.stack.parameters[0], **off)
        np.testing.assert_allclose(found.train_loss[k], wanted.train_loss[0], **off)
        assert together.guessing[k] == alone.guessing[0]


def test_the_output_begins_at_the_bias_asked_for():
    plain, moved = (Stack(replace(SMALL, output_bias=bias)) for bias in (0.0, -6.0))
    torch.testing.assert_close(moved.biases[-1], plain.biases[-1] - 6)
    assert torch.equal(moved.weights[-1], plain.weights[-1])


@pytest.mark.parametrize("inputs", [("x1",), ("x1", "x2_squared", "product"), tuple(FEATURES)])
def test_any_inputs_are_trained_as_on_the_stack(inputs):
    check_a_step(replace(case("tanh", "bce", "adam", None, False), inputs=inputs))


@pytest.mark.parametrize("dataset", ["circles", "rings"])
@pytest.mark.parametrize(
    ("hidden", "batch"), [((), 10), ((1,), 1), ((3, 7, 2), 16), ((9,), 17), ((4, 4), None)]
)
def test_any_widths_and_batches_are_trained_as_on_the_stack(dataset, hidden, batch):
    """Nine steps, so that an epoch's last batch, which may be smaller, is among them."""
    members = (Member("tanh", 1, norm="batch"), Member("silu", 2, residual=True))
    config = replace(
        SMALL, dataset=dataset, hidden=hidden, members=members, optimizer="momentum",
    )  # fmt: skip
    points = len(sample(config).x_train)
    config = replace(config, batch_size=batch or points)
    steps = min(9, -(-points // (batch or points)))
    found = stepped(replace(config, batch_size=batch), steps).stack.parameters
    wanted = on_the_stack(config, steps, torch.float32).stack.parameters
    torch.testing.assert_close(found, wanted, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_members_train_together_bit_for_bit_as_alone(optimiser):
    config = replace(SMALL, members=MIXED, hidden=(5, 5), optimizer=optimiser)
    together = StackTrainer(config)
    together.advance(100)
    for number, member in enumerate(MIXED):
        alone = StackTrainer(replace(config, members=(member,)))
        alone.advance(100)
        own = alone.stack
        for mine, whole in zip(
            own.views(own.parameters), together.stack.views(together.stack.parameters), strict=True
        ):
            for one, all_of in zip(mine, whole, strict=True):
                parts = one.items() if isinstance(one, dict) else [(None, one)]
                for name, numbers in parts:
                    there = all_of[name] if name else all_of
                    assert torch.equal(numbers[0], there[number])


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_number_of_threads_changes_no_bit(monkeypatch, threads):
    config = replace(SMALL, members=tuple(Member("tanh", seed) for seed in range(7)))
    monkeypatch.setattr(cores, "CORES", 1)
    one = StackTrainer(config).advance(100)
    monkeypatch.setattr(cores, "CORES", threads)
    monkeypatch.setattr(cores, "WORTH_SHARING", 1)
    assert same(one, StackTrainer(config).advance(100))


def test_the_order_of_members_changes_no_bit():
    first = StackTrainer(replace(SMALL, hidden=(5, 5), members=MIXED)).advance(60)
    second = StackTrainer(replace(SMALL, hidden=(5, 5), members=MIXED[::-1])).advance(60)
    np.testing.assert_array_equal(first.train_loss[::-1], second.train_loss)


def test_how_a_long_run_is_cut_changes_no_bit():
    config = replace(SMALL, members=(Member("tanh"), Member("rrelu", 1)))
    pieces = StackTrainer(config)
    for steps in (1, 700, 99):
        last = pieces.advance(steps)
    assert same(last, StackTrainer(config).advance(800))


def test_who_diverges_changes_no_bit_of_the_others():
    wild = Member("squared_relu", learning_rate=1e6, init_scale=100.0)
    config = replace(SMALL, optimizer="sgd", members=(wild, Member("tanh", 1)))
    together, alone = (
        StackTrainer(config),
        StackTrainer(replace(config, members=(Member("tanh", 1),))),
    )
    snapshot = together.advance(700)
    assert snapshot.diverged_at[0] is not None
    assert together.stack.parameters[0].isfinite().all()
    assert snapshot.train_loss[1] == alone.advance(700).train_loss[0]


def test_a_diverged_member_stops_at_the_same_step_however_the_run_is_cut():
    """One early, one after a hundred steps, one late."""
    members = tuple(Member("=x**3", seed, learning_rate=0.3) for seed in (2, 0, 8))
    config = replace(SMALL, optimizer="sgd", members=members)
    at_once = StackTrainer(config).advance(600).diverged_at
    pieces = StackTrainer(config)
    for _ in range(100):
        last = pieces.advance(6, frozenset())
    assert at_once == last.diverged_at
    assert None not in at_once
    assert at_once[0] < 32 < at_once[1] < 512 < at_once[2]


def test_a_part_that_overflows_is_mended_as_on_the_stack(monkeypatch):
    """exp(x)/exp(x) in a form that no rule rewrites: ∞/∞ where x is large."""
    key = "=x * sqrt(1 + exp(8 * x)) / sqrt(2 + exp(8 * x))"
    config = replace(SMALL, samples=50, members=(Member(key, 1, init_scale=8.0),))
    trainer = StackTrainer(config)
    snapshot = trainer.advance(20)
    assert trainer.arithmetic == "compiled"
    assert snapshot.diverged_at == (None,)
    monkeypatch.setenv("EXPLORER_ENGINE", "torch")
    wanted = StackTrainer(config).advance(20)
    np.testing.assert_allclose(snapshot.train_loss, wanted.train_loss, rtol=1e-3)


def test_the_gradient_on_the_whole_training_set_is_the_stacks_and_moves_nothing():
    config = replace(SMALL, hidden=(5, 5), members=MIXED)
    trainer = StackTrainer(config)
    trainer.advance(10)
    before = trainer.stack.parameters.clone()
    found = trainer.gradient()
    stack, data, loss = trainer.stack.take([*range(6)]), sample(config), LOSSES[config.objective]
    stack.backward(data.x_train, loss.target(data.y_train, 2), loss)
    largest = stack.gradient.abs().amax(dim=1, keepdim=True)
    assert ((found - stack.gradient).abs() / largest).max() < 1e-5
    assert torch.equal(trainer.stack.parameters, before)
