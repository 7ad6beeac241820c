"""What a message says of a run that moves: the frames passed, their losses, and words."""

import math
from dataclasses import dataclass

import numpy as np

from explorer.live.message.shapes import check_shapes, integers, take_arrays
from explorer.live.message.views import JUDGED_BY, LOCKABLE, VIEWS

PLAIN = (
    *("run", "serial", "playing", "mode", "heard", "seconds", "notes", "status", "said"),
    *("sentences", "further", "told_at", "view", "speed", "threshold", "share"),
    *("frozen", "every", "tries", "locked", "hidden"),
)
# name → (type, shape)
ARRAYS = {
    "parameters": ("f4", "Sn"),
    "frame": ("u4", "S"),
    "step": ("u4", "S"),
    "epoch": ("f4", "S"),
    "train_loss": ("f4", "SP"),
    "validation_loss": ("f4", "SP"),
    "test_loss": ("f4", "SP"),
    "train_accuracy": ("f4", "SP"),
    "validation_accuracy": ("f4", "SP"),
    "test_accuracy": ("f4", "SP"),
    "batch": ("u1", "SB"),
    "norms": ("f8", "SPL"),  # f4 ends at 1e-45 and 3e38, norms do not
    "film": ("u4", "F"),
    "history_step": ("u4", "T"),
    "history_train_loss": ("f4", "TP"),
    "history_validation_loss": ("f4", "TP"),
    "history_test_loss": ("f4", "TP"),
    "history_train_accuracy": ("f4", "TP"),
    "history_validation_accuracy": ("f4", "TP"),
    "history_test_accuracy": ("f4", "TP"),
}


HISTORY = [name for name, (_, shape) in ARRAYS.items() if shape == "TP"]
MODES = ("finishing", "finished", "playing", "paused")


