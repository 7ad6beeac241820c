"""The parts of a step that come from formulas: activations and loss, called at their address."""

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils

from explorer.engine.compiled.arithmetic import HALF, ZERO, exp, f32, log
from explorer.engine.compiled.lanes import LANES, everywhere, load, total
from explorer.engine.compiled.making import inlined, inner, intrinsic
from explorer.engine.compiled.tables import (
    ADDRESS,
    ANSWER,
    ANSWER_READS,
    CLASS,
    DRAWN,
    DRAWS,
    FAN_OUT,
    GIVEN,
    GIVEN_COUNT,
    INPUTS,
    LABELS,
    NONE,
    SLOPE,
    SLOPE_READS,
    VALUE,
    VALUE_READS,
)


@intrinsic
def call(typing, address, s, given, numbers, results, count):
    """Run a formula's code, made by `functions`, on parts of the scratch."""

    def code(context, builder, signature, values):
        base = cgutils.create_struct_proxy(signature.args[1])(context, builder, values[1]).data
        number = ir.FloatType().as_pointer()
        kind = ir.FunctionType(ir.VoidType(), [number, number, number, ir.IntType(64)])
        function = builder.inttoptr(values[0], kind.as_pointer())
        places = [builder.gep(base, [at]) for at in values[2:5]]
        builder.call(function, [*places, values[5]])
        return context.get_dummy_value()

    at = types.intp
    return types.void(types.int64, s, at, at, at, at), code


@inner
def activate(
    s, layers, members, scratch, batches, row, base, member, layer, place, draws, points, n
):
    """The activation's values, slopes and derivatives by what it learns, behind one another."""
    first, count = members.uses[member, layer, GIVEN], members.uses[member, layer, GIVEN_COUNT]
    if members.uses[member, layer, DRAWS] == NONE or draws < NONE:
        for k in range(count):
            source = members.sources[first + k]
            value = members.constants[first + k] if source == NONE else row[base + source]
            s[scratch.given + k] = value
        address = members.uses[member, layer, ADDRESS]
    else:
        width = layers[layer, FAN_OUT]
        start = draws + members.uses[member, layer, DRAWS] * points
        for k in range(count):
            for lane in range(n // width):
                block, column = lane // LANES, lane % LANES
                point = lane if lane < points else 0
                for u in range(width):
                    at = scratch.numbers + (k + 1) * n + (block * width + u) * LANES + column
                    s[at] = batches.draws[place, start + (k * points + point) * width + u]
        address = members.uses[member, layer, DRAWN]
    call(address, s, scratch.given, scratch.numbers, layers[layer + 1, INPUTS], n)


@inner
def _chances(s, logits, outputs, blocks, reads):
    """What a loss reads behind the logits and the targets: their softmax, and its logarithm."""
    n = blocks * outputs * LANES
    out, logarithms = logits + 2 * n, logits + 3 * n
    for block in range(blocks):
        for column in range(LANES):
            at = block * outputs * LANES + column
            largest, whole = s[logits + at], ZERO
            for k in range(outputs):
                largest = max(largest, s[logits + at + k * LANES])
            for k in range(outputs):
                power = exp(s[logits + at + k * LANES] - largest)
                s[out + at + k * LANES] = power
                whole += power
            for k in range(outputs):
                s[out + at + k * LANES] /= whole
            if reads > 3:
                less = largest + log(whole)
                for k in range(outputs):
                    s[logarithms + at + k * LANES] = s[logits + at + k * LANES] - less


@inner
def _read(s, scratch, target, order, first, outputs, points, blocks, reads):
    """Lay what a loss reads behind the logits; the target of padding does not matter."""
    n = blocks * outputs * LANES
    for lane in range(points):
        point, block, column = order[first + lane], lane // LANES, lane % LANES
        for k in range(outputs):
            at = scratch.numbers + n + (block * outputs + k) * LANES + column
            s[at] = target[point * outputs + k]
    if reads > 2:
        _chances(s, scratch.numbers, outputs, blocks, reads)


@inner
def worth(s, scratch, rules, losses, looks, first, outputs, points, blocks):
    """The loss of some points, added up in float64, and how many are right, or how far off."""
    n, whole, right = blocks * outputs * LANES, 0.0, 0.0
    reads = max(losses[VALUE_READS], losses[ANSWER_READS])
    _read(s, scratch, looks.target, looks.order, first, outputs, points, blocks, reads)
    call(losses[VALUE], s, scratch.given, scratch.numbers, scratch.delta, n)
    for lane in range(points):
        at = scratch.delta + (lane // LANES) * outputs * LANES + lane % LANES
        for k in range(outputs):
            whole += np.float64(s[at + k * LANES])
    if rules.judging != CLASS:
        call(losses[ANSWER], s, scratch.given, scratch.numbers, scratch.delta, n)
    for lane in range(points):
        at = (lane // LANES) * outputs * LANES + lane % LANES
        if rules.judging == CLASS:
            guess = _guess(s, scratch.numbers + at, outputs)
            right += 1.0 if guess == looks.labels[first + lane] else 0.0
        elif rules.judging == LABELS:
            right += _all_right(
                s, scratch.delta + at, looks.labels, (first + lane) * outputs, outputs
            )
        else:
            right += (
                np.float64(s[scratch.delta + at] - looks.target[looks.order[first + lane]]) ** 2
            )
    return whole * np.float64(rules.weight), right


@inlined
def _guess(s, at, outputs):
    """The class that a point's logits say."""
    logit, guess = s[at], 0
    if outputs == 1:
        return 1 if logit > ZERO else 0
    for k in range(outputs):
        if s[at + k * LANES] > logit:
            logit, guess = s[at + k * LANES], k
    return guess


@inlined
def _all_right(s, at, labels, first, outputs):
    """1 where a point is given each of its labels and no other, else 0."""
    right = 1.0
    for k in range(outputs):
        if (s[at + k * LANES] > HALF) != (labels[first + k] > 0):
            right = 0.0
    return right


@inner
def error(s, scratch, rules, losses, batches, first, outputs, points, blocks):
    """The gradient of the mean loss by the logits; NaN where a logit is not finite, else 0."""
    n = blocks * outputs * LANES
    reads, order = losses[SLOPE_READS], batches.order
    _read(s, scratch, batches.target, order, first, outputs, points, blocks, reads)
    call(losses[SLOPE], s, scratch.given, scratch.numbers, scratch.delta, n)
    sound = everywhere(ZERO)
    for at in range(0, n, LANES):
        logits = load(s, scratch.numbers + at)
        sound = sound + (logits - logits)
    share = rules.weight / f32(points)
    for block in range(blocks):
        for k in range(outputs):
            for column in range(LANES):
                at = scratch.delta + (block * outputs + k) * LANES + column
                s[at] = s[at] * share if block * LANES + column < points else ZERO
    return total(sound)
