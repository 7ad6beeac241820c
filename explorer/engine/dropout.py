"""Dropout: which units of which points are left out of a training step, drawn by counting.

A draw is a mix of the bits of what it is for (the function lowbias32 of Christopher Wellons,
Prospecting for Hash Functions, 2018), so that whoever needs it works it out anew: PyTorch here and
compiled code beside it draw the same, whatever trains beside a network.
"""

import torch
from torch import Tensor

MASK = 0xFFFFFFFF
FIRST, SECOND = 0x7FEB352D, 0x846CA68B
WHOLE = 2.0**32


def mixed(x: int) -> int:
    """Another number of 32 bits for each number of 32 bits."""
    x ^= x >> 16
    x = (x * FIRST) & MASK
    x ^= x >> 15
    x = (x * SECOND) & MASK
    return x ^ (x >> 16)


def key(seed: int, step: int, layer: int) -> int:
    """What the draws of one network at a step and a hidden layer are mixed with."""
    return mixed((mixed((mixed(seed & MASK) + step) & MASK) + layer) & MASK)


def factors(keys: list[int], points: int, units: int, share: float) -> Tensor:
    """What units' values are multiplied by, (P, N, H) float32: 0 for this share, 1/(1 − share)."""
    counted = torch.arange(points * units, dtype=torch.int64)
    x = counted[None] ^ torch.tensor(keys, dtype=torch.int64)[:, None]
    x = x ^ (x >> 16)
    x = (x * FIRST) & MASK
    x = x ^ (x >> 15)
    x = (x * SECOND) & MASK
    x = x ^ (x >> 16)
    kept = x >= int(share * WHOLE)
    return (kept.float() / (1 - share)).view(len(keys), points, units)
