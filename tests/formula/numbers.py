"""What the tests of formulas share: places, and how numbers are held equal."""

import torch
import torch.nn.functional as F

X = torch.arange(-8 * 16, 8 * 16 + 1, dtype=torch.float64) / 16  # 0 is one of them


def assert_equal(actual, expected, tolerance=1e-12):
    torch.testing.assert_close(actual, expected, rtol=tolerance, atol=tolerance, equal_nan=True)


def evaluated(expression):
    """A formula's PyTorch expression, run as a reader would run it."""
    return eval(expression, {"torch": torch, "F": F})
