"""What the compiled loop reads: where everything lies, and what each member does in each layer."""

from typing import NamedTuple

import numpy as np

NO_NORM, LAYER_NORM, BATCH_NORM = 0, 1, 2
NONE = -1  # a place that is not there
# In place of where a step's draws begin: nothing is drawn, nothing moves; and, at JUDGE, a batch
# norm takes its running statistics.
LOOK, JUDGE = -2, -3
CLASS, LABELS, NUMBERS = 0, 1, 2  # how an answer is right: see `explorer.choices.outputs`
JUDGINGS = {"class": CLASS, "labels": LABELS, "number": NUMBERS}
PIECE = 256  # numbers updated at a time


# Columns of the table of layers, int64 (L, 8): where each layer's numbers lie.
FAN_IN, FAN_OUT = 0, 1
WEIGHTS, BIASES = 2, 3  # in a member's row of parameters
NORMS = 4  # in the row: γ, which β and the running statistics follow
INPUTS = 5  # in the scratch: what enters; then what was found of the layer before's activation
STANDARD, INVERSE = 6, 7  # in the scratch: before scale and shift, and one over the deviation

# Columns of the table of uses, int64 (P, L − 1, 9): what each member does in each hidden layer.
ADDRESS, DRAWN = 0, 1  # of its activation's code, and of that for numbers drawn at every place
NORM, AROUND = 2, 3  # which norm, and whether its input is added to its output
GIVEN, GIVEN_COUNT = 4, 5  # its activation's parameters: in `constants` and `sources`
DRAWS = 6  # where its draws begin among those of a step with one point; or NONE
LEARNT, LEARNT_COUNT = 7, 8  # where it learns of them: in `learnt`


# Columns of the table of losses, int64 (P, 6).
VALUE, VALUE_READS, SLOPE, SLOPE_READS, ANSWER, ANSWER_READS = range(6)


class Members(NamedTuple):
    """What the members of a run are."""

    uses: np.ndarray
    constants: np.ndarray  # (any,) float32, parameters of activations
    sources: np.ndarray  # (any,) their places in the row, or NONE for the constant
    learnt: np.ndarray  # (any,) places in the row
    losses: np.ndarray  # (P, 6): addresses of the loss's code, and how many of READ each reads
    seeds: np.ndarray  # (P,) uint32


class Scratch(NamedTuple):
    """Where each part of one thread's scratch begins, and how long all of it is."""

    mask: int  # 1 for a point and 0 for padding
    given: int  # what a formula's code is given once a call
    numbers: int  # what it is given at each place: z, and draws; or logits, targets, chances
    results: int
    arrived: int  # the gradient by a layer's output
    delta: int  # the gradient by its linear part
    gradient: int  # by the parameters
    size: int


class Rules(NamedTuple):
    """The loss and the optimiser of a run."""

    judging: int  # of JUDGINGS
    weight: np.float32  # of one logit in a point's loss
    update: int
    slots: int
    clip: np.float32  # the most that a gradient's norm may be
    dropped: np.uint32  # draws below it leave a unit out
    kept: np.float32  # what the values of all others are multiplied by


class Batches(NamedTuple):
    """The points of a run in the order of some epochs, and what is drawn for some steps."""

    x: np.ndarray  # (N·F,) float32
    target: np.ndarray  # (N·K,) float32
    order: np.ndarray  # (epochs·N,) places in x, from the epoch of the first step on
    points: int  # N
    batch: int
    turn: int  # of the first step in its epoch
    number: int  # of the first step, from 1
    factors: np.ndarray  # (steps,) float32, of the learning rates
    numbers: np.ndarray  # (steps, any) float32, that the update reads beside the rate
    draws: np.ndarray  # (members that train, any) float32
    draw_starts: np.ndarray  # (steps,) of each step's draws


class Learning(NamedTuple):
    """What training changes, in flat arrays of the rows of all P members, of which p train."""

    who: np.ndarray  # (p,) numbers of those that train
    parameters: np.ndarray  # (P·n,) float32
    state: np.ndarray  # (slots·P·n,) float32
    held: np.ndarray  # (P·n,) bool, or empty where nothing is held
    penalised: np.ndarray  # (n,) float32, or empty where the update does not read it
    rates: np.ndarray  # (P,) float32
    length: int  # n
    done: np.ndarray  # (p,) steps that met only finite numbers


class Looks(NamedTuple):
    """Where training is looked at on its way, F times, and what is seen of the p members there.

    The N points they are judged on are those of some sets, one behind the other.
    """

    after: np.ndarray  # (F,) steps of this call, ascending
    x: np.ndarray  # (N·F,) float32
    target: np.ndarray  # (N·K,) float32
    labels: np.ndarray  # (N,) or (N·K,); of a regression none
    order: np.ndarray  # (N,) places in x
    borders: np.ndarray  # (sets + 1,) where each set begins, and the last ends
    parameters: np.ndarray  # (F·p·n,) float32
    losses: np.ndarray  # (F·p·sets,) float64, the mean over each set
    right: np.ndarray  # (F·p·sets,) float64, points of each set that are right, or squared errors
