"""Every identity on the page Functions, against PyTorch and against its own claim."""

import pytest
import torch
import torch.nn.functional as F

from explorer.functions.identities import IDENTITIES, largest_gap

Z = torch.linspace(-30, 30, 4001, dtype=torch.float64)
# Both sides once more, from PyTorch alone.
ORACLES = {
    "tanh_sigmoid": (torch.tanh(Z), 2 * torch.sigmoid(2 * Z) - 1),
    "softplus_slope": (torch.sigmoid(Z), torch.sigmoid(Z)),
    "sigmoid_slope": (torch.sigmoid(Z) * torch.sigmoid(-Z), torch.sigmoid(Z) * torch.sigmoid(-Z)),
    "identity_relu": (F.relu(Z) - F.relu(-Z), Z),
    "absolute_relu": (F.relu(Z) + F.relu(-Z), Z.abs()),
    "selu_elu": (F.selu(Z), F.selu(Z)),
    "silu_hardswish": (F.silu(Z), F.hardswish(Z)),
    "gelu_forms": (F.gelu(Z), F.gelu(Z, approximate="tanh")),
    "gelu_swish": (F.gelu(Z), Z * torch.sigmoid(1.702 * Z)),
}


def test_every_identity_has_an_oracle():
    assert list(ORACLES) == list(IDENTITIES)


@pytest.mark.parametrize("key", IDENTITIES)
def test_both_sides_are_what_pytorch_computes(key):
    for side, wanted in zip(IDENTITIES[key].sides, ORACLES[key], strict=True):
        torch.testing.assert_close(side(Z), wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("key", IDENTITIES)
def test_the_sides_are_no_further_apart_than_is_claimed_and_nearly_so_far(key):
    identity = IDENTITIES[key]
    gap, at = largest_gap(identity)
    assert gap <= identity.bound
    assert identity.exact or gap > 0.9 * identity.bound
    here = torch.tensor([at], dtype=torch.float64)
    left, right = (float(side(here)) for side in identity.sides)
    assert abs(left - right) == pytest.approx(gap, abs=1e-15)