@dataclass(frozen=True, eq=False, kw_only=True)
class Tick:
    """S frames of P networks, numbered as they were passed.

    A frame is the networks' parameters, one network after the other; the player computes every
    picture from them. A network's are laid out as a row of `explorer.engine.Stack.parameters`.
    Losses and accuracies may be NaN or inf: shown as "—", a gap in the curve. Playing, the frames
    come after those sent before; at rest `film` numbers all frames to go back to, of which those
    that the browser has already are not sent again, and the last one is shown. Without a history
    the curve goes on.
    """

    run: str  # a change means a new run: everything shown before is dropped
    serial: int  # counts the messages of a run; one already shown is not played again
    playing: bool
    mode: str = ""  # of MODES: "finished" at the last step of the config
    heard: int = 0  # number of the last order that was carried out
    parameters: np.ndarray  # (S, n) float32
    frame: np.ndarray | None = None  # (S,) uint32, rising; left out: 0, 1, …
    step: np.ndarray  # (S,) uint32
    epoch: np.ndarray  # (S,) float32
    train_loss: np.ndarray  # (S, P) float32
    validation_loss: np.ndarray  # (S, P) float32
    test_loss: np.ndarray  # (S, P) float32
    train_accuracy: np.ndarray  # (S, P) float32, in [0, 1]; of a regression R²
    validation_accuracy: np.ndarray  # (S, P) float32
    test_accuracy: np.ndarray  # (S, P) float32
    # (S, B) uint8, a bit for each training point, from the lowest: in the batch of the last step
    batch: np.ndarray | None = None
    norms: np.ndarray | None = None  # (S, P, L) float64, of the gradient at each layer's weights
    film: np.ndarray | tuple[()] = ()  # (F,) uint32, rising
    every: int = 1  # the browser keeps the frames whose numbers are multiples of this
    history_step: np.ndarray | tuple[()] = ()  # (T,) uint32, rising: the run so far, thinned out
    history_train_loss: np.ndarray | None = None  # (T, P) float32
    history_validation_loss: np.ndarray | None = None  # (T, P) float32
    history_test_loss: np.ndarray | None = None  # (T, P) float32
    history_train_accuracy: np.ndarray | None = None  # (T, P) float32
    history_validation_accuracy: np.ndarray | None = None  # (T, P) float32
    history_test_accuracy: np.ndarray | None = None  # (T, P) float32
    notes: tuple[str, ...] = ()  # P, "" = none; left out: none for any panel
    seconds: float = 0.25  # over which the S frames are played
    status: str = ""  # a short extra, such as "4,812 steps/s"
    said: str = ""  # why the run stopped, or what was refused
    sentences: tuple[str, ...] = ()  # P, what each has come to; left out: nothing is said
    told_at: int | None = None  # the step they are true of; left out: the latest
    further: tuple[str, ...] = ()  # P, what else is true of each, likewise
    view: str = "probability"  # key of one of VIEWS
    speed: int = 5  # steps from one frame to the next
    threshold: float | None = None  # of the judge, where the page keeps it; it is told of another
    share: str | None = None  # of JUDGED_BY, likewise: the points that the judge looks at
    tries: tuple[tuple[str, str], ...] = ()  # key and label of each setting that may help
    locked: tuple[str, ...] = ()  # of LOCKABLE: what of the workbench is not the hand's to change
    hidden: tuple[str, ...] = ()  # of them, what is not on screen either
    frozen: tuple[tuple[int, int, int], ...] = ()  # (panel, layer from 0, unit) that do not learn

    def __post_init__(self) -> None:
        """Take the fields to the types above; raise ValueError where something cannot be shown."""
        put = object.__setattr__
        frames, panels = (*np.shape(self.train_loss)[:2], 0, 0)[:2]
        if self.frame is None:
            put(self, "frame", np.arange(frames))
        if self.batch is None:
            put(self, "batch", np.empty((frames, 0)))
        if self.norms is None:
            put(self, "norms", np.empty((frames, panels, 0)))
        for name in HISTORY:
            if getattr(self, name) is None:
                put(self, name, np.empty((0, panels)))
        put(self, "notes", tuple(str(note) for note in self.notes) or ("",) * panels)
        put(self, "sentences", tuple(self.sentences) or ("",) * panels)
        put(self, "further", tuple(self.further) or ("",) * panels)
        put(self, "mode", self.mode or ("playing" if self.playing else "paused"))
        put(self, "frozen", integers(self.frozen))
        put(self, "locked", tuple(self.locked))
        put(self, "hidden", tuple(self.hidden))
        put(self, "tries", tuple((str(key), str(label)) for key, label in self.tries))
        take_arrays(self, ARRAYS)
        self._check()

    def _check(self) -> None:
        if self.view not in VIEWS:
            raise ValueError(f"unknown view {self.view!r}; expected one of {', '.join(VIEWS)}")
        if not (math.isfinite(self.seconds) and self.seconds > 0):
            raise ValueError(f"seconds is {self.seconds!r}; expected a finite number above 0")
        if self.mode not in MODES:
            raise ValueError(f"unknown mode {self.mode!r}; expected one of {', '.join(MODES)}")
        if not (self.threshold is None or 0 <= self.threshold <= 1):
            raise ValueError(f"threshold is {self.threshold!r}; expected a number from 0 to 1")
        if not (self.share is None or self.share in JUDGED_BY):
            raise ValueError(f"share is {self.share!r}; expected one of {', '.join(JUDGED_BY)}")
        if unknown := {*self.locked, *self.hidden} - {*LOCKABLE}:
            raise ValueError(f"{min(unknown)!r} is locked; expected some of {', '.join(LOCKABLE)}")
        if self.every < 1:
            raise ValueError(f"every is {self.every}; expected at least 1")
        sizes = check_shapes(self, ARRAYS)
        if sizes["S"] < 1:
            raise ValueError("a message needs at least one frame")
        if len(self.notes) != sizes["P"]:
            raise ValueError(f"{len(self.notes)} notes for {sizes['P']} panels")
        for name in ("sentences", "further"):
            if len(getattr(self, name)) != sizes["P"]:
                raise ValueError(f"{len(getattr(self, name))} {name} for {sizes['P']} panels")
