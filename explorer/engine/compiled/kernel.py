"""Training as one compiled loop: forward, backward and update of one member after the other.

It computes what `Stack.backward` and `Learners.step` do, and leaves Python's lock alone.
"""

import numpy as np

from explorer.engine.compiled.arithmetic import INFINITY, ONE, ZERO
from explorer.engine.compiled.dense import add, backward, forward, multiply, slopes
from explorer.engine.compiled.disk import OnDisk
from explorer.engine.compiled.dropping import drop, key
from explorer.engine.compiled.formulas import activate, error, worth
from explorer.engine.compiled.lanes import LANES, everywhere, load, total
from explorer.engine.compiled.making import inner, outer
from explorer.engine.compiled.standardising import (
    batch_norm,
    batch_norm_back,
    layer_norm,
    layer_norm_back,
    norm_slopes,
)
from explorer.engine.compiled.tables import (
    AROUND,
    BATCH_NORM,
    BIASES,
    FAN_IN,
    FAN_OUT,
    INPUTS,
    INVERSE,
    JUDGE,
    LAYER_NORM,
    LEARNT,
    LEARNT_COUNT,
    LOOK,
    NO_NORM,
    NONE,
    NORM,
    NORMS,
    STANDARD,
    WEIGHTS,
)
from explorer.engine.compiled.updating import clip, update

NOTHING = np.uint32(0)


@inner
def _gather(s, layers, scratch, x, order, first, points, blocks):
    """Lay some points into lanes; padding repeats the first point."""
    features = layers[0, FAN_IN]
    for lane in range(blocks * LANES):
        block, column = lane // LANES, lane % LANES
        point = order[first + (lane if lane < points else 0)]
        s[scratch.mask + lane] = ONE if lane < points else ZERO
        for f in range(features):
            at = (block * features + f) * LANES + column
            s[layers[0, INPUTS] + at] = x[point * features + f]


