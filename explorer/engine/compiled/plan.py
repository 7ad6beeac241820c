"""The tables of a run for the compiled loop, from its stack."""

from collections.abc import Sequence

import numpy as np
import torch

from explorer import activations
from explorer.choices.losses import Loss
from explorer.engine.compiled.functions import loss_code
from explorer.engine.compiled.lanes import LANES
from explorer.engine.compiled.tables import (
    ADDRESS,
    AROUND,
    BATCH_NORM,
    DRAWN,
    DRAWS,
    GIVEN,
    GIVEN_COUNT,
    LAYER_NORM,
    LEARNT,
    LEARNT_COUNT,
    NO_NORM,
    NONE,
    NORM,
    PIECE,
    Members,
    Scratch,
)
from explorer.engine.layout import settings
from explorer.engine.stack import Stack

NORM_CODES = {None: NO_NORM, "layer": LAYER_NORM, "batch": BATCH_NORM}
MOST_GIVEN = 64  # numbers that a formula's code is given once a call


class Room:
    """Places in the scratch, each on a border of LANES numbers."""

    def __init__(self) -> None:
        self.size = 0

    def take(self, numbers: int) -> int:
        """Where so many numbers begin."""
        start, self.size = self.size, self.size + -(-numbers // LANES) * LANES
        return start


def lay_out(stack: Stack, points: int, slots: int) -> tuple[np.ndarray, Scratch]:
    """Where everything lies when so many points are trained on at once."""
    widths, lanes = stack.widths, -(-points // LANES) * LANES
    length = stack.parameters.shape[1]
    places = stack.views(torch.arange(length)[None])
    hidden, widest, room = widths[1:-1], max(widths), Room()
    rows = [1 + len(drawn_names(stack, layer)) for layer in range(len(hidden))]
    results = [2 + len(names) for names in places.learnt]
    inputs = [room.take(widths[0] * lanes)]
    inputs += [room.take(w * lanes * r) for w, r in zip(hidden, results, strict=True)]
    layers = np.array(
        [
            widths[:-1],
            widths[1:],
            [int(one.flatten()[0]) for one in places.weights],
            [int(one.flatten()[0]) for one in places.biases],
            [*(int(one["scale"].flatten()[0]) if one else NONE for one in places.norms), NONE],
            inputs,
            [*(room.take(width * lanes) for width in hidden), NONE],
            [*(room.take(max(width, lanes)) for width in hidden), NONE],
        ],
        dtype=np.int64,
    ).T.copy()
    numbers = max(
        (3 + slots) * PIECE,
        4 * widths[-1] * lanes,
        *(w * lanes * r for w, r in zip(hidden, rows, strict=True)),
        0,
    )
    scratch = Scratch(
        mask=room.take(lanes),
        given=room.take(MOST_GIVEN),
        numbers=room.take(numbers),
        results=room.take((1 + slots) * PIECE),
        arrived=room.take(widest * lanes),
        delta=room.take(widest * lanes),
        gradient=room.take(length),
        size=room.size,
    )
    return layers, scratch


def drawn_names(stack: Stack, layer: int) -> list[str]:
    """The most parameters that an activation of this layer has drawn anew at every step."""
    found = [
        list(group.activation.defaults)
        for group in stack.groups[layer]
        if group.activation.training_parameters
    ]
    return max(found, key=len, default=[])


def members(stack: Stack, addresses: dict[str, tuple[int, int]], losses: Sequence[Loss]) -> Members:
    """What each member does in each hidden layer; `addresses` are of each activation's codes."""
    depth = len(stack.widths) - 2
    uses = np.zeros((len(stack.members), depth, 9), dtype=np.int64)
    constants: list[float] = []
    sources: list[int] = []
    learnt: list[int] = []
    places = stack.views(torch.arange(stack.parameters.shape[1])[None]).learnt
    for p, member in enumerate(stack.members):
        draws = 0
        for layer, key in enumerate(member.keys(depth)):
            activation, chosen = activations.get(key), settings(member, key)
            mine = {one.name: int(places[layer][one.name]) for one in activation.learnt}
            is_random = activation.training_parameters is not None
            uses[p, layer, [ADDRESS, DRAWN]] = addresses[key]
            uses[p, layer, NORM] = NORM_CODES[member.norm]
            uses[p, layer, AROUND] = stack.goes_around(layer, p)
            uses[p, layer, [GIVEN, GIVEN_COUNT]] = len(constants), len(chosen)
            uses[p, layer, DRAWS] = draws if is_random else NONE
            uses[p, layer, [LEARNT, LEARNT_COUNT]] = len(learnt), len(mine)
            constants += chosen.values()
            sources += [mine.get(name, NONE) for name in chosen]
            learnt += mine.values()
            draws += is_random * len(chosen) * stack.widths[layer + 1]
    return Members(
        uses,
        constants=np.array(constants, dtype=np.float32),
        sources=np.array(sources, dtype=np.int64),
        learnt=np.array(learnt, dtype=np.int64),
        losses=np.array([_codes(loss) for loss in losses], dtype=np.int64),
        seeds=np.array([member.seed for member in stack.members], dtype=np.uint32),
    )


def _codes(loss: Loss) -> list[int]:
    """The addresses of a loss's code, each with how many of READ it reads."""
    return [x for text in (loss.value, loss.slope, loss.answer) for x in loss_code(text)]
