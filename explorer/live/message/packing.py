"""Everything the player shows, as one self-sufficient message of bytes, and back.

The message's plain fields and the colours stand in its header, so the script knows none itself.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from explorer.choices.norms import EPSILON
from explorer.choices.palette import CLASSES, LINES, NEUTRAL
from explorer.live.message.colour import check_classes, palette_for
from explorer.live.message.views import VIEWS
from explorer.live.message.wire import decode, encode
from explorer.words import FLAT

PLAIN = (
    *("run", "serial", "playing", "loop", "seconds", "classes", "extent"),
    *("titles", "notes", "chance_loss", "status", "view", "widths", "activations", "learnt"),
    *("frozen", "waves", "residual", "norm", "scales"),
)
# name → (type on the wire, shape)
ARRAYS = {
    "parameters": ("f4", "SPn"),
    "tables": ("f4", "AR"),
    "tails": ("f4", "A2U"),
    "step": ("u4", "S"),
    "epoch": ("f4", "S"),
    "train_loss": ("f4", "SP"),
    "test_loss": ("f4", "SP"),
    "train_accuracy": ("f4", "SP"),
    "test_accuracy": ("f4", "SP"),
    "history_step": ("u4", "T"),
    "history_train_loss": ("f4", "TP"),
    "history_test_loss": ("f4", "TP"),
    "points": ("i2", "N2"),
    "labels": ("u1", "N"),
    "is_test": ("u1", "N"),
    "norms": ("f8", "SPL"),  # f4 ends at 1e-45 and 3e38, norms do not
}
MOST = 16  # networks in one message
POINT_UNIT = 16384  # a point on the edge of the square; up to twice as far out can be said
TABLE_REACH, TABLE_RATE = 24, 64  # activations are sampled on [−24, 24], 64 times a unit
TAIL, TAIL_REACH = 512, 1e9  # and beyond at so many places a side, evenly in log |x|


@dataclass(frozen=True, eq=False, kw_only=True)
class Message:
    """S frames of P networks, and the history they belong to.

    A frame is the networks' parameters; the player computes every picture from them. A row of
    `parameters` is laid out as a row of `explorer.engine.Stack.parameters`. `tables` are the
    activations, sampled evenly on [−TABLE_REACH, TABLE_REACH]; `tails` is what lies beyond, but for
    `waves`, which go on as in the table. Losses and accuracies may be NaN or inf: shown as "—", a
    gap in the curve. Not playing, the player shows the last frame at once.
    """

    run: str  # a change means a new run: everything shown before is dropped
    serial: int  # counts the messages of a run; one already shown is not played again
    playing: bool
    parameters: np.ndarray  # (S, P, n) float32
    tables: np.ndarray  # (A, R) float32, R = 2 · TABLE_REACH · TABLE_RATE + 1
    tails: np.ndarray  # (A, 2, U) float32, U = TAIL: to the left and to the right, see tail_places
    widths: tuple[int, ...]  # of every layer, inputs and outputs included
    activations: tuple[tuple[int, ...], ...]  # P × hidden layers, numbers of tables
    learnt: tuple[tuple[int, ...], ...]  # P × hidden layers, place of a learnt slope, or −1
    step: np.ndarray  # (S,) uint32
    epoch: np.ndarray  # (S,) float32
    train_loss: np.ndarray  # (S, P) float32
    test_loss: np.ndarray  # (S, P) float32
    train_accuracy: np.ndarray  # (S, P) float32, in [0, 1]
    test_accuracy: np.ndarray  # (S, P) float32, in [0, 1]
    history_step: np.ndarray  # (T,) uint32, rising: the whole run so far, thinned out
    history_train_loss: np.ndarray  # (T, P) float32
    history_test_loss: np.ndarray  # (T, P) float32
    points: np.ndarray  # (N, 2) float32; carried in steps of extent / 16384
    labels: np.ndarray  # (N,) uint8, the class
    is_test: np.ndarray  # (N,) uint8, 0 or 1
    extent: float  # half the side of the square shown
    titles: tuple[str, ...]  # P
    notes: tuple[str, ...] = ()  # P, "" = none; left out: none for any panel
    classes: int = 2  # K
    seconds: float = 0.25  # over which the S frames are played
    loop: bool = False  # the S frames are a whole recorded run, played again and again
    chance_loss: float | None = None  # of always answering with the class prior
    status: str = ""  # a short extra, such as "4,812 steps/s"
    view: str = "probability"  # key of one of VIEWS
    frozen: tuple[tuple[int, int, int], ...] = ()  # (panel, layer from 0, unit) that do not learn
    norms: np.ndarray | None = (
        None  # (S, P, L) float64, of the gradient at each hidden layer's weights
    )
    waves: tuple[tuple[float, float], ...] = ()  # A, period and rise over it; (0, 0): no wave
    residual: tuple[bool, ...] = ()  # P, whether a layer's input is added to its output
    norm: tuple[str, ...] = ()  # P, "layer", "batch", or "" for none
    scales: tuple[
        int, ...
    ] = ()  # hidden layers, place of γ: see `explorer.live.message.sampling.cured`

    def __post_init__(self) -> None:
        """Take arrays to the types above; raise ValueError where something cannot be shown."""
        put = object.__setattr__
        for name in ("titles", "notes"):
            put(self, name, tuple(str(text) for text in getattr(self, name)))
        put(self, "widths", tuple(int(width) for width in self.widths))
        for name in ("activations", "learnt", "frozen"):
            put(self, name, tuple(tuple(int(i) for i in row) for row in getattr(self, name)))
        if self.norms is None:
            put(self, "norms", np.empty((*np.shape(self.parameters)[:2], 0)))
        with np.errstate(over="ignore"):  # a loss beyond float32 is shown as inf
            for name, (dtype, _) in ARRAYS.items():
                dtype = "f4" if name == "points" else dtype
                put(self, name, np.ascontiguousarray(getattr(self, name), f"<{dtype}"))
        if not self.notes:
            put(self, "notes", ("",) * len(self.titles))
        waves = self.waves or ((0, 0),) * len(self.tables)
        put(self, "waves", tuple((float(period), float(rise)) for period, rise in waves))
        put(self, "residual", tuple(self.residual) or (False,) * len(self.titles))
        put(self, "norm", tuple(self.norm) or ("",) * len(self.titles))
        put(self, "scales", tuple(self.scales) or (-1,) * (len(self.widths) - 2))
        self._check_plain()
        self._check_arrays()
        self._check_norms()

    def _check_plain(self) -> None:
        check_classes(self.classes)
        if not 1 <= len(self.titles) <= MOST:
            raise ValueError(f"{len(self.titles)} titles; expected 1 to {MOST}, one a panel")
        if len(self.notes) != len(self.titles):
            raise ValueError(f"{len(self.notes)} notes for {len(self.titles)} panels")
        if self.view not in VIEWS:
            raise ValueError(f"unknown view {self.view!r}; expected one of {', '.join(VIEWS)}")
        for name in ("activations", "learnt"):
            rows = getattr(self, name)
            if [len(row) for row in rows] != [len(self.widths) - 2] * len(self.titles):
                raise ValueError(f"{name} is {rows}; expected a number for each hidden layer")
        for name in ("residual", "norm"):
            if len(getattr(self, name)) != len(self.titles):
                raise ValueError(f"{name} is {getattr(self, name)}; expected one for each panel")
        for name in ("seconds", "extent"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise ValueError(f"{name} is {value!r}; expected a finite number above 0")
        if self.chance_loss is not None and not math.isfinite(self.chance_loss):
            raise ValueError(f"chance_loss is {self.chance_loss!r}; expected a finite number")

    def _check_arrays(self) -> None:
        sizes = {"P": len(self.titles), "2": 2, "U": self.tails.shape[-1]}
        for name, (_, letters) in ARRAYS.items():
            shape = getattr(self, name).shape
            if len(shape) != len(letters) or any(
                sizes.setdefault(letter, n) != n for letter, n in zip(letters, shape, strict=True)
            ):
                wanted = ", ".join(f"{s}={sizes[s]}" if s in sizes else s for s in letters)
                raise ValueError(f"{name} has shape {shape}; expected ({wanted})")
        if sizes["S"] < 1:
            raise ValueError("a message needs at least one frame")
        needed = sum((i + 1) * o for i, o in pairwise(self.widths))
        if sizes["n"] < needed:
            raise ValueError(f"{sizes['n']} parameters; widths {self.widths} need {needed}")
        if any(not 0 <= a < sizes["A"] for row in self.activations for a in row):
            raise ValueError(f"activations {self.activations} name a table beyond {sizes['A']}")
        if len(self.waves) != sizes["A"]:
            raise ValueError(f"{len(self.waves)} waves for {sizes['A']} tables")
        if not np.isfinite(self.points).all():
            raise ValueError("points holds a value that is not finite")
        if self.labels.size and self.labels.max() >= self.classes:
            raise ValueError(f"label {self.labels.max()}; expected 0 to {self.classes - 1}")

    def _check_norms(self) -> None:
        if not set(self.norm) <= {"", "layer", "batch"}:
            raise ValueError(f"norm is {self.norm}; expected 'layer', 'batch' or '' for each panel")
        if not any(self.norm):
            return
        numbers, first = (
            self.parameters.shape[2],
            sum((i + 1) * o for i, o in pairwise(self.widths)),
        )
        parts = 4 if "batch" in self.norm else 2
        ends = [at + parts * o for at, o in zip(self.scales, self.widths[1:-1], strict=False)]
        if (
            len(ends) != len(self.widths) - 2
            or min((first, *self.scales)) < first
            or (max((0, *ends)) > numbers)
        ):
            raise ValueError(
                f"scales is {self.scales}; expected a place among {first} to {numbers} for each "
                "hidden layer"
            )


def tail_places() -> np.ndarray:
    """Where activations are sampled beyond TABLE_REACH: (TAIL,) float64, rising, for both sides."""
    return np.geomspace(TABLE_REACH, TAIL_REACH, TAIL)


def pack(message: Message) -> bytes:
    """Return the message as bytes, laid out as `explorer.live.message.wire` says."""
    reach = np.iinfo(np.int16).max
    points = np.rint(message.points / message.extent * POINT_UNIT).clip(-reach, reach)
    arrays = {"palette": palette_for(message.classes)}
    arrays |= {name: getattr(message, name) for name in ARRAYS}
    arrays["points"] = points.astype("<i2")
    header = {name: getattr(message, name) for name in PLAIN} | {
        "class_colours": CLASSES[: message.classes],
        "line_colours": [LINES[p % len(LINES)] for p in range(len(message.titles))],
        "neutral": NEUTRAL,
        "point_unit": POINT_UNIT,
        "table_reach": TABLE_REACH,
        "norm_epsilon": EPSILON,
        "flat_slope": FLAT,
        "tail_rate": (TAIL - 1) / math.log(TAIL_REACH / TABLE_REACH),
    }
    return encode(header, arrays)


def unpack(data: bytes) -> Message:
    """Return the message of these bytes. Raises ValueError where they are not one."""
    header, arrays = decode(data)
    try:
        arrays["points"] = arrays["points"] * (header["extent"] / header["point_unit"])
        values: dict[str, Any] = {name: header[name] for name in PLAIN if name in header}
        values |= {name: arrays[name] for name in ARRAYS}
        return Message(**values)
    except (KeyError, TypeError) as error:
        raise ValueError(f"the header of the message is incomplete: {error}") from error
