"""The batch that is told of a step is the one that the step is taken on."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from explorer.config import Member, RunConfig
from explorer.engine import Trainer, batches
from explorer.engine.data import sample

CONFIG = RunConfig(
    samples=100, noise=0.2, hidden=(), members=(Member("identity", 3),), optimizer="sgd"
)


@pytest.mark.parametrize("size", [1, 7, 16, None])
@pytest.mark.parametrize("engine", ["torch", "compiled"])
def test_a_step_is_one_of_gradient_descent_on_the_points_of_its_batch(monkeypatch, engine, size):
    monkeypatch.setenv("EXPLORER_ENGINE", engine)
    config = replace(CONFIG, batch_size=size)
    trainer, data = Trainer(config), sample(config)
    count = len(data.x_train)
    for step in range(1, 25):
        weight = trainer.stack.weights[0][0].T.clone().requires_grad_()
        bias = trainer.stack.biases[0][0, 0].clone().requires_grad_()
        chosen = batches.batch(config, count, step)
        z = nn.functional.linear(data.x_train[chosen], weight, bias)[:, 0]
        y = data.y_train[chosen].float()
        nn.functional.binary_cross_entropy_with_logits(z, y).backward()
        assert weight.grad is not None
        wanted = weight.detach() - config.learning_rate * weight.grad
        trainer.advance(1)
        torch.testing.assert_close(trainer.stack.weights[0][0].T, wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("size", [1, 7, 16, 1000, None])
def test_an_epoch_deals_out_every_training_point_once(size):
    config = RunConfig(batch_size=size)
    each = -(-250 // batches.size(config, 250))
    for first in (1, each + 1):
        dealt = torch.cat([batches.batch(config, 250, first + turn) for turn in range(each)])
        assert dealt.sort().values.tolist() == list(range(250))
    assert not len(batches.batch(config, 250, 0))
