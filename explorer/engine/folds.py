"""Where one hidden layer folds the plane: its lines, and the regions they cut."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from explorer.engine.stack import Stack
from explorer.engine.units import straight

SAME = 1e-6  # of the square's half side: lines and crossings closer than this are one


def kink(f: Callable[[Tensor], Tensor], df: Callable[[Tensor], Tensor]) -> tuple[float, ...] | None:
    """Where a function of two straight pieces bends, and its slopes left and right of it.

    None for any other function, and where the pieces do not meet. Looks from −10 to 10.
    """
    x = torch.linspace(-10, 10, 4000, dtype=torch.float64) + 0.000377  # on no round number
    slopes = df(x)
    changes = (slopes[1:] != slopes[:-1]).nonzero().flatten().tolist()
    if len(changes) != 1:
        return None
    low, high = x[changes[0]], x[changes[0] + 1]
    for _ in range(60):
        middle = (low + high) / 2
        if df(middle) == slopes[0]:
            low = middle
        else:
            high = middle
    if (f(high + 1e-7) - f(low - 1e-7)).abs() > 1e-5:
        return None
    return round(low.item(), 9), slopes[0].item(), slopes[-1].item()


def lines(stack: Stack, member: int, bend: float) -> np.ndarray:
    """Rows (a, b, c), a² + b² = 1, of a·x₁ + b·x₂ + c = 0, where the first layer's units bend.

    One row a unit, (H, 3) float64; NaN where a unit reads neither input. A batch norm counts with
    its running statistics; raises ValueError with a layer norm, whose units bend along curves.
    """
    matrix, offset = straight(stack, 0, member)
    weight, bias = matrix.cpu().numpy().T, offset[0].cpu().numpy()
    size = np.linalg.norm(weight, axis=1, keepdims=True)
    size[size == 0] = np.nan
    return np.column_stack([weight, bias - bend]) / size


def crosses(rows: np.ndarray, extent: float) -> np.ndarray:
    """Which lines enter the open square (−extent, extent)², (H,) bool."""
    return np.abs(rows[:, 2]) < extent * np.abs(rows[:, :2]).sum(axis=1)


def most_regions(count: int) -> int:
    """Into how many regions so many lines can cut the plane, at most."""
    return 1 + count + count * (count - 1) // 2


def regions(rows: np.ndarray, extent: float) -> tuple[int, int]:
    """How many different lines enter the square, and into how many regions they cut it.

    Each line adds one region, and one more for each place in the square where it meets earlier
    ones; lines that meet in one place are counted so, and equal lines once.
    """
    kept = np.empty((0, 3))
    count = 1
    for row in rows[crosses(rows, extent)]:
        turned = row * np.sign(kept[:, :2] @ row[:2])[:, None]
        if (np.abs(kept - turned) < SAME * max(1.0, extent)).all(axis=1).any():
            continue
        cross = row[0] * kept[:, 1] - row[1] * kept[:, 0]
        meets = kept[np.abs(cross) > 1e-12]
        cross = cross[np.abs(cross) > 1e-12]
        x1 = (row[1] * meets[:, 2] - meets[:, 1] * row[2]) / cross
        x2 = (meets[:, 0] * row[2] - row[0] * meets[:, 2]) / cross
        inside = (np.abs(x1) < extent) & (np.abs(x2) < extent)
        along = np.sort((row[0] * x2 - row[1] * x1)[inside])
        count += 1 + len(along) - int((np.diff(along) < SAME * extent).sum())
        kept = np.vstack([kept, row])
    return len(kept), count
