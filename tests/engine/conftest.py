"""Points that every engine test may ask for."""

import pytest
import torch


@pytest.fixture
def points():
    """Twenty points (20, 2) and their quadrant's class (20, 1), float64."""
    owner = torch.Generator().manual_seed(1)
    x = torch.randn(20, 2, generator=owner, dtype=torch.float64)
    return x, (x[:, :1] * x[:, 1:] > 0).double()