@inner
def _forth(s, layers, members, scratch, rules, batches, learning, place, draws, step, points):
    """From the points to the logits; what the way back needs stays in the scratch."""
    last, row, member = len(layers) - 1, learning.parameters, learning.who[place]
    base, blocks = member * learning.length, -(-points // LANES)
    for layer in range(last + 1):
        fan_in, fan_out = layers[layer, FAN_IN], layers[layer, FAN_OUT]
        n = blocks * fan_out * LANES
        weight, bias = base + layers[layer, WEIGHTS], base + layers[layer, BIASES]
        z, h = scratch.numbers, layers[layer, INPUTS]
        forward(row, weight, bias, fan_in, fan_out, s, h, z, blocks)
        if layer == last:
            return
        scale, standard = base + layers[layer, NORMS], layers[layer, STANDARD]
        inverse, norm = layers[layer, INVERSE], members.uses[member, layer, NORM]
        if norm == LAYER_NORM:
            layer_norm(row, scale, s, z, fan_out, standard, inverse, blocks)
        elif norm == BATCH_NORM:
            moves, mask = draws >= NONE, scratch.mask
            own = 1 if draws == JUDGE else points  # one point is standardised by what is known
            batch_norm(row, scale, s, z, fan_out, standard, inverse, blocks, mask, own, moves)
        activate(
            s, layers, members, scratch, batches, row, base, member, layer, place, draws, points, n
        )
        if rules.dropped > NOTHING and draws >= NONE:
            rows = 2 + members.uses[member, layer, LEARNT_COUNT]
            mixed_with = key(members.seeds[member], batches.number + step, layer)
            found, limit = layers[layer + 1, INPUTS], rules.dropped
            drop(s, found, rows, fan_out, blocks, mixed_with, limit, rules.kept)
        if members.uses[member, layer, AROUND]:
            add(s, layers[layer + 1, INPUTS], h, n)


@inner
def _back(s, layers, members, scratch, row, base, member, points, blocks):
    """From the gradient by the logits to the one by the parameters."""
    last = len(layers) - 1
    for layer in range(last, -1, -1):
        fan_in, fan_out = layers[layer, FAN_IN], layers[layer, FAN_OUT]
        h, delta, gradient = layers[layer, INPUTS], scratch.delta, scratch.gradient
        if layer < last:
            _back_through(s, layers, members, scratch, row, base, member, layer, points, blocks)
        weight, bias = layers[layer, WEIGHTS], layers[layer, BIASES]
        slopes(s, gradient, weight, bias, fan_in, fan_out, h, delta, blocks)
        if layer < last and members.uses[member, layer, NORM] == BATCH_NORM and points > 1:
            for u in range(fan_out):  # it is 0 but for rounding
                s[gradient + bias + u] = ZERO
        if layer > 0:
            around = layer < last and members.uses[member, layer, AROUND]
            arrived = scratch.arrived
            backward(row, base + weight, fan_in, fan_out, s, delta, arrived, around, blocks)


@inner
def _back_through(s, layers, members, scratch, row, base, member, layer, points, blocks):
    """From the gradient by a hidden layer's output to the one by its linear part."""
    width = layers[layer, FAN_OUT]
    n = blocks * width * LANES
    slope, arrived, delta = layers[layer + 1, INPUTS] + n, scratch.arrived, scratch.delta
    for k in range(members.uses[member, layer, LEARNT_COUNT]):
        by, sum_of = slope + (k + 1) * n, everywhere(ZERO)
        for at in range(0, n, LANES):
            sum_of = sum_of + load(s, by + at) * load(s, arrived + at)
        s[scratch.gradient + members.learnt[members.uses[member, layer, LEARNT] + k]] = total(
            sum_of
        )
    multiply(s, delta, arrived, slope, n)
    norm, scale = members.uses[member, layer, NORM], layers[layer, NORMS]
    if norm == NO_NORM:
        return
    standard, inverse = layers[layer, STANDARD], layers[layer, INVERSE]
    norm_slopes(s, scratch.gradient, scale, delta, width, standard, blocks)
    if norm == LAYER_NORM:
        layer_norm_back(row, base + scale, s, delta, width, standard, inverse, blocks)
    else:
        mask = scratch.mask
        batch_norm_back(row, base + scale, s, delta, width, standard, inverse, blocks, mask, points)


@inner
def _see(s, layers, members, scratch, rules, batches, learning, looks, look, place):
    """Judge a member on all points as it stands, and keep its row."""
    outputs, n = layers[len(layers) - 1, FAN_OUT], learning.length
    row, member = learning.parameters, learning.who[place]
    base, seen = member * n, look * len(learning.who) + place
    for k in range(n):
        looks.parameters[seen * n + k] = row[base + k]
    most, sets = -(-batches.batch // LANES) * LANES, len(looks.borders) - 1
    for part in range(sets):
        at, end, whole, right = looks.borders[part], looks.borders[part + 1], 0.0, 0.0
        while at < end:
            points = min(most, end - at)
            blocks = -(-points // LANES)
            _gather(s, layers, scratch, looks.x, looks.order, at, points, blocks)
            _forth(s, layers, members, scratch, rules, batches, learning, place, JUDGE, 0, points)
            more, hits = worth(
                s, scratch, rules, members.losses[member], looks, at, outputs, points, blocks
            )
            whole, right, at = whole + more, right + hits, at + points
        looks.losses[seen * sets + part] = whole / (end - looks.borders[part])
        looks.right[seen * sets + part] = right


@outer
def judge(first, stop, s, layers, members, scratch, rules, batches, learning, looks):
    """See the members at places `first` to `stop` as they stand, as the only look."""
    for place in range(first, stop):
        _see(s, layers, members, scratch, rules, batches, learning, looks, 0, place)


@outer
def train(first, stop, s, layers, members, scratch, rules, batches, learning, looks, steps):
    """Take some steps with the members at places `first` to `stop`; each ends where it breaks."""
    outputs = layers[len(layers) - 1, FAN_OUT]
    for place in range(first, stop):
        for k in range(learning.length):
            s[scratch.gradient + k] = ZERO
        member, look = learning.who[place], 0
        base, losses = member * learning.length, members.losses[member]
        at, learning.done[place] = batches.turn * batches.batch, steps
        for step in range(steps):
            points = min(batches.batch, batches.points - at % batches.points)
            blocks, draws = -(-points // LANES), batches.draw_starts[step]
            _gather(s, layers, scratch, batches.x, batches.order, at, points, blocks)
            row = learning.parameters
            _forth(
                s, layers, members, scratch, rules, batches, learning, place, draws, step, points
            )
            sound = error(s, scratch, rules, losses, batches, at, outputs, points, blocks)
            if sound != ZERO:
                learning.done[place] = step
                break
            _back(s, layers, members, scratch, row, base, member, points, blocks)
            s[scratch.given] = learning.rates[member] * batches.factors[step]
            for k in range(batches.numbers.shape[1]):
                s[scratch.given + 1 + k] = batches.numbers[step, k]
            if rules.clip < INFINITY:
                clip(s, scratch, rules, learning, base)
            update(s, scratch, rules, learning, base)
            at += points
            if look < len(looks.after) and looks.after[look] == step + 1:
                _see(s, layers, members, scratch, rules, batches, learning, looks, look, place)
                look += 1


@outer
def look(s, layers, members, scratch, rules, batches, learning, found):
    """The gradients (p·n,) of all members on one batch, with nothing moved or drawn."""
    outputs = layers[len(layers) - 1, FAN_OUT]
    points, row, n = batches.points, learning.parameters, learning.length
    blocks = -(-points // LANES)
    _gather(s, layers, scratch, batches.x, batches.order, 0, points, blocks)
    for place in range(len(learning.who)):
        member = learning.who[place]
        base = member * n
        for k in range(n):
            s[scratch.gradient + k] = ZERO
        _forth(s, layers, members, scratch, rules, batches, learning, place, LOOK, 0, points)
        error(s, scratch, rules, members.losses[member], batches, 0, outputs, points, blocks)
        _back(s, layers, members, scratch, row, base, member, points, blocks)
        for k in range(n):
            found[base + k] = s[scratch.gradient + k]


train._cache = OnDisk("train")
judge._cache = OnDisk("judge")
look._cache = OnDisk("look")
