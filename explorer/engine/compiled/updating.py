"""The update of one member's row of parameters, and its gradient shortened before."""

import numpy as np

from explorer.engine.compiled.arithmetic import ONE, ZERO, f32
from explorer.engine.compiled.formulas import call
from explorer.engine.compiled.making import inner
from explorer.engine.compiled.tables import PIECE
from explorer.engine.update import SMALL


@inner
def clip(s, scratch, rules, learning, base):
    """Shorten the gradient where its norm is more than it may be."""
    whole, held = 0.0, len(learning.held) > 0
    for k in range(learning.length):
        if not held or not learning.held[base + k]:
            whole += np.float64(s[scratch.gradient + k]) ** 2
    share = f32(np.float64(rules.clip) / (np.sqrt(whole) + SMALL))
    if share < ONE:
        for k in range(learning.length):
            s[scratch.gradient + k] *= share


@inner
def update(s, scratch, rules, learning, base):
    """Move a row of parameters, and what the optimiser remembers of it."""
    whole, held = len(learning.parameters), len(learning.held) > 0
    for start in range(0, learning.length, PIECE):
        count, row = min(PIECE, learning.length - start), base + start
        x, g = scratch.numbers, scratch.numbers + count
        for k in range(count):
            s[x + k] = learning.parameters[row + k]
            s[g + k] = s[scratch.gradient + start + k]
        if held:
            for k in range(count):
                if learning.held[row + k]:
                    s[g + k] = ZERO
        for slot in range(rules.slots):
            for k in range(count):
                s[g + (slot + 1) * count + k] = learning.state[slot * whole + row + k]
        if len(learning.penalised) > 0:
            for k in range(count):
                s[g + (rules.slots + 1) * count + k] = learning.penalised[start + k]
        call(rules.update, s, scratch.given, x, scratch.results, count)
        for k in range(count):
            if not held or not learning.held[row + k]:
                learning.parameters[row + k] = s[scratch.results + k]
        for slot in range(rules.slots):
            for k in range(count):
                if not held or not learning.held[row + k]:
                    found = s[scratch.results + (slot + 1) * count + k]
                    learning.state[slot * whole + row + k] = found
