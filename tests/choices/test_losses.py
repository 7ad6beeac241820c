"""Losses: value and slope are PyTorch's own, also where float32 ends, and of one formula each."""

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from explorer.choices.losses import LOSSES, guessing

POINTS = torch.linspace(-40, 40, 161)  # no kink of a loss but 0 and ±1, which it has


def one(key, x, y):
    """PyTorch's own mean loss of logits (N,) with bits (N,)."""
    return {
        "bce": lambda: F.binary_cross_entropy_with_logits(x, y),
        "bce_probability": lambda: F.binary_cross_entropy(torch.sigmoid(x), y),
        "mse_sigmoid": lambda: F.mse_loss(torch.sigmoid(x), y),
        "bce_relu": lambda: F.binary_cross_entropy_with_logits(torch.relu(x), y),
        "hinge": lambda: (1 - (2 * y - 1) * x).clamp(min=0).mean(),
        "mse": lambda: F.mse_loss(x, y),
        "mae": lambda: F.l1_loss(x, y),
        "huber": lambda: F.huber_loss(x, y),
    }[key]()


@pytest.mark.parametrize("bit", [0.0, 1.0])
@pytest.mark.parametrize("key", [key for key, loss in LOSSES.items() if loss.single])
def test_a_loss_over_one_logit_is_pytorchs_with_its_slope(key, bit):
    """In float32, within 2e-6 of 1 + its size; at its kinks either side's slope."""
    loss, y = LOSSES[key], torch.full_like(POINTS, bit)
    x = POINTS.clone().requires_grad_()
    wanted = torch.stack([one(key, x[k : k + 1], y[k : k + 1]) for k in range(len(x))])
    (slopes,) = torch.autograd.grad(wanted.sum(), x)
    logits, target = POINTS[:, None, None], y[:, None, None]
    torch.testing.assert_close(loss.mean(logits, target), wanted.detach(), rtol=2e-6, atol=2e-6)
    found = loss.gradient(logits, target).flatten()
    plain = ~torch.isin(POINTS, torch.tensor([-1.0, 0.0, 1.0, 2.0]))
    torch.testing.assert_close(found[plain], slopes[plain], rtol=1e-5, atol=1e-7)


def test_softmax_cross_entropy_is_pytorchs_with_its_slope():
    owner = torch.Generator().manual_seed(1)
    z = (10 * torch.randn(50, 5, generator=owner)).requires_grad_()
    labels = torch.randint(5, (50,), generator=owner)
    wanted = F.cross_entropy(z, labels)
    (slope,) = torch.autograd.grad(wanted, z)
    loss = LOSSES["cross_entropy"]
    target = loss.target(labels, 5)
    assert loss.mean(z.detach()[None], target).item() == pytest.approx(wanted.item(), rel=1e-6)
    torch.testing.assert_close(loss.gradient(z.detach()[None], target)[0], slope)


def test_the_loss_of_a_probability_ends_where_float32_does():
    """σ rounds to 1 from 16.6 on: then the loss is cut off at 100, and its slope is 0."""
    loss, target = LOSSES["bce_probability"], torch.zeros(1, 1)
    assert loss.mean(torch.full((1, 1, 1), 17.0), target).item() == 100
    assert loss.gradient(torch.full((1, 1, 1), 17.0), target).item() == 0
    assert loss.gradient(torch.full((1, 1, 1), 16.0), target).item() > 0.5
    plain = LOSSES["bce"]
    assert plain.mean(torch.full((1, 1, 1), 17.0), target).item() == pytest.approx(17, rel=1e-6)
    assert plain.gradient(torch.full((1, 1, 1), 17.0), target).item() == 1


def test_at_a_badly_wrong_answer_mse_after_a_sigmoid_has_hardly_a_slope():
    wrong, target = torch.full((1, 1, 1), -6.0), torch.ones(1, 1)
    assert LOSSES["bce"].gradient(wrong, target).item() == pytest.approx(-0.99753, abs=5e-6)
    assert LOSSES["mse_sigmoid"].gradient(wrong, target).item() == pytest.approx(-0.00492, abs=5e-6)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5])
def test_guessing_costs_what_the_best_constant_answer_costs(share):
    labels = (torch.arange(200) < 200 * share).long()
    entropy = -share * math.log(share) - (1 - share) * math.log(1 - share)
    wanted = {
        "bce": entropy,
        "bce_probability": entropy,
        "mse_sigmoid": share * (1 - share),
        "bce_relu": math.log(2),
        "hinge": 2 * share,
    }
    for key, value in wanted.items():
        assert guessing(LOSSES[key], LOSSES[key].target(labels, 2)) == pytest.approx(
            value, abs=1e-6
        ), key


def test_guessing_among_several_classes_costs_their_entropy():
    labels = torch.tensor([0] * 50 + [1] * 30 + [2] * 20)
    part = np.array([0.5, 0.3, 0.2])
    loss = LOSSES["cross_entropy"]
    found = guessing(loss, loss.target(labels, 3))
    assert found == pytest.approx(-(part * np.log(part)).sum(), abs=1e-9)


def test_guessing_a_number_costs_its_variance_by_mse_and_its_mean_distance_by_mae():
    y = torch.tensor([0.0, 1.0, 2.0, 9.0])
    for key, wanted in (("mse", 12.5), ("mae", 2.5)):
        loss = LOSSES[key]
        assert guessing(loss, loss.target(y, 1)) == pytest.approx(wanted, abs=1e-6)


def test_several_labels_have_pytorchs_mean_of_all():
    owner = torch.Generator().manual_seed(2)
    z = (3 * torch.randn(50, 4, generator=owner)).requires_grad_()
    y = torch.randint(2, (50, 4), generator=owner)
    wanted = F.binary_cross_entropy_with_logits(z, y.float())
    (slope,) = torch.autograd.grad(wanted, z)
    loss = LOSSES["bce"]
    target = loss.target(y, 4)
    assert loss.mean(z.detach()[None], target).item() == pytest.approx(wanted.item(), rel=1e-6)
    torch.testing.assert_close(loss.gradient(z.detach()[None], target)[0], slope)


def test_labels_that_softmax_shares_out_are_a_distribution():
    target = LOSSES["cross_entropy"].target(torch.tensor([[0, 0], [1, 0], [1, 1]]), 2)
    assert target.tolist() == [[0.5, 0.5], [1, 0], [0.5, 0.5]]
