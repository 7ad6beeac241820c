"""The products of a fully connected layer, over blocks of lanes.

A layer's numbers at a batch lie in the scratch as [block][unit][lane]; its weights lie in the
parameters as [unit of the layer before][unit]. Four sums are made at a time, so that each number
read is used four times.
"""

from explorer.engine.compiled.arithmetic import ZERO
from explorer.engine.compiled.lanes import LANES, everywhere, load, spread, store, total
from explorer.engine.compiled.making import inner


@inner
def forward(row, weight, bias, fan_in, fan_out, s, inputs, out, blocks):
    """out = inputs·W + b."""
    for block in range(blocks):
        start, end = inputs + block * fan_in * LANES, out + block * fan_out * LANES
        o = 0
        while o + 4 <= fan_out:
            t0, t1 = spread(row, bias + o), spread(row, bias + o + 1)
            t2, t3 = spread(row, bias + o + 2), spread(row, bias + o + 3)
            for i in range(fan_in):
                h, w = load(s, start + i * LANES), weight + i * fan_out + o
                t0, t1 = t0 + h * spread(row, w), t1 + h * spread(row, w + 1)
                t2, t3 = t2 + h * spread(row, w + 2), t3 + h * spread(row, w + 3)
            _store_four(s, end + o * LANES, t0, t1, t2, t3)
            o += 4
        while o < fan_out:
            t0 = spread(row, bias + o)
            for i in range(fan_in):
                t0 = t0 + load(s, start + i * LANES) * spread(row, weight + i * fan_out + o)
            store(s, end + o * LANES, t0)
            o += 1


@inner
def backward(row, weight, fan_in, fan_out, s, delta, out, around, blocks):
    """out = delta·Wᵀ, or that added to out where there is a way around the layer."""
    for block in range(blocks):
        start, end = delta + block * fan_out * LANES, out + block * fan_in * LANES
        i = 0
        while i + 4 <= fan_in:
            at = end + i * LANES
            t0 = t1 = t2 = t3 = everywhere(ZERO)
            for o in range(fan_out):
                d, w = load(s, start + o * LANES), weight + i * fan_out + o
                t0, t1 = t0 + d * spread(row, w), t1 + d * spread(row, w + fan_out)
                t2 = t2 + d * spread(row, w + 2 * fan_out)
                t3 = t3 + d * spread(row, w + 3 * fan_out)
            if around:
                t0, t1 = t0 + load(s, at), t1 + load(s, at + LANES)
                t2, t3 = t2 + load(s, at + 2 * LANES), t3 + load(s, at + 3 * LANES)
            _store_four(s, at, t0, t1, t2, t3)
            i += 4
        while i < fan_in:
            t0 = everywhere(ZERO)
            for o in range(fan_out):
                t0 = t0 + load(s, start + o * LANES) * spread(row, weight + i * fan_out + o)
            if around:
                t0 = t0 + load(s, end + i * LANES)
            store(s, end + i * LANES, t0)
            i += 1


@inner
def slopes(s, gradient, weight, bias, fan_in, fan_out, inputs, delta, blocks):
    """The gradient of W, inputsᵀ·delta, and of b, the sum of delta, written to the gradient."""
    gap_in, gap_out = fan_in * LANES, fan_out * LANES  # from block to block
    for o in range(fan_out):
        t0 = everywhere(ZERO)
        for block in range(blocks):
            t0 = t0 + load(s, delta + block * gap_out + o * LANES)
        s[gradient + bias + o] = total(t0)
    for i in range(fan_in):
        o, at = 0, gradient + weight + i * fan_out
        while o + 4 <= fan_out:
            t0 = t1 = t2 = t3 = everywhere(ZERO)
            for block in range(blocks):
                h = load(s, inputs + block * gap_in + i * LANES)
                d = delta + block * gap_out + o * LANES
                t0, t1 = t0 + h * load(s, d), t1 + h * load(s, d + LANES)
                t2, t3 = t2 + h * load(s, d + 2 * LANES), t3 + h * load(s, d + 3 * LANES)
            s[at + o], s[at + o + 1] = total(t0), total(t1)
            s[at + o + 2], s[at + o + 3] = total(t2), total(t3)
            o += 4
        while o < fan_out:
            t0 = everywhere(ZERO)
            for block in range(blocks):
                h = load(s, inputs + block * gap_in + i * LANES)
                t0 = t0 + h * load(s, delta + block * gap_out + o * LANES)
            s[at + o] = total(t0)
            o += 1


@inner
def _store_four(s, at, t0, t1, t2, t3):
    store(s, at, t0)
    store(s, at + LANES, t1)
    store(s, at + 2 * LANES, t2)
    store(s, at + 3 * LANES, t3)


@inner
def add(s, out, more, count):
    """out += more, for so many numbers."""
    for at in range(0, count, LANES):
        store(s, out + at, load(s, out + at) + load(s, more + at))


@inner
def multiply(s, out, u, v, count):
    """out = u·v, number by number."""
    for at in range(0, count, LANES):
        store(s, out + at, load(s, u + at) * load(s, v + at))
