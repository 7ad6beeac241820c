"""What a run is: frozen, checked, hashable; also its cache key, its link and its test case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.choices import device
from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.regularisers import REGULARISERS
from explorer.choices.schedules import SCHEDULES
from explorer.choices.thumbnails import thumbnail
from explorer.config.fields import Field, check_all, setting
from explorer.config.kinds import (
    Device,
    Entry,
    Real,
    Scale,
    Whole,
    Widths,
)
from explorer.config.member import LOGISTIC, MAX_SEED, RATE, Member

MAX_HIDDEN, MAX_WIDTH = 50, 64
MIN_SAMPLES, MAX_SAMPLES = 50, 2000
MAX_STEPS = 10_000_000
MOST_DRAWN = 8  # hidden layers that can be drawn well
BATCHES = (1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 512)
STANDARDISED = "Moved and scaled so that x₁ and x₂ each have mean 0 and variance 1"
STRENGTHS = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
CLIPS = (0.1, 0.3, 1.0, 3.0, 10.0)
SHARE = Real(0.0, 0.9999, (0.0, 0.9999, 0.001), format="%.4g", style="box")
RATES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0, 1000.0)


def _of_optimiser(name: str) -> Callable[[Mapping[str, Any]], bool]:
    """Whether the optimiser chosen has a setting of this name."""
    return lambda chosen: name in OPTIMISERS[chosen["optimizer"]].settings


@dataclass(frozen=True)
class RunConfig:
    """One run: the data, the networks (a stack of members) and how they learn.

    `loss` None takes binary cross-entropy for two classes and cross-entropy for more, and
    `batch_size` None the full batch. `init_std` is the σ of an initialiser that takes one. `steps`
    is how far `train` goes.
    """

    dataset: str = setting(
        "circles",
        Field(
            "Data set",
            Entry(DATASETS, remark=True, picture=thumbnail),
            "data",
            word="",
            caption=lambda run: DATASETS[run.dataset].label,
        ),
    )
    samples: int = setting(
        500,
        Field(
            "Points",
            Whole(MIN_SAMPLES, MAX_SAMPLES, (MIN_SAMPLES, MAX_SAMPLES, 50)),
            "data",
            caption=lambda run: f"{run.samples:,} points, standardised",
            help=STANDARDISED,
            what="samples",
        ),
    )
    noise: float = setting(
        0.1,
        Field(
            "Noise",
            Real(0.0, 2.0, (0.0, 0.5, 0.01)),
            "data",
            caption=lambda run: f"noise {run.noise:g}",
        ),
    )
    test_fraction: float = setting(
        0.2,
        Field(
            "Test share",
            Real(0.05, 0.95, (0.1, 0.9, 0.05), "percent"),
            "data",
            "test",
            word="test share",
        ),
    )
    hidden: tuple[int, ...] = setting(
        (8, 8),
        Field(
            "Hidden layers",
            Widths(MAX_HIDDEN, MAX_WIDTH, MOST_DRAWN),
            "network",
            caption=lambda run: (
                "–".join(map(str, run.widths)) + " (logistic regression)" * (not run.hidden)
            ),
        ),
    )
    members: tuple[Member, ...] = setting((Member(),), Field("Networks"))
    optimizer: str = setting(
        "adam",
        Field(
            "Optimiser",
            Entry(OPTIMISERS),
            "learning",
            word="",
            caption=lambda run: OPTIMISERS[run.optimizer].label,
            what="optimizer",
        ),
    )
    loss: str | None = setting(
        None,
        Field(
            "Loss",
            Entry(LOSSES, "by the classes", remark=True),
            "learning",
            word="",
            caption=lambda run: LOSSES[run.objective].label,
            shown=lambda chosen: DATASETS[chosen["dataset"]].classes == 2,
        ),
    )
    learning_rate: float = setting(
        0.01,
        Field(
            "Learning rate",
            Scale(RATE, RATES),
            "learning",
            "rate",
            word="rate",
            caption=lambda run: f"rate {run.learning_rate:g}",
        ),
    )
    batch_size: int | None = setting(
        10,
        Field(
            "Batch size",
            Scale(Whole(1, MAX_SAMPLES), BATCHES, "full", "Full batch"),
            "learning",
            "batch",
            word="batch",
            caption=lambda run: f"batches of {run.batch_size}" if run.batch_size else "full batch",
        ),
    )
    beta: float = setting(
        0.9,
        Field("Momentum β", SHARE, "learning", word="β", shown=_of_optimiser("beta")),
    )
    beta1: float = setting(
        0.9,
        Field("β₁", SHARE, "learning", word="β₁", shown=_of_optimiser("beta1")),
    )
    beta2: float = setting(
        0.999,
        Field("β₂", SHARE, "learning", word="β₂", shown=_of_optimiser("beta2")),
    )
    schedule: str = setting(
        "constant",
        Field(
            "Schedule",
            Entry(SCHEDULES),
            "learning",
            caption=lambda run: (
                ""
                if run.schedule == "constant"
                else f"rate: {SCHEDULES[run.schedule].label.lower()}"
            ),
            help="How the learning rate changes over the planned steps",
        ),
    )
    clip: float | None = setting(
        None,
        Field(
            "Gradient clipping",
            Scale(Real(0.0, 1e6), CLIPS, "no clipping", "None"),
            "learning",
            word="clipping",
            caption=lambda run: "" if run.clip is None else f"clipped at {run.clip:g}",
            help="A network's gradient that is longer is shortened to this length",
        ),
    )
    regulariser: str | None = setting(
        None,
        Field(
            "Regulariser",
            Entry(REGULARISERS, "no regulariser", remark=True),
            "learning",
            word="",
            caption=lambda run: (
                f"{REGULARISERS[run.regulariser].label} {run.strength:g}" if run.regulariser else ""
            ),
        ),
    )
    strength: float = setting(
        0.001,
        Field(
            "Strength",
            Scale(Real(0.0, 1e3), STRENGTHS),
            "learning",
            word="strength",
            shown=lambda chosen: chosen["regulariser"] is not None,
        ),
    )
    dropout: float = setting(
        0.0,
        Field(
            "Dropout",
            Real(0.0, 0.95, (0.0, 0.9, 0.05), "percent"),
            "learning",
            word="dropout",
            caption=lambda run: f"dropout {run.dropout:g}" if run.dropout else "",
            help="The share of hidden units that a training step leaves out; all judge",
        ),
    )
    init: str = setting(
        "torch",
        Field(
            "Initialiser",
            Entry(INITIALISERS, remark=True),
            "network",
            word="",
            caption=lambda run: INITIALISERS[run.init].label,
        ),
    )
    init_std: float = setting(
        1.0,
        Field(
            "σ of the weights",
            Real(0.0, 100.0, (0.0, 5.0, 0.05)),
            "network",
            "std",
            word="init σ",
            shown=lambda chosen: INITIALISERS[chosen["init"]].takes_std,
            what="init σ",
        ),
    )
    steps: int = setting(1000, Field("Steps", Whole(0, MAX_STEPS)))
    seed: int = setting(
        0,
        Field(
            "Seed",
            Whole(0, MAX_SEED, style="seed"),
            "data",
            caption=lambda run: f"seed {run.seed}",
            help="The same seed gives the same points, the same weights and the same run.",
        ),
    )
    device: str = setting(
        "cpu",
        Field(
            "Computed on",
            Device(device.DEVICES, device.available, device.name),
            "learning",
            "device",
            what="device",
        ),
    )

    def __post_init__(self) -> None:
        """Raise ValueError, with the value in the sentence, where a field is wrong."""
        object.__setattr__(self, "hidden", tuple(self.hidden))
        object.__setattr__(self, "members", tuple(self.members))
        check_all(self)
        if not self.members:
            raise ValueError("a run needs at least one member")
        for member in self.members:
            member.keys(len(self.hidden))
        if LOSSES[self.objective].single and self.classes > 2:
            raise ValueError(
                f"loss {self.objective!r} separates two classes; {self.dataset} has "
                f"{self.classes}: take 'cross_entropy'"
            )

    @property
    def classes(self) -> int:
        """K, the number of classes of the data set."""
        return DATASETS[self.dataset].classes

    @property
    def titles(self) -> tuple[str, ...]:
        """What each network is called: its label, or logistic regression without hidden layers."""
        return tuple(one.label if self.hidden else LOGISTIC for one in self.members)

    @property
    def objective(self) -> str:
        """The key of the loss: the one named, or the one that fits the number of classes."""
        return self.loss or ("bce" if self.classes == 2 else "cross_entropy")

    @property
    def outputs(self) -> int:
        """The width of the last layer: one logit where the loss has one, else one a class."""
        return 1 if LOSSES[self.objective].single else self.classes

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of every layer, from the F = 2 inputs to the outputs."""
        return (2, *self.hidden, self.outputs)
