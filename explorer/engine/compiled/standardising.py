"""Layer and batch norm over blocks of lanes, as `engine.norms` has them.

`scale` is where γ begins in the parameters; β, the running mean and the running variance follow it.
"""

import numpy as np

from explorer.choices.norms import EPSILON, MOMENTUM
from explorer.engine.compiled.arithmetic import ONE, ZERO, f32
from explorer.engine.compiled.lanes import LANES, everywhere, load, root, spread, store, total
from explorer.engine.compiled.making import inner

SMALL, SHARE = f32(EPSILON), f32(MOMENTUM)


@inner
def layer_norm(row, scale, s, z, width, standard, inverse, blocks):
    """Standardise each lane's units at z, in place; keep them, and one over their deviation."""
    share = everywhere(ONE / f32(width))
    for block in range(blocks):
        start = z + block * width * LANES
        mean = variance = everywhere(ZERO)
        for u in range(width):
            mean = mean + load(s, start + u * LANES)
        mean = mean * share
        for u in range(width):
            off = load(s, start + u * LANES) - mean
            variance = variance + off * off
        one = everywhere(ONE) / root(variance * share + everywhere(SMALL))
        store(s, inverse + block * LANES, one)
        for u in range(width):
            at = (block * width + u) * LANES
            off = (load(s, z + at) - mean) * one
            store(s, standard + at, off)
            store(s, z + at, spread(row, scale + width + u) + off * spread(row, scale + u))


@inner
def layer_norm_back(row, scale, s, delta, width, standard, inverse, blocks):
    """From the gradient by what the norm gave to the one by what it took, in place."""
    share = everywhere(ONE / f32(width))
    for block in range(blocks):
        mean = along = everywhere(ZERO)
        for u in range(width):
            at = (block * width + u) * LANES
            g = load(s, delta + at) * spread(row, scale + u)
            mean, along = mean + g, along + g * load(s, standard + at)
        mean, along = mean * share, along * share
        one = load(s, inverse + block * LANES)
        for u in range(width):
            at = (block * width + u) * LANES
            g = load(s, delta + at) * spread(row, scale + u) - mean
            store(s, delta + at, (g - load(s, standard + at) * along) * one)


@inner
def batch_norm(row, scale, s, z, width, standard, inverse, blocks, mask, points, moves):
    """Standardise each unit's points at z, in place; of one point by the running statistics."""
    gap = width * LANES  # from block to block
    for u in range(width):
        at = u * LANES
        if points > 1:
            t = everywhere(ZERO)
            for block in range(blocks):
                t = t + load(s, z + block * gap + at) * load(s, mask + block * LANES)
            mean = total(t) / f32(points)
            t = everywhere(ZERO)
            for block in range(blocks):
                off = load(s, z + block * gap + at) - everywhere(mean)
                t = t + off * off * load(s, mask + block * LANES)
            variance = total(t) / f32(points)
            if moves:
                whole = variance * f32(points / (points - 1))
                row[scale + 2 * width + u] += SHARE * (mean - row[scale + 2 * width + u])
                row[scale + 3 * width + u] += SHARE * (whole - row[scale + 3 * width + u])
        else:
            mean, variance = row[scale + 2 * width + u], row[scale + 3 * width + u]
        s[inverse + u] = ONE / np.sqrt(variance + SMALL)
        for block in range(blocks):
            here = block * gap + at
            off = (load(s, z + here) - everywhere(mean)) * spread(s, inverse + u)
            store(s, standard + here, off)
            store(s, z + here, spread(row, scale + width + u) + off * spread(row, scale + u))


@inner
def batch_norm_back(row, scale, s, delta, width, standard, inverse, blocks, mask, points):
    """From the gradient by what the norm gave to the one by what it took, in place."""
    gap = width * LANES
    for u in range(width):
        mean = along = ZERO
        if points > 1:
            t0 = t1 = everywhere(ZERO)
            for block in range(blocks):
                g = load(s, delta + block * gap + u * LANES)
                t0, t1 = t0 + g, t1 + g * load(s, standard + block * gap + u * LANES)
            mean = total(t0) * row[scale + u] / f32(points)
            along = total(t1) * row[scale + u] / f32(points)
        for block in range(blocks):
            at = block * gap + u * LANES
            g = load(s, delta + at) * spread(row, scale + u) - everywhere(mean)
            g = (g - load(s, standard + at) * everywhere(along)) * spread(s, inverse + u)
            store(s, delta + at, g * load(s, mask + block * LANES))


@inner
def norm_slopes(s, gradient, scale, delta, width, standard, blocks):
    """The gradients of γ and β, from the one by what the norm gave."""
    for u in range(width):
        t0 = t1 = everywhere(ZERO)
        for block in range(blocks):
            at = (block * width + u) * LANES
            g = load(s, delta + at)
            t0, t1 = t0 + g * load(s, standard + at), t1 + g
        s[gradient + scale + u] = total(t0)
        s[gradient + scale + width + u] = total(t1)
