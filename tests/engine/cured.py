"""Networks with residual connections and norms, ours and torch's."""

from itertools import pairwise

import pytest
import torch
from torch import nn

from explorer import activations
from explorer.choices.losses import LOSSES
from explorer.config import NORMS, Member, RunConfig

LOSS = LOSSES["bce"]


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


def config_of(residual, norm, key="tanh", **fields):
    return RunConfig(members=(Member(key, 3, residual=residual, norm=norm),), **fields)


FOUR = (
    Member("tanh"),
    Member("relu", 1, residual=True, norm="batch"),
    Member("prelu", 2, norm="layer"),
    Member("tanh", 3, residual=True),
)


SMALL = RunConfig(samples=100, hidden=(5, 5), learning_rate=0.05, members=FOUR)
