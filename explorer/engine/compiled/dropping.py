"""Dropout over blocks of lanes, with the draws that `engine.dropout` has."""

import numpy as np

from explorer.engine.compiled.arithmetic import ZERO
from explorer.engine.compiled.lanes import LANES
from explorer.engine.compiled.making import inlined, inner
from explorer.engine.dropout import FIRST, SECOND

u32 = np.uint32
ONE_HALF, MIDDLE = u32(16), u32(15)
FIRST_FACTOR, SECOND_FACTOR = u32(FIRST), u32(SECOND)


@inlined
def _mixed(x):
    x = u32(x ^ (x >> ONE_HALF))
    x = u32(x * FIRST_FACTOR)
    x = u32(x ^ (x >> MIDDLE))
    x = u32(x * SECOND_FACTOR)
    return u32(x ^ (x >> ONE_HALF))


@inner
def key(seed, step, layer):
    """What the draws of one network at a step and a hidden layer are mixed with."""
    return _mixed(u32(_mixed(u32(_mixed(u32(seed)) + u32(step))) + u32(layer)))


@inner
def drop(s, found, rows, width, blocks, mixed_with, limit, scale):
    """Multiply what was found of an activation, in so many rows, by what dropout leaves of it."""
    n = blocks * width * LANES
    for block in range(blocks):
        for u in range(width):
            at = found + (block * width + u) * LANES
            for column in range(LANES):
                counted = u32((block * LANES + column) * width + u)
                kept = _mixed(u32(counted ^ mixed_with)) >= limit
                factor = scale if kept else ZERO
                for row in range(rows):
                    s[at + row * n + column] *= factor
