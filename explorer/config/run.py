"""What a run is: frozen, checked, hashable; also its cache key, its link and its test case."""

import math
from dataclasses import dataclass

from explorer import activations
from explorer.choices import device
from explorer.choices.datasets import DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.thumbnails import thumbnail
from explorer.config.checks import check_choice
from explorer.config.fields import Field, check_all, setting
from explorer.config.kinds import (
    Device,
    Entry,
    Flag,
    Networks,
    Real,
    Scale,
    Whole,
    Widths,
)
from explorer.words import listed, number

MAX_HIDDEN, MAX_WIDTH = 50, 64
MIN_SAMPLES, MAX_SAMPLES = 50, 2000
MAX_SEED = 2**31 - 1
MAX_STEPS = 10_000_000
MOST_NETWORKS = 8  # side by side in the form
MOST_DRAWN = 8  # hidden layers that can be drawn well
NORMS = {"layer": "layer norm", "batch": "batch norm"}  # key → name
LOGISTIC = "Logistic regression"  # what a network without a hidden layer is called
BATCHES = (1, 5, 10, 20, 50, 100, 200)
RATE = Real(0.0, 1e6)
STANDARDISED = "Moved and scaled so that x₁ and x₂ each have mean 0 and variance 1"
RATES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0, 1000.0)


@dataclass(frozen=True)
class Member:
    """What differs inside a stack: one network of a run.

    `activation` is one key for all hidden layers, or one for each. `parameters` are pairs of name
    and value, and belong to every layer whose activation has a parameter of that name; those left
    out take the activation's defaults.
    `learning_rate` None takes the run's. `init_scale` multiplies the initial weights. `residual`
    adds a hidden layer's input to its output wherever they are equally wide; `norm`, a key of
    NORMS, stands between every hidden layer's linear part and its activation.
    """

    activation: str | tuple[str, ...] = setting(
        "tanh",
        Field("Activations, side by side", Networks(MOST_NETWORKS), "network", "activations"),
    )
    seed: int = setting(0, Field("Seed", Whole(0, MAX_SEED)))
    learning_rate: float | None = setting(None, Field("Learning rate", Scale(RATE, (), "run's")))
    init_scale: float = setting(1.0, Field("Init scale", Real(0.0, 1e3)))
    parameters: tuple[tuple[str, float], ...] = setting((), Field("Parameters"))
    residual: bool = setting(
        False,
        Field(
            "Residual connections",
            Flag("residual"),
            "network",
            word="",
            help="Each layer's input is added to its output, where both are equally wide",
            what="residual",
        ),
    )
    norm: str | None = setting(
        None,
        Field("Normalisation", Entry(NORMS, "no norm", "buttons"), "network", word="", what="norm"),
    )

    def __post_init__(self) -> None:
        """Raise ValueError, with the value in the sentence, where a field is wrong."""
        if not isinstance(self.activation, str):
            object.__setattr__(self, "activation", tuple(self.activation))
        known = {name for key in self._chosen for name in activations.get(key).defaults}
        check_all(self)
        for name, value in self.parameters:
            check_choice(f"parameter of {', '.join(self._chosen)}", name, tuple(sorted(known)))
            if not math.isfinite(value):
                raise ValueError(f"{name} is {value!r}; expected a finite number")

    @property
    def _chosen(self) -> tuple[str, ...]:
        return (self.activation,) if isinstance(self.activation, str) else self.activation

    @property
    def label(self) -> str:
        """The activations and what is done beside: "ReLU → Tanh with residual and layer norm"."""
        named = ["residual"] * self.residual + ([NORMS[self.norm]] if self.norm else [])
        named += [f"weights × {number(self.init_scale)}"] * (self.init_scale != 1)
        return self.activation_label + (f" with {listed(named)}" if named else "")

    @property
    def activation_label(self) -> str:
        """The activation's label; where layers differ, one for each: "ReLU → Tanh"."""
        keys = self._chosen[:1] if len(set(self._chosen)) == 1 else self._chosen
        return " → ".join(activations.get(key).label for key in keys) or LOGISTIC

    def keys(self, depth: int) -> tuple[str, ...]:
        """The key of each of `depth` hidden layers; ValueError where there are more or fewer."""
        if isinstance(self.activation, str):
            return (self.activation,) * depth
        if len(self.activation) != depth:
            raise ValueError(
                f"{len(self.activation)} activations for {depth} hidden layers; "
                "expected one for all, or one for each"
            )
        return self.activation


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
    loss: str | None = setting(None, Field("Loss", Entry(LOSSES, "by the classes")))
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
        if self.objective == "bce" and self.classes > 2:
            raise ValueError(
                f"loss 'bce' separates two classes; {self.dataset} has {self.classes}: "
                "take 'cross_entropy'"
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
        """The width of the last layer: one logit for binary cross-entropy, else one a class."""
        return 1 if self.objective == "bce" else self.classes

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of every layer, from the F = 2 inputs to the outputs."""
        return (2, *self.hidden, self.outputs)
