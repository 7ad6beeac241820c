"""What does not change in a run: its networks, its points and its colours; it travels once."""

import hashlib
import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.choices.marks import colours_for
from explorer.choices.norms import EPSILON
from explorer.choices.palette import (
    CLASSES,
    LINES,
    NEUTRAL,
    SATURATED,
    WEIGHT_NEGATIVE,
    WEIGHT_POSITIVE,
)
from explorer.choices.points import CURVE_HEIGHT
from explorer.choices.sizes import plain_size
from explorer.live.message.colour import check_classes, palette_for
from explorer.live.message.shapes import check_shapes, integers, take_arrays
from explorer.live.message.views import ENDS, SPEEDS
from explorer.live.message.wire import decode, encode
from explorer.words import FLAT

if TYPE_CHECKING:  # it needs PyTorch, and Start is to be shown without
    from explorer.formula.browser import Described

PLAIN = (
    *("loop", "problem", "classes", "axes", "inputs", "answer", "loss", "score", "low", "high"),
    *("answers", "shown", "side"),
    *("end", "extent", "titles", "chance_loss", "widths", "activations", "learnt", "functions"),
    *("sizes", "residual", "norm"),
    *("scales", "epoch_steps", "views", "ends", "max_layers", "max_units", "drawable"),
)
# name → (type, shape)
ARRAYS = {
    "points": ("f4", "N2"),
    "labels": ("u1", "N"),
    "shares": ("u1", "N"),
    "given": ("f4", "NG"),
    "plane": ("f4", "3G"),
    "pixels": ("u1", "NQ"),
}
MOST = 16  # networks in one message
POINT_UNIT = 16384  # a point on the edge of the square; up to twice as far out can be said


def _none() -> np.ndarray:
    return np.empty((0, 0), np.float32)


@dataclass(frozen=True, eq=False, kw_only=True)
class Setting:
    """P networks and the N points they learn."""

    titles: tuple[str, ...]  # P
    widths: tuple[tuple[int, ...], ...]  # P × layers, inputs and outputs included
    activations: tuple[tuple[int, ...], ...]  # P × hidden layers, numbers of functions
    functions: "tuple[Described, ...]"  # each at its parameters, as the browser computes it
    learnt: tuple[tuple[int, ...], ...]  # P × hidden layers, place of a learnt slope, or −1
    points: np.ndarray  # (N, 2) float32; carried in steps of extent / 16384
    labels: np.ndarray  # (N,) uint8, the class; else see `explorer.live.message.colour.marks`
    shares: np.ndarray  # (N,) uint8: 0 to train on, 1 to validate, 2 to test
    extent: float  # half the side of the square shown
    # Where there are more than two inputs, else of no column: what a network is given of the
    # points, (N, F) float32, and of a place of the square, (3, F): origin and two directions.
    given: np.ndarray = field(default_factory=_none)
    plane: np.ndarray = field(default_factory=_none)
    problem: str = "binary"  # key of OUTPUTS
    classes: int = 2  # K, of classes or of labels; 2 for a regression
    axes: int = 2  # numbers of a point; of one, a regression's points stand at (x, y)
    # What a network is given: keys of FEATURES, or the names of more than two columns.
    inputs: tuple[str, ...] = ("x1", "x2")
    answers: tuple[str, ...] = ()  # K names of the classes; left out: their numbers
    side: int = 0  # of a square picture whose pixels, row by row, are the inputs; 0: they are none
    pixels: np.ndarray = field(default_factory=_none)  # (N, side²) uint8, as they were measured
    shown: str = ""  # which plane of more than two inputs, in words
    answer: str = "sigmoid(x)"  # what is made of a logit x, or "p" for the softmax of all
    loss: str = "bce"  # key of LOSSES
    score: str = "accuracy"  # what the accuracies are called
    end: tuple[str, ...] = ()  # P, its last layer and its loss, in words; left out: not said
    low: float = 0.0  # between these lie the values of a regression, but for noise
    high: float = 1.0
    loop: bool = False  # the frames are a whole recorded run, played again and again
    chance_loss: float | None = None  # of always answering with the class prior
    residual: tuple[bool, ...] = ()  # P, whether a layer's input is added to its output
    norm: tuple[str, ...] = ()  # P, "layer", "batch", or "" for none
    # P × hidden layers, place of γ: see `explorer.live.message.networks.shaped`
    scales: tuple[tuple[int, ...], ...] = ()
    sizes: tuple[int, ...] = ()  # P, of a network's numbers; left out: weights and biases alone
    epoch_steps: int = 1  # steps in an epoch
    views: tuple[tuple[str, str], ...] = ()  # key and label of each that can be chosen
    # keys of the pictures from logit to label that stand in the place of the network's drawing
    ends: tuple[str, ...] = ()
    max_layers: int = 0  # hidden layers that may be asked for; 0: its shape is given
    max_units: int = 0  # of a hidden layer
    drawable: bool = False  # points of one's own may be drawn on the maps

    def __post_init__(self) -> None:
        """Take the fields to the types above; raise ValueError where something cannot be shown."""
        put = object.__setattr__
        put(self, "titles", tuple(str(title) for title in self.titles))
        put(self, "widths", integers(self.widths))
        put(self, "activations", integers(self.activations))
        put(self, "learnt", integers(self.learnt))
        if not self.plane.size:
            put(self, "given", np.empty((len(self.points), 0)))
            put(self, "plane", np.empty((3, 0)))
        if not self.side:
            put(self, "pixels", np.empty((len(self.points), 0)))
        take_arrays(self, ARRAYS)
        put(self, "functions", tuple(self.functions))
        put(self, "residual", tuple(self.residual) or (False,) * len(self.titles))
        put(self, "norm", tuple(self.norm) or ("",) * len(self.titles))
        put(self, "end", tuple(self.end) or ("",) * len(self.titles))
        put(self, "views", tuple((str(key), str(label)) for key, label in self.views))
        put(self, "ends", tuple(self.ends))
        put(self, "inputs", tuple(self.inputs))
        put(self, "answers", tuple(self.answers))
        put(self, "scales", integers(self.scales or [[-1] * (len(w) - 2) for w in self.widths]))
        put(self, "sizes", tuple(self.sizes) or tuple(map(plain_size, self.widths)))
        self._check_plain()
        self._check_arrays()

    def _check_plain(self) -> None:
        check_classes(self.classes)
        if not 1 <= len(self.titles) <= MOST:
            raise ValueError(f"{len(self.titles)} titles; expected 1 to {MOST}, one a panel")
        for name in ("activations", "learnt", "scales"):
            rows = getattr(self, name)
            if [len(row) for row in rows] != [len(widths) - 2 for widths in self.widths]:
                raise ValueError(f"{name} is {rows}; expected a number for each hidden layer")
        for name in ("widths", "residual", "norm", "sizes", "end"):
            if len(getattr(self, name)) != len(self.titles):
                raise ValueError(f"{name} is {getattr(self, name)}; expected one for each panel")
        if not set(self.norm) <= {"", "layer", "batch"}:
            raise ValueError(f"norm is {self.norm}; expected 'layer', 'batch' or '' for each panel")
        if unknown := set(self.ends) - set(ENDS):
            raise ValueError(f"ends has {min(unknown)!r}; expected some of {', '.join(ENDS)}")
        if not (math.isfinite(self.extent) and self.extent > 0):
            raise ValueError(f"extent is {self.extent!r}; expected a finite number above 0")
        if self.chance_loss is not None and not math.isfinite(self.chance_loss):
            raise ValueError(f"chance_loss is {self.chance_loss!r}; expected a finite number")

    def _check_arrays(self) -> None:
        check_shapes(self, ARRAYS)
        count = len(self.functions)
        if any(not 0 <= a < count for row in self.activations for a in row):
            raise ValueError(f"activations {self.activations} name a function beyond {count}")
        if not np.isfinite(self.points).all():
            raise ValueError("points holds a value that is not finite")
        known = len(colours_for(self.problem, self.classes))
        if self.labels.size and self.labels.max() >= known:
            raise ValueError(f"label {self.labels.max()}; expected 0 to {known - 1}")

    @cached_property
    def packed(self) -> bytes:
        """The setting as bytes, laid out as `explorer.live.message.wire` says."""
        reach = np.iinfo(np.int16).max
        points = np.rint(self.points / self.extent * POINT_UNIT).clip(-reach, reach)
        arrays = {name: getattr(self, name) for name in ARRAYS}
        arrays |= {"points": points.astype("<i2"), "palette": palette_for(self.classes)}
        header = {name: getattr(self, name) for name in PLAIN} | {
            "class_colours": CLASSES[: self.classes],
            "drawn_colours": CLASSES if self.drawable else (),
            "mark_colours": colours_for(self.problem, self.classes),
            "line_colours": [LINES[p % len(LINES)] for p in range(len(self.titles))],
            "weight_colours": (WEIGHT_NEGATIVE, WEIGHT_POSITIVE),
            "saturated_colour": SATURATED,
            "neutral": NEUTRAL,
            "point_unit": POINT_UNIT,
            "curve_height": CURVE_HEIGHT,
            "norm_epsilon": EPSILON,
            "flat_slope": FLAT,
            "speeds": SPEEDS,
        }
        return encode(header, arrays)

    @cached_property
    def key(self) -> str:
        """What the browser keeps the setting under: the same for settings that say the same."""
        return hashlib.blake2b(self.packed, digest_size=8).hexdigest()


def unpack_setting(data: bytes) -> Setting:
    """The setting of these bytes. Raises ValueError where they are none."""
    header, arrays = decode(data)
    try:
        arrays["points"] = arrays["points"] * (header["extent"] / header["point_unit"])
        values: dict[str, Any] = {name: header[name] for name in PLAIN if name in header}
        values |= {name: arrays[name] for name in ARRAYS}
        return Setting(**values)
    except (KeyError, TypeError) as error:
        raise ValueError(f"the setting of the message is incomplete: {error}") from error
